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
	if kind.Behind {
		in.Frame.Note = b.inline(f.Note)
	}
	in.Stages = len(b.ix.stagesOf(f))
	cited, whole := b.figureFacts(f, kind, &in)
	if !whole {
		return // what is missing or broken was reported with the facts file
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
				cited = b.ix.appendCells(cited, t, f)
			}
		}
	}
	if slices.Contains(kind.Keys, "arrows") {
		cited = b.flow(f, &in, cited)
	}
	if !kind.Behind {
		in.Frame.Note = b.inline(f.Note)
	}
	for _, s := range cited {
		in.Frame.Sources = append(in.Frame.Sources, cite(b.root, s))
	}
	drawn, problems := kind.Draw(in)
	for _, p := range problems {
		b.l.Add(p.Code, placeOf(f, p), p.Message, p.Hint)
	}
	if len(problems) == 0 {
		k.Partial, k.View = kind.Name, drawn
		b.figures = b.figures || !kind.List
	}
}

// figureFacts gathers the facts of a figure, and the sources of their claims. It is false where one of them is
// missing or broken, so that there is nothing to draw.
func (b *binder) figureFacts(f *fact.Figure, kind figure.Kind, in *figure.Input) (cited []*fact.Source, whole bool) {
	whole = true
	get := func(id string) *figure.Datum {
		x := b.ix.Sheet.Fact(id)
		if x == nil || x.Broken {
			whole = false
			return nil
		}
		cited = appendSources(cited, x.Claims)
		d := b.datum(x)
		return &d
	}
	uses := func(key string) bool { return slices.Contains(kind.Keys, key) }
	if uses("facts") {
		for _, t := range f.Facts {
			if d := get(t.S); d != nil {
				in.Facts = append(in.Facts, *d)
			}
		}
	}
	if uses("whole") && f.Whole.Set() {
		in.Whole = get(f.Whole.S)
	}
	if x := b.ix.Sheet.Fact(f.Fact.S); uses("fact") && f.Fact.Set() {
		if kind.Name == "equation" && x != nil && x.Derived() { // its inputs are read first
			in.Sum = x.Expr.Operands()
			for _, id := range inputsOf(x) {
				if d := get(id); d != nil {
					in.Inputs = append(in.Inputs, *d)
				}
			}
		}
		if in.Fact = get(f.Fact.S); in.Fact != nil {
			in.Claims = b.said(x)
		}
	}
	return cited, whole
}

// factsOf are the facts that a figure shows, those that an equation is worked out from among them.
func (ix *Index) factsOf(f *fact.Figure, kind figure.Kind) []string {
	var ids []string
	for _, t := range append(slices.Clone(f.Facts), f.Fact, f.Whole) {
		ids = append(ids, t.S)
	}
	if x := ix.Sheet.Fact(f.Fact.S); kind.Name == "equation" && x != nil {
		ids = append(ids, inputsOf(x)...)
	}
	return ids
}

// placeOf is where a problem of a figure stands: at the fact or arrow that it names, else at the figure.
func placeOf(f *fact.Figure, p figure.Problem) diag.Span {
	for _, t := range append(slices.Clone(f.Facts), f.Fact, f.Whole) {
		if p.Fact != "" && t.S == p.Fact {
			return t.Span()
		}
	}
	if p.Arrow > 0 {
		return f.Arrows[p.Arrow-1].Place
	}
	return f.Place
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
		Status: view.Status(f.Status), AsOf: date(f.AsOf), Hue: party(f.Party).Hue, From: inputsOf(f),
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

// inputsOf are the facts that a derived one is worked out from, each once, in the order of its expression.
func inputsOf(f *fact.Fact) []string {
	if f.Expr == nil {
		return nil
	}
	var ids []string
	for _, r := range f.Expr.Refs() {
		if !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	return ids
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
