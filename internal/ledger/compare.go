package ledger

import (
	"slices"

	"explainer/internal/diag"
)

const recordHint = `run explainer record --note "why it changed"`

// Compare finds what a site says that is not in its ledger. A ledger that could not be read whole is a
// finding already and is not compared. The caller leaves out a site whose own files could not be read.
func Compare(l *Ledger, now *State, list *diag.List) {
	if l == nil {
		list.Add("ledger-missing", diag.Span{}, "nothing of this site was recorded yet", "run explainer record; it writes "+File)
		return
	}
	if l.fault == unread {
		return
	}
	for _, d := range l.differences(now) {
		message := "\"" + d.subject + "\" "
		switch {
		case d.kind == Added:
			message += "is not recorded" + says(", it says ", d.is)
		case d.kind == Withdrawn:
			message += "was recorded and is gone" + says(", it said ", d.was)
		case d.was == d.is:
			message += "has changed since it was recorded, in what stands beside " + quoted(d.is)
		default:
			message += "has changed since it was recorded: it said " + quoted(d.was) + " and says " + quoted(d.is)
		}
		hint := recordHint
		if d.kind == Updated {
			hint += ", with --correct " + d.subject + " if it was wrong before"
		}
		list.Add("ledger-unrecorded", d.place, message, hint)
	}
	for _, d := range l.digits(now) {
		message := "the page \"" + d.page + "\" "
		if isFile(d.page) {
			message = "\"" + d.page + "\" "
		}
		switch {
		case d.was == "":
			message += "shows " + quoted(d.is) + ", which is not recorded"
		case d.is == "":
			message += "no longer shows " + quoted(d.was) + ", which is recorded"
		default:
			message += "shows " + quoted(d.is) + ", and recorded is " + quoted(d.was)
		}
		list.Add("ledger-unrecorded", d.place, message, recordHint)
	}
}

func says(before, words string) string {
	if words == "" {
		return ""
	}
	return before + quoted(words)
}

// quoted shows what an item says, in short.
func quoted(words string) string {
	if words == "" {
		return "nothing"
	}
	const most = 80
	if r := []rune(words); len(r) > most {
		words = string(r[:most]) + "…"
	}
	return "\"" + words + "\""
}

// difference is an item that is not as it was recorded.
type difference struct {
	kind, subject  string
	label, was, is string
	place          diag.Span
}

// differences are what is there now and was not recorded so, in its order, then what is gone.
func (l *Ledger) differences(now *State) []difference {
	var out []difference
	here := make(map[string]bool, len(now.items))
	for i := range now.items {
		x := &now.items[i]
		here[x.subject] = true
		old, known := l.items[x.subject]
		if x.broken || known && x.hash == old.hash && (!x.prints || x.said() == old.words) {
			continue
		}
		d := difference{kind: Updated, subject: x.subject, label: x.called(), was: old.words, is: x.said(), place: x.place}
		if !known {
			d.kind = Added
		}
		out = append(out, d)
	}
	for _, subject := range l.order {
		if !here[subject] {
			x := l.items[subject]
			out = append(out, difference{kind: Withdrawn, subject: subject, label: l.labelled(subject), was: x.words, place: x.place})
		}
	}
	return wholes(out)
}

// wholes leaves out what came, or went, with what it is a part of.
func wholes(all []difference) []difference {
	kinds := make(map[string]string, len(all))
	for _, d := range all {
		kinds[d.subject] = d.kind
	}
	return slices.DeleteFunc(all, func(d difference) bool {
		return d.kind != Updated && within(d.subject, func(whole string) bool { return kinds[whole] == d.kind })
	})
}

// said is what an item says, as the ledger holds it.
func (x *item) said() string { return clip(plain(x.words())) }

// called is an item's label, as the ledger holds it: never empty, and without the bar that stands before it.
func (x *item) called() string {
	label := noBar(clip(plain(x.label())))
	if label == "" {
		return x.subject
	}
	return label
}

// labelled is the label of an item that is gone, as far as the ledger knows it.
func (l *Ledger) labelled(subject string) string {
	x := l.items[subject]
	switch whole := owner(subject); {
	case x.label != "":
		return x.label
	case whole != "" && x.section == "claims":
		source := l.items[subject[len(whole)+1:]]
		return joined(l.labelled(whole), source.words)
	case whole != "":
		return joined(l.labelled(whole), l.items[subject[len(whole)+1:]].words)
	case x.words != "":
		return x.words
	}
	return subject
}

// digit is a stretch of a page's loose digits that is not as it was recorded: was or is may be empty.
type digit struct {
	page, was, is string
	place         diag.Span
}

// digits holds the pages against what was recorded. What stands the same at both ends of a page is left
// out; the rest is compared in order.
func (l *Ledger) digits(now *State) []digit {
	var out []digit
	recorded := map[string]recordedPage{}
	for _, p := range l.pages {
		recorded[p.name] = p
	}
	for _, p := range now.pages {
		name := plain(p.name)
		old := recorded[name]
		delete(recorded, name)
		is, was := p.lines(), old.lines
		from, to := same(is, was)
		for i := range max(len(is), len(was)) - from - to {
			d := digit{page: name, place: old.place}
			if at := from + i; at < len(was)-to {
				d.was, d.place = was[at], old.places[at]
			}
			if at := from + i; at < len(is)-to {
				d.is, d.place = is[at], p.loose[at].Span
			}
			out = append(out, d)
		}
	}
	for _, p := range l.pages {
		if _, gone := recorded[p.name]; gone {
			for i, line := range p.lines {
				out = append(out, digit{page: p.name, was: line, place: p.places[i]})
			}
		}
	}
	return out
}

// same is how many lines are the same at the beginning and at the end of two lists.
func same(a, b []string) (first, last int) {
	n := min(len(a), len(b))
	for first < n && a[first] == b[first] {
		first++
	}
	for last < n-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	return first, last
}
