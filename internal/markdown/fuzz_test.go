package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/diag"
)

// FuzzParse: no text makes it panic; the same text gives the same page; offsets stay inside; what comes
// out is in proportion to what goes in.
func FuzzParse(f *testing.F) {
	f.Add(everything)
	for _, e := range specification(f) {
		f.Add(e.Markdown)
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		_, parts := archive(string(data))
		f.Add(parts["in.md"] + parts["in.txt"])
	}
	for _, s := range spellings {
		f.Add("[w](<" + s + ">) <" + s + ">")
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 100_000 {
			return
		}
		a, b := parse(src), parse(src)
		bind(a)
		bind(b)
		first := whole(t, a)
		if first != whole(t, b) || first != whole(t, a) {
			t.Fatal("not deterministic")
		}
		exact(t, src, a)
		if html := flat(t, parse(src)); len(html) > maxGrowth*len(src)+freeGrowth {
			t.Errorf("%d bytes became %d", len(src), len(html))
		} else if strings.Contains(html, "<script") || strings.Contains(html, "style=") && !strings.Contains(src, "style=") {
			t.Error(html)
		}
		ids := map[string]bool{}
		for _, h := range a.Headings {
			if ids[h.ID] || h.ID == "" {
				t.Errorf("id %q", h.ID)
			}
			ids[h.ID] = true
		}
		line := ParseInline("", src, func(s, e int) diag.Span { return diag.Span{Start: s, End: e} })
		bind(line)
		if _, err := line.Inline(sketch); err != nil {
			t.Fatal(err)
		}
		exact(t, src, line)
		_ = a.Plain()
		_ = line.Copy().Plain()
	})
}
