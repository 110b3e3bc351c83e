package fact

import (
	"fmt"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

func (r *reader) units() {
	each(r, func(s *shape) []decode.Entry[unitEntry] { return s.Units.Entries }, func(e decode.Entry[unitEntry]) {
		if !r.register("unit", e.Key, e.Value) || e.Value.Many.S == "" {
			return
		}
		if err := r.sheet.Units.Add(e.Key.S, e.Value.Many.S, e.Value.Short.S); err != nil {
			r.l.Add("unit-invalid", e.Key.Span(), err.Error(), "write another id, plural or sign; the sign may be the plural itself")
		}
	})
}

func (r *reader) parties() {
	hues := map[string]diag.Span{}
	each(r, func(s *shape) []decode.Entry[partyEntry] { return s.Parties.Entries }, func(e decode.Entry[partyEntry]) {
		p := &Party{ID: e.Key.S, Place: e.Key.Span(), Name: e.Value.Name.S, Hue: e.Value.Hue.S}
		if p.Hue != "" {
			if first, taken := hues[p.Hue]; taken {
				r.l.Add("party-hue", e.Value.Hue.Span(), fmt.Sprintf("the hue %s is taken", clip(p.Hue)), r.where(first)+" has it; leave the key out for all but two parties")
				r.l.See(first)
				p.Hue = ""
			} else {
				hues[p.Hue] = e.Value.Hue.Span()
			}
		}
		if r.register("party", e.Key, p) {
			r.sheet.Parties = append(r.sheet.Parties, p)
		}
	})
}

func (r *reader) stages() {
	var last *Stage
	for i := range r.shapes {
		for _, e := range r.shapes[i].Stages {
			s := &Stage{ID: e.ID.S, Place: e.ID.Span(), Label: e.Label}
			from, dated := r.date(e.From)
			s.From = from
			if dated && last != nil && !after(from, last.From) {
				r.l.Add("date-invalid", e.From.Span(), fmt.Sprintf("the stage %s does not begin after %s", clip(s.ID), clip(last.ID)), "stages stand oldest first")
			}
			if dated {
				last = s
			}
			if e.ID.S != "" && r.register("stage", e.ID, s) {
				r.sheet.Stages = append(r.sheet.Stages, s)
			}
		}
	}
}

func (r *reader) sources() {
	each(r, func(s *shape) []decode.Entry[sourceEntry] { return s.Sources.Entries }, func(e decode.Entry[sourceEntry]) {
		v := e.Value
		s := &Source{
			ID: e.Key.S, Place: e.Key.Span(), Title: v.Title, Publisher: v.Publisher, Author: v.Author,
			Kind: v.Kind.S, URL: r.url(v.URL), ArchiveURL: r.url(v.ArchiveURL),
		}
		published, dated := r.date(v.Published)
		accessed, read := r.date(v.Accessed)
		s.Published, s.Accessed = published, accessed
		if dated && read && after(published, accessed) {
			r.l.Add("date-invalid", v.Accessed.Span(), "the source was read before it was published", "published is "+published.ISO())
		}
		if r.register("source", e.Key, s) {
			r.sheet.Sources = append(r.sheet.Sources, s)
		}
	})
}

// party finds a party that an entry names.
func (r *reader) party(t decode.Text) *Party {
	if t.S == "" {
		return nil
	}
	r.refers(t)
	p := r.sheet.Party(t.S)
	if p == nil {
		r.unknown("party-unknown", "party", t.Span(), t.S, r.sheet.PartyIDs)
	}
	return p
}

// claims reads who says so. Nobody is a finding, at the entry's id.
func (r *reader) claims(entries []claimEntry, what string, owner diag.Span) []Claim {
	if len(entries) == 0 {
		r.l.Add("claim-missing", owner, what+" has no claim", "name the source that says it: claims: [{source: …}]")
		return nil
	}
	return r.optional(entries)
}

func (r *reader) optional(entries []claimEntry) []Claim {
	claims := make([]Claim, len(entries))
	for i, e := range entries {
		r.refers(e.Source)
		claims[i] = Claim{Source: r.sheet.Source(e.Source.S), At: e.At, Says: e.Says, Note: e.Note, Place: e.Place.Span()}
		if claims[i].Source == nil && e.Source.S != "" {
			r.unknown("source-unknown", "source", e.Source.Span(), e.Source.S, r.sheet.SourceIDs)
		}
	}
	return claims
}

func (r *reader) events() {
	each(r, func(s *shape) []decode.Entry[eventEntry] { return s.Events.Entries }, func(e decode.Entry[eventEntry]) {
		v := e.Value
		ev := &Event{ID: e.Key.S, Place: e.Key.Span(), Raw: v.Date, Text: v.Text, Party: r.party(v.Party)}
		ev.Date, _ = r.date(v.Date)
		ev.Claims = r.claims(v.Claims, "the event", e.Key.Span())
		if r.register("event", e.Key, ev) {
			r.sheet.Events = append(r.sheet.Events, ev)
		}
	})
}

func (r *reader) words() {
	each(r, func(s *shape) []decode.Entry[wordEntry] { return s.Glossary.Entries }, func(e decode.Entry[wordEntry]) {
		w := &Word{ID: e.Key.S, Place: e.Key.Span(), Term: e.Value.Term, Text: e.Value.Text}
		if r.register("glossary", e.Key, w) {
			r.sheet.Words = append(r.sheet.Words, w)
		}
	})
}
