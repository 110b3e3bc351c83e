package ledger

import (
	"cmp"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/value"
)

const joinHint = "after a merge, keep the lines of both sides and run explainer record; else bring back an older copy of the file"

// verify holds the changes against their hashes, and the state against the newest of them. It reports the
// first thing that does not fit.
func (l *Ledger) verify(list *diag.List) {
	there := map[string]bool{"": true}
	for _, e := range l.entries {
		there[e.hash] = true
	}
	before, day := "", value.Date{}
	fork := -1
	for i, e := range l.entries {
		switch {
		case e.hash != e.sum():
			l.fault = broken
			list.Add("ledger-chain", e.place, "the change "+e.called()+" is not as it was recorded", "bring back an older copy of the file from version control: what was recorded stays")
			return
		case !there[e.after]:
			l.fault = broken
			list.Add("ledger-chain", e.place, "a change before the one "+e.called()+" is missing", "bring it back from the other side of a merge, or from version control: what was recorded stays")
			return
		case fork < 0 && (e.after != before || e.Date.Compare(day) < 0):
			fork = i
		}
		before, day = e.hash, e.Date
	}
	last := l.entries[len(l.entries)-1]
	if fork < 0 && last.state == l.digest() {
		return
	}
	l.fault = forked
	if subject := l.lost(); subject != "" {
		l.fault = broken
		x := l.items[subject]
		list.Add("ledger-chain", x.place, "\""+subject+"\" was recorded on "+x.since.String()+", but no change of that day says so", "bring the change back from the other side of a merge, or an older copy of the file")
		return
	}
	if fork >= 0 {
		list.Add("ledger-chain", l.entries[fork].place, "the change "+l.entries[fork].called()+" does not follow the one before it", joinHint)
		return
	}
	list.Add("ledger-chain", last.place, "what the ledger says of the site is not what its last change left", joinHint)
}

// called tells an entry from others in a sentence.
func (e Entry) called() string {
	if e.ID == "" {
		return "of " + e.Date.String()
	}
	return "of " + e.Date.String() + " to \"" + e.ID + "\""
}

// digest is the hash over all items and pages.
func (l *Ledger) digest() string {
	var parts []string
	for _, subject := range l.subjects() {
		x := l.items[subject]
		parts = append(parts, x.section, subject, x.hash, x.since.ISO(), x.words, x.label)
	}
	for _, p := range l.sortedPages() {
		parts = append(parts, "page", p.name, sum(p.lines...))
	}
	return sum(parts...)
}

// subjects are sorted: their order in the file says nothing.
func (l *Ledger) subjects() []string {
	s := slices.Clone(l.order)
	slices.Sort(s)
	return s
}

func (l *Ledger) sortedPages() []recordedPage {
	p := slices.Clone(l.pages)
	slices.SortFunc(p, func(a, b recordedPage) int { return cmp.Compare(a.name, b.name) })
	return p
}

// lost is an item that was recorded later than any change of it: a merge kept the item and dropped the change.
func (l *Ledger) lost() string {
	newest := map[string]value.Date{}
	for _, e := range l.entries {
		if newest[e.ID].Compare(e.Date) < 0 {
			newest[e.ID] = e.Date
		}
	}
	for _, subject := range l.subjects() {
		day := newest[""]
		for id := subject; id != ""; id = owner(id) {
			if d := newest[id]; day.Compare(d) < 0 {
				day = d
			}
		}
		if l.items[subject].since.Compare(day) > 0 {
			return subject
		}
	}
	return ""
}

// chain orders entries by day and gives each the hash of the one before it. The last holds the hash of the
// state. Of a merge, what both branches have counts once: a change that one of them chained anew has other
// hashes there, and says the same.
func chain(entries []Entry, merged bool, state string) []Entry {
	seen := map[string]bool{}
	entries = slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool {
		e.after, e.state = "", ""
		content := e.sum()
		twice := merged && seen[content]
		seen[content] = true
		return twice
	})
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Date.Compare(b.Date) })
	before := ""
	for i := range entries {
		e := &entries[i]
		e.after = before
		if i == len(entries)-1 {
			e.state = state
		}
		e.hash = e.sum()
		before = e.hash
	}
	return entries
}
