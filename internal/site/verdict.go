package site

import (
	"explainer/internal/decode"
	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/value"
)

// Verdict holds what a claim says against its fact. It is false where there is nothing to compare: a text,
// or words that state no number. A claim without words of its own says the fact's value.
func (ix *Index) Verdict(f *fact.Fact, c fact.Claim) (value.Verdict, bool) {
	if f.Kind == fact.Prose || f.Broken {
		return value.Differs, false
	}
	return ix.verdict(f.Value, c.Says)
}

// EventVerdict holds the date that a claim says against that of its event.
func (ix *Index) EventVerdict(e *fact.Event, c fact.Claim) (value.Verdict, bool) {
	return ix.verdict(value.FromDate(e.Date), c.Says)
}

// says is the words of a claim. What is written as a value prints as values do here: "$13.8bn" for USD 13.8 bn.
func (ix *Index) says(c fact.Claim) string {
	if v, err := value.Parse(c.Says.S, ix.Sheet.Units); err == nil {
		return v.String()
	}
	return c.Says.S
}

// said is what each source says of a fact, with the number in it where there is one: what a claims list prints,
// for a drawing.
func (b *binder) said(f *fact.Fact) []figure.Claim {
	var all []figure.Claim
	for _, c := range f.Claims {
		if c.Source == nil {
			continue
		}
		x := figure.Claim{Claim: b.factClaim(f, c), Primary: c.Source.Primary()}
		switch {
		case f.Kind == fact.Prose:
		case !c.Says.Set():
			x.Value = f.Value
		default:
			x.Value, _ = value.ReadClaim(c.Says.S, b.ix.Sheet.Units)
		}
		all = append(all, x)
	}
	return all
}

func (ix *Index) verdict(v value.Value, says decode.Text) (value.Verdict, bool) {
	if !says.Set() {
		return value.Agrees, true
	}
	return v.JudgeWords(says.S, ix.Sheet.Units)
}
