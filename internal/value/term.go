package value

import (
	"fmt"
	"slices"
	"strings"
)

// term is a value inside a sum. Per cents and points are held as ratios (27% is 0.27), so that they multiply
// without further ado.
type term struct {
	date    Date
	sort    sort // plain, percent, points or times; a currency is plain, with dims
	dims    []dim
	ends    [2]Decimal
	iv      [2]Decimal
	last    int // exponent of the last digit that means something, exact if all do
	written int // the same, with exact facts counted as they are written
	scale   int // largest scale of the operands
	rounded bool
	cut     bool
}

// dim is a power of a unit.
type dim struct {
	unit  *base
	power int
}

// slip is what went wrong in an operation; Eval adds the place.
type slip struct{ code, message, hint string }

func clash(message, hint string) *slip { return &slip{codeClash, message, hint} }

// termOf takes a value into a sum.
func termOf(v Value, isConstant bool) (term, *slip) {
	if v.IsDate() {
		return term{date: v.d.date}, nil
	}
	d := v.d
	if !v.Bounded() {
		end := "lower"
		if d.hi.Infinite {
			end = "upper"
		}
		return term{}, &slip{codeExpr, quote(v.String()) + " has no " + end + " bound, so a sum cannot use it", "give the fact a number, a range or \"about\""}
	}
	t := term{ends: d.ends, iv: [2]Decimal{d.lo.D, d.hi.D}, last: d.last, written: d.written, scale: d.scale, rounded: d.rounded, cut: d.cut}
	if !d.derived {
		t.written = max(d.last, d.shape[0].at, d.shape[1].at)
		t.scale = max(d.shape[0].scale, d.shape[1].scale)
		t.rounded = d.last != exact
	}
	if isConstant {
		t.written = exact
	}
	if n := d.unit.num; n != nil {
		if n.sort == plain || n.sort == money {
			t.dims = append(t.dims, dim{n, 1})
		} else {
			t.sort = n.sort
		}
	}
	if d.unit.den != nil {
		t.dims = append(t.dims, dim{d.unit.den, -1})
	}
	if t.sort == percent || t.sort == points {
		t.shift(-2)
	}
	return t, nil
}

// shift multiplies by a power of ten.
func (t *term) shift(n int) {
	for i := range 2 {
		t.ends[i], t.iv[i] = t.ends[i].shift(n), t.iv[i].shift(n)
	}
	if t.last != exact {
		t.last += n
	}
	if t.written != exact {
		t.written += n
	}
}

// value is the finished sum.
func (t term) value() (Value, *slip) {
	if t.date.Year != 0 {
		return FromDate(t.date), nil
	}
	u, s := t.unit()
	if s != nil {
		return Value{}, s
	}
	if t.sort == percent || t.sort == points {
		t.shift(2)
	}
	d := &data{
		derived: true, unit: u, ends: t.ends, isRange: t.ends[0].Cmp(t.ends[1]) != 0,
		lo: Bound{D: t.iv[0]}, hi: Bound{D: t.iv[1]},
		last: t.last, written: t.written, scale: t.scale, rounded: t.rounded, cut: t.cut,
	}
	if d.rounded {
		d.qual = About
	}
	d.present(-1)
	return Value{d}, nil
}

// unit is the unit of the result; a product of units, or a bare divisor, cannot be shown.
func (t term) unit() (Unit, *slip) {
	var u Unit
	switch t.sort {
	case percent:
		u.num = unitPercent
	case points:
		u.num = unitPoints
	case times:
		u.num = unitTimes
	}
	for _, d := range t.dims {
		switch {
		case d.power == 1 && u.num == nil:
			u.num = d.unit
		case d.power == -1 && u.den == nil:
			u.den = d.unit
		default:
			return Unit{}, clash("the sum is in "+t.words()+", which is no unit", "units multiply and divide only where that leaves one unit, or a quotient of two")
		}
	}
	if u.num == nil && u.den != nil {
		return Unit{}, clash("the sum is in "+t.words()+", which is no unit", "a quotient needs a unit for its number too")
	}
	return u, nil
}

// words names the unit of a term, for messages.
func (t term) words() string {
	if t.date.Year != 0 {
		return "a date"
	}
	var over, under []string
	switch t.sort {
	case percent:
		over = append(over, "per cent")
	case points:
		over = append(over, "points")
	case times:
		over = append(over, "times")
	}
	for _, d := range t.dims {
		for range d.power {
			over = append(over, d.unit.many)
		}
		for range -d.power {
			under = append(under, d.unit.one)
		}
	}
	switch {
	case len(over) == 0 && len(under) == 0:
		return "a number without a unit"
	case len(over) == 0:
		over = append(over, "a number")
	}
	return strings.Join(append([]string{strings.Join(over, " × ")}, under...), " per ")
}

// join adds the powers of two sets of units, those of b times n; sorted by code, none with power 0.
func join(a, b []dim, n int) []dim {
	if len(b) == 0 {
		return a
	}
	all := slices.Clone(a)
next:
	for _, d := range b {
		for i := range all {
			if all[i].unit.is(d.unit) {
				all[i].power += n * d.power
				continue next
			}
		}
		all = append(all, dim{d.unit, n * d.power})
	}
	all = slices.DeleteFunc(all, func(d dim) bool { return d.power == 0 })
	slices.SortFunc(all, func(x, y dim) int { return strings.Compare(x.unit.code, y.unit.code) })
	return all
}

func (t term) sameDims(w term) bool { return len(join(t.dims, w.dims, -1)) == 0 }

// number is the middle of a term.
func (t term) number() Decimal { return middle(t.ends) }

// tooBig guards against sums that grow without end.
func (t term) tooBig() *slip {
	for _, x := range [2]Decimal{t.iv[0], t.iv[1]} {
		if n := x.leading(); x.Sign() != 0 && (n > 60 || n < -60) {
			return &slip{codeExpr, fmt.Sprintf("the sum has a number of more than 60 digits (10 to the power of %d)", n), ""}
		}
	}
	return nil
}
