package figure

import (
	"slices"

	"explainer/internal/view"
)

// terms sets provisions side by side, a column a stage, and counts what became of them.
var terms = Kind{
	Name: "terms",
	Keys: []string{"kind", "title", "groups", "terms", "stages", "note"},
	Draw: drawTerms,
}

// fates is what may become of a provision, in the order of the legend: what is gone or new comes first.
var fates = [...]struct{ change, word string }{
	{"ended", "Ended"},
	{"added", "Added"},
	{"changed", "Changed"},
	{"unchanged", "Unchanged"},
	{"unstated", "Not stated"},
}

func drawTerms(in Input) (any, []Problem) {
	v := view.Terms{Frame: in.Frame, Pairs: in.Stages == 2}
	met := map[string]int{}
	for _, g := range in.Groups {
		if len(g.Rows) == 0 {
			continue
		}
		g.Rows = slices.Clone(g.Rows)
		for i := range g.Rows {
			g.Rows[i].Word = fate(g.Rows[i].Change)
			met[g.Rows[i].Change]++
		}
		v.Groups = append(v.Groups, g)
	}
	if len(v.Groups) == 0 {
		return nil, empty("the figure shows no term", "name terms or groups that the facts file has, or leave both out for all terms")
	}
	for _, f := range fates {
		if n := met[f.change]; n > 0 {
			v.Counts = append(v.Counts, view.ChangeCount{Change: f.change, Word: f.word, Count: n})
		}
	}
	return v, nil
}

// fate is the word on a provision's badge.
func fate(change string) string {
	for _, f := range fates {
		if f.change == change {
			return f.word
		}
	}
	return ""
}
