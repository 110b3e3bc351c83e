package build

import (
	"testing"
	"testing/fstest"

	"explainer/internal/site"
)

// Inspect answers whatever the tree is like, and finds what reading finds.
func TestInspect(t *testing.T) {
	for _, c := range []struct {
		name  string
		plant func(fstest.MapFS)
		facts int
		code  string
	}{
		{"a sound site", func(fstest.MapFS) {}, 1, ""},
		{"an unsound page", func(tree fstest.MapFS) { tree["content/index.md"].Data = []byte("no front matter <fact:gone>\n") }, 1, "front-matter"},
		{"no facts", func(tree fstest.MapFS) { delete(tree, "content/facts.yaml") }, 0, "facts-missing"},
		{"no settings", func(tree fstest.MapFS) { delete(tree, "content/site.yaml") }, 1, "yaml-missing"},
		{"no content", func(tree fstest.MapFS) { clear(tree) }, 0, "facts-missing"},
		{"cut short", func(tree fstest.MapFS) { tree["content/facts.yaml"].Data = []byte("facts:\n  share:\n    label: \"A") }, 0, "yaml-syntax"},
		{"an image in prose", func(tree fstest.MapFS) {
			tree["content/site.yaml"].Data = []byte("title: A ![x](static/y.png)\ndescription: B\n")
		}, 1, "static-missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := base()
			c.plant(tree)
			a, report := Inspect(tree, Options{Draft: true})
			list, err := a.List(site.Filter{})
			if err != nil || len(list) != c.facts || report.Facts != c.facts || report.Err != nil {
				t.Errorf("%d facts, %+v, %v", len(list), report, err)
			}
			found := c.code == "" && len(report.Findings) == 0
			for _, f := range report.Findings {
				found = found || f.Code == c.code
			}
			if !found {
				t.Errorf("no %q in %+v", c.code, report.Findings)
			}
		})
	}
}

// A line of the settings, of a split facts file and of a page is that line.
func TestInspectPlaces(t *testing.T) {
	tree := base()
	tree["content/facts/a.yaml"] = &fstest.MapFile{Data: tree["content/facts.yaml"].Data}
	delete(tree, "content/facts.yaml")
	tree["content/facts/b.yaml"] = &fstest.MapFile{Data: []byte("glossary:\n  part:\n    term: part\n    text: Such as <fact:share>.\n")}
	tree["content/site.yaml"].Data = []byte("title: A site\ndescription: Of <fact:share>.\n")
	tree["content/index.md"].Data = []byte("---\ntitle: A page\ndescription: A page.\n---\n\nüü <fact:share>\n")
	a, report := Inspect(tree, Options{})
	im, err := a.Where("share")
	if err != nil || len(report.Findings) != 0 {
		t.Fatal(err, report.Findings)
	}
	want := []site.Use{
		{Fact: "share", Page: "index.html", File: "content/index.md", Line: 6, Column: 4, In: "text", Words: "27%"},
		{Fact: "share", File: "content/facts/b.yaml", Line: 4, Column: 19, In: "glossary entry part", Words: "27%"},
		{Fact: "share", File: "content/site.yaml", Line: 2, Column: 17, In: "description of the site", Words: "27%"},
	}
	if len(im.Used) != len(want) {
		t.Fatalf("%+v", im.Used)
	}
	for i, u := range im.Used {
		if u != want[i] {
			t.Errorf("got %+v, want %+v", u, want[i])
		}
	}
}
