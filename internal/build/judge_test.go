package build

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/value"
)

// asBuilt judges a site by a whole build, and holds a judgement against that.
func asBuilt(t *testing.T, tree fstest.MapFS, o Options, got Judgement) {
	t.Helper()
	want := Run(tree, o, func(string, []byte) error { return nil })
	if d := cmp.Diff(want.Findings, got.Findings); d != "" || want.Coverage.Figures() != got.Coverage.Figures() || want.Mentions != got.Mentions {
		t.Errorf("a build finds something else (-build +judge):\n%s", d)
	}
}

// TestJudgeCodes: of the example of every code the judge says what a build says, also when it comes to it from
// another site.
func TestJudgeCodes(t *testing.T) {
	files, err := filepath.Glob("testdata/codes/*.txtar")
	if err != nil || len(files) < 90 {
		t.Fatal(len(files), err)
	}
	var j Judge
	for _, file := range files {
		example, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, _ := exampleSite(example)
		o := Options{Today: value.Date{Year: 2026, Month: 5, Day: 1}, Due: true}
		t.Run(filepath.Base(file), func(t *testing.T) { asBuilt(t, tree, o, j.Run(tree, o, nil)) })
	}
}

// TestJudgeEdits edits our own site at random, as an author does who slips, and holds every judgement against a whole
// build of the same files.
func TestJudgeEdits(t *testing.T) {
	tree := ownTree(t)
	for _, name := range []string{"templates/partials/mention.html", "static/style.css"} {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		tree[name] = &fstest.MapFile{Data: data}
	}
	var pages []string
	for name := range tree {
		if strings.HasSuffix(name, ".md") {
			pages = append(pages, name)
		}
	}
	slices.Sort(pages)
	edits := []string{"27%", "<fact:nothing>", "\n## A heading\n", "[x](new-terms.md#nowhere)", "<", "\n---\n", "![x](figure:none)", "é", "", "\xff", "\x00"}
	o := Options{Today: value.Date{Year: 2026, Month: 12, Day: 1}, Due: true}
	random := rand.New(rand.NewPCG(1, 2))
	var j Judge
	asBuilt(t, tree, o, j.Run(tree, o, nil))
	kept := 0
	for i := range 30 {
		name := pages[random.IntN(len(pages))]
		if i%5 == 4 { // one of five is of no page
			name = []string{"content/facts.yaml", "content/ledger.yaml", "templates/partials/mention.html", "content/facts.yaml", "static/style.css", "content/site.yaml"}[i/5]
		}
		was := tree[name].Data
		at, n := random.IntN(len(was)+1), random.IntN(20)
		if i%3 > 0 { // two edits in three are of prose
			at = max(at, bytes.Index(was, []byte("\n---\n"))+5)
		}
		at = min(at, len(was))
		tree[name] = &fstest.MapFile{Data: slices.Concat(was[:at], []byte(edits[random.IntN(len(edits))]), was[min(at+n, len(was)):])}
		before := j.run
		got := j.Run(tree, o, []string{name, name})
		if j.run == before {
			kept++
		}
		t.Run(fmt.Sprint(i, name), func(t *testing.T) { asBuilt(t, tree, o, got) })
		if i%2 == 1 {
			tree[name] = &fstest.MapFile{Data: was}
			asBuilt(t, tree, o, j.Run(tree, o, []string{name}))
		}
	}
	if kept < 5 || kept > 25 {
		t.Errorf("the index was kept in %d of 30 edits", kept)
	}
}
