package site

import (
	"explainer/internal/ledger"
)

// Coverage counts the figures that readers see, by what became of each.
type Coverage struct {
	Bound  int // in the words of a link of ours, or printed by one
	Exempt int // covered by an exemption or a name
	Code   int // in blocks of code, which are free
	Loose  int // findings
}

// Figures is what was found of the figures on a page, or in another file.
type Figures struct {
	Coverage
	Used  []int          // the site's exemptions that the page needs, by their place in the list
	Found []ledger.Loose // what readers see of digits that no fact prints, for the ledger
}
