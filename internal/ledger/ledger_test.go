package ledger

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/value"
)

// sample has something of everything that the ledger holds.
const sample = `sources:
  paper: {title: A paper of 2026, publisher: The Paper, author: A. Writer, published: 2026-04-27, accessed: 2026-05-01, kind: report, url: "https://example.org/1", archive_url: "https://example.org/2"}
  filing: {title: 10-K, publisher: Example, kind: filing}
parties:
  one: {name: Company 1, hue: a}
  two: {name: Company 2, hue: b}
stages:
  - {id: first, label: From 2019, from: 2019-07-22}
  - {id: second, label: Since 2026, from: 2026-04-27}
units:
  gigawatt: {many: gigawatts 4, short: GW}
facts:
  share:
    label: The share of [3](word:three)
    value: about 27%
    as_of: 2026-04-27
    valid_until: 2031-05-01
    review_by: 2030-01-31
    status: confirmed
    party: one
    replaced_by: share.new
    note: Note 8.
    claims:
      - {source: filing, at: page 4, says: 27.1%, note: Differs by 0.1.}
      - {source: paper}
      - {source: paper, says: 28%, note: A second time.}
  share.new: {label: The new share, value: 25%, as_of: 2026-06, status: reported, claims: [{source: paper}]}
  price: {label: The price, value: USD 852 bn, as_of: 2026-03-31, status: reported, exact: false, claims: [{source: paper}]}
  worth: {label: The worth, value: = share * price, places: 1, note: Of two days.}
  power: {label: The power, value: 1 gigawatt, as_of: 2025, status: reported, claims: [{source: paper}]}
  start: {label: The start, date: 2019-07-22, as_of: 2019, status: reported, claims: [{source: paper}]}
  words: {label: Some words, text: In 4 parts, as_of: 2019, status: reported, claims: [{source: paper}]}
terms:
  licence:
    title: Licence 7
    group: Group 6
    stages:
      first: {text: Through 2030, claims: [{source: paper, at: "¶10"}]}
      second: {text: Through 2032, change: unchanged, claims: [{source: paper, at: "¶11"}]}
events:
  launch: {date: 2026-04, party: two, text: It began at 9., claims: [{source: paper, says: 2026-04-03}]}
glossary:
  three: {term: three 3, text: One of 3.}
figures:
  chart: {kind: bars, title: Chart 5, note: Note 6., facts: [share, share.new], whole: worth}
  line: {kind: timeline, title: Line, from: 2019-01-01, to: 2026-12-31, party: two}
  flow: {kind: flow, title: Flow, stages: [first, second], arrows: [{from: one, to: two, text: pays 20, stages: [first], term: licence}, {to: two, text: pays on, continues: true}]}
`

func day(t testing.TB, text string) value.Date {
	t.Helper()
	d, err := value.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// input is a facts file as the ledger is given it. It is false where the file itself is faulty.
func input(text string, loose ...Loose) (Input, bool) {
	var l diag.List
	sheet := fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(text)}}, &l)
	type settings struct {
		Title decode.Text `yaml:"title"`
	}
	config, _ := decode.YAML[settings]("content/site.yaml", []byte("title: Site 1\n"), &l)
	return Input{
		Sheet: sheet, Texts: []Text{{"title", config.Title}}, Loose: loose,
		Printed: func(f *fact.Fact) string {
			if f.Kind == fact.Prose {
				return f.Text.S
			}
			return f.Value.String()
		},
		Plain: func(t decode.Text) string { return t.S },
	}, l.Errors() == 0
}

func state(t testing.TB, text string, loose ...Loose) *State {
	t.Helper()
	in, ok := input(text, loose...)
	if !ok {
		t.Fatalf("the facts file is faulty:\n%s", text)
	}
	return NewState(in)
}

// record puts a state into the ledger in file, which is nil for the first time.
func record(t testing.TB, file []byte, now *State, on, note string, correct ...string) []byte {
	t.Helper()
	var l diag.List
	old := Read(file, &l)
	d, err := NewDraft(old, now, correct)
	if err != nil {
		t.Fatal(err)
	}
	data, err := d.Record(day(t, on), note)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// found is the findings of a ledger against a state, a line each.
func found(file []byte, now *State) string {
	var l diag.List
	ledger := Read(file, &l)
	if now != nil {
		Compare(ledger, now, &l)
	}
	var b strings.Builder
	for _, f := range l.Sorted() {
		fmt.Fprintf(&b, "%s:%d: %s [%s]\n", f.Span.File, f.Span.Start, f.Message, f.Code)
	}
	return b.String()
}

// clean fails unless a ledger holds together and says what a state says.
func clean(t testing.TB, file []byte, now *State) {
	t.Helper()
	if got := found(file, now); got != "" {
		t.Fatalf("findings:\n%sin\n%s", got, file)
	}
}

func swap(t testing.TB, text, from, to string) string {
	t.Helper()
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q stands %d times in the text", from, strings.Count(text, from))
	}
	return strings.Replace(text, from, to, 1)
}

func entries(file []byte) []Entry {
	var l diag.List
	return Read(file, &l).Entries()
}

func TestRoundTrip(t *testing.T) {
	loose := []Loose{{Page: "index", Text: "24/7", Reason: "an idiom"}, {Page: "index", Text: `a "quoted" 1 \ (2)`, Reason: "name (of a thing)"}, {Page: "templates/base.html", Text: "3", Reason: "code"}}
	now := state(t, sample, loose...)
	file := record(t, nil, now, "2026-05-02", "")
	clean(t, file, now)
	clean(t, file, state(t, sample, loose...)) // no state depends on what is left of another
	var l diag.List
	if again := Read(file, &l).encode(); !bytes.Equal(again, file) {
		t.Errorf("read and written:\n%s\nwas\n%s", again, file)
	}
	if !bytes.Equal(file, record(t, nil, state(t, sample, loose...), "2026-05-02", "")) {
		t.Error("two records of one site differ")
	}
	first := entries(file)
	if len(first) != 1 || first[0].Is != "7 facts, 1 term, 1 event, 1 word, 3 figures and 2 sources" || first[0].Note != FirstNote || first[0].Name != "c-2026-05-02" {
		t.Errorf("the first change: %+v", first)
	}
	for _, line := range strings.Split(string(file), "\n") {
		if len(line) > 0 && strings.TrimRight(line, " ") != line {
			t.Errorf("a line ends in a space: %q", line)
		}
	}
	crlf := bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n"))
	clean(t, crlf, now)
}

// TestEveryField changes each field that readers see, and looks whether the ledger notices.
func TestEveryField(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	for _, c := range [][2]string{
		{"title: A paper of", "title: The paper of"}, {"publisher: The Paper", "publisher: A Paper"}, {"A. Writer", "B. Writer"}, {"published: 2026-04-27", "published: 2026-04"},
		{"accessed: 2026-05-01", "accessed: 2026-05-02"}, {"kind: report, url", "kind: memo, url"}, {"example.org/1", "example.net/1"}, {"example.org/2", "example.net/2"}, {", archive_url: \"https://example.org/2\"", ""},
		{"name: Company 1", "name: Firm 1"}, {"hue: b}", "}"}, {"label: From 2019", "label: Until 2019"}, {"from: 2019-07-22}", "from: 2019-07}"},
		{"many: gigawatts 4", "many: gigawatts 5"}, {"gigawatt: {many: gigawatts 4, short: GW}", "gigawatt: {many: gigawatts 4, short: gw}"},
		{"label: The share of", "label: A share of"}, {"value: about 27%", "value: 27%"}, {"value: about 27%", "value: nearly 27%"}, {"as_of: 2026-04-27", "as_of: 2026-04-28"}, {"valid_until: 2031-05-01", "valid_until: 2031-05"},
		{"status: confirmed", "status: reported"}, {"party: one", "party: two"}, {"    party: one\n", ""}, {"replaced_by: share.new", "replaced_by: price"}, {"note: Note 8.", "note: Note 9."},
		{"at: page 4", "at: page 5"}, {"says: 27.1%", "says: 27.2%"}, {"note: Differs by", "note: Other by"}, {"      - {source: paper}\n", ""}, {"{source: paper, says: 28%", "{source: filing, says: 28%"},
		{"exact: false", "exact: true"}, {"= share * price", "= price * share"}, {"places: 1", "places: 0"}, {"places: 1, ", ""},
		{"date: 2019-07-22, as_of", "date: 2019-07, as_of"}, {"text: In 4 parts", "text: In four parts"}, {"value: USD 852 bn", "value: EUR 852 bn"},
		{"title: Licence 7", "title: License 7"}, {"group: Group 6", "group: Band 6"}, {"text: Through 2030", "text: To 2030"}, {"change: unchanged", "change: ended"}, {"change: unchanged, ", ""}, {`at: "¶10"`, `at: "¶12"`},
		{"date: 2026-04, party", "date: 2026, party"}, {"date: 2026-04, party: two", "date: 2026-04, party: one"}, {"It began at 9", "It began by 9"}, {"says: 2026-04-03", "says: 2026-04-04"},
		{"term: three 3", "term: trio 3"}, {"text: One of 3", "text: Two of 3"},
		{"kind: bars", "kind: key-figures"}, {"title: Chart 5", "title: Chart V"}, {"note: Note 6", "note: Note VI"}, {"[share, share.new]", "[share.new, share]"}, {"[share, share.new]", "[share]"},
		{"from: 2019-01-01", "from: 2020-01-01"}, {"to: 2026-12-31", "to: 2026-12"}, {"to: 2026-12-31, party: two", "to: 2026-12-31, party: one"},
		{"stages: [first, second], ", ""}, {"stages: [first], term", "stages: [second], term"}, {"text: pays 20", "text: gets 20"}, {"from: one, to: two", "from: two, to: one"}, {", whole: worth", ", whole: price"}, {", whole: worth", ""}, {", term: licence", ""}, {", continues: true", ""}, {"{to: two, text", "{from: one, to: two, text"}, {"{to: two, text: pays on", "{to: one, text: pays on"},
	} {
		in, ok := input(swap(t, sample, c[0], c[1]))
		if !ok {
			t.Errorf("%q → %q makes a faulty file", c[0], c[1])
			continue
		}
		if got := found(file, NewState(in)); !strings.Contains(got, "[ledger-unrecorded]") {
			t.Errorf("%q → %q: got %q", c[0], c[1], got)
		}
	}
}

// TestEveryDigit changes each digit of a facts file, one at a time: the ledger notices, unless the file
// became faulty, which is a finding as well. The day of a review is the editors' own.
func TestEveryDigit(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	noticed, faulty, own := 0, 0, 0
	for i, c := range []byte(sample) {
		if c < '0' || c > '9' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			if d == c {
				continue
			}
			text := []byte(sample)
			text[i] = d
			line := sample[strings.LastIndexByte(sample[:i], '\n')+1:]
			line, _, _ = strings.Cut(line, "\n")
			in, ok := input(string(text))
			switch got := found(file, NewState(in)); {
			case !ok:
				faulty++
			case got != "":
				noticed++
			case strings.Contains(line, "review_by"):
				own++
			default:
				t.Errorf("a digit of %q made %c goes unnoticed", line, d)
			}
		}
	}
	if noticed < 1000 || own != 72-faultyReviews() {
		t.Errorf("%d noticed, %d faulty, %d the editors' own", noticed, faulty, own)
	}
}

// faultyReviews is how many of the changes of review_by, 2030-01-31, make a day that does not exist.
func faultyReviews() int {
	const old = "2030-01-31"
	n := 0
	for i, c := range []byte(old) {
		for d := byte('0'); d <= '9' && c != '-'; d++ {
			if _, ok := input(strings.Replace(sample, old, old[:i]+string(d)+old[i+1:], 1)); !ok {
				n++
			}
		}
	}
	return n
}

// TestFields fails for a field of the facts file of which nobody has decided whether the ledger holds it:
// what readers see goes into gather.go and TestEveryField.
func TestFields(t *testing.T) {
	for _, c := range []struct {
		of   any
		held string // and what is worked out from it
		not  string
	}{
		{fact.Fact{}, "ID Label Kind Raw Value Text Expr AsOf Status Party ReplacedBy ValidUntil Note Claims", "Place ReviewBy Broken"},
		{fact.Claim{}, "Source At Says Note", "Place"},
		{fact.Source{}, "ID Title Publisher Author Published Accessed Kind URL ArchiveURL", "Place"},
		{fact.Party{}, "ID Name Hue", "Place"},
		{fact.Stage{}, "ID Label From", "Place"},
		{fact.Term{}, "ID Title Group Cells", "Place"},
		{fact.TermCell{}, "Stage Stated Text Claims Change", ""},
		{fact.Event{}, "ID Date Raw Party Text Claims", "Place"},
		{fact.Word{}, "ID Term Text", "Place"},
		{fact.Figure{}, "ID Kind Title Note Facts Events Groups Terms Stages Fact Whole From To Party Arrows", "Place Set"},
		{fact.Arrow{}, "From To Text Stages Term Continues", "Place"},
	} {
		decided := strings.Fields(c.held + " " + c.not)
		for _, f := range reflect.VisibleFields(reflect.TypeOf(c.of)) {
			if !slices.Contains(decided, f.Name) {
				t.Errorf("%T has a field %s: may it change in silence?", c.of, f.Name)
			}
		}
	}
}

func TestFolding(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	clean(t, file, state(t, swap(t, sample, "    note: Note 8.", "    note: >-\n      Note\n      8.")))
	clean(t, file, state(t, swap(t, sample, "    review_by: 2030-01-31\n", "")))
	clean(t, file, state(t, "# A comment of 2026\n"+sample))
}

func TestMessages(t *testing.T) {
	loose := []Loose{{Page: "index", Text: "24/7", Reason: "an idiom"}, {Page: "index", Text: "10-K", Reason: "name"}}
	file := record(t, nil, state(t, sample, loose...), "2026-05-02", "")
	var moved = []Loose{loose[1], loose[0]}
	for _, c := range []struct {
		from, to string
		loose    []Loose
		want     []string
	}{
		{"value: about 27%", "value: about 28%", loose, []string{`"share" has changed since it was recorded: it said "about 27%" and says "about 28%"`, `"worth" has changed`}},
		{"note: Note 8.", "note: Note 9.", loose, []string{`"share" has changed since it was recorded, in what stands beside "about 27%"`}},
		{"events:\n  launch:", "events:\n  start-up:", loose, []string{`"launch" was recorded and is gone, it said "April 2026: It began at 9."`, `"start-up" is not recorded, it says "April 2026: It began at 9."`}},
		{"note: Note 8.", "note: Note 8.", loose[:1], []string{`the page "index" no longer shows "10-K (name)", which is recorded`}},
		{"note: Note 8.", "note: Note 8.", append(slices.Clone(loose), Loose{Page: "index", Text: "7", Reason: "code"}), []string{`the page "index" shows "7 (code)", which is not recorded`}},
		{"note: Note 8.", "note: Note 8.", moved, []string{`shows "10-K (name)", and recorded is "24/7 (an idiom)"`, `shows "24/7 (an idiom)", and recorded is "10-K (name)"`}},
		{"note: Note 8.", "note: Note 8.", []Loose{loose[0], {Page: "index", Text: "10-K", Reason: "code"}}, []string{`shows "10-K (code)", and recorded is "10-K (name)"`}},
		{"note: Note 8.", "note: Note 8.", append(slices.Clone(loose), Loose{Page: "templates/base.html", Text: "7", Reason: "code"}), []string{`"templates/base.html" shows "7 (code)"`}},
		{"note: Note 8.", "note: Note 8.", nil, []string{`the page "index" no longer shows "24/7 (an idiom)"`, `the page "index" no longer shows "10-K (name)"`}},
	} {
		got := found(file, state(t, swap(t, sample, c.from, c.to), c.loose...))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q: got\n%swant %s", c.to, got, want)
			}
		}
	}
	if got := found(nil, state(t, sample)); !strings.Contains(got, "[ledger-missing]") {
		t.Errorf("without a ledger: %s", got)
	}
}
