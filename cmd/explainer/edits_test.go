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
	edits = flag.Int("edits", 200, "how many random edits TestServeEdits makes, and TestStanding a quarter of")
	seed  = flag.Uint64("seed", 1, "of these two")
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

// mirror holds what is served of a folder against clean builds of it.
type mirror struct {
	t     *testing.T
	s     http.Handler
	root  string
	today value.Date
	good  map[string][]byte // the last clean build that did not fail
	ever  map[string][]byte // every file that there ever was
	log   *bytes.Buffer     // what the terminal was told
}

// newMirror serves a copy of the small site.
func newMirror(t *testing.T) *mirror {
	t.Helper()
	m := &mirror{t: t, root: t.TempDir(), today: value.Date{Year: 2026, Month: 5, Day: 1}, ever: map[string][]byte{}, log: &bytes.Buffer{}}
	if err := errors.Join(overlay(m.root, os.DirFS("testdata/site")), recorded(m.root)); err != nil {
		t.Fatal(err)
	}
	o, err := (&serveCmd{}).options(&globals{Root: m.root, Today: m.today.ISO(), err: m.log})
	if err != nil {
		t.Fatal(err)
	}
	m.s = serve.New(o)
	if failed, _ := m.differs(); failed {
		t.Fatal("the small site has a fault")
	}
	return m
}

// differs says whether the site has a fault now, and which paths give another answer than before. What is served must be
// what a clean build makes: the same files to the byte, none that are gone, and the last good state under a fault.
func (m *mirror) differs() (failed bool, paths []string) {
	m.t.Helper()
	before := m.good
	now, _ := cleanBuild(m.root, m.today)
	if now != nil {
		m.good = now
		maps.Copy(m.ever, now)
	}
	got := served(m.s, slices.Sorted(maps.Keys(m.ever)))
	for path := range m.ever {
		if want, ok := m.good[path]; !bytes.Equal(got[path], want) || (got[path] != nil) != ok {
			m.t.Fatalf("%s is not as a clean build makes it", path)
		}
		if old, ok := before[path]; !bytes.Equal(old, got[path]) || ok != (got[path] != nil) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return now == nil, paths
}

// TestServeEdits makes random edits, some of them at once, and holds what is served after each against a clean build.
func TestServeEdits(t *testing.T) {
	m := newMirror(t)
	e := &editor{Rand: rand.New(rand.NewPCG(*seed, 0)), root: m.root}
	broken, changes := 0, 0
	var done []string
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("after %d edits; the last ones:\n%s", len(done), strings.Join(done[max(0, len(done)-12):], "\n"))
		}
	})
	sound, failed := filesOf(m.root), false
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
		var other []string
		if failed, other = m.differs(); failed {
			broken++
			continue
		}
		sound = filesOf(m.root)
		if len(other) > 0 {
			changes++
		}
	}
	if broken < *edits/20 || changes < *edits/20 {
		t.Errorf("of %d edits %d left a fault and %d changed what is shown: too few to tell", *edits, broken, changes)
	}
	t.Logf("%d edits: %d left a fault, %d changed what is shown", len(done), broken, changes)
}
