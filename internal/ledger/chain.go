package ledger

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

const (
	joinHint = "after a merge, keep the lines of both sides and run explainer record; else bring back an older copy of the file"
	oldHint  = "bring back an older copy of the file from version control, or both sides of a merge, and record again"
)

// verify holds the changes against their hashes, and the state against the newest of them. It reports the
// first thing that does not fit.
func (l *Ledger) verify(list *diag.List) {
	there := map[string]bool{"": true} // each hash, and none: the first comes after nothing
	for _, e := range l.entries {
		for _, h := range e.hashes() {
			there[h] = true
		}
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
	if fork < 0 { // one history, and it does not end here
		l.fault = broken
		list.Add("ledger-chain", last.place, "what the ledger says of the site is not what its last change left", oldHint)
		return
	}
	l.fault = forked
	if subject := l.lost(); subject != "" {
		l.fault = broken
		x := l.items[subject]
		list.Add("ledger-chain", x.place, "\""+subject+"\" was recorded on "+x.since.ISO()+", but no change of that day says so", "bring the change back from the other side of a merge, or an older copy of the file")
		return
	}
	list.Add("ledger-chain", l.entries[fork].place, "the change "+l.entries[fork].called()+" does not follow the one before it", joinHint)
}

// called tells an entry from others in a sentence.
func (e Entry) called() string {
	if e.ID == "" {
		return "of " + e.Date.ISO()
	}
	return "of " + e.Date.ISO() + " to \"" + e.ID + "\""
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

// chain orders entries by day and gives each that does not follow the one before it a new hash. What still
// fits stays as it was recorded. The last holds the hash of the state.
func chain(entries []Entry, state string) []Entry {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Date.Compare(b.Date) })
	before := ""
	for i := range entries {
		e := &entries[i]
		fits := e.after == before && e.hash == e.sum()
		if i == len(entries)-1 {
			fits = fits && e.state == state
		}
		if !fits {
			e.formerly = strings.Join(e.hashes(), " ")
			e.after, e.state = before, ""
			if i == len(entries)-1 {
				e.state = state
			}
			e.hash = e.sum()
		}
		before = e.hash
	}
	return entries
}

// hashes are all that an entry has had, the newest last; none of a new one.
func (e Entry) hashes() []string {
	h := strings.Fields(e.formerly)
	if e.hash != "" {
		h = append(h, e.hash)
	}
	return h
}

// once leaves out what two histories have in common but for their hashes: after an earlier merge, the
// changes of one of them were chained anew. What one history says twice stays twice.
func once(entries []Entry) []Entry {
	type past struct{ after, says string }
	known := map[string]past{}
	for _, e := range entries {
		bare := e
		bare.after, bare.state, bare.formerly = "", "", ""
		for _, h := range e.hashes() {
			if _, taken := known[h]; !taken || h == e.hash { // a change that is there speaks for itself
				known[h] = past{e.after, bare.sum()}
			}
		}
	}
	var out []Entry
	kept := map[string][]int{}  // by what they say, places in out
	counted := map[string]int{} // by hash, how often a history had said so, itself included
	for _, e := range entries {
		says := known[e.hash].says
		before := 0 // how often its own history said so
		steps := 0  // a history that was made up could run in a circle
		for h := e.after; h != "" && len(kept[says]) > before && steps < len(entries); h = known[h].after {
			steps++
			if n := counted[h]; known[h].says == says && n > 0 {
				before += n
				break
			} else if known[h].says == says {
				before++
			}
		}
		for _, h := range e.hashes() {
			counted[h] = before + 1
		}
		if twins := kept[says]; len(twins) > before {
			same := &out[twins[before]]
			same.formerly = union(same.formerly, e.hashes(), same.hash)
			continue
		}
		kept[says] = append(kept[says], len(out))
		out = append(out, e)
	}
	return out
}

// union adds hashes to a list of them, but for one.
func union(list string, hashes []string, but string) string {
	all := strings.Fields(list)
	for _, h := range hashes {
		if h != but && !slices.Contains(all, h) {
			all = append(all, h)
		}
	}
	return strings.Join(all, " ")
}
