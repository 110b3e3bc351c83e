package site

import (
	"slices"

	"explainer/internal/fact"
	"explainer/internal/view"
)

// termGroups is the provisions of a figure under their headings. A single group has no heading: the
// page has it.
func (b *binder) termGroups(f *fact.Figure) []view.TermGroup {
	stages := b.ix.stagesOf(f)
	var groups []view.TermGroup
	last := ""
	for _, t := range b.ix.termsOf(f) {
		if len(groups) == 0 || t.Group.S != last {
			groups = append(groups, view.TermGroup{Title: b.ix.Plain(t.Group)})
			last = t.Group.S
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, b.term(t, stages))
	}
	if len(groups) == 1 {
		groups[0].Title = ""
	}
	if len(f.Terms) > 0 && len(groups) > 1 { // hand-picked terms stand in one row of cards
		all := view.TermGroup{}
		for _, g := range groups {
			all.Rows = append(all.Rows, g.Rows...)
		}
		groups = []view.TermGroup{all}
	}
	return groups
}

func (ix *Index) termsOf(f *fact.Figure) []*fact.Term {
	var terms []*fact.Term
	switch {
	case len(f.Terms) > 0:
		for _, id := range f.Terms {
			if t := ix.Sheet.Term(id.S); t != nil {
				terms = append(terms, t)
			}
		}
	case len(f.Groups) > 0:
		for _, g := range f.Groups {
			for _, t := range ix.Sheet.Terms {
				if t.Group.S == g.S {
					terms = append(terms, t)
				}
			}
		}
	default:
		terms = ix.Sheet.Terms
	}
	return terms
}

// term is one provision at the given stages. The badge says what became of it at the last of them,
// where that stage follows the one before it in the figure.
func (b *binder) term(t *fact.Term, stages []*fact.Stage) view.Term {
	v := view.Term{ID: b.row(t.ID), Title: b.inline(t.Title), Corrected: b.corrected(t.ID)}
	var cited []*fact.Source
	force := b.ix.Sheet.Stages[len(b.ix.Sheet.Stages)-1]
	for _, c := range t.Cells {
		if !slices.Contains(stages, c.Stage) {
			continue
		}
		cell := view.TermCell{Stage: c.Stage.Label.S, Now: c.Stage == force, Stated: c.Stated}
		if c.Stated {
			cell.Text = b.inline(c.Text)
		}
		v.Cells = append(v.Cells, cell)
		v.Change = c.Change
		cited = appendSources(cited, c.Claims)
	}
	for _, s := range cited {
		v.Sources = append(v.Sources, cite(b.root, s))
	}
	return v
}

// appendCells adds the sources of a provision at the stages that a figure shows.
func (ix *Index) appendCells(list []*fact.Source, t *fact.Term, f *fact.Figure) []*fact.Source {
	for _, c := range t.Cells {
		if slices.Contains(ix.stagesOf(f), c.Stage) {
			list = appendSources(list, c.Claims)
		}
	}
	return list
}
