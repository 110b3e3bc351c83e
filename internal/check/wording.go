package check

import (
	"strings"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

// wording judges the words of links in one text.
type wording struct {
	ix    *site.Index
	where func(diag.Span) string
	l     *diag.List
}

// Wording finds the words of an editor's that do not say what they lead to: in [words](fact:id) and [words](event:id) the
// numbers and dates, in [words](word:id) and [words](source:id) the digits. What a link without words prints comes from the
// facts file, and is not looked at. Pieces are the visible text of a page or of prose fields, in order; where gives the
// file and line of a place, for hints.
func Wording(ix *site.Index, pieces []site.Piece, where func(diag.Span) string, l *diag.List) {
	w := wording{ix: ix, where: where, l: l}
	for i := 0; i < len(pieces); {
		j := i + 1
		for j < len(pieces) && pieces[i].Link != nil && pieces[j].Link == pieces[i].Link {
			j++
		}
		if b := pieces[i].Link; b != nil && !b.Auto {
			w.link(b, pieces[i:j])
		}
		i = j
	}
}

func (w *wording) link(b *site.Bound, words []site.Piece) {
	sheet := w.ix.Sheet
	switch b.Kind {
	case site.ToFact:
		if f := sheet.Fact(b.ID); f != nil && !f.Broken {
			w.fact(b, f, words)
		}
	case site.ToEvent:
		if e := sheet.Event(b.ID); e != nil && e.Date != (value.Date{}) {
			w.value(b, value.FromDate(e.Date), e.Raw.Span(), "", words)
		}
	case site.ToSource:
		if s := sheet.Source(b.ID); s != nil {
			w.digits(b, "source", func() []string { return sourceTexts(sheet, s) }, words)
		}
	case site.ToWord:
		if x := sheet.Word(b.ID); x != nil {
			w.digits(b, "glossary entry", func() []string { return []string{w.ix.Plain(x.Term)} }, words)
		}
	}
}

// fact holds words against the facet of a fact that they ask for.
func (w *wording) fact(b *site.Bound, f *fact.Fact, words []site.Piece) {
	asOf := ""
	if f.AsOf != (value.Date{}) {
		asOf = " as of " + f.AsOf.ISO()
	}
	switch _, isForm := site.Form(b.As); {
	case b.As == "as_of":
		w.value(&site.Bound{ID: b.ID + "?as=as_of", Words: b.Words, Span: b.Span}, value.FromDate(f.AsOf), f.Place, "", words)
	case b.As == "label":
		w.text(b, w.ix.Plain(f.Label), f.Place, words)
	case b.As == "status":
		w.text(b, f.Status, f.Place, words)
	case f.Kind == fact.Prose:
		w.text(b, w.ix.Plain(f.Text), f.Raw.Span(), words)
	case isForm:
		w.value(b, f.Value, f.Raw.Span(), asOf, words)
	}
}

// value holds words against a number or a date.
func (w *wording) value(b *site.Bound, v value.Value, at diag.Span, asOf string, words []site.Piece) {
	form, ok := site.Form(b.As)
	if !ok || v.IsZero() {
		return
	}
	m := v.Fits(b.Words, form, w.ix.Sheet.Units)
	if m == nil {
		return
	}
	printed, _ := v.Format(form)
	printed = plain(printed)
	name := b.ID
	if b.As != "" {
		name += "?as=" + b.As
	}
	hint := w.where(at) + " says " + printed + asOf
	if m.Why != "" {
		hint += "; as written, " + m.Why
	}
	w.found("mention-differs", b, m, "does not agree with "+name+", "+printed, hint, words)
	w.l.See(at)
}

// text holds the digits of words against a text.
func (w *wording) text(b *site.Bound, text string, at diag.Span, words []site.Piece) {
	if m := value.Quoted(b.Words, text); m != nil {
		w.found("mention-differs", b, m, "does not stand in "+b.ID+", "+short(text), w.where(at)+" holds the text; digits in the words must stand in it", words)
		w.l.See(at)
	}
}

// digits holds the digits of words against what may vouch for them. Most words have none, and then nobody is asked.
func (w *wording) digits(b *site.Bound, what string, vouch func() []string, words []site.Piece) {
	if value.Quoted(b.Words) == nil {
		return
	}
	texts := vouch()
	if m := value.Quoted(b.Words, texts...); m != nil {
		w.found("words-digits", b, m, "does not stand in the "+what+" "+b.ID+", "+short(texts[0]), "bind the figure with fact: or event:, or leave it out of these words", words)
	}
}

// sourceTexts are where the digits in the words of a source may stand: its title, publisher and dates, and the places in
// it that claims name.
func sourceTexts(sheet *fact.Sheet, s *fact.Source) []string {
	texts := []string{s.Title.S, s.Publisher.S}
	for _, d := range []value.Date{s.Published, s.Accessed} {
		texts = append(texts, d.String(), d.ISO())
	}
	claims := func(cs []fact.Claim) {
		for _, c := range cs {
			if c.Source == s {
				texts = append(texts, c.At.S)
			}
		}
	}
	for _, f := range sheet.Facts {
		claims(f.Claims)
	}
	for _, t := range sheet.Terms {
		for _, c := range t.Cells {
			claims(c.Claims)
		}
	}
	for _, e := range sheet.Events {
		claims(e.Claims)
	}
	return texts
}

// found notes a misfit at its place among the words, with the edit that mends it where one is certain.
func (w *wording) found(code string, b *site.Bound, m *value.Misfit, says, hint string, words []site.Piece) {
	at, sure := place(b, m.Stretch, words)
	message := "\"" + plain(b.Words[m.Start:m.End]) + "\" " + says
	if sure && m.Say != "" {
		w.l.AddFix(code, at, message, hint, diag.Fix{At: at, Text: plain(m.Say)})
		return
	}
	w.l.Add(code, at, message, hint)
}

// place is where a part of the words stands in the file. It is sure where the part stands there as it is, in one
// stretch: then an edit may take its place. Else it is the link as a whole.
func place(b *site.Bound, part value.Stretch, words []site.Piece) (at diag.Span, sure bool) {
	offset := 0
	for _, p := range words {
		from, to := part.Start-offset, part.End-offset
		offset += len(p.Text)
		if from < 0 || from >= len(p.Text) {
			continue
		}
		if p.Span.End-p.Span.Start == len(p.Text) && to <= len(p.Text) {
			return diag.Span{File: p.Span.File, Start: p.Span.Start + from, End: p.Span.Start + to}, true
		}
		break
	}
	return b.Span, false
}

// plain is a text with ordinary spaces, as an editor would type it.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// short is a text in a message, cut where it is long.
func short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = strings.TrimRight(string(r[:most]), " ") + "…"
	}
	return "\"" + s + "\""
}
