package build

import (
	"slices"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
)

// join checks what pages say of each other, and builds the pages that are made from data.
func (r *run) join(src *content, kept []site.Kept) {
	anchors := map[string][]string{}
	var data []*site.Page
	for _, m := range r.index.Pages {
		if m.Data {
			p := r.page(m, src)
			data = append(data, p)
			kept = append(kept, p.Kept)
		}
	}
	for _, k := range kept {
		anchors[k.Meta.Name] = append(anchors[k.Meta.Name], k.Anchors...)
		r.report.Mentions += k.Mentions
	}
	uses := site.Collect(kept)
	for _, p := range data {
		anchors[p.Meta.Name] = append(anchors[p.Meta.Name], r.fill(p, uses)...)
		r.l.Join(&p.Findings)
		for _, f := range r.layOut(p, &r.l) {
			r.emit(f.path, f.data, f.from)
		}
	}
	r.cover(kept, src)
	check.Links(kept, anchors, &r.l)
	check.Claims(r.index, &r.l)
	if r.o.Today != (value.Date{}) {
		check.Dates(r.index, r.o.Today, &r.l)
	}
	r.remember()
	r.report.Pages = len(kept)
}

// fill gives a data page its data, and returns the anchors that come with it.
func (r *run) fill(p *site.Page, uses site.Uses) (anchors []string) {
	v := &p.View
	section := func(title, id string) { v.Contents = append(v.Contents, view.Link{Text: title, Href: "#" + id}) }
	var err error
	switch p.Meta.Name {
	case "facts":
		v.Register, anchors, err = r.index.Register(uses, r.layouts.Partial)
		for _, g := range v.Register.Groups {
			section(g.Title, g.ID)
			for i := range g.Entries {
				g.Entries[i].Card = r.cards[g.Entries[i].ID]
			}
		}
	case "sources":
		v.Sources, anchors = r.index.Sources()
		for _, g := range v.Sources.Groups {
			section(g.Title, g.ID)
		}
	case "differ":
		v.Differ, anchors, err = r.index.Differ(r.layouts.Partial)
	case "changes":
		v.Changes, anchors = r.index.Changes()
	}
	r.templateFault(err, p.Meta, &p.Findings)
	for _, a := range anchors {
		if slices.Contains(p.Anchors, a) {
			p.Findings.Add("heading-id", diag.Span{File: p.Meta.File}, "the id \""+a+"\" of a heading is that of an entry on this page", "give the heading another id: ## Words {#id}")
		}
	}
	return anchors
}
