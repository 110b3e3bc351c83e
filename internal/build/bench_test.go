package build

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// BenchmarkSite builds this repository's own site, from files to finished pages, and writes nothing.
func BenchmarkSite(b *testing.B) {
	tree := os.DirFS("../..")
	b.ReportAllocs()
	for b.Loop() {
		r := Run(tree, Options{}, func(string, []byte) error { return nil })
		if r.Failed() {
			b.Fatal(r.Findings, r.Err)
		}
	}
}

// BenchmarkShared builds it for a public address: with its share cards, a page's and a key figure's each.
func BenchmarkShared(b *testing.B) {
	tree := os.DirFS("../..")
	b.ReportAllocs()
	for b.Loop() {
		r := Run(tree, Options{BaseURL: "https://example.org/deal/"}, func(string, []byte) error { return nil })
		if r.Failed() {
			b.Fatal(r.Findings, r.Err)
		}
	}
}

// BenchmarkJudge is a look at this site after a change of a page's prose, and after one of its facts.
func BenchmarkJudge(b *testing.B) {
	for _, file := range []string{"content/index.md", "content/facts.yaml"} {
		b.Run(file, func(b *testing.B) {
			tree := ownTree(b)
			var j Judge
			j.Run(tree, Options{}, nil)
			for b.Loop() {
				if r := j.Run(tree, Options{}, []string{file}); r.Failed() {
					b.Fatal(r.Findings, r.Err)
				}
			}
		})
	}
}

// BenchmarkRebuild builds it again after a change of a page's prose, as serve does.
func BenchmarkRebuild(b *testing.B) {
	tree := ownTree(b)
	o := Options{Draft: true, Memory: new(Memory)}
	for i := 0; b.Loop(); i++ {
		tree["content/words.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Words\ndescription: A page.\n---\nIt says so%s.\n", strings.Repeat(" again", i%7))}
		if r := Run(tree, o, func(string, []byte) error { return nil }); r.Failed() {
			b.Fatal(r.Findings, r.Err)
		}
	}
}
