package figure

import (
	"explainer/internal/value"
	"explainer/internal/view"
)

// equation sets a derived fact out as a sum on paper: an operand a row, its sign before it, the total last. Where
// sources say a figure, too, a strip below shows which of them the inputs allow.
var equation = Kind{
	Name: "equation",
	Keys: []string{"kind", "title", "fact", "note"},
	Draw: drawEquation,
}

func drawEquation(in Input) (any, []Problem) {
	if in.Fact == nil {
		return nil, empty("an equation without a fact", "name the derived fact that it works out: fact: ID")
	}
	if in.Sum == nil {
		return nil, []Problem{{
			Code: codeSum, Fact: in.Fact.ID,
			Message: "\"" + in.Fact.ID + "\" is not worked out from other facts: there is no sum to show",
			Hint:    "name a fact whose value begins with =, or show this one as a range",
		}}
	}
	v := view.Equation{Frame: in.Frame}
	for _, o := range in.Sum {
		v.Rows = append(v.Rows, in.operand(o))
	}
	v.Total = view.SumRow{Label: in.Fact.LabelMarkup, AsOf: in.Fact.AsOf, Parts: []view.SumPart{{Value: in.Fact.Mention}}}
	if in.Fact.Value.Rounded() {
		v.Interval, _ = in.Fact.Value.Format(value.IntervalForm)
	}
	if !in.Fact.Value.IsDate() {
		for _, c := range in.Claims {
			if drawable(c, in.Fact.Value) {
				s := newStrip(in, "what the inputs allow")
				v.Strip = &s
				break
			}
		}
	}
	if len(in.Claims) > 0 {
		t := table(in)
		v.Said = &t
	}
	return v, nil
}

// operand is one row: a fact with its label, a constant, or a bracket, which has no value of its own that a fact
// prints, so that what stands in it is shown instead.
func (in Input) operand(o value.Operand) view.SumRow {
	row := view.SumRow{Sign: o.Sign}
	for _, p := range o.Parts {
		part := view.SumPart{Text: p.Text}
		for _, d := range in.Inputs {
			if d.ID != p.ID {
				continue
			}
			part.Value = d.Mention
			if len(o.Parts) == 1 {
				row.Label, row.AsOf = d.LabelMarkup, d.AsOf
			} else {
				row.Labels = append(row.Labels, d.LabelMarkup)
			}
		}
		row.Parts = append(row.Parts, part)
	}
	return row
}
