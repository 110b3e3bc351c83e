package main

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"explainer/internal/serve"
	"explainer/internal/value"
)

// TestServeSwaps: what becomes a link out of the site while that is served is not followed: the last good state stays,
// with no word of what stands outside, and what comes back is served again.
func TestServeSwaps(t *testing.T) {
	outside := t.TempDir()
	if err := errors.Join(overlay(outside, os.DirFS("testdata/site")), os.MkdirAll(filepath.Join(outside, "static"), 0o755)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"content/second.md": "---\ntitle: Secret\ndescription: A page.\n---\nSecret words.\n\n## Why\n\nSecret.\n",
		"content/site.yaml": "title: Secret\ndescription: All.\n", "static/plan.txt": "Secret.\n",
	} {
		if err := os.WriteFile(filepath.Join(outside, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"content/second.md", "content/site.yaml", "static/plan.txt", "static", "content"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			plan := filepath.Join(root, "static", "plan.txt")
			if err := errors.Join(overlay(root, os.DirFS("testdata/site")), os.Mkdir(filepath.Dir(plan), 0o755), os.WriteFile(plan, []byte("Ours.\n"), 0o644), recorded(root)); err != nil {
				t.Fatal(err)
			}
			o, err := (&serveCmd{}).options(&globals{Root: root, Today: "2026-05-01", err: &bytes.Buffer{}})
			if err != nil {
				t.Fatal(err)
			}
			s := serve.New(o)
			good, findings := cleanBuild(root, value.Date{Year: 2026, Month: 5, Day: 1})
			if good == nil {
				t.Fatal(findings)
			}
			holds := func(when string) {
				t.Helper()
				got := served(s, slices.Sorted(maps.Keys(good)))
				for path := range good {
					if !bytes.Equal(got[path], good[path]) {
						t.Errorf("%s: %s is another one, and tells of what is outside: %t", when, path, strings.Contains(string(got[path]), "Secret"))
					}
				}
			}
			holds("at first")
			path, aside := filepath.Join(root, name), filepath.Join(root, "aside")
			if err := errors.Join(os.Rename(path, aside), os.Symlink(filepath.Join(outside, name), path)); err != nil {
				t.Fatal(err)
			}
			holds("as a link")
			if now, findings := cleanBuild(root, value.Date{Year: 2026, Month: 5, Day: 1}); now != nil || len(findings) == 0 {
				t.Error("the link is no finding")
			}
			if err := errors.Join(os.Remove(path), os.Rename(aside, path)); err != nil {
				t.Fatal(err)
			}
			holds("when it is back")
		})
	}
}
