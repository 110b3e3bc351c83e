package build

import (
	"slices"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
)

// fromData is the pages that are made from data. Beside the index they hang on what follows.
type fromData struct {
	uses  site.Uses // of the pages of prose
	texts [][]byte  // their own files
	pages []*result
}

// dataPages builds the pages that are made from data, once those of prose are known.
func (r *run) dataPages(src *content, kept []site.Kept) []site.Kept {
	metas := slices.DeleteFunc(slices.Clone(r.index.Pages), func(m *site.Meta) bool { return !m.Data })
	d := &fromData{uses: site.Collect(kept)}
	for _, m := range metas {
		d.texts = append(d.texts, src.byFile[m.File])
	}
	d = r.o.Memory.fromData(d, func() { r.makeFromData(d, metas, src, kept) })
	var all []site.Kept
	for _, p := range d.pages {
		all = append(all, p.Kept)
		r.l.Join(&p.findings)
		r.emitAll(p.files)
	}
	return all
}

func (r *run) makeFromData(d *fromData, metas []*site.Meta, src *content, kept []site.Kept) {
	var pages []*site.Page
	all := slices.Clone(kept)
	for _, m := range metas {
		p := r.page(m, src)
		pages, all = append(pages, p), append(all, p.Kept)
	}
	uses := site.Collect(all)
	d.pages = make([]*result, len(pages))
	r.each(len(pages), func(i int) {
		p := pages[i]
		out := &result{Kept: p.Kept}
		out.Anchors = slices.Concat(p.Anchors, r.fill(p, uses))
		out.findings.Join(&p.Findings)
		out.files = r.layOut(p, &out.findings)
		d.pages[i] = out
	})
}

// settle judges what all pages say together.
func (r *run) settle(kept []site.Kept) {
	anchors := map[string][]string{}
	for _, k := range kept {
		anchors[k.Meta.Name] = k.Anchors
		r.report.Mentions += k.Mentions
	}
	r.l.Join(&r.apart)
	r.cover(kept)
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
		v.Register, anchors, err = r.index.Register(uses, r.partial)
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
		v.Differ, anchors, err = r.index.Differ(r.partial)
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
