package value

import (
	"strings"
)

// The rules by which a claim C is held against a fact F, in this order, and why:
//
//  1. The same number and qualifier agree, however many zeros either writes: 13 and 13.0 are one number.
//  2. Where no number can be both, they differ; two rounded values that only touch do too. So do values of other units, which nothing could be both of.
//  3. A derived F is only as fine as its inputs. A C whose interval is less than half as wide says more than
//     those inputs can know, even if it lies within what they allow.
//  4. What is left can be true together, and agrees within rounding.
//
// A claim stands for its number give or take half a unit of its last digit, since nobody knows whether a
// source rounded; Judge reads it so.

// Verdict is what a claim is against its fact.
type Verdict uint8

// The verdicts.
const (
	Agrees   Verdict = iota // the same number and qualifier
	Rounding                // the same, as far as both say
	Precise                 // the claim says more than the fact's inputs allow
	Differs                 // both cannot be true
)

var verdicts = [...]struct{ class, words string }{
	{"agrees", "Agrees"}, {"rounding", "Agrees within rounding"},
	{"precise", "More precise than its inputs allow"}, {"differs", "Differs"},
}

// Class is the verdict as one word: agrees, rounding, precise or differs.
func (x Verdict) Class() string { return verdicts[x].class }

// String is the verdict as readers see it.
func (x Verdict) String() string { return verdicts[x].words }

// Judge sets a claim against the fact v.
func (v Value) Judge(claim Value) Verdict {
	claim = claim.Exact(false)
	switch {
	case v.IsZero() || claim.IsZero() || !v.SameUnit(claim):
		return Differs
	case v.says(claim):
		return Agrees
	case v.Apart(claim), v.touches(claim):
		return Differs
	case v.IsDerived() && claim.Finer(v):
		return Precise
	}
	return Rounding
}

// touches says that two rounded values meet in one point alone: 11.8 and 11.9 share 11.85, which nobody
// rounds both ways.
func (v Value) touches(claim Value) bool {
	if v.IsDate() || !v.Bounded() || !claim.Bounded() || !v.Rounded() || !claim.Rounded() {
		return false
	}
	vlo, vhi := v.Interval()
	clo, chi := claim.Interval()
	return vhi.D.Cmp(clo.D) == 0 || chi.D.Cmp(vlo.D) == 0
}

// says: the same number, or date, and the same qualifier.
func (v Value) says(claim Value) bool {
	if v.IsDate() {
		return v.d.date == claim.d.date
	}
	a, b := v.d, claim.d
	if a.qual != b.qual || a.isRange != b.isRange {
		return false
	}
	for i := range 2 {
		x, y := a.ends[i], b.ends[i]
		if x.Cmp(y) != 0 && x.Round(a.shape[i].at).Cmp(y) != 0 {
			return false
		}
	}
	return true
}

// JudgeWords sets what a source prints against the fact v. What ReadClaim reads is judged as above. Other words with
// digits, or with a quantity in words, are read as an editor's are: one number in them is judged as above, a
// fraction, several numbers or a date must fit the fact by the rules of rounding.go, and then agree within rounding;
// what does not fit, or cannot be read, differs. It is false for words that state no number.
func (v Value) JudgeWords(says string, u *Units) (Verdict, bool) {
	if v.IsZero() {
		return Differs, false
	}
	claim, ok := ReadClaim(says, u)
	if ok && claim.IsDate() && !v.IsDate() { // four digits may be a number
		if number, e := Parse(says, u); e == nil {
			claim = number
		}
	}
	switch {
	case ok:
		return v.Judge(claim), true
	case !strings.ContainsFunc(says, digital) && len(Stated(says, u)) == 0:
		return Differs, false
	case v.IsDate() && strings.Contains(plainly(says), plainly(v.String())) && v.misfit(says, u) == nil:
		return Agrees, true
	case !v.IsDate() && len(says) <= maxWords:
		w := wording{s: says, u: u, plain: v.d.unit.num == nil}
		if all, bad := w.figures(); bad == nil && len(all) == 1 && all[0].d != nil && all[0].move >= 0 {
			return v.Judge(Value{all[0].d}), true
		}
	}
	if v.misfit(says, u) != nil {
		return Differs, true
	}
	return Rounding, true
}

// ReadClaim reads what a source prints as a value: the grammar of the facts file, with the words that
// sources use for its qualifiers and with dates as they are written in text. It is false for words without
// a figure, and for figures that it cannot read.
func ReadClaim(says string, u *Units) (Value, bool) {
	text := strings.TrimSpace(says)
	if d, ok := readDate(text); ok {
		return FromDate(d), true
	}
	lower := strings.ToLower(text)
	for _, w := range otherWords {
		if strings.HasPrefix(lower, w.word+" ") {
			text = w.ours.String() + text[len(w.word):]
			break
		}
	}
	v, err := Parse(text, u)
	return v, err == nil
}

// readDate reads a date as sources print it: 22 May 2026, May 22, 2026, May 2026, 2026 or 2026-05-22.
func readDate(text string) (Date, bool) {
	d, end := dateAt(text, 0)
	if end == 0 || end < len(text) || d.Year == 0 {
		return Date{}, false
	}
	return d, d.Day <= monthDays(d.Year, d.Month)
}
