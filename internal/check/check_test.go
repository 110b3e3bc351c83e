package check

import (
	"testing"

	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
)

func day(y, m, d int) value.Date { return value.Date{Year: y, Month: m, Day: d} }

func TestLinks(t *testing.T) {
	link := func(page, anchor string) site.PageLink {
		return site.PageLink{Span: diag.Span{File: "content/index.md"}, Page: page, Anchor: anchor}
	}
	pages := []site.Kept{{
		Meta:  &site.Meta{Name: "index"},
		Links: []site.PageLink{link("other", "there"), link("other", "ther"), link("", "here"), link("", "hre"), link("other", ""), link("facts", "x")},
	}}
	var l diag.List
	Links(pages, map[string][]string{"index": {"here"}, "other": {"there"}}, &l)
	var got []string
	for _, f := range l.Sorted() {
		got = append(got, f.Message+" "+f.Hint)
	}
	want := []string{
		`page "facts" has no place called "x" `,
		`page "index" has no place called "hre" did you mean here?`,
		`page "other" has no place called "ther" did you mean there?`,
	}
	// The three stand at one place here, so only messages tell them apart.
	if len(got) != 1 || l.Len() != 3 || got[0] != want[0] {
		t.Errorf("%d findings, first %q", l.Len(), got)
	}
}
