package check

import (
	"strings"
	"testing"

	"explainer/internal/diag"
)

// TestPlaces holds the place of each finding against the file: what stands there is what was found, however it
// was written.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name string
		site figureSite
		want string // as written
	}{
		{"plain", figureSite{body: "Some words, then 28% of it."}, "28%"},
		{"after an entity", figureSite{body: "A &amp; B, 28% of it."}, "28%"},
		{"after quotation marks", figureSite{body: "“A” \"B\" -- 28% of it."}, "28%"},
		{"an entity", figureSite{body: "V&#50;8% of it."}, "V&#50;8%"},
		{"emphasis", figureSite{body: "It is 2**8**% of it."}, "2**8**%"},
		{"an escape", figureSite{body: "It is \\$28 of it."}, "\\$28"},
		{"after spaces", figureSite{body: "Words   and\u00a0 28% of it."}, "28%"},
		{"over a line break", figureSite{body: "It is 28\nper cent of it."}, "28\nper cent"},
		{"line ends of Windows", figureSite{body: "Words.\r\n\r\nIt is\r\n28% of it.\r\n"}, "28%"},
		{"with what is unseen in it", figureSite{body: "It is 2\u200b8% of it."}, "2\u200b8%"},
		{"heading", figureSite{body: "## The *year* 2026 {#year}"}, "2026"},
		{"cell", figureSite{body: "| a | b |\n|---|---|\n| c | 28% |"}, "28%"},
		{"title", figureSite{body: "[words](index.md \"of 28%\")"}, "28%"},
		{"alternative text", figureSite{body: "![words of 28%](x.svg)"}, "28%"},
		{"address", figureSite{body: "see https://example.org/28 there"}, "https://example.org/28"},
		{"front matter", figureSite{front: "lede: Some 28% of it.\n"}, "28%"},
		{"front matter, quoted", figureSite{front: "lede: 'It''s \"some\" 28% of it.'\n"}, "28%"},
		{"front matter, escaped", figureSite{front: "lede: \"\\u00c4 28% of it.\"\n"}, "28%"},
		{"front matter, folded", figureSite{front: "lede: >-\n  Words of a text\n  that is folded, some\n  28% of it.\n"}, "28%"},
		{"front matter, folded, with a link", figureSite{front: "lede: >-\n  Words of *a* text\n  of <fact:share> that is folded, some\n  28% of it.\n"}, "28%"},
		{"in words", figureSite{body: "It ran for *two* years."}, "two* years"},
		{"touching", figureSite{body: "It is <fact:share> &percnt; of it."}, "&percnt;"},
		{"a footnote before its text", figureSite{body: "[^a]: A note of 28%.\n\nWords.[^a] [link](index.md)"}, "28%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := c.site.judge(t)
			for _, f := range j.findings {
				if f.Code != "figure-loose" && f.Code != "figure-extended" {
					continue
				}
				if got := j.files[f.Span.File][f.Span.Start:f.Span.End]; got != c.want {
					t.Errorf("at %q, want %q", got, c.want)
				}
				return
			}
			t.Errorf("nothing was found: %s", j.said())
		})
	}
}

// TestHints says what an author is told, and what would mend the figure.
func TestHints(t *testing.T) {
	for _, c := range []struct{ body, hint, mended string }{
		{"It is about 27% of it.", "content/facts.yaml:7 share is about 27%: write <fact:share>", "It is <fact:share> of it."},
		{"It is\nabout\u00a027% of it.", "content/facts.yaml:7 share is about 27%: write <fact:share>", "It is\n<fact:share> of it."},
		{"It is $852bn.", "content/facts.yaml:8 worth is $852bn: write <fact:worth>", "It is <fact:worth>."},
		{"It is $852 billion.", "content/facts.yaml:8 worth is $852bn: write <fact:worth>", "It is [$852 billion](fact:worth)."},
		{"It is 28%.", "content/facts.yaml:7 share is about 27%: write <fact:share>", ""},
		{"It is 27%.", "content/facts.yaml:7 share is about 27%: write <fact:share>", ""},
		{"It was in October 2025.", "content/facts.yaml:15 deal is 28\u00a0October 2025: write <event:deal>", "It was in [October 2025](event:deal)."},
		{"It was on 28 October 2025.", "content/facts.yaml:15 deal is 28\u00a0October 2025: write <event:deal>", "It was on <event:deal>."},
		{"It ends in 2032.", "content/facts.yaml:12 end is 2032: write <fact:end>", "It ends in <fact:end>."},
		{"It runs for 6 years.", "content/facts.yaml:10 term is 6\u00a0years: write <fact:term>", "It runs for <fact:term>."},
		{"It runs for 2 gigawatts.", "content/facts.yaml:11 power is 2\u00a0GW: write <fact:power>", "It runs for [2 gigawatts](fact:power)."},
		{"How the shares moved by half.", "content/facts.yaml:9 move is −4%: write <fact:move>", ""},
		{"It is 99.", "make a fact of it and write <fact:ID>; a name goes into names in site.yaml, an idiom into exempt", ""},
		// Where no link can stand, or where it would be another's.
		{"It is `2032`.", "content/facts.yaml:12 end is 2032: write <fact:end>", ""},
		{"It is [in 2032](index.md).", "content/facts.yaml:12 end is 2032: write <fact:end>", ""},
		{"![a chart to 2032](x.svg)", "content/facts.yaml:12 end is 2032: write <fact:end>", "![a chart to <fact:end>](x.svg)"},
		{"[words](index.md \"to 2032\")", "a title can hold no link: say it in the text", ""},
		{"see https://example.org/2032", "give the link words: [words](address)", ""},
		{"It is 2**032**.", "content/facts.yaml:12 end is 2032: write <fact:end>", ""},
		{"It is 2&#48;32.", "content/facts.yaml:12 end is 2032: write <fact:end>", ""},
		{"It is !$852 billion.", "content/facts.yaml:8 worth is $852bn: write <fact:worth>", ""},
		{"It is \\2032.", "content/facts.yaml:12 end is 2032: write <fact:end>", ""},
		{"It is *2032*.", "content/facts.yaml:12 end is 2032: write <fact:end>", "It is *<fact:end>*."},
		{"| 2032 |\n|---|\n| a |", "content/facts.yaml:12 end is 2032: write <fact:end>", "| <fact:end> |\n|---|\n| a |"},
		{"[^a]: A note to 2032.\n\nWords.[^a] [link](index.md)", "content/facts.yaml:12 end is 2032: write <fact:end>", "[^a]: A note to <fact:end>.\n\nWords.[^a] [link](index.md)"},
	} {
		j := figureSite{body: c.body}.judge(t)
		if len(j.findings) != 1 || j.findings[0].Code != "figure-loose" {
			t.Errorf("%q: found %s", c.body, j.said())
			continue
		}
		f := j.findings[0]
		if f.Hint != c.hint {
			t.Errorf("%q: hint %q, want %q", c.body, f.Hint, c.hint)
		}
		if got := mended(j.files[f.Span.File], f.Fix); got != c.mended {
			t.Errorf("%q: mended as %q, want %q", c.body, got, c.mended)
		}
		if f.Fix.Set() {
			if said := (figureSite{body: c.mended}).judge(t).said(); said != "" {
				t.Errorf("%q: after the mending: %s", c.mended, said)
			}
		}
	}
}

// mended is the body of a page after a fix, "" where there is none.
func mended(file string, x diag.Fix) string {
	if !x.Set() {
		return ""
	}
	file = file[:x.At.Start] + x.Text + file[x.At.End:]
	_, body, _ := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n")
	return strings.TrimSuffix(body, "\n")
}

// TestFixInField: a bracket may begin a list in YAML, an angle bracket nothing.
func TestFixInField(t *testing.T) {
	for _, c := range []struct{ lede, want string }{
		{"2032 is the end", "<fact:end> is the end"},
		{"'2032 is the end'", "'<fact:end> is the end'"},
		{"$852 billion", ""},
	} {
		j := figureSite{front: "lede: " + c.lede + "\n"}.judge(t)
		got := ""
		if x := j.findings[0].Fix; x.Set() {
			file := j.files[x.At.File]
			file = file[:x.At.Start] + x.Text + file[x.At.End:]
			_, got, _ = strings.Cut(file, "lede: ")
			got, _, _ = strings.Cut(got, "\n")
		}
		if got != c.want {
			t.Errorf("%s: mended as %q, want %q", c.lede, got, c.want)
		}
	}
}
