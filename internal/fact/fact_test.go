package fact

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// base is what the cases of TestFindings lean on; their lines are counted from its end.
const base = `sources:
  post: {title: A post, publisher: OpenAI, published: 2025-10-28, kind: announcement}
  paper: {title: A report, publisher: Paper, kind: report}
parties:
  microsoft: {name: Microsoft, hue: a}
stages:
  - {id: first, label: Before, from: 2019-07-22}
  - {id: last, label: After, from: 2026-04}
units:
  gigawatt: {many: gigawatts, short: GW}
`

// show prints findings as the tests write them: line code 'what stands there' message (hint).
func show(src, above string, l *diag.List) string {
	var b strings.Builder
	for _, f := range l.Sorted() {
		line, _ := diag.Position([]byte(src), f.Span.Start)
		fmt.Fprintf(&b, "%d %s '%s' %s", line-strings.Count(above, "\n"), f.Code, src[f.Span.Start:f.Span.End], f.Message)
		if f.Hint != "" {
			fmt.Fprintf(&b, " (%s)", f.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// stated is a fact without fault, with other keys after it.
func stated(id, keys string) string {
	return "  " + id + ": {label: x, as_of: 2025-10-28, status: reported, claims: [{source: paper}], " + keys + "}\n"
}

const idHint = " (an id is made of lower-case letters and digits, joined by single dots or hyphens)\n"

func TestFindings(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing wrong", "facts:\n" + stated("a", "value: 1"), ""},

		{"id with a capital", "facts:\n" + stated("a.B", "value: 1"), "2 id-invalid 'B' \"a.B\" is not an id" + idHint},
		{"id with two dots", "facts:\n" + stated("a..b", "value: 1"), "2 id-invalid '.' \"a..b\" is not an id" + idHint},
		{"id with a dot at its end", "facts:\n" + stated("a.", "value: 1"), "2 id-invalid '.' \"a.\" is not an id" + idHint},
		{"id in Cyrillic", "facts:\n" + stated("stаke", "value: 1"), "2 id-invalid 'а' \"stаke\" is not an id" + idHint},
		{"id with a slash", "facts:\n" + stated("../a", "value: 1"), "2 id-invalid '.' \"../a\" is not an id" + idHint},
		{"empty id", "facts:\n" + stated(`""`, "value: 1"), "2 id-invalid '\"\"' \"\" is not an id" + idHint},
		{"id used although invalid", "facts:\n" + stated("A", "value: 1") + stated("b", "value: 2, replaced_by: A"), "2 id-invalid 'A' \"A\" is not an id" + idHint},
		{"long id", "facts:\n" + stated(strings.Repeat("a", 65), "value: 1"),
			"2 id-invalid '" + strings.Repeat("a", 65) + "' \"" + strings.Repeat("a", 60) + "…\" is not an id (an id has 64 characters at most)\n"},
		{"id of another section", "facts:\n" + stated("post", "value: 1"), "2 id-duplicate 'post' the id \"post\" is taken (f.yaml:2 is a source; ids are unique over all sections)\n"},
		{"id of a stage", "glossary:\n  first: {term: a, text: b}\n", "2 id-duplicate 'first' the id \"first\" is taken (f.yaml:7 is a stage; ids are unique over all sections)\n"},
		{"ids that are near", "facts:\n" + stated("a.2019", "value: 1") + stated("a.2021", "value: 2"), "3 id-near 'a.2021' a.2021 and a.2019 differ in digits alone (name them by words: one mistyped digit would name the other)\n"},
		{"ids that are near without a digit", "facts:\n" + stated("a", "value: 1") + stated("a1", "value: 2"), "3 id-near 'a1' a1 and a differ in digits alone (name them by words: one mistyped digit would name the other)\n"},

		{"no kind", "facts:\n" + stated("a", "party: microsoft"), "2 fact-kind 'a' the fact holds no value, date or text (give it one of the three)\n"},
		{"two kinds", "facts:\n" + stated("a", "value: 1, text: x"), "2 fact-kind 'x' the fact holds more than one of value, date and text (make two facts of it)\n"},
		{"empty value", "facts:\n" + stated("a", "value: ''"), "2 yaml-missing '''' the fact's value is empty\n"},
		{"no date or status", "facts:\n  a: {label: x, value: 1, claims: [{source: paper}]}\n",
			"2 yaml-missing '1' the fact does not say as of when it holds, nor how sure it is (add as_of: and a date; add status: confirmed, reported, rumoured or disputed)\n"},
		{"no status", "facts:\n  a: {label: x, date: 2026, as_of: 2026, claims: [{source: paper}]}\n", "2 yaml-missing '2026' the fact does not say how sure it is (add status: confirmed, reported, rumoured or disputed)\n"},
		{"no date", "facts:\n  a: {text: x, status: reported, claims: [{source: paper}]}\n",
			"2 yaml-missing 'a' the required key label is missing (what the fact is, inline Markdown)\n2 yaml-missing 'x' the fact does not say as of when it holds (add as_of: and a day, a month or a year)\n"},
		{"status", "facts:\n" + strings.Replace(stated("a", "value: 1"), "reported", "sure", 1), "2 choice-unknown 'sure' \"sure\" is not one of the words that may stand here (use one of: confirmed, reported, rumoured, disputed)\n"},
		{"unfounded", "facts:\n" + strings.Replace(stated("a", "value: 1"), "reported", "confirmed", 1), "2 status-unfounded 'confirmed' no company's announcement or filing confirms this (cite one, or make the status reported)\n"},
		{"founded", "facts:\n  a: {label: x, value: 1, as_of: 2026, status: confirmed, claims: [{source: paper}, {source: post}]}\n", ""},
		{"no claim", "facts:\n  a: {label: x, value: 1, as_of: 2026, status: confirmed}\n", "2 claim-missing 'a' the fact has no claim (name the source that says it: claims: [{source: …}])\n"},
		{"keys of a derived value", "facts:\n" + stated("a", "value: 1, as: percent, places: 2"), "2 yaml-key 'percent' as and places belong to derived values (delete the key)\n2 yaml-key '2' as and places belong to derived values (delete the key)\n"},
		{"exact on a date", "facts:\n" + stated("a", "date: 2026, exact: true"), "2 yaml-key 'true' exact belongs to a number (delete the key)\n"},

		{"source", "facts:\n  a: {label: x, value: 1, as_of: 2026, status: confirmed, claims: [{source: pots}]}\n", "2 source-unknown 'pots' there is no source \"pots\" (did you mean post?)\n"},
		{"party", "facts:\n" + stated("a", "value: 1, party: mircosoft"), "2 party-unknown 'mircosoft' there is no party \"mircosoft\" (did you mean microsoft?)\n"},
		{"party that is a source", "facts:\n" + stated("a", "value: 1, party: post"), "2 party-unknown 'post' there is no party \"post\" (post is a source)\n"},
		{"replaced by nothing", "facts:\n" + stated("stake", "value: 1, replaced_by: stkae"), "2 fact-unknown 'stkae' there is no fact \"stkae\" (did you mean stake?)\n"},
		{"replaced in a circle", "facts:\n" + stated("z", "value: 3, replaced_by: a") + stated("a", "value: 1, replaced_by: b") + stated("b", "value: 2, replaced_by: a"),
			"2 fact-cycle 'a' the facts replace each other: a → b → a (let the newest say nothing here)\n"},

		{"ends before it holds", "facts:\n" + stated("a", "value: 1, valid_until: 2025-09"), "2 date-invalid '2025-09' the fact ends before it holds (as_of is 2025-10-28)\n"},

		{"unknown in an expression", "facts:\n" + stated("stake", "value: 27%") + "  b: {label: x, value: = stake * vallue}\n", "3 fact-unknown 'vallue' there is no fact \"vallue\"\n"},
		{"text in an expression", "facts:\n" + stated("a", "text: words") + "  b: {label: x, value: \"= a * 2\"}\n", "3 expression-invalid 'a' a is a text, and cannot be calculated with (use a fact with a value or a date)\n"},
		{"circle", "facts:\n  a: {label: x, value: = b * 2}\n  b: {label: x, value: = c + c}\n  c: {label: x, value: = a / 2}\n  d: {label: x, value: = a + b}\n",
			"4 fact-cycle 'a' the value depends on itself: a → b → c → a (give one of them a value of its own)\n"},
		{"circle of one", "facts:\n  a: {label: x, value: = 1 + a}\n", "2 fact-cycle 'a' the value depends on itself: a → a (give one of them a value of its own)\n"},
		{"two circles", "facts:\n  a: {label: x, value: = b + c}\n  b: {label: x, value: = a}\n  c: {label: x, value: = c}\n",
			"3 fact-cycle 'a' the value depends on itself: a → b → a (give one of them a value of its own)\n4 fact-cycle 'c' the value depends on itself: c → c (give one of them a value of its own)\n"},
		{"broken input", "facts:\n" + stated("a", "value: 1, text: x") + "  b: {label: x, value: = a * 2}\n  c: {label: x, value: = b + a}\n", "2 fact-kind 'x' the fact holds more than one of value, date and text (make two facts of it)\n"},
		{"status of a derived", "facts:\n" + stated("a", "value: 1") + "  b: {label: x, status: reported, exact: true, value: = a}\n",
			"3 yaml-key 'reported' a derived fact is computed, and says no status (delete the key)\n3 yaml-key 'true' a derived fact is as exact as its inputs (delete the key, or write places)\n"},
		{"inputs of different dates", "facts:\n" + stated("a", "value: 1") + strings.Replace(stated("b", "value: 2"), "2025-10-28", "2026-03", 1) + "  c: {label: x, value: = a + b}\n  d: {label: x, note: why, value: = a + b}\n",
			"4 input-date '= a + b' the inputs are of different dates: a of 2025-10-28, b of 2026-03 (add a note that says why they may be joined)\n"},
		{"date of a derived", "facts:\n" + stated("a", "value: 1") + "  b: {label: x, as_of: 2026, value: = a}\n  c: {label: x, as_of: 2025-10-28, value: = a}\n",
			"3 date-invalid '2026' the newest input, a, is of 2025-10-28 (delete the key: a derived fact takes the date of its newest input)\n"},

		{"stage", "terms:\n  t: {title: x, stages: {frist: {text: y, claims: [{source: post}]}}}\n", "2 stage-unknown 'frist' there is no stage \"frist\" (did you mean first?)\n"},
		{"change at the first stage", "terms:\n  t: {title: x, stages: {first: {text: y, change: added, claims: [{source: post}]}}}\n", "2 yaml-key 'added' nothing changes at the first stage (delete the key)\n"},
		{"term without a claim", "terms:\n  t: {title: x, stages: {first: {text: y}}}\n", "2 claim-missing 'first' the term at this stage has no claim (name the source that says it: claims: [{source: …}])\n"},
		{"event", "events:\n  e: {date: 2025-13, text: x, party: nobody}\n",
			"2 claim-missing 'e' the event has no claim (name the source that says it: claims: [{source: …}])\n2 date-invalid '13' there is no month 13 (a date is written year, month, day: 2026-04-27)\n2 party-unknown 'nobody' there is no party \"nobody\"\n"},

		{"figure", "facts:\n" + stated("stake", "value: 1") + "events:\n  start: {date: 2025, text: x, claims: [{source: post}]}\nterms:\n  scope: {title: x, group: Rights, stages: {first: {text: y, claims: [{source: post}]}}}\n" +
			"figures:\n  f:\n    kind: any\n    title: x\n    facts: [stake, steak]\n    fact: start\n    events: [stat]\n    terms: [scop]\n    groups: [Rights, Right]\n    stages: [first, lats]\n    party: microsoft\n" +
			"    from: 2026-04\n    to: 2025-12-31\n    arrows: [{from: microsoft, to: b, text: c, stages: [frist], term: scopes}]\n    whole: stakes\n",
			"11 fact-unknown 'steak' there is no fact \"steak\" (did you mean stake?)\n" +
				"12 fact-unknown 'start' there is no fact \"start\" (start is an event)\n" +
				"13 event-unknown 'stat' there is no event \"stat\" (did you mean start?)\n" +
				"14 term-unknown 'scop' there is no term \"scop\" (did you mean scope?)\n" +
				"15 term-unknown 'Right' no term has the group \"Right\" (did you mean Rights?)\n" +
				"16 stage-unknown 'lats' there is no stage \"lats\" (did you mean last?)\n" +
				"19 date-invalid '2025-12-31' this is before 2026-04, where the figure begins\n" +
				"20 party-unknown 'b' there is no party \"b\"\n" +
				"20 stage-unknown 'frist' there is no stage \"frist\" (did you mean first?)\n" +
				"20 term-unknown 'scopes' there is no term \"scopes\" (did you mean scope?)\n" +
				"21 fact-unknown 'stakes' there is no fact \"stakes\" (did you mean stake?)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			Read([]File{{"f.yaml", []byte(base + c.in)}}, &l)
			if got := show(base+c.in, base, &l); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestEntries is for findings in the sections that base has.
func TestEntries(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"hue", "parties:\n  a: {name: A, hue: a}\n  b: {name: B, hue: a}\n  c: {name: C, hue: c}\n",
			"3 party-hue 'a' the hue a is taken (f.yaml:2 has it; leave the key out for all but two parties)\n4 choice-unknown 'c' \"c\" is not one of the words that may stand here (did you mean a or b?)\n"},
		{"stages", "stages:\n  - {id: a, label: A, from: 2025-10}\n  - {id: b, label: B, from: 2019}\n", "3 date-invalid '2019' the stage b does not begin after a (stages stand oldest first)\n"},
		{"one stage twice", "stages:\n  - {id: a, label: A, from: 2019}\n  - {id: a, label: B, from: 2020}\n", "3 id-duplicate 'a' the id \"a\" is taken (f.yaml:2 is a stage; ids are unique over all sections)\n"},
		{"source read too early", "sources:\n  s: {title: T, publisher: P, kind: law, published: 2026-04-27, accessed: 2026-03}\n", "2 date-invalid '2026-03' the source was read before it was published (published is 2026-04-27)\n"},
		{"source read in its month", "sources:\n  s: {title: T, publisher: P, kind: law, published: 2026-04-27, accessed: 2026-04}\n", ""},
		{"source", "sources:\n  s: {title: T, publisher: P}\n", "2 yaml-missing 's' the required key kind is missing (announcement and filing are a company's own words)\n"},
		{"kind", "sources:\n  s: {title: T, publisher: P, kind: blog}\n", "2 choice-unknown 'blog' \"blog\" is not one of the words that may stand here (use one of: announcement, filing, law, court, statistics, report, analysis, memo, market, interview)\n"},
		{"address", "sources:\n  s: {title: T, publisher: P, kind: law, url: \"javascript:alert(1)\", archive_url: \"https://good@evil.example\"}\n",
			"2 link-scheme '\"javascript:alert(1)\"' \"javascript:alert(1)\" is not an address that begins with https:// or http:// (write the whole address of the page)\n" +
				"2 link-scheme '\"https://good@evil.example\"' \"https://good@evil.example\" holds a user name or a password (leave out what stands before the @)\n"},
		{"address with letters of another alphabet", "sources:\n  s: {title: T, publisher: P, kind: law, url: \"https://\u0435xample.com/\", archive_url: \"https://xn--xample-2of.com/%D0%B5\"}\n",
			"2 link-scheme '\"https://\u0435xample.com/\"' \"https://\u0435xample.com/\" has a host with letters that can pass for those of another (write the host as browsers send it, beginning with xn--)\n"},
		{"address without a host", "sources:\n  s: {title: T, publisher: P, kind: law, url: \"https:///x\", archive_url: //x.org}\n",
			"2 link-scheme '\"https:///x\"' \"https:///x\" names no host\n2 link-scheme '//x.org' \"//x.org\" is not an address that begins with https:// or http:// (write the whole address of the page)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			Read([]File{{"f.yaml", []byte(c.in)}}, &l)
			if got := show(c.in, "", &l); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestPlacesOfValues: what value finds wrong is placed inside the scalar, whatever its quotes. Its words
// are its own.
func TestPlacesOfValues(t *testing.T) {
	for _, c := range []struct{ in, code, at string }{
		{stated("a", "date: 2026-02-30"), "date-invalid", "30"},
		{stated("a", "date: '2026-13'"), "date-invalid", "13"},
		{stated("a", "value: 1, review_by: soon"), "date-invalid", "soon"},
		{stated("a", "value: 27 furlongs"), "unit-unknown", "furlongs"},
		{stated("a", `value: "about 27 \u0066urlongs"`), "unit-unknown", `\u0066urlongs`},
		{stated("a", "value: 27%") + stated("b", "value: USD 1 bn") + "  c: {label: x, value: \"= 2 * (a + b)\"}\n", "unit-mismatch", "(a + b)"},
		{stated("a", "value: 27%") + stated("b", "value: 0%") + "  c: {label: x, value: '=  a / b'}\n", "divide-by-zero", "b"},
		{"  c:\n    label: x\n    value: >-\n      = 2 *\n      (3 ?\n", "expression-invalid", "?"},
		{stated("a", "value: USD 1 bn") + "  c: {label: x, as: percent, value: = a}\n", "unit-mismatch", " a"},
	} {
		src := base + "facts:\n" + c.in
		var l diag.List
		Read([]File{{"f.yaml", []byte(src)}}, &l)
		fs := l.Sorted()
		if len(fs) != 1 || fs[0].Code != c.code || src[fs[0].Span.Start:fs[0].Span.End] != c.at {
			t.Errorf("%s: got\n%s", c.in, show(src, base, &l))
		}
	}
}

// TestChain: a unit that does not fit is shown with the inputs, and theirs.
func TestChain(t *testing.T) {
	src := base + "facts:\n" + stated("stake", "value: about 27%") + stated("worth", "value: USD 850 bn") +
		"  paper-value: {label: x, value: = stake * worth}\n  sum: {label: x, value: = paper-value + stake}\n"
	var l diag.List
	s := Read([]File{{"f.yaml", []byte(src)}}, &l)
	fs := l.Sorted()
	if len(fs) != 1 || fs[0].Code != "unit-mismatch" {
		t.Fatal(show(src, base, &l))
	}
	for _, part := range []string{"paper-value is about $230bn = stake × worth", "stake is about 27%", "worth is $850bn"} {
		if !strings.Contains(fs[0].Hint, part) {
			t.Errorf("the hint %q lacks %q", fs[0].Hint, part)
		}
	}
	if f := s.Fact("sum"); !f.Broken || f.Status != Computed || !f.Derived() {
		t.Errorf("%+v", f)
	}
}

// TestAllAtOnce: one broken fact hides no other finding, of any section.
func TestAllAtOnce(t *testing.T) {
	src := base + "facts:\n  a: {label: x, value: = b + c}\n  b: {value: ?}\n  c: {label: x, vaule: 1}\n  d: {label: x, value: 1, as_of: 2026-99, status: reported, claims: [{source: nobody}]}\n" +
		"events:\n  e: {text: x}\nglossary:\n  W: {term: x}\n"
	var l diag.List
	Read([]File{{"f.yaml", []byte(src)}}, &l)
	got := map[string]int{}
	for _, f := range l.Sorted() {
		got[f.Code]++
	}
	want := map[string]int{"yaml-missing": 5, "value-invalid": 1, "yaml-key": 1, "fact-kind": 1, "date-invalid": 1, "source-unknown": 1, "claim-missing": 3, "id-invalid": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v\n%s", got, want, show(src, base, &l))
	}
}

func TestCite(t *testing.T) {
	for _, c := range []struct{ date, want string }{
		{", published: 2025-10-28", "OpenAI, 28 October 2025"}, {", published: 2025-10", "OpenAI, October 2025"}, {", published: 2025", "OpenAI, 2025"}, {"", "OpenAI"},
	} {
		var l diag.List
		s := Read([]File{{"f", []byte("sources: {a: {title: T, publisher: OpenAI, kind: law" + c.date + "}}")}}, &l)
		if got := strings.ReplaceAll(s.Source("a").Cite(), "\u00a0", " "); got != c.want || l.Len() > 0 {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAfter(t *testing.T) {
	d := func(s string) value.Date { v, _ := value.ParseDate(s); return v }
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2026", "2025-12-31", true}, {"2026", "2026-04", false}, {"2026-04", "2026", false}, {"2026-05", "2026-04-30", true},
		{"2026-04", "2026-04-30", false}, {"2026-04-28", "2026-04-27", true}, {"2026-04-27", "2026-04-27", false}, {"2025-12", "2026-01", false},
	} {
		if got := after(d(c.a), d(c.b)); got != c.want {
			t.Errorf("%s after %s: %v", c.a, c.b, got)
		}
	}
}
