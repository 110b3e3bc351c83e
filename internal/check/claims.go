package check

import (
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

// Claims finds the claims that differ from what they are about and do not say why. Readers see the verdict
// and the note; a difference without a note would leave them alone with it.
func Claims(ix *site.Index, l *diag.List) {
	for _, f := range ix.Sheet.Facts {
		for _, c := range f.Claims {
			v, ok := ix.Verdict(f, c)
			differs(ok && v == value.Differs, c, f.ID, ix.Printed(f), l)
		}
	}
	for _, e := range ix.Sheet.Events {
		for _, c := range e.Claims {
			v, ok := ix.EventVerdict(e, c)
			differs(ok && v == value.Differs, c, e.ID, e.Date.String(), l)
		}
	}
}

func differs(yes bool, c fact.Claim, id, printed string, l *diag.List) {
	if yes && !c.Note.Set() {
		l.Add("claim-differs", c.Says.Span(), "\""+c.Says.S+"\" differs from "+id+", "+printed+", and no note says why",
			"add a note to the claim; readers see it beside the figure")
	}
}
