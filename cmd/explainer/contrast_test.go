package main

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/contrast.js
var contrast string

type contrasts struct {
	Texts, Marks int
	Faults       []string
}

// TestContrast works out the contrast of every text and mark of each page, in both schemes, with a card open
// and the tables of the figures too.
func TestContrast(t *testing.T) {
	p, b := ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	spread(t, b, screens(pages(t, p.plain), 1280), func(b *browser, l screen) {
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		var open bool
		var found contrasts
		said := b.open(at+l.page, chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil), await(openCard, &open), chromedp.Evaluate(contrast, &found))
		for _, fault := range append(said, found.Faults...) {
			t.Errorf("%v: %s", l, fault)
		}
		if found.Texts < 10 || found.Marks < 5 {
			t.Errorf("%v: %d texts and %d marks are too few to be all", l, found.Texts, found.Marks)
		}
	})
}

// TestContrastComplains makes sure that faint things are found.
func TestContrastComplains(t *testing.T) {
	b := newBrowser(t)
	for html, want := range map[string]string{
		"<p style='color:%23777'>x":                                       "text 4.48 of 4.5",
		"<p style='color:%23767676'>x":                                    "",
		"<p style='color:%23949494;font-size:24px'>x":                     "",
		"<p style='color:%23969696;font-size:24px'>x":                     "text 2.96 of 3",
		"<div style='background:%23000'><p style='color:%23fff6'>x</div>": "text 3.66 of 4.5",
		"<p style='opacity:.5;color:%23000'>x":                            "text 3.98 of 4.5",
		"<svg><rect width=9 height=9 fill='%23ccc'/></svg>":               "mark 1.61 of 3",
		"<svg><text y=9 stroke-width=2 fill='%23999'>x</text></svg>":      "text 2.85 of 4.5",
		"<p class=m style='text-decoration:underline %23ccc'>x":           "underline 1.61 of 3",
		"<p class=m>x": "no underline",
		"<style>.st::before{content:'';border:2px solid %23ddd}</style><p class=st>x": "mark ::before 1.36 of 3",
	} {
		var found contrasts
		b.open("data:text/html,<!doctype html><title>x</title>"+html, chromedp.Evaluate(contrast, &found))
		said := strings.Join(found.Faults, "; ")
		if want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %q, want %q", html, said, want)
		}
	}
}
