package ledger

import (
	"bytes"
	"strings"
	"testing"

	"explainer/internal/diag"
)

// FuzzRead: no file panics; every finding lies in the file; a file without one is what record writes, and
// any file on which a record can be built becomes one that holds together.
func FuzzRead(f *testing.F) {
	// Small seeds: a large one is worked on for a minute whenever it leads somewhere.
	const text = "sources: {paper: {title: A paper, publisher: The Paper, kind: report}}\nfacts: {share: {label: A share, value: 27%, as_of: 2026, status: reported, claims: [{source: paper}]}}\n"
	loose := Loose{Page: "index", Text: "24/7", Reason: "an idiom"}
	base := record(f, nil, state(f, text, loose), "2026-05-02", "")
	ours := record(f, base, state(f, swap(f, text, "27%", "28%"), loose), "2026-05-03", "Ours", "share")
	theirs := record(f, base, state(f, swap(f, text, "A share", "The share"), loose), "2026-05-03", "Theirs")
	now := state(f, swap(f, text, "27%", "29%"), loose)
	for _, seed := range []string{
		string(ours), string(byHand(base, ours, theirs)), conflict(string(base), string(ours), string(theirs), true), "", "version: 1\nchanges:\n",
		strings.ReplaceAll(string(base), "\n", "\r\n"), "\ufeff" + string(base), "<<<<<<< \n=======\n>>>>>>> \n",
	} {
		f.Add([]byte(seed))
	}
	today := day(f, "9999-12-31")
	f.Fuzz(func(t *testing.T, in []byte) {
		was := bytes.Clone(in)
		var l diag.List
		ledger := Read(in, &l)
		if !bytes.Equal(in, was) {
			t.Fatal("the file was changed in memory")
		}
		Compare(ledger, now, &l)
		for _, f := range l.Sorted() {
			if f.Span.File == File && (f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(in)) {
				t.Fatalf("a finding out of the file: %+v", f)
			}
		}
		draft, err := NewDraft(ledger, now, nil)
		if err != nil {
			if l.Len() == 0 {
				t.Fatalf("no finding, and yet: %v", err)
			}
			return
		}
		if draft.Nothing() {
			if l.Len() > 0 {
				t.Fatalf("nothing to record, and yet: %+v", l.Sorted()[0])
			}
			return
		}
		data, err := draft.Record(today, "A note")
		if err != nil {
			t.Fatal(err)
		}
		clean(t, data, now)
	})
}
