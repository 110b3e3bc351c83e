package fact

import (
	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/value"
)

// Sheet is everything that a site may state. Slices keep the order of the files; what is broken has a
// finding and stays in them, so that a reference to it adds no second one.
type Sheet struct {
	Sources []*Source
	Parties []*Party
	Stages  []*Stage // oldest first; the last is in force
	Units   *value.Units
	Facts   []*Fact
	Terms   []*Term
	Events  []*Event
	Words   []*Word
	Figures []*Figure

	Refs []Ref // the places in the files that name an entry, outside of prose

	ids     map[string]any // every entry, by its id: all sections share one namespace
	entries []entryAt      // the same, as they stand in the files
}

// Ref is a place that names an entry by its id; there may be none of that id.
type Ref struct {
	ID string
	At diag.Span // of the id alone
}

// Source is a document that can be cited.
type Source struct {
	ID                       string
	Place                    diag.Span // of the id
	Title, Publisher, Author decode.Text
	Published, Accessed      value.Date // zero where not given
	Kind                     string
	URL, ArchiveURL          string
}

// Cite is a source in a few words: "OpenAI, 28 October 2025", as precise as its date is. A filing is known
// by its title: "Microsoft, 10-K to 30 June 2026".
func (s *Source) Cite() string {
	if s.Kind == "filing" {
		return s.Publisher.S + ", " + s.Title.S
	}
	if s.Published == (value.Date{}) {
		return s.Publisher.S
	}
	return s.Publisher.S + ", " + s.Published.String()
}

// Primary says whether a company itself speaks in the source.
func (s *Source) Primary() bool { return s.Kind == "announcement" || s.Kind == "filing" }

// Party is somebody whom a fact or an event is about. Two at most have a hue, a and b.
type Party struct {
	ID    string
	Place diag.Span // of the id
	Name  string
	Hue   string // a, b or nothing
}

// Stage is one state of the agreement.
type Stage struct {
	ID    string
	Place diag.Span // of the id
	Label decode.Text
	From  value.Date
}

// Kind says what a fact holds.
type Kind uint8

// The kinds of fact.
const (
	Number Kind = iota
	Date
	Prose
)

// Computed is the status of every derived fact.
const Computed = "computed"

// Fact is a named value.
type Fact struct {
	ID                   string
	Place                diag.Span // of the id
	Label                decode.Text
	Kind                 Kind
	Raw                  decode.Text // value, date or text as written
	Value                value.Value // of a number or a date
	Text                 decode.Text // of a text: inline Markdown
	Expr                 *value.Expr // of a derived value, else nil
	AsOf                 value.Date  // of a derived value: that of its newest input
	Status               string      // confirmed, reported, rumoured, disputed or computed
	Party                *Party      // nil for none
	ReplacedBy           *Fact       // nil for none
	ReviewBy, ValidUntil value.Date  // zero where not given
	Note                 decode.Text
	Claims               []Claim
	Broken               bool // its value could not be worked out, which is a finding: do not judge by it
}

// Derived says whether the value is worked out from other facts.
func (f *Fact) Derived() bool { return f.Expr != nil }

// Claim is a source that says a value, there.
type Claim struct {
	Source         *Source // nil where the source is unknown, which is a finding
	At, Says, Note decode.Text
	Place          diag.Span
}

// Term is one provision across the stages.
type Term struct {
	ID           string
	Place        diag.Span // of the id
	Title, Group decode.Text
	Cells        []TermCell // one a stage, in their order
}

// TermCell is a provision at one stage.
type TermCell struct {
	Stage  *Stage
	Stated bool
	Text   decode.Text
	Claims []Claim
	Change string // ended, added, changed, unchanged or unstated; nothing at the first stage
}

// Event is a dated row.
type Event struct {
	ID     string
	Place  diag.Span // of the id
	Date   value.Date
	Raw    decode.Text // the date as written
	Party  *Party      // nil for none
	Text   decode.Text
	Claims []Claim
}

// Word is an entry of the glossary.
type Word struct {
	ID         string
	Place      diag.Span // of the id
	Term, Text decode.Text
}

// Figure is a drawing: its kind, and the keys that the kind may use. Which kinds there are, and which
// keys each uses, is judged where they are drawn.
type Figure struct {
	ID                           string
	Place                        diag.Span // of the id
	Kind, Title, Note            decode.Text
	Facts, Events, Groups, Terms []decode.Text
	Stages                       []decode.Text
	Fact, Whole, From, To, Party decode.Text
	Arrows                       []Arrow
	Set                          []decode.Text // the keys that are present
}

// Arrow is what flows from one party of a figure to another, or to and from outside.
type Arrow struct {
	From, To  *Party // nil: outside, or unknown, which is a finding
	Text      decode.Text
	Stages    []decode.Text // none: all
	Term      *Term         // that says so; nil for none
	Continues bool          // the arrow before it, in other words
	Place     diag.Span
}

// find is the entry of an id if it is one of type T, else its zero value.
func find[T any](s *Sheet, id string) T {
	v, _ := s.ids[id].(T)
	return v
}

// Fact finds a fact by its id; nil: none.
func (s *Sheet) Fact(id string) *Fact { return find[*Fact](s, id) }

// Source finds a source by its id; nil: none.
func (s *Sheet) Source(id string) *Source { return find[*Source](s, id) }

// Party finds a party by its id; nil: none.
func (s *Sheet) Party(id string) *Party { return find[*Party](s, id) }

// Stage finds a stage by its id; nil: none.
func (s *Sheet) Stage(id string) *Stage { return find[*Stage](s, id) }

// Term finds a term by its id; nil: none.
func (s *Sheet) Term(id string) *Term { return find[*Term](s, id) }

// Event finds an event by its id; nil: none.
func (s *Sheet) Event(id string) *Event { return find[*Event](s, id) }

// Word finds a glossary entry by its id; nil: none.
func (s *Sheet) Word(id string) *Word { return find[*Word](s, id) }

// Figure finds a figure by its id; nil: none.
func (s *Sheet) Figure(id string) *Figure { return find[*Figure](s, id) }

func ids[T any](entries []T, id func(T) string) []string {
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = id(e)
	}
	return names
}

// FactIDs are the ids of all facts, for hints.
func (s *Sheet) FactIDs() []string { return ids(s.Facts, func(e *Fact) string { return e.ID }) }

// SourceIDs are the ids of all sources, for hints.
func (s *Sheet) SourceIDs() []string { return ids(s.Sources, func(e *Source) string { return e.ID }) }

// PartyIDs are the ids of all parties, for hints.
func (s *Sheet) PartyIDs() []string { return ids(s.Parties, func(e *Party) string { return e.ID }) }

// StageIDs are the ids of all stages, for hints.
func (s *Sheet) StageIDs() []string { return ids(s.Stages, func(e *Stage) string { return e.ID }) }

// TermIDs are the ids of all terms, for hints.
func (s *Sheet) TermIDs() []string { return ids(s.Terms, func(e *Term) string { return e.ID }) }

// EventIDs are the ids of all events, for hints.
func (s *Sheet) EventIDs() []string { return ids(s.Events, func(e *Event) string { return e.ID }) }

// WordIDs are the ids of all glossary entries, for hints.
func (s *Sheet) WordIDs() []string { return ids(s.Words, func(e *Word) string { return e.ID }) }

// FigureIDs are the ids of all figures, for hints.
func (s *Sheet) FigureIDs() []string { return ids(s.Figures, func(e *Figure) string { return e.ID }) }

// Groups are the groups of terms, each once, in the order of the terms.
func (s *Sheet) Groups() []string {
	var names []string
	seen := map[string]bool{}
	for _, t := range s.Terms {
		if t.Group.S != "" && !seen[t.Group.S] {
			seen[t.Group.S] = true
			names = append(names, t.Group.S)
		}
	}
	return names
}
