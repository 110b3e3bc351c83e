package value

import (
	"slices"
	"strings"
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
		if j, lonely := w.lonely(i); lonely {
			return all, &Stretch{i, j}
		}
		if stray(c) || c == '+' && !gapped(w.s, i+1) {
			bad := run(w.s, Stretch{i, i + size})
			return all, &bad
		}
		i = beyond(w.s, i)
	}
	return all, nil
}

// lonely says that "per cent" stands at i without a number that was read, and where it ends.
func (w *wording) lonely(i int) (end int, yes bool) {
	if w.s[i]|0x20 != 'p' || wordEnd(w.s, i) == i {
		return i, false
	}
	if end, yes = phraseAt(w.s, i, "per cent"); !yes {
		end, yes = phraseAt(w.s, i, "percent")
	}
	return end, yes
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
	return j-i <= 3 || begins(w.s[i:j]) || w.plain && ordinals[strings.ToLower(w.s[i:j])]
}

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
		if f, end, ok := w.place(i); end > i {
			return f, end, ok
		}
	}
	a, j, ok := w.literal(i)
	if !ok || j == i || !isLetter(w.s[i]) && !begun(w.s, i) {
		return f, j, ok && j == i
	}
	if f, end := w.inNumbers(a, i, j); end > i {
		return f, end, true
	}
	b, k, ok := w.second(i, j)
	if !ok {
		return f, j, false
	}
	if k == j {
		if w.idle(a, i, j) {
			return f, i, true
		}
		f.d, ok = a.alone()
		return f, j, ok
	}
	f.d = &data{}
	r := reader{s: w.s, u: w.u}
	x, y := a, b
	if r.join(f.d, &x, &y) != nil { // "−2% to −5%" runs the other way
		if !a.number.d.Negative || !b.number.d.Negative || r.join(f.d, &b, &a) != nil {
			return f, k, false
		}
	}
	return f, k, true
}

// place is a place in an order, in words, where the fact counts nothing: "the third". "First" and "second" mean too much else.
func (w *wording) place(i int) (f figure, end int, ok bool) {
	word, j := lowerWord(w.s, i)
	n := parts[word]
	if !w.plain || n == 0 || !ordinals[word] {
		return f, i, true
	}
	l := literal{number: decimal(n, 0)}
	f.d, ok = l.alone()
	return f, j, ok
}

// times is the figure of a multiple in words.
func (w *wording) times(tenths int64, end int) (figure, int, bool) {
	l := literal{number: decimal(tenths, -1).reduce(), unit: unitTimes}
	if tenths%10 != 0 {
		l.places = 1
	}
	d, ok := l.alone()
	return figure{d: d}, end, ok
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
		f.d, ok = l.alone()
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
