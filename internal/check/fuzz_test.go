package check

import (
	"strings"
	"testing"

	"explainer/internal/site"
)

// FuzzFigures: whatever is written, a page has a finding if a reader sees a digit outside our links and blocks of
// code, places lie within their files, and a mending takes exactly one figure away.
func FuzzFigures(f *testing.F) {
	for _, seed := range []string{
		"It holds 27% and −<fact:share>.", "[2**7**%](fact:share) of 5", "## 2025\n\n| 1 | <fact:worth> bn |\n|---|---|\n| 2 | 3 |",
		"![to 2032](x.svg \"9\") `7` &#50;8% 2\u200b7", "```\n27\n```\n\n[^a]: 5\n\nWords.[^a] open 24/7", "about 27% on 28 October 2025, $852 billion; two years",
		"[a](https://example.org/2 \"3\") <https://example.org/4>", "<event:deal>2 x<fact:term>/month", "\\27 \\$852 billion!$852 billion",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 2000 || strings.Contains(body, "24/7") {
			return
		}
		s := figureSite{body: body}
		j := s.judge(t)
		loose := false
		for _, p := range j.page.Pieces {
			if (p.Link == nil || p.Link.Kind == site.ToFigure) && p.Where != site.InFence && !p.Field && hasDigit(p.Text) {
				loose = true
			}
		}
		found := 0
		for _, x := range j.findings {
			src := j.files[x.Span.File]
			if x.Span.Start < 0 || x.Span.Start > x.Span.End || x.Span.End > len(src) {
				t.Fatalf("%q: %s at %d to %d", body, x.Code, x.Span.Start, x.Span.End)
			}
			switch x.Code {
			case "figure-loose", "figure-extended":
				found++
				if x.Span.Start == x.Span.End {
					t.Fatalf("%q: %s at nothing", body, x.Code)
				}
			case "figure-unread":
				t.Fatalf("%q: %s", body, x.Message)
			}
		}
		if loose && found == 0 {
			t.Fatalf("%q: a digit, and no finding", body)
		}
		for _, x := range j.findings {
			if !x.Fix.Set() || x.Code != "figure-loose" {
				continue
			}
			after := figureSite{body: mended(j.files[x.Fix.At.File], x.Fix)}.judge(t)
			if was, is := j.page.Figures.Loose, after.page.Figures.Loose; is >= was && was <= maxFound {
				t.Fatalf("%q: mended as %q, and still %d loose of %d", body, x.Fix.Text, is, was)
			}
		}
	})
}
