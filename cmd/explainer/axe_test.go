package main

import (
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeRun asks for WCAG 2.2 at level AA and what axe calls best practice; axeColours for those rules alone that hang on
// colours, which is all that a dark page has by itself.
var (
	axeRun     = axeAsks(`["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`)
	axeColours = axeAsks(`{type: "rule", values: ["color-contrast", "link-in-text-block"]}`)
)

func axeAsks(only string) string {
	return `axe.run(document, {runOnly: ` + only + `, resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + ", " + n.failureSummary).join("; ")))`
}

// openCard opens the first card of a page, and says whether it opened; a page without mentions has none.
const openCard = `(async () => {
	const button = document.querySelector(".m button")
	if (button) button.click()
	await Promise.all(document.getAnimations().map(a => a.finished))
	return !button || document.querySelectorAll(".card:popover-open").length === 1
})()`

func axe(t *testing.T) string {
	t.Helper()
	drives(t)
	script, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		lacks(t, "no axe was found: `make test` installs it where there is npm")
	}
	return string(script)
}

// TestAxe asks axe about each page as it loads, and again with a card open.
func TestAxe(t *testing.T) {
	script, p, b := axe(t), ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	spread(t, b, screens(pages(t, p.plain), 320, 1280), func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Errorf("%v: %v", l, err)
			return
		}
		ask := axeRun
		if maps.Equal(l.prefers, dark) && !*lighthouseFlag { // make judges asks the whole of dark pages, too
			ask = axeColours
		}
		var open bool
		var loaded, carded []string
		said := b.open(at+l.page, chromedp.Evaluate(script, nil), await(ask, &loaded), await(openCard, &open), await(ask, &carded))
		if !open {
			t.Errorf("%v: the first card does not open", l)
		}
		for _, fault := range append(said, loaded...) {
			t.Errorf("%v: %s", l, fault)
		}
		for _, fault := range carded {
			t.Errorf("%v, with a card open: %s", l, fault)
		}
	})
}

// TestAxeComplains makes sure that axe would say something.
func TestAxeComplains(t *testing.T) {
	script, b := axe(t), newBrowser(t)
	var out, colours []string
	b.open("data:text/html,<title>x</title><p style='color:%23999'>Grey<img src=data:,>", chromedp.Evaluate(script, nil), await(axeRun, &out), await(axeColours, &colours))
	if len(colours) != 1 || !strings.HasPrefix(colours[0], "color-contrast:") {
		t.Errorf("of the colours %q", colours)
	}
	for _, want := range []string{"color-contrast", "html-has-lang", "image-alt", "landmark-one-main"} {
		if !strings.Contains(strings.Join(out, "\n"), want+":") {
			t.Errorf("no word of %s in %q", want, out)
		}
	}
}
