package build

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// made is the files of a build without a finding.
func made(t testing.TB, tree fstest.MapFS, o Options) map[string][]byte {
	t.Helper()
	files, r := output(tree, o)
	if r.Failed() || len(r.Findings) > 0 {
		t.Fatal(r.Err, r.Findings)
	}
	return files
}

// output is the files of a site that is recorded first.
func output(tree fstest.MapFS, o Options) (map[string][]byte, Report) {
	return outputAsIs(recorded(tree), o)
}

func outputAsIs(tree fstest.MapFS, o Options) (map[string][]byte, Report) {
	return outputOf(func(put func(string, []byte) error) Report { return Run(tree, o, put) })
}

// outputOf is what a build puts, and what it reports.
func outputOf(build func(put func(string, []byte) error) Report) (map[string][]byte, Report) {
	var mu sync.Mutex
	files := map[string][]byte{}
	r := build(func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[path] = data
		return nil
	})
	return files, r
}

// rich is a site with facts of every kind, one of them hard on spreadsheets.
func rich() fstest.MapFS {
	tree := base()
	tree["content/site.yaml"].Data = []byte("title: A site\ndescription: What it explains.\npublisher: The editors\nnames: [\"=SUM(A1)\"]\n")
	tree["content/index.md"].Data = []byte("---\ntitle: A page & more\ndescription: A page.\n---\nThe <fact:share>, as of <fact:share?as=as_of>.\n\n![Three values](figure:three)\n")
	tree["content/facts.yaml"].Data = []byte(`sources:
  paper:
    title: A paper
    publisher: The Paper
    author: Somebody
    published: 2026-04
    accessed: 2026-11-23
    kind: report
    url: https://example.org/paper
    archive_url: https://archive.example.org/paper
  post: {title: A post, publisher: A firm, published: 2026-04-27, kind: announcement}
parties:
  firm: {name: A firm, hue: a}
facts:
  share:
    label: "=SUM(A1), a share"
    value: about 27%
    as_of: 2026-04-27
    status: confirmed
    party: firm
    replaced_by: later
    note: A note.
    claims:
      - source: post
      - {source: paper, at: page 1, says: 30%, note: Another basis.}
  later: {label: "@later", value: up to 25%, as_of: 2026-06, status: rumoured, claims: [{source: paper}]}
  move: {label: A move, value: -4%, as_of: 2026, status: reported, claims: [{source: paper}]}
  whole: {label: The whole, value: USD 852 bn, as_of: 2026-04-27, status: disputed, claims: [{source: paper}]}
  worth: {label: Its worth, value: = share * whole}
  end: {label: The end, date: 2032-05, as_of: 2026-04-27, status: confirmed, claims: [{source: post}]}
  words: {label: "A \"quoted\" wording", text: "cannot *and* will not", as_of: 2026-04-27, status: disputed, claims: [{source: post}, {source: paper, says: cannot or will not}]}
events:
  deal: {date: 2026-04-27, text: The deal., claims: [{source: post}, {source: paper, says: 28 April 2026, note: A day late.}]}
figures:
  three: {kind: key-figures, title: Three values, facts: [share, worth, words]}
`)
	return tree
}

// ownTree is this repository's own site.
func ownTree(t testing.TB) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	entries, err := os.ReadDir("../../content")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile("../../content/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		tree["content/"+e.Name()] = &fstest.MapFile{Data: data}
	}
	return tree
}

const address = "https://example.org/deal/"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("../../docs/facts.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("facts.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("facts.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFactsJSON holds facts.json against its published schema, with and without an address.
func TestFactsJSON(t *testing.T) {
	s := schema(t)
	for name, tree := range map[string]fstest.MapFS{"own": ownTree(t), "rich": rich(), "smallest": base()} {
		for _, o := range []Options{{}, {BaseURL: address}} {
			files, _ := output(tree, o)
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(files["facts.json"]))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			facts := doc.(map[string]any)["facts"].([]any)
			if o.BaseURL == "" || name == "smallest" {
				continue
			}
			cards := 0
			for _, f := range facts {
				if card, ok := f.(map[string]any)["card"].(string); ok {
					cards++
					if !bytes.HasPrefix(files[card], []byte("\x89PNG")) {
						t.Errorf("%s: %s is no picture", name, card)
					}
				}
			}
			if cards < 3 {
				t.Errorf("%s: %d cards", name, cards)
			}
		}
	}
}

// TestSchemaJudges plants faults: a schema that takes everything says nothing.
func TestSchemaJudges(t *testing.T) {
	s := schema(t)
	good := string(made(t, rich(), Options{BaseURL: address})["facts.json"])
	for _, c := range [][2]string{
		{`"version": 1`, `"version": 2`}, {`"number": "27"`, `"number": 27`}, {`"number": "27"`, `"number": "2.7E+1"`}, {`"low": "`, `"lowest": "`},
		{`"status": "confirmed"`, `"status": "sure"`}, {`"as_of": "2026-06"`, `"as_of": "June 2026"`}, {`"id": "share"`, `"id": "Share!"`},
		{`"verdict": "differs"`, `"verdict": "maybe"`}, {`"kind": "report"`, `"kind": "rumour"`}, {`"url": "https://`, `"url": "javascript:`},
		{`"page": "facts.html#share"`, `"page": "share"`}, {`"title": "A site",`, ``}, {`"date": "2032-05"`, `"date": "2032-05", "number": "1", "unit": "x"`},
		{`"unit": "%",`, ``}, {`"label": "@later"`, `"label": ""`},
	} {
		bad := strings.Replace(good, c[0], c[1], 1)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if bad == good || err != nil {
			t.Fatalf("%q: not planted: %v", c[0], err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("%q for %q passes", c[1], c[0])
		}
	}
}

// TestFactsDocumented: each key that the schema has stands in the documentation.
func TestFactsDocumented(t *testing.T) {
	docs, err := os.ReadFile("../../docs/facts-json.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../docs/facts.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	keys := doc.Properties
	for _, d := range doc.Defs {
		for k, v := range d.Properties {
			keys[k] = v
		}
	}
	if len(keys) < 30 {
		t.Fatalf("%d keys", len(keys))
	}
	for k := range keys {
		if !bytes.Contains(docs, []byte("`"+k+"`")) {
			t.Errorf("docs/facts-json.md does not say what %s is", k)
		}
	}
}

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"=SUM(A1)": "'=SUM(A1)", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		" =1": "' =1", "\u00a0=1": "'\u00a0=1", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
		`=HYPERLINK("https://x.test")`: `'=HYPERLINK("https://x.test")`, "-2+3+cmd|' /C calc'!A0": "'-2+3+cmd|' /C calc'!A0",
		"": "", "a=1": "a=1", "%": "%", "−4%": "−4%", "about 27%": "about 27%", "'quoted'": "'quoted'", "x-1": "x-1",
	} {
		if got := cell(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestFactsCSV reads the table back: a byte order mark, CRLF, one row a fact, nothing that a spreadsheet runs.
func TestFactsCSV(t *testing.T) {
	number := regexp.MustCompile(`^(-?[0-9]+(\.[0-9]+)?)?$`)
	for name, tree := range map[string]fstest.MapFS{"own": ownTree(t), "rich": rich()} {
		files, r := output(tree, Options{})
		text, ok := bytes.CutPrefix(files["facts.csv"], []byte(mark))
		if !ok || bytes.Contains(text, []byte(mark)) {
			t.Errorf("%s: one byte order mark stands at the beginning", name)
		}
		if bytes.Count(text, []byte("\n")) != bytes.Count(text, []byte("\r\n")) {
			t.Errorf("%s: lines do not end in CRLF", name)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(rows) != r.Facts+1 {
			t.Fatalf("%s: %d rows of %d facts: %v", name, len(rows), r.Facts, err)
		}
		for _, row := range rows[1:] {
			for i, text := range row {
				switch {
				case i >= 3 && i <= 5:
					if !number.MatchString(text) {
						t.Errorf("%s: %s: %q is no number", name, row[0], text)
					}
				case strings.IndexAny(strings.TrimSpace(text), "=+-@") == 0:
					t.Errorf("%s: %s: %q is a formula", name, row[0], text)
				}
			}
		}
		if name == "rich" && rows[1][1] != "'=SUM(A1), a share" {
			t.Errorf("%q", rows[1])
		}
	}
}
