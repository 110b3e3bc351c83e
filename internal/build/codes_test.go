package build

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// base is the site that each example changes: the smallest that has something of everything.
func base() fstest.MapFS {
	files := map[string]string{
		"content/site.yaml":  "title: A site\ndescription: What it explains.\n",
		"content/index.md":   "---\ntitle: A page\ndescription: A page.\n---\nWords.\n",
		"content/facts.yaml": "sources:\n  paper:\n    title: A paper\n    publisher: The Paper\n    published: 2026-04-27\n    kind: report\nfacts:\n  share:\n    label: A share\n    value: 27%\n    as_of: 2026-04-27\n    status: reported\n    claims:\n      - source: paper\n",
	}
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

// TestCodes builds the smallest example of each code of the catalogue. An example is a txtar file named
// after its code: files that replace those of the base (a name with ! before it removes one), and the
// findings that must come, no more and no fewer.
func TestCodes(t *testing.T) {
	for _, e := range diag.Catalogue() {
		t.Run(e.Code, func(t *testing.T) {
			if reason, ok := elsewhere[e.Code]; ok {
				t.Skip(reason)
			}
			if large[e.Code] != "" {
				tree := base()
				tree["content/index.md"].Data = append(tree["content/index.md"].Data, large[e.Code]...)
				if got := summary(tree); !strings.Contains(got, "["+e.Code+"]") || strings.Count(got, "error: ") != 1 {
					t.Errorf("got %s", got)
				}
				return
			}
			file := filepath.Join("testdata", "codes", e.Code+".txtar")
			example, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatalf("the code has no example: %v", err)
			}
			tree, want := exampleSite(example)
			got := judged(tree)
			if !strings.HasPrefix(e.Code, "ledger-") {
				got = summary(tree)
			}
			if !strings.Contains(got, "["+e.Code+"]") {
				t.Errorf("the example does not show its code:\n%s", got)
			}
			if *update {
				example.Files = slices.DeleteFunc(example.Files, func(f txtar.File) bool { return f.Name == "want" })
				example.Files = append(example.Files, txtar.File{Name: "want", Data: []byte(got)})
				example.Comment = []byte(e.Says + "\n")
				if err := os.WriteFile(file, txtar.Format(example), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("findings (-want +got):\n%s", d)
			}
		})
	}
}

// exampleSite is the base as an example changes it, and the findings that must come.
func exampleSite(example *txtar.Archive) (tree fstest.MapFS, want string) {
	tree = base()
	for _, f := range example.Files {
		switch name, removed := strings.CutPrefix(f.Name, "!"); {
		case f.Name == "want":
			want = string(f.Data)
		case removed:
			delete(tree, name)
		default:
			tree[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return tree, want
}

// recorded is a site with a ledger of what it says, whether or not that is sound: a test is about one fault,
// and a site that was never recorded has another. One that has a ledger keeps it.
func recorded(tree fstest.MapFS) fstest.MapFS {
	rec := Recordable(tree, Options{})
	if rec.File != nil {
		return tree
	}
	draft, err := ledger.NewDraft(nil, rec.State, nil)
	if err != nil {
		return tree
	}
	data, err := draft.Record(value.Date{Year: 2026, Month: 5, Day: 1}, "")
	if err != nil {
		return tree // an id that no ledger can hold: such a site is not held against one
	}
	tree = maps.Clone(tree)
	tree[ledger.File] = &fstest.MapFile{Data: data}
	return tree
}

// elsewhere are codes whose example cannot be a site that is small or quick; their room tests them.
var elsewhere = map[string]string{
	"code-slow":     "takes two seconds: internal/highlight tests it",
	"file-link":     "a text holds no link: TestLinks has one of each kind",
	"figure-unread": "only a slip of this program brings it about: internal/check tests it",
}

// large are pages whose size is their fault; they are made here rather than kept.
var large = map[string]string{
	"code-too-large": "\n```go\n//" + strings.Repeat("x", 17_000) + "\n```\n",
	"file-too-large": strings.Repeat("Words.\n", 150_000),
	"page-too-large": strings.Repeat("words ", 12_000),
}

// summary is the findings of a build of a recorded site, a line each.
func summary(tree fstest.MapFS) string { return judged(recorded(tree)) }

// judged is the findings of a build of a site as it is.
func judged(tree fstest.MapFS) string {
	r := Run(tree, Options{Today: value.Date{Year: 2026, Month: 5, Day: 2}}, func(string, []byte) error { return nil })
	var b strings.Builder
	if r.Err != nil {
		fmt.Fprintln(&b, r.Err)
	}
	for _, f := range r.Findings {
		var src []byte
		if file := tree[f.Span.File]; file != nil {
			src = file.Data
		}
		line, column := diag.Position(src, f.Span.Start)
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", f.Span.File, line, column, f.Level, f.Message, f.Code)
		if f.Hint != "" {
			fmt.Fprintf(&b, "\thint: %s\n", f.Hint)
		}
	}
	return b.String()
}

// TestExamples fails for an example of a code that the catalogue does not have.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/codes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		code := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if _, ok := diag.Explain(code); !ok {
			t.Errorf("%s is an example of no code", file)
		}
	}
}
