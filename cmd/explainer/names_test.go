package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNames: a name that cannot be published is a finding, in check too, and any other is published. No build finds out
// by itself, as it would of a fault of the machine.
func TestNames(t *testing.T) {
	long := strings.Repeat("a", 64)
	for name, fine := range map[string]bool{
		"content/page.md": true, "content/console.md": true, "content/" + long + ".md": true,
		"content/con.md": false, "content/aux.md": false, "content/lpt1.md": false, "content/" + long + "a.md": false, "content/" + long + long + ".md": false,
		"content/-rf.md": false, "content/_x.md": false, "content/Page.md": false, "content/a.b.md": false, "content/a:b.md": false,
		"static/plan.txt": true, "static/Plan.v2_x-y.txt": true, "static/deep/er/plan.txt": true, "static/robots.txt": true, "static/_redirects": true,
		"static/.well-known/security.txt": true, "static/" + long + ".txt": true,
		"static/_x.txt": false, "static/-rf.txt": false, "static/deep/_x.txt": false, "static/_x/plan.txt": false, "static/a b.txt": false, "static/a~b.txt": false,
		"static/a+b.txt": false, "static/a@2x.txt": false, "static/con.txt": false, "static/com1.x.txt": false, "static/x.": false, "static/a:b.txt": false,
		"static/" + long + strings.Repeat("a", 20) + ".txt": false, "static/.well-known/.env": false, "static/.well-known/a b": false, "static/\u00e4.txt": false,
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			text := "Words."
			if strings.HasPrefix(name, "content/") {
				text = "---\ntitle: A page\ndescription: A page.\n---\nWords.\n"
			}
			file := filepath.Join(root, filepath.FromSlash(name))
			if err := errors.Join(overlay(root, os.DirFS("testdata/site")), os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644), recorded(root)); err != nil {
				t.Fatal(err)
			}
			want := clean
			if !fine {
				want = findings
			}
			for _, args := range [][]string{{"check"}, {"build", "--base-url", "https://example.org/deal/", "--no-sync", "--output", filepath.Join(root, "public")}} {
				var said strings.Builder
				if got := run(append(args, "--root", root, "--today", "2026-05-01"), &said, &said); got != want {
					t.Errorf("%s ends with %d, want %d:\n%s", args[0], got, want, said.String())
				}
			}
		})
	}
}
