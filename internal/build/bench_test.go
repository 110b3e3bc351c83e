package build

import (
	"os"
	"testing"
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
