package build

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"explainer/internal/decode"
	"explainer/internal/fact"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

// corrected is the day of a correction of that which the mark stands beside, by the ledger.
func corrected(a *auditor, n *html.Node, _ string) string {
	link := find(n, "a")
	if link == nil {
		return words(n)
	}
	e, ok := a.entry(anchorOf(link))
	if !ok || e.Kind != ledger.Corrected || pageOf(link) != "changes" {
		return words(n)
	}
	return rest(words(n), e.Date.String())
}

func ledgerChange(a *auditor, n *html.Node, _ string) string {
	if e, ok := a.entry(attribute(n, "id")); ok {
		return rest(words(n), a.change(e)...)
	}
	return words(n)
}

func noteNumber(a *auditor, n *html.Node, text string) string {
	for !is(n, "span.m") {
		n = n.Parent
	}
	return rest(text, fmt.Sprint(a.cards[a.page][mentioned(n)]))
}

// mention holds the words of a mention against the forms of its fact, whole; other words must be recorded.
func mention(a *auditor, n *html.Node, _ string) string {
	id, said := mentioned(n), bare(words(n))
	var forms []string
	if f := a.Sheet.Fact(id); f != nil {
		forms = a.forms(f)
	} else if w := a.Sheet.Word(id); w != nil {
		forms = []string{a.Plain(w.Term)}
	}
	for _, f := range forms {
		if bare(f) == said {
			return ""
		}
	}
	return restAnywhere(said, a.loose[a.home(n)])
}

func when(a *auditor, n *html.Node, _ string) string {
	said := bare(words(n))
	if e := a.Sheet.Event(anchorOf(n)); e != nil {
		for _, f := range a.eventForms(e) {
			if bare(f) == said {
				return ""
			}
		}
	}
	return restAnywhere(said, a.loose[a.home(n)])
}

// home is the name under which the ledger lists the digits of a place: in a figure they are the facts
// file's, else the page's.
func (a *auditor) home(n *html.Node) string {
	if enclosing(n, "figure") != nil {
		return "facts.yaml"
	}
	return a.page
}

func cardID(card *html.Node) string {
	if end := find(card, "p.end"); end != nil && find(end, "a") != nil {
		return anchorOf(find(end, "a"))
	}
	return ""
}

func card(a *auditor, n *html.Node, _ string) string {
	id := cardID(n)
	if f := a.Sheet.Fact(id); f != nil {
		return rest(words(n), a.evidence(f)...)
	}
	if w := a.Sheet.Word(id); w != nil {
		return rest(words(n), a.Plain(w.Term), a.Plain(w.Text))
	}
	return words(n)
}

func register(a *auditor, n *html.Node, _ string) string {
	f := a.Sheet.Fact(attribute(n, "id"))
	if f == nil {
		return words(n)
	}
	return rest(words(n), append(append(a.evidence(f), f.ID), a.users(f.ID)...)...)
}

// users are the names of the pages that have a card of a fact or word.
func (a *auditor) users(id string) []string {
	var names []string
	for _, m := range a.Pages {
		switch {
		case a.cards[m.Name][id] == 0:
		case m.Nav.S != "":
			names = append(names, a.Plain(m.Nav))
		default:
			names = append(names, a.Plain(m.Title))
		}
	}
	return names
}

// event is a dated row; one without an id stands elsewhere too, and must be one of all rows.
func event(a *auditor, n *html.Node, _ string) string {
	id, least := attribute(n, "id"), words(n)
	for _, e := range a.Sheet.Events {
		if left := rest(words(n), a.event(e)...); (id == "" || id == e.ID) && (!hasFigure(left) || id != "") {
			least = left
		}
	}
	return least
}

func term(a *auditor, n *html.Node, _ string) string {
	id, least := attribute(n, "id"), words(n)
	stages := a.Sheet.Stages
	if f := a.figureOf(n); f != nil && len(f.Stages) > 0 {
		stages = slices.DeleteFunc(slices.Clone(stages), func(s *fact.Stage) bool {
			return !slices.ContainsFunc(f.Stages, func(t decode.Text) bool { return t.S == s.ID })
		})
	}
	for _, x := range a.Sheet.Terms {
		if left := rest(words(n), a.term(x, stages)...); (id == "" || id == x.ID) && (!hasFigure(left) || id != "") {
			least = left
		}
	}
	return least
}

// difference is a fact or a date of which sources say different things: what this site says, and what the
// others do.
func difference(a *auditor, n *html.Node, _ string) string {
	id := attribute(n, "id")
	if f := a.Sheet.Fact(id); f != nil {
		return restAnywhere(words(n), append(append(a.evidence(f), a.claims(f)...), a.forms(f)...))
	}
	if e := a.Sheet.Event(id); e != nil {
		parts := a.event(e)
		for _, c := range e.Claims {
			parts = append(parts, c.At.S, a.says(c), a.Plain(c.Note))
		}
		return restAnywhere(words(n), parts)
	}
	return words(n)
}

// drawn is everything that a figure may print: of its facts and those that they are worked out from the
// forms and the claims, its stages and its arrows.
func drawn(a *auditor, n *html.Node, _ string) string {
	f := a.figureOf(n)
	if f == nil {
		return words(n)
	}
	parts := []string{a.Plain(f.Title)}
	for _, s := range a.Sheet.Stages {
		parts = append(parts, s.Label.S)
	}
	for _, w := range f.Arrows {
		parts = append(parts, a.Plain(w.Text))
	}
	var add func(id string)
	add = func(id string) {
		x := a.Sheet.Fact(id)
		if x == nil {
			return
		}
		plain, _ := x.Value.Format(value.Bare)
		parts = append(append(append(parts, a.forms(x)...), a.claims(x)...), plain)
		for _, c := range x.Claims {
			if v, ok := value.ReadClaim(c.Says.S, a.Sheet.Units); ok {
				parts = append(parts, v.String())
			}
		}
		if x.Expr == nil {
			return
		}
		for _, r := range x.Expr.Refs() {
			add(r.ID)
		}
		parts = append(parts, constants(x)...)
	}
	for _, id := range append(f.Facts, f.Fact, f.Whole) {
		add(id.S)
	}
	said := strings.TrimSuffix(bare(words(n)), "…") // what is cut must be the beginning of something
	if slices.ContainsFunc(parts, func(p string) bool { return len(said) > 12 && strings.HasPrefix(bare(p), said) }) {
		return ""
	}
	return restAnywhere(words(n), parts)
}

var constant = regexp.MustCompile(`[^\s\d]?\s*\d[\d,.]*`)

// constants are the numbers that stand in the sum of a derived fact itself, each with its sign.
func constants(f *fact.Fact) []string {
	return constant.FindAllString(f.Expr.Show(func(string) string { return "" }), -1)
}

// fates counts the provisions again that met one fate.
func fates(a *auditor, n *html.Node, _ string) string {
	badge := find(n, "span.badge")
	if badge == nil {
		return words(n)
	}
	count := 0
	for d := range enclosing(n, "figure").Descendants() {
		if is(d, "article.t") {
			if b := find(d, "span.badge"); b != nil && attribute(b, "class") == attribute(badge, "class") {
				count++
			}
		}
	}
	return rest(words(n), fmt.Sprint(count))
}

func (a *auditor) figureOf(n *html.Node) *fact.Figure {
	if f := enclosing(n, "figure"); f != nil {
		return a.Sheet.Figure(attribute(f, "id"))
	}
	return nil
}

// foot is the note of a figure, and its sources by their addresses.
func foot(a *auditor, n *html.Node, _ string) string {
	f := a.figureOf(n)
	if f == nil {
		return words(n)
	}
	parts := []string{a.Plain(f.Note)}
	for d := range n.Descendants() {
		if is(d, "a") && attribute(d, "class") == "" {
			for _, s := range a.sourcesAt(d) {
				if bare(s.Cite()) == bare(words(d)) {
					parts = append(parts, s.Cite())
					break
				}
			}
		}
	}
	return rest(words(n), parts...)
}

// sourcesAt are the sources that a link can lead to.
func (a *auditor) sourcesAt(link *html.Node) []*fact.Source {
	var out []*fact.Source
	for _, s := range a.Sheet.Sources {
		if to := attribute(link, "href"); s.URL != "" && s.URL == to || pageOf(link) == "sources" && anchorOf(link) == s.ID {
			out = append(out, s)
		}
	}
	return out
}
