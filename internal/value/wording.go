package value

import (
	"strings"
	"unicode"
)

// Words that lead to a fact are an editor's own, and must say what the fact says. How they are read, and why:
//
//   - Every number in them is read in the fact's own kind and unit, and each must fit by the rules of rounding.go. A number
//     that is about something else has no place in the link, since readers would take the fact to vouch for it.
//   - A number needs its unit, or its currency, where the fact has one: 27, 27% and $27 are three figures, and a reader of the
//     link alone could not tell which is meant. One end of a range may lend the other its own.
//   - The facet that the link asks for decides what the words are held against: what <fact:x?as=low> would print for
//     [words](fact:x?as=low). The form that it prints always passes; so do the long form and the printed interval.
//   - Words that say that something fell need a negative fact, and say its size; without such words a negative fact needs its sign.
//   - The words of a date may be coarser than the date, never finer, and never another.
//   - What could be a part of a figure and was not taken for one is refused: digits of other scripts, half-read numbers,
//     unseen characters, a sign that stands alone. Nothing passes unread.
//   - Words without a number bind only: they say nothing that could be wrong here.

// Misfit says which part of an editor's words, from byte Start to End, does not say what its fact says.
type Misfit struct {
	Stretch
	Why string // "it drops what the fact says of itself"; "" where it is simply another number or date
	Say string // what would fit in its place; "" where that takes more than one edit
}

// Fits holds an editor's words against what a form of the value prints: nil where they fit, or where the value has no
// such form. U are the units of the site.
func (v Value) Fits(words string, as Form, u *Units) *Misfit {
	m := v.fits(words, as, u)
	if m != nil {
		m.Say = v.instead(words, m.Stretch, as, u)
		if m.Why == whyNumber || m.Why == whyDate {
			m.Why = ""
		}
	}
	return m
}

func (v Value) fits(words string, as Form, u *Units) *Misfit {
	shown, ok := v.facet(as, u)
	if !ok || v.prints(words, as) {
		return nil
	}
	m := shown.misfit(words, u)
	if m != nil && as == Abs && v.misfit(words, u) == nil {
		return nil // "fell by 4%" says the size, and the way besides
	}
	return m
}

// facet is what a form prints, as a value of its own.
func (v Value) facet(as Form, u *Units) (Value, bool) {
	printed, ok := v.Format(as)
	switch {
	case !ok:
		return Value{}, false
	case v.IsDate():
		d := v.Date()
		if as == Month || as == Year {
			d.Day = 0
		}
		if as == Year {
			d.Month = 0
		}
		return FromDate(d), true
	case as == Short || as == Long || as == Bare:
		return v, true
	}
	w, e := Parse(printed, u)
	return w, e == nil
}

// prints says that words are one of the printed forms of what a form prints.
func (v Value) prints(words string, as Form) bool {
	forms := []Form{as}
	if as == Short {
		forms = []Form{Short, Long, IntervalForm}
	}
	for _, f := range forms {
		if s, ok := v.Format(f); ok && (s == words || plainly(s) == plainly(words)) {
			return true
		}
	}
	return false
}

// plainly is a text with ordinary spaces, one between two words.
func plainly(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return unicode.IsSpace(c) && c != ' ' }) < 0 && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// maxWords is how many bytes of words are read; reading goes back and forth, and no link has so many.
const maxWords = 2000

// misfit is the first part of the words that does not say v.
func (v Value) misfit(words string, u *Units) *Misfit {
	if len(words) > maxWords {
		if !strings.ContainsFunc(words, stray) && !strings.ContainsFunc(words, digital) && len(Stated(words, u)) == 0 {
			return nil
		}
		return &Misfit{Stretch: Stretch{0, len(words)}, Why: whyLong}
	}
	if v.IsDate() {
		return v.d.date.misfit(words, u)
	}
	w := wording{s: words, u: u, plain: v.d.unit.num == nil}
	figures, bad := w.figures()
	for _, f := range figures {
		if why := v.said(f, u); why != "" {
			return &Misfit{Stretch: f.Stretch, Why: why}
		}
	}
	if bad == nil {
		return nil
	}
	return &Misfit{Stretch: *bad, Why: whyUnread}
}

// said says why a figure does not fit v, "" where it does.
func (v Value) said(f figure, u *Units) string {
	if f.exactly && v.Rounded() {
		return whyDropped
	}
	if f.d != nil && !f.d.unit.Equal(v.d.unit) {
		return whyUnit
	}
	_, hi := v.Interval()
	switch {
	case f.move < 0 && (hi.Infinite || hi.D.Sign() >= 0), f.move > 0 && v.Number().Sign() <= 0:
		return whyWay
	case f.move < 0:
		size, ok := v.facet(Abs, u)
		if !ok {
			return whyWay
		}
		v = size
	}
	if f.d == nil {
		return v.parted(f.part, f.qual, f.exactly)
	}
	if f.d.isRange && !v.d.isRange {
		if ends, ok := v.facet(IntervalForm, u); ok {
			return ends.ranged(f.d, f.qual)
		}
	}
	return v.against(f.d, f.qual)
}

// instead is what would fit in place of a part of the words: what the link would print, in the length of the
// words, without its sign where they say that it fell. Where the rest of the words still does not fit there is none.
func (v Value) instead(words string, part Stretch, as Form, u *Units) string {
	forms := []Form{as, Abs}
	if as == Short && strings.Contains(words[part.Start:part.End], "illion") {
		forms = []Form{Long, Abs}
	}
	for _, f := range forms {
		say, ok := v.Format(f)
		if before := lastWord(words, part.Start); (before == "a" || before == "an") && ok && isLetter(say[0]) {
			continue // "a about 27% stake"
		}
		if ok && v.fits(words[:part.Start]+say+words[part.End:], as, u) == nil {
			return say
		}
	}
	return ""
}
