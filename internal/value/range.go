package value

// into makes a literal the number i of a value.
func (l *literal) into(d *data, i int) *Error {
	if l.den != nil && l.currency == nil && l.unit == nil {
		return fail(codeValue, l.start, l.end, "a quotient needs a currency or a unit for its number too", "as in EUR 12.5 / m2")
	}
	d.unit = Unit{num: l.currency, den: l.den}
	if l.unit != nil {
		d.unit.num = l.unit
	}
	d.ends[i] = l.number.shift(l.scale)
	d.shape[i] = shape{scale: l.scale, places: l.places, at: l.scale - l.places}
	return nil
}

// alone makes a literal the only number of a value, whose qualifier and bounds come later.
func (l *literal) alone() (d *data, ok bool) {
	d = &data{}
	ok = l.into(d, 0) == nil
	d.ends[1], d.shape[1] = d.ends[0], d.shape[0]
	return d, ok
}

// join makes two literals the ends of a range: each gives the other what it lacks.
func (r *reader) join(d *data, a, b *literal) *Error {
	oneCurrency := (a.currency == nil) != (b.currency == nil) || a.currency == nil
	if a.scale == 0 && b.scale > 0 && a.unit == nil && a.den == nil && oneCurrency {
		scaled := a.number.shift(b.scale)
		if scaled.Cmp(b.number.shift(b.scale)) > 0 {
			return fail(codeValue, a.start, b.end, "it is not clear which numbers "+quote(r.s[b.scaleStart:b.end])+" belongs to", "write the scale at both ends of the range")
		}
		a.scale = b.scale
	}
	share(&a.currency, &b.currency, a.unit, b.unit)
	share(&a.unit, &b.unit, a.currency, b.currency)
	share(&a.den, &b.den, nil, nil)
	if e := a.into(d, 0); e != nil {
		return e
	}
	first := d.unit
	if e := b.into(d, 1); e != nil {
		return e
	}
	if !first.Equal(d.unit) {
		return fail(codeClash, a.start, b.end, "the ends of a range differ in unit: "+first.words()+" and "+d.unit.words(), "")
	}
	if c := d.ends[0].Cmp(d.ends[1]); c >= 0 {
		hint := "write " + quote(r.s[b.start:b.end]+" to "+r.s[a.start:a.end])
		message := "a range goes from the lower number to the higher"
		if c == 0 {
			hint, message = "", "both ends of the range are the same"
		}
		return fail(codeValue, a.start, b.end, message, hint)
	}
	d.isRange = true
	return nil
}

// share gives the end that has neither of two kinds of unit what the other end has.
func share(a, b **base, otherA, otherB *base) {
	switch {
	case *a == nil && otherA == nil:
		*a = *b
	case *b == nil && otherB == nil:
		*b = *a
	}
}
