package main

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"explainer/internal/diag"
	"explainer/internal/serve"
)

// TestServeFollows edits each kind of file that a site is made of. Each edit says which files are served anew because of
// it, or which fault is told over the last good state; all files are held against a clean build.
func TestServeFollows(t *testing.T) {
	m := newMirror(t)
	e := &editor{root: m.root}
	theme := func(name string) string { return string(read(t, filepath.Join("../../templates", name))) }
	const front = "---\ntitle: Another page\ndescription: Another.\n---\n"
	facts := strings.Replace(string(read(t, "testdata/site/content/facts.yaml")), "  price:", "  cost:", 1)
	facts, _, _ = strings.Cut(facts, "  worth:")
	swap := func(name, old, new string) func() error {
		return func() error {
			data, err := os.ReadFile(e.path(name))
			if err == nil && !strings.Contains(string(data), old) {
				err = errors.New(old + " does not stand in " + name)
			}
			return errors.Join(err, e.write(name, strings.Replace(string(data), old, new, 1)))
		}
	}
	write := func(name, text string) func() error { return func() error { return e.write(name, text) } }
	remove := func(name string) func() error { return func() error { return os.RemoveAll(e.path(name)) } }
	rename := func(old, new string) func() error {
		return func() error {
			return errors.Join(os.MkdirAll(filepath.Dir(e.path(new)), 0o755), os.Rename(e.path(old), e.path(new)))
		}
	}
	link := func(name, target string) func() error {
		return func() error {
			return errors.Join(os.MkdirAll(filepath.Dir(e.path(name)), 0o755), os.Symlink(target, e.path(name)))
		}
	}
	socket := func(name string) func() error {
		return func() error {
			err := os.MkdirAll(filepath.Dir(e.path(name)), 0o755)
			l, refused := net.Listen("unix", e.path(name))
			if refused == nil {
				t.Cleanup(func() { l.Close() })
			}
			return errors.Join(err, refused)
		}
	}
	both := func(a, b func() error) func() error { return func() error { return errors.Join(a(), b()) } }
	for _, step := range []struct {
		what   string
		edit   func() error
		anew   string // patterns of paths that answer otherwise than before, among others
		others string // patterns of paths that answer as before
		fault  string // the code of what is wrong
	}{
		{"a page states one fact more", swap("content/second.md", "<fact:price>.", "<fact:price>, the stake <fact:stake>."), "second.html facts.html", "index.html changes.html assets/*", ""},
		{"another label", swap("content/facts.yaml", "Stake in the company", "Share of the company"), "index.html second.html facts.html facts.json facts.csv", "", ""},
		{"it is recorded", func() error {
			var out strings.Builder
			if run([]string{"record", "--root", m.root, "--today", "2026-05-01", "--note", "It has another name."}, &out, &out) != clean {
				return errors.New(out.String())
			}
			return nil
		}, "changes.html", "facts.csv", ""},
		{"another name of the site", swap("content/site.yaml", "A small site", "Our small site"), "index.html second.html 404.html changes.html facts.json", "assets/*", ""},
		{"a setting that does not exist", swap("content/site.yaml", "publisher:", "publishers:"), "", "*", "yaml-key"},
		{"it is taken back", swap("content/site.yaml", "publishers:", "publisher:"), "", "*", ""},

		{"a new static file", write("static/deep/plan.txt", "one"), "assets/deep/plan.*.txt", "*.html", ""},
		{"it changes", write("static/deep/plan.txt", "two"), "assets/deep/plan.*.txt", "*.html", ""},
		{"it goes", remove("static/deep"), "assets/deep/plan.*.txt", "*.html", ""},
		{"a stylesheet", write("static/style.css", "body { margin: 0 }"), "assets/style.*.css index.html second.html 404.html", "facts.json", ""},
		{"none of the site's own", remove("static/style.css"), "assets/style.*.css index.html second.html 404.html", "facts.json", ""},
		{"a file under .well-known", write("static/.well-known/proof.txt", "one"), ".well-known/proof.txt", "*.html", ""},
		{"it changes", write("static/.well-known/proof.txt", "two"), ".well-known/proof.txt", "*.html", ""},
		{"it goes", remove("static/.well-known"), ".well-known/proof.txt", "*.html", ""},
		{"what Finder and a sync leave", both(write("static/.DS_Store", "x"), write("content/.syncthing.index.md.tmp", "x")), "", "*", ""},

		{"a partial", write("templates/partials/mention.html", theme("partials/mention.html")+"<b>!</b>"), "index.html second.html", "404.html", ""},
		{"a partial of a partial of a partial", write("templates/partials/status.html", theme("partials/status.html")+"<i>!</i>"), "index.html second.html facts.html", "404.html", ""},
		{"the layout of the 404 page", write("templates/layouts/404.html", strings.Replace(theme("layouts/404.html"), `class="routes"`, `class="ways"`, 1)), "404.html", "index.html second.html", ""},
		{"an empty template", write("templates/base.html", ""), "", "*", "template-missing"},
		{"the theme's templates again", remove("templates"), "index.html second.html 404.html facts.html", "assets/*", ""},

		{"a draft", write("content/other.md", strings.Replace(front, "---\n", "---\ndraft: true\n", 1)), "other.html", "index.html", ""},
		{"it is one no more", write("content/other.md", front), "", "index.html", ""},
		{"a page that another links to is renamed", both(rename("content/second.md", "content/third.md"), swap("content/index.md", "second.md", "third.md")), "second.html third.html index.html", "assets/*", ""},
		{"a page becomes a folder", rename("content/other.md", "content/other/index.md"), "", "*", "page-folder"},
		{"and a page again", both(rename("content/other/index.md", "content/other.md"), remove("content/other")), "", "*", ""},

		{"a socket that is called a page", socket("content/socket.md"), "", "*", "content-unknown"},
		{"a socket among the static files", both(remove("content/socket.md"), socket("static/socket")), "", "*", "static-refused"},
		{"a link to nothing", both(remove("static/socket"), link("static/plan.txt", "nowhere")), "", "*", "file-link"},
		{"a link out of the site", both(remove("static/plan.txt"), link("content/out.md", "/etc/passwd")), "", "*", "file-link"},
		{"a link in a circle", both(remove("content/out.md"), link("static/round", "..")), "", "*", "file-link"},
		{"a link to a file of the site", both(remove("static/round"), link("static/plan.txt", "../content/other.md")), "assets/plan.*.txt", "*.html", ""},
		{"it leads to another text", write("content/other.md", front+"Words.\n"), "assets/plan.*.txt other.html", "index.html", ""},
		{"the link goes", remove("static/plan.txt"), "assets/plan.*.txt", "*.html", ""},

		{"pages that state nothing", both(write("content/third.md", front), write("content/index.md", "---\ntitle: A page\ndescription: A page.\nhome: events\n---\nWords.\n")), "index.html third.html facts.html", "", ""},
		{"the first fact goes", swap("content/facts.yaml", "  stake:", "  share:"), "", "*", "fact-unknown"},
		{"and the last", func() error { return e.write("content/facts.yaml", "facts:\n") }, "facts.html sources.html facts.json facts.csv", "", ""},
		{"a first one", write("content/facts.yaml", facts), "facts.html facts.json facts.csv", "", ""},
		{"the last page but one goes", both(remove("content/third.md"), remove("content/other.md")), "third.html other.html", "", ""},
		{"and the last", remove("content/index.md"), "index.html", "facts.json", ""},
		{"a first page", write("content/index.md", front), "index.html", "", ""},
	} {
		m.log.Reset()
		if err := step.edit(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		failed, anew := m.differs()
		if failed != (step.fault != "") || !strings.Contains(m.log.String(), step.fault) {
			t.Errorf("%s: the terminal is told %q, want %q", step.what, m.log, step.fault)
		}
		has := func(pattern string) bool {
			return slices.ContainsFunc(anew, func(p string) bool { ok, err := path.Match(pattern, p); return ok && err == nil })
		}
		for _, pattern := range strings.Fields(step.anew) {
			if !has(pattern) {
				t.Errorf("%s: %s is as before", step.what, pattern)
			}
		}
		for _, pattern := range strings.Fields(step.others) {
			if has(pattern) {
				t.Errorf("%s: %s is not as before: %q", step.what, pattern, anew)
			}
		}
	}
	// Of the folder itself nothing is served, whatever stands there.
	private := []string{".env", ".git/config", "go.mod", "content/facts.yaml", "content/index.md", "static/plan.txt"}
	for _, name := range private[:3] {
		if err := e.write(name, "secret"); err != nil {
			t.Fatal(err)
		}
	}
	for name := range served(m.s, private) {
		t.Errorf("%s is served", name)
	}
}

// TestServeStarts begins with a folder that is no site yet, or a broken one: what is wrong is shown, and the first good
// save gives the site.
func TestServeStarts(t *testing.T) {
	for what, c := range map[string]struct {
		begin func(e *editor) error
		code  string
	}{
		"an empty folder":  {func(*editor) error { return nil }, "facts-missing"},
		"no content":       {func(e *editor) error { return e.write("static/plan.txt", "one") }, "facts-missing"},
		"an empty content": {func(e *editor) error { return os.Mkdir(e.path("content"), 0o755) }, "facts-missing"},
		"broken facts": {func(e *editor) error {
			return errors.Join(overlay(e.root, os.DirFS("testdata/site")), e.write("content/facts.yaml", "facts: ["))
		}, "yaml-syntax"},
	} {
		e := &editor{root: t.TempDir()}
		if err := c.begin(e); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		o, err := (&serveCmd{}).options(&globals{Root: e.root, Today: "2026-05-01", err: &log})
		if err != nil {
			t.Fatal(err)
		}
		s := serve.New(o)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/", nil))
		if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "["+c.code+"]") || !strings.Contains(log.String(), "["+c.code+"]") {
			t.Errorf("%s: %d %s\n%s", what, w.Code, w.Body, &log)
		}
		data := read(t, "testdata/site/content/facts.yaml")
		if err := errors.Join(overlay(e.root, os.DirFS("testdata/site")), e.write("content/facts.yaml", string(data))); err != nil {
			t.Fatal(err)
		}
		if page := served(s, []string{"index.html"}); !strings.Contains(string(page["index.html"]), "A small site") {
			t.Errorf("%s: then a site, which is not shown:\n%s", what, &log)
		}
	}
}

// TestServeMidnight: a server that sees midnight judges each build by its own day.
func TestServeMidnight(t *testing.T) {
	e := &editor{root: t.TempDir()}
	facts := strings.Replace(string(read(t, "testdata/site/content/facts.yaml")), "    value: 27%\n", "    value: 27%\n    review_by: 2026-05-01\n", 1)
	if err := errors.Join(e.write("content/facts.yaml", facts), overlay(e.root, os.DirFS("testdata/site"))); err != nil {
		t.Fatal(err)
	}
	o, err := (&serveCmd{}).options(&globals{Root: e.root})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		now  time.Time
		past bool
	}{
		{time.Date(2026, 4, 30, 23, 59, 59, 0, time.UTC), false},
		{time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC), true},
	} {
		t.Setenv("SOURCE_DATE_EPOCH", strconv.FormatInt(c.now.Unix(), 10))
		findings, err := o.Build(o.Sources, func(string, []byte) error { return nil })
		past := slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Code == "review-due" && strings.Contains(f.Message, "was to be") })
		if err != nil || past != c.past {
			t.Errorf("%v: past its day %t: %v %v", c.now, past, findings, err)
		}
	}
}
