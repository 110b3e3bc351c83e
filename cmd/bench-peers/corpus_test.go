package main

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/build"
)

// dialects are the ways in which a page is written.
var dialects = map[string]struct {
	page    func(page, int) (file, text string)
	mention string // how a mention begins
}{
	"explainer": {oursPage, "fact:"},
	"Hugo":      {hugoPage, `{{< fact "`},
	"Eleventy":  {eleventyPage, `{% fact "`},
}

// ourSite is a corpus as explainer reads it, without a ledger.
func ourSite(c corpus, revision int) fstest.MapFS {
	tree := fstest.MapFS{}
	for file, text := range oursData(c, facts(revision)) {
		tree[file] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range c.pages {
		file, text := oursPage(c.page(i, revision), i)
		tree[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

// TestCorpusIsTheSame holds the corpus against the one of which docs/benchmarks.md has the results. Whoever changes
// it changes the sum here, and runs the race again.
func TestCorpusIsTheSame(t *testing.T) {
	const want = "68b456413e17a8e0"
	sum := sha256.New()
	c := newCorpus(3, pageSize)
	for _, name := range []string{"explainer", "Hugo", "Eleventy"} {
		for i := range c.pages {
			file, text := dialects[name].page(c.page(i, i), i)
			fmt.Fprintln(sum, file, text)
		}
	}
	fmt.Fprint(sum, oursData(c, facts(0)), peersData(c, facts(1)))
	if got := fmt.Sprintf("%x", sum.Sum(nil))[:16]; got != want {
		t.Errorf("the corpus is %s, and was %s", got, want)
	}
}

func TestPagesAreAsPromised(t *testing.T) {
	c := newCorpus(100, pageSize)
	names := map[string]bool{}
	rareOn, codeOn := 0, 0
	for i := range c.pages {
		p := c.page(i, 0)
		names[p.name] = true
		for dialect, d := range dialects {
			_, text := d.page(p, i)
			if n := strings.Count(text, d.mention); n != 25 {
				t.Errorf("page %d has %d mentions for %s, not 25", i, n, dialect)
			}
			if strings.Contains(text, ".md)") && dialect != "explainer" {
				t.Errorf("page %d links to a source for %s", i, dialect)
			}
		}
		if _, text := oursPage(p, i); len(text) < pageSize*9/10 || len(text) > pageSize*11/10 {
			t.Errorf("page %d has %d bytes, not about %d", i, len(text), pageSize)
		}
		if strings.Contains(p.body, "<fact:"+c.facts[0].ID+">") {
			rareOn++
		}
		if strings.Contains(p.body, "```") {
			codeOn++
		}
	}
	if len(names) != 100 || rareOn != 5 || codeOn != 25 {
		t.Errorf("%d names, %d pages with the first fact and %d with code; want 100, 5 and 25", len(names), rareOn, codeOn)
	}
}

// TestTitlesDiffer looks at all pages of the largest site.
func TestTitlesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for i := range titles() {
		seen[name(i)] = true
	}
	if len(seen) != titles() || titles() < 50_000 {
		t.Errorf("%d names for %d pages; 50,000 are needed", len(seen), titles())
	}
}

// TestCorpusBuilds builds three pages, in both of their states.
func TestCorpusBuilds(t *testing.T) {
	c := newCorpus(3, pageSize)
	for revision := range 2 {
		site := build.Recordable(ourSite(c, revision), build.Options{Due: true})
		for _, f := range site.Report.Findings {
			t.Errorf("revision %d: %s: %s [%s]", revision, f.Span.File, f.Message, f.Code)
		}
		if r := site.Report; r.Facts != 200 || r.Claims != 400 || r.Mentions != 75 {
			t.Errorf("revision %d: %d facts, %d claims and %d mentions; want 200, 400 and 75", revision, r.Facts, r.Claims, r.Mentions)
		}
	}
}

// TestOneFactChanges holds the states of the facts against each other.
func TestOneFactChanges(t *testing.T) {
	before, after := facts(0), facts(1)
	for i := range before {
		if (before[i] != after[i]) != (i == 0) {
			t.Errorf("%s is %s, then %s", before[i].ID, before[i].value, after[i].value)
		}
	}
	if facts(2)[0] != before[0] {
		t.Error("the first fact does not come back to its value")
	}
}
