package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"explainer/internal/diag"
)

// TestLinks sets links where a site has its files: one to a file of the site is that file, wherever it stands, and
// any other is a finding at its place, with no word of what it leads to. Nothing waits for a pipe.
func TestLinks(t *testing.T) {
	const page = "---\ntitle: A page\ndescription: A page.\n---\nSecret words.\n"
	outside := filepath.Join(t.TempDir(), "outside.md")
	for _, c := range []struct{ name, target, want string }{
		{"content/b.md", "index.md", ""},
		{"content/b.md", "../elsewhere/page.md", ""},
		{"content/b.md", "chain.md", ""},
		{"content/facts.yaml", "../elsewhere/facts.yaml", ""},
		{"content/site.yaml", "../elsewhere/site.yaml", ""},
		{"content/facts/more.yaml", "../../elsewhere/more.yaml", ""},
		{"static/b.txt", "deep/../../elsewhere/page.md", ""},
		{"templates/layouts/page.html", "../../elsewhere/page.html", ""},
		{"static", "elsewhere/deep", ""},
		{"content/.#b.md", "author@machine.1:2", ""},
		{"static/.#b.css", "author@machine.1:2", ""},
		{"templates/layouts/.#page.html", "author@machine.1:2", ""},

		{"content/b.md", outside, "leads out of the site's folder"},
		{"content/b.md", "../../../../../../../../../../etc/passwd", "leads out of the site's folder"},
		{"content/b.md", "../elsewhere/out.md", "leads out of the site's folder"},
		{"content/b.md", "/dev/zero", "leads out of the site's folder"},
		{"content/facts.yaml", outside, "leads out of the site's folder"},
		{"content/site.yaml", outside, "leads out of the site's folder"},
		{"content/ledger.yaml", outside, "leads out of the site's folder"},
		{"content/facts/more.yaml", outside, "leads out of the site's folder"},
		{"static/b.css", outside, "leads out of the site's folder"},
		{"static/deep/b.css", outside, "leads out of the site's folder"},
		{"templates/base.html", outside, "leads out of the site's folder"},
		{"templates/layouts/page.html", outside, "leads out of the site's folder"},
		{"static", filepath.Dir(outside), "leads out of the site's folder"},
		{"templates", filepath.Dir(outside), "leads out of the site's folder"},
		{"content/b.md", "nowhere.md", "leads nowhere"},
		{"templates/layouts/page.html", "nowhere.html", "leads nowhere"},
		{"content/b.md", "index.md/x.md", "leads nowhere"},
		{"content/b.md", "b.md", "leads in a circle"},
		{"static/b.txt", "../static/b.txt", "leads in a circle"},
		{"templates/partials/note.html", "note.html", "leads in a circle"},
		{"static/round", "..", "leads to something that is no file"},
		{"content/round", "../content", "leads to something that is no file"},
		{"static/b.txt", "../elsewhere/pipe", "leads to something that is no file"},
		{"templates/layouts/page.html", "../../elsewhere/pipe", "leads to something that is no file"},
		{"static", "elsewhere/page.md", "leads to something that is no folder"},
	} {
		t.Run(c.name+" to "+c.target, func(t *testing.T) {
			root := t.TempDir()
			write := func(name, text string) {
				t.Helper()
				path := filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			link := func(name, target string) {
				t.Helper()
				write(name+".x", "") // its folder
				if err := os.Remove(filepath.Join(root, name+".x")); err != nil {
					t.Fatal(err)
				}
				if err := os.RemoveAll(filepath.Join(root, name)); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(outside, []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
			for name, f := range recorded(base()) {
				write(name, string(f.Data))
			}
			layout, err := os.ReadFile("../../templates/layouts/page.html")
			if err != nil {
				t.Fatal(err)
			}
			write("elsewhere/page.md", page)
			write("elsewhere/page.html", string(layout))
			write("elsewhere/site.yaml", "title: A site\ndescription: What it explains.\n")
			write("elsewhere/facts.yaml", string(base()["content/facts.yaml"].Data))
			write("elsewhere/more.yaml", "glossary:\n  word:\n    term: a word\n    text: It means a word.\n")
			write("elsewhere/deep/a.txt", "Words.")
			write("static/deep/a.txt", "Words.")
			link("elsewhere/out.md", outside)
			if err := syscall.Mkfifo(filepath.Join(root, "elsewhere/pipe"), 0o644); err != nil {
				t.Fatal(err)
			}
			if c.target == "chain.md" {
				link("content/chain.md", "../elsewhere/page.md")
			}
			link(c.name, c.target)

			r := Run(os.DirFS(root), Options{Draft: true}, func(_ string, data []byte) error {
				if c.want != "" && strings.Contains(string(data), "Secret") {
					t.Error("what stands outside is published")
				}
				return nil
			})
			found := 0
			for _, f := range r.Findings {
				switch {
				case f.Code == "file-link" && c.want != "" && f.Span.File == c.name && strings.HasSuffix(f.Message, c.want) && f.Hint != "":
					found++
				case f.Code == "file-link" || c.want == "" && f.Level == diag.Error:
					t.Errorf("%s: %s [%s]", f.Span.File, f.Message, f.Code)
				}
			}
			if (found == 1) != (c.want != "") {
				t.Errorf("%d findings: %v", found, r.Findings)
			}
		})
	}
}

// TestLinksUnread: a tree that follows links, and cannot say where they lead, has none followed.
func TestLinksUnread(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "outside.md"), []byte("Secret words."), 0o644); err != nil {
		t.Fatal(err)
	}
	content := filepath.Join(root, "site", "content")
	if err := errors.Join(os.MkdirAll(content, 0o755), os.Symlink("../../outside.md", filepath.Join(content, "b.md"))); err != nil {
		t.Fatal(err)
	}
	var l diag.List
	tree := follow(struct{ fs.FS }{os.DirFS(filepath.Join(root, "site"))}, &l)
	if entries, err := tree.ReadDir("content"); err != nil || len(entries) > 0 || l.Len() != 1 {
		t.Errorf("%v, %v, %v", entries, err, l.Sorted())
	}
	if data, err := tree.ReadFile("content/b.md"); err == nil {
		t.Errorf("read %q", data)
	}
}

// TestLinksJudged: a page that becomes a link out of the site is not read by a judge who is told of that page alone.
func TestLinksJudged(t *testing.T) {
	root := t.TempDir()
	const front = "---\ntitle: Another page\ndescription: Another.\n---\n"
	for name, f := range recorded(base()) {
		path := filepath.Join(root, "site", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, f.Data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	page, outside := filepath.Join(root, "site", "content", "b.md"), filepath.Join(root, "outside.md")
	if err := errors.Join(os.WriteFile(page, []byte(front+"Words.\n"), 0o644), os.WriteFile(outside, []byte(front+"It has 42 words.\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	var j Judge
	tree := os.DirFS(filepath.Join(root, "site"))
	if got := j.Run(tree, Options{}, nil); got.Failed() {
		t.Fatal(got.Findings)
	}
	if err := errors.Join(os.Remove(page), os.Symlink(outside, page)); err != nil {
		t.Fatal(err)
	}
	if got := j.Run(tree, Options{}, []string{"content/b.md"}); len(got.Findings) != 1 || got.Findings[0].Code != "file-link" {
		t.Error(got.Findings)
	}
}
