package value

import (
	"github.com/cockroachdb/apd/v3"
)

// Decimal is an exact decimal number. The zero value is 0. It never changes and may be copied and shared.
// Compare with Cmp: == does not compile, since 1.0 and 1.00 are one number.
type Decimal struct {
	_ [0]func()
	d apd.Decimal
}

// Adding, subtracting and multiplying are exact up to 100 digits, far more than written values need (30
// digits and a scale); a quotient keeps 50. Contexts hold settings only and are never changed.
var (
	exactly   = apd.Context{Precision: 100, MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent, Rounding: apd.RoundHalfUp}
	quotients = apd.Context{Precision: 50, MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent, Rounding: apd.RoundHalfUp}
)

// decimal is coefficient × 10^exponent.
func decimal(coefficient int64, exponent int) Decimal {
	var x Decimal
	x.d.SetFinite(coefficient, int32(exponent))
	return x
}

// String is the plain decimal, with "-" for a minus, without exponent or grouping: as JSON and CSV want it.
func (x Decimal) String() string {
	if x.d.IsZero() && x.d.Exponent > 0 {
		return "0"
	}
	return x.d.Text('f')
}

// Float is the nearest float, for drawing only.
func (x Decimal) Float() float64 {
	f, _ := x.d.Float64() // an error means out of range, and drawing takes the infinity that comes with it
	return f
}

// Cmp is -1, 0 or +1 as x is less than, equal to or more than y.
func (x Decimal) Cmp(y Decimal) int { return x.d.Cmp(&y.d) }

// Sign is -1, 0 or +1.
func (x Decimal) Sign() int { return x.d.Sign() }

// Add is x + y.
func (x Decimal) Add(y Decimal) Decimal {
	var z Decimal
	exactly.Add(&z.d, &x.d, &y.d)
	return z
}

// Sub is x − y.
func (x Decimal) Sub(y Decimal) Decimal {
	var z Decimal
	exactly.Sub(&z.d, &x.d, &y.d)
	return z
}

// Mul is x × y.
func (x Decimal) Mul(y Decimal) Decimal {
	var z Decimal
	exactly.Mul(&z.d, &x.d, &y.d)
	return z
}

// Abs is x without its sign.
func (x Decimal) Abs() Decimal {
	x.d.Negative = false
	return x
}

// Neg is −x; zero has no sign.
func (x Decimal) Neg() Decimal {
	x.d.Negative = !x.d.Negative && !x.d.IsZero()
	return x
}

// Round is the multiple of 10^exponent that is nearest to x, halves away from zero: 228.25 at -1 is 228.3.
func (x Decimal) Round(exponent int) Decimal {
	if int(x.d.Exponent) >= exponent {
		return x // already a multiple; padding it would only cost digits
	}
	var z Decimal
	exactly.Quantize(&z.d, &x.d, int32(exponent))
	if z.d.IsZero() {
		return Decimal{}
	}
	return z
}

// Floor is the greatest multiple of 10^exponent that is not above x.
func (x Decimal) Floor(exponent int) Decimal {
	z := x.Round(exponent)
	if z.Cmp(x) > 0 {
		return z.Sub(decimal(1, exponent))
	}
	return z
}

// Ceil is the smallest multiple of 10^exponent that is not below x.
func (x Decimal) Ceil(exponent int) Decimal {
	z := x.Round(exponent)
	if z.Cmp(x) < 0 {
		return z.Add(decimal(1, exponent))
	}
	return z
}

// quo is x ÷ y and whether that is exact. y is not zero.
func (x Decimal) quo(y Decimal) (Decimal, bool) {
	var z Decimal
	cond, _ := quotients.Quo(&z.d, &x.d, &y.d)
	return z.reduce(), !cond.Inexact()
}

// shift is x × 10^n.
func (x Decimal) shift(n int) Decimal {
	x.d.Exponent += int32(n)
	return x
}

// reduce drops trailing zeros, so that the exponent is that of the last digit that is not zero.
func (x Decimal) reduce() Decimal {
	var z Decimal
	z.d.Reduce(&x.d)
	return z
}

// leading is the exponent of the first digit: 2 for 852, -1 for 0.27. For zero it is that of its last digit.
func (x Decimal) leading() int { return int(x.d.NumDigits()) + int(x.d.Exponent) - 1 }

func lesser(x, y Decimal) Decimal {
	if x.Cmp(y) <= 0 {
		return x
	}
	return y
}

func greater(x, y Decimal) Decimal {
	if x.Cmp(y) >= 0 {
		return x
	}
	return y
}

// appendPlain writes |x| with exactly `places` decimals (x has no more), grouped by commas where its whole
// part has at least `group` digits.
func appendPlain(b []byte, x Decimal, places, group int) []byte {
	var room [64]byte
	digits := x.d.Coeff.Append(room[:0], 10)
	exponent := int(x.d.Exponent)
	if x.Sign() == 0 {
		exponent = min(exponent, 0)
	}
	for ; exponent > 0; exponent-- {
		digits = append(digits, '0')
	}
	for len(digits) <= -exponent {
		digits = append(digits, 0)
		copy(digits[1:], digits)
		digits[0] = '0'
	}
	whole, rest := digits[:len(digits)+exponent], digits[len(digits)+exponent:]
	for i, c := range whole {
		if left := len(whole) - i; i > 0 && left%3 == 0 && len(whole) >= group {
			b = append(b, ',')
		}
		b = append(b, c)
	}
	if places > 0 {
		b = append(b, '.')
		b = append(b, rest...)
		for i := len(rest); i < places; i++ {
			b = append(b, '0')
		}
	}
	return b
}
