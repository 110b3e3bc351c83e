package figure

import (
	"fmt"
	"strings"

	"explainer/internal/view"
)

// beforeAfter sets two or three values side by side: the T, one shape for every "this against that". A drawing was
// weighed and left: two marks on a line say no more than two values do, the T keeps each value with its own label,
// date and status, and it holds dates and texts as well. So its values need no second table either.
//
// The change between them is a number, too, and must come from a fact: it shows where the last fact is derived from
// exactly the first and the last of the columns, and nowhere else.
var beforeAfter = Kind{
	Name: "before-after",
	Keys: []string{"kind", "title", "facts", "note"},
	Draw: drawBeforeAfter,
}

const (
	fewestColumns = 2
	mostColumns   = 3
)

func drawBeforeAfter(in Input) (any, []Problem) {
	if len(in.Facts) == 0 {
		return nil, empty("before-after without a fact", "name the facts to set side by side: facts: [ID, ID]")
	}
	columns, change := splitChange(in.Facts)
	if n := len(columns); n < fewestColumns || n > mostColumns {
		return nil, []Problem{{
			Code: codePair, Message: fmt.Sprintf("before-after sets two or three facts side by side, not %s", count(n)),
			Hint: "a change counts only where it is derived from the first and the last; draw longer series as bars",
		}}
	}
	if problems := unlike(columns); len(problems) > 0 {
		return nil, problems
	}
	v := view.BeforeAfter{Frame: in.Frame, Three: len(columns) == mostColumns}
	last := columns[len(columns)-1]
	aged := earlierDate(columns[0].AsOf, last.AsOf)
	for _, d := range columns {
		c := column(d)
		switch {
		case !aged:
		case d.AsOf == last.AsOf:
			c.Age = "now"
		default:
			c.Age = "was"
		}
		v.Columns = append(v.Columns, c)
	}
	if change != nil {
		c := column(*change)
		v.Change = &c
	}
	return v, nil
}

func column(d Datum) view.Column {
	return view.Column{KeyFigure: view.KeyFigure{Label: d.LabelMarkup, Value: small(d.Mention, d.Value), Status: d.Status, AsOf: d.AsOf}}
}

// splitChange takes the last fact for the change between the others if it is derived from the first and the last of
// them, and from nothing else.
func splitChange(facts []Datum) (columns []Datum, change *Datum) {
	n := len(facts) - 1
	if n < fewestColumns || len(facts[n].From) != 2 {
		return facts, nil
	}
	a, b, from := facts[0].ID, facts[n-1].ID, facts[n].From
	if from[0] == a && from[1] == b || from[0] == b && from[1] == a {
		return facts[:n], &facts[n]
	}
	return facts, nil
}

// unlike is why facts cannot be set against one another: each that is of another kind or unit than the first.
func unlike(facts []Datum) []Problem {
	var problems []Problem
	for _, d := range facts[1:] {
		if !d.Value.SameUnit(facts[0].Value) {
			problems = append(problems, Problem{
				Code: codeScale, Fact: d.ID,
				Message: fmt.Sprintf("%q %s, %q %s: they cannot be set against one another", facts[0].ID, natureOf(facts[0]), d.ID, natureOf(d)),
				Hint:    "set facts of one unit side by side, or show them as key-figures",
			})
		}
	}
	return problems
}

// natureOf says what a fact is, within a sentence.
func natureOf(d Datum) string {
	switch {
	case d.Value.IsZero():
		return "is a text"
	case d.Value.IsDate():
		return "is a date"
	}
	return unitOf(d.Value)
}

// earlierDate says whether a is over before b begins: a month is not earlier than one of its days.
func earlierDate(a, b view.Date) bool {
	return a.ISO < b.ISO && !strings.HasPrefix(b.ISO, a.ISO)
}

// count is a small number in words.
func count(n int) string {
	if words := [...]string{"none", "one", "two", "three", "four", "five"}; n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}
