package ledger

import (
	"explainer/internal/decode"
	"explainer/internal/fact"
	"explainer/internal/value"
)

// gatherer makes a state.
type gatherer struct {
	Input
	state *State
}

func (g *gatherer) add(x item) { g.state.items = append(g.state.items, x) }

// prose is a lazy prose field in plain words: most are asked for only where something changed.
func (g *gatherer) prose(t decode.Text) func() string {
	return func() string { return g.Plain(t) }
}

func text(s string) func() string { return func() string { return s } }

// fact's hash leaves out review_by: it is the editors' own, and readers do not see it.
func (g *gatherer) fact(f *fact.Fact) {
	x := item{section: "facts", subject: f.ID, place: f.Place, label: g.prose(f.Label), broken: f.Broken, prints: true}
	parts := []string{"fact", f.Raw.S, f.Label.S, f.AsOf.ISO(), f.Status, f.ValidUntil.ISO(), f.Note.S, partyID(f.Party), ""}
	if f.ReplacedBy != nil {
		parts[len(parts)-1] = f.ReplacedBy.ID
	}
	if f.Derived() {
		x.inputs = func() []string {
			var ids []string
			for _, ref := range f.Expr.Refs() {
				ids = append(ids, ref.ID)
			}
			return ids
		}
	}
	if !f.Broken {
		x.words = func() string { return g.Printed(f) }
		if f.Kind == fact.Number {
			// What the value allows and its unit in full are printed too: exact, places and units decide them.
			long, _ := f.Value.Format(value.Long)
			lo, hi := f.Value.Interval()
			parts = append(parts, long, bound(lo), bound(hi), f.Value.UnitName())
		}
	} else {
		x.words = text(f.Raw.S)
	}
	x.hash = sum(parts...)
	g.add(x)
	g.claims(f.ID, g.prose(f.Label), f.Claims)
}

func bound(b value.Bound) string {
	switch {
	case b.Infinite:
		return "none"
	case b.Open:
		return "open " + b.D.String()
	}
	return b.D.String()
}

// claims are counted where one source says something twice.
func (g *gatherer) claims(owner string, label func() string, claims []fact.Claim) {
	times := map[*fact.Source]int{}
	for _, c := range claims {
		if c.Source == nil {
			continue
		}
		subject := owner + "/" + c.Source.ID
		if times[c.Source]++; times[c.Source] > 1 {
			subject += "/" + number(times[c.Source])
		}
		g.add(item{
			section: "claims", subject: subject, place: c.Place,
			hash:  sum("claim", c.At.S, c.Says.S, c.Note.S),
			words: text(colon(c.At.S, c.Says.S)),
			label: func() string { return label() + ", according to " + c.Source.Cite() },
		})
	}
}

// colon is two texts, or the one that there is.
func colon(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ": " + b
}

func (g *gatherer) source(s *fact.Source) {
	g.add(item{
		section: "sources", subject: s.ID, place: s.Place, label: text(s.Title.S),
		hash:  sum("source", s.Title.S, s.Publisher.S, s.Author.S, s.Published.ISO(), s.Accessed.ISO(), s.Kind, s.URL, s.ArchiveURL),
		words: text(joined(s.Title.S, s.Publisher.S, s.Author.S, s.Published.String())),
	})
}

func (g *gatherer) term(t *fact.Term) {
	g.add(item{
		section: "terms", subject: t.ID, place: t.Place, label: g.prose(t.Title),
		hash:  sum("term", t.Title.S, t.Group.S),
		words: g.prose(t.Title),
	})
	for _, c := range t.Cells {
		if !c.Stated {
			continue
		}
		id := t.ID + "/" + c.Stage.ID
		label := func() string { return g.Plain(t.Title) + ", " + c.Stage.Label.S }
		g.add(item{
			section: "terms", subject: id, place: c.Text.Span(), label: label,
			hash:  sum("cell", c.Text.S, c.Change),
			words: g.prose(c.Text),
		})
		g.claims(id, label, c.Claims)
	}
}

func (g *gatherer) event(e *fact.Event) {
	label := text("Event of " + e.Date.String())
	g.add(item{
		section: "events", subject: e.ID, place: e.Place, label: label,
		hash:  sum("event", e.Raw.S, partyID(e.Party), e.Text.S),
		words: func() string { return e.Date.String() + ": " + g.Plain(e.Text) },
	})
	g.claims(e.ID, label, e.Claims)
}

func (g *gatherer) figure(f *fact.Figure) {
	parts := []string{"figure", f.Kind.S, f.Title.S, f.Note.S, f.Fact.S, f.Whole.S, f.From.S, f.To.S, f.Party.S}
	for _, list := range [][]decode.Text{f.Facts, f.Events, f.Groups, f.Terms, f.Stages} {
		parts = append(parts, listed(list))
	}
	for _, a := range f.Arrows {
		term, continues := "", ""
		if a.Term != nil {
			term = a.Term.ID
		}
		if a.Continues {
			continues = "continues"
		}
		parts = append(parts, partyID(a.From), partyID(a.To), a.Text.S, listed(a.Stages), term, continues)
	}
	g.add(item{section: "figures", subject: f.ID, place: f.Place, hash: sum(parts...), label: g.prose(f.Title), words: g.prose(f.Title)})
}

func partyID(p *fact.Party) string {
	if p == nil {
		return ""
	}
	return p.ID
}

// listed is a list of ids or groups as one part of a hash.
func listed(list []decode.Text) string {
	var parts []string
	for _, t := range list {
		parts = append(parts, t.S)
	}
	return sum(parts...)
}

// small are the items of one or two fields.
func (g *gatherer) small() {
	for _, w := range g.Sheet.Words {
		g.add(item{
			section: "words", subject: w.ID, place: w.Place, label: g.prose(w.Term),
			hash:  sum("word", w.Term.S, w.Text.S),
			words: func() string { return g.Plain(w.Term) + ": " + g.Plain(w.Text) },
		})
	}
	for _, p := range g.Sheet.Parties {
		g.add(item{section: "parties", subject: p.ID, place: p.Place, hash: sum("party", p.Name, p.Hue), label: text(p.Name), words: text(p.Name)})
	}
	for _, s := range g.Sheet.Stages {
		g.add(item{
			section: "stages", subject: s.ID, place: s.Place, label: text(s.Label.S),
			hash:  sum("stage", s.Label.S, s.From.ISO()),
			words: text(s.Label.S + ", from " + s.From.String()),
		})
	}
	for _, t := range g.Texts {
		if !t.Text.Set() {
			continue
		}
		g.add(item{
			section: "site", subject: "site:" + t.Name, place: t.Text.Span(), label: text("The site's " + t.Name),
			hash:  sum("text", t.Text.S),
			words: g.prose(t.Text),
		})
	}
}
