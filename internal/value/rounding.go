package value

// The rules by which the number that words say is held against a fact, and why:
//
//  1. At the precision of its last digit the words' number is the fact's, rounded to it; after "about" its last digit is
//     the last that is not zero. Then one precision and one qualifier allow one number, and a changed digit never passes.
//  2. After "more than" and "at least" it is the fact's rounded down, and below all that the fact stands for; after
//     "nearly", "less than" and "up to" rounded up, and above. A qualifier that a reader could catch lying does not pass:
//     "more than 13" for exactly 13.
//  3. It is within 5% of the fact: 2 for 2.3 is rounded as rule 1 says, but no longer the same figure.
//  4. It has no digit, zeros after the point among them, that the fact does not have: 27.0% claims more than 27%.
//  5. What the fact says of itself is not dropped. "About" stays about; a bound stays that bound, or becomes one that is
//     true of it by rule 2.
//  6. Of a fraction ("a third") two digits count, since it has none of its own; with a qualifier, rules 2 and 3.

// tolerance is how far, as a part of the fact, words may be from it: 5%.
var tolerance = decimal(5, -2)

// The reasons for which words do not fit; they end up in a hint, after the words.
const (
	whyUnread   = "it cannot be read for certain"
	whyLong     = "it is too long to be read"
	whyUnit     = "it does not count what the fact counts"
	whyNumber   = "it is another number"
	whyFar      = "it is more than 5% away"
	whyFiner    = "it has digits that the fact does not have"
	whyDropped  = "it drops what the fact says of itself"
	whyBound    = "it is not true of all that the fact stands for"
	whyWay      = "it goes the other way"
	whyRange    = "the fact is a range"
	whyNoRange  = "the fact is no such range"
	whyDate     = "it is another date"
	whyDateFine = "it is more exact than the date is known"
	whyNotThere = "it does not stand there"
)

// against says why a number of words does not fit the fact v, "" where it does. Both are of one unit.
func (v Value) against(w *data, q Qualifier) string {
	switch {
	case w.isRange && !v.d.isRange:
		return whyNoRange
	case w.isRange:
		return v.ranged(w, q)
	case v.d.isRange:
		return whyRange
	}
	n, said := v.d.ends[0], w.ends[0]
	at := w.shape[0].at
	if q == About && said.Sign() != 0 {
		at = max(at, int(said.reduce().d.Exponent))
	}
	if q > About && q == v.d.qual && said.Cmp(n) == 0 && !finer(w, v) {
		return ""
	}
	switch {
	case said.Cmp(rounded(n, at, q)) != 0:
		return whyNumber
	case far(n, said):
		return whyFar
	case finer(w, v):
		return whyFiner
	}
	if why := v.keeps(q); why != "" {
		return why
	}
	return v.bounds(said, q)
}

// keeps says why a qualifier does not keep what the fact says of itself.
func (v Value) keeps(q Qualifier) string {
	own := v.d.qual
	switch {
	case q == None && own != None, q == About && own > About, q == Nearly && own > Nearly:
		return whyDropped
	}
	return ""
}

// rounded is n at 10^at as a qualifier wants it: down, up, or to the nearest. "Nearly −4" is nearer to zero than −4.
func rounded(n Decimal, at int, q Qualifier) Decimal {
	switch {
	case q == Nearly && n.Sign() < 0:
		return n.Floor(at)
	case q == Nearly, q == UpTo, q == LessThan:
		return n.Ceil(at)
	case q == AtLeast, q == MoreThan:
		return n.Floor(at)
	}
	return n.Round(at)
}

// bounds says why a qualifier is not true of all that the fact stands for.
func (v Value) bounds(said Decimal, q Qualifier) string {
	lo, hi := v.Interval()
	up := q == UpTo || q == LessThan || q == Nearly && said.Sign() >= 0
	down := q == AtLeast || q == MoreThan || q == Nearly && said.Sign() < 0
	point := Bound{D: said}
	switch {
	case up && (hi.Infinite || !below(hi, point)), down && (lo.Infinite || !below(point, lo)):
		return whyBound
	}
	return ""
}

// far says that two numbers are more than 5% of the first apart.
func far(n, said Decimal) bool { return said.Sub(n).Abs().Cmp(n.Abs().Mul(tolerance)) > 0 }

// finer says that words have digits that the fact has not. Zeros before the point are none: 13,000 million is 13 bn.
func finer(w *data, v Value) bool {
	for i, x := range w.ends {
		if s := w.shape[i]; s.places > 0 && s.at < v.lastOf(i) || s.places == 0 && x.Sign() != 0 && int(x.reduce().d.Exponent) < v.lastOf(i) {
			return true
		}
	}
	return false
}

// lastOf is the last digit of one end of a value.
func (v Value) lastOf(i int) int {
	if !v.d.isRange {
		return v.LastDigit()
	}
	return v.d.shape[i].at
}

// ranged says why a range of words does not fit the range v.
func (v Value) ranged(w *data, q Qualifier) string {
	if q != v.d.qual && (q > About || v.d.qual != None) {
		return whyDropped
	}
	for i, n := range v.d.ends {
		switch {
		case w.ends[i].Cmp(n.Round(w.shape[i].at)) != 0:
			return whyNumber
		case far(n, w.ends[i]):
			return whyFar
		}
	}
	if finer(w, v) {
		return whyFiner
	}
	return ""
}

// parted says why a fraction does not fit the fact v.
func (v Value) parted(f partOf, q Qualifier, exactly bool) string {
	n, said := v.d.ends[0], decimal(f.part, 0)
	unit := v.d.unit
	switch {
	case unit.den != nil, unit.num != nil && unit.num.sort != percent && unit.num.sort != times:
		return whyUnit
	case v.d.isRange:
		return whyRange
	case unit.num != nil && unit.num.sort == percent:
		said = said.shift(2)
	}
	said, _ = said.quo(decimal(f.over, 0))
	if why := v.keeps(q); why != "" {
		return why
	}
	if at := said.leading() - 1; exactly && n.Cmp(said) != 0 || q == None && n.Round(at).Cmp(said.Round(at)) != 0 {
		return whyNumber
	}
	if far(n, said) {
		return whyFar
	}
	return v.bounds(said, q)
}
