package site

import (
	"maps"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/markdown"
	"explainer/internal/view"
)

// Page is one page, bound and drawn, ready for its layout; of all this only the short list of Kept
// outlives it.
type Page struct {
	View   view.Page
	Pieces []Piece // the visible text of its file: title, lede, description, body
	Kept
	Findings diag.List
	Err      error // of a template
}

// Kept is what the rest of the site needs of a page.
type Kept struct {
	Meta     *Meta
	Title    string
	Anchors  []string
	Links    []PageLink
	Uses     []string // facts and words, in the order of their numbers
	Mentions int
	Figures  Figures
}

// Page binds and draws one page; where partial is nil it draws nothing. Src is the file whole, or nil for a data page without an introduction.
func (ix *Index) Page(m *Meta, src []byte, root string, partial view.Partial) *Page {
	p := &Page{Kept: Kept{Meta: m}}
	b := &binder{ix: ix, partial: partial, root: root, anchors: map[string]bool{}, l: &p.Findings}
	v := &p.View
	*v = view.Page{Site: ix.Site, Name: m.Name, File: m.Out(), Root: root, Record: ix.Record}
	v.Nav, v.Previous, v.Next = ix.nav(m, root)
	if base := ix.Site.BaseURL; base != "" && m.Name != "404" {
		v.Canonical = base + strings.TrimSuffix(m.Out(), "index.html")
	}

	if m.File == "" {
		v.Heading, v.Title, v.Lede = escaped(m.Title.S), m.Title.S, escaped(m.Lede.S)
	} else {
		v.Heading, v.Title = b.field(m.Title)
		if m.Lede.S != "" {
			v.Lede, _ = b.field(m.Lede)
		}
	}
	v.Description = ix.Plain(m.Description)
	if m.File != "" {
		words := ix.quiet()
		words.l = b.l
		b.see(m.File, words.parse(m.Description), true)
		b.see(m.File, words.parse(m.Nav), true)
	}
	if src != nil {
		b.body(m, src, v)
	}
	v.Share = ix.share(m, v)
	v.Cards = b.cards()
	if !m.Data { // a data page shows all facts
		v.Record.Checked = date(ix.lastChecked(b.order))
	}
	p.Pieces = b.pieces

	p.Title, p.Uses, p.Links, p.Mentions, p.Err = v.Title, b.order, b.links, b.count, b.err
	p.Anchors = slices.Sorted(maps.Keys(b.anchors))
	return p
}

// field is a field of front matter, as markup and in plain words; its faults are the page's.
func (b *binder) field(t decode.Text) (view.Markup, string) {
	doc := b.parse(t)
	b.see(t.Span().File, doc, true)
	if b.partial == nil {
		return "", doc.Plain()
	}
	markup, err := doc.Inline(b.partial)
	b.fail(err)
	return markup, doc.Plain()
}

// see keeps the visible text of a document that stands in a file that readers are shown: a page's body, or
// a field of YAML.
func (b *binder) see(file string, doc *markdown.Doc, field bool) {
	b.pieces = addPieces(b.pieces, file, doc, b.texts, field)
	b.texts++
}

func (b *binder) body(m *Meta, src []byte, v *view.Page) {
	doc := markdown.Parse(m.File, src[m.Body:], func(i int) int { return m.Body + i })
	b.l.Join(&doc.Findings)
	for _, h := range doc.Headings {
		b.anchor(h.ID, h.Span)
	}
	b.bind(doc)
	b.see(m.File, doc, false)
	if b.partial == nil {
		return
	}
	body, err := doc.Render(b.partial)
	b.fail(err)
	for _, h := range doc.Headings {
		if h.Section {
			v.Contents = append(v.Contents, view.Link{Text: h.Plain, Href: "#" + h.ID})
		}
	}
	v.Opening, v.Sections, v.Footnotes = body.Opening, body.Sections, body.Footnotes
	v.Figures, v.Code = b.figures, doc.Coloured
}

// nav is the navigation as one page shows it, and the page before and after it there.
func (ix *Index) nav(current *Meta, root string) (links []view.Link, previous, next view.Link) {
	step := func(i int) (l view.Link) {
		if i >= 0 && i < len(ix.steps) {
			l = view.Link{Text: ix.steps[i].title, Href: root + ix.steps[i].page.Out()}
		}
		return l
	}
	for i, s := range ix.steps {
		links = append(links, view.Link{Text: s.name, Href: root + s.page.Out(), Current: s.page == current})
		if s.page == current {
			previous, next = step(i-1), step(i+1)
		}
	}
	return links, previous, next
}

func splitHref(href string) (page, anchor string) {
	page, anchor, _ = strings.Cut(href, "#")
	return strings.TrimSuffix(page, ".html"), anchor
}
