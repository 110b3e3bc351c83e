package site

import (
	"slices"

	"explainer/internal/decode"
	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/markdown"
	"explainer/internal/view"
)

// flow binds the arrows of a figure, and adds the sources of what they rest on: their terms at the stages that the
// figure shows, and the facts in their words.
func (b *binder) flow(f *fact.Figure, in *figure.Input, cited []*fact.Source) []*fact.Source {
	stages := b.ix.stagesOf(f)
	for _, s := range stages {
		in.Panels = append(in.Panels, s.Label.S)
	}
	all := b.ix.Sheet.Stages
	in.Latest = len(stages) > 0 && stages[len(stages)-1] == all[len(all)-1]
	for _, p := range b.ix.Sheet.Parties {
		if slices.ContainsFunc(f.Arrows, func(a fact.Arrow) bool { return a.From == p || a.To == p }) {
			in.Sides = append(in.Sides, side(p))
		}
	}
	for _, a := range f.Arrows {
		arrow := figure.Arrow{
			From: side(a.From), To: side(a.To), Text: b.ix.Plain(a.Text), Markup: b.inline(a.Text), Continues: a.Continues,
		}
		for _, s := range stages {
			named := slices.ContainsFunc(a.Stages, func(t decode.Text) bool { return t.S == s.ID })
			arrow.Holds = append(arrow.Holds, named || len(a.Stages) == 0)
		}
		for _, id := range factsIn(a.Text) {
			if x := b.ix.Sheet.Fact(id); x != nil {
				cited = appendSources(cited, x.Claims)
			}
		}
		if a.Term != nil {
			cited = b.ix.appendCells(cited, a.Term, f)
			if href := b.ix.termHref(a.Term); href != "" {
				arrow.Term = view.Link{Text: b.ix.Plain(a.Term.Title), Href: b.root + href}
			}
		}
		in.Arrows = append(in.Arrows, arrow)
	}
	return cited
}

func side(p *fact.Party) figure.Side {
	if p == nil {
		return figure.Side{}
	}
	return figure.Side{ID: p.ID, Name: p.Name, Hue: p.Hue}
}

// factsIn are the facts that a text leans on.
func factsIn(t decode.Text) []string {
	var ids []string
	for _, k := range markdown.ParseInline(t.Span().File, t.S, t.At).Links {
		if k.Kind == markdown.Fact {
			ids = append(ids, k.ID)
		}
	}
	return ids
}
