package site

import (
	"slices"
	"strings"

	"explainer/internal/ledger"
	"explainer/internal/view"
)

// State is what the site says now, for its ledger. Loose is the visible digits that no fact prints, page by
// page.
func (ix *Index) State(loose []ledger.Loose) *ledger.State { return ix.items().With(loose) }

// stated is what the site says beside its loose digits.
func (ix *Index) stated() *ledger.State {
	return ledger.NewState(ledger.Input{
		Sheet: ix.Sheet,
		Texts: []ledger.Text{
			{Name: "title", Text: ix.Config.Title}, {Name: "description", Text: ix.Config.Description}, {Name: "publisher", Text: ix.Config.Publisher},
		},
		Printed: ix.Printed,
		Plain:   ix.Plain,
	})
}

// Changes is the data of changes.html, the newest record first, and the anchors of its days and entries.
func (ix *Index) Changes() (*view.Changes, []string) {
	v := &view.Changes{}
	var anchors []string
	records := ix.o.Ledger.Records()
	slices.Reverse(records)
	for _, r := range records {
		if n := len(v.Days); n == 0 || v.Days[n-1].Date.ISO != r.Date.ISO() {
			v.Days = append(v.Days, view.ChangeDay{Date: date(r.Date)})
			anchors = append(anchors, "d-"+r.Date.ISO())
		}
		day := &v.Days[len(v.Days)-1]
		day.Records = append(day.Records, ix.changeRecord(r))
		for _, e := range r.Entries {
			anchors = append(anchors, e.Name)
		}
	}
	return v, anchors
}

// changeRecord is the changes of one record. They share its note; a single one has it to itself.
func (ix *Index) changeRecord(r ledger.Record) view.ChangeRecord {
	v := view.ChangeRecord{Note: escaped(r.Note)}
	if first := r.Entries[0]; first.ID == "" {
		v.ID, v.First = first.Name, first.Is
		if r.Note == ledger.FirstNote {
			v.Note = ""
		}
		return v
	}
	for _, e := range r.Entries {
		v.Entries = append(v.Entries, view.Change{
			ID: e.Name, Kind: e.Kind, Word: e.Word(), Label: escaped(ix.ChangeLabel(e)), Was: e.Was, Is: e.Is, Href: ix.changeHref(e),
		})
	}
	if len(v.Entries) == 1 {
		v.Entries[0].Note, v.Note = v.Note, ""
	}
	return v
}

// corrected is the mark beside what was corrected of late: the day, and the change.
func (b *binder) corrected(id string) view.Link {
	e, ok := b.ix.o.Ledger.Corrected(id)
	if !ok {
		return view.Link{}
	}
	return view.Link{Text: e.Date.String(), Href: b.root + "changes.html#" + e.Name}
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
