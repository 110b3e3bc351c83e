package check

import (
	"slices"
	"testing"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
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

func TestDates(t *testing.T) {
	sheet := &fact.Sheet{Facts: []*fact.Fact{
		{ID: "never"}, {ID: "past", ReviewBy: day(2026, 1, 1)}, {ID: "today", ReviewBy: day(2026, 5, 1)}, {ID: "later", ReviewBy: day(2026, 5, 2)},
	}}
	var l diag.List
	for i, f := range sheet.Facts {
		f.Place = diag.Span{File: "facts", Start: i}
	}
	Dates(sheet, day(2026, 5, 1), &l)
	var got []int
	for _, f := range l.Sorted() {
		got = append(got, f.Span.Start)
	}
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("due are %v, want the second and third", got)
	}
}

func TestLevels(t *testing.T) {
	text := func(s string) decode.Text { return decode.Text{S: s} }
	c := site.Config{Severity: []site.Severity{{Code: text("html-raw"), Level: text("warning")}, {Code: text("review-due"), Level: text("error")}}}
	findings := []diag.Finding{{Code: "html-raw"}, {Code: "review-due", Level: diag.Warning}, {Code: "fact-unknown"}}
	Levels(findings, c, day(2026, 5, 1))
	for i, want := range []diag.Level{diag.Warning, diag.Error, diag.Error} {
		if findings[i].Level != want {
			t.Errorf("%s is a %v", findings[i].Code, findings[i].Level)
		}
	}
}

// A choice that has run out does not hold; one that names its last day holds on that day.
func TestLevelsRunOut(t *testing.T) {
	var l diag.List
	c := site.ReadConfig([]byte("title: A\ndescription: B\nseverity:\n  - {code: html-raw, level: warning, reason: moving, until: 2026-05-01}\n"), &l)
	if l.Len() > 0 {
		t.Fatal(l.Sorted())
	}
	for _, k := range []struct {
		today value.Date
		want  diag.Level
	}{{day(2026, 5, 1), diag.Warning}, {day(2026, 5, 2), diag.Error}} {
		findings := []diag.Finding{{Code: "html-raw"}}
		Levels(findings, c, k.today)
		if findings[0].Level != k.want {
			t.Errorf("on %s it is a %v", k.today, findings[0].Level)
		}
	}
}
