package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
)

// tail reads what follows a number, up to end: a scale, a unit, the unit under a quotient.
func (r *reader) tail(l *literal, end int) *Error {
	r.space()
	stop := end
	for stop > r.i && isSpaceBefore(r.s, stop) > 0 {
		stop -= isSpaceBefore(r.s, stop)
	}
	l.end = stop
	if r.i >= stop {
		l.end = l.digitEnd
		return nil
	}
	i := r.i
	for i < stop && r.s[i] != '/' && spaceAt(r.s, i) == 0 {
		i++
	}
	if n, ok := scales[r.s[r.i:i]]; ok {
		l.scale, l.scaleStart = n, r.i
		r.i = i
		r.space()
	}
	if r.i >= stop {
		return nil
	}
	return r.unit(l, stop)
}

// isSpaceBefore is the length of the space that ends at i, 0 where there is none.
func isSpaceBefore(s string, i int) int {
	c, n := utf8.DecodeLastRuneInString(s[:i])
	switch c {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u202f':
		return n
	}
	return 0
}

// unit reads a unit, or the rest of a quotient, that ends at stop.
func (r *reader) unit(l *literal, stop int) *Error {
	start, text := r.i, r.s[r.i:stop]
	if b := r.u.find(text); b != nil {
		return r.setUnit(l, b, start, stop)
	}
	if b := r.u.find(tidy(text)); b != nil {
		return r.setUnit(l, b, start, stop)
	}
	slash := strings.IndexByte(text, '/')
	after := slash + 1
	if slash < 0 {
		slash, after = cutPer(text)
	}
	if slash < 0 {
		return r.unknown(text, start, false)
	}
	if top := tidy(text[:slash]); top != "" {
		b := r.u.find(top)
		if b == nil {
			return r.unknown(text[:slash], start, false)
		}
		if e := r.setUnit(l, b, start, start+slash); e != nil {
			return e
		}
	}
	under := tidy(text[after:])
	switch b := r.u.find(under); {
	case under == "":
		return fail(codeValue, start+slash, stop, "a unit is missing after "+quote(tidy(text[slash:after])), "as in EUR 12.5 / m2")
	case b != nil && b.sort == plain:
		l.den = b
	case b == nil && len(under) == 3 && threeCapitals(under):
		l.den = currencyOf(under)
	case b != nil:
		return fail(codeValue, start+after, stop, quote(under)+" cannot stand under a quotient", "")
	default:
		return r.unknown(text[after:], start+after, true)
	}
	return nil
}

// cutPer finds the word "per" that parts a quotient; "per cent" is no quotient.
func cutPer(text string) (at, after int) {
	for i := 0; i < len(text); i++ {
		if i > 0 && spaceAt(text, i-1) == 0 && isSpaceBefore(text, i) == 0 {
			continue
		}
		if j, ok := word(text, i, "per"); ok && spaceAt(text, j) > 0 && !strings.HasPrefix(tidy(text[j:]), "cent") {
			return i, j
		}
	}
	return -1, -1
}

// tidy is a name with single ordinary spaces.
func tidy(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool {
		return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00a0' || c == '\u202f'
	}), " ")
}

func (r *reader) setUnit(l *literal, b *base, start, end int) *Error {
	if l.currency != nil {
		return fail(codeValue, start, end, "a number cannot have both the currency "+l.currency.code+" and the unit "+b.code,
			"write one of them, or a quotient as in EUR 12.5 / m2")
	}
	l.unit = b
	return nil
}

// unknown is the error for a unit that nobody knows, or for what is no unit at all.
func (r *reader) unknown(text string, start int, under bool) *Error {
	name := tidy(text)
	for n := isSpaceBefore(text, len(text)); n > 0; n = isSpaceBefore(text, len(text)) {
		text = text[:len(text)-n]
	}
	for n := spaceAt(text, 0); n > 0; n = spaceAt(text, 0) {
		text, start = text[n:], start+n
	}
	end := start + len(text)
	first, _, _ := strings.Cut(name, " ")
	hint := diag.DidYouMean(name, r.u.Names())
	cur := asCurrency(first)
	switch {
	case slips[name] != "":
		return fail(codeUnit, start, end, quote(name)+" is not a unit or a scale", "write "+slips[name])
	case slips[first] != "":
		return fail(codeUnit, start, start+len(first), quote(first)+" is not a unit or a scale", "write "+slips[first])
	case !under && cur != nil && (hint == "" || currencies[cur.code] != nil):
		return fail(codeValue, start, start+len(first), "the currency "+quote(first)+" stands after its number", "write the currency first: "+cur.code+" 13 bn")
	case strings.HasPrefix(name, "to "):
		return fail(codeValue, start, end, "a range has two ends only", "")
	}
	if _, scale := scales[first]; scale {
		return fail(codeValue, start, start+len(first), "the scale "+quote(first)+" stands in the wrong place", "it follows its number: USD 13 bn")
	}
	if hint == "" {
		hint = "units of this site's own are listed under units in the facts file"
	}
	return fail(codeUnit, start, end, "the unit "+quote(name)+" is not known", hint)
}

// asCurrency is the currency that a sign or a code stands for.
func asCurrency(s string) *base {
	for _, c := range signs {
		if s == c.sign {
			return c.unit
		}
	}
	if len(s) == 3 && threeCapitals(s) {
		return currencyOf(s)
	}
	return nil
}

// afterNumber refuses what looks like more of the number.
func (r *reader) afterNumber(l *literal) *Error {
	rest := r.s[r.i:]
	if rest == "" {
		return nil
	}
	c, n := utf8.DecodeRuneInString(rest)
	run := r.i
	for run < len(r.s) && spaceAt(r.s, run) == 0 && r.s[run] != '/' {
		run++
	}
	number := r.s[l.digits:l.digitEnd]
	switch {
	case (c == 'e' || c == 'E') && len(rest) > 1 && (isDigit(rest[1]) || len(rest) > 2 && (rest[1] == '-' || rest[1] == '+') && isDigit(rest[2])):
		return fail(codeValue, l.digits, run, quote(r.s[l.digits:run])+" is written with an exponent", "write the number out, or use k, m, bn or tn")
	case c == '.' && (len(rest) == 1 || !isDigit(rest[1])):
		return fail(codeValue, r.i, r.i+1, "a decimal point stands between digits", "leave the point out, or write the digits after it")
	case c == '.':
		return fail(codeValue, l.digits, run, quote(r.s[l.digits:run])+" has two decimal points", hintGroups)
	case c == ',':
		return fail(codeValue, l.digits, run, "the commas in "+quote(r.s[l.digits:run])+" do not group thousands", hintGroups)
	case c == '\'' || c == '_' || c == '’':
		return fail(codeValue, l.digits, run, quote(r.s[l.digits:run])+" is not a number", hintGroups)
	case unicode.IsNumber(c):
		return fail(codeValue, r.i, r.i+n, quote(string(c))+" is not one of the digits 0 to 9", "")
	case (c == '-' || c == '–' || c == '—') && len(rest) > n:
		return fail(codeValue, r.i, r.i+n, "a range is written with the word to", "as in "+number+" to "+strings.TrimSpace(rest[n:]))
	}
	if k := spaceAt(rest, 0); k > 0 && len(rest) > k && isDigit(rest[k]) {
		return fail(codeValue, l.digits, r.i+k+1, "digits follow the number after a space", hintGroups)
	}
	return nil
}

// noNumber is the error where a number should begin.
func (r *reader) noNumber(l *literal) *Error {
	s := r.s[r.i:]
	c, n := utf8.DecodeRuneInString(s)
	for _, w := range otherWords {
		if len(s) >= len(w.word) && strings.EqualFold(s[:len(w.word)], w.word) {
			return fail(codeValue, r.i, r.i+len(w.word), quote(s[:len(w.word)])+" is not one of the qualifiers", "write "+quote(w.ours.String()))
		}
	}
	switch {
	case s == "":
		return fail(codeValue, l.start, len(r.s), "a number is missing", hintValue)
	case c == '.' && len(s) > 1 && isDigit(s[1]):
		return fail(codeValue, r.i, r.i+1, "a number begins with a digit", "write 0"+quoteless(s))
	case c == '+':
		return fail(codeValue, r.i, r.i+1, "a plus sign is not written", "leave it out")
	case c == '-' || c == '−':
		return fail(codeValue, r.i, r.i+n, "a number has one minus sign at most", "")
	case c == '–' || c == '—':
		return fail(codeValue, r.i, r.i+n, "a dash is not a minus sign", `write "-" or "`+minus+`"`)
	case unicode.IsNumber(c):
		return fail(codeValue, r.i, r.i+n, quote(string(c))+" is not one of the digits 0 to 9", "")
	case len(s) >= 3 && (len(s) == 3 || !isLetter(s[3])) && currencies[strings.ToUpper(s[:3])] != nil:
		return fail(codeUnit, r.i, r.i+3, quote(s[:3])+" is not a currency", "a currency is three capitals: "+strings.ToUpper(s[:3]))
	}
	end := len(r.s)
	for end > r.i && isSpaceBefore(r.s, end) > 0 {
		end -= isSpaceBefore(r.s, end)
	}
	return fail(codeValue, r.i, end, quote(r.s[r.i:end])+" is not a number", hintValue)
}

// quoteless is the start of a text, up to its first space, short enough for a hint.
func quoteless(s string) string {
	i := 0
	for i < len(s) && i < maxQuoted && s[i] < utf8.RuneSelf && spaceAt(s, i) == 0 {
		i++
	}
	return s[:i]
}
