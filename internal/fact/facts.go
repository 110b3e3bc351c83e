package fact

import (
	"fmt"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/value"
)

// draft is a fact with what its file says of it, until everything in it is worked out.
type draft struct {
	*Fact
	entry   factEntry
	offset  int      // of the expression in entry.Value
	visited mark     // by derive
	needs   []*draft // the inputs of a derived one
}

// facts reads all facts but the values of derived ones, which need the others.
func (r *reader) facts() {
	var all []*draft
	each(r, func(s *shape) []decode.Entry[factEntry] { return s.Facts.Entries }, func(e decode.Entry[factEntry]) {
		v := e.Value
		f := &Fact{ID: e.Key.S, Place: e.Key.Span(), Label: v.Label, Note: v.Note, Status: v.Status.S}
		d := &draft{Fact: f, entry: v}
		r.kind(d)
		f.Party = r.party(v.Party)
		f.AsOf, _ = r.date(v.AsOf)
		f.ReviewBy, _ = r.date(v.ReviewBy)
		f.ValidUntil, _ = r.date(v.ValidUntil)
		if f.AsOf != (value.Date{}) && f.ValidUntil != (value.Date{}) && after(f.AsOf, f.ValidUntil) {
			r.l.Add("date-invalid", v.ValidUntil.Span(), "the fact ends before it holds", "as_of is "+f.AsOf.ISO())
		}
		if d.offset > 0 {
			f.Claims = r.optional(v.Claims)
			r.computed(d)
		} else {
			f.Claims = r.claims(v.Claims, "the fact", e.Key.Span())
			r.stated(d)
		}
		all = append(all, d)
		if r.register("fact", e.Key, f) {
			r.sheet.Facts = append(r.sheet.Facts, f)
		}
	})
	r.facted = all
	r.replacements()
}

// kind reads the one of value, date and text that a fact holds. It is broken until that has gone well.
func (r *reader) kind(d *draft) {
	d.Broken = true
	var there []decode.Text
	for _, t := range []decode.Text{d.entry.Value, d.entry.Date, d.entry.Text} {
		if t.Set() {
			there = append(there, t)
		}
	}
	switch {
	case len(there) == 0:
		r.l.Add("fact-kind", d.Place, "the fact holds no value, date or text", "give it one of the three")
		return
	case len(there) > 1:
		r.l.Add("fact-kind", there[1].Span(), "the fact holds more than one of value, date and text", "make two facts of it")
		return
	}
	d.Raw = there[0]
	switch {
	case d.entry.Date.Set():
		d.Kind = Date
	case d.entry.Text.Set():
		d.Kind = Prose
	}
	if strings.TrimSpace(d.Raw.S) == "" {
		r.l.Add("yaml-missing", d.Raw.Span(), "the fact's value is empty", "")
		return
	}
	switch d.Kind {
	case Date:
		if day, ok := r.date(d.Raw); ok {
			d.Value, d.Broken = value.FromDate(day), false
		}
	case Prose:
		d.Text, d.Broken = d.Raw, false
	default:
		r.number(d)
	}
}

// number reads a value, or the expression of a derived one.
func (r *reader) number(d *draft) {
	text := d.Raw.S
	if trimmed := strings.TrimLeft(text, " \t\n"); strings.HasPrefix(trimmed, "=") {
		d.offset = len(text) - len(trimmed) + 1
		expr, err := value.ParseExpr(text[d.offset:])
		if err != nil {
			r.fault(d.Raw, d.offset, err)
			return
		}
		d.Expr, d.Broken = expr, false
		return
	}
	v, err := value.Parse(text, r.sheet.Units)
	if err != nil {
		r.fault(d.Raw, 0, err)
		return
	}
	if d.entry.Exact.S != "" {
		v = v.Exact(d.entry.Exact.True())
	}
	d.Value, d.Broken = v, false
}

// stated checks what a fact that is not derived must and must not say.
func (r *reader) stated(d *draft) {
	v := d.entry
	at := d.Place
	if d.Raw.Set() { // the id is where keys that every fact needs are missed
		at = d.Raw.Span()
	}
	switch missing := "add status: confirmed, reported, rumoured or disputed"; {
	case v.AsOf.S == "" && v.Status.S == "":
		r.l.Add("yaml-missing", at, "the fact does not say as of when it holds, nor how sure it is", "add as_of: and a date; "+missing)
	case v.AsOf.S == "":
		r.l.Add("yaml-missing", at, "the fact does not say as of when it holds", "add as_of: and a day, a month or a year")
	case v.Status.S == "":
		r.l.Add("yaml-missing", at, "the fact does not say how sure it is", missing)
	}
	for _, t := range []decode.Text{v.As, v.Places} {
		if t.Set() {
			r.l.Add("yaml-key", t.Span(), "as and places belong to derived values", "delete the key")
		}
	}
	if v.Exact.Set() && (v.Date.Set() || v.Text.Set()) {
		r.l.Add("yaml-key", v.Exact.Span(), "exact belongs to a number", "delete the key")
	}
	if d.Status == "confirmed" && !founded(d.Claims) {
		r.l.Add("status-unfounded", v.Status.Span(), "no company's announcement or filing confirms this", "cite one, or make the status reported")
	}
}

// founded says whether a company itself is among those who say so. It keeps silent about a claim whose
// source is unknown: that is a finding already, and nobody knows what it is.
func founded(claims []Claim) bool {
	for _, c := range claims {
		if c.Source == nil || c.Source.Primary() {
			return true
		}
	}
	return len(claims) == 0
}

// computed checks what a derived fact must not say.
func (r *reader) computed(d *draft) {
	d.Status = Computed
	if t := d.entry.Status; t.Set() {
		r.l.Add("yaml-key", t.Span(), "a derived fact is computed, and says no status", "delete the key")
	}
	if t := d.entry.Exact; t.Set() {
		r.l.Add("yaml-key", t.Span(), "a derived fact is as exact as its inputs", "delete the key, or write places")
	}
}

// replacements binds replaced_by, once all facts are known.
func (r *reader) replacements() {
	for _, d := range r.facted {
		t := d.entry.ReplacedBy
		if t.S == "" {
			continue
		}
		r.refers(t)
		if d.ReplacedBy = r.sheet.Fact(t.S); d.ReplacedBy == nil {
			r.unknown("fact-unknown", "fact", t.Span(), t.S, r.sheet.FactIDs)
		}
	}
	// A circle of replacements has no newest fact. Each fact is followed once: seen holds the round.
	seen := map[*Fact]int{}
	for i, d := range r.facted {
		chain := []string{d.ID}
		for f := d.Fact; f != nil && seen[f] == 0; f = f.ReplacedBy {
			seen[f] = i + 1
			next := f.ReplacedBy
			if next == nil {
				break
			}
			chain = append(chain, next.ID)
			if seen[next] == i+1 {
				r.l.Add("fact-cycle", d.entry.ReplacedBy.Span(), "the facts replace each other: "+arrows(from(chain, next.ID)), "let the newest say nothing here")
				f.ReplacedBy = nil
				break
			}
		}
	}
}

// from is a chain from the first place of an id on: the way into a circle is not part of it.
func from(chain []string, id string) []string {
	for i, name := range chain {
		if name == id {
			return chain[i:]
		}
	}
	return chain
}

// arrows shows a chain of ids, without the middle of a very long one.
func arrows(chain []string) string {
	const most = 20
	if n := len(chain); n > most {
		chain = append(append(chain[:most/2:most/2], fmt.Sprintf("… %d more …", n-most)), chain[n-most/2:]...)
	}
	return strings.Join(chain, " → ")
}
