package figure

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"explainer/internal/value"
	"explainer/internal/view"
)

// bars draws numbers of one unit as bars from zero, each under its label. A range is drawn to its middle,
// and its text shows both ends. Parts of a whole are filled, and stand in its outline.
var bars = Kind{
	Name:   "bars",
	Keys:   []string{"kind", "title", "facts", "whole", "note"},
	Behind: true,
	Draw:   drawBars,
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
	all := in.Facts
	if in.Whole != nil {
		all = append(slices.Clone(all), *in.Whole)
	}
	problems := unfit(all, "bars are drawn from numbers")
	if len(problems) == 0 && in.Whole != nil {
		problems = noParts(in.Facts, *in.Whole)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	margin := float64(valueMargin)
	if in.Whole != nil { // whose value stands there
		margin = min(max(margin, share(textWidth(in.Whole.Value.String())+valueGap)), 50)
	}
	a := newAxis(values(all), margin)
	v := view.Bars{Frame: in.Frame, Zero: percent(a.zero), Ticks: a.ticks()}
	v.Unit = a.unit
	for _, d := range in.Facts {
		b := a.bar(d, v.Floor, in.Whole != nil)
		v.Rows = append(v.Rows, b)
		v.Floor = b.Y - barTop + rowHeight
	}
	for _, d := range all {
		v.Data = append(v.Data, view.DataRow{Label: d.LabelMarkup, AsOf: d.AsOf, Value: d.Mention})
	}
	if in.Whole != nil {
		a.outline(&v, *in.Whole)
	}
	v.Height = v.Floor + footHeight
	return v, nil
}

func values(facts []Datum) []value.Value {
	all := make([]value.Value, len(facts))
	for i, d := range facts {
		all[i] = d.Value
	}
	return all
}

// noParts is why facts are not parts of a whole: an outline that a bar leaves would say nothing.
func noParts(facts []Datum, whole Datum) []Problem {
	var problems []Problem
	for _, d := range facts {
		p := Problem{Code: codeScale, Fact: d.ID, Hint: "leave whole out, and name it among the facts"}
		switch {
		case d.Value.Number().Sign() < 0:
			p.Message = fmt.Sprintf("%q, %s, is less than nothing, and so no part of %q", d.ID, d.Value, whole.ID)
		case d.Value.Number().Cmp(whole.Value.Number()) > 0:
			p.Message = fmt.Sprintf("%q, %s, is more than its whole %q, %s", d.ID, d.Value, whole.ID, whole.Value)
		default:
			continue
		}
		problems = append(problems, p)
	}
	return problems
}

// outline draws the whole around each part. Its value stands at the first only, beyond its end, where the axis
// leaves room for it; should it be too long, the line under the title has it.
func (a axis) outline(v *view.Bars, whole Datum) {
	end := a.at(a.number(whole.Value))
	v.Unit = sentences(v.Unit, fmt.Sprintf("Outline: %s, %s", whole.Label, whole.Value))
	v.Whole, v.WholeHue = percent(end-a.zero), whole.Hue
	if share(textWidth(whole.Value.String())+valueGap) <= 100-end {
		v.WholeX, v.WholeText = percent(end), whole.Value.String()
	}
}

// bar is one row, its top at y. Beyond a part is the outline of its whole, so that its value stands inside.
func (a axis) bar(d Datum, y int, part bool) view.Bar {
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
	a.label(&b, left, width, leftward, part)
	return b
}

// label places the value: beyond the end of the bar where the narrowest drawing has the room (unless it is to stand
// inside and can), else inside the bar, else on the other side of zero. Where it is too long for all three it stands at the edge of the
// drawing, over the bar.
func (a axis) label(b *view.Bar, left, width float64, leftward, inside bool) {
	room, other, end := 100-left-width, left, left+width
	if leftward {
		room, other, end = other, room, left
	}
	text := share(textWidth(b.Value))
	gap := share(valueGap)
	switch fits := text+2*gap <= width; {
	case text+gap <= room && !(inside && fits):
		b.ValueX, b.Left = percent(end), leftward
	case fits:
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

// unfit is why the facts cannot share one scale; rule says what that takes. Each unit that differs from the
// first is named once.
func unfit(facts []Datum, rule string) []Problem {
	var problems []Problem
	var first *Datum
	named := map[string]bool{}
	for i, d := range facts {
		if p, ok := unusable(d, rule); ok {
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
func unusable(d Datum, rule string) (Problem, bool) {
	p := Problem{Code: codeScale, Fact: d.ID, Hint: "leave it out, or show it as key-figures"}
	switch {
	case d.Value.IsZero():
		p.Message = fmt.Sprintf("%q is a text, and %s", d.ID, rule)
	case d.Value.IsDate():
		p.Message = fmt.Sprintf("%q is a date, and %s", d.ID, rule)
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
