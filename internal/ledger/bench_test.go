package ledger

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/fact"
)

// large is a facts file of so many facts, with two claims each.
func large(facts int) string {
	var b strings.Builder
	b.WriteString("sources:\n")
	for i := range 100 {
		fmt.Fprintf(&b, "  paper-%d: {title: A paper about the subject, publisher: The Paper, published: 2026-04-27, kind: report}\n", i)
	}
	b.WriteString("facts:\n")
	for i := range facts {
		fmt.Fprintf(&b, "  share.n%d:\n    label: Share of the company that somebody holds\n    value: about %d%%\n    as_of: 2026-04-27\n    status: reported\n    note: A note of some length, as an editor writes it.\n    claims:\n      - {source: paper-%d, at: page 4}\n      - {source: paper-%d, says: 27.1%%}\n", i, i%90+10, i%100, (i+1)%100)
	}
	return b.String()
}

// BenchmarkCompare reads a ledger of 10,000 facts and holds a site against it; BenchmarkFacts is the
// measure: to read the facts file itself.
func BenchmarkCompare(b *testing.B) {
	in, ok := input(large(10_000))
	if !ok {
		b.Fatal("the facts file is faulty")
	}
	file := record(b, nil, NewState(in), "2026-05-02", "")
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		var l diag.List
		if Compare(Read(file, &l), NewState(in), &l); l.Len() > 0 {
			b.Fatal(l.Sorted()[0])
		}
	}
}

// BenchmarkFacts reads the facts file of BenchmarkCompare.
func BenchmarkFacts(b *testing.B) {
	text := []byte(large(10_000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var l diag.List
		if fact.Read([]fact.File{{Name: "content/facts.yaml", Data: text}}, &l); l.Errors() > 0 {
			b.Fatal(l.Sorted()[0])
		}
	}
}
