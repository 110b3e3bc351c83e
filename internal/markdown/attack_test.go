package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// spellings are addresses that have been let through somewhere: advisories, cheat sheets, browsers'
// habits.
var spellings = []string{
	"javascript:alert(1)", "JavaScript:alert(1)", "JAVASCRIPT:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3a;alert(1)",
	"javascript&#x3A;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)", "java&Tab;script:alert(1)",
	"java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "&#32;javascript:alert(1)", "&nbsp;javascript:alert(1)", "javascript\\:alert(1)", "\\javascript:alert(1)",
	"javascript%3Aalert(1)", "vbscript:x", "data:text/html,x", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,x", "DATA:image/png;base64,x", "blob:https://x.example/1",
	"file:///etc/passwd", "filesystem:http://x/", "view-source:x", "feed:javascript:x", "jar:x", "mhtml:x", "about:blank", "tel:1", "intent:x", "ws://x", "ftp://x.example/",
	"//evil.example", "/\\evil.example", "\\\\\\\\evil.example", "https:evil.example", "https:/evil.example", "https:///evil.example", "https://good@evil.example", "https://good:x@evil.example/",
	"https://good.example\\@evil.example", "http:\\\\\\\\evil.example", "/etc/passwd", "../a.md", "./a.md", "a/b.md", "a.html", "?x", "a.md?x=1", ".md", "..md", "%2e%2e/a.md", "a%00.md",
	"fact&colon;a?x=1", "FACT:a", "fact:", "fact:?as=label", "fact:a?as=", "fact:a?as=x&as=y", "fact:a?label", "word:a?as=label", "source:a?as=label", "mailto:", "mailto:x", "mailto:@x",
	"https://\u0435xample.com", "https://b\u00fccher.example/", "https://ex\uff41mple.com/", "https://e\u0301.example", "https://example\u3002com", "https://ex%61mple.com/", "https://x.example:\u0661/",
	"https://x\u200by.example", "https://x\u202ey.example", "a\u00a0.md", "fa\u200bct:a", "#", "#%zz", "javascript:/*--></title></style>", "x:y", "xfact:a", "fact\u00ad:a",
}

// places are where an address can stand.
var attackPlaces = map[string]string{
	"link": "[w](<%s>)", "bare": "[w](%s)", "title": "[w](<%s> \"t\")", "image": "![w](<%s>)", "reference": "[w]\n\n[w]: <%s>", "footnote": "x[^n]\n\n[^n]: [w](<%s>)",
	"autolink": "<%s>", "heading": "## [w](<%s>)", "cell": "|[w](<%s>)|\n|-|\n", "text": "a %s b",
}

var (
	attribute = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	allowed   = regexp.MustCompile(`^(https?://[a-z0-9.-]+\.?[a-z]*(:[0-9]+)?([/?#].*)?|mailto:[^@]+@[^@]+|#.+|)$`)
)

func TestAddresses(t *testing.T) {
	for _, s := range spellings {
		for place, format := range attackPlaces {
			src := fmt.Sprintf(format, s)
			for name, d := range map[string]*Doc{
				"page": parse(src), "line": ParseInline("", src, func(s, e int) diag.Span { return diag.Span{Start: s, End: e} }),
			} {
				html, err := d.Inline(sketch) // links are not bound: those with an address of their own print
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range attribute.FindAllStringSubmatch(string(html), -1) {
					if !allowed.MatchString(m[1]) {
						t.Errorf("%s, %s: %q became %q", name, place, src, m[1])
					}
				}
				for _, l := range d.Links {
					if l.Kind != Image && l.Kind != Web {
						t.Errorf("%s, %s: %q is a link to %d %q", name, place, src, l.Kind, l.ID)
					}
					if l.Kind == Web && !allowed.MatchString(l.Href) {
						t.Errorf("%s, %s: %q leads to %q", name, place, src, l.Href)
					}
					if l.Kind == Image && (strings.ContainsAny(l.ID, ":\\?#") || strings.HasPrefix(l.ID, "/") || strings.Contains(l.ID, "..")) {
						t.Errorf("%s, %s: %q is an image %q", name, place, src, l.ID)
					}
				}
				if place == "link" && !has(d, "link-scheme") {
					t.Errorf("%s: %q has no finding: %s", name, src, html)
				}
			}
		}
	}
}

// TestSkeleton: whatever stands in a text, the tags of the page are those that we write.
func TestSkeleton(t *testing.T) {
	payloads := []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, `</p><script>`, `<!--`, `]]>`, `<svg/onload=x>`, `&lt;script&gt;`, `&#60;script&#62;`, `\<script>`, "`", `{{.}}`, `<a href="javascript:x">`, `<style>*{}</style>`, `<?x`, `<x`, `"`}
	formats := []string{"%s", "[%s](fact:a)", "[w](https://x.example \"%s\")", "![%s](a.png)", "![%s](figure:x)", "## %s", "|%s|\n|-|\n", "```%s\nx\n```", "```\n%s\n```", "    %s", "`` %s ``", "> [!NOTE]\n> %s", "x[^n]\n\n[^n]: %s", "Term\n: %s", "- %s", "[w](https://x.example/%s)", "<https://x.example/%s>", "![w](%s)", "## a {#%s}", "*%s*"}
	tag := regexp.MustCompile(`<[^>]*>`)
	known := regexp.MustCompile(`^</?(p|em|strong|del|code|pre|table|thead|tbody|tr|th|td|ul|ol|li|dl|dt|dd|hr|br|h[1-6]|blockquote|a|img|span)( (class="[a-z0-9 -]*"|class="language-[^"<>]*"|tabindex="0"|id="[^"<> ]*"|href="[^"<>]*"|src="[^"<>]*"|alt="[^"<>]*"|title="[^"<>]*"|width="4"|height="3"))*>$`)
	for _, p := range payloads {
		for _, f := range formats {
			src := fmt.Sprintf(f, p)
			d := parse(src)
			for _, l := range d.Links {
				switch l.Kind {
				case Image:
					l.Href = "a.png"
				case Figure, Fact:
				}
			}
			b, err := d.Render(func(name string, v any) (view.Markup, error) { return "", nil })
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range tag.FindAllString(joined(b), -1) {
				if !known.MatchString(m) {
					t.Errorf("%q has the tag %s", src, m)
				}
			}
		}
	}
}

// TestControls names each character of the two tables, as itself and as an entity.
func TestControls(t *testing.T) {
	refused := []rune{0x00, 0x01, 0x08, 0x0b, 0x1f, 0x7f, 0x80, 0x9f, 0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xe0001, 0xe0020, 0xe007f, 0xe0100, 0x200c, 0x200d}
	for _, r := range refused {
		for _, format := range []string{"a%cb\n", "[a%cb](fact:x)\n", "## a%cb\n", "![a%cb](x.png)\n", "```text\na%cb\n```\n", "`a%cb`\n"} {
			if d := parse(fmt.Sprintf(format, r)); !has(d, "text-control") {
				t.Errorf("U+%04X in %q", r, format)
			}
		}
		if r == 0 || r >= 0x80 && r < 0xa0 {
			continue // HTML makes other characters of these
		}
		if d := parse(fmt.Sprintf("a&#x%X;b\n", r)); !has(d, "text-control") {
			t.Errorf("&#x%X;", r)
		}
	}
	for _, s := range []string{"می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "❤️", "👨\u200d👩\u200d👧", "❤️\u200d🔥", "a\tb", "é", "你好", "a\u00a0b", "−5 %", "a\rb"} {
		if d := parse(s + "\n"); has(d, "text-control") {
			t.Errorf("%q: %v", s, d.Findings.Sorted())
		}
	}
}
