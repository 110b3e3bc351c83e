package build

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// A rule is a place where digits may stand, and what explains them. It gives what it cannot explain: n is
// the element of the place, and text the stretch that was seen.
type rule struct {
	at   string // a selector; before a colon the page that has it, behind @ an attribute
	rest func(a *auditor, n *html.Node, text string) string
}

// rules are tried in this order.
var rules = []rule{
	// The marks of mentions.
	{"span.m sup", noteNumber},
	{"span.m button@aria-label", func(a *auditor, n *html.Node, text string) string { return noteNumber(a, n.Parent, text) }},
	{"span.m", mention},
	{"a.when", when},

	// What shows the ledger.
	{"span.corrected", corrected},
	{"article.entry", ledgerChange},
	{"changes: section p", func(a *auditor, n *html.Node, text string) string {
		if attribute(n, "id") != "" {
			return ledgerChange(a, n, text)
		}
		return restAnywhere(words(n), a.notes())
	}},
	{"changes: section h2", func(a *auditor, n *html.Node, _ string) string {
		for _, e := range a.ledger.Entries() {
			if attribute(enclosing(n, "section"), "id") == "d-"+e.Date.ISO() {
				return rest(words(n), e.Date.String())
			}
		}
		return words(n)
	}},

	// What shows the facts file.
	{"li.card", card},
	{"article.differ", difference},
	{"article.fact.doc", func(a *auditor, n *html.Node, _ string) string {
		if s := a.Sheet.Source(attribute(n, "id")); s != nil {
			return rest(words(n), a.source(s)...)
		}
		return words(n)
	}},
	{"article.fact", register},
	{"dl.words div", func(a *auditor, n *html.Node, _ string) string {
		if w := a.Sheet.Word(attribute(n, "id")); w != nil {
			return rest(words(n), append([]string{a.Plain(w.Term), a.Plain(w.Text)}, a.users(w.ID)...)...)
		}
		return words(n)
	}},
	{"ol.tl li", event},
	{"figure.provisions article", term},
	{"figure.provisions ul.legend li", fates},
	{"figure.provisions h3.group", func(a *auditor, n *html.Node, _ string) string { return restAnywhere(words(n), a.groups()) }},
	{"figure figcaption", func(a *auditor, n *html.Node, _ string) string {
		if f := a.figureOf(n); f != nil {
			parts := []string{a.Plain(f.Title), a.unitOf(f)}
			if w := a.Sheet.Fact(f.Whole.S); w != nil {
				parts = append(parts, a.Plain(w.Label), a.Printed(w))
			}
			return rest(words(n), parts...)
		}
		return words(n)
	}},
	{"figure p.src", foot},
	{"figure dl.keys div", keyFigure},
	{"figure.t dl div", keyFigure},
	{"figure.chart table.sum tr", drawn},
	{"figure.chart div.flow h4", drawn},
	{"figure.chart div.flow svg", drawn},
	{"figure.chart p.vh", alternative},
	{"figure.chart text.q", tick},
	{"figure.chart text.free", drawn},
	{"figure.chart text.dim", drawn},
	{"figure.chart text", func(a *auditor, n *html.Node, text string) string {
		if f := a.figureOf(n); f != nil && f.Kind.S == "bars" {
			return barText(a, n, text)
		}
		return drawn(a, n, text)
	}},
	{"figure.chart title", plainTitle},
	{"figure.chart caption", plainTitle},
	{"figure.chart thead", drawn},
	{"figure.chart tbody tr", func(a *auditor, n *html.Node, text string) string {
		if left := a.datum(n); !hasFigure(left) {
			return ""
		}
		return drawn(a, n, text)
	}},
	{"figure.chart desc", alternative},
	{"figure@aria-label", alternative},
	{"img@alt", alternative},

	// What the build counts or repeats.
	{"p.record", record},
	{"main ul.legend li", func(a *auditor, n *html.Node, _ string) string {
		st := find(n, "span.st")
		if st == nil {
			return words(n)
		}
		return rest(words(n), fmt.Sprint(a.withStatus(strings.TrimPrefix(attribute(st, "class"), "st "))))
	}},
	{"footer ul.legend li.hue", func(a *auditor, n *html.Node, _ string) string { return restAnywhere(words(n), a.partyNames()) }},
	{"footer span", func(a *auditor, n *html.Node, _ string) string { return rest(words(n), a.Config.Publisher.S) }},
	{"header.mast a.name", func(a *auditor, n *html.Node, _ string) string { return rest(words(n), a.Plain(a.Config.Title)) }},
	{"head title", func(a *auditor, n *html.Node, _ string) string {
		return rest(words(n), words(find(a.root, "h1")), a.Plain(a.Config.Title))
	}},
	{"details.cite p", func(a *auditor, n *html.Node, _ string) string {
		return rest(words(n), words(find(a.root, "h1")), a.Plain(a.Config.Title), a.Config.Publisher.S, a.newest().String(), a.Site.BaseURL)
	}},
	{"meta@content", func(a *auditor, n *html.Node, text string) string {
		switch name := attribute(n, "property") + attribute(n, "name"); name {
		case "og:image:width", "og:image:height":
			return rest(text, "1200", "630")
		case "og:url", "og:image", "twitter:image": // addresses, which nobody reads as figures
			return rest(text, text)
		case "description", "og:description":
			return a.field(a.page, a.meta(a.page).Description.S, text)
		}
		return rest(text, a.Plain(a.Config.Title), words(find(a.root, "h1")), a.newest().String(), fmt.Sprint(len(a.Sheet.Facts)), fmt.Sprint(a.withStatus("confirmed")))
	}},
	{"header.mast nav a", func(a *auditor, n *html.Node, _ string) string { return a.navName(n) }},
	{"ul.routes a", func(a *auditor, n *html.Node, _ string) string { return a.navName(n) }},
	{"nav.steps a", func(a *auditor, n *html.Node, _ string) string {
		if root := a.roots[pageOf(n)]; root != nil {
			return rest(words(n), words(find(root, "h1")))
		}
		return words(n)
	}},
	{"nav.toc a", func(a *auditor, n *html.Node, _ string) string {
		target := byID(a.root, anchorOf(n))
		if target != nil && target.Data == "section" {
			target = find(target, "h2")
		}
		return rest(words(n), words(target))
	}},

	// Prose.
	{"header.head a", proseLink},
	{"div.text a", proseLink},
	{"header.head", prose},
	{"div.text", prose},
}
