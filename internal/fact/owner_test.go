package fact

import (
	"strings"
	"testing"

	"explainer/internal/diag"
)

// A place belongs to the entry in whose lines it stands, whatever the section and the file.
func TestOwner(t *testing.T) {
	files := []File{
		{"content/facts/b.yaml", []byte("# a remark\nfacts:\n  share:\n    label: A\n    value: 1\n    as_of: 2025\n    status: reported\n    claims:\n      - source: paper\nstages:\n  - {id: first, label: A, from: 2019}\n")},
		{"content/facts/a.yaml", []byte("units:\n  gigawatt: {many: gigawatts, short: GW}\nsources:\n  paper: {title: A, publisher: P, kind: report}\n")},
	}
	var l diag.List
	s := Read(files, &l)
	if l.Len() > 0 {
		t.Fatal(l.Sorted())
	}
	for _, c := range []struct {
		file int
		at   string
		want string
	}{
		{0, "# a remark", ""}, {0, "facts:", ""}, {0, "share:", "share"}, {0, "label", "share"}, {0, "source: paper", "share"},
		{0, "id: first", "share"}, {0, "first", "first"}, {0, "from: 2019", "first"},
		{1, "units:", ""}, {1, "gigawatt:", "gigawatt"}, {1, "short", "gigawatt"}, {1, "paper:", "paper"}, {1, "kind", "paper"},
	} {
		f := files[c.file]
		at := strings.Index(string(f.Data), c.at)
		if got := s.Owner(diag.Span{File: f.Name, Start: at, End: at + 1}); got != c.want {
			t.Errorf("%q in %s is %q's, want %q", c.at, f.Name, got, c.want)
		}
	}
	for _, at := range []diag.Span{{}, {File: "content/index.md", Start: 5}, {File: "content/facts/c.yaml", Start: 5}} {
		if got := s.Owner(at); got != "" {
			t.Errorf("%+v is %q's", at, got)
		}
	}
	if !s.Has("gigawatt") || s.Has("gone") || strings.Join(s.IDs(), " ") != "first gigawatt paper share" {
		t.Errorf("%q", s.IDs())
	}
}
