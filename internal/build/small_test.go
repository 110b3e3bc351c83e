package build

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

// smallSite is a small site that has everything.
func smallSite(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	for _, f := range archive.Files {
		tree[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return tree
}

// withLedger is a site with its ledger up to date.
func withLedger(t testing.TB, tree fstest.MapFS) fstest.MapFS {
	t.Helper()
	tree = maps.Clone(tree)
	if tree = recorded(tree); tree[ledger.File] == nil {
		t.Fatal("the site cannot be recorded")
	}
	return tree
}

// withHistory is the small site after two changes, one of them a correction.
func withHistory(t testing.TB) fstest.MapFS {
	t.Helper()
	now := smallSite(t)
	facts := string(now["content/facts.yaml"].Data)
	past := with(now, "content/facts.yaml", []byte(strings.NewReplacer("value: 27%", "value: 26%", "date: 2011-10", "date: 2011-09").Replace(facts)))
	past = with(past, "content/index.md", bytes.ReplaceAll(now["content/index.md"].Data, []byte("27 per cent"), []byte("26 per cent")))
	past = withLedger(t, past)
	tree := with(now, ledger.File, past[ledger.File].Data)
	rec := Recordable(tree, Options{})
	draft, err := ledger.NewDraft(rec.Ledger, rec.State, []string{"works.part"})
	if err != nil {
		t.Fatal(err)
	}
	data, err := draft.Record(value.Date{Year: 2026, Month: 6, Day: 9}, "Read again on page 12")
	if err != nil {
		t.Fatal(err)
	}
	return with(tree, ledger.File, data)
}

// TestSmallSite holds the small site to its name: a new section, status, kind of figure or construct must be
// in it, so that the tests that change it digit by digit see it.
func TestSmallSite(t *testing.T) {
	tree := smallSite(t)
	var l diag.List
	s := fact.Read([]fact.File{{Name: "content/facts.yaml", Data: tree["content/facts.yaml"].Data}}, &l)
	for name, n := range map[string]int{
		"sources": len(s.Sources), "parties": len(s.Parties), "stages": len(s.Stages), "facts": len(s.Facts),
		"terms": len(s.Terms), "events": len(s.Events), "glossary": len(s.Words), "figures": len(s.Figures),
	} {
		if n == 0 {
			t.Errorf("no %s", name)
		}
	}
	for _, k := range figure.Kinds() {
		if !slices.ContainsFunc(s.Figures, func(f *fact.Figure) bool { return f.Kind.S == k.Name }) {
			t.Errorf("no figure of kind %s", k.Name)
		}
	}
	for _, status := range []string{"confirmed", "reported", "rumoured", "disputed", fact.Computed} {
		if !slices.ContainsFunc(s.Facts, func(f *fact.Fact) bool { return f.Status == status }) {
			t.Errorf("no fact is %s", status)
		}
	}
	files, report := output(withHistory(t), Options{})
	if len(report.Findings) > 0 || report.Err != nil {
		t.Errorf("%v\n%s%v", report.Err, shown(tree, report), report.Findings)
	}
	page := string(files["index.html"])
	for _, mark := range []string{
		`class="m confirmed`, `class="m reported`, `class="m rumoured`, `class="m disputed`, `class="m computed`, `class="m word`, `class="when"`,
		`class="side"`, `class="call"`, `class="fn"`, `class="footnotes"`, "<blockquote>", "<table>", "<ol>", "<ul>", `type="checkbox"`, "<dl>", "<dt>",
		"<h3", "<em>", "<strong>", "<del>", "<code>", "<pre", "<hr", "<br", "<img", `class="chart"`, `class="figures`, `class="line"`, `class="provisions`, `class="corrected"`,
	} {
		if !strings.Contains(page, mark) {
			t.Errorf("the page has no %s", mark)
		}
	}
}
