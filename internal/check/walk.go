package check

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
)

// walk goes over the words of one file.
type walk struct {
	*Figures
	name    string
	all     []excuse // the site's, then the page's
	used    []bool
	invalid []bool
	out     site.Figures
	l       *diag.List
	found   int

	text
	main, aside []*site.Piece
	room        []byte
	segments    []segment
	figures     []stretch // bound by nothing
	covers      []cover
	nextCover   int
	taken       []stretch // by a finding already
	nextTaken   int
	stated      []value.Stretch // quantities in words
}

// segment is a stretch of a text that no link of ours parts: in one, or in none.
type segment struct {
	stretch
	link *site.Bound
}

type stretch struct{ start, end int }

// maxFound is how many findings a file gets: nobody reads more, and hostile text could make a million.
const maxFound = 200

func (f *Figures) walk(name string, own []excuse, l *diag.List) *walk {
	n := len(f.excuses) + len(own)
	w := &walk{Figures: f, name: name, all: f.excuses, used: make([]bool, n), invalid: make([]bool, n), l: l}
	if len(own) > 0 {
		w.all = append(f.excuses[:len(f.excuses):len(f.excuses)], own...)
	}
	return w
}

func (w *walk) result() site.Figures {
	for i := range w.excuses {
		if w.used[i] {
			w.out.Used = append(w.out.Used, i)
		}
	}
	return w.out
}

// pieces goes over texts block by block.
func (w *walk) pieces(ps []site.Piece) {
	for len(ps) > 0 {
		n := 1
		for n < len(ps) && ps[n].Doc == ps[0].Doc && ps[n].Block == ps[0].Block {
			n++
		}
		w.block(ps[:n])
		ps = ps[n:]
	}
}

// block judges one block. Alternative texts and titles in it are no part of its sentence.
func (w *walk) block(ps []site.Piece) {
	from := len(w.out.Found)
	w.main = w.main[:0]
	for i := 0; i < len(ps); i++ {
		switch p := &ps[i]; p.Where {
		case site.InFence:
			w.code(p)
		case site.InAlt, site.InTitle:
			w.aside = append(w.aside[:0], p)
			for i+1 < len(ps) && ps[i+1].Where == p.Where {
				i++
				w.aside = append(w.aside, &ps[i])
			}
			w.judge(w.aside)
		default:
			w.main = append(w.main, p)
		}
	}
	w.judge(w.main)
	slices.SortStableFunc(w.out.Found[from:], func(a, b ledger.Loose) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}

// code counts what stands in a line of a code block.
func (w *walk) code(p *site.Piece) {
	n := 0
	for word := range strings.FieldsSeq(p.Text) {
		if hasDigit(word) {
			n++
		}
	}
	if n > 0 {
		w.out.Code += n
		w.record(folded(p.Text), "code", p.Span)
	}
}

func (w *walk) record(text, reason string, at diag.Span) {
	w.out.Found = append(w.out.Found, ledger.Loose{Page: w.name, Text: strings.Clone(text), Reason: reason, Span: at}.Known())
}

// judge judges the words of one text.
func (w *walk) judge(ps []*site.Piece) {
	if len(ps) == 0 {
		return
	}
	w.join(ps, &w.room)
	w.stated = value.Stated(w.s, w.ix.Sheet.Units)
	if len(w.stated) == 0 && !hasDigit(w.s) {
		return
	}
	w.segment()
	w.excuse()
	w.taken, w.nextTaken = w.taken[:0], 0
	for i, g := range w.segments {
		if g.link != nil {
			w.bound(i)
		}
	}
	w.free()
}

// segment cuts a text where links of ours begin and end.
func (w *walk) segment() {
	w.segments = w.segments[:0]
	for i, p := range w.parts {
		end := len(w.s)
		if i+1 < len(w.parts) {
			end = w.parts[i+1].at
		}
		link := p.piece.Link
		if link != nil && link.Kind == site.ToFigure {
			link = nil
		}
		if n := len(w.segments); n > 0 && w.segments[n-1].link == link {
			w.segments[n-1].end = end
			continue
		}
		w.segments = append(w.segments, segment{stretch{p.at, end}, link})
	}
}

// binds says whether the words of a link are held against a fact or an event.
func (g segment) binds() bool {
	return g.link != nil && (g.link.Kind == site.ToFact || g.link.Kind == site.ToEvent)
}

// bound judges the words of a link of ours: another check holds them against what they lead to.
func (w *walk) bound(i int) {
	g := w.segments[i]
	words := w.s[g.start:g.end]
	digits := hasDigit(words)
	if !digits && !(g.binds() && w.states(g.stretch)) {
		return
	}
	w.out.Bound++
	if digits && !g.link.Auto && !w.printed(g.link, words) {
		w.record(words, "words for "+g.link.ID, g.link.Span)
	}
	if g.binds() {
		w.extended(i)
	}
}

// states says whether a stretch holds words of a quantity.
func (w *walk) states(x stretch) bool {
	i := sort.Search(len(w.stated), func(i int) bool { return w.stated[i].End > x.start })
	return i < len(w.stated) && w.stated[i].Start < x.end
}

// free judges what no fact or event binds: digits in no link of ours, and quantities in words, which only a
// link to a fact or an event could check.
func (w *walk) free() {
	w.figures = w.figures[:0]
	for _, g := range w.segments {
		for i := g.start; g.link == nil; {
			x, ok := w.figure(i, g.stretch)
			if !ok {
				break
			}
			w.figures = append(w.figures, x)
			i = x.end
		}
	}
	for _, x := range w.stated {
		if x := (stretch{x.Start, x.End}); !w.leans(x) {
			w.figures = append(w.figures, x)
		}
	}
	if len(w.stated) > 0 {
		slices.SortFunc(w.figures, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	}
	end := 0
	for _, x := range w.figures {
		if x.start >= end && !w.overlaps(x) && !w.excused(x) {
			end = w.loose(x).end
		}
	}
}

// around is the segment that holds a place.
func (w *walk) around(i int) int {
	return sort.Search(len(w.segments), func(n int) bool { return w.segments[n].end > i })
}

// leans says whether words of a quantity stand, in part or whole, in a link that is held against a fact or an
// event.
func (w *walk) leans(x stretch) bool {
	for n := w.around(x.start); n < len(w.segments) && w.segments[n].start < x.end; n++ {
		if w.segments[n].binds() {
			return true
		}
	}
	return false
}

// overlaps says whether a figure was reported already, as a part of what touches a mention. Figures are
// asked for in their order.
func (w *walk) overlaps(x stretch) bool {
	for w.nextTaken < len(w.taken) && w.taken[w.nextTaken].end <= x.start {
		w.nextTaken++
	}
	return w.nextTaken < len(w.taken) && w.taken[w.nextTaken].start < x.end
}

// figure is the next figure at or after i within g: a word with a digit, and the signs that belong to it.
func (w *walk) figure(i int, g stretch) (stretch, bool) {
	s := w.s[:g.end]
	at, _ := nextDigit(s, i)
	if at < 0 {
		return stretch{}, false
	}
	x := stretch{i + strings.LastIndexByte(s[i:at], ' ') + 1, len(s)}
	if n := strings.IndexByte(s[at:], ' '); n >= 0 {
		x.end = at + n
	}
	for x.start < at {
		r, n := utf8.DecodeRuneInString(s[x.start:])
		if !frame(r) {
			break
		}
		x.start += n
	}
	own := strings.Count(s[x.start:x.end], "(") - strings.Count(s[x.start:x.end], ")")
	for {
		r, n := utf8.DecodeLastRuneInString(s[x.start:x.end])
		if r == ')' {
			own++
		}
		if !frame(r) && !unicode.Is(unicode.Pd, r) || r == ')' && own > 0 {
			break
		}
		x.end -= n
	}
	return x, true
}

// frame says whether a character only stands around a figure: a bracket, a quotation mark, a comma.
func frame(r rune) bool {
	return r == '—' || unicode.IsPunct(r) && !sign(r) && !unicode.Is(unicode.Pd, r)
}
