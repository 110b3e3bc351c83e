package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
)

// excuse is an exemption, or a name.
type excuse struct {
	words  string // folded
	reason string
	span   diag.Span
	name   bool
}

// add appends an excuse that is not too wide: digits alone would excuse any figure with these digits, and
// what a fact prints would excuse that figure wherever its link was forgotten.
func (f *Figures) add(list []excuse, e excuse, l *diag.List) []excuse {
	if e.words == "" {
		return list // a finding of whoever read it
	}
	if strings.TrimFunc(e.words, func(r rune) bool { return digit(r) || r == ' ' || frame(r) && r != ':' && r != '/' }) == "" {
		l.Add("exempt-invalid", e.span, "\""+clip(e.words)+"\" is digits alone and would exempt too much", "add the word or sign that stands beside them")
		return list
	}
	w := walk{text: text{s: e.words}}
	if x, ok := w.figure(0, stretch{0, len(e.words)}); ok {
		for _, form := range f.prints().byWord[e.words[x.start:x.end]] {
			if form.words == e.words {
				entry := f.prints().entries[form.entry]
				l.Add("exempt-invalid", e.span, "\""+clip(e.words)+"\" is what "+entry.id+" says", "bind it where it stands: <"+entry.link+">")
				return list
			}
		}
	}
	return append(list, e)
}

// cover is a place in a text that an excuse covers.
type cover struct {
	stretch
	by       int // in walk.all
	recorded bool
}

// excuse finds where exemptions cover the text: as whole words, so that 24/7 covers neither 124/7 nor 24/75.
func (w *walk) excuse() {
	w.covers, w.nextCover = w.covers[:0], 0
	for i, e := range w.all {
		if e.words == "" || w.invalid[i] {
			continue
		}
		for from := 0; ; {
			n := strings.Index(w.s[from:], e.words)
			if n < 0 {
				break
			}
			x := stretch{from + n, from + n + len(e.words)}
			from = x.end
			if !apart(w.s[:x.start], w.s[x.end:]) {
				from = x.start + 1
				continue
			}
			if id := w.swallows(x); id != "" {
				w.invalid[i], w.used[i] = true, true
				w.l.Add("exempt-invalid", e.span, "\""+clip(e.words)+"\" would also exempt a figure that is bound to "+id, "write only the words around the figure that is none")
				break
			}
			w.covers = append(w.covers, cover{stretch: x, by: i})
		}
	}
	slices.SortFunc(w.covers, func(a, b cover) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
}

// swallows names the fact or event whose bound figure a stretch would take in, with words around it. One that
// lies within the link's words does no harm.
func (w *walk) swallows(x stretch) string {
	for _, g := range w.segments[w.around(x.start):] {
		if g.start >= x.end || g.start <= x.start && x.end <= g.end {
			break
		}
		if !g.binds() {
			continue
		}
		if start, end := max(g.start, x.start), min(g.end, x.end); start < end && hasDigit(w.s[start:end]) {
			return g.link.ID
		}
	}
	return ""
}

// excused says whether exemptions cover a figure: each of its digits, or its words whole.
func (w *walk) excused(x stretch) bool {
	if !hasDigit(w.s[x.start:x.end]) {
		return w.covered(x)
	}
	for at, n := nextDigit(w.s[:x.end], x.start); at >= 0; at, n = nextDigit(w.s[:x.end], at+n) {
		if !w.covered(stretch{at, at + n}) {
			return false
		}
	}
	return true
}

// covered notes the exemption that covers a stretch. Stretches are asked for in their order, so that no
// cover is looked at twice but those that lie over each other.
func (w *walk) covered(x stretch) bool {
	for w.nextCover < len(w.covers) && w.covers[w.nextCover].end <= x.start {
		w.nextCover++
	}
	for i := w.nextCover; i < len(w.covers) && w.covers[i].start <= x.start; i++ {
		c := &w.covers[i]
		if c.end < x.end {
			continue
		}
		w.used[c.by] = true
		if !c.recorded {
			c.recorded = true
			w.out.Exempt++
			w.record(w.s[c.start:c.end], w.all[c.by].reason, w.span(c.start, c.end))
		}
		return true
	}
	return false
}

// apart says whether words stand by themselves between what is before and after them.
func apart(before, after string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	if n > 0 && joined(r, next) || dash(r) && (len(before) == n || next == ' ') {
		return false
	}
	r, n = utf8.DecodeRuneInString(after)
	next, m := utf8.DecodeRuneInString(after[n:])
	if r == '\'' && next == 's' {
		third, _ := utf8.DecodeRuneInString(after[n+m:])
		return !wordRune(third)
	}
	return n == 0 || !joined(r, next)
}

// joined says whether the character beside words belongs to them, next being the one beyond it.
func joined(r, next rune) bool {
	switch r {
	case '.', ',', ':', '/', '\'', '_', '&', '@', '·':
		return wordRune(next)
	}
	if dash(r) {
		return wordRune(next)
	}
	return wordRune(r) || sign(r)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || digit(r))
}

// dash says whether a character can join two words, or be a minus.
func dash(r rune) bool { return r != '—' && unicode.Is(unicode.Pd, r) }

// sign says whether a character changes what a figure beside it says.
func sign(r rune) bool {
	switch r {
	case '%', '‰', '‱', '％', '﹪', '٪', '؉', '؊', '#', '°', '′', '″':
		return true
	}
	return unicode.In(r, unicode.Sc, unicode.Sm)
}

func unused(e excuse, where string, l *diag.List) {
	what, hint := "the exemption of", "delete it"
	if e.name {
		what = "the name"
	}
	l.Add("exempt-unused", e.span, what+" \""+clip(e.words)+"\" is not needed "+where, hint)
}
