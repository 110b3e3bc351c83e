package value

import (
	"unicode"
	"unicode/utf8"
)

// Form is a way to print a value.
type Form uint8

// The forms, with what they print of "about USD 852 bn".
const (
	Short        Form = iota // about $852bn
	Long                     // about $852 billion; units in full: "2 gigawatts"
	Abs                      // as Short without the minus: "about 4%" of about -4%
	Low                      // the lower end, $851.5bn; of a written range its first number
	High                     // the upper end, $852.5bn
	IntervalForm             // $851.5bn to $852.5bn; of a written range the range itself
	Bare                     // $852bn
	Month                    // April 2026, of a date only
	Year                     // 2026, of a date only
)

// String is the Short form; of a date "28 October 2025"; "" of the zero Value.
func (v Value) String() string {
	s, _ := v.Format(Short)
	return s
}

// Format prints a value; false where the form makes no sense for it: a month of a number or of a year, the
// interval of an exact value, a bound that is not there, "up to −5%" without its sign. Low, High and
// IntervalForm of a computed value show one digit more than the value does.
func (v Value) Format(f Form) (string, bool) {
	switch {
	case v.d == nil:
		return "", false
	case v.IsDate():
		return v.d.date.format(f)
	}
	d := v.d
	var room [48]byte
	b := room[:0]
	switch f {
	case Short, Long:
		b = d.appendQualifier(b)
		b = d.appendNumbers(b, d.ends, d.shape, f == Long)
	case Bare:
		b = d.appendNumbers(b, d.ends, d.shape, false)
	case Abs:
		return d.abs()
	case Low, High, IntervalForm:
		return d.interval(f)
	default:
		return "", false
	}
	return string(b), true
}

func (d Date) format(f Form) (string, bool) {
	switch {
	case f == Short || f == Long || f == Bare:
		return d.String(), true
	case f == Month && d.Month != 0:
		return Date{d.Year, d.Month, 0}.String(), true
	case f == Year:
		return Date{Year: d.Year}.String(), true
	}
	return "", false
}

func (d *data) appendQualifier(b []byte) []byte {
	if d.qual == None {
		return b
	}
	b = append(b, d.qual.String()...)
	return append(b, ' ')
}

// abs prints without the minus. A range turns around; one that has zero inside, and a negative bound, have
// no such form.
func (d *data) abs() (string, bool) {
	ends, shapes := d.ends, d.shape
	switch {
	case ends[0].Sign() >= 0:
	case d.qual > Nearly || ends[1].Sign() > 0:
		return "", false
	default:
		ends = [2]Decimal{ends[1].Neg(), ends[0].Neg()}
		shapes = [2]shape{shapes[1], shapes[0]}
	}
	return string(d.appendNumbers(d.appendQualifier(nil), ends, shapes, false)), true
}

// interval prints the bounds.
func (d *data) interval(f Form) (string, bool) {
	if d.isRange && !d.derived {
		switch f {
		case Low:
			return string(d.appendNumber(nil, d.ends[0], d.shape[0], false)), true
		case High:
			return string(d.appendNumber(nil, d.ends[1], d.shape[1], false)), true
		}
		return string(d.appendNumbers(nil, d.ends, d.shape, false)), true
	}
	lo, hi := d.lo, d.hi
	if !lo.Infinite && !hi.Infinite && lo.D.Cmp(hi.D) == 0 || f == Low && lo.Infinite || f == High && hi.Infinite ||
		f == IntervalForm && (lo.Infinite || hi.Infinite) {
		return "", false
	}
	s := d.boundShape()
	switch f {
	case Low:
		return string(d.appendNumber(nil, lo.D, s, false)), true
	case High:
		return string(d.appendNumber(nil, hi.D, s, false)), true
	}
	wide := *d
	wide.isRange = true
	return string(wide.appendNumbers(nil, [2]Decimal{lo.D, hi.D}, [2]shape{s, s}, false)), true
}

// boundShape is how both bounds print: exactly where the value was read; one digit finer than the number,
// or as much finer as keeps them apart, where it was computed; no more decimals than one of them needs.
func (d *data) boundShape() shape {
	s := d.shape[0]
	at := exact
	if d.derived {
		at = s.at - 1
		for d.lo.D.Round(at).Cmp(d.hi.D.Round(at)) == 0 {
			at--
		}
	}
	s.places = 0
	for _, b := range [2]Bound{d.lo, d.hi} {
		if !b.Infinite {
			x := b.D
			if at != exact {
				x = x.Round(at)
			}
			s.places = max(s.places, s.scale-int(x.reduce().d.Exponent))
		}
	}
	s.at = max(at, s.scale-s.places)
	return s
}

// appendNumbers prints the number, or both ends of a range: a word for the unit stands once, where both have
// the same scale.
func (d *data) appendNumbers(b []byte, ends [2]Decimal, shapes [2]shape, long bool) []byte {
	if !d.isRange {
		return d.appendNumber(b, ends[0], shapes[0], long)
	}
	once := *d
	if n := d.unit.num; shapes[0].scale == shapes[1].scale {
		if once.unit.den = nil; n != nil && n.follow == "" && n.sort != money {
			once.unit.num = nil
		}
	}
	b = once.appendNumber(b, ends[0], shapes[0], long)
	b = append(b, " to "...)
	return d.appendNumber(b, ends[1], shapes[1], long)
}

// appendNumber prints one number with its sign, currency, scale and unit.
func (d *data) appendNumber(b []byte, x Decimal, s shape, long bool) []byte {
	x = x.Round(s.at).shift(-s.scale)
	if x.Sign() < 0 {
		b = append(b, minus...)
	}
	n, group := d.unit.num, 5
	if n != nil && n.sort == money {
		group = 4
		if n.short != "" {
			b = append(b, n.short...)
		} else {
			b = append(append(b, n.code...), nbsp...)
		}
	}
	start := len(b)
	b = appendPlain(b, x, s.places, group)
	single := s.scale == 0 && len(b) == start+1 && b[start] == '1'
	b = appendScale(b, s.scale, long)
	if n != nil && n.sort != money {
		if n.follow != "" {
			b = append(b, n.follow...)
		} else {
			b = append(append(b, nbsp...), n.name(long, single)...)
		}
	}
	if d.unit.den != nil {
		b = append(b, " per"+nbsp...)
		b = append(b, d.unit.den.name(long, true)...)
	}
	return b
}

func appendScale(b []byte, scale int, long bool) []byte {
	short, full := "", ""
	switch scale {
	case 0:
		return b
	case 3:
		short, full = "k", "thousand"
	case 6:
		short, full = "m", "million"
	case 9:
		short, full = "bn", "billion"
	case 12:
		short, full = "tn", "trillion"
	}
	if long {
		return append(append(b, nbsp...), full...)
	}
	return append(b, short...)
}

// name is the unit as it stands after a number, or under a quotient.
func (b *base) name(long, single bool) string {
	switch {
	case b.sort == money:
		return b.code
	case b.short != "" && !long:
		return b.short
	case single:
		return b.one
	}
	return b.many
}

// UnitName is the unit as the subtitle of a chart: "Per cent", "Billions of US dollars", "Times",
// "Gigawatts", "Euros per square metre"; "Number" without a unit, "Date" of a date.
func (v Value) UnitName() string {
	if v.d == nil {
		return ""
	}
	if v.IsDate() {
		return "Date"
	}
	u := v.d.unit
	name := u.words()
	if u.num == nil {
		name = ""
	} else if u.num.sort == points {
		name = "percentage points"
	}
	if many := map[int]string{3: "thousands", 6: "millions", 9: "billions", 12: "trillions"}[v.d.shape[0].scale]; many != "" {
		if name != "" {
			many += " of "
		}
		name = many + name
	}
	if name == "" {
		name = "number"
	}
	c, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(c)) + name[n:]
}
