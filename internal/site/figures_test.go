package site

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/view"
)

const drawnFacts = `sources:
  post: {title: A post, publisher: OpenAI, published: 2025-10-28, accessed: 2026-01-01, kind: announcement, url: "https://example.org/post"}
  paper: {title: A paper, publisher: The Paper, published: 2026, accessed: 2026-01-01, kind: report, url: "https://example.org/paper"}
  other: {title: Another, publisher: Another Paper, published: 2026, accessed: 2026-01-01, kind: report, url: "https://example.org/other"}
parties:
  microsoft: {name: Microsoft, hue: a}
  openai: {name: OpenAI, hue: b}
  amazon: {name: Amazon}
stages:
  - {id: early, label: Until October, from: 2019}
  - {id: late, label: Since October, from: 2025-10-28}
facts:
  share: {label: The stake, value: about 27%, as_of: 2025-10-28, status: confirmed, party: microsoft, claims: [{source: post}]}
  worth: {label: The whole, value: USD 850 bn, as_of: 2025-10-28, status: reported, claims: [{source: paper}]}
  value:
    label: Value of the stake
    value: = share * worth
    places: 1
    claims:
      - {source: other, at: page 1, says: nearly USD 228.3 bn, note: "Finer than <fact:share>."}
      - {source: post, says: a lot}
  paid: {label: Paid, value: USD 12 bn, as_of: 2025-10-28, status: reported, claims: [{source: other}]}
  wording: {label: The wording, text: Words, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  broken: {label: Broken, value: = share + worth}
  cap: {label: The cap, value: USD 38 bn, as_of: 2025-10-28, status: reported, claims: [{source: other}]}
terms:
  licence:
    title: Licence
    stages:
      early: {text: Exclusive., claims: [{source: paper}]}
      late: {text: Not exclusive., claims: [{source: post}]}
figures:
  rights: {kind: terms, title: Rights}
`

// drawFigures builds a page of the figures given, which stand under figures: in the sheet above. Views are those
// that the partials got, by the partial's name.
func drawFigures(t *testing.T, figures string, names ...string) (views map[string]any, found string, ix *Index) {
	t.Helper()
	var l diag.List
	views = map[string]any{}
	partial := func(name string, v any) (view.Markup, error) {
		views[name] = v
		switch v := v.(type) {
		case view.Mention:
			return view.Markup(fmt.Sprintf("{%d %s}", v.Number, v.Words)), nil
		case view.Claims, view.Card, view.Evidence:
			return "", nil
		}
		return view.Markup(name), nil
	}
	page := "---\ntitle: Drawn\ndescription: All of it.\nhome: terms\n---\n"
	for _, n := range append(names, "rights") {
		page += "\n![In words](figure:" + n + ")\n"
	}
	data := []byte(drawnFacts + figures)
	ix = NewIndex(Source{ConfigFile, []byte("title: A site\ndescription: All.\n")}, fact.Read([]fact.File{{Name: "content/facts.yaml", Data: data}}, &l),
		[]Source{{"content/index.md", []byte(page)}}, Options{Asset: func(string) (string, bool) { return "", false }}, partial, &l)
	p := ix.Page(ix.byName["index"], []byte(page), "", partial)
	if p.Err != nil {
		t.Fatal(p.Err)
	}
	l.Join(&p.Findings)
	var b strings.Builder
	for _, f := range l.Sorted() {
		fmt.Fprintf(&b, "%s %q: %s\n", f.Code, data[f.Span.Start:f.Span.End], f.Message)
	}
	return views, b.String(), ix
}

func sourcesOf(f view.Frame) string {
	var all []string
	for _, s := range f.Sources {
		all = append(all, string(s.Words))
	}
	return strings.Join(all, "; ")
}

func TestEquationBinds(t *testing.T) {
	views, found, _ := drawFigures(t, "  sum: {kind: equation, title: A sum, fact: value, note: See <fact:cap>.}\n", "sum")
	if strings.Contains(found, "figure-") {
		t.Fatal(found)
	}
	v := views["equation"].(view.Equation)
	var numbers []int
	for _, r := range append(v.Rows, v.Total) {
		numbers = append(numbers, r.Parts[0].Value.Number)
	}
	if fmt.Sprint(numbers) != "[1 2 3]" || v.Rows[1].Sign != "×" || v.Interval != "$225.12bn to $233.89bn" || v.Note != "See {4 $38bn}." {
		t.Errorf("%v, %+v", numbers, v)
	}
	if got, want := sourcesOf(v.Frame), "OpenAI, 28\u00a0October 2025; The Paper, 2026; Another Paper, 2026"; got != want {
		t.Errorf("sources %s, want %s", got, want)
	}
	c := v.Said.Claims
	if len(c) != 2 || c[0].Verdict != "precise" || c[0].Note != "Finer than {1 about 27%}." || c[1].Verdict != "" || len(v.Strip.Rows) != 2 || !v.Strip.Left {
		t.Errorf("%+v", c)
	}
	if r := v.Strip.Rows[1]; r.Mark != "reported" || r.Hue != "du" || r.Value != "nearly $228.3bn" {
		t.Errorf("%+v", r)
	}
}

// TestNoteNumbers: a note is numbered where a reader meets it, before the table behind a drawing, and after values
// that stand in the open.
func TestNoteNumbers(t *testing.T) {
	for kind, want := range map[string]string{
		"{kind: bars, facts: [paid],":        "note {1 $38bn}, value 2",
		"{kind: range, fact: worth,":         "note {1 $38bn}, value 2",
		"{kind: key-figures, facts: [paid],": "note {2 $38bn}, value 1",
	} {
		views, found, _ := drawFigures(t, "  one: "+kind+" title: One, note: <fact:cap>}\n", "one")
		got := "nothing"
		for _, v := range views {
			switch v := v.(type) {
			case view.Bars:
				got = fmt.Sprintf("note %s, value %d", v.Note, v.Data[0].Value.Number)
			case view.Range:
				got = fmt.Sprintf("note %s, value %d", v.Note, v.Said.Own.Value.Number)
			case view.KeyFigures:
				got = fmt.Sprintf("note %s, value %d", v.Note, v.Items[0].Value.Number)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s: %s", kind, got, want, found)
		}
	}
}

func TestRangeBinds(t *testing.T) {
	views, found, _ := drawFigures(t, "  said: {kind: range, title: Said, fact: worth}\n  part: {kind: bars, title: Part, facts: [paid], whole: cap}\n", "said", "part")
	if strings.Contains(found, "figure-") {
		t.Fatal(found)
	}
	v := views["range"].(view.Range)
	if len(v.Rows) != 2 || v.Rows[1].Value != "$850bn" || v.Rows[1].Word != "Agrees" || v.Said.Claims[0].Says != "$850bn" || v.Alt != "In words" {
		t.Errorf("%+v", v)
	}
	if b := views["bars"].(view.Bars); b.WholeText != "$38bn" || sourcesOf(b.Frame) != "Another Paper, 2026" || b.Data[1].Value.ID != "cap" {
		t.Errorf("%+v", b)
	}
}

func TestFlowBinds(t *testing.T) {
	views, found, _ := drawFigures(t, `  flow:
    kind: flow
    title: A flow
    stages: [late]
    arrows:
      - {from: openai, to: microsoft, text: "A licence for <fact:paid>", term: licence}
      - {from: microsoft, text: Computers}
`, "flow")
	if strings.Contains(found, "figure-") {
		t.Fatal(found)
	}
	v := views["flow"].(view.Flow)
	p := v.Panels[0]
	if len(v.Panels) != 1 || !p.Now || p.Stage != "Since October" || p.Left.Name != "Microsoft" || p.Right.Hue != "b" || p.Arrows[0].Text != "A licence for $12bn" {
		t.Errorf("%+v", v)
	}
	if c := v.Rows[0].Cells[0]; c.Text != "A licence for {1 $12bn}" || c.Term != (view.Link{Text: "Licence", Href: "index.html#licence"}) {
		t.Errorf("%+v", c)
	}
	// The earlier stage of the term is not shown, and so its source is not named.
	if got, want := sourcesOf(v.Frame), "Another Paper, 2026; OpenAI, 28\u00a0October 2025"; got != want {
		t.Errorf("sources %s, want %s", got, want)
	}
}

// TestFigurePlaces sees that a problem stands at what it is about, and that a broken or missing fact adds none.
func TestFigurePlaces(t *testing.T) {
	for _, c := range []struct{ figure, want string }{
		{"kind: bars, title: x, facts: [share, worth]", `figure-scale "worth"`},
		{"kind: bars, title: x, facts: [cap], whole: paid", `figure-scale "cap"`},
		{"kind: bars, title: x, facts: [paid], whole: share", `figure-scale "share"`},
		{"kind: before-after, title: x, facts: [share, wording]", `figure-scale "wording"`},
		{"kind: before-after, title: x, facts: [share]", `figure-pair "drawn"`},
		{"kind: range, title: x, fact: wording", `figure-scale "wording"`},
		{"kind: range, title: x", `figure-empty "drawn"`},
		{"kind: equation, title: x, fact: share", `figure-sum "share"`},
		{"kind: flow, title: x", `figure-empty "drawn"`},
		{"kind: flow, title: x, arrows: [{from: openai, to: microsoft, text: a}, {from: amazon, text: b}]", `figure-flow "{from: amazon, text: b}"`},
		{"kind: range, title: x, fact: share, facts: [share]", `figure-key "facts"`},
		{"kind: bars, title: x, facts: [broken, paid]", ""},
		{"kind: equation, title: x, fact: broken", ""},
		{"kind: range, title: x, fact: broken", ""},
		{"kind: before-after, title: x, facts: [broken, broken]", ""},
		{"kind: bars, title: x, facts: [nowhere]", ""},
		{"kind: bars, title: x, facts: [paid], whole: nowhere", ""},
	} {
		_, found, _ := drawFigures(t, "  drawn: {"+c.figure+"}\n", "drawn")
		got := ""
		for line := range strings.SplitSeq(found, "\n") {
			if strings.HasPrefix(line, "figure-") {
				got += line[:strings.Index(line, "\": ")+1]
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.figure, got, c.want, found)
		}
	}
}

// TestFigureUses sees that a figure leans on all that it shows.
func TestFigureUses(t *testing.T) {
	figures := "  sum: {kind: equation, title: A sum, fact: value}\n  part: {kind: bars, title: Part, facts: [paid], whole: cap}\n"
	_, _, ix := drawFigures(t, figures, "sum", "part")
	page := []byte("---\ntitle: Drawn\ndescription: All of it.\nhome: terms\n---\n\n![In words](figure:sum)\n\n![In words](figure:part)\n")
	a := ix.Answers(func(string) []byte { return page })
	var got []string
	for _, u := range a.uses {
		if u.page != nil {
			got = append(got, u.fact+" in "+u.in)
		}
	}
	want := "value in figure sum, share in figure sum, worth in figure sum, paid in figure part, cap in figure part"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}
