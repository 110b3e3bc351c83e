package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// literal reads one number at i with its sign, currency, scale and unit: in digits, or in words. The end is i where
// none begins; it is not ok where one begins that cannot be read.
func (w *wording) literal(i int) (l literal, end int, ok bool) {
	j, negative := w.sign(i)
	cur, k := w.currency(j)
	if l.currency = cur; cur != nil && !negative {
		k, negative = w.sign(k)
	}
	switch {
	case k < len(w.s) && isDigit(w.s[k]):
		if k, ok = w.digits(&l, k); !ok {
			return l, i, false
		}
	default:
		a, after := numeral(w.s, k)
		if after == k || cur != nil {
			return l, i, true
		}
		l.number, l.places, l.scale, k = a.number, a.places, a.scale, after
	}
	if negative {
		l.number = l.number.Neg()
	}
	if k, ok = w.tail(&l, k); !ok {
		return l, k, false
	}
	l.start, l.end = i, k
	return l, k, true
}

// sign reads a minus or a plus before a number: U+2212 anywhere, a hyphen or a dash where it touches the number
// and nothing else, or begins the words.
func (w *wording) sign(i int) (end int, negative bool) {
	c, size := utf8.DecodeRuneInString(w.s[i:])
	end = i + size
	switch c {
	case '−':
		return end + gapAt(w.s, end), true
	case '+':
		return end, false
	case '-', '–', '—':
		if gapped(w.s, end) && i > 0 || !begun(w.s, i) {
			return i, false
		}
		return end + gapAt(w.s, end), true
	}
	return i, false
}

// thinGap is the length of a space that groups thousands at i; an ordinary one never does.
func thinGap(s string, i int) int {
	c, n := utf8.DecodeRuneInString(s[i:])
	if c == '\u00a0' || c == '\u2007' || c == '\u2009' || c == '\u202f' {
		return n
	}
	return 0
}

// digits reads a number in digits: whole, or grouped by commas or narrow spaces, with a decimal point or without.
// What goes on after it in any other way cannot be read.
func (w *wording) digits(l *literal, i int) (end int, ok bool) {
	s, j := w.s, i
	run := func(k int) int {
		for k < len(s) && isDigit(s[k]) {
			k++
		}
		return k
	}
	j = run(j)
	clean := s[i:j]
	if len(clean) > 1 && clean[0] == '0' {
		return i, false
	}
	for j < len(s) {
		n := thinGap(s, j)
		if s[j] == ',' {
			n = 1
		}
		k := j + n
		if n == 0 || k >= len(s) || !isDigit(s[k]) {
			break
		}
		if run(k) != k+3 || len(clean) > 3 && clean == s[i:j] || clean[0] == '0' || strings.ContainsRune(s[i:j], ',') != (n == 1) && len(clean) > 3 {
			return i, false
		}
		clean += s[k : k+3]
		j = k + 3
	}
	if j+1 < len(s) && s[j] == '.' && isDigit(s[j+1]) {
		k := run(j + 1)
		l.places = k - j - 1
		clean += s[j+1 : k]
		j = k
	}
	if len(clean) > maxDigits {
		return i, false
	}
	l.number = digitsOf(clean, l.places)
	l.digits, l.digitEnd = i, j
	if k := j + 2; l.places == 0 && strings.HasPrefix(s[j:], ordinal(clean)) && (k == len(s) || gapAt(s, k) > 0 || free(s, k)) {
		return k, true
	}
	return j, true
}

// ordinal is the ending that makes a whole number an ordinal.
func ordinal(digits string) string {
	n := len(digits)
	if n > 1 && digits[n-2] == '1' {
		return "th"
	}
	switch digits[n-1] {
	case '1':
		return "st"
	case '2':
		return "nd"
	case '3':
		return "rd"
	}
	return "th"
}

// tail reads what follows a number: a scale, a unit or the name of a currency, the unit under a quotient.
func (w *wording) tail(l *literal, i int) (end int, ok bool) {
	end = i
	if l.digits < l.digitEnd && i > l.digitEnd {
		return i, true // an ordinal counts nothing
	}
	k := joint(w.s, end)
	for b, _ := w.u.counted(w.s, k); b == nil; b, _ = w.u.counted(w.s, k) {
		scale, j := w.scale(k)
		if j == k || l.scale+scale > 12 {
			break
		}
		l.scale, end = l.scale+scale, j
		k = joint(w.s, end)
	}
	if word, j := lowerWord(w.s, k); fillers[word] && k > end {
		if b, _ := w.u.counted(w.s, joint(w.s, j)); b != nil && b.sort == plain {
			k = joint(w.s, j)
		}
	}
	b, j := w.unit(l, k)
	switch {
	case b == nil:
	case b.sort == money && l.currency == nil:
		l.currency, end = b, j
	case b.sort == money && l.currency.is(b):
		end = j
	case l.currency != nil:
		return end, false
	default:
		l.unit, end = b, j
	}
	if end, ok = w.under(l, end); !ok {
		return end, false
	}
	return w.whole(end)
}

// whole says that the words after a number, which ends at i, are no more of it: another scale, a count, another "per
// cent", or what makes it a rate.
func (w *wording) whole(i int) (end int, ok bool) {
	k := joint(w.s, i)
	word, j := lowerWord(w.s, k)
	if _, after := w.scale(k); k > i && after > k || counts[word] || rates[word] || word == "percent" {
		return max(j, i), false
	}
	if j, ok := phraseAt(w.s, k, "per cent"); ok {
		return j, false
	}
	return i, true
}

// scale reads a scale at i, in any of its spellings.
func (w *wording) scale(i int) (scale, end int) {
	j := gluedWord(w.s, i)
	word := w.s[i:j]
	if n := scales[word]; n > 0 {
		return n, j
	}
	if n := scales[strings.ToLower(word)]; n > 0 && len(word) > 1 {
		return n, j
	}
	for _, spelled := range [...]string{word, strings.ToLower(word)} {
		if n := scales[slips[spelled]]; n > 0 {
			return n, j
		}
	}
	return 0, i
}

// unit reads a unit at i, in any of its spellings, or a currency that follows its number.
func (w *wording) unit(l *literal, i int) (b *base, end int) {
	b, end = w.u.counted(w.s, i)
	if b == unitPercent {
		for _, p := range [...]string{"point", "points"} {
			if j, ok := phraseAt(w.s, joint(w.s, end), p); ok {
				return unitPoints, j
			}
		}
	}
	if b != nil {
		return b, end
	}
	if l.currency == nil {
		if b, end = w.currencyAfter(i); b != nil {
			return b, end
		}
	}
	j := gluedWord(w.s, i)
	if name := slips[strings.ToLower(w.s[i:j])]; name != "" && scales[name] == 0 {
		return w.u.find(name), j
	}
	return nil, i
}

// under reads the unit under a quotient: "per square metre", "/m²", "a year". What is said to be per something that is
// no unit cannot be read.
func (w *wording) under(l *literal, i int) (end int, ok bool) {
	k := i + gapAt(w.s, i)
	slash := strings.HasPrefix(w.s[k:], "/")
	switch word, j := lowerWord(w.s, joint(w.s, i)); {
	case slash:
		k++
	case word == "per", word == "a", word == "an", word == "each":
		k = j
	default:
		return i, true
	}
	must := slash || strings.EqualFold(strings.TrimFunc(w.s[i:k], unicode.IsSpace), "per")
	b, j := w.u.counted(w.s, joint(w.s, k))
	if b == nil || b.sort != plain {
		return i, !must
	}
	l.den = b
	return j, true
}
