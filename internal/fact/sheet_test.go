package fact

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// example is the one of DESIGN §3, whole.
const example = `sources:
  msft-2025-10-28:
    title: The next chapter
    publisher: Microsoft
    published: 2025-10-28
    accessed: 2026-11-23
    kind: announcement
    url: https://example.org/a?b=c#d
    archive_url: http://example.org/
  cls-report:
    title: Report on the agreement
    publisher: Cailian Press
    author: Shi Zhengzhi
    published: 2026-04-27
    accessed: 2026-11-23
    kind: report     # announcement filing law …
parties:                    # two at most have a hue
  microsoft: {name: Microsoft, hue: a}
  openai: {name: OpenAI, hue: b}
  amazon: {name: Amazon}
stages:                     # oldest first
  - {id: first, label: 2019 to October 2025, from: 2019-07-22}
  - {id: october, label: October 2025, from: 2025-10-28}
  - {id: april, label: April 2026, from: 2026-04-27}
units:
  gigawatt: {many: gigawatts, short: GW}
facts:
  stake.share:
    label: Microsoft's stake in OpenAI's for-profit company, as converted
    value: about 27%        # exactly one of value, date and text
    as_of: 2025-10-28
    status: confirmed
    party: microsoft
    replaced_by: stake.share.june
    review_by: 2027-01-31
    valid_until: 2026-06
    claims:
      - {source: msft-2025-10-28}
      - {source: cls-report, at: "¶10", says: about 27%}
  stake.share.june:
    label: The same stake in June
    value: 25%
    exact: false
    as_of: 2026-06-30
    status: reported
    claims: [{source: cls-report}]
  valuation:
    label: Valuation
    value: USD 850 bn
    as_of: 2026-03
    status: rumoured
    claims: [{source: cls-report}]
  stake.value:
    label: Paper value of that stake
    value: = stake.share * valuation   # recomputed, never typed
    note: A share of October on a valuation of March.
    claims:
      - {source: cls-report, at: "¶10", says: nearly USD 228.3 bn, note: It differs}
  ratio:
    label: One stake by the other
    value: >-
      = stake.share
      / stake.share.june
    as: percent
    places: 1
    note: Two dates.
  agreed:
    label: The day
    date: 2026-04-27
    as_of: 2026-04-27
    status: disputed
    claims: [{source: cls-report}]
  before:
    label: The day before it
    date: 2025-10-28
    as_of: 2026-04-27
    status: confirmed
    claims: [{source: msft-2025-10-28}]
  days:
    label: Days between
    value: = agreed - before
  scope:
    label: Scope
    text: "Both, <fact:stake.share> and # more"
    as_of: 2026-04-27
    status: reported
    claims: [{source: cls-report}]
  capacity:
    label: Capacity
    value: 2 gigawatts
    as_of: 2026
    status: reported
    claims: [{source: cls-report}]
terms:
  licence.scope:
    title: Licence
    group: Intellectual property
    stages:
      first: {text: Exclusive, claims: [{source: cls-report}]}
      october:
        text: >-
          Exclusive
        claims: [{source: cls-report}]
      april:
        text: Non-exclusive
        claims: [{source: cls-report}]
  api:
    title: API
    group: Selling
    stages:
      october: {text: Azure only, claims: [{source: cls-report}]}
      april: {text: No more, change: ended, claims: [{source: cls-report}]}
  agi:
    title: AGI
    group: Intellectual property
    stages:
      first: {text: A clause, claims: [{source: cls-report}]}
      april: {text: The clause, change: unchanged, claims: [{source: cls-report}]}
events:
  recapitalisation:
    date: 2025-10
    party: microsoft
    text: It changed form.
    claims: [{source: msft-2025-10-28, says: 2025-10-28}]
glossary:
  as-converted: {term: as converted, text: Counting all shares.}
figures:
  stake-over-time:
    kind: bars
    title: The stake
    facts: [stake.share, stake.share.june]
    note: A note.
  payments:
    kind: flow
    title: Payments
    stages: [first, april]
    arrows: [{from: openai, to: microsoft, text: a share, stages: [april]}]
  history: {kind: timeline, title: History, from: 2025, to: 2026-04-27, party: microsoft, events: [recapitalisation]}
`

func TestExample(t *testing.T) {
	var l diag.List
	s := Read([]File{{"content/facts.yaml", []byte(example)}}, &l)
	if l.Len() > 0 {
		t.Fatal(show(example, "", &l))
	}
	plain := func(v value.Value) string { return strings.ReplaceAll(v.String(), "\u00a0", " ") }
	changes := func(id string) string {
		var all []string
		for _, c := range s.Term(id).Cells {
			all = append(all, c.Stage.ID+":"+c.Change)
		}
		return strings.Join(all, " ")
	}
	share := s.Fact("stake.share")
	for _, c := range []struct{ got, want string }{
		{fmt.Sprint(len(s.Sources), len(s.Parties), len(s.Stages), len(s.Facts), len(s.Terms), len(s.Events), len(s.Words), len(s.Figures)), "2 3 3 10 3 1 1 3"},
		{strings.Join(s.FactIDs(), " "), "stake.share stake.share.june valuation stake.value ratio agreed before days scope capacity"},
		{strings.Join(s.Groups(), ", "), "Intellectual property, Selling"},
		{plain(share.Value), "about 27%"},
		{fmt.Sprint(share.Kind, share.Status, share.Party.Hue, share.ReplacedBy.ID, share.ReviewBy.ISO(), share.ValidUntil.ISO(), share.AsOf.ISO(), len(share.Claims)), "0confirmedastake.share.june2027-01-312026-062025-10-282"},
		{example[share.Place.Start:share.Place.End], "stake.share"},
		{example[share.Claims[1].Place.Start:share.Claims[1].Place.End], `{source: cls-report, at: "¶10", says: about 27%}`},
		{share.Claims[1].Source.ID + share.Claims[1].At.S, "cls-report¶10"},
		{plain(s.Fact("stake.value").Value), "about $230bn"},
		{s.Fact("stake.value").Status + " " + s.Fact("stake.value").AsOf.ISO(), "computed 2026-03"},
		{plain(s.Fact("ratio").Value), "about 108.0%"},
		{plain(s.Fact("days").Value), "181 days"},
		{fmt.Sprint(s.Fact("scope").Kind == Prose, s.Fact("scope").Text.S), "trueBoth, <fact:stake.share> and # more"},
		{plain(s.Fact("capacity").Value), "2 GW"},
		{s.Fact("agreed").Value.Date().ISO(), "2026-04-27"},
		{fmt.Sprint(s.Fact("stake.share.june").Value.Rounded()), "true"},
		{changes("licence.scope"), "first: october:unchanged april:changed"},
		{changes("api"), "first: october:added april:ended"},
		{changes("agi"), "first: october:unstated april:unchanged"},
		{s.Event("recapitalisation").Date.ISO(), "2025-10"},
		{s.Word("as-converted").Term.S + s.Party("openai").Name + s.Stage("first").Label.S, "as convertedOpenAI2019 to October 2025"},
		{fmt.Sprint(s.Figure("payments").Set[2].S, s.Figure("payments").Arrows[0].Stages[0].S), "stagesapril"},
		{fmt.Sprint(s.Fact("api") == nil, s.Term("api") != nil, s.Fact("") == nil), "true true true"},
		{s.Source("cls-report").URL + s.Source("msft-2025-10-28").URL, "https://example.org/a?b=c#d"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestChanges works out what a term's cells do not say.
func TestChanges(t *testing.T) {
	for _, c := range []struct{ cells, want string }{
		{"s1: a|s2: a|s3: a", " unchanged unchanged"},
		{"s1: a|s2: b|s3: a", " changed changed"},
		{"s2: a|s3: b", " added changed"},
		{"s1: a|s3: a", " unstated unchanged"},
		{"s1: a|s3: b", " unstated changed"},
		{"s1: a", " unstated unstated"},
		{"s1: a|s2: b, change: ended|s3: b", " ended added"},
		{"s1: a|s2: b, change: unchanged|s3: b, change: changed", " unchanged changed"},
	} {
		src := "sources: {p: {title: T, publisher: P, kind: law}}\nstages: [{id: s1, label: a, from: 2001}, {id: s2, label: b, from: 2002}, {id: s3, label: c, from: 2003}]\nterms:\n  t:\n    title: x\n    stages:\n"
		for _, cell := range strings.Split(c.cells, "|") {
			id, text, _ := strings.Cut(cell, ": ")
			src += "      " + id + ": {text: " + text + ", claims: [{source: p}]}\n"
		}
		var l diag.List
		s := Read([]File{{"f", []byte(src)}}, &l)
		var got []string
		for _, cell := range s.Term("t").Cells {
			got = append(got, cell.Change)
		}
		for _, f := range l.Sorted() {
			if f.Code != "id-near" {
				t.Error(show(src, "", &l))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.cells, got, c.want)
		}
	}
}

// TestSplit reads one sheet from several files, in any order of their references.
func TestSplit(t *testing.T) {
	a := "facts:\n  sum: {label: x, value: = one + two}\n  one: {label: x, value: 1, as_of: 2026, status: reported, claims: [{source: post}]}\n"
	b := "facts:\n  two: {label: x, value: 2, as_of: 2026, status: reported, claims: [{source: post}]}\nsources:\n  post: {title: T, publisher: P, kind: law}\n"
	var l diag.List
	s := Read([]File{{"content/facts/a.yaml", []byte(a)}, {"content/facts/b.yaml", []byte(b)}}, &l)
	if l.Len() > 0 || s.Fact("sum").Value.String() != "3" || strings.Join(s.FactIDs(), " ") != "sum one two" {
		t.Fatal(show(a, "", &l), s.FactIDs())
	}
	c := "events:\n  one: {date: 2026, text: x, claims: [{source: post}]}\nfacts:\n  three: {label: x, value: ?}\n"
	s = Read([]File{{"a.yaml", []byte(a)}, {"b.yaml", []byte(b)}, {"c.yaml", []byte(c)}}, &l)
	fs := l.Sorted()
	if len(fs) < 2 || fs[0].Code != "id-duplicate" || fs[0].Span.File != "c.yaml" || !strings.HasPrefix(fs[0].Hint, "a.yaml:3 is a fact") {
		t.Errorf("got %+v", fs)
	}
	if s.Fact("one") == nil || s.Event("one") != nil {
		t.Error("the first of two entries counts")
	}
	if s := Read(nil, &l); s == nil || s.Fact("x") != nil || len(s.Facts) != 0 {
		t.Error("no files make an empty sheet")
	}
}

func TestSchema(t *testing.T) {
	out, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s struct{ Properties map[string]any }
	if err := json.Unmarshal(out, &s); err != nil || len(s.Properties) != 9 {
		t.Errorf("%v, %d sections", err, len(s.Properties))
	}
}

// FuzzRead: no input panics, every finding lies in its file, and what is not broken can be printed.
func FuzzRead(f *testing.F) {
	f.Add([]byte(example))
	for i := 0; i < len(example); i += 400 {
		f.Add([]byte(example[i:min(i+800, len(example))]))
	}
	f.Add([]byte(base + "facts:\n  a: {label: x, value: = b * 2}\n  b: {label: x, value: = sum(a, b) / 0}\n  c: {replaced_by: c, date: 2026, places: 3}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var l diag.List
		s := Read([]File{{"f", in}}, &l)
		for _, f := range l.Sorted() {
			if f.Span.File != "f" || f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(in) || f.Message == "" {
				t.Fatalf("%+v", f)
			}
		}
		for _, f := range s.Facts {
			if s.Fact(f.ID) != f {
				t.Fatalf("%q is lost", f.ID)
			}
			if !f.Broken && f.Kind == Number && f.Value.String() == "" {
				t.Fatalf("%q has no value", f.ID)
			}
		}
		for _, term := range s.Terms {
			if len(term.Cells) != len(s.Stages) {
				t.Fatalf("%q has %d cells", term.ID, len(term.Cells))
			}
		}
		for _, source := range s.Sources {
			_ = source.Cite()
		}
	})
}

// large is a facts file of n facts, every tenth of them derived.
func large(n int) []byte {
	var b strings.Builder
	b.WriteString(base + "facts:\n")
	name := func(i int) string {
		return "part." + strings.Map(func(c rune) rune { return c - '0' + 'a' }, fmt.Sprint(i))
	}
	for i := range n {
		if i%10 == 9 {
			fmt.Fprintf(&b, "  %s:\n    label: The sum of two other facts\n    value: = %s + %s\n", name(i), name(i-1), name(i-2))
			continue
		}
		fmt.Fprintf(&b, "  %s:\n    label: A label of about the length that labels have\n    value: about %d%%\n    as_of: 2025-10-28\n    status: reported\n    party: microsoft\n    claims:\n      - {source: paper, at: \"¶10\", says: about 27%%}\n", name(i), i+1)
	}
	return []byte(b.String())
}

func TestLarge(t *testing.T) {
	var l diag.List
	s := Read([]File{{"f", large(1000)}}, &l)
	if l.Len() > 0 || len(s.Facts) != 1000 {
		t.Fatal(l.Sorted()[:1])
	}
	// A chain as long as the file is worked out once each, and a circle of that length is one finding.
	var b strings.Builder
	b.WriteString("facts:\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  f%d: {label: x, value: = f%d}\n", i, (i+1)%5000)
	}
	l = diag.List{}
	Read([]File{{"f", []byte(b.String())}}, &l)
	if cycles := strings.Count(show(b.String(), "", &l), "fact-cycle"); cycles != 1 {
		t.Errorf("%d circles", cycles)
	}
}

func BenchmarkRead(b *testing.B) {
	in := large(10_000)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		var l diag.List
		if Read([]File{{"f", in}}, &l); l.Len() > 0 {
			b.Fatal(l.Sorted()[0])
		}
	}
}
