package ledger

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/value"
)

// File is where the ledger stands, from the site's root.
const File = "content/ledger.yaml"

// Input is what a site says now.
type Input struct {
	Sheet   *fact.Sheet
	Texts   []Text                   // of site.yaml: what readers see of it
	Loose   []Loose                  // of all pages, those of one page in the order in which they stand
	Printed func(*fact.Fact) string  // a fact's value as the site prints it
	Plain   func(decode.Text) string // a prose field in plain words
}

// Text is a text of site.yaml under its key.
type Text struct {
	Name string
	Text decode.Text
}

// Loose is a stretch of visible text with digits that no fact prints, and why it may stand.
type Loose struct {
	Page   string // the page's name without ending; of a template, its path
	Text   string // as the reader sees it
	Reason string // in a few words: "name", "code", an exemption's reason, "words for stake.share"
	Span   diag.Span
}

// line is a stretch as the ledger holds it.
func (x Loose) line() string {
	return plain(clip(plain(x.Text)) + " (" + strings.NewReplacer("(", "[", ")", "]").Replace(x.Reason) + ")")
}

// bare is a line without its reason.
func bare(line string) string {
	if i := strings.LastIndex(line, " ("); i >= 0 {
		return line[:i]
	}
	return line
}

// sections are the kinds of item, in the order of the file.
var sections = []string{"facts", "claims", "sources", "terms", "events", "words", "figures", "parties", "stages", "site"}

// State is what a site says now, item by item.
type State struct {
	items []item // by section, then by subject
	pages []page // by name
}

// item is one thing that cannot change in silence. Its subject is its id; of a claim OWNER/SOURCE or
// TERM/STAGE/SOURCE, of a term at one stage TERM/STAGE, of a text site:KEY.
type item struct {
	section, subject string
	hash             string
	prints           bool // its words are printed where it is mentioned: they count as a part of it
	words            func() string
	label            func() string
	inputs           func() []string // ids of the facts that it is worked out from, nil for none
	place            diag.Span
	broken           bool // a finding says so already
}

// page is the stretches of one page.
type page struct {
	name  string
	loose []Loose
}

// lines are the stretches as the ledger holds them.
func (p page) lines() []string {
	lines := make([]string, len(p.loose))
	for i, x := range p.loose {
		lines[i] = x.line()
	}
	return lines
}

// NewState gathers what a site says now.
func NewState(in Input) *State {
	g := gatherer{Input: in, state: &State{}}
	for _, f := range in.Sheet.Facts {
		g.fact(f)
	}
	for _, s := range in.Sheet.Sources {
		g.source(s)
	}
	for _, t := range in.Sheet.Terms {
		g.term(t)
	}
	for _, e := range in.Sheet.Events {
		g.event(e)
	}
	for _, f := range in.Sheet.Figures {
		g.figure(f)
	}
	g.small()
	order := map[string]int{}
	for i, s := range sections {
		order[s] = i
	}
	slices.SortFunc(g.state.items, func(a, b item) int {
		return cmp.Or(cmp.Compare(order[a.section], order[b.section]), cmp.Compare(a.subject, b.subject))
	})
	g.loose()
	return g.state
}

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
	parts := []string{"fact", f.Raw.S, f.Label.S, f.AsOf.ISO(), f.Status, f.ValidUntil.ISO(), f.Note.S, "", ""}
	if f.Party != nil {
		parts[7] = f.Party.ID
	}
	if f.ReplacedBy != nil {
		parts[8] = f.ReplacedBy.ID
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
	party := ""
	if e.Party != nil {
		party = e.Party.ID
	}
	label := text("Event of " + e.Date.String())
	g.add(item{
		section: "events", subject: e.ID, place: e.Place, label: label,
		hash:  sum("event", e.Raw.S, party, e.Text.S),
		words: func() string { return e.Date.String() + ": " + g.Plain(e.Text) },
	})
	g.claims(e.ID, label, e.Claims)
}

func (g *gatherer) figure(f *fact.Figure) {
	parts := []string{"figure", f.Kind.S, f.Title.S, f.Note.S, f.Fact.S, f.From.S, f.To.S, f.Party.S}
	for _, list := range [][]decode.Text{f.Facts, f.Events, f.Groups, f.Terms, f.Stages} {
		parts = append(parts, listed(list))
	}
	for _, a := range f.Arrows {
		parts = append(parts, a.From.S, a.To.S, a.Text.S, listed(a.Stages))
	}
	g.add(item{section: "figures", subject: f.ID, place: f.Place, hash: sum(parts...), label: g.prose(f.Title), words: g.prose(f.Title)})
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

// loose sorts the stretches by page, keeping their order: to change places is a change too.
func (g *gatherer) loose() {
	at := map[string]int{}
	for _, x := range g.Loose {
		i, ok := at[x.Page]
		if !ok {
			i = len(g.state.pages)
			at[x.Page] = i
			g.state.pages = append(g.state.pages, page{name: x.Page})
		}
		g.state.pages[i].loose = append(g.state.pages[i].loose, x)
	}
	slices.SortFunc(g.state.pages, func(a, b page) int { return cmp.Compare(a.name, b.name) })
}

// Size says how much there is, in plain words.
func (s *State) Size() string {
	n := map[string]int{}
	for _, x := range s.items {
		if owner(x.subject) == "" { // a term once, whatever its stages
			n[x.section]++
		}
	}
	var parts []string
	for _, c := range []struct{ section, one, many string }{
		{"facts", "fact", "facts"}, {"terms", "term", "terms"}, {"events", "event", "events"},
		{"words", "word", "words"}, {"figures", "figure", "figures"}, {"sources", "source", "sources"},
	} {
		switch n[c.section] {
		case 0:
		case 1:
			parts = append(parts, "1 "+c.one)
		default:
			parts = append(parts, number(n[c.section])+" "+c.many)
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
