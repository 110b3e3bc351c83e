package figure

import "explainer/internal/view"

// rangeOf shows what different sources say of one fact: the fact, and below it each claim with a number, on one
// scale. The table has every claim. (It is not called range, which is a word of the language.)
var rangeOf = Kind{
	Name:   "range",
	Keys:   []string{"kind", "title", "fact", "note"},
	Behind: true,
	Draw:   drawRange,
}

func drawRange(in Input) (any, []Problem) {
	if in.Fact == nil {
		return nil, empty("a range without a fact", "name the fact whose claims it sets side by side: fact: ID")
	}
	switch v := in.Fact.Value; {
	case v.IsZero():
		return nil, []Problem{unnumbered(*in.Fact, "text")}
	case v.IsDate():
		return nil, []Problem{unnumbered(*in.Fact, "date")}
	}
	return view.Range{Strip: newStrip(in, "what the value stands for"), Said: table(in)}, nil
}

func unnumbered(d Datum, what string) Problem {
	return Problem{
		Code: codeScale, Fact: d.ID,
		Message: "\"" + d.ID + "\" is a " + what + ", and a range is drawn from numbers",
		Hint:    "set its claims in a table of the page, or name a fact with a number",
	}
}

// table is everything behind a strip: the fact, then its claims, with or without a number.
func table(in Input) view.Said {
	t := view.Said{Plain: in.Frame.Plain, Own: view.DataRow{Label: in.Fact.LabelMarkup, AsOf: in.Fact.AsOf, Value: in.Fact.Mention}}
	for _, c := range in.Claims {
		t.Claims = append(t.Claims, c.Claim)
	}
	return t
}
