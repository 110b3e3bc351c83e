package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/serve"
	"explainer/internal/value"
)

var (
	edits = flag.Int("edits", 200, "how many random edits TestServeEdits makes")
	seed  = flag.Uint64("seed", 1, "of TestServeEdits")
)

// editor makes random edits of a site, as many good ones as bad.
type editor struct {
	*rand.Rand
	root string
	n    int
}

// do makes one edit and says which. What an edit needs may not be there: then it does nothing.
func (e *editor) do() (string, error) {
	e.n++
	name := fmt.Sprintf("content/p%d.md", e.IntN(6))
	other := fmt.Sprintf("content/p%d.md", e.IntN(6))
	words := fmt.Sprintf("---\ntitle: Page %d\ndescription: A page.\n---\nWords %s. <fact:stake>\n", e.n, strings.Repeat("x", e.IntN(40)))
	switch e.IntN(16) {
	case 0, 1, 2, 3:
		return "write " + name, e.write(name, words)
	case 4:
		return "draft " + name, e.write(name, strings.Replace(words, "---\n", "---\ndraft: true\n", 1))
	case 5:
		return "break " + name, e.write(name, "---\ntitle: [\n---\n<fact:none>\n")
	case 6:
		return "delete " + name, os.Remove(e.path(name))
	case 7:
		return "rename " + name + " " + other, os.Rename(e.path(name), e.path(other))
	case 8:
		return "link " + name + " to " + other, e.write(name, words+"\n[other]("+filepath.Base(other)+")\n")
	case 9:
		return "a folder of that name", e.folder(e.path("static/f"), "static/f/x.txt")
	case 10:
		return "empty " + name, e.write(name, "")
	case 11:
		return "style", e.write("static/style.css", fmt.Sprintf("body{margin:%dpx}", e.IntN(9)))
	case 12:
		return "no style", os.Remove(e.path("static/style.css"))
	case 13:
		return "template", e.template()
	case 14:
		return "facts", e.swap("content/facts.yaml", "facts:", "fact:")
	default:
		return "site", e.swap("content/site.yaml", "title:", "titel:")
	}
}

func (e *editor) path(name string) string { return filepath.Join(e.root, filepath.FromSlash(name)) }

func (e *editor) write(name, text string) error {
	return errors.Join(os.MkdirAll(filepath.Dir(e.path(name)), 0o755), os.WriteFile(e.path(name), []byte(text), 0o644))
}

// folder makes a folder with a file, renames it, or deletes it.
func (e *editor) folder(dir, file string) error {
	switch e.IntN(3) {
	case 0:
		return e.write(file, fmt.Sprint(e.n))
	case 1:
		return errors.Join(os.RemoveAll(dir+"2"), os.Rename(dir, dir+"2"))
	default:
		return os.RemoveAll(dir)
	}
}

// template overrides one of the theme's, breaks it, or gives it back.
func (e *editor) template() error {
	switch e.IntN(3) {
	case 0:
		data, err := os.ReadFile("../../templates/layouts/page.html")
		return errors.Join(err, e.write("templates/layouts/page.html", string(data)+strings.Repeat("\n", e.IntN(5))))
	case 1:
		return e.write("templates/layouts/page.html", "{{ .None }}")
	default:
		return os.RemoveAll(e.path("templates"))
	}
}

// swap breaks a file, or mends it.
func (e *editor) swap(name, good, bad string) error {
	data, err := os.ReadFile(e.path(name))
	if err != nil {
		return err
	}
	text := string(data)
	if strings.Contains(text, bad+"\n") || strings.Contains(text, bad+" ") {
		return e.write(name, strings.Replace(text, bad, good, 1))
	}
	return e.write(name, strings.Replace(text, good, bad, 1))
}

// checkout brings the files back to an earlier state, as a version control system does: one by one.
func (e *editor) checkout(files map[string]string) error {
	var errs []error
	for name := range filesOf(e.root) {
		if _, ok := files[name]; !ok {
			errs = append(errs, os.Remove(e.path(name)))
		}
	}
	for name, text := range files {
		_ = os.Remove(e.path(name))
		errs = append(errs, e.write(name, text))
	}
	return errors.Join(errs...)
}

// filesOf are all files of a folder and what they hold.
func filesOf(root string) map[string]string {
	all := map[string]string{}
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		name, _ := filepath.Rel(root, path)
		data, _ := os.ReadFile(path)
		all[filepath.ToSlash(name)] = string(data)
		return nil
	})
	return all
}

// cleanBuild is what a build of a folder gives that knows nothing of what was before.
func cleanBuild(root string, today value.Date) (map[string][]byte, []diag.Finding) {
	var mu sync.Mutex
	tree := map[string][]byte{}
	r := build.Run(os.DirFS(root), build.Options{Draft: true, Today: today, Version: version()}, func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		tree[path] = bytes.Clone(data)
		return nil
	})
	if r.Failed() {
		return nil, r.Findings
	}
	return tree, r.Findings
}

var ourScript = regexp.MustCompile(`<script src="/_live/live\.js"[^>]*></script>`)

// served is what a server answers for some paths: all that it has, and 404 for what it has not.
func served(s http.Handler, paths []string) map[string][]byte {
	tree := map[string][]byte{}
	for _, path := range paths {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/"+path, nil))
		if w.Code != http.StatusOK {
			continue
		}
		tree[path] = append([]byte{}, w.Body.Bytes()...)
		if strings.HasSuffix(path, ".html") {
			tree[path] = ourScript.ReplaceAll(tree[path], nil)
		}
	}
	return tree
}

// TestServeEdits makes random edits, some of them at once, and holds what is served after each against a
// clean build: the same files to the byte, none that are gone, and the last good state under a fault.
func TestServeEdits(t *testing.T) {
	root := t.TempDir()
	if err := errors.Join(overlay(root, os.DirFS("testdata/site")), recorded(root)); err != nil {
		t.Fatal(err)
	}
	o, err := (&serveCmd{}).options(&globals{Root: root, Today: "2026-05-01", err: &bytes.Buffer{}})
	if err != nil {
		t.Fatal(err)
	}
	s := serve.New(o)
	today := value.Date{Year: 2026, Month: 5, Day: 1}
	good, findings := cleanBuild(root, today)
	if good == nil {
		t.Fatal(findings)
	}
	if page := served(s, []string{"index.html"}); !bytes.Equal(page["index.html"], good["index.html"]) {
		t.Fatal("the site is not served as it was built before any edit")
	}
	ever := maps.Clone(good) // every path that there ever was
	e := &editor{Rand: rand.New(rand.NewPCG(*seed, 0)), root: root}
	broken, changes := 0, 0
	var done []string
	sound, failed := filesOf(root), false
	for range *edits {
		if failed && e.IntN(2) == 0 {
			if err := e.checkout(sound); err != nil {
				t.Fatal(err)
			}
			done = append(done, "check out")
		}
		for range 1 + e.IntN(3)/2 {
			what, err := e.do()
			done = append(done, fmt.Sprintf("%s (%v)", what, err != nil))
		}
		now, _ := cleanBuild(root, today)
		if failed = now == nil; failed {
			broken++
		} else {
			sound = filesOf(root)
			if !maps.EqualFunc(good, now, bytes.Equal) {
				changes++
			}
			good = now
			maps.Copy(ever, now)
		}
		got := served(s, slices.Sorted(maps.Keys(ever)))
		for path := range ever {
			if want, ok := good[path]; !bytes.Equal(got[path], want) || (got[path] != nil) != ok {
				t.Fatalf("after %d edits %s is not as a clean build makes it; the last ones:\n%s", len(done), path, strings.Join(done[max(0, len(done)-12):], "\n"))
			}
		}
	}
	if broken < *edits/20 || changes < *edits/20 {
		t.Errorf("of %d edits %d left a fault and %d changed what is shown: too few to tell", *edits, broken, changes)
	}
	t.Logf("%d edits: %d left a fault, %d changed what is shown", len(done), broken, changes)
}
