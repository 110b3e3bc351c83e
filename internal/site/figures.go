package site

import (
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/markdown"
	"explainer/internal/value"
	"explainer/internal/view"
)

// figure binds the place of a figure to its drawing. The text in it is bound here, in the order in which
// a reader meets it.
func (b *binder) figure(k *markdown.Link) {
	f := b.ix.Sheet.Figure(k.ID)
	if f == nil {
		b.unknown("figure-unknown", k, "figure", b.ix.Sheet.FigureIDs())
		return
	}
	if b.anchors == nil {
		b.l.Add("figure-place", k.Span, "a figure cannot stand in this text", "put it in a page, alone in its paragraph")
		return
	}
	kind, ok := figure.Find(f.Kind.S)
	if !ok {
		return // reported once, with the facts file
	}
	b.anchor(f.ID, k.Span)
	in := figure.Input{Frame: view.Frame{
		ID: f.ID, Title: b.inline(f.Title), Plain: b.ix.Plain(f.Title), Alt: k.Words,
	}}
	in.Stages = len(b.ix.stagesOf(f))
	var cited []*fact.Source
	for _, id := range f.Facts {
		if x := b.ix.Sheet.Fact(id.S); x != nil {
			in.Facts = append(in.Facts, b.datum(x))
			cited = appendSources(cited, x.Claims)
		}
	}
	if slices.Contains(kind.Keys, "events") {
		for _, e := range b.ix.eventsOf(f, nil) {
			in.Events = append(in.Events, b.timelineRow(e))
		}
	}
	if slices.Contains(kind.Keys, "terms") {
		in.Groups = b.termGroups(f)
		if in.Stages == 2 { // cards: their sources stand once, under the figure
			for _, t := range b.ix.termsOf(f) {
				for _, c := range t.Cells {
					if slices.Contains(b.ix.stagesOf(f), c.Stage) {
						cited = appendSources(cited, c.Claims)
					}
				}
			}
		}
	}
	in.Frame.Note = b.inline(f.Note)
	for _, s := range cited {
		in.Frame.Sources = append(in.Frame.Sources, cite(b.root, s))
	}
	drawn, problems := kind.Draw(in)
	for _, p := range problems {
		b.l.Add(p.Code, f.Place, p.Message, p.Hint)
	}
	if len(problems) == 0 {
		k.Partial, k.View = kind.Name, drawn
	}
}

// anchor claims an id on the page; it says whether the id was free.
func (b *binder) anchor(id string, at diag.Span) bool {
	if b.anchors[id] {
		b.l.Add("heading-id", at, "the id \""+id+"\" stands twice on this page", "give the heading another id, or show the figure once")
		return false
	}
	b.anchors[id] = true
	return true
}

// row claims the id of a row for its first appearance on the page.
func (b *binder) row(id string) string {
	if b.anchors == nil || b.anchors[id] {
		return ""
	}
	b.anchors[id] = true
	return id
}

func (b *binder) datum(f *fact.Fact) figure.Datum {
	label := b.inline(f.Label)
	d := figure.Datum{
		ID: f.ID, Label: b.ix.Plain(f.Label), LabelMarkup: label, Value: f.Value, Text: escaped(b.ix.Printed(f)),
		Status: view.Status(f.Status), AsOf: date(f.AsOf), Hue: party(f.Party).Hue,
		Corrected: b.corrected(f.ID),
		Mention: view.Mention{
			Number: b.number(f.ID), ID: f.ID, Href: b.root + factHref(f.ID),
			Status: view.Status(f.Status), Words: escaped(b.ix.Printed(f)),
		},
	}
	d.Mention.Long = isLong(b.ix.Printed(f))
	b.count++
	return d
}

func (b *binder) timelineRow(e *fact.Event) view.TimelineRow {
	r := view.TimelineRow{
		ID: b.row(e.ID), Date: date(e.Date), Precision: e.Date.Precision(), Text: b.inline(e.Text),
		Corrected: b.corrected(e.ID),
	}
	if e.Party != nil {
		r.Parties = []view.Party{party(e.Party)}
	}
	for _, s := range appendSources(nil, e.Claims) {
		r.Sources = append(r.Sources, cite(b.root, s))
	}
	return r
}

// eventsOf is the events that a timeline shows: those it names, or all, less what from, to and party
// leave out. Faults are reported once, with the facts file; l may be nil.
func (ix *Index) eventsOf(f *fact.Figure, l *diag.List) []*fact.Event {
	if len(f.Events) > 0 {
		var events []*fact.Event
		for _, id := range f.Events {
			if e := ix.Sheet.Event(id.S); e != nil {
				events = append(events, e)
			}
		}
		return events
	}
	from, to := bound(f.From, l), bound(f.To, l)
	var events []*fact.Event
	for _, e := range ix.Sheet.Events {
		switch {
		case from != value.Date{} && e.Date.Last().Compare(from.First()) < 0,
			to != value.Date{} && e.Date.First().Compare(to.Last()) > 0,
			f.Party.S != "" && (e.Party == nil || e.Party.ID != f.Party.S):
			continue
		}
		events = append(events, e)
	}
	return events
}

func bound(t decode.Text, l *diag.List) value.Date {
	if t.S == "" {
		return value.Date{}
	}
	d, err := value.ParseDate(t.S)
	if err != nil && l != nil {
		l.Add("date-invalid", t.At(err.Start, err.End), err.Message, err.Hint)
	}
	return d
}

// stagesOf is the stages that a figure shows; all where it names none.
func (ix *Index) stagesOf(f *fact.Figure) []*fact.Stage {
	if len(f.Stages) == 0 {
		return ix.Sheet.Stages
	}
	var stages []*fact.Stage
	for _, s := range ix.Sheet.Stages {
		if slices.ContainsFunc(f.Stages, func(t decode.Text) bool { return t.S == s.ID }) {
			stages = append(stages, s)
		}
	}
	return stages
}

// termGroups is the provisions of a figure under their headings. A single group has no heading: the
// page has it.
func (b *binder) termGroups(f *fact.Figure) []view.TermGroup {
	stages := b.ix.stagesOf(f)
	var groups []view.TermGroup
	last := ""
	for _, t := range b.ix.termsOf(f) {
		if len(groups) == 0 || t.Group.S != last {
			groups = append(groups, view.TermGroup{Title: b.ix.Plain(t.Group)})
			last = t.Group.S
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, b.term(t, stages))
	}
	if len(groups) == 1 {
		groups[0].Title = ""
	}
	if len(f.Terms) > 0 && len(groups) > 1 { // hand-picked terms stand in one row of cards
		all := view.TermGroup{}
		for _, g := range groups {
			all.Rows = append(all.Rows, g.Rows...)
		}
		groups = []view.TermGroup{all}
	}
	return groups
}

func (ix *Index) termsOf(f *fact.Figure) []*fact.Term {
	var terms []*fact.Term
	switch {
	case len(f.Terms) > 0:
		for _, id := range f.Terms {
			if t := ix.Sheet.Term(id.S); t != nil {
				terms = append(terms, t)
			}
		}
	case len(f.Groups) > 0:
		for _, g := range f.Groups {
			for _, t := range ix.Sheet.Terms {
				if t.Group.S == g.S {
					terms = append(terms, t)
				}
			}
		}
	default:
		terms = ix.Sheet.Terms
	}
	return terms
}

// term is one provision at the given stages. The badge says what became of it at the last of them,
// where that stage follows the one before it in the figure.
func (b *binder) term(t *fact.Term, stages []*fact.Stage) view.Term {
	v := view.Term{ID: b.row(t.ID), Title: b.inline(t.Title), Corrected: b.corrected(t.ID)}
	var cited []*fact.Source
	force := b.ix.Sheet.Stages[len(b.ix.Sheet.Stages)-1]
	for _, c := range t.Cells {
		if !slices.Contains(stages, c.Stage) {
			continue
		}
		cell := view.TermCell{Stage: c.Stage.Label.S, Now: c.Stage == force, Stated: c.Stated}
		if c.Stated {
			cell.Text = b.inline(c.Text)
		}
		v.Cells = append(v.Cells, cell)
		v.Change = c.Change
		cited = appendSources(cited, c.Claims)
	}
	for _, s := range cited {
		v.Sources = append(v.Sources, cite(b.root, s))
	}
	return v
}

func appendSources(list []*fact.Source, claims []fact.Claim) []*fact.Source {
	for _, c := range claims {
		if c.Source != nil && !slices.Contains(list, c.Source) {
			list = append(list, c.Source)
		}
	}
	return list
}

// checkFigures finds what is wrong with the figures of the facts file: their kind, their keys, and what
// they name. Each is reported once, whether or not a page shows the figure.
func (ix *Index) checkFigures(l *diag.List) {
	for _, f := range ix.Sheet.Figures {
		kind, ok := figure.Find(f.Kind.S)
		if !ok {
			var names []string
			for _, k := range figure.Kinds() {
				names = append(names, k.Name)
			}
			l.Add("figure-kind", f.Kind.Span(), "there is no figure of kind \""+f.Kind.S+"\"", "use "+strings.Join(names, ", "))
			continue
		}
		for _, key := range f.Set {
			if !slices.Contains(kind.Keys, key.S) {
				l.Add("figure-key", key.Span(), "a figure of kind "+kind.Name+" does not use \""+key.S+"\"", "it uses "+strings.Join(kind.Keys, ", "))
			}
		}
		ix.eventsOf(f, l)
	}
}
