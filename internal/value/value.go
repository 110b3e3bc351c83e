// Package value is a value: read, computed, compared, printed.
//
// A value is written as an author writes it ("about 27%", "USD 13 bn", "-5% to -2%"), stands for an
// interval of exact decimals, takes part in sums (ParseExpr), and prints in the forms that readers see.
// The grammar, the intervals and the rules of sums are those of section 3 of the design.
//
// What prints: en-GB words, U+2212 for a minus, and U+00A0 wherever a value must not break over two lines:
// between a number and its scale or unit ("$852 billion", "17.6 times", "2 GW"), between a currency's code
// and the number ("CNY 5bn"), after "per", and between day and month ("28 October 2025"). An ordinary space
// follows a qualifier, stands around "to", before "per" and before a year. Parse reads all that Short and Long print.
package value

import "cmp"

// Qualifier is the word before a value.
type Qualifier uint8

// The qualifiers.
const (
	None Qualifier = iota
	About
	Nearly
	UpTo
	LessThan
	AtLeast
	MoreThan
)

var qualifiers = [...]string{"", "about", "nearly", "up to", "less than", "at least", "more than"}

// String is the qualifier as it prints, "" for None.
func (q Qualifier) String() string { return qualifiers[q] }

// Value is a number with its unit, qualifier and interval, or a date. It never changes, is one word to
// copy, and is safe to share. The zero Value is no value: IsZero. Compare with Equal or Compare; == only
// says whether two are copies of one.
type Value struct{ d *data }

// data is the inside of a value; never changed once a Value holds it.
type data struct {
	date    Date // a date has a year and nothing else
	unit    Unit
	qual    Qualifier
	reading reading
	isRange bool
	derived bool
	rounded bool       // derived: an input was rounded
	cut     bool       // derived: a quotient was cut after 50 digits
	ends    [2]Decimal // in the unit: 27 for 27%, 852000000000 for $852bn; the same twice unless isRange
	shape   [2]shape
	lo, hi  Bound
	last    int // exponent of the last digit that means something; exact where the interval is a point
	written int // derived: the same, with exact inputs counted as they are written
	scale   int // derived: largest scale of the inputs
}

// shape is how one number prints: rounded at 10^at, divided by 10^scale, with that many decimals.
type shape struct{ scale, places, at int }

// exact stands for the exponent of a number's last digit where every digit is known.
const exact = -1 << 30

// FromDate is the value of a date.
func FromDate(d Date) Value { return Value{&data{date: d}} }

// IsZero says that there is no value at all.
func (v Value) IsZero() bool { return v.d == nil }

// IsDate says that the value is a date and not a number.
func (v Value) IsDate() bool { return v.d != nil && v.d.date.Year != 0 }

// Date is the date; the zero Date of a number.
func (v Value) Date() Date {
	if v.d == nil {
		return Date{}
	}
	return v.d.date
}

// Qualifier is the word that the value prints with; "about" of a derived value with a rounded input.
func (v Value) Qualifier() Qualifier {
	if v.d == nil {
		return None
	}
	return v.d.qual
}

// IsRange says that the value is written (or derived from one written) as "a to b".
func (v Value) IsRange() bool { return v.d != nil && v.d.isRange }

// IsDerived says that the value was computed.
func (v Value) IsDerived() bool { return v.d != nil && v.d.derived }

// Number is the number in its unit: 27 for 27%, 852000000000 for $852bn; unrounded where it is derived. Of
// a range it is the middle; of a date its first day, counted from 1970-01-01.
func (v Value) Number() Decimal {
	switch {
	case v.d == nil:
		return Decimal{}
	case v.IsDate():
		return decimal(int64(v.d.date.First().day()), 0)
	}
	return middle(v.d.ends)
}

// Ends are the two numbers of a range; of any other value the same number twice.
func (v Value) Ends() (low, high Decimal) {
	if v.d == nil || v.IsDate() {
		return v.Number(), v.Number()
	}
	return v.d.ends[0], v.d.ends[1]
}

// LastDigit is the exponent of the last digit that the value says, after "about" and "nearly" the last that
// is not zero: 0 for 27%, 8 for USD 228.3 bn, 10 for "about USD 850 bn". Of a derived value it is that of
// the last digit printed.
func (v Value) LastDigit() int {
	if v.d == nil || v.IsDate() {
		return 0
	}
	at := max(v.d.shape[0].at, v.d.shape[1].at)
	if q := v.d.qual; (q == About || q == Nearly) && !v.d.derived && !v.d.isRange && v.d.ends[0].Sign() != 0 {
		return max(at, int(v.d.ends[0].reduce().d.Exponent))
	}
	return at
}

// Unit is what the value counts; the zero Unit of a date.
func (v Value) Unit() Unit {
	if v.d == nil {
		return Unit{}
	}
	return v.d.unit
}

// SameUnit says whether two values can share one scale: the same unit, or both dates.
func (v Value) SameUnit(w Value) bool {
	return v.IsZero() == w.IsZero() && v.IsDate() == w.IsDate() && v.Unit().Equal(w.Unit())
}

// Compare orders by number (a range by its middle), dates by their first day and then the less precise
// first. It looks at neither unit nor qualifier, and puts the zero Value first.
func (v Value) Compare(w Value) int {
	switch {
	case v.d == nil || w.d == nil:
		return cmp.Compare(b2i(v.d != nil), b2i(w.d != nil))
	case v.IsDate() && w.IsDate():
		return v.d.date.Compare(w.d.date)
	}
	x, y := v.Number(), w.Number()
	return x.Cmp(y)
}

// Equal says whether two values have the same numbers, unit, qualifier and interval, and print alike.
func (v Value) Equal(w Value) bool {
	if v.d == nil || w.d == nil || v.IsDate() || w.IsDate() {
		return (v.d == nil) == (w.d == nil) && v.Date() == w.Date()
	}
	a, b := v.d, w.d
	return a.unit.Equal(b.unit) && a.qual == b.qual && a.isRange == b.isRange && a.derived == b.derived && a.shape == b.shape &&
		a.ends[0].Cmp(b.ends[0]) == 0 && a.ends[1].Cmp(b.ends[1]) == 0 && a.lo.equal(b.lo) && a.hi.equal(b.hi)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// middle of two numbers; exact, since half of a decimal is a decimal.
func middle(p [2]Decimal) Decimal {
	if p[0].Cmp(p[1]) == 0 {
		return p[0]
	}
	return p[0].Add(p[1]).Mul(decimal(5, -1))
}
