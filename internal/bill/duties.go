package bill

import (
	"slices"
	"strings"
)

// Duty is what a licence asks of whoever hands the program on, in short. Its text alone is what counts.
type Duty struct {
	Licence string // an SPDX identifier
	Text    string
}

// duties are those of each licence that something in the program is under, in the order of their identifiers.
var duties = []Duty{
	{"Apache-2.0", "hand on the text and what a NOTICE file says; say which files you changed; its patents are yours to use until you sue over them"},
	{"BSD-3-Clause", "hand on the copyright notice, the conditions and the disclaimer, with a program in its documents; use no author's name to praise what you made"},
	{"MIT", "hand on the copyright notice and the text"},
	{"OFL-1.1", "for its fonts: hand on the copyright notice and the text; never sell them alone; keep no reserved name for what you changed"},
}

// Duties are those of the licences that the program and its components are under.
func (d Document) Duties() []Duty {
	under := map[string]bool{}
	for _, c := range append(slices.Clone(d.Components), d.Metadata.Component) {
		for _, l := range c.Licences {
			for id := range strings.SplitSeq(l.Expression, " AND ") {
				under[id] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(duties), func(one Duty) bool { return !under[one.Licence] })
}
