// Package diag says what is wrong with an author's files, where, and how to mend it.
//
// A Finding is about an author's files; what goes wrong with the machine (a full disk, a port in use)
// is an ordinary Go error and never a Finding. Places are byte offsets into a file; they become lines
// and columns only when a finding is shown, by re-reading the file.
package diag

import (
	"cmp"
	"slices"
)

// Level says whether a finding stops a publish.
type Level uint8

const (
	// Error stops a publish.
	Error Level = iota
	// Warning is shown and stops nothing, unless --strict.
	Warning
)

// String is the word that editors parse.
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Span is a place in a file of the site: bytes Start to End (exclusive) of File, a slash-separated path
// from the site's root. Start == End marks a point. The zero Span is the site as a whole; a Span with
// only a File is that file as a whole and is shown at 1:1.
type Span struct {
	File       string
	Start, End int
}

// Finding is one thing wrong, in the words that its author reads.
type Finding struct {
	Code    string // an entry of the catalogue
	Level   Level
	Span    Span
	Message string  // one sentence, no full stop, the offending words in quotes
	Hint    string  // how to mend it; may be empty
	Fix     Fix     // what would mend it, where nobody has to think about it
	Choice  Choice  // why its level is not that of the catalogue
	Beside  *Beside // for editors; nil: nothing
}

// Beside is what an editor can lead an author to from a finding.
type Beside struct {
	See    []Span  // what it was held against, such as the fact that its hint names
	Offers []Offer // what may mend it, where somebody has to choose
}

// Choice is a level that a site has chosen for itself. It is shown with the finding, so that no level is
// changed in silence. The zero Choice is none.
type Choice struct {
	Was    Level  // before
	At     Span   // what chose
	Reason string // in the site's own words
}

// Set says that there is a choice.
func (c Choice) Set() bool { return c.At.File != "" }

// Fix is one edit of an author's file: Text takes the place of what stands At. The zero Fix is none.
type Fix struct {
	At   Span
	Text string
}

// Set says that there is a fix.
func (x Fix) Set() bool { return x.At.File != "" }

// Offer is an edit that may be what its author means.
type Offer struct {
	Fix
	Says string // what the edit leans on, such as "stake.share is about 27%"
}

// List collects findings. The zero value is ready to use. It is not safe for concurrent use: each page
// has its own, and the lists are joined in the order of the pages.
type List struct{ items []Finding }

// Add notes a finding at the level that the catalogue gives its code. It panics on a code that the
// catalogue does not know, since that is a slip in this program and not in an author's file.
func (l *List) Add(code string, at Span, message, hint string) {
	l.items = append(l.items, Finding{Code: code, Level: entry(code).Level, Span: at, Message: message, Hint: hint})
}

// AddFix notes a finding, as Add does, with an edit that mends it.
func (l *List) AddFix(code string, at Span, message, hint string, fix Fix) {
	l.Add(code, at, message, hint)
	l.items[len(l.items)-1].Fix = fix
}

// See names what the finding that was added last was held against.
func (l *List) See(at ...Span) { l.beside().See = at }

// Offer names what may mend the finding that was added last.
func (l *List) Offer(offers ...Offer) { l.beside().Offers = offers }

func (l *List) beside() *Beside {
	last := &l.items[len(l.items)-1]
	if last.Beside == nil {
		last.Beside = &Beside{}
	}
	return last.Beside
}

// AddUnknown notes a name that nothing has. The hint is what it may have meant. Where that is one name alone,
// a slip of the pen away, the finding carries the fix that writes it in place of the other; place is where the
// name stands letter by letter, the zero Span where it does not.
func (l *List) AddUnknown(code string, at Span, message, name string, known []string, place Span) {
	l.Add(code, at, message, DidYouMean(name, known))
	if meant, ok := only(name, known); ok && place.File != "" {
		l.items[len(l.items)-1].Fix = Fix{At: place, Text: meant}
	}
}

// Join appends what another list holds.
func (l *List) Join(other *List) { l.items = append(l.items, other.items...) }

// Append adds finished findings.
func (l *List) Append(fs ...Finding) { l.items = append(l.items, fs...) }

// Len is the number of findings.
func (l *List) Len() int { return len(l.items) }

// Errors is the number of findings at level Error.
func (l *List) Errors() int {
	n := 0
	for _, f := range l.items {
		if f.Level == Error {
			n++
		}
	}
	return n
}

// Sorted returns the findings by file, place and code, one for each place and code: two rooms may have
// read the same text.
func (l *List) Sorted() []Finding {
	fs := slices.Clone(l.items)
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Span.File, b.Span.File),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Code == b.Code && a.Span.File == b.Span.File && a.Span.Start == b.Span.Start && (a.Span.File != "" || a.Message == b.Message)
	})
}
