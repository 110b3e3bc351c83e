package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var popovers = regexp.MustCompile(` popover(target(action)?)?(="[^"]*")?`)

// older is the site as a browser takes it that knows neither popovers nor anchors: what it does not know is taken
// out of its pages, and conditions of its stylesheet are answered as it would.
func older(t *testing.T, dir string) string {
	t.Helper()
	aged := filepath.Join(t.TempDir(), "aged")
	if err := os.CopyFS(aged, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	styles, err := filepath.Glob(filepath.Join(aged, "assets", "*.css"))
	if err != nil {
		t.Fatal(err)
	}
	answered := 0
	for _, style := range styles {
		css := string(read(t, style))
		answered += strings.Count(css, "@supports")
		for _, known := range []struct{ question, answer string }{
			{"not selector(:popover-open)", "(display:block)"}, {"selector(:popover-open)", "(display:never)"},
			{"not (position-area:bottom)", "(display:block)"}, {"(position-area:bottom)", "(display:never)"},
			{":popover-open", ":unknown"}, {"position-a", "unknown-a"}, {"position-try", "unknown-try"},
		} {
			css = strings.ReplaceAll(css, known.question, known.answer)
		}
		if err := os.WriteFile(style, []byte(css), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if answered < 4 {
		t.Fatalf("%d conditions in %q", answered, styles)
	}
	for _, name := range pages(t, aged) {
		file := filepath.Join(aged, name)
		if err := os.WriteFile(file, popovers.ReplaceAll(read(t, file), nil), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return aged
}

// plainly is what is wrong with a page that has no popovers: each mention leads to the register by its number, and
// the cards stand whole at the end, in order.
const plainly = `(() => {
	const faults = [], all = s => [...document.querySelectorAll(s)], seen = e => e.checkVisibility() && e.getBoundingClientRect().height > 0
	const mentions = all(".m"), cards = all(".card")
	if (all(".m button, .card .end button").some(seen)) faults.push("a button that does nothing is shown")
	for (const m of mentions.filter(m => m.checkVisibility())) {
		const a = m.querySelector("sup a"), box = a?.getBoundingClientRect()
		if (!a || !seen(a)) faults.push(m.textContent + " has no number")
		else if (!/^(facts\.html|\/a\/b\/facts\.html)?#[a-z0-9.-]+$/.test(a.getAttribute("href"))) faults.push(m.textContent + " leads to " + a.getAttribute("href"))
		else if (!cards.some(c => c.id === "n" + a.textContent)) faults.push("there is no card " + a.textContent)
	}
	let end = mentions.filter(m => !m.closest(".notes")).map(m => m.getBoundingClientRect()).reduce((y, b) => Math.max(y, b.top), 0)
	for (const [i, card] of cards.entries()) {
		const box = card.getBoundingClientRect()
		if (!seen(card) || getComputedStyle(card).position !== "static") faults.push(card.id + " does not stand in the page")
		if (box.top < end) faults.push(card.id + " stands above what comes before it")
		if (card.scrollHeight > card.clientHeight + 1) faults.push(card.id + " is cut off")
		if (card.id !== "n" + (i + 1) || getComputedStyle(card.querySelector(".l"), "::before").content !== 'counter(note) ". "') faults.push("card " + (i + 1) + " shows another number")
		end = box.bottom
	}
	if (cards.length && !seen(all(".notes > h2")[0])) faults.push("the source notes have no heading")
	if (all(".mast nav a").some(a => !seen(a))) faults.push("links of the navigation are out of sight")
	return {mentions: mentions.length, cards: cards.length, faults: faults.slice(0, 20)}
})()`

// TestOlder reads the site, and a long one, in a browser without popovers.
func TestOlder(t *testing.T) {
	script, b := axe(t), newBrowser(t)
	var jobs []screen
	own, long := ownSite(t).plain, grown(t, 12).plain
	for dir, names := range map[string][]string{own: pages(t, own), long: {"index.html"}} {
		aged := older(t, dir)
		at := host(t, aged, "/", aged)
		for _, name := range names {
			jobs = append(jobs, screen{page: at + name, width: 320, prefers: light}, screen{page: at + name, width: 1280, prefers: dark})
		}
	}
	spread(t, b, jobs, func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		var found struct {
			Mentions, Cards int
			Faults          []string
		}
		var wide, violations []string
		looks := []chromedp.Action{chromedp.Evaluate(plainly, &found), chromedp.Evaluate(fits, &wide)}
		home := strings.HasSuffix(l.page, "/index.html")
		if home && l.width == 320 { // with every card in the open axe reads for long, and all pages are made alike
			looks = append(looks, chromedp.Evaluate(script, nil), await(axeRun, &violations))
		}
		said := b.open(l.page, looks...)
		for _, fault := range slices.Concat(said, found.Faults, wide, violations) {
			t.Errorf("%v: %s", l, fault)
		}
		if home && (found.Mentions < 1 || found.Cards < 1) {
			t.Errorf("%v: %d mentions and %d cards", l, found.Mentions, found.Cards)
		}
	})
}

// TestOlderComplains: a browser of today keeps its cards closed, and is found out.
func TestOlderComplains(t *testing.T) {
	dir, b := grown(t, 12).plain, newBrowser(t)
	at := host(t, dir, "/", dir)
	if err := b.show(screen{width: 320, prefers: light}); err != nil {
		t.Fatal(err)
	}
	var found struct{ Faults []string }
	b.open(at+"index.html", chromedp.Evaluate(plainly, &found))
	for _, want := range []string{"a button that does nothing", "has no number", "n1 does not stand", "have no heading", "navigation are out of sight"} {
		if !strings.Contains(strings.Join(found.Faults, "; "), want) {
			t.Errorf("no word of %q in %q", want, found.Faults)
		}
	}
}
