package check

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
)

// Figures judges every figure that readers see, wherever it stands: it is printed by a fact or stands in the
// words of a link to one, which are checked; or an exemption excuses it; or it is a finding. It is made
// once for a site, and pages are judged by it at the same time.
type Figures struct {
	ix      *site.Index
	where   func(diag.Span) string
	excuses []excuse // the site's: names first
	prints  func() *prints
}

// NewFigures reads the site's own exemptions and names, and finds those that would excuse too much.
// Where gives the file and line of a place, for hints.
func NewFigures(ix *site.Index, where func(diag.Span) string, l *diag.List) *Figures {
	f := &Figures{ix: ix, where: where}
	f.prints = sync.OnceValue(func() *prints { return newPrints(ix) })
	for _, n := range ix.Config.Names {
		f.excuses = f.add(f.excuses, excuse{folded(n.S), "name", n.Span(), true}, l)
	}
	for _, e := range ix.Config.Exempt {
		f.excuses = f.add(f.excuses, excuse{folded(e.Text.S), e.Reason.S, e.Text.Span(), false}, l)
	}
	return f
}

// Page judges what stands in a page's file, and finds the exemptions of the page that excuse nothing. Body is
// its Markdown, nil where there is none.
func (f *Figures) Page(p *site.Page, body []byte) {
	unread(p, body, &p.Findings)
	var own []excuse
	for _, e := range p.Meta.Exempt {
		own = f.add(own, excuse{folded(e.Text.S), e.Reason.S, e.Text.Span(), false}, &p.Findings)
	}
	w := f.walk(p.Meta.Name, own, &p.Findings)
	w.pieces(p.Pieces)
	p.Figures = w.result()
	for i, e := range own {
		if !w.used[len(f.excuses)+i] {
			unused(e, "on this page", &p.Findings)
		}
	}
}

// Texts judges pieces of a file that is no page, such as a template. Name is what the ledger calls it.
func (f *Figures) Texts(name string, pieces []site.Piece, l *diag.List) site.Figures {
	w := f.walk(name, nil, l)
	w.pieces(pieces)
	return w.result()
}

// Unused finds the site's exemptions and names that nothing needed, when all of the site is judged.
func (f *Figures) Unused(all []site.Figures, l *diag.List) {
	used := make([]bool, len(f.excuses))
	for _, x := range all {
		for _, i := range x.Used {
			used[i] = true
		}
	}
	for i, e := range f.excuses {
		if !used[i] {
			unused(e, "on the site", l)
		}
	}
}

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
	w.out.Found = append(w.out.Found, ledger.Loose{Page: w.name, Text: strings.Clone(text), Reason: reason, Span: at})
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
	for _, g := range w.segments {
		w.free(g)
	}
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

// free judges words that no fact or event binds: digits in no link of ours, and quantities in words, which
// only a link to a fact or an event could check. Both are met in their order.
func (w *walk) free(g segment) {
	if g.binds() {
		return
	}
	in := g.stretch
	digits, ok := stretch{start: -1}, g.link == nil
	for i := g.start; ; {
		if ok && digits.start < i {
			digits, ok = w.figure(i, in)
		}
		x := digits
		if words, said := w.inWords(i, in); said && (!ok || words.start < x.start) {
			x = words
		} else if !ok {
			return
		}
		i = x.end
		if !w.overlaps(x) && !w.excused(x) {
			i = max(i, w.loose(x, in).end)
		}
	}
}

// inWords is the next quantity in words at or after i that lies in a stretch whole; one that leans on a link
// belongs to the link.
func (w *walk) inWords(i int, in stretch) (stretch, bool) {
	for len(w.stated) > 0 && (w.stated[0].Start < i || w.stated[0].Start < in.end && w.stated[0].End > in.end) {
		w.stated = w.stated[1:]
	}
	if len(w.stated) == 0 || w.stated[0].Start >= in.end {
		return stretch{}, false
	}
	return stretch{w.stated[0].Start, w.stated[0].End}, true
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
	for {
		r, n := utf8.DecodeLastRuneInString(s[x.start:x.end])
		if !frame(r) && !unicode.Is(unicode.Pd, r) {
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

// loose reports a figure, and says how far it goes.
func (w *walk) loose(x, g stretch) stretch {
	w.out.Loose++
	if w.found++; w.found > maxFound {
		return x
	}
	x, near := w.widen(x, g)
	at := w.span(x.start, x.end)
	w.l.AddFix("figure-loose", at, "\""+clip(w.s[x.start:x.end])+"\" is bound to no fact", w.hint(x, near), w.fix(x, at, near))
	return x
}

// clip shortens words for a message.
func clip(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:57]) + "…"
}
