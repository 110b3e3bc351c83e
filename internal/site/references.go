package site

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/markdown"
)

// Reference is a place in a file of the site that names an entry of the facts file. There may be none of that id.
type Reference struct {
	ID         string
	Facet      string    // that it asks for; "" for none
	At         diag.Span // the id alone
	Around     diag.Span // the link that it stands in; else At
	Definition bool      // it gives the entry its id
}

// Plain says whether the id stands there letter by letter. Else an escape or an entity hides it.
func (r Reference) Plain() bool { return r.At.End-r.At.Start == len(r.ID) }

// References are the places in a file that name entries, in their order. Src is the file whole. A draft has them,
// too, if it is not built.
func (ix *Index) References(file string, src []byte) []Reference {
	g := &references{ix: ix, file: file}
	switch {
	case strings.HasSuffix(file, ".md"):
		m := ix.PageOf(file)
		if m == nil {
			m = ReadMeta(file, src, &diag.List{})
		}
		g.page(m, src)
	case file == ConfigFile:
		for _, s := range ix.Config.Severity {
			g.name(s.Entry)
		}
		g.prose()
	default:
		for _, e := range ix.Sheet.Defined(file) {
			g.all = append(g.all, Reference{ID: e.ID, At: unquoted(e.At, e.ID), Definition: true})
		}
		for _, r := range ix.Sheet.Refs {
			if r.At.File == file {
				g.all = append(g.all, Reference{ID: r.ID, At: r.At})
			}
		}
		g.prose()
	}
	for i := range g.all {
		g.all[i].Around = cmp.Or(g.all[i].Around, g.all[i].At)
	}
	slices.SortStableFunc(g.all, func(a, b Reference) int { return cmp.Compare(a.At.Start, b.At.Start) })
	return g.all
}

// unquoted is a place of a name without the quotes around it.
func unquoted(at diag.Span, name string) diag.Span {
	if at.End-at.Start == len(name)+len(`""`) {
		at.Start, at.End = at.Start+1, at.End-1
	}
	return at
}

// references gathers those of one file.
type references struct {
	ix   *Index
	file string
	on   *Meta // nil: the facts file or the settings
	all  []Reference
}

func (g *references) name(t decode.Text) {
	if t.S != "" {
		g.all = append(g.all, Reference{ID: t.S, At: t.At(0, len(t.S))})
	}
}

func (g *references) page(m *Meta, src []byte) {
	g.on = m
	for _, t := range []decode.Text{m.Title, m.Lede, m.Description, m.Nav} {
		g.field(t)
	}
	if m.Body <= len(src) {
		g.doc(markdown.Parse(m.File, src[m.Body:], func(i int) int { return m.Body + i }))
	}
}

// prose goes over the fields that stand in the file.
func (g *references) prose() {
	g.ix.prose(func(t decode.Text, _ string) { g.field(t) })
}

func (g *references) field(t decode.Text) {
	if t.S != "" && t.Span().File == g.file {
		g.doc(markdown.ParseInline(t.Span().File, t.S, t.At))
	}
}

func (g *references) doc(doc *markdown.Doc) {
	for _, k := range doc.Links {
		if _, ours := boundKinds[k.Kind]; ours {
			g.all = append(g.all, Reference{ID: k.ID, Facet: k.As, At: cmp.Or(written(k, k.ID), k.Target), Around: k.Span})
		} else if k.Kind == markdown.Page && g.ix.row(g.target(k), k.Anchor) {
			g.all = append(g.all, Reference{ID: k.Anchor, At: cmp.Or(anchorPlace(k), k.Target), Around: k.Span})
		}
	}
}

// target is the page that a link leads to; nil for none.
func (g *references) target(k *markdown.Link) *Meta {
	if k.ID == "" {
		return g.on
	}
	return g.ix.byName[k.ID]
}

// anchorPlace is where the anchor of a link stands as it is; the zero Span where it does not.
func anchorPlace(k *markdown.Link) diag.Span {
	page := ""
	if k.ID != "" {
		page = k.ID + ".md"
	}
	at := written(k, page)
	if at.File == "" {
		return at
	}
	return diag.Span{File: at.File, Start: at.End + len("#"), End: k.Target.End}
}

// row says whether an anchor of a page is that of an entry: its row, or its figure.
func (ix *Index) row(m *Meta, anchor string) bool {
	if m == nil || anchor == "" {
		return false
	}
	switch s := ix.Sheet; m.Name {
	case "facts":
		return s.Has(anchor)
	case "sources":
		return s.Source(anchor) != nil
	case "differ":
		return s.Fact(anchor) != nil || s.Event(anchor) != nil
	}
	return slices.Contains(m.figs, anchor) && ix.Sheet.Figure(anchor) != nil || ix.homes[anchor] == m.Out()
}
