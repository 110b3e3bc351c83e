package value

// Bound is one end of an interval. Of an Infinite bound D means nothing; an Open one does not belong to
// the interval.
type Bound struct {
	D              Decimal
	Open, Infinite bool
}

func (b Bound) equal(c Bound) bool {
	return b.Open == c.Open && b.Infinite == c.Infinite && (b.Infinite || b.D.Cmp(c.D) == 0)
}

// reading says what a plain number, or a range, stands for.
type reading uint8

const (
	asWritten   reading = iota // exact without k m bn tn, else rounded: as a fact means it
	readExact                  // the number itself
	readRounded                // ± half a unit of the last digit written: as a claim means it
)

// Exact is the value read as exact (true: the number itself) or as rounded (false: give or take half a unit
// of the last digit written), whatever its scale: the fact key `exact`, and for false the way claims are
// read. It changes plain values and plain ranges only: a qualifier says what it says, and dates and derived
// values are what they are.
func (v Value) Exact(yes bool) Value {
	if v.d == nil || v.IsDate() || v.d.derived || v.d.qual != None {
		return v
	}
	d := *v.d
	d.reading = readRounded
	if yes {
		d.reading = readExact
	}
	d.bound()
	return Value{&d}
}

// Interval is what the value stands for, in its unit; lo is never above hi. Of a date it is the first and
// the last day, counted from 1970-01-01.
func (v Value) Interval() (lo, hi Bound) {
	switch {
	case v.d == nil:
		return Bound{}, Bound{}
	case v.IsDate():
		first, last := v.d.date.First().day(), v.d.date.Last().day()
		return Bound{D: decimal(int64(first), 0)}, Bound{D: decimal(int64(last), 0)}
	}
	return v.d.lo, v.d.hi
}

// Rounded says that the value stands for more than one number (or day).
func (v Value) Rounded() bool {
	lo, hi := v.Interval()
	return lo.Infinite || hi.Infinite || lo.D.Cmp(hi.D) != 0
}

// Bounded says that the value has both a lower and an upper bound, so that sums can use it.
func (v Value) Bounded() bool {
	lo, hi := v.Interval()
	return !lo.Infinite && !hi.Infinite
}

// Apart says that no number (or day) can be both v and w. Their units are not looked at.
func (v Value) Apart(w Value) bool {
	vlo, vhi := v.Interval()
	wlo, whi := w.Interval()
	return below(vhi, wlo) || below(whi, vlo)
}

// below says that an interval that ends at hi lies wholly below one that begins at lo.
func below(hi, lo Bound) bool {
	if hi.Infinite || lo.Infinite {
		return false
	}
	c := hi.D.Cmp(lo.D)
	return c < 0 || c == 0 && (hi.Open || lo.Open)
}

// Finer says that v's interval is less than half as wide as w's: that v says more than w can. An interval
// without a bound is wider than any other.
func (v Value) Finer(w Value) bool {
	if !v.Bounded() {
		return false
	}
	if !w.Bounded() {
		return true
	}
	vlo, vhi := v.Interval()
	wlo, whi := w.Interval()
	width := vhi.D.Sub(vlo.D)
	return width.Add(width).Cmp(whi.D.Sub(wlo.D)) < 0
}

// bound works out the interval of a value that was read, and how many of its digits mean something.
func (d *data) bound() {
	a, b := d.ends[0], d.ends[1]
	d.last = exact
	switch d.qual {
	case UpTo, LessThan:
		d.lo, d.hi = Bound{Infinite: true}, Bound{D: b, Open: d.qual == LessThan}
	case AtLeast, MoreThan:
		d.lo, d.hi = Bound{D: a, Open: d.qual == MoreThan}, Bound{Infinite: true}
	case Nearly:
		h := slack(a, d.shape[0].at)
		twice := h.Add(h)
		d.last = twice.leading()
		d.lo, d.hi = Bound{D: a.Sub(twice)}, Bound{D: a}
		if a.Sign() < 0 {
			d.lo, d.hi = Bound{D: a}, Bound{D: a.Add(twice)}
		}
	default:
		ha, hb := d.half(0), d.half(1)
		d.lo, d.hi = Bound{D: a.Sub(ha)}, Bound{D: b.Add(hb)}
		for _, h := range [2]Decimal{ha, hb} {
			if h.Sign() != 0 {
				d.last = max(d.last, h.Add(h).leading())
			}
		}
	}
}

// half is how far a number reaches to each side.
func (d *data) half(i int) Decimal {
	s := d.shape[i]
	switch {
	case d.qual == About:
		return slack(d.ends[i], s.at)
	case d.reading == readRounded, d.reading == asWritten && s.scale > 0:
		return decimal(5, s.at-1)
	}
	return Decimal{}
}

// slack is h of the design's table: half a unit of the last digit that is not zero, at most 5% of the
// number, at least half a unit of the last digit written, which stands at 10^at.
func slack(x Decimal, at int) Decimal {
	least := decimal(5, at-1)
	if x.Sign() == 0 {
		return least
	}
	x = x.Abs()
	h := decimal(5, int(x.reduce().d.Exponent)-1)
	return greater(least, lesser(h, x.Mul(decimal(5, -2))))
}
