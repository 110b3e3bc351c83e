package site

import (
	"fmt"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/markdown"
	"explainer/internal/value"
)

// Answers is what an editor may ask of the facts of a site. The shapes that it answers with are printed as
// JSON, too: a key that is there stays.
type Answers struct {
	ix   *Index
	read func(file string) []byte
	uses []use                   // pages in the order of the navigation, then the facts file
	by   map[string][]*fact.Fact // what is worked out, or worded, from a fact
}

// use is a place that leans on a fact.
type use struct {
	fact  string
	page  *Meta // nil: the facts file or the settings
	at    diag.Span
	in    string // what it stands in
	words string // as readers see them; "" of a figure
	own   bool   // they are the editor's, and do not follow the fact
}

// Answers gathers where each fact is used. Read gives the bytes of a file of the site.
func (ix *Index) Answers(read func(file string) []byte) *Answers {
	a := &Answers{ix: ix, read: read, by: map[string][]*fact.Fact{}}
	g := &gatherer{ix: ix, texts: map[string][]string{}}
	ix.prose(g.field) // first: figures need to know what the words in them lean on
	prose := g.uses
	g.uses = nil
	for _, m := range ix.Pages {
		if m.File != "" {
			g.page(m, read(m.File))
		}
	}
	a.uses = append(g.uses, prose...)
	for _, f := range ix.Sheet.Facts {
		for _, id := range append(inputsOf(f), g.texts["text of "+f.ID]...) {
			if !slices.Contains(a.by[id], f) {
				a.by[id] = append(a.by[id], f)
			}
		}
	}
	return a
}

// gatherer collects uses, one text after the other.
type gatherer struct {
	ix    *Index
	on    *Meta // nil: the facts file or the settings
	uses  []use
	texts map[string][]string // the facts that a text leans on, by what the text is called: "event deal"
}

// field gathers from a prose field.
func (g *gatherer) field(t decode.Text, in string) {
	if strings.Contains(t.S, ":") { // no link without one
		g.doc(markdown.ParseInline(t.Span().File, t.S, t.At), in)
	}
}

// doc gathers from a text; in says what it is called, "" for the body of a page.
func (g *gatherer) doc(doc *markdown.Doc, in string) {
	g.ix.quiet().bind(doc)
	kinds := map[*markdown.Link]markdown.RunKind{}
	for _, r := range doc.Runs {
		if _, seen := kinds[r.Link]; r.Link != nil && !seen {
			kinds[r.Link] = r.Kind
		}
	}
	for _, k := range doc.Links {
		switch k.Kind {
		case markdown.Fact:
			place := in
			if place == "" {
				place = runPlaces[kinds[k]]
			}
			g.add(use{fact: k.ID, at: k.Span, in: place, words: shown(k), own: !k.Auto})
			if g.on == nil {
				g.texts[in] = append(g.texts[in], k.ID)
			}
		case markdown.Figure:
			g.figure(k)
		}
	}
}

var runPlaces = map[markdown.RunKind]string{
	markdown.RunProse: "text", markdown.RunHeading: "heading", markdown.RunCell: "table", markdown.RunAlt: "alternative text",
}

func (g *gatherer) add(u use) {
	if g.ix.Sheet.Fact(u.fact) == nil {
		return // a finding of check's
	}
	u.page = g.on
	g.uses = append(g.uses, u)
}

func (g *gatherer) page(m *Meta, src []byte) {
	g.on = m
	g.field(m.Title, "title")
	g.field(m.Lede, "lede")
	g.field(m.Description, "description")
	g.field(m.Nav, "nav")
	if m.Body <= len(src) {
		g.doc(markdown.Parse(m.File, src[m.Body:], func(i int) int { return m.Body + i }), "")
	}
}

// figure is a place that leans on all that the figure shows: the facts that it names, and those that the
// words in it lean on.
func (g *gatherer) figure(k *markdown.Link) {
	f := g.ix.Sheet.Figure(k.ID)
	if f == nil {
		return
	}
	seen := map[string]bool{}
	add := func(id, by string) {
		if !seen[id] {
			seen[id] = true
			g.add(use{fact: id, at: k.Span, in: "figure " + f.ID + by})
		}
	}
	inside := func(text string) {
		for _, id := range g.texts[text] {
			add(id, ", "+text)
		}
	}
	kind, _ := figure.Find(f.Kind.S)
	shown := g.ix.factsOf(f, kind)
	for _, id := range shown {
		add(id, "")
	}
	for _, own := range []string{"title of figure ", "note of figure ", "arrow of figure "} {
		for _, id := range g.texts[own+f.ID] {
			add(id, "")
		}
	}
	for _, id := range shown {
		inside("label of " + id)
	}
	if slices.Contains(kind.Keys, "fact") {
		inside("note on a claim of " + f.Fact.S)
	}
	if slices.Contains(kind.Keys, "events") {
		for _, e := range g.ix.eventsOf(f, nil) {
			inside("event " + e.ID)
		}
	}
	if slices.Contains(kind.Keys, "terms") {
		for _, t := range g.ix.termsOf(f) {
			inside("term " + t.ID)
			for _, stage := range g.ix.stagesOf(f) {
				inside("term " + t.ID + ", " + stage.ID)
			}
		}
	}
}

// known finds a fact. The error is for who typed the id.
func (a *Answers) known(id string) (*fact.Fact, error) {
	s := a.ix.Sheet
	if f := s.Fact(id); f != nil {
		return f, nil
	}
	for _, other := range []struct {
		there bool
		noun  string
	}{
		{s.Source(id) != nil, "a source"}, {s.Party(id) != nil, "a party"}, {s.Stage(id) != nil, "a stage"}, {s.Term(id) != nil, "a term"},
		{s.Event(id) != nil, "an event"}, {s.Word(id) != nil, "a glossary entry"}, {s.Figure(id) != nil, "a figure"},
	} {
		if other.there {
			return nil, fmt.Errorf("%q is %s, not a fact", id, other.noun)
		}
	}
	return nil, unknown("fact", id, s.FactIDs())
}

// unknown is the error for a name that nothing has.
func unknown(noun, name string, names []string) error {
	if hint := diag.Clean(diag.DidYouMean(name, names)); hint != "" {
		return fmt.Errorf("there is no %s %q: %s", noun, name, hint)
	}
	return fmt.Errorf("there is no %s %q", noun, name)
}

// affected is a fact and those that are worked out from it, each with the fact that leads to it first.
func (a *Answers) affected(f *fact.Fact) (all []*fact.Fact, through map[*fact.Fact]*fact.Fact) {
	all, through = []*fact.Fact{f}, map[*fact.Fact]*fact.Fact{f: nil}
	for i := 0; i < len(all); i++ {
		for _, next := range a.by[all[i].ID] {
			if _, seen := through[next]; !seen {
				through[next] = all[i]
				all = append(all, next)
			}
		}
	}
	return all, through
}

// printed is the value of a fact; "" of one that could not be read.
func (a *Answers) printed(f *fact.Fact) string {
	if f.Broken {
		return ""
	}
	return a.ix.Printed(f)
}

func (a *Answers) printedByID(id string) string {
	if f := a.ix.Sheet.Fact(id); f != nil && !f.Broken {
		return a.ix.Printed(f)
	}
	return id
}

// iso is a date as it is written in the facts file; "" of none.
func iso(d value.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.ISO()
}

func interval(v value.Value) string {
	text, _ := v.Format(value.IntervalForm)
	return text
}
