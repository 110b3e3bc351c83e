package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/fits.js
var fits string

// shifts are the moves that a page made by itself while it loaded.
const shifts = `new Promise(done => {
	const moved = [], box = r => [r.x, r.y, r.width, r.height].map(Math.round).join(" ")
	new PerformanceObserver(list => list.getEntries().forEach(e => moved.push("the layout shifts by " + e.value.toFixed(3) + ": " +
		e.sources.map(s => (s.node?.outerHTML ?? s.node?.data ?? "?").slice(0, 60) + " from " + box(s.previousRect) + " to " + box(s.currentRect)).join("; "))))
		.observe({type: "layout-shift", buffered: true})
	setTimeout(() => done(moved), 50)
})`

// strained is the site together with one made of words and scripts that strain a layout, as addresses.
func strained(t *testing.T) map[string][]string {
	t.Helper()
	own := ownSite(t).plain
	wild := filepath.Join(t.TempDir(), "wild")
	var out bytes.Buffer
	if run([]string{"build", "--root", "testdata/wild", "--draft", "--output", wild, "--no-sync"}, &out, &out) != clean {
		t.Fatal(out.String())
	}
	return map[string][]string{host(t, own, "/", own): pages(t, own), host(t, wild, "/", wild): pages(t, wild)}
}

// moves opens a page and waits, and gives its complaints and the moves that it makes each time that it is opened: a
// busy machine paints half a page now and then, and the rest then makes room for itself.
func (b *browser) moves(address string, wait time.Duration, more ...chromedp.Action) (said, moved []string) {
	for range 3 {
		said = b.open(address, append([]chromedp.Action{chromedp.Sleep(wait), await(shifts, &moved)}, more...)...)
		if len(moved) == 0 {
			break
		}
	}
	return said, moved
}

// fit opens pages at widths: nothing is cut off or needs to be scrolled sideways, and nothing moves by itself.
func fit(t *testing.T, b *browser, at string, pages []string, size string, widths ...int64) {
	t.Helper()
	var jobs []screen
	for _, page := range pages {
		for _, width := range widths {
			jobs = append(jobs, screen{page: page, width: width, prefers: light})
		}
	}
	spread(t, b, jobs, func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		var out []string
		var text string
		said, moved := b.moves(at+l.page, 0, chromedp.Evaluate(fits, &out), chromedp.Evaluate(`getComputedStyle(document.documentElement).fontSize`, &text))
		for _, fault := range slices.Concat(said, out, moved) {
			t.Errorf("%v, text of %s: %s", l, text, fault)
		}
		if text != size {
			t.Errorf("%v: text of %s, want %s", l, text, size)
		}
	})
}

// TestFits opens every page from the narrowest screen on.
func TestFits(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	b := newBrowser(t)
	for at, pages := range strained(t) {
		fit(t, b, at, pages, "16px", 320, 768, 1280)
	}
}

// TestLarge opens every page for readers who have set text to twice its size, on a tablet and a desk.
func TestLarge(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	b := newBrowser(t, chromedp.Flag("blink-settings", "defaultFontSize=32"))
	for at, pages := range strained(t) {
		fit(t, b, at, pages, "32px", 768, 1280)
	}
}

// TestForced reads the contrast with the colours of the system in force, light and dark.
func TestForced(t *testing.T) {
	p, b := ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	var jobs []screen
	for _, l := range screens(pages(t, p.plain), 1280) {
		l.prefers = map[string]string{"forced-colors": "active", "prefers-color-scheme": l.prefers["prefers-color-scheme"]}
		jobs = append(jobs, l)
	}
	spread(t, b, jobs, func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		var active, open bool
		var found contrasts
		said := b.open(at+l.page, chromedp.Evaluate(`matchMedia("(forced-colors: active)").matches`, &active), await(openCard, &open), chromedp.Evaluate(contrast, &found))
		for _, fault := range append(said, found.Faults...) {
			t.Errorf("%v, forced colours: %s", l, fault)
		}
		if !active {
			t.Error("colours are not forced")
		}
	})
}

// TestMotion opens a card: it fades in, but not for readers who ask for less motion.
func TestMotion(t *testing.T) {
	p, b := ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	for wish, want := range map[string]bool{"no-preference": true, "reduce": false} {
		if err := b.show(screen{width: 1280, prefers: map[string]string{"prefers-reduced-motion": wish}}); err != nil {
			t.Fatal(err)
		}
		var moving int
		const count = `document.querySelector(".m button").click(), document.getAnimations().length`
		if said := b.open(at+"index.html", chromedp.Evaluate(count, &moving)); len(said) > 0 || (moving > 0) != want {
			t.Errorf("%s: %d animations, %q", wish, moving, said)
		}
	}
}

// onPaper is what is wrong with a page as it is printed.
const onPaper = `(() => {
	const faults = [], all = s => [...document.querySelectorAll(s)], seen = e => e.checkVisibility() && e.getBoundingClientRect().height > 0
	for (const s of ["nav", ".skip", ".m button", ".card button", "summary", ".files"]) if (all(s).some(seen)) faults.push(s + " is printed")
	for (const s of ["h1", ".card", ".card .v", ".m sup", "details table", "figure svg", "figure .tl", ".claims"]) {
		const lost = all(s).filter(e => !seen(e))
		if (lost.length) faults.push(lost.length + " of " + s + " are not printed")
	}
	if (all(".card").length && !seen(all(".notes > h2")[0])) faults.push("the source notes have no heading")
	for (const a of all(".notes .claims a")) {
		const content = getComputedStyle(a, "::after").content
		if (!content.includes(a.getAttribute("href"))) faults.push("no address after " + a.textContent + ": " + content)
	}
	const numbers = all(".m sup").map(e => e.textContent), notes = all(".card").map(e => e.id.slice(1))
	for (const n of new Set(numbers)) if (!notes.includes(n)) faults.push("there is no note " + n)
	if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") faults.push("the paper is not white")
	return faults
})()`

// TestPrint reads each page as it is printed, from a dark screen too, and prints it on A4 and on Letter.
func TestPrint(t *testing.T) {
	p, b := ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	var jobs []screen
	for _, l := range screens(pages(t, p.plain), 673, 695) { // what A4 and Letter leave between their margins
		l.media = "print"
		jobs = append(jobs, l)
	}
	spread(t, b, jobs, func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		var faults, wide []string
		said := b.open(at+l.page, chromedp.Evaluate(onPaper, &faults), chromedp.Evaluate(fits, &wide))
		for _, fault := range append(append(said, faults...), wide...) {
			t.Errorf("%v, printed: %s", l, fault)
		}
		paper, pdf := page.PrintToPDF().WithPreferCSSPageSize(false), []byte(nil)
		if l.width == 673 {
			paper = paper.WithPaperWidth(8.27).WithPaperHeight(11.69)
		}
		if l.prefers["prefers-color-scheme"] == "dark" {
			return // the same on paper
		}
		err := chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = paper.Do(ctx)
			return err
		}))
		if sheets := bytes.Count(pdf, []byte("/Type /Page\n")); err != nil || sheets == 0 || sheets > 40 {
			t.Errorf("%v: %d sheets of paper, %d bytes, %v", l, sheets, len(pdf), err)
		}
	})
}

// TestWaysComplain makes sure that what does not fit, moves or fades is found.
func TestWaysComplain(t *testing.T) {
	b := newBrowser(t)
	if err := b.show(screen{width: 320}); err != nil {
		t.Fatal(err)
	}
	for html, want := range map[string]string{
		"<p>x":                           "",
		"<p id=w style='width:400px'>x":  "p#w in the page ends at 408 px of 320",
		"<p style='margin-left:-99px'>x": "p in the page begins at -91 px",
		"<p style='overflow:hidden;white-space:nowrap;width:99px'>" + strings.Repeat("x", 50):                                "cuts off",
		"<dl class=keys style='width:60px;white-space:nowrap'><dd style='margin:0'><span class=m>" + strings.Repeat("x", 40): "runs ",
		"<div style='overflow:auto;width:99px'><p style='width:200px'>x</div>":                                               "div in the page cuts off 101 px",
	} {
		var out []string
		b.open("data:text/html,<!doctype html><title>x</title>"+html, chromedp.Evaluate(fits, &out))
		said := fmt.Sprint(out)
		if want == "" && len(out) > 0 || !strings.Contains(said, want) {
			t.Errorf("%s: %q, want %q", html, said, want)
		}
	}
	const paper = "<body style='background:%23eee'><h1 hidden>x</h1><nav>x</nav><span class=m><sup>7</sup></span><section class=notes><ul class=claims><li><a href=x>y</a></ul></section>"
	var out []string
	b.open("data:text/html,<!doctype html><title>x</title>"+paper, chromedp.Evaluate(onPaper, &out))
	for _, want := range []string{"nav is printed", "1 of h1 are not printed", "no address after y", "there is no note 7", "the paper is not white"} {
		if !strings.Contains(strings.Join(out, "; "), want) {
			t.Errorf("no word of %q in %q", want, out)
		}
	}
	var moved []string
	b.open("data:text/html,<!doctype html><title>x</title><div id=i></div><p>text<script>setTimeout(() => i.style.height = '300px', 200)</script>",
		chromedp.Sleep(400*time.Millisecond), await(shifts, &moved))
	if len(moved) == 0 {
		t.Error("a shift of the layout is not seen")
	}
}
