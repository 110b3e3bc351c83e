package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChangesLinks publishes a site with changes of every kind: every link of its pages leads somewhere,
// those from corrections to their changes and from changes to their entries among them.
func TestChangesLinks(t *testing.T) {
	root := t.TempDir()
	if err := overlay(root, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	do := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		if code := run(append(args, "--root", root), &out, &out); code != clean {
			t.Fatalf("%v: exit code %d\n%s", args, code, &out)
		}
	}
	change := func(file, from, to string) {
		t.Helper()
		path := filepath.Join(root, "content", file)
		data, err := os.ReadFile(path)
		if err != nil || bytes.Count(data, []byte(from)) != 1 {
			t.Fatalf("%q in %s: %v", from, file, err)
		}
		if err := os.WriteFile(path, bytes.Replace(data, []byte(from), []byte(to), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	do("record", "--today", "2026-02-01")
	change("facts.yaml", "value: 27%", "value: 28%")
	change("facts.yaml", "The company opened.", "The company began.")
	change("facts.yaml", "A part of a company.", "A part of a firm.")
	change("facts.yaml", "title: Annual report", "title: The annual report")
	change("facts.yaml", "title: The stake and the price", "title: The price and the stake")
	change("facts.yaml", "name: Example,", "name: Example Ltd,")
	change("facts.yaml", "      - {source: filing}\n  price:", "      - {source: filing, at: page 4}\n  price:")
	change("facts.yaml", "  worth:\n", "  other: {label: Other, value: 3%, as_of: 2026, status: reported, claims: [{source: filing}]}\n  worth:\n")
	change("site.yaml", "title: A small site", "title: The small site")
	do("record", "--today", "2026-02-02", "--note", "Many things", "--correct", "stake", "--correct", "opening", "--correct", "share")
	change("facts.yaml", "  other: {label: Other, value: 3%, as_of: 2026, status: reported, claims: [{source: filing}]}\n", "")
	do("record", "--today", "2026-02-03", "--note", "Nobody says so")
	out := t.TempDir()
	do("build", "--no-sync", "--output", filepath.Join(out, "plain"))
	do("build", "--no-sync", "--output", filepath.Join(out, "based"), "--base-url", "https://example.org"+subPath)
	auditSite(t, filepath.Join(out, "plain"), "/")
	auditSite(t, filepath.Join(out, "based"), subPath)
	for _, want := range []struct{ file, text string }{
		{"index.html", `href="changes.html#c-2026-02-02-stake"`}, {"facts.html", `href="changes.html#c-2026-02-02-opening"`},
		{"facts.html", `href="changes.html#c-2026-02-02-share"`}, {"changes.html", `href="facts.html#stake"`}, {"changes.html", `href="sources.html#filing"`},
		{"changes.html", `href="facts.html#opening"`}, {"changes.html", `id="c-2026-02-03-other"`},
	} {
		data, err := os.ReadFile(filepath.Join(out, "plain", want.file))
		if err != nil || !strings.Contains(string(data), want.text) {
			t.Errorf("%s lacks %s (%v)", want.file, want.text, err)
		}
	}
}
