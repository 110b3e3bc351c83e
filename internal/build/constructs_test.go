package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
)

const morePage = "content/more.md"

// TestConstructs writes one digit into every construct of the dialect: check must fail and name the very
// place. At § stands the digit; without it the page is sound.
func TestConstructs(t *testing.T) {
	tree := withLedger(t, smallSite(t))
	for _, c := range []struct{ name, page, code string }{
		{"paragraph", "Words § here.", "figure-loose"},
		{"first word", "§ words.", "figure-loose"},
		{"last word", "Words §", "figure-loose"},
		{"second line", "Words\nand § more.", "figure-loose"},
		{"after a mention", "Of <fact:works.cost> and § more.", "figure-loose"},
		{"before a mention", "Words § and <fact:works.cost>.", "figure-loose"},
		{"after characters of several bytes", "Zürich – “naïve” § words.", "figure-loose"},
		{"heading", "## Heading § here\n\nWords.", "figure-loose"},
		{"heading of its own id", "## Heading § here {#own}\n\nWords.", "figure-loose"},
		{"heading with a mention", "## The <fact:works.cost> and § {#own}\n\nWords.", "figure-loose"},
		{"third heading", "## Heading\n\n### Deep § here\n\nWords.", "figure-loose"},
		{"underlined heading", "Heading § here\n---\n\nWords.", "figure-loose"},
		{"emphasis", "Words *and § more*.", "figure-loose"},
		{"strong", "Words **and § more**.", "figure-loose"},
		{"struck out", "Words ~~and § more~~.", "figure-loose"},
		{"code span", "Words `and § more`.", "figure-loose"},
		{"list", "- One\n- Item § here", "figure-loose"},
		{"ordered list", "1. One\n2. Item § here", "figure-loose"},
		{"nested list", "- One\n  - Item § here", "figure-loose"},
		{"task list", "- [ ] Item § here", "figure-loose"},
		{"quotation", "> Words § here.", "figure-loose"},
		{"note", "## Heading\n\n> [!NOTE]\n> Words § here.", "figure-loose"},
		{"callout", "> [!IMPORTANT]\n> Words § here.", "figure-loose"},
		{"table head", "| One | Two § here |\n|---|---|\n| a | b |", "figure-loose"},
		{"table cell", "| One | Two |\n|---|--:|\n| a | b § here |", "figure-loose"},
		{"footnote", "Words.[^a]\n\n[^a]: Words § here.", "figure-loose"},
		{"definition's term", "Term § here\n: Words.", "figure-loose"},
		{"definition", "Term\n: Words § here.", "figure-loose"},
		{"link to a page", "See [the § page](index.md).", "figure-loose"},
		{"link to the web", "See [the § page](https://example.org/).", "figure-loose"},
		{"link by reference", "See [the § page][there].\n\n[there]: https://example.org/", "figure-loose"},
		{"link around an image", "[![A drop § here](drop.svg)](index.md)", "figure-loose"},
		{"emphasis in strong in struck out", "~~Words **and *§ more***~~.", "figure-loose"},
		{"heading with code", "## Heading `§ here` {#own}\n\nWords.", "figure-loose"},
		{"table cell with a link", "| One | Two |\n|---|---|\n| a | [the § page](index.md) |", "figure-loose"},
		{"image by reference", "![A drop § here][drop]\n\n[drop]: drop.svg", "figure-loose"},
		{"footnote of two paragraphs", "Words.[^a]\n\n[^a]: Words.\n\n    And § more.", "figure-loose"},
		{"list of paragraphs", "- One\n\n  Words § here.\n- Two", "figure-loose"},
		{"address", "See <https://example.org/§>.", ""},
		{"bare address", "See https://example.org/a§ there.", ""},
		{"address of mail", "Write to <post§@example.org>.", ""},
		{"link's title", "See [the page](https://example.org/ \"title § here\").", "figure-loose"},
		{"image", "![A drop § here](drop.svg)", "figure-loose"},
		{"image's title", "![A drop](drop.svg \"title § here\")", "figure-loose"},
		{"figure", "![The bars § here](figure:held-bars)", "figure-loose"},
		{"hard break", "Words\\\nand § more.", "figure-loose"},
		{"after an entity", "Words &amp; § more.", "figure-loose"},
		{"after an escape", "Words \\* § more.", "figure-loose"},
		{"after quotation marks", "\"Words\" -- 'and' ... § more.", "figure-loose"},
		{"code block", "```text\nvalve § opens\n```", "ledger-unrecorded"},
		{"words of a source", "See [the § plan](source:gazette).", ""},
		{"words of the glossary", "See [the § main](word:mains).", ""},
		{"words of a fact", "It cost [§ dollars](fact:works.cost).", ""},
		{"words of an event", "It came [in the year §](event:opening).", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			expectPlanted(t, tree, "---\ntitle: More\ndescription: More about water.\nnav: More\n---\n\n"+c.page+"\n", c.code)
		})
	}
	t.Run("title of a reference", func(t *testing.T) { // found where the reference is used: the parser keeps no other place
		planted := with(tree, morePage, []byte("---\ntitle: More\ndescription: More about water.\nnav: More\n---\n\nSee [the page][there].\n\n[there]: https://example.org/ \"title 7\"\n"))
		if _, r := output(planted, Options{}); !strings.HasPrefix(shown(planted, r), morePage+":7:") {
			t.Errorf("got %s", shown(planted, r))
		}
	})
	for _, key := range []string{"title", "description", "lede", "nav"} {
		for style, text := range map[string]string{
			"plain": "Words § here", "quoted": "\"Words § here\"", "escaped": "\"\\u201cWords\\u201d § here\"", "folded": ">-\n  Words\n  and § more",
		} {
			t.Run(key+" "+style, func(t *testing.T) {
				lines := map[string]string{"title": "More", "description": "More about water.", "nav": "More"}
				lines[key] = text
				page := "---\n"
				for _, k := range []string{"title", "description", "lede", "nav"} {
					if lines[k] != "" {
						page += k + ": " + lines[k] + "\n"
					}
				}
				expectPlanted(t, tree, page+"---\n\nWords.\n", "figure-loose")
			})
		}
	}
}

// expectPlanted builds a page without and with its digit. With it there must be an error of the code, of any
// where it is "": at the digit itself where that is loose, else over it, at the words of a link or a line of
// code.
func expectPlanted(t *testing.T, tree fstest.MapFS, page, code string) {
	t.Helper()
	sound := with(tree, morePage, []byte(strings.ReplaceAll(strings.ReplaceAll(page, "§ ", ""), "§", "")))
	if _, r := output(sound, Options{}); r.Failed() {
		t.Fatalf("without the digit: %v\n%s", r.Err, shown(sound, r))
	}
	at := strings.Index(page, "§")
	src := []byte(strings.Replace(page, "§", "7", 1))
	line, column := diag.Position(src, at)
	want := fmt.Sprintf("%s:%d:%d", morePage, line, column)
	planted := with(tree, morePage, src)
	_, r := output(planted, Options{})
	for _, f := range r.Findings {
		in := f.Span.Start == at || code != "figure-loose" && f.Span.Start <= at && at < f.Span.End
		if f.Level == diag.Error && f.Span.File == morePage && in && (code == "" || f.Code == code) {
			return
		}
	}
	t.Errorf("no %s at %s:\n%s", code, want, shown(planted, r))
}
