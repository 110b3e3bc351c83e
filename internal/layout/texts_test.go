package layout

import (
	"strings"
	"testing"
	"unicode"
)

// TestTexts is what readers see of a template itself that holds a digit, and where it stands.
func TestTexts(t *testing.T) {
	for _, c := range []struct{ body, want, written string }{
		{`<p>Part 2</p>`, "Part 2", "Part 2"},
		{`<p>Part &#50;</p>`, "Part |2", "Part |&#50;"},
		{`<p>&#x32;7%</p>`, "2|7%", "&#x32;|7%"},
		{`<p>&#50</p>`, "2", "&#50"},
		{`<p>&frac12 of it</p>`, "½| of it", "&frac12| of it"},
		{`<p>2<b>7</b></p>`, "2|7", "2|7"},
		{`<p>{{.Title}} 2</p>`, " 2", " 2"},
		{`<img src="a" alt="of 2">`, "of 2", "of 2"},
		{`<img src="a" alt=2>`, "2", "2"},
		{`<a title='of 2'></a>`, "of 2", "of 2"},
		{`<a aria-label="2"></a>`, "2", "2"},
		{`<a aria-description="2"></a>`, "2", "2"},
		{`<input placeholder="2">`, "2", "2"},
		{`<ol start="3"><li value=4></li></ol>`, "3|4", "3|4"},
		{`<textarea>2</textarea>`, "2", "2"},
		{`<svg><text>2</text></svg>`, "2", "2"},
		{`<meta name="description" content="All 2">`, "All 2", "All 2"},
		{`<meta content="All 2" property="og:title">`, "All 2", "All 2"},
		{`{{"Part 2"}}`, "Part 2", `"Part 2"`},
		{"{{`Part 2`}}", "Part 2", "`Part 2`"},
		{`{{or .Title "Part 2"}}`, "Part 2", `"Part 2"`},
		{`{{27}}`, "27", "27"},
		{`{{with "Part 2"}}{{.}}{{end}}`, "Part 2", `"Part 2"`},
		{`{{printf "%02d of 3" 4}}`, " of 3|4", `"%02d of 3"|4`},
		// What no reader sees.
		{`<p class="col-2" id=a2 data-n="2" hidden>x</p>`, "", ""},
		{`<!-- 2 --><script type="application/ld+json">{"a": 2}</script>`, "", ""},
		{`<meta name="viewport" content="width=device-width, initial-scale=1">`, "", ""},
		{`<input value="2"><a href="x2.html">x</a>`, "", ""},
		{`{{if eq .Name "404"}}x{{end}}{{/* 2 */}}`, "", ""},
		{`{{printf "%.2f" .Title}}`, "", ""},
		{`<p>&amp; &nbsp; &notanentity; &</p>`, "", ""},
	} {
		var src strings.Builder
		src.WriteString(`{{define "main"}}` + c.body + `{{end}}`)
		s, _ := loaded(t, own("layouts/own.html", src.String()))
		var texts, written []string
		for _, x := range s.Texts() {
			if x.Span.File != "templates/layouts/own.html" {
				continue
			}
			texts = append(texts, x.Text)
			written = append(written, src.String()[x.Span.Start:x.Span.End])
		}
		got, at := strings.Join(texts, "|"), strings.Join(written, "|")
		if c.want == "" && !strings.ContainsFunc(got, unicode.IsNumber) {
			continue
		}
		if got != c.want || at != c.written {
			t.Errorf("%s: %q, written %q", c.body, got, at)
		}
	}
}
