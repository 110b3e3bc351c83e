package build

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"explainer/internal/fact"
	"explainer/internal/value"
)

// newest is the newest date of a fact.
func (a *auditor) newest() value.Date {
	var newest value.Date
	for _, f := range a.Sheet.Facts {
		if f.AsOf.Compare(newest) > 0 {
			newest = f.AsOf
		}
	}
	return newest
}

func record(a *auditor, n *html.Node, _ string) string {
	parts := []string{a.newest().String()}
	for _, count := range []int{len(a.Sheet.Facts), a.withStatus("confirmed"), a.withStatus(fact.Computed), a.ledger.Changes()} {
		parts = append(parts, strconv.Itoa(count))
	}
	parts = slices.Insert(parts, len(parts)-1, a.lastChecked().String())
	return rest(words(n), parts...)
}

// lastChecked is the day by which all facts of the page had been checked, or of the site, on a page that
// mentions none.
func (a *auditor) lastChecked() value.Date {
	var day value.Date
	first := true
	for _, f := range a.Sheet.Facts {
		if len(a.cards[a.page]) > 0 && a.cards[a.page][f.ID] == 0 {
			continue
		}
		if d := a.checked(f); first || d.Compare(day) < 0 {
			day, first = d, false
		}
	}
	return day
}

func (a *auditor) partyNames() []string {
	var names []string
	for _, p := range a.Sheet.Parties {
		names = append(names, p.Name)
	}
	return names
}

func (a *auditor) groups() []string {
	var names []string
	for _, x := range a.Sheet.Terms {
		names = append(names, a.Plain(x.Group))
	}
	return names
}

// field holds what a field of a page prints against what its links can print, and what is recorded of it.
func (a *auditor) field(page, raw, text string) string {
	return restAnywhere(text, append(a.formsIn(raw), a.loose[page]...))
}

func (a *auditor) navName(n *html.Node) string {
	m := a.meta(pageOf(n))
	return a.field(m.Name, m.Nav.S, words(n))
}

// alternative is the words that a page gives for a figure or image.
func alternative(a *auditor, n *html.Node, text string) string {
	return a.field(a.page, strings.Join(altTexts(a.raw[a.page]), " "), text)
}

var altWords = regexp.MustCompile(`(?s)!\[(.*?)\]\(`)

func altTexts(raw string) []string {
	var out []string
	for _, m := range altWords.FindAllStringSubmatch(raw, -1) {
		out = append(out, m[1])
	}
	return out
}

// prose may hold no digit but those that are recorded.
func prose(a *auditor, n *html.Node, text string) string { return restAnywhere(text, a.loose[a.page]) }

// proseLink is a link to a source, whose words may say what is recorded of it; any other is prose.
func proseLink(a *auditor, n *html.Node, _ string) string {
	for _, s := range a.sourcesAt(n) {
		if left := restAnywhere(words(n), append(a.sourceForms(s), a.loose[a.page]...)); !hasFigure(left) {
			return ""
		}
	}
	return prose(a, n, words(n))
}
