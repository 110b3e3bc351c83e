package figure

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"explainer/internal/value"
	"explainer/internal/view"
)

// bars draws numbers of one unit as bars from zero, each under its label. A range is drawn to its middle,
// and its text shows both ends.
var bars = Kind{
	Name: "bars",
	Keys: []string{"kind", "title", "facts", "note"},
	Draw: drawBars,
}

// Pixels from the top of a row, as in the prototype.
const (
	rowHeight  = 46
	labelBase  = 16 // baseline of the label
	barTop     = 23
	barHeight  = 16
	valueBase  = 36 // baseline of the value
	lineHeight = 16 // of a label's second line
	footHeight = 22 // for the numbers of the grid
)

const (
	labelLength = 40  // characters of a line; the table behind the figure has the whole label
	sliver      = 0.3 // per cent of the width: the least that a bar other than zero shows
	valueGap    = 8   // pixels between the end of a bar and its value
)

func drawBars(in Input) (any, []Problem) {
	if len(in.Facts) == 0 {
		return nil, empty("bars without a fact", "name the facts to draw: facts: [ID, ID]")
	}
	if problems := unfit(in.Facts); len(problems) > 0 {
		return nil, problems
	}
	a := newAxis(in.Facts)
	v := view.Bars{Frame: in.Frame, Zero: percent(a.zero), Ticks: a.ticks()}
	v.Unit = a.unit
	for _, d := range in.Facts {
		b := a.bar(d, v.Floor)
		v.Rows = append(v.Rows, b)
		v.Floor = b.Y - barTop + rowHeight
		v.Data = append(v.Data, view.DataRow{Label: d.LabelMarkup, AsOf: d.AsOf, Value: d.Mention})
	}
	v.Height = v.Floor + footHeight
	return v, nil
}

// bar is one row, its top at y.
func (a axis) bar(d Datum, y int) view.Bar {
	b := view.Bar{Value: d.Value.String(), Hue: d.Hue, Status: d.Status, LabelY: y + labelBase, H: barHeight}
	b.Label, b.Label2 = twoLines(d.Label, labelLength)
	if b.Label2 != "" {
		y += lineHeight
		b.Label2Y = y + labelBase
	}
	b.Y, b.ValueY = y+barTop, y+valueBase
	x := a.number(d.Value)
	width := math.Abs(a.at(x) - a.zero)
	if x != 0 {
		width = max(width, sliver)
	}
	left := a.zero
	if x < 0 {
		left -= width
	}
	b.X, b.Width = percent(left), percent(width)
	leftward := x < 0 || x == 0 && a.hi == 0
	a.label(&b, left, width, leftward)
	return b
}

// label places the value: beyond the end of the bar where the narrowest drawing has the room, else inside
// the bar, else on the other side of zero. Where it is too long for all three it stands at the edge of the
// drawing, over the bar.
func (a axis) label(b *view.Bar, left, width float64, leftward bool) {
	room, other, end := 100-left-width, left, left+width
	if leftward {
		room, other, end = other, room, left
	}
	text := share(textWidth(b.Value))
	gap := share(valueGap)
	switch {
	case text+gap <= room:
		b.ValueX, b.Left = percent(end), leftward
	case text+2*gap <= width:
		b.ValueX, b.Left, b.Inside = percent(end), !leftward, true
	case text+gap <= other:
		b.ValueX, b.Left = percent(a.zero), !leftward
	case leftward:
		b.ValueX = percent(0)
		return
	default:
		b.ValueX, b.Left = percent(100), true
		return
	}
	b.DX = valueGap
	if b.Left {
		b.DX = -valueGap
	}
}

// unfit is why the facts cannot share one scale. Each unit that differs from the first is named once.
func unfit(facts []Datum) []Problem {
	var problems []Problem
	var first *Datum
	named := map[string]bool{}
	for i, d := range facts {
		if p, ok := unusable(d); ok {
			problems = append(problems, p)
			continue
		}
		switch code := d.Value.Unit().Code(); {
		case first == nil:
			first = &facts[i]
		case !d.Value.SameUnit(first.Value) && !named[code]:
			named[code] = true
			problems = append(problems, Problem{
				Code: codeScale, Fact: d.ID,
				Message: fmt.Sprintf("%q %s, %q %s: they cannot share one scale", first.ID, unitOf(first.Value), d.ID, unitOf(d.Value)),
				Hint:    "draw facts of one unit, or show them as key-figures",
			})
		}
	}
	return problems
}

// unusable is why one fact has no place on a scale.
func unusable(d Datum) (Problem, bool) {
	p := Problem{Code: codeScale, Fact: d.ID, Hint: "leave it out, or show it as key-figures"}
	switch {
	case d.Value.IsZero():
		p.Message = fmt.Sprintf("%q is a text, and bars are drawn from numbers", d.ID)
	case d.Value.IsDate():
		p.Message = fmt.Sprintf("%q is a date, and bars are drawn from numbers", d.ID)
	case !d.Value.Bounded():
		p.Message = fmt.Sprintf("%q is %q, which is open at one end: a bar would say where it ends", d.ID, d.Value)
	default:
		return Problem{}, false
	}
	return p, true
}

// unitOf says in what a value is, within a sentence: "is in billions of US dollars".
func unitOf(v value.Value) string {
	if v.Unit().Code() == "" {
		return "has no unit"
	}
	name := v.UnitName()
	c, n := utf8.DecodeRuneInString(name)
	if next, _ := utf8.DecodeRuneInString(name[n:]); !unicode.IsUpper(next) {
		name = string(unicode.ToLower(c)) + name[n:]
	}
	return "is in " + name
}
