package site

import (
	"slices"
	"strings"

	"explainer/internal/ledger"
	"explainer/internal/view"
)

// State is what the site says now, for its ledger. Loose is the visible digits that no fact prints, page by
// page.
func (ix *Index) State(loose []ledger.Loose) *ledger.State {
	return ledger.NewState(ledger.Input{
		Sheet: ix.Sheet,
		Texts: []ledger.Text{
			{Name: "title", Text: ix.Config.Title}, {Name: "description", Text: ix.Config.Description}, {Name: "publisher", Text: ix.Config.Publisher},
		},
		Loose:   loose,
		Printed: ix.Printed,
		Plain:   ix.Plain,
	})
}

var changeWords = map[string]string{
	ledger.Added: "Added", ledger.Updated: "Updated", ledger.Corrected: "Corrected", ledger.Withdrawn: "Withdrawn",
}

// Changes is the data of changes.html, the newest day first and within a day the newest change, and the
// anchors of its days and entries.
func (ix *Index) Changes(l *ledger.Ledger) (*view.Changes, []string) {
	v := &view.Changes{}
	var anchors []string
	entries := l.Entries()
	slices.Reverse(entries)
	for _, e := range entries {
		if n := len(v.Days); n == 0 || v.Days[n-1].Date.ISO != e.Date.ISO() {
			v.Days = append(v.Days, view.ChangeDay{Date: date(e.Date)})
			anchors = append(anchors, "d-"+e.Date.ISO())
		}
		day := &v.Days[len(v.Days)-1]
		day.Entries = append(day.Entries, ix.change(e))
		anchors = append(anchors, e.Name)
	}
	return v, anchors
}

func (ix *Index) change(e ledger.Entry) view.Change {
	c := view.Change{
		ID: e.Name, Kind: e.Kind, Word: changeWords[e.Kind], Label: escaped(ix.ChangeLabel(e)),
		Was: e.Was, Is: e.Is, Note: escaped(e.Note), Href: ix.changeHref(e),
	}
	if e.ID == "" && e.Note == ix.ChangeLabel(e) {
		c.Note = ""
	}
	return c
}

// ChangeLabel is what a change is about, in plain words.
func (ix *Index) ChangeLabel(e ledger.Entry) string {
	switch {
	case e.ID == "":
		return "First published"
	case strings.HasPrefix(e.ID, "page:"):
		if m := ix.byName[strings.TrimPrefix(e.ID, "page:")]; m != nil {
			return "Page: " + ix.Plain(m.Title)
		}
	}
	if e.Label == "" {
		return e.ID
	}
	return e.Label
}

// changeHref is where what a change is about stands now, "" where it is gone or has no place of its own.
func (ix *Index) changeHref(e ledger.Entry) string {
	if name, ok := strings.CutPrefix(e.ID, "page:"); ok && ix.byName[name] != nil {
		return ix.byName[name].Out()
	}
	id, s := e.Owner(), ix.Sheet
	switch {
	case s.Fact(id) != nil, s.Word(id) != nil:
		return factHref(id)
	case s.Source(id) != nil:
		return "sources.html#" + id
	case s.Event(id) != nil:
		return ix.eventHref(s.Event(id))
	case s.Term(id) != nil:
		return ix.termHref(s.Term(id))
	}
	return ""
}
