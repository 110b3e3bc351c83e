package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// FirstNote is the note of the first publication, where its editor writes none.
const FirstNote = "First published"

// Draft is a record that was not written yet.
type Draft struct {
	First   bool    // nothing was recorded yet: Entries is the one line that says so
	Merged  bool    // two histories are joined, or what the file says of the site is put right
	Entries []Entry // new ones, without day and note

	old *Ledger
	now *State
}

// Nothing says that the ledger is up to date.
func (d *Draft) Nothing() bool { return !d.Merged && len(d.Entries) == 0 }

// NeedsNote says that a reader is to be told why.
func (d *Draft) NeedsNote() bool { return !d.First && len(d.Entries) > 0 }

// Unusable says that nothing can be recorded in the ledger as it stands: it was edited, or a part is missing.
func (l *Ledger) Unusable() bool { return l != nil && (l.fault == broken || l.fault == unread) }

// NewDraft works out what a record would write. Correct names what was wrong before: ids, or the subjects of
// claims and pages. The error is about these, or about a ledger on which nothing can be built.
func NewDraft(l *Ledger, now *State, correct []string) (*Draft, error) {
	d := &Draft{old: l, now: now}
	if l == nil {
		if len(correct) > 0 {
			return nil, errors.New("nothing was recorded yet, so that there is nothing to correct")
		}
		d.First, d.Entries = true, []Entry{{Kind: Added, Is: now.Size()}}
		return d, nil
	}
	if l.Unusable() {
		return nil, errors.New("nothing can be recorded in a ledger that does not hold together")
	}
	d.Merged = l.fault == forked
	for _, x := range l.differences(now) {
		e := Entry{Kind: x.kind, ID: x.subject, Label: x.label, Was: x.was, Is: x.is}
		if e.Was == e.Is {
			e.Was, e.Is = "", ""
		}
		d.Entries = append(d.Entries, e)
	}
	d.pages()
	return d, d.correct(correct)
}

// within says whether anything that a subject is a part of is meant.
func within(subject string, meant func(whole string) bool) bool {
	for whole := owner(subject); whole != ""; whole = owner(whole) {
		if meant(whole) {
			return true
		}
	}
	return false
}

// pages adds an entry for each page whose loose digits changed.
func (d *Draft) pages() {
	known := map[string]bool{}
	for _, p := range d.old.pages {
		known[p.name] = true
	}
	there := map[string]bool{}
	for _, p := range d.now.pages {
		there[p.name] = true
	}
	was, is := map[string][]string{}, map[string][]string{}
	var names []string
	for _, x := range d.old.digits(d.now) {
		if !slices.Contains(names, x.page) {
			names = append(names, x.page)
		}
		if x.was != "" {
			was[x.page] = append(was[x.page], bare(x.was))
		}
		if x.is != "" {
			is[x.page] = append(is[x.page], bare(x.is))
		}
	}
	slices.Sort(names)
	for _, name := range names {
		e := Entry{Kind: Updated, ID: "page:" + plain(name), Label: pageLabel(name), Was: some(was[name]), Is: some(is[name])}
		switch {
		case !known[name]:
			e.Kind = Added
		case !there[name]:
			e.Kind = Withdrawn
		case e.Was == e.Is: // the same words for another reason, or about another fact
			e.Was, e.Is = "", ""
		}
		d.Entries = append(d.Entries, e)
	}
}

// pageLabel names a page, or another file that shows loose digits.
func pageLabel(name string) string {
	if name = plain(name); isFile(name) {
		return name
	}
	return "Page " + name
}

// isFile tells a path from the name of a page, which has neither sign.
func isFile(name string) bool { return strings.ContainsAny(name, "/.") }

// some is the first few of a list, joined.
func some(words []string) string {
	const few = 5
	if n := len(words) - few; n > 0 {
		return strings.Join(words[:few], "; ") + "; and " + number(n) + " more"
	}
	return strings.Join(words, "; ")
}

// correct makes corrections of updates: of the items that are named, of their claims and stages, and of what
// is worked out from them.
func (d *Draft) correct(ids []string) error {
	for _, id := range ids {
		corrected, other := false, ""
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.ID != id && !within(e.ID, func(whole string) bool { return whole == id }) {
				continue
			}
			if e.Kind == Updated || e.Kind == Corrected {
				e.Kind, corrected = Corrected, true
			} else if e.ID == id || other == "" {
				other = e.Kind
			}
		}
		if !corrected {
			return d.notCorrected(id, other)
		}
	}
	d.workedOut()
	return nil
}

// workedOut makes corrections of what follows from them: a value that was worked out from a wrong one was
// wrong as well.
func (d *Draft) workedOut() {
	inputs := map[string][]string{}
	for _, x := range d.now.items {
		if x.inputs != nil {
			inputs[x.subject] = x.inputs()
		}
	}
	wrong := map[string]bool{}
	for _, e := range d.Entries {
		wrong[e.ID] = e.Kind == Corrected
	}
	for more := true; more; {
		more = false
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.Kind == Updated && slices.ContainsFunc(inputs[e.ID], func(id string) bool { return wrong[id] }) {
				e.Kind, wrong[e.ID], more = Corrected, true, true
			}
		}
	}
}

// notCorrected says why nothing of that name is a correction. Kind is what did happen to it, "" for nothing.
func (d *Draft) notCorrected(id, kind string) error {
	var names []string
	for _, e := range d.Entries {
		names = append(names, e.ID)
	}
	_, known := d.old.items[id]
	hint := diag.DidYouMean(id, names)
	switch {
	case kind == Added:
		return fmt.Errorf("%s is new, so that there is nothing to correct in it", id)
	case kind == Withdrawn:
		return fmt.Errorf("%s is withdrawn, and recorded as such: leave --correct out", id)
	case known:
		return fmt.Errorf("%s is as it was recorded: mend it first, then record the correction", id)
	case hint != "":
		return fmt.Errorf("nothing that changed is called %q: %s", id, hint)
	}
	return fmt.Errorf("nothing that changed is called %q", id)
}

// Record is the file as it will be. Today is a day, not before the newest change. The note is one line for
// readers; the first publication needs none, and neither does a record without entries.
func (d *Draft) Record(today value.Date, note string) ([]byte, error) {
	note = plain(note)
	switch {
	case today.Day == 0:
		return nil, errors.New("a change is recorded on a day")
	case today.Compare(d.old.Newest()) < 0:
		return nil, fmt.Errorf("the newest change was recorded on %s, which is after today, %s: mend the clock, or name the day with --today", d.old.Newest().ISO(), today.ISO())
	case note == "" && d.NeedsNote():
		return nil, errors.New("a note is needed that says why")
	case note == "" && d.First:
		note = FirstNote
	}
	l := d.state(today)
	entries := d.old.Entries()
	if d.Merged {
		entries = once(entries)
	}
	for _, e := range d.Entries {
		e.Date, e.Note = today, note
		entries = append(entries, e)
	}
	l.entries = chain(entries, l.digest())
	return l.written()
}

// written is the file, read once more: what this program could not read again must not be put on a disk.
func (l *Ledger) written() ([]byte, error) {
	data := l.encode()
	var list diag.List
	switch again := Read(data, &list); {
	case len(data) > MaxFile:
		return nil, fmt.Errorf("the ledger would be larger than %d MB, which is more than can be read", MaxFile>>20)
	case list.Len() > 0:
		return nil, errors.New("the ledger could not be read again: " + list.Sorted()[0].Message)
	case !bytes.Equal(again.encode(), data):
		return nil, errors.New("the ledger would not say the same when it is read again")
	}
	return data, nil
}

// state is the ledger with what the site says now. What did not change keeps its day.
func (d *Draft) state(today value.Date) *Ledger {
	l := &Ledger{items: map[string]recorded{}}
	for i := range d.now.items {
		x := &d.now.items[i]
		next := recorded{section: x.section, hash: x.hash, since: today, words: x.said()}
		if x.section == "facts" {
			next.label = x.called()
		}
		if d.old != nil {
			old, known := d.old.items[x.subject]
			switch {
			case known && x.broken:
				next = old
			case known && x.hash == old.hash && (!x.prints || next.words == old.words):
				next.since = old.since
			}
		}
		l.items[x.subject] = next
		l.order = append(l.order, x.subject)
	}
	for _, p := range d.now.pages {
		l.pages = append(l.pages, recordedPage{name: plain(p.name), lines: p.lines()})
	}
	return l
}
