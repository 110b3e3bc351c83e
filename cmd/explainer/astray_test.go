package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// meddled serves a folder at a root as a sound host does, policy and all, but for what meddle does with an answer:
// true is that it has given one.
func meddled(t *testing.T, dir string, meddle func(w http.ResponseWriter, name string) bool) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if kind := kinds[filepath.Ext(name)]; kind != nil {
			w.Header().Set("Content-Type", kind[0]+"; charset=utf-8")
		}
		if meddle != nil && meddle(w, name) {
			return
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || name == "" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			data, err = os.ReadFile(filepath.Join(dir, "404.html"))
		}
		if err != nil {
			t.Log(err)
		} else if _, err := w.Write(data); err != nil {
			t.Log(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// TestWalkComplains plants faults in a small site and in what serves it: each is reported, and a sound one is not.
func TestWalkComplains(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	p, b := grown(t, 3), newBrowser(t)
	const page = "old-terms.html"
	edit := func(old, new string) func(*testing.T, string) {
		return func(t *testing.T, dir string) { mustReplace(t, filepath.Join(dir, page), old, new) }
	}
	drop := func(pattern string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil || len(found) != 1 || os.Remove(found[0]) != nil {
				t.Fatalf("%s: %q, %v", pattern, found, err)
			}
		}
	}
	for name, c := range map[string]struct {
		plant  func(t *testing.T, dir string) // in what is published
		meddle func(w http.ResponseWriter, name string) bool
		want   string
		disk   string // the same, from disk; "" where it cannot happen there
	}{
		"nothing":           {},
		"a broken link":     {plant: edit(`href="new-terms.html#open"`, `href="new.html#open"`), want: "new.html#open answers 404", disk: "new.html#open answers 404"},
		"a missing place":   {plant: edit(`href="new-terms.html#open"`, `href="new-terms.html#shut"`), want: "new-terms.html#shut is not there", disk: "#shut is not there"},
		"a rooted link":     {plant: edit(`href="new-terms.html#open"`, `href="/"`), want: "/ answers 404", disk: `"file:///" leads out of the site`},
		"a link to nowhere": {plant: edit(`href="new-terms.html#open"`, `href="."`), want: "/ answers 404", disk: "/ answers 404"},
		"no stylesheet":     {plant: drop("assets/style.*.css"), want: "request failed: Stylesheet", disk: "request failed: Stylesheet"},
		"no script":         {plant: drop("assets/page.*.js"), want: "status 404", disk: "request failed: Script"},
		"no icon":           {plant: drop("assets/icon.*.svg"), want: "icon."},
		"an inline style":   {plant: edit("<h1>", `<h1 style="color:red">`), want: "security error", disk: "security error"},
		"a picture from elsewhere": {plant: edit("<h1>", `<h1><img alt="" src="http://host.invalid/x.png">`),
			want: "asks another host", disk: "asks another host"},
		"a wrong type": {want: `type "text/plain", want [text/css]`, meddle: func(w http.ResponseWriter, name string) bool {
			if strings.HasSuffix(name, ".css") {
				w.Header().Set("Content-Type", "text/plain")
			}
			return false
		}},
		"half a file": {want: "facts.json: status 200, 1 bytes of ", meddle: func(w http.ResponseWriter, name string) bool {
			if name != "facts.json" {
				return false
			}
			_, err := w.Write([]byte("{"))
			return err == nil
		}},
		"no policy": {want: "the policy is not sent", meddle: func(w http.ResponseWriter, _ string) bool {
			w.Header().Del("Content-Security-Policy")
			return false
		}},
		"all is found": {want: "200 is the answer for what is not there", meddle: func(_ http.ResponseWriter, name string) bool {
			return strings.HasPrefix(name, "no/such")
		}},
		"a 404 page of the host's": {want: "nothing.html: not a page of the site", meddle: func(w http.ResponseWriter, name string) bool {
			if name == "nothing.html" {
				w.WriteHeader(http.StatusNotFound)
			}
			return name == "nothing.html"
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			if err := os.CopyFS(dir, os.DirFS(p.plain)); err != nil {
				t.Fatal(err)
			}
			if c.plant != nil {
				c.plant(t, dir)
			}
			sound := server{name: "the test", policy: true, lost: true}
			told(t, &walk{b: b, server: sound, dir: dir, at: meddled(t, dir, c.meddle), scripts: true, lost: true}, c.want)
			if c.disk != "" || c.want == "" {
				told(t, &walk{b: b, dir: dir, at: onDisk(t, dir), scripts: true}, c.disk)
			}
		})
	}
}

// told wants a fault from a walk, or none at all for "".
func told(t *testing.T, w *walk, want string) {
	t.Helper()
	faults := w.run(t)
	if said := strings.Join(faults, "; "); (want == "") != (len(faults) == 0) || !strings.Contains(said, want) {
		t.Errorf("%s: %q, want %q", w.at, said, want)
	}
}

// mustReplace edits a file, in which the old text has to be.
func mustReplace(t *testing.T, file, old, new string) {
	t.Helper()
	text := string(read(t, file))
	if !strings.Contains(text, old) {
		t.Fatalf("%s: %q is not there", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, old, new)), 0o644); err != nil {
		t.Fatal(err)
	}
}
