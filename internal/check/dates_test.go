package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
)

// index reads a site of one facts file and one page; whatever is wrong with it ends the test.
func index(t *testing.T, config, facts, page string) *site.Index {
	t.Helper()
	var l diag.List
	ix := site.NewIndex(site.Source{File: site.ConfigFile, Data: []byte("title: A\ndescription: B\n" + config)},
		fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(facts)}}, &l),
		[]site.Source{{File: "content/index.md", Data: []byte("---\ntitle: A\ndescription: B\n---\n" + page)}},
		site.Options{Asset: func(string) (string, bool) { return "", false }}, blank, &l)
	if l.Errors() > 0 {
		t.Fatal(l.Sorted())
	}
	return ix
}

// blank draws nothing.
func blank(string, any) (view.Markup, error) { return "", nil }

const datedFacts = `sources:
  read: {title: A, publisher: P, kind: report, published: 2025-01-01, accessed: 2026-01-01}
  unread: {title: A, publisher: P, kind: report, published: 2026-01}
  undated: {title: A, publisher: P, kind: memo}
  other: {title: A, publisher: P, kind: law, accessed: 2001}
facts:
  never: {label: A, value: 1%, as_of: 2026, status: reported, claims: [{source: read}]}
  review: {label: A, value: 1%, as_of: 2026, status: reported, review_by: 2026-05-01, claims: [{source: read}]}
  valid: {label: A, value: 1%, as_of: 2026, status: reported, valid_until: 2026-06, claims: [{source: read}]}
`

// What comes up is a warning from two weeks before, and an error once it has passed.
func TestDates(t *testing.T) {
	ix := index(t, "stale_after: {report: 181, memo: 30}\n", datedFacts, "")
	undated := "undated ?"
	for _, c := range []struct {
		today value.Date
		want  string // of each, the id and how it stands: ! error, ? warning
	}{
		{day(2026, 4, 16), undated},
		{day(2026, 4, 17), undated + ", review ?"},
		{day(2026, 4, 30), undated + ", review ?"},
		{day(2026, 5, 1), undated + ", review !"},
		{day(2026, 6, 15), undated + ", review !"},
		{day(2026, 6, 16), undated + ", review !, valid ?"},
		{day(2026, 6, 17), "read ?, unread ?, " + undated + ", review !, valid ?"},
		{day(2026, 6, 30), "read ?, unread ?, " + undated + ", review !, valid ?"},
		{day(2026, 7, 1), "read ?, unread ?, " + undated + ", review !, valid !"},
		{day(2026, 7, 2), "read !, unread !, " + undated + ", review !, valid !"},
	} {
		var l diag.List
		Dates(ix, c.today, &l)
		var got []string
		for _, f := range l.Sorted() {
			id, _, _ := strings.Cut(strings.TrimPrefix(f.Message, "\""), "\"")
			got = append(got, id+" "+map[diag.Level]string{diag.Error: "!", diag.Warning: "?"}[f.Level])
			if e, known := diag.Explain(f.Code); !known || e.Level != diag.Warning || f.Hint == "" || f.Span.File != "content/facts.yaml" {
				t.Errorf("%+v", f)
			}
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: got %q, want %q", c.today.ISO(), text, c.want)
		}
	}
}

// The one computation: what is found is what `facts due` lists.
func TestDatesAreThoseThatAreDue(t *testing.T) {
	ix := index(t, "stale_after: {report: 181, memo: 30}\n", datedFacts, "")
	answers := ix.Answers(func(string) []byte { return []byte(datedFacts) })
	for d := day(2026, 4, 10); d.Month < 8; d.Day++ {
		if d.Day > d.Last().Day || d.Day > 28 {
			d = day(2026, d.Month+1, 1)
		}
		var l diag.List
		Dates(ix, d, &l)
		due := answers.Due(d)
		if n := len(due.Facts) + len(due.Sources); n != l.Len() {
			t.Errorf("%s: %d findings, %d due", d.ISO(), l.Len(), n)
		}
	}
}

func TestWarnOfDates(t *testing.T) {
	chosen := diag.Choice{Was: diag.Warning, At: diag.Span{File: "content/site.yaml"}}
	found := []diag.Finding{{Code: "review-due"}, {Code: "fact-expired"}, {Code: "source-stale", Choice: chosen}, {Code: "severity-ended"}, {Code: "fact-unknown"}}
	WarnOfDates(found)
	for i, f := range found {
		if want := i == 4; (f.Level == diag.Error) != want || f.Choice.Set() {
			t.Errorf("%+v", f)
		}
	}
}

func TestReplaced(t *testing.T) {
	const facts = `sources:
  s: {title: A, publisher: P, kind: report}
facts:
  old: {label: A, value: 27%, as_of: 2025-10-28, status: reported, replaced_by: newer, claims: [{source: s}]}
  newer: {label: A, value: 26%, as_of: 2026-03, status: reported, replaced_by: new, claims: [{source: s}]}
  new: {label: A, value: 25%, as_of: 2026-06-30, status: reported, claims: [{source: s}]}
  when: {label: A, date: 2026, as_of: 2026, status: reported, claims: [{source: s}]}
events:
  deal: {date: 2025-10-28, text: A deal., claims: [{source: s}]}
glossary:
  w: {term: w, text: Words.}
`
	for _, c := range []struct {
		name, page string
		want       []string // the places of findings, as written
	}{
		{"the newest", "It is <fact:new>.", nil},
		{"an old one alone", "It was <fact:old>.", []string{"<fact:old>"}},
		{"in own words", "It was [27%](fact:old).", []string{"[27%](fact:old)"}},
		{"as another facet", "It was <fact:old?as=long> to <fact:newer?as=high>.", []string{"<fact:old?as=long>", "<fact:newer?as=high>"}},
		{"twice", "<fact:old>, <fact:old>", []string{"<fact:old>", "<fact:old>"}},
		{"emphasis in one link is one mention", "[a *b* c](fact:old)", []string{"[a *b* c](fact:old)"}},
		{"its label", "On <fact:old?as=label>, <fact:old?as=status>.", nil},
		{"beside its date", "It was <fact:old> as of <fact:old?as=as_of>.", nil},
		{"behind its date in own words", "In [October 2025](fact:old?as=as_of) it was <fact:old>.", nil},
		{"beside an event", "After [the deal](event:deal) it was <fact:old>.", nil},
		{"beside a date that is a fact", "In <fact:when> it was <fact:old>.", nil},
		{"beside the label of such a fact", "<fact:when?as=label>: <fact:old>.", []string{"<fact:old>"}},
		{"beside a word and a source", "[w](word:w) [s](source:s) <fact:old>", []string{"<fact:old>"}},
		{"beside an event that is not there", "[the deal](event:dael) <fact:old>", []string{"<fact:old>"}},
		{"a date in the next paragraph", "It was <fact:old>.\n\nThat was on <event:deal>.", []string{"<fact:old>"}},
		{"a date in the next sentence", "It was <fact:old>. That was on <event:deal>.", nil},
		{"in a heading", "## At <fact:old>\n\nOn <event:deal>.", []string{"<fact:old>"}},
		{"in an item", "- <fact:old>\n- <event:deal>\n", []string{"<fact:old>"}},
		{"in a row", "| a | b |\n|---|---|\n| <event:deal> | <fact:old> |\n", nil},
		{"in the row below", "| a | b |\n|---|---|\n| <event:deal> | x |\n| y | <fact:old> |\n", []string{"<fact:old>"}},
		{"in a note", "Words[^a] on <event:deal>.\n\n[^a]: It was <fact:old>.\n", []string{"<fact:old>"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ix := index(t, "", facts, c.page)
			m := ix.Pages[slices.IndexFunc(ix.Pages, func(m *site.Meta) bool { return m.Name == "index" })]
			src := []byte("---\ntitle: A\ndescription: B\n---\n" + c.page)
			p := ix.Page(m, src, "", blank)
			var l diag.List
			Replaced(ix.Sheet, p.Pieces, src, &l)
			var got []string
			for _, f := range l.Sorted() {
				got = append(got, string(src[f.Span.Start:f.Span.End]))
				if f.Level != diag.Warning || f.Code != "fact-replaced" || !strings.Contains(f.Hint, "lean on new instead") {
					t.Errorf("%+v", f)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func written(s string) decode.Text { return decode.Text{S: s} }

func TestLevels(t *testing.T) {
	c := site.Config{Severity: []site.Severity{{Code: written("html-raw"), Level: written("warning")}, {Code: written("review-due"), Level: written("error")}}}
	findings := []diag.Finding{{Code: "html-raw"}, {Code: "review-due", Level: diag.Warning}, {Code: "fact-unknown"}}
	Levels(findings, &site.Index{Config: c}, day(2026, 5, 1), true)
	for i, want := range []diag.Level{diag.Warning, diag.Error, diag.Error} {
		if findings[i].Level != want {
			t.Errorf("%s is a %v", findings[i].Code, findings[i].Level)
		}
	}
}

// A choice that has run out does not hold; one that names its last day holds on that day. A publish keeps to
// it on every day.
func TestLevelsRunOut(t *testing.T) {
	ix := index(t, "severity:\n  - {code: html-raw, level: warning, reason: moving, until: 2026-05-01}\n", datedFacts, "")
	for _, k := range []struct {
		today         value.Date
		want, publish diag.Level
		ended         bool
	}{
		{day(2026, 5, 1), diag.Warning, diag.Warning, false}, {day(2026, 5, 2), diag.Error, diag.Warning, true}, {value.Date{}, diag.Warning, diag.Warning, false},
	} {
		for due, want := range map[bool]diag.Level{true: k.want, false: k.publish} {
			findings := []diag.Finding{{Code: "html-raw"}}
			own := Levels(findings, ix, k.today, due)
			if f := findings[0]; f.Level != want || f.Choice.Set() != (want == diag.Warning) {
				t.Errorf("on %s (due %v) it is %+v", k.today, due, f)
			}
			if (len(own) == 1 && own[0].Code == "severity-ended") != k.ended {
				t.Errorf("on %s: %+v", k.today, own)
			}
		}
	}
}

// An entry that waits for a date, or for a draft, is not idle.
func TestLevelsThatWait(t *testing.T) {
	for entry, idle := range map[string]bool{
		"code: review-due, level: warning, reason: x": false, "code: source-stale, entry: read, level: warning, reason: x": false,
		"code: html-raw, level: warning, reason: x": true, "code: fact-replaced, level: error, reason: x": true,
	} {
		ix := index(t, "severity:\n  - {"+entry+"}\n", datedFacts, "")
		if own := Levels(nil, ix, day(2020, 1, 1), true); len(own) > 0 != idle {
			t.Errorf("%s: %+v", entry, own)
		}
	}
}

// An entry may be about one page or one entry of the facts file; what it fits says so, and what fits nothing
// is found.
func TestLevelsInPlaces(t *testing.T) {
	facts := datedFacts + "glossary:\n  licence: {term: A, text: B}\n"
	at := func(id string) diag.Span {
		start := strings.Index(facts, "  "+id+":") + 9
		return diag.Span{File: "content/facts.yaml", Start: start, End: start + 1}
	}
	page := diag.Span{File: "content/index.md", Start: 40, End: 41}
	for _, c := range []struct {
		entry string
		at    diag.Span
		fits  bool
	}{
		{"", page, true},
		{"page: index, ", page, true},
		{"page: index.md, ", page, true},
		{"page: content/index.md, ", page, true},
		{"page: index, ", diag.Span{File: "content/indexes.md"}, false},
		{"page: index, ", diag.Span{}, false},
		{"entry: review, ", at("review"), true},
		{"entry: review, ", at("valid"), false},
		{"entry: review, ", at("never"), false},
		{"entry: review, ", page, false},
		{"entry: valid, ", at("valid"), true},
		{"entry: valid, ", at("licence"), false},
		{"entry: read, ", at("read"), true},
		{"entry: read, page: index, ", at("read"), false},
	} {
		t.Run(fmt.Sprint(c.entry, c.at.File, c.at.Start), func(t *testing.T) {
			ix := index(t, "severity:\n  - {code: html-raw, level: warning, "+c.entry+"reason: \"moving\"}\n", facts, "")
			found := []diag.Finding{{Code: "html-raw", Span: c.at}, {Code: "fact-unknown", Span: c.at}}
			own := Levels(found, ix, value.Date{}, true)
			if fits := found[0].Level == diag.Warning; fits != c.fits || found[0].Choice.Set() != c.fits || found[1].Level != diag.Error {
				t.Errorf("%+v", found)
			}
			if c.fits && (found[0].Choice.Reason != "moving" || found[0].Choice.Was != diag.Error || found[0].Choice.At.File != site.ConfigFile || len(own) != 0) {
				t.Errorf("%+v, %+v", found[0].Choice, own)
			}
			if !c.fits && (len(own) != 1 || own[0].Code != "severity-unused") {
				t.Errorf("%+v", own)
			}
		})
	}
}
