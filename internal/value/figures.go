package value

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wording reads the figures in an editor's words. Like every reader here it goes from left to right and takes
// what it is certain of; anything that looks like a part of a figure and is not taken makes it stop.
type wording struct {
	s     string
	u     *Units
	plain bool // the fact counts nothing, so that a number needs no unit
}

// figure is one number, range, fraction or multiple in words. Its stretch begins with its qualifier.
type figure struct {
	Stretch
	d       *data  // a number or a range; nil for a fraction
	part    partOf // a fraction
	qual    Qualifier
	exactly bool
	move    int // -1: the words say that it fell, +1: that it rose
}

// figures are the figures of the words in order. Bad is what could not be read for certain, nil where nothing is left.
func (w *wording) figures() (all []figure, bad *Stretch) {
	last := 0
	for i := 0; i < len(w.s); {
		f, end, ok := figure{}, i, true
		if w.opens(i) {
			f, end, ok = w.figure(i)
		}
		if ok && end > i {
			f.Stretch = Stretch{i, end}
			ok = w.around(&f, last) && free(w.s, f.End)
		}
		switch {
		case !ok:
			bad := run(w.s, Stretch{min(i, max(f.Start, last)), max(end, f.End, i+1)})
			return all, &bad
		case end > i:
			all = append(all, f)
			i, last = f.End, f.End
			continue
		}
		c, size := utf8.DecodeRuneInString(w.s[i:])
		if stray(c) || c == '+' && !gapped(w.s, i+1) {
			bad := run(w.s, Stretch{i, i + size})
			return all, &bad
		}
		if i += size; unicode.IsLetter(c) {
			for c, size = utf8.DecodeRuneInString(w.s[i:]); unicode.IsLetter(c); c, size = utf8.DecodeRuneInString(w.s[i:]) {
				i += size
			}
		}
	}
	return all, nil
}

// opens says whether a figure may begin at i: anything but a word that no figure begins with.
func (w *wording) opens(i int) bool {
	if !isLetter(w.s[i]) {
		return true
	}
	j := i
	for j < len(w.s) && isLetter(w.s[j]) {
		j++
	}
	return j-i <= 3 || begins(w.s[i:j])
}

// stray says that a character outside a figure may be a part of one: a digit of any script, what shows digits, the
// signs of currencies and of per cent, a minus; and what readers do not see, since it parts what they read as one.
func stray(c rune) bool {
	return digital(c) || unicode.In(c, unicode.Sc, unicode.Cf, unicode.Co, unicode.Me, unicode.Mn) || unicode.IsControl(c) && !unicode.IsSpace(c) ||
		strings.ContainsRune("%‰‱％−\u2044\u2215\ufffd", c)
}

// digital says that a character is a number of any script, or is shown with digits in it: ½, ①, ㏠, 🆞.
func digital(c rune) bool {
	return unicode.IsNumber(c) || c >= 0x3200 && c <= 0x33ff || c >= 0x1f100 && c <= 0x1f1ff
}

// run is a stretch with all that touches it, up to the gaps around it, without brackets and punctuation at its ends.
func run(s string, r Stretch) Stretch {
	for r.Start > 0 && gapBefore(s, r.Start) == 0 {
		_, size := utf8.DecodeLastRuneInString(s[:r.Start])
		r.Start -= size
	}
	for r.End < len(s) && gapAt(s, r.End) == 0 {
		_, size := utf8.DecodeRuneInString(s[r.End:])
		r.End += size
	}
	text := strings.TrimRight(s[r.Start:r.End], ".,;:!?)]}\"'”’»…")
	if text = strings.TrimLeft(text, "([{\"“«"); text != "" {
		r.Start = r.Start + strings.Index(s[r.Start:r.End], text)
		r.End = r.Start + len(text)
	}
	return r
}

// free says that nothing touches a figure that ends at i as if it went on: a letter, a digit, another sign.
func free(s string, i int) bool {
	c, size := utf8.DecodeRuneInString(s[i:])
	next, _ := utf8.DecodeRuneInString(s[min(i+size, len(s)):])
	switch {
	case i == len(s) || gapAt(s, i) > 0:
		return true
	case strings.ContainsRune(".,:'’-\u2010\u2011–—", c):
		return !digital(next) && !unicode.Is(unicode.Sc, next) && next != c
	}
	return strings.ContainsRune(";!?)]}\"”»›…+", c)
}

// begun says that a figure may begin at i: nothing touches it from before that could be a part of it.
func begun(s string, i int) bool {
	c, size := utf8.DecodeLastRuneInString(s[:i])
	if i == 0 || unicode.IsSpace(c) || strings.ContainsRune("([{\"'“‘«‹~≈<>≤≥", c) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-size])
	return c == '—' && unicode.IsLetter(before)
}

func gapped(s string, i int) bool { return i >= len(s) || gapAt(s, i) > 0 }

// figure reads the figure that begins at i, without what stands around it. The end is i where none begins; it is not
// ok where one begins that cannot be read.
func (w *wording) figure(i int) (f figure, end int, ok bool) {
	if c := w.s[i]; isLetter(c) && wordEnd(w.s, i) > i {
		if tenths, end := multiple(w.s, i); end > i {
			return w.times(tenths, end)
		}
		if f, end, ok := w.parted(i); end > i || !ok {
			return f, end, ok
		}
	}
	a, j, ok := w.literal(i)
	if !ok || j == i || !isLetter(w.s[i]) && !begun(w.s, i) {
		return f, i, ok && j == i
	}
	if f, end := w.inNumbers(a, i, j); end > i {
		return f, end, true
	}
	b, k, ok := w.second(i, j)
	if !ok {
		return f, j, false
	}
	f.d = &data{}
	if k == j {
		if w.idle(a, i, j) {
			return f, i, true
		}
		ok = a.into(f.d, 0) == nil
		f.d.ends[1], f.d.shape[1] = f.d.ends[0], f.d.shape[0]
		return f, j, ok
	}
	r := reader{s: w.s, u: w.u}
	x, y := a, b
	if r.join(f.d, &x, &y) != nil { // "−2% to −5%" runs the other way
		if !a.number.d.Negative || !b.number.d.Negative || r.join(f.d, &b, &a) != nil {
			return f, k, false
		}
	}
	return f, k, true
}

// times is the figure of a multiple in words.
func (w *wording) times(tenths int64, end int) (figure, int, bool) {
	l := literal{number: decimal(tenths, -1).reduce(), unit: unitTimes}
	if tenths%10 != 0 {
		l.places = 1
	}
	f := figure{d: &data{}}
	ok := l.into(f.d, 0) == nil
	f.d.ends[1], f.d.shape[1] = f.d.ends[0], f.d.shape[0]
	return f, end, ok
}

// parted reads a fraction in words. "A quarter of a per cent" is a fraction of something else, and not read; of what
// begins like a fraction and counts something ("half a billion", "three quarters" of a year) the literal is read.
func (w *wording) parted(i int) (f figure, end int, ok bool) {
	f.part, end = fraction(w.s, i)
	if end == i {
		return f, i, true
	}
	if a, j := numeral(w.s, i); j > end || j > i && a.scale > 0 {
		return f, i, true
	}
	k := end + gapAt(w.s, end)
	of := false
	for _, word := range [...]string{"of", "a", "an", "one"} {
		if j, is := phraseAt(w.s, k, word); is {
			k, of = j+gapAt(w.s, j), of || word == "of"
		}
	}
	if b, j := w.u.counted(w.s, k); b != nil {
		if of || f.part != (partOf{1, 2}) || b.sort == money {
			return f, j, false
		}
		l := literal{number: decimal(5, -1), places: 1, unit: b}
		f.d = &data{}
		ok = l.into(f.d, 0) == nil
		f.d.ends[1], f.d.shape[1] = f.d.ends[0], f.d.shape[0]
		return f, j, ok
	}
	return f, end, true
}

// inNumbers reads "1 in 4", where the first number has been read.
func (w *wording) inNumbers(a literal, i, j int) (f figure, end int) {
	if a.places > 0 || a.scale > 0 || a.currency != nil || a.unit != nil || a.number.Sign() < 0 || a.number.leading() > 9 {
		return f, i
	}
	n, err := a.number.d.Int64()
	if err != nil {
		return f, i
	}
	f.part, end = ratio(w.s, n, j, i, func(s string, i int) (int64, int) {
		l, j, ok := w.literal(i)
		if over, err := l.number.d.Int64(); ok && err == nil && l.unit == nil && l.currency == nil && l.scale == 0 {
			return over, j
		}
		return 0, i
	})
	return f, end
}

// idle says that a number word states nothing here: "one of them", "no one", or "one" before what is not counted.
func (w *wording) idle(a literal, i, j int) bool {
	if !isLetter(w.s[i]) || a.unit != nil || a.scale > 0 || a.number.Cmp(decimal(1, 0)) != 0 {
		return false
	}
	next, _ := nextWord(w.s, j)
	return !w.plain || next == "of" || strings.Contains(" no any some every each this that which ", " "+lastWord(w.s, i)+" ")
}

// second reads the other end of a range whose first end stands from i to j. The end is j where there is none.
func (w *wording) second(i, j int) (b literal, end int, ok bool) {
	gap := gapAt(w.s, j)
	k := j + gap
	c, size := utf8.DecodeRuneInString(w.s[k:])
	switch word, after := nextWord(w.s, j); {
	case word == "to", word == "and" && w.between(i):
		k = after
	case strings.ContainsRune("-\u2010\u2011–—", c) && k < len(w.s) && gapped(w.s, k+size) == (gap > 0):
		k += size
	default:
		return b, j, true
	}
	k += gapAt(w.s, k)
	if b, end, ok = w.literal(k); !ok {
		return b, j, false
	}
	if end == k {
		return b, j, true
	}
	return b, end, true
}

// between says that the word before a range at i is "between", with or without a qualifier after it.
func (w *wording) between(i int) bool {
	l := w.lead(i, 0)
	return slices.Contains(l.words[:min(l.n, 3)], "between")
}
