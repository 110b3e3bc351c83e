package value

import "fmt"

func (t term) negate() (term, *slip) {
	if t.date.Year != 0 {
		return t, clash("a date has no sign", "")
	}
	t.ends = [2]Decimal{t.ends[1].Neg(), t.ends[0].Neg()}
	t.iv = [2]Decimal{t.iv[1].Neg(), t.iv[0].Neg()}
	return t, nil
}

// add is t + w: like and like; per cent and points make per cent, a ratio takes a bare number.
func (t term) add(w term) (term, *slip) {
	if t.date.Year != 0 || w.date.Year != 0 {
		return t, clash("dates cannot be added: "+t.words()+" + "+w.words(), "a date minus a date is a number of days")
	}
	sort, ok := t.sumSort(w)
	if !ok {
		return t, clash(t.words()+" and "+w.words()+" cannot be added", t.sumHint(w))
	}
	return t.joined(w, sort), nil
}

// subtract is t − w. The difference of two per cents is in points, of two days in days.
func (t term) subtract(w term) (term, *slip) {
	if t.date.Year != 0 && w.date.Year != 0 {
		return days(t.date, w.date)
	}
	sort, ok := t.sumSort(w)
	if t.date.Year != 0 || w.date.Year != 0 || !ok {
		return t, clash(w.words()+" cannot be subtracted from "+t.words(), t.sumHint(w))
	}
	if t.sort == percent && w.sort == percent {
		sort = points
	}
	minus, _ := w.negate()
	return t.joined(minus, sort), nil
}

func (t term) sumHint(w term) string {
	switch {
	case t.date.Year != 0 || w.date.Year != 0:
		return "only a date can be subtracted from a date"
	case (t.sort == plain && len(t.dims) == 0) != (w.sort == plain && len(w.dims) == 0):
		return "a constant has no unit; make a fact of it that has one"
	}
	return "like joins like in + and -"
}

// sumSort says what t + w is, and whether it is anything.
func (t term) sumSort(w term) (sort, bool) {
	if !t.sameDims(w) {
		return plain, false
	}
	a, b := t.sort, w.sort
	switch {
	case a == b:
		return a, true
	case a == percent && b == points, a == points && b == percent:
		return percent, true
	case len(t.dims) == 0 && (a == times && b == plain || a == plain && b == times):
		return times, true
	}
	return plain, false
}

func (t term) joined(w term, sort sort) term {
	for i := range 2 {
		t.ends[i], t.iv[i] = t.ends[i].Add(w.ends[i]), t.iv[i].Add(w.iv[i])
	}
	t.sort = sort
	t.last, t.written = max(t.last, w.last), max(t.written, w.written)
	t.also(w)
	return t
}

// also takes over what holds for a result as soon as it holds for one operand.
func (t *term) also(w term) {
	t.scale = max(t.scale, w.scale)
	t.rounded = t.rounded || w.rounded
	t.cut = t.cut || w.cut
}

func days(d, e Date) (term, *slip) {
	n, ok := d.Sub(e)
	if !ok {
		vague := d
		if d.Day != 0 {
			vague = e
		}
		return term{}, clash(fmt.Sprintf("days can be counted only between two full dates, and %s is a %s", vague.ISO(), vague.Precision()), "give the day, or leave the sum out")
	}
	x := decimal(int64(n), 0)
	return term{dims: []dim{{unitDays, 1}}, ends: [2]Decimal{x, x}, iv: [2]Decimal{x, x}, last: exact, written: exact}, nil
}

// times is t × w. A share of a thing is so much of the thing; a share of a share is a share.
func (t term) times(w term) (term, *slip) {
	if t.date.Year != 0 || w.date.Year != 0 {
		return t, clash("dates cannot be multiplied", "")
	}
	r := t
	r.dims = join(t.dims, w.dims, 1)
	switch {
	case t.sort == points || w.sort == points:
		other := w
		if w.sort == points {
			other = t
		}
		if other.sort == percent || other.sort == points || len(other.dims) > 0 {
			return t, clash(t.words()+" and "+w.words()+" cannot be multiplied", "a difference in points is no share of anything")
		}
		r.sort = points
	case t.sort == percent || w.sort == percent:
		r.sort = percent
	case t.sort == times || w.sort == times, len(r.dims) == 0 && len(t.dims) > 0:
		r.sort = times
	}
	r.settle()
	r.combine(t, w, product(t.ends, w.ends), product(t.iv, w.iv))
	return r, nil
}

// over is t ÷ w. Like by like is a ratio.
func (t term) over(w term) (term, *slip) {
	if t.date.Year != 0 || w.date.Year != 0 {
		return t, clash("dates cannot be divided", "")
	}
	if w.iv[0].Sign() <= 0 && w.iv[1].Sign() >= 0 {
		message := "this divides by zero"
		if w.rounded {
			message = "this may divide by zero: the divisor's interval has zero in it"
		}
		return t, &slip{codeZero, message, ""}
	}
	r := t
	r.dims = join(t.dims, w.dims, -1)
	switch {
	case t.sort == points && w.sort != points && (w.sort == percent || len(w.dims) > 0), t.sort != points && w.sort == points:
		return t, clash(t.words()+" cannot be divided by "+w.words(), "")
	case t.sort == w.sort:
		r.sort = plain
		if len(r.dims) == 0 && (t.sort != plain || len(t.dims) > 0) {
			r.sort = times
		}
	}
	r.settle()
	ends, sharp := quotient(t.ends, w.ends)
	iv, _ := quotient(t.iv, w.iv)
	r.combine(t, w, ends, iv)
	r.cut = r.cut || !sharp
	return r, nil
}

// settle decides what a share, or a ratio, is once the units are known: of a thing, it is the thing.
func (t *term) settle() {
	for _, d := range t.dims {
		if d.power > 0 {
			t.sort = plain
		}
	}
	if t.sort != plain {
		t.scale = 0
	}
}

// combine fills in the numbers of a product or quotient.
func (t *term) combine(a, b term, ends, iv [2]Decimal) {
	t.ends, t.iv = ends, iv
	t.also(b)
	if t.sort != plain {
		t.scale = 0
	}
	x, y, z := a.number(), b.number(), t.number()
	t.last = digits(x, a.last, y, b.last, z)
	t.written = digits(x, a.written, y, b.written, z)
}

// digits is the exponent of the last digit of z that means something, where z is the product or quotient of x
// and y, whose last digits stand at a and b: z has as many digits as the one with fewer.
func digits(x Decimal, a int, y Decimal, b int, z Decimal) int {
	fewest := exact
	for _, op := range [2]struct {
		x  Decimal
		at int
	}{{x, a}, {y, b}} {
		if op.at == exact {
			continue
		}
		n := max(1, op.x.leading()-op.at+1)
		if op.x.Sign() == 0 {
			n = 1
		}
		if fewest == exact || n < fewest {
			fewest = n
		}
	}
	switch {
	case fewest == exact:
		return exact
	case z.Sign() == 0: // nothing has no leading digit, in whatever order it came about
		return 0
	}
	return z.leading() - fewest + 1
}

// product of two intervals.
func product(a, b [2]Decimal) [2]Decimal {
	first := a[0].Mul(b[0])
	p := [2]Decimal{first, first}
	if a[0].Cmp(a[1]) == 0 && b[0].Cmp(b[1]) == 0 {
		return p
	}
	for _, x := range [3]Decimal{a[0].Mul(b[1]), a[1].Mul(b[0]), a[1].Mul(b[1])} {
		p[0], p[1] = lesser(p[0], x), greater(p[1], x)
	}
	return p
}

// quotient of two intervals, the second without zero, and whether no digit was cut.
func quotient(a, b [2]Decimal) ([2]Decimal, bool) {
	first, sharp := a[0].quo(b[0])
	p := [2]Decimal{first, first}
	if a[0].Cmp(a[1]) == 0 && b[0].Cmp(b[1]) == 0 {
		return p, sharp
	}
	for _, o := range [3][2]Decimal{{a[0], b[1]}, {a[1], b[0]}, {a[1], b[1]}} {
		x, s := o[0].quo(o[1])
		sharp = sharp && s
		p[0], p[1] = lesser(p[0], x), greater(p[1], x)
	}
	return p, sharp
}
