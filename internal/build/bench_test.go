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
