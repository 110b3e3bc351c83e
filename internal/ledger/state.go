package ledger

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
)

// File is where the ledger stands, from the site's root.
const File = "content/ledger.yaml"

// MaxFile is how many bytes it may have. This program writes it: some hundred for each page that shows digits, so that
// it outgrows what authors write.
const MaxFile = 16 << 20

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
	return g.state.With(in.Loose)
}

// With is a state of the same items and other stretches. It sorts these by page, keeping their order: to change places
// is a change too.
func (s *State) With(loose []Loose) *State {
	at, pages := map[string]int{}, []page(nil)
	for _, x := range loose {
		i, ok := at[x.Page]
		if !ok {
			i = len(pages)
			at[x.Page] = i
			pages = append(pages, page{name: x.Page})
		}
		pages[i].loose = append(pages[i].loose, x)
	}
	slices.SortFunc(pages, func(a, b page) int { return cmp.Compare(a.name, b.name) })
	return &State{items: s.items, pages: pages}
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
