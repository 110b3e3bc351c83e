package ledger

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// The kinds of change.
const (
	Added     = "added"
	Updated   = "updated"
	Corrected = "corrected"
	Withdrawn = "withdrawn"
)

// Entry is one change that was recorded.
type Entry struct {
	Date    value.Date // a day
	Kind    string
	ID      string // an id, OWNER/SOURCE, TERM/STAGE, site:KEY or page:NAME; "" of the first publication
	Label   string // plain words
	Was, Is string // what it said and says, both "" where only what stands beside it changed
	Note    string
	Name    string // its anchor: c-DATE-ID, with a number where one day has several; it never changes

	after, state, hash string
	formerly           string // the hashes that it had before histories were joined, with spaces
	place              diag.Span
}

// Owner is the id of the fact, term or other entry of the facts file that the change is about, "" for none.
func (e Entry) Owner() string {
	id, _, _ := strings.Cut(e.ID, "/")
	if strings.Contains(id, ":") {
		return ""
	}
	return id
}

// sum is the hash that the entry should have.
func (e Entry) sum() string {
	return sum(e.Date.ISO(), e.Kind, e.ID, e.Label, e.Was, e.Is, e.Note, e.state, e.after, e.formerly)
}

// anchor is a subject as it stands in an anchor. Ids have no underscore, so that no two of them share one.
func anchor(subject string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '/':
			return '_'
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '-'
	}, strings.Replace(subject, ":", "__", 1))
}

// name gives each entry its name, and notes what was corrected last.
func (l *Ledger) name() {
	taken := map[string]int{} // how often a name was wanted
	for i := range l.entries {
		e := &l.entries[i]
		e.Name = "c-" + e.Date.ISO()
		if e.ID != "" {
			e.Name += "-" + anchor(e.ID)
		}
		for base := e.Name; taken[e.Name] > 0; { // no id has two hyphens
			taken[base]++
			e.Name = base + "--" + number(taken[base])
		}
		taken[e.Name]++
		if e.Kind == Corrected {
			l.correction(i)
		}
	}
}

// correction notes a correction for its item and for what that is a part of: the newest counts, and of one
// day that of the item itself.
func (l *Ledger) correction(i int) {
	e := &l.entries[i]
	for id := e.ID; id != ""; id = owner(id) {
		at, known := l.corrected[id]
		if known {
			last := l.entries[at]
			if age := last.Date.Compare(e.Date); age > 0 || age == 0 && last.ID == id && e.ID != id {
				continue
			}
		}
		l.corrected[id] = i
	}
}

// Entries are all changes, oldest first.
func (l *Ledger) Entries() []Entry {
	if l == nil {
		return nil
	}
	return slices.Clone(l.entries)
}

// Changes is how many there were since the site was first published.
func (l *Ledger) Changes() int {
	n := 0
	if l != nil {
		for _, e := range l.entries {
			if e.ID != "" {
				n++
			}
		}
	}
	return n
}

// Newest is the day of the newest change, and Oldest of the first; the zero date where there is none.
func (l *Ledger) Newest() value.Date { d, _ := l.ends(); return d }

// Oldest is the day of the first publication.
func (l *Ledger) Oldest() value.Date { _, d := l.ends(); return d }

func (l *Ledger) ends() (newest, oldest value.Date) {
	if l == nil {
		return newest, oldest
	}
	for _, e := range l.entries {
		if newest.Compare(e.Date) < 0 {
			newest = e.Date
		}
		if oldest.IsZero() || e.Date.Compare(oldest) < 0 {
			oldest = e.Date
		}
	}
	return newest, oldest
}

// shownFor is how long a correction stands beside its figure, in days of the ledger: its newest change is
// the clock, so that a page is the same on any day that it is built.
const shownFor = 90

// Corrected is the newest correction of an item, or of a claim or stage of it; false where there was none, or
// so long ago that its figure no longer says so.
func (l *Ledger) Corrected(id string) (Entry, bool) {
	if l == nil {
		return Entry{}, false
	}
	at, ok := l.corrected[id]
	if !ok {
		return Entry{}, false
	}
	e := l.entries[at]
	age, ok := l.Newest().Sub(e.Date)
	return e, ok && age < shownFor
}

// Word is the kind of change as readers see it.
func (e Entry) Word() string {
	switch e.Kind {
	case Added:
		return "Added"
	case Corrected:
		return "Corrected"
	case Withdrawn:
		return "Withdrawn"
	}
	return "Updated"
}

// Record is the changes that were recorded on one day with one note.
type Record struct {
	Date    value.Date
	Note    string
	Entries []Entry
}

// Records are all changes, oldest first.
func (l *Ledger) Records() []Record {
	var out []Record
	for _, e := range l.Entries() {
		if n := len(out); n == 0 || out[n-1].Date != e.Date || out[n-1].Note != e.Note || e.ID == "" || out[n-1].Entries[0].ID == "" {
			out = append(out, Record{Date: e.Date, Note: e.Note})
		}
		r := &out[len(out)-1]
		r.Entries = append(r.Entries, e)
	}
	return out
}
