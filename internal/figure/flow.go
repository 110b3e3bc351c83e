package figure

import (
	"fmt"
	"slices"
	"strings"

	"explainer/internal/view"
)

// flow draws who gives what to whom: a panel a stage, the two parties as lines at its sides, and an arrow from the
// giver for each thing that passes. Rows stand at the same height in every panel, so that the eye can go across.
var flow = Kind{
	Name:   "flow",
	Keys:   []string{"kind", "title", "stages", "arrows", "note"},
	Behind: true,
	Draw:   drawFlow,
}

// Side is a party of a flow; the zero Side is outside.
type Side struct{ ID, Name, Hue string }

// Arrow is what flows from one side to another.
type Arrow struct {
	From, To  Side
	Text      string // plain words
	Markup    view.Markup
	Term      view.Link
	Holds     []bool // at each panel
	Continues bool   // it carries on the arrow before it
}

// Pixels of a panel, and the parts of its width at which arrows begin and end.
const (
	flowTop     = 22 // where the lines of the parties begin
	flowText    = 22 // from the top of a row to its words
	flowLine    = 33 // and to its line
	flowLength  = 38 // characters of a line of words
	nameLength  = 18 // of a party's name
	leftEnd     = 4
	middle      = 50
	rightEnd    = 96
	flowParties = 2
)

// strand is arrows that carry on one another: one row.
type strand []Arrow

func drawFlow(in Input) (any, []Problem) {
	if len(in.Arrows) == 0 {
		return nil, empty("a flow without an arrow", "say what flows: arrows: [{from: ID, to: ID, text: …}]")
	}
	if problems := in.misdrawn(); len(problems) > 0 {
		return nil, problems
	}
	var strands []strand
	for _, a := range in.Arrows {
		if n := len(strands); a.Continues {
			strands[n-1] = append(strands[n-1], a)
		} else {
			strands = append(strands, strand{a})
		}
	}
	v := view.Flow{Frame: in.Frame, Stages: in.Panels}
	for i, stage := range in.Panels {
		v.Panels = append(v.Panels, in.panel(i, stage, strands))
	}
	for _, s := range strands {
		row := view.FlowRow{From: s[0].From.Name, To: s[0].To.Name}
		for i := range in.Panels {
			a, ended := s.at(i)
			cell := view.FlowCell{Ended: ended}
			if a != nil && !ended {
				cell.Text, cell.Term = a.Markup, a.Term
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// misdrawn is what is wrong with the arrows, each at its place.
func (in Input) misdrawn() []Problem {
	var problems []Problem
	add := func(i int, message, hint string) {
		problems = append(problems, Problem{Code: codeFlow, Arrow: i + 1, Message: message, Hint: hint})
	}
	outside := "leave from or to out where an arrow leads outside the two"
	for i, a := range in.Arrows {
		third := func(s Side) bool { return slices.Index(in.Sides, s) >= flowParties }
		switch {
		case a.From == a.To && a.From.ID == "":
			add(i, "the arrow names neither of the parties", "say whom it comes from, or whom it goes to")
		case a.From == a.To:
			add(i, fmt.Sprintf("the arrow leads from %q to itself", a.From.ID), outside)
		case third(a.From):
			add(i, fmt.Sprintf("%q would be a third party, and a flow has two", a.From.ID), outside)
		case third(a.To):
			add(i, fmt.Sprintf("%q would be a third party, and a flow has two", a.To.ID), outside)
		case !slices.Contains(a.Holds, true):
			add(i, "the arrow stands at no stage that the figure shows", "name one of its stages, or leave stages out for all")
		case !a.Continues:
		case i == 0:
			add(i, "no arrow stands before this one for it to carry on", "delete continues")
		case a.From != in.Arrows[i-1].From || a.To != in.Arrows[i-1].To:
			add(i, "the arrow carries on one between other parties", "put it below the arrow that it carries on, or delete continues")
		case overlap(a.Holds, in.Arrows[i-1].Holds):
			add(i, "the arrow and the one that it carries on stand at the same stage", "give each its own stages")
		}
	}
	if len(in.Sides) < flowParties && len(problems) == 0 {
		problems = append(problems, Problem{Code: codeFlow, Message: "the arrows name one party, and a flow has two", Hint: "add what passes between it and another"})
	}
	return problems
}

func overlap(a, b []bool) bool {
	for i := range a {
		if a[i] && b[i] {
			return true
		}
	}
	return false
}

// at is the arrow that holds at a panel, else the last that did before: then the flow has ended.
func (s strand) at(panel int) (a *Arrow, ended bool) {
	for i := panel; i >= 0; i-- {
		for k := range s {
			if s[k].Holds[i] {
				return &s[k], i < panel
			}
		}
	}
	return nil, false
}

func (in Input) panel(i int, stage string, strands []strand) view.FlowPanel {
	left, right := in.Sides[0], in.Sides[1]
	p := view.FlowPanel{
		Stage: stage, Now: in.Latest && i == len(in.Panels)-1,
		Left: view.Party{Name: clip(left.Name, nameLength), Hue: left.Hue}, Right: view.Party{Name: clip(right.Name, nameLength), Hue: right.Hue},
	}
	var words []string
	y := flowTop
	for _, s := range strands {
		lines := 1
		for k := range in.Panels { // as high as its highest panel
			if _, second := s.words(k); second != "" {
				lines = 2
			}
		}
		y += (lines - 1) * lineHeight
		if a, ended := s.at(i); a != nil {
			p.Arrows = append(p.Arrows, s.arrow(i, y, left))
			words = append(words, sayArrow(*a, ended))
		}
		y += rowHeight
	}
	p.Words, p.Height = strings.Join(words, " "), y
	return p
}

// words are what stands over the arrow at a panel.
func (s strand) words(panel int) (first, second string) {
	a, ended := s.at(panel)
	switch {
	case a == nil:
		return "", ""
	case ended:
		return twoLines(a.Text+": ended", flowLength)
	}
	return twoLines(a.Text, flowLength)
}

// arrow is a row of a panel; y is where its last line of words has its top.
func (s strand) arrow(panel, y int, left Side) view.FlowArrow {
	a, ended := s.at(panel)
	v := view.FlowArrow{TextY: y + flowText, Y: y + flowLine, Hue: a.From.Hue, Left: a.To == left}
	if v.Text, v.Text2 = s.words(panel); v.Text2 != "" {
		v.TextY, v.Text2Y = v.TextY-lineHeight, v.TextY
	}
	x1, x2, ring := leftEnd, rightEnd, 0
	switch outside := a.From.ID == "" || a.To.ID == ""; {
	case outside && (a.From == left || a.To == left):
		x2, ring = middle, middle
	case outside:
		x1, ring = middle, middle
	}
	place := func(x int) string { return percent(float64(x)) }
	v.X1, v.X2 = place(x1), place(x2)
	if ring > 0 {
		v.RingX = place(ring)
	}
	switch {
	case ended:
		v.CrossX = place((x1 + x2) / 2)
	case a.To.ID == "":
	case v.Left:
		v.HeadX = v.X1
	default:
		v.HeadX = v.X2
	}
	return v
}

// sayArrow is an arrow in a sentence for those who cannot see it.
func sayArrow(a Arrow, ended bool) string {
	from, to := a.From.Name, a.To.Name
	way := "From " + from + " to " + to
	switch {
	case from == "":
		way = "From outside to " + to
	case to == "":
		way = "From " + from + " to others"
	}
	if ended {
		way += ", ended"
	}
	return way + ": " + strings.TrimRight(a.Text, ".") + "."
}
