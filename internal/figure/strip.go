package figure

import (
	"math"

	"explainer/internal/value"
	"explainer/internal/view"
)

// A strip sets a fact and what sources say of it on one scale, a row each, marks instead of bars. Marks need
// no zero, so the scale is cut where zero is far away, and then the line under the title says so.

// Pixels from the top of a row.
const (
	markY      = 31 // middle of the mark
	markGap    = 12 // between the middle of a mark and its value
	bandHeight = 22
	labelShift = 6 // of every label from the edge
)

const (
	inset = 2.0 // per cent of the width: what marks leave free on the left; on the right it is valueMargin
	air   = 20  // a part of the span that lies beyond the outermost values on each side
)

// newStrip draws the fact and those of its claims that say a number of its unit; the others are for the table.
// band says in words what the grey band is.
func newStrip(in Input, band string) view.Strip {
	all := []value.Value{in.Fact.Value} // what is drawn
	for _, c := range in.Claims {
		if drawable(c, in.Fact.Value) {
			all = append(all, c.Value)
		}
	}
	a, cut := newCutAxis(all)
	v := view.Strip{Frame: in.Frame, Ticks: a.ticks(), Left: len(all) <= len(in.Claims)}
	grey, cutWords := "", ""
	if lo, hi := in.Fact.Value.Interval(); in.Fact.Value.Rounded() {
		left, right := a.reach(lo, 0), a.reach(hi, 100)
		v.Band = view.Band{X: percent(left), Width: percent(right - left), H: bandHeight}
		if !lo.Infinite {
			v.Band.Lines = append(v.Band.Lines, percent(left))
		}
		if !hi.Infinite {
			v.Band.Lines = append(v.Band.Lines, percent(right))
		}
		grey = "Grey: " + band
	}
	if cut {
		cutWords = "The scale does not start at zero"
	}
	v.Unit = sentences(a.unit, grey, cutWords)
	own := view.Spot{Label: "This site", Mark: markOf(in.Fact.Status), Hue: in.Fact.Hue, Value: in.Fact.Value.String()}
	if in.Fact.Status == "disputed" {
		own.Hue = doubt
	}
	a.row(&v, own, in.Fact.Value)
	for _, c := range in.Claims {
		if drawable(c, in.Fact.Value) {
			a.row(&v, said(c, in.Fact.Hue), c.Value)
		}
	}
	v.Height = v.Floor + footHeight
	return v
}

func drawable(c Claim, v value.Value) bool {
	return !c.Value.IsZero() && !c.Value.IsDate() && c.Value.SameUnit(v)
}

// doubt is the class of what cannot be, or says too much.
const doubt = "du"

// said is the row of a claim. Its mark says who speaks, as the status marks do: full where a company does
// itself, half where another reports.
func said(c Claim, hue string) view.Spot {
	s := view.Spot{Label: c.Source, Word: c.Word, Mark: "reported", Hue: hue, Value: c.Value.String()}
	if c.Primary {
		s.Mark = "confirmed"
	}
	if c.Verdict == value.Differs.Class() || c.Verdict == value.Precise.Class() {
		s.Hue, s.Doubt = doubt, true
	}
	return s
}

func markOf(s view.Status) string {
	if s == "" {
		return "reported"
	}
	return string(s)
}

// newCutAxis is a scale around the values, from one line of its grid to another. It reaches to zero where zero
// is no farther from the values than they are from one another; else it is cut.
func newCutAxis(values []value.Value) (a axis, cut bool) {
	a.measure(values)
	a.lo, a.hi = math.Inf(1), math.Inf(-1)
	widen := func(b value.Bound) {
		if !b.Infinite {
			x := b.D.Float() / a.factor
			a.lo, a.hi = min(a.lo, x), max(a.hi, x)
		}
	}
	for i, v := range values {
		low, high := v.Ends()
		widen(value.Bound{D: low})
		widen(value.Bound{D: high})
		if lo, hi := v.Interval(); i == 0 { // that of the fact is drawn, as the band
			widen(lo)
			widen(hi)
		}
	}
	switch span := a.hi - a.lo; {
	case a.lo > 0 && a.lo <= span:
		a.lo = 0
	case a.hi < 0 && -a.hi <= span:
		a.hi = 0
	}
	if a.hi == a.lo { // one number: something to both sides of it
		room := 1.0
		if a.hi != 0 {
			room = math.Abs(a.hi) / 20
		}
		a.lo, a.hi = a.lo-room, a.hi+room
	}
	beyond := (a.hi - a.lo) / air
	if a.lo != 0 {
		a.lo -= beyond
	}
	if a.hi != 0 {
		a.hi += beyond
	}
	a.grid = newCutGrid(a.lo, a.hi)
	if max(math.Abs(a.grid.at(a.grid.above)), math.Abs(a.grid.at(-a.grid.below))) >= 1e4 {
		a.group = 4
	}
	a.start = a.grid.at(-a.grid.below)
	a.zero, a.per = inset, (100-inset-valueMargin)/(a.grid.at(a.grid.above)-a.start)
	return a, a.grid.below < 0 || a.grid.above < 0
}

// newCutGrid takes the coarsest step that gives at least four lines from below lo to above hi; three, where the
// numbers of four would not stand side by side on the narrowest drawing.
func newCutGrid(lo, hi float64) grid {
	var coarser grid
	for exponent := magnitude(hi - lo); ; exponent-- {
		for _, mantissa := range [...]int{5, 2, 1} {
			g := grid{mantissa: mantissa, exponent: exponent}
			step := g.at(1)
			g.below, g.above = -int(math.Floor(lo/step+1e-9)), int(math.Ceil(hi/step-1e-9))
			switch n := g.above + g.below + 1; {
			case n > fewestTicks && g.width() > narrowest && coarser.mantissa > 0:
				return coarser
			case n > fewestTicks:
				return g
			case n == fewestTicks:
				coarser = g
			}
		}
	}
}

// width is what the numbers of the grid take side by side, with a space between them.
func (g grid) width() float64 {
	w := 0.0
	for n := -g.below; n <= g.above; n++ {
		w += textWidth(g.text(n, 4)) + markGap
	}
	return w
}

// reach is the place of a bound; one that is not there is at the edge of the drawing.
func (a axis) reach(b value.Bound, edge float64) float64 {
	if b.Infinite {
		return edge
	}
	return a.at(b.D.Float() / a.factor)
}

// row adds a row below the others: a label, one mark or two with a line between them, and a value.
func (a axis) row(v *view.Strip, s view.Spot, x value.Value) {
	y := v.Floor
	s.Label, s.Label2 = twoLines(s.Label, labelLength)
	s.LabelY = y + labelBase
	last := s.Label
	if s.Label2 != "" {
		y += lineHeight
		s.Label2Y, last = y+labelBase, s.Label2
	}
	if s.Word != "" && share(labelShift+textWidth(last+" · "+s.Word)) > 100 {
		y += lineHeight
		s.WordY = y + labelBase
	}
	s.Y, s.BandY, s.ValueY = y+markY, y+markY-bandHeight/2, y+valueBase
	low, high := x.Ends()
	left, right := a.reach(value.Bound{D: low}, 0), a.reach(value.Bound{D: high}, 100)
	s.Places = []string{percent(left)}
	if x.IsRange() {
		s.Places = append(s.Places, percent(right))
	}
	switch lo, hi := x.Interval(); {
	case lo.Infinite:
		s.Open = percent(0)
	case hi.Infinite:
		s.Open = percent(100)
	}
	y += beside(&s, left, right)
	v.Rows = append(v.Rows, s)
	v.Floor = y + rowHeight
}

// beside places the value right of the marks where the narrowest drawing has the room, else left of them: on no side
// on which the row goes on. Else it gets a line below them; the result is how many pixels that takes.
func beside(s *view.Spot, left, right float64) int {
	text := share(textWidth(s.Value))
	need := text + share(markGap)
	below := s.ValueY + lineHeight
	switch {
	case right+need <= 100 && s.Open != percent(100):
		s.ValueX, s.DX = percent(right), markGap
	case left-need >= 0 && s.Open != percent(0):
		s.ValueX, s.DX, s.Left = percent(left), -markGap, true
	case left+text <= 100:
		s.ValueX, s.ValueY = percent(left), below
		return lineHeight
	default:
		s.ValueX, s.ValueY, s.Left = percent(max(right, min(text, 100))), below, true
		return lineHeight
	}
	return 0
}
