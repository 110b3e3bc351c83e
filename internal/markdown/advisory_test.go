package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestAdvisories has what was reported of Markdown in others, by the number under which it was: each text comes out
// without a tag, an attribute or an address that was not there before.
func TestAdvisories(t *testing.T) {
	for _, c := range []struct{ id, src string }{
		{"CVE-2026-5160 goldmark: an entity hides the colon", "[a](javascript&colon;alert(1))"},
		{"CVE-2026-5160 goldmark: in an image", "![a](javascript&colon;alert(1))"},
		{"CVE-2026-5160 goldmark: in an autolink", "<javascript&colon;alert(1)>"},
		{"CVE-2026-5160 goldmark: in a reference", "[a]\n\n[a]: javascript&colon;alert(1)"},
		{"CVE-2026-5160 goldmark: in a footnote", "x[^n]\n\n[^n]: [a](javascript&colon;alert(1))"},
		{"CVE-2026-5160 goldmark: handlers in the attributes of a heading", `## a {onclick=alert(1) style="color:red" data-x=1}`},
		{"CVE-2026-35166 Hugo: a destination with a quote", `[a](<https://x.example/"onmouseover="alert(1)>)`},
		{"CVE-2026-35166 Hugo: a destination with a bracket", `[a](https://x.example/%22><script>alert(1)</script>)`},
		{"CVE-2026-35166 Hugo: an image with a quote", `![a](<a.png"onerror="alert(1)>)`},
		{"GHSA-q76j Hugo: the language of a fence", "```a\"><script>alert(1)</script>\nx\n```"},
		{"GHSA-q76j Hugo: the language of a fence, in one word", "```go\"onclick=\"alert(1)\nx\n```"},
		{"CVE-2024-32875 Hugo: a title", `[a](https://x.example/ "\"onmouseover=\"alert(1)")`},
		{"CVE-2024-32875 Hugo: a title in other quotes", `[a](https://x.example/ '"><script>alert(1)</script>')`},
		{"CVE-2024-32875 Hugo: an alternative text", `![" onerror="alert(1)](a.png)`},
		{"CVE-2024-55601 Hugo: an attribute of a table", "| a |\n|--|\n| b |\n{onclick=alert(1)}"},
		{"CVE-2026-50133 Hugo: HTML as content", "<script>alert(1)</script>\n\n<svg onload=alert(1)>"},
		{"CVE-2021-42574 Trojan Source", "a\u202e<script>\u202c"},
	} {
		page := flat(t, parse(c.src))
		if found := live(t, page); found != "" {
			t.Errorf("%s: %s in %s", c.id, found, page)
		}
	}
	if !has(parse("a\u202eb"), "text-control") || !has(parse("[a](https://\u0435xample.com)"), "link-scheme") {
		t.Error("CVE-2021-42574, CVE-2021-42694: what the eye does not see has no finding")
	}
	for _, open := range []string{`<p onclick="x">`, `<a href="javascript:x">`, "<script>", `<p style="x">`} {
		if live(t, open) == "" {
			t.Errorf("nothing is found in %s", open)
		}
	}
}

// live is what a browser would find in a page beside text: an element that runs, a handler, a style, a scheme.
func live(t *testing.T, page string) string {
	t.Helper()
	top, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range top.Descendants() {
		if n.Type == html.ElementNode && slices.Contains([]string{"script", "svg", "iframe", "form", "style"}, n.Data) {
			return n.Data
		}
		for _, a := range n.Attr {
			address := a.Key == "href" || a.Key == "src"
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Key, "data-") || address && bad.MatchString(a.Val) {
				return a.Key
			}
		}
	}
	return ""
}

var bad = regexp.MustCompile(`(?i)^[\s\x00-\x20]*(javascript|vbscript|data):`)
