package figure

import (
	"math"
	"strconv"
	"strings"

	"explainer/internal/value"
	"explainer/internal/view"
)

// axis is the scale of a chart. Its numbers are in the unit that stands under the title ("Billions of
// US dollars"), its places in per cent of the width. That of bars begins at zero; that of marks may be cut.
//
// A build gives the same bytes on every machine, so each product is rounded (float64(x*y)) before it is
// added to: Go may fuse the two on some processors.
type axis struct {
	unit   string
	suffix string  // "%", which each tick shows
	group  int     // digits from which ticks are grouped by commas
	factor float64 // what 1 on the axis is in the values' own unit
	lo, hi float64 // the least and the greatest number, zero included
	grid   grid
	start  float64 // the number at zero: 0, but on a cut scale its left end
	zero   float64 // place of start
	per    float64 // per cent of the width for 1 on the axis
}

// valueMargin is the per cent of the width that bars leave free for their values.
const valueMargin = 14

// newAxis is the scale of bars from zero. On a side that bars point to they leave so many per cent of the width
// free.
func newAxis(values []value.Value, margin float64) axis {
	a := axis{}
	a.measure(values)
	for _, v := range values {
		x := a.number(v)
		a.lo, a.hi = min(a.lo, x), max(a.hi, x)
	}
	top := a.hi
	if a.lo == 0 && a.hi == 0 {
		top = 2 // nothing to measure: an axis of 0, 1, 2
	}
	a.grid = newGrid(a.lo, top)
	if max(a.grid.at(a.grid.above), a.grid.at(a.grid.below)) >= 1e4 {
		a.group = 4 // all alike: 5,000 beside 10,000
	}
	left, right := 0.0, 100.0
	if a.lo < 0 {
		left = margin
	}
	if top > 0 {
		right -= margin
	}
	a.per = (right - left) / (top - a.lo)
	// The lowest line of the grid may lie below the lowest number, and must lie within the drawing.
	low := a.grid.at(-a.grid.below)
	if beyond := a.lo - low; beyond > 0 && float64(beyond*a.per) > left {
		a.per = right / (top - low)
	}
	a.zero = right - float64(top*a.per)
	return a
}

// measure takes the unit of the largest number for the whole axis.
func (a *axis) measure(values []value.Value) {
	largest := values[0]
	for _, v := range values[1:] {
		if x, y := v.Number(), largest.Number(); x.Abs().Cmp(y.Abs()) > 0 {
			largest = v
		}
	}
	a.factor, a.group = scaleOf(largest), 5
	a.unit = largest.UnitName()
	code := largest.Unit().Code()
	if code == "" && a.factor == 1 {
		a.unit = ""
	}
	switch {
	case code == "%":
		a.suffix = "%"
	case a.factor == 1 && isCurrency(code):
		a.group = 4 // as values print: $5,000, but 5000 days
	}
}

// scaleOf is the power of ten that a value prints with, read from what follows the digits: 1e9 for $852bn.
// The name of the unit would not tell "thousands of tonnes" from a site's own unit of that name.
func scaleOf(v value.Value) float64 {
	s, _ := v.Format(value.Bare)
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		return 1
	}
	rest := strings.TrimLeft(s[i:], "0123456789.,")
	for _, scale := range [...]struct {
		sign   string
		factor float64
	}{{"k", 1e3}, {"m", 1e6}, {"bn", 1e9}, {"tn", 1e12}} {
		if strings.HasPrefix(rest, scale.sign) {
			return scale.factor
		}
	}
	return 1
}

// isCurrency says whether a unit's code begins with three capitals: USD, USD/m2.
func isCurrency(code string) bool {
	if len(code) < 3 || len(code) > 3 && code[3] != '/' {
		return false
	}
	for _, c := range []byte(code[:3]) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

func (a axis) number(v value.Value) float64 { return v.Number().Float() / a.factor }

// at is the place of a number.
func (a axis) at(x float64) float64 { return a.zero + float64((x-a.start)*a.per) }

func (a axis) ticks() []view.Tick {
	var ticks []view.Tick
	for n := -a.grid.below; n <= a.grid.above; n++ {
		text := a.grid.text(n, a.group) + a.suffix
		t := view.Tick{X: percent(a.at(a.grid.at(n))), Text: text, Anchor: "mid"}
		half := share(textWidth(text)) / 2
		switch x, _ := strconv.ParseFloat(t.X, 64); {
		case x < half:
			t.Anchor = ""
		case x > 100-half:
			t.Anchor = "end"
		}
		ticks = append(ticks, t)
	}
	return ticks
}

// grid is the lines at the multiples of 1, 2 or 5 × 10^exponent, from -below to above.
type grid struct {
	mantissa, exponent int
	below, above       int
}

const (
	fewestTicks = 3
	mostTicks   = 6
)

// newGrid takes the coarsest step that gives at least three lines between lo ≤ 0 and hi ≥ 0. From one step
// to the next the number of lines may jump from two to seven, where numbers stand on both sides of zero:
// then the coarser step has one line more, below the lowest number.
func newGrid(lo, hi float64) grid {
	var coarser grid
	for exponent := magnitude(max(-lo, hi)); ; exponent-- {
		for _, mantissa := range [...]int{5, 2, 1} {
			g := grid{mantissa: mantissa, exponent: exponent}
			step := g.at(1)
			g.below, g.above = whole(-lo/step), whole(hi/step)
			switch n := g.below + g.above + 1; {
			case n > mostTicks:
				coarser.below++
				return coarser
			case n >= fewestTicks:
				return g
			}
			coarser = g
		}
	}
}

// magnitude is the exponent of the first digit: 2 for 852. (math.Log10 differs between processors.)
func magnitude(x float64) int {
	s := strconv.FormatFloat(x, 'e', -1, 64)
	n, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	return n
}

// whole is how many steps fit; a step missed by an error of rounding counts.
func whole(steps float64) int { return int(math.Floor(steps + 1e-9)) }

// at is the number of the nth line, the nearest float to it.
func (g grid) at(n int) float64 {
	x, _ := strconv.ParseFloat(strconv.Itoa(n*g.mantissa)+"e"+strconv.Itoa(g.exponent), 64)
	return x
}

// text is the number of the nth line: no more decimals than the step has, and 0 without any.
func (g grid) text(n, group int) string {
	if n == 0 {
		return "0"
	}
	sign := ""
	if n < 0 {
		sign, n = "\u2212", -n
	}
	digits := strconv.Itoa(n * g.mantissa)
	if g.exponent >= 0 {
		return sign + commas(digits+strings.Repeat("0", g.exponent), group)
	}
	if short := 1 - g.exponent - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	point := len(digits) + g.exponent
	return sign + digits[:point] + "." + digits[point:]
}
