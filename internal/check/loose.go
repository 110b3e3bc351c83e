package check

import (
	"sync"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// Figures judges every figure that readers see, wherever it stands: it is printed by a fact or stands in the
// words of a link to one, which are checked; or an exemption excuses it; or it is a finding. It is made
// once for a site, and pages are judged by it at the same time.
type Figures struct {
	ix      *site.Index
	where   func(diag.Span) string
	excuses []excuse // the site's: names first
	prints  func() *prints
}

// NewFigures reads the site's own exemptions and names, and finds those that would excuse too much.
// Where gives the file and line of a place, for hints.
func NewFigures(ix *site.Index, where func(diag.Span) string, l *diag.List) *Figures {
	f := &Figures{ix: ix, where: where}
	f.prints = sync.OnceValue(func() *prints { return newPrints(ix) })
	for _, n := range ix.Config.Names {
		f.excuses = f.add(f.excuses, excuse{folded(n.S), "name", n.Span(), true}, l)
	}
	for _, e := range ix.Config.Exempt {
		f.excuses = f.add(f.excuses, excuse{folded(e.Text.S), e.Reason.S, e.Text.Span(), false}, l)
	}
	return f
}

// Page judges what stands in a page's file, and finds the exemptions of the page that excuse nothing. Body is
// its Markdown, nil where there is none.
func (f *Figures) Page(p *site.Page, body []byte) {
	unread(p, body, &p.Findings)
	var own []excuse
	for _, e := range p.Meta.Exempt {
		own = f.add(own, excuse{folded(e.Text.S), e.Reason.S, e.Text.Span(), false}, &p.Findings)
	}
	w := f.walk(p.Meta.Name, own, &p.Findings)
	w.pieces(p.Pieces)
	p.Figures = w.result()
	for i, e := range own {
		if !w.used[len(f.excuses)+i] {
			unused(e, "on this page", &p.Findings)
		}
	}
}

// Texts judges pieces of a file that is no page, such as a template. Name is what the ledger calls it.
func (f *Figures) Texts(name string, pieces []site.Piece, l *diag.List) site.Figures {
	w := f.walk(name, nil, l)
	w.pieces(pieces)
	return w.result()
}

// Unused finds the site's exemptions and names that nothing needed, when all of the site is judged.
func (f *Figures) Unused(all []site.Figures, l *diag.List) {
	used := make([]bool, len(f.excuses))
	for _, x := range all {
		for _, i := range x.Used {
			used[i] = true
		}
	}
	for i, e := range f.excuses {
		if !used[i] {
			unused(e, "on the site", l)
		}
	}
}

// loose reports a figure, and says how far it goes.
func (w *walk) loose(x stretch) stretch {
	w.out.Loose++
	if w.found++; w.found > maxFound {
		return x
	}
	x, near := w.widen(x)
	at := w.span(x.start, x.end)
	hint, named := w.hint(x, near)
	w.l.AddFix("figure-loose", at, "\""+clip(w.s[x.start:x.end])+"\" is bound to no fact", hint, w.fix(x, at, near))
	var see []diag.Span
	var offers []diag.Offer
	for _, i := range named {
		e := w.prints().entries[i]
		see = append(see, e.place)
		if w.bindable(x, at) {
			offers = append(offers, diag.Offer{Fix: diag.Fix{At: at, Text: "<" + e.link + ">"}, Says: e.id + " is " + clip(e.text)})
		}
	}
	if len(see) > 0 {
		w.l.See(see...)
		w.l.Offer(offers...)
	}
	return x
}

// clip shortens words for a message.
func clip(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:57]) + "…"
}
