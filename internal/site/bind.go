package site

import (
	"strings"
	"unicode/utf8"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/markdown"
	"explainer/internal/value"
	"explainer/internal/view"
)

// PageLink is a link between pages, to be checked when all pages are known.
type PageLink struct {
	Span   diag.Span
	Page   string // name, without ending
	Anchor string // "" for the page itself
	// Place is where the anchor stands as it is; zero where an escape hides it, or where no author wrote it.
	Place diag.Span
}

// binder gives the links of one page, or of the fields that it shows, something to show. It numbers
// facts and glossary entries in the order in which a reader meets them.
type binder struct {
	ix      *Index
	partial view.Partial // nil: nothing is drawn
	root    string       // before every link of ours: "" but on 404
	rows    bool         // a claim leads to its source's row on the page of sources, not to the document
	mute    bool         // cards and registers: a value is a plain link, and nothing is numbered
	numbers map[string]int
	order   []string // what numbers counts, in order
	anchors map[string]bool
	links   []PageLink
	count   int  // mentions of facts and events
	figures bool // one of them asks for figure.css
	pieces  []Piece
	texts   int // documents that pieces has seen
	l       *diag.List
	err     error
}

// quiet is a binder for text in which a value is a plain link.
func (ix *Index) quiet() *binder { return &binder{ix: ix, mute: true, l: &diag.List{}} }

// parse reads a prose field and binds it.
func (b *binder) parse(t decode.Text) *markdown.Doc {
	doc := markdown.ParseInline(t.Span().File, t.S, t.At)
	b.l.Join(&doc.Findings)
	b.bind(doc)
	return doc
}

// inline is a prose field as markup. Its faults were reported when the site was indexed.
func (b *binder) inline(t decode.Text) view.Markup {
	if t.S == "" {
		return ""
	}
	keep := b.l
	b.l = &diag.List{}
	doc := b.parse(t)
	b.l = keep
	if b.partial == nil {
		return ""
	}
	m, err := doc.Inline(b.partial)
	b.fail(err)
	return m
}

func (b *binder) fail(err error) {
	if err != nil && b.err == nil {
		b.err = err
	}
}

// bind goes over the links of a document in order.
func (b *binder) bind(doc *markdown.Doc) {
	for _, k := range doc.Links {
		switch k.Kind {
		case markdown.Fact:
			b.fact(k)
		case markdown.Event:
			b.event(k)
		case markdown.Word:
			b.word(k)
		case markdown.Source:
			b.source(k)
		case markdown.Page:
			b.page(k)
		case markdown.Image:
			b.image(k)
		case markdown.Figure:
			b.figure(k)
		}
	}
}

func (b *binder) fact(k *markdown.Link) {
	f := b.ix.Sheet.Fact(k.ID)
	if f == nil {
		b.unknown("fact-unknown", k, "fact", b.ix.Sheet.FactIDs())
		return
	}
	words, ok := b.facet(f, k.As)
	if !ok {
		b.l.Add("facet-unknown", k.Target, "\""+f.ID+"\" has no \""+k.As+"\"", "a fact has "+facets(f))
	}
	if k.Auto {
		k.Text = words
	}
	b.mention(k, f.ID, view.Status(f.Status), isLong(shown(k)))
}

// isLong says whether a mention may break over lines.
func isLong(words string) bool { return utf8.RuneCountInString(words) > 17 }

// spaced is a text with ordinary spaces for those that do not break.
func spaced(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// shown is the words of a link as readers see them.
func shown(k *markdown.Link) string {
	if k.Auto {
		return k.Text
	}
	return k.Words
}

// mention binds a link to a fact or word.
func (b *binder) mention(k *markdown.Link, id string, status view.Status, long bool) {
	href := b.root + factHref(id)
	if b.mute || k.Alt {
		k.Href = href
		return
	}
	b.count++
	k.Partial = "mention"
	k.View = view.Mention{Number: b.number(id), ID: id, Href: href, Status: status, Long: long}
}

func (b *binder) number(id string) int {
	if b.numbers == nil {
		b.numbers = map[string]int{}
	}
	if b.numbers[id] == 0 {
		b.order = append(b.order, id)
		b.numbers[id] = len(b.order)
	}
	return b.numbers[id]
}

// Form is the form of a value that a facet prints; false for a facet that is no form of it, such as label.
func Form(facet string) (value.Form, bool) {
	switch facet {
	case "", "value":
		return value.Short, true
	case "long":
		return value.Long, true
	case "abs":
		return value.Abs, true
	case "low":
		return value.Low, true
	case "high":
		return value.High, true
	case "interval":
		return value.IntervalForm, true
	case "month":
		return value.Month, true
	case "year":
		return value.Year, true
	}
	return 0, false
}

// facet is what <fact:ID?as=NAME> prints.
func (b *binder) facet(f *fact.Fact, name string) (string, bool) {
	form, isForm := Form(name)
	switch {
	case name == "" || name == "value":
		return b.ix.Printed(f), true
	case name == "label":
		return b.ix.Plain(f.Label), true
	case name == "as_of":
		return f.AsOf.String(), true
	case name == "status":
		return f.Status, true
	case isForm && f.Kind != fact.Prose:
		return f.Value.Format(form)
	}
	return "", false
}

// Facet is something that a fact can be asked for, and what that prints.
type Facet struct{ Name, Prints string }

// Facets are those of a fact, for editors.
func (ix *Index) Facets(f *fact.Fact) []Facet {
	var all []Facet
	for _, name := range []string{"value", "long", "abs", "low", "high", "interval", "month", "year", "label", "as_of", "status"} {
		if text, ok := ix.quiet().facet(f, name); ok && text != "" {
			all = append(all, Facet{name, text})
		}
	}
	return all
}

func facets(f *fact.Fact) string {
	switch f.Kind {
	case fact.Prose:
		return "value, label, as_of and status"
	case fact.Date:
		return "value, month, year, label, as_of and status"
	}
	return "value, long, abs, low, high, interval, label, as_of and status"
}

func (b *binder) event(k *markdown.Link) {
	e := b.ix.Sheet.Event(k.ID)
	if e == nil {
		b.unknown("event-unknown", k, "event", b.ix.Sheet.EventIDs())
		return
	}
	d := value.FromDate(e.Date)
	text, ok := e.Date.String(), k.As == "" || k.As == "value"
	month, hasMonth := d.Format(value.Month)
	year, hasYear := d.Format(value.Year)
	switch k.As {
	case "month":
		text, ok = month, hasMonth
	case "year":
		text, ok = year, hasYear
	}
	if !ok {
		b.l.Add("facet-unknown", k.Target, "the date of \""+e.ID+"\" has no \""+k.As+"\"", "a date has value, month and year, as far as it is known")
	}
	if k.Auto {
		k.Text = text
	}
	href := b.root + b.ix.eventHref(e)
	b.links = append(b.links, eventLink(k, href[len(b.root):]))
	if b.mute || k.Alt {
		k.Href = href
		return
	}
	b.count++
	w := view.When{Href: href}
	// The machine form is as fine as the words.
	for _, form := range []struct {
		text  string
		width int
	}{{e.Date.String(), len(e.Date.ISO())}, {month, len("2006-01")}, {year, len("2006")}} {
		if spaced(form.text) == spaced(shown(k)) {
			w.ISO = e.Date.ISO()[:form.width]
			break
		}
	}
	k.Partial, k.View = "when", w
}

func eventLink(k *markdown.Link, href string) PageLink {
	page, anchor := splitHref(href)
	return PageLink{Span: k.Target, Page: page, Anchor: anchor}
}

func (b *binder) word(k *markdown.Link) {
	w := b.ix.Sheet.Word(k.ID)
	if w == nil {
		b.unknown("word-unknown", k, "glossary entry", b.ix.Sheet.WordIDs())
		return
	}
	if k.Auto {
		k.Text = b.ix.Plain(w.Term)
	}
	b.mention(k, w.ID, "", isLong(shown(k)))
}

func (b *binder) source(k *markdown.Link) {
	s := b.ix.Sheet.Source(k.ID)
	if s == nil {
		b.unknown("source-unknown", k, "source", b.ix.Sheet.SourceIDs())
		return
	}
	if k.Auto {
		k.Text = s.Cite()
	}
	if b.mute || k.Alt {
		k.Href = sourceHref(b.root, s)
		return
	}
	k.Partial, k.View = "cite", view.Cite{Href: sourceHref(b.root, s)}
}

// sourceHref is the document, or the row on the page of sources where it has no address.
func sourceHref(root string, s *fact.Source) string {
	if s.URL != "" {
		return s.URL
	}
	return sourceRow(root, s)
}

func sourceRow(root string, s *fact.Source) string { return root + "sources.html#" + s.ID }

func cite(root string, s *fact.Source) view.Cite {
	return view.Cite{Href: sourceHref(root, s), Words: escaped(s.Cite())}
}

func (b *binder) page(k *markdown.Link) {
	if k.ID != "" && b.ix.byName[k.ID] == nil {
		if b.ix.o.Unread["content/"+k.ID+".md"] {
			return // whoever reads it says so
		}
		var names []string
		for _, m := range b.ix.Pages {
			names = append(names, m.Name+".md")
		}
		b.l.AddUnknown("page-unknown", k.Target, "there is no page \""+k.ID+".md\"", k.ID+".md", names, written(k, k.ID+".md"))
		return
	}
	link := PageLink{Span: k.Target, Page: k.ID, Anchor: k.Anchor}
	if k.ID != "" && k.Anchor != "" {
		if page := written(k, k.ID+".md"); page.File != "" {
			link.Place = diag.Span{File: page.File, Start: page.End + len("#"), End: k.Target.End}
		}
	}
	b.links = append(b.links, link)
	if k.ID != "" {
		k.Href = b.root + k.ID + ".html"
	}
	if k.Anchor != "" {
		k.Href += "#" + k.Anchor
	}
}

func (b *binder) image(k *markdown.Link) {
	path, ok := b.ix.o.Asset(k.ID)
	if !ok {
		b.l.Add("static-missing", k.Target, "static/ has no file \""+k.ID+"\"", diag.DidYouMean(k.ID, b.ix.o.AssetNames))
		return
	}
	k.Href = b.root + path
}
