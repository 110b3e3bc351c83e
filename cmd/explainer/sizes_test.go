package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// subjects are names in a navigation, as long as they usually are: of a site of three pages, or of thirty.
var subjects = strings.Split("Summary, Old terms, New terms, Figures, Background, The report, About, Licence, Payments, Stake, "+
	"Cloud use, Governance, Research, Exclusivity, The board, Regulators, Tax, Timeline, Investors, Customers, "+
	"Competition, Employees, Products, Hardware, Data centres, Energy, Open questions, Method, Corrections, Further reading", ", ")

// grown publishes a site of so many pages, made for the test as an editor would make it: recorded, and without a
// finding.
func grown(t *testing.T, count int) published {
	t.Helper()
	top := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(top, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: What a merger changed\ndescription: A site made for a test.\nlanguage: en-GB\npublisher: The desk\n")
	write("facts.yaml", `sources:
  filing: {title: A filing, publisher: The company, published: 2026-01-31, accessed: 2026-02-01, kind: filing, url: "https://example.org/filing"}
  paper: {title: A report, publisher: The Paper, published: 2026-02-02, accessed: 2026-02-03, kind: report, url: "https://example.org/paper"}
facts:
  stake: {label: The stake, value: about 27%, as_of: 2026-01-31, status: confirmed, claims: [{source: filing}, {source: paper, says: 27%}]}
  price: {label: The price, value: USD 852 bn, as_of: 2026-01-31, status: reported, claims: [{source: paper}]}
  paid: {label: Value of the stake, value: = stake * price, claims: [{source: paper, says: USD 230 bn}]}
figures:
  both: {kind: bars, title: The price and the part of it, facts: [price, paid]}
`)
	for i, subject := range subjects[:count] {
		next := subjects[(i+1)%count]
		text := fmt.Sprintf("---\ntitle: %s, explained\ndescription: What is known of this subject.\nlede: The stake is <fact:stake>.\nnav: %[1]s\norder: %d\n---\n\n", subject, i+1)
		text += "## What is known\n\nThe company holds <fact:stake> of <fact:price>, that is <fact:paid>.\n\n![Two bars, the second much shorter than the first](figure:both)\n\n"
		text += fmt.Sprintf("## What is left open\n\nMore in [%s](%s.md#open).\n\n## What comes next {#open}\n\nNobody has said.\n", strings.ToLower(next), pageOf(next))
		write(pageOf(subject)+".md", text)
	}
	p := published{plain: filepath.Join(top, "plain"), based: filepath.Join(top, "based")}
	var out bytes.Buffer
	for _, arguments := range [][]string{
		{"record", "--note", "First published."},
		{"build", "--strict", "--no-sync", "--output", p.plain},
		{"build", "--strict", "--no-sync", "--output", p.based, "--base-url", "https://example.org" + subPath},
	} {
		if run(append(arguments, "--root", top, "--today", "2026-02-04"), &out, &out) != clean {
			t.Fatalf("%s\n%s", arguments, out.String())
		}
	}
	return p
}

// pageOf is the name of the page on a subject.
func pageOf(subject string) string {
	if subject == subjects[0] {
		return "index"
	}
	return strings.ReplaceAll(strings.ToLower(subject), " ", "-")
}

// wayfinding is what a page offers to get elsewhere, and how much of the first screen its masthead takes.
type wayfinding struct {
	Nav, Contents  []string // as addresses relative to the site
	Previous, Next string
	Current        string
	Hidden         int     // links of the navigation that are not in sight
	Fold           bool    // something opens them
	Mast           float64 // its height, px
	Tight          []string
}

const wayfinder = `(() => {
	const all = s => [...document.querySelectorAll(s)], to = e => e?.getAttribute("href") ?? ""
	const nav = all(".mast nav a"), boxes = nav.filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) && e.getBoundingClientRect().height > 0)
	return {
		nav: nav.map(to), contents: all(".toc a").map(to), previous: to(document.querySelector("[rel=prev]")), next: to(document.querySelector("[rel=next]")),
		current: to(document.querySelector(".mast [aria-current=page]")), hidden: nav.length - boxes.length,
		fold: document.querySelector(".mast button")?.checkVisibility() ?? false, mast: document.querySelector(".mast").getBoundingClientRect().height,
		tight: boxes.filter(e => e.getBoundingClientRect().height < 24).map(to),
	}
})()`

// TestSizes reads sites of three pages, of ten, whose navigation is the longest that does not fold, and of thirty: their pages are in order and lead to each other, nothing is
// cut off, and the masthead leaves a small screen to the text.
func TestSizes(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	for _, count := range []int{3, 10, 30} {
		t.Run(fmt.Sprintf("%d pages", count), func(t *testing.T) {
			p, b := grown(t, count), newBrowser(t)
			t.Run("addresses", func(t *testing.T) {
				auditSite(t, p.plain, "/")
				auditSite(t, p.based, subPath)
			})
			var names []string
			for _, subject := range subjects[:count] {
				names = append(names, pageOf(subject)+".html")
			}
			listed := string(read(t, filepath.Join(p.based, "sitemap.xml")))
			for _, name := range pages(t, p.based) {
				address := strings.TrimSuffix("https://example.org"+subPath+name, "index.html")
				if in := strings.Contains(listed, "<loc>"+address+"</loc>"); in == (name == "404.html") {
					t.Errorf("%s: in the sitemap: %t", name, in)
				}
			}
			at := host(t, p.plain, "/", p.plain)
			fit(t, b, at, pages(t, p.plain), "16px", 320, 768, 1280)
			var jobs []screen
			for _, width := range []int64{360, 768, 960, 1280} {
				for _, name := range []string{names[0], names[1], names[count-1]} {
					jobs = append(jobs, screen{page: name, width: width, height: 640, prefers: light})
				}
			}
			jobs = append(jobs, screen{page: names[1], width: 360, height: 640, prefers: dark})
			spread(t, b, jobs, func(b *browser, l screen) { findWay(t, b, at, l, names) })
		})
	}
}

// findWay reads what a page offers to get elsewhere, and goes through its masthead.
func findWay(t *testing.T, b *browser, at string, l screen, names []string) {
	if err := b.show(l); err != nil {
		t.Error(err)
	}
	var w wayfinding
	for _, fault := range append(b.open(at+l.page, chromedp.Evaluate(wayfinder, &w)), w.faults(names, slices.Index(names, l.page))...) {
		t.Errorf("%v: %s", l, fault)
	}
	if folds := len(names) > 10 && l.width <= 960; w.Fold != folds || (w.Hidden > 0) != folds {
		t.Errorf("%v: %d links are folded away, something opens them: %t", l, w.Hidden, w.Fold)
	}
	if l.page == names[1] {
		tryMast(t, b, at, l)
	}
}

// tryMast goes through a page by keyboard, opens what is folded, and asks axe.
func tryMast(t *testing.T, b *browser, at string, l screen) {
	t.Helper()
	var closed, open []string
	var w wayfinding
	var seen contrasts
	script := axe(t)
	said := b.open(at+l.page, chromedp.Evaluate(script, nil), await(axeRun, &closed))
	stuck, err := walkStops(b)
	if err != nil {
		t.Error(err)
	}
	said = append(said, b.open(at+l.page, chromedp.Evaluate(`document.querySelector(".mast button")?.click()`, nil), chromedp.Evaluate(wayfinder, &w),
		chromedp.Evaluate(script, nil), await(axeRun, &open), chromedp.Evaluate(contrast, &seen))...)
	for _, fault := range slices.Concat(said, closed, stuck, open, seen.Faults) {
		t.Errorf("%v: %s", l, fault)
	}
	if w.Hidden > 0 || len(w.Tight) > 0 {
		t.Errorf("%v: with the navigation open %d links are not in sight, %q are too small", l, w.Hidden, w.Tight)
	}
}

// faults says what is wrong with the ways from the nth of some pages, on a screen that is 640 px high.
func (w wayfinding) faults(names []string, n int) (faults []string) {
	var previous, next string
	if n > 0 {
		previous = names[n-1]
	}
	if n+1 < len(names) {
		next = names[n+1]
	}
	if !slices.Equal(w.Nav, names) || w.Current != names[n] {
		faults = append(faults, fmt.Sprintf("the navigation shows %q, with %q as this page", w.Nav, w.Current))
	}
	if w.Previous != previous || w.Next != next {
		faults = append(faults, fmt.Sprintf("before it comes %q, want %q, and after it %q, want %q", w.Previous, previous, w.Next, next))
	}
	if len(w.Contents) != 3 || w.Contents[2] != "#open" {
		faults = append(faults, fmt.Sprintf("its sections are %q", w.Contents))
	}
	if w.Hidden > 0 && !w.Fold {
		faults = append(faults, fmt.Sprintf("%d links of the navigation cannot be reached", w.Hidden))
	}
	if w.Mast > 640/3 {
		faults = append(faults, fmt.Sprintf("the masthead takes %.0f px of 640", w.Mast))
	}
	if len(w.Tight) > 0 {
		faults = append(faults, fmt.Sprintf("too small to touch: %q", w.Tight))
	}
	return faults
}
