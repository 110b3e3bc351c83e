package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

// prints is what the facts and events of a site print, to find the one that a loose figure may mean. It is
// only made where there is one.
type prints struct {
	entries []entry
	byWord  map[string][]form // by the first figure in it
}

// entry is a fact or an event.
type entry struct {
	link  string // fact:ID or event:ID
	id    string
	text  string // as it prints by itself
	place diag.Span
	value value.Value // zero of a text
	words []string    // of its label, that say what it is about
}

// form is a way in which an entry prints.
type form struct {
	words string // folded
	at    int    // where the first figure begins
	entry int
	own   bool // as the entry prints by itself
}

// always are the forms that an editor's words may always take.
var always = []value.Form{value.Long, value.Month, value.Year}

func newPrints(ix *site.Index) *prints {
	p := &prints{byWord: map[string][]form{}}
	for _, f := range ix.Sheet.Facts {
		if f.Broken {
			continue
		}
		v := f.Value
		if f.Kind == fact.Prose {
			v = value.Value{}
		}
		p.add(entry{link: "fact:" + f.ID, id: f.ID, text: ix.Printed(f), place: f.Place, value: v, words: topics(ix.Plain(f.Label))})
	}
	for _, e := range ix.Sheet.Events {
		p.add(entry{link: "event:" + e.ID, id: e.ID, text: e.Date.String(), place: e.Place, value: value.FromDate(e.Date), words: topics(ix.Plain(e.Text))})
	}
	return p
}

func (p *prints) add(e entry) {
	n := len(p.entries)
	p.entries = append(p.entries, e)
	seen := []string{}
	note := func(s string, own bool) {
		s = folded(s)
		if s == "" || slices.Contains(seen, s) {
			return
		}
		seen = append(seen, s)
		w := walk{text: text{s: s}}
		if x, ok := w.figure(0, stretch{0, len(s)}); ok {
			key := s[x.start:x.end]
			p.byWord[key] = append(p.byWord[key], form{s, x.start, n, own})
		}
	}
	if !e.value.IsZero() { // the digits of a text are bound, or excused, where it is written
		note(e.text, true)
	}
	for _, form := range always {
		if s, ok := e.value.Format(form); ok {
			note(s, false)
		}
	}
}

// widen takes in the words that belong to a figure: all that a fact prints, or a unit. Near are the forms
// that are the same as what it then says.
func (w *walk) widen(x stretch) (stretch, []form) {
	g := w.segments[w.around(x.start)]
	var same []form
	widest := x
	for _, f := range w.prints().byWord[w.s[x.start:x.end]] {
		y := stretch{x.start - f.at, x.start - f.at + len(f.words)}
		if y.start < g.start || y.end > g.end || w.s[y.start:y.end] != f.words || !apart(w.s[:y.start], w.s[y.end:]) {
			continue
		}
		if rest, _, _ := strings.Cut(w.s[y.end:g.end], " "); hasDigit(rest) {
			continue // it goes on
		}
		if n := y.end - y.start; len(same) == 0 || n > widest.end-widest.start {
			widest, same = y, nil
		}
		if y == widest {
			same = append(same, f)
		}
	}
	if len(same) > 0 {
		return widest, same
	}
	rest := w.s[x.end:max(x.end, g.end)]
	if strings.HasPrefix(rest, " ") {
		if n := w.ix.Sheet.Units.Leading(rest[1:]); n > 0 {
			x.end += 1 + n
		}
	}
	return x, nil
}

// aside is how many bytes around a figure may say what it is about.
const aside = 200

// hint names the facts that a loose figure may mean: those that print it, else those nearest by value and by
// what the sentence is about. It returns the entries that it names, too.
func (w *walk) hint(x stretch, same []form) (hint string, named []int) {
	piece := w.parts[w.part(x.start)].piece
	words := w.s[x.start:x.end]
	switch {
	case piece.Linked && strings.Contains(words, "/"):
		return "give the link words: [words](address)", nil
	case piece.Where == site.InTemplate:
		return "print it from what the page has, or exempt its words in site.yaml", nil
	case piece.Where == site.InTitle:
		return "a title can hold no link: say it in the text", nil
	}
	var near []int
	for _, f := range same {
		near = append(near, f.entry)
	}
	topic := topics(w.s[max(0, x.start-aside):min(len(w.s), x.end+aside)])
	if len(near) == 0 {
		near = w.nearest(words)
	}
	if len(near) == 0 {
		for i := range w.prints().entries {
			if w.about(i, topic) > 1 {
				near = append(near, i)
			}
		}
	}
	if len(near) == 0 {
		return "make a fact of it and write <fact:ID>; a name goes into names in site.yaml, an idiom into exempt", nil
	}
	slices.SortStableFunc(near, func(a, b int) int { return cmp.Compare(w.about(b, topic), w.about(a, topic)) })
	var hints []string
	near = near[:min(2, len(near))]
	for _, i := range near {
		e := w.prints().entries[i]
		hints = append(hints, w.where(e.place)+" "+e.id+" is "+clip(e.text)+": write <"+e.link+">")
	}
	return strings.Join(hints, "; "), near
}

// about is how many words of a sentence say what an entry is about.
func (w *walk) about(i int, topic []string) int {
	n := 0
	for _, word := range w.prints().entries[i].words {
		if slices.Contains(topic, word) {
			n++
		}
	}
	return n
}

// nearest are the entries of the same unit within a quarter of a figure, nearest first.
func (w *walk) nearest(words string) []int {
	v, err := value.Parse(words, w.ix.Sheet.Units)
	if err != nil {
		return nil
	}
	type candidate struct {
		entry int
		off   value.Decimal
	}
	var found []candidate
	for i, e := range w.prints().entries {
		if e.value.IsZero() || !e.value.SameUnit(v) {
			continue
		}
		off := e.value.Number().Sub(v.Number()).Abs()
		twice := off.Add(off)
		if twice.Add(twice).Cmp(v.Number().Abs()) <= 0 {
			found = append(found, candidate{i, off})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.off.Cmp(b.off) })
	var near []int
	for _, c := range found[:min(2, len(found))] {
		near = append(near, c.entry)
	}
	return near
}

// topics are the words of a text that may say what it is about, in lower case.
func topics(s string) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 3 && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// linkless are the places where no link can stand.
var linkless = []site.Where{site.InCode, site.InTitle, site.InTemplate}

// bindable says whether a link can take the place of a figure.
func (w *walk) bindable(x stretch, at diag.Span) bool {
	i, from, _ := w.find(x.start)
	j, _, to := w.find(x.end - 1)
	piece := w.parts[i].piece
	return i == j && !piece.Linked && !slices.Contains(linkless, piece.Where) &&
		at.End-at.Start == to-from && // no entities in it
		!(from > 0 && strings.IndexByte("\\!", piece.Text[from-1]) >= 0) // a sign before it would join with the link
}

// fix binds a figure to the only fact that prints it.
func (w *walk) fix(x stretch, at diag.Span, same []form) diag.Fix {
	if len(same) != 1 || !w.bindable(x, at) {
		return diag.Fix{}
	}
	i, from, _ := w.find(x.start)
	_, _, to := w.find(x.end - 1)
	piece := w.parts[i].piece
	link := w.prints().entries[same[0].entry].link
	if same[0].own {
		return diag.Fix{At: at, Text: "<" + link + ">"}
	}
	if piece.Field {
		return diag.Fix{} // a bracket may begin a list there
	}
	return diag.Fix{At: at, Text: "[" + piece.Text[from:to] + "](" + link + ")"}
}

// printed says whether an editor's words are what the facts file prints anyway.
func (w *walk) printed(k *site.Bound, words string) bool {
	s := w.ix.Sheet
	var v value.Value
	switch k.Kind {
	case site.ToFact:
		f := s.Fact(k.ID)
		if f == nil || f.Broken {
			return false
		}
		if f.Kind == fact.Prose {
			return folded(w.ix.Printed(f)) == words
		}
		v = f.Value
	case site.ToEvent:
		e := s.Event(k.ID)
		if e == nil {
			return false
		}
		v = value.FromDate(e.Date)
	case site.ToSource:
		src := s.Source(k.ID)
		return src != nil && (folded(src.Cite()) == words || folded(src.Title.S) == words)
	case site.ToWord:
		e := s.Word(k.ID)
		return e != nil && folded(w.ix.Plain(e.Term)) == words
	}
	for form := value.Short; form <= value.Year; form++ {
		if text, ok := v.Format(form); ok && folded(text) == words {
			return true
		}
	}
	return false
}
