package value

const (
	maxExactDigits = 15 // a computed value that is exact prints in full up to here
	cutDigits      = 3  // and one that no decimal can say, with at least so many
)

// As is the value shown otherwise: as percent or multiple (of a ratio, a share or a bare number), as number (the
// same without a unit), "" to keep the unit; and with so many decimals in the scale that it prints in, or for -1
// as many digits as its least exact input. An unknown kind and a unit that is no ratio are unit-mismatch. It is
// meant for derived values; a value that was read is taken as it would be by a sum.
func (v Value) As(kind string, places int) (Value, *Error) {
	if v.d == nil || kind == "" && places < 0 {
		return v, nil
	}
	if v.IsDate() {
		return Value{}, fail(codeClash, 0, 0, "a date cannot be shown as a number", "")
	}
	t, s := termOf(v, false)
	if s != nil {
		return Value{}, fail(s.code, 0, 0, s.message, s.hint)
	}
	if kind != "" {
		if len(t.dims) > 0 || t.sort == points {
			return Value{}, fail(codeClash, 0, 0, quote(v.String())+" is in "+v.d.unit.words()+" and cannot be shown as "+kind, "only a ratio can be: a value divided by one of the same unit")
		}
		switch kind {
		case "percent":
			t.sort = percent
		case "multiple":
			t.sort = times
		case "number":
			t.sort = plain
		default:
			return Value{}, fail(codeClash, 0, 0, quote(kind)+" is not a way to show a value", "write percent, multiple or number")
		}
		t.scale = 0
	}
	w, s := t.value()
	if s != nil {
		return Value{}, fail(s.code, 0, 0, s.message, s.hint)
	}
	if places >= 0 {
		w.d.present(min(places, maxDigits))
	}
	return w, nil
}

// present decides how a computed value prints: rounded where its digits stop meaning something, or to that
// many places if not negative, in the largest scale of its inputs that leaves a digit before the point.
func (d *data) present(places int) {
	if places >= 0 {
		scale := d.scaleFor(func(scale int) int { return scale - places })
		d.setShape(shape{scale: scale, places: places, at: scale - places})
		return
	}
	for at := d.lastPrinted(); ; at-- {
		scale := d.scaleFor(func(int) int { return at })
		s := shape{scale: scale, places: d.decimals(scale, at), at: at}
		if d.last == exact {
			s.at = scale - s.places // where all digits are known, none of a whole number is rounded away
		}
		if d.setShape(s); d.last == exact || d.honest() {
			return
		}
	}
}

func (d *data) setShape(s shape) { d.shape = [2]shape{s, s} }

// scaleFor is the largest scale of the inputs that leaves a digit before the point, where at says to which
// digit the number is rounded in a scale.
func (d *data) scaleFor(at func(scale int) int) int {
	largest := greater(d.ends[0].Abs(), d.ends[1].Abs())
	for scale := d.scale; scale > 0; scale -= 3 {
		if x := largest.Round(at(scale)); x.Sign() != 0 && x.leading() >= scale {
			return scale
		}
	}
	return 0
}

// honest says that what "about" and the rounded number stand for, by our own table, holds the number itself:
// "about 20" (19 to 21) is no way to print 15, nor "about 100" (95 to 105) to print 135. Nor does a number print
// that its own inputs do not allow: "about 24" for what lies between 24.2 and 24.4.
func (d *data) honest() bool {
	for i, x := range d.ends {
		s := d.shape[i]
		r := x.Round(s.at)
		if x.Sub(r).Abs().Cmp(slack(r, s.scale-s.places)) > 0 {
			return false
		}
		point := Bound{D: r}
		if i == 0 && below(point, d.lo) || i == 1 && below(d.hi, point) || !d.isRange && (below(point, d.lo) || below(d.hi, point)) {
			return false
		}
	}
	return true
}

// decimals is how many places show the number rounded at 10^at: for an exact one no more than it needs.
func (d *data) decimals(scale, at int) int {
	if d.last == exact && !d.cut {
		finest := at
		for i, x := range d.ends {
			if e := int(x.Round(at).reduce().d.Exponent); i == 0 || e < finest {
				finest = e
			}
		}
		at = finest
	}
	return max(0, scale-at)
}

// lastPrinted is the exponent of the last digit that is printed.
func (d *data) lastPrinted() int {
	if d.last != exact {
		return d.last
	}
	if !d.cut {
		at, short := 0, true
		for _, x := range d.ends {
			x = x.reduce()
			at = min(at, int(x.d.Exponent))
			short = short && x.leading()-int(x.d.Exponent) < maxExactDigits
		}
		if short {
			return at
		}
	}
	at := middle(d.ends).leading() - cutDigits + 1
	if d.written != exact {
		at = min(at, d.written)
	}
	return at
}
