package markdown

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// everything is a page with each construct of the dialect.
const everything = `Opening "quoted" isn't <fact:a.b?as=label>, [about *27%*](fact:stake.share) -- x.

## The *new* terms: <fact:x> {#new .wide}

Text[^n] www.example.com &amp; \* [p](new.md#a "ti") [r][ref]
second line ![pic](a.png) ` + "`code 1`" + `\
third.

> [!NOTE]
> A note, [as converted](word:w).

![Words <fact:q>](figure:fig)

| a | b |
|:--|--:|
| [1](event:e) | 2 |

` + "```go\nfunc main() { x := 1 }\n```" + `

Term
: Definition [x](source:s).

### Sub

[^n]: The note [x](source:s).

[ref]: fact:zz
`

func TestLinks(t *testing.T) {
	d := parse(everything)
	var got []string
	for _, l := range d.Links {
		got = append(got, fmt.Sprintf("%d %s#%s?%s %q %v%v%v %q", l.Kind, l.ID, l.Anchor, l.As, l.Words, l.Auto, l.Heading, l.Alt, everything[l.Target.Start:l.Target.End]))
	}
	want := []string{
		`1 a.b#?label "" truefalsefalse "fact:a.b?as=label"`,
		`1 stake.share#? "about 27%" falsefalsefalse "fact:stake.share"`,
		`1 x#? "" truetruefalse "fact:x"`,
		`7 http://www.example.com#? "www.example.com" falsefalsefalse "www.example.com"`,
		`6 new#a? "p" falsefalsefalse "new.md#a"`,
		`1 zz#? "r" falsefalsefalse "fact:zz"`,
		`8 a.png#? "pic" falsefalsefalse "a.png"`,
		`3 w#? "as converted" falsefalsefalse "word:w"`,
		`5 fig#? "Words " falsefalsefalse "figure:fig"`,
		`1 q#? "" truefalsetrue "fact:q"`,
		`2 e#? "1" falsefalsefalse "event:e"`,
		`4 s#? "x" falsefalsefalse "source:s"`,
		`4 s#? "x" falsefalsefalse "source:s"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s", strings.Join(got, "\n"))
	}
	if d.Findings.Len() != 0 {
		t.Error(d.Findings.Sorted())
	}
	exact(t, everything, d)
}

func TestRuns(t *testing.T) {
	src := "## A <fact:x>&nbsp;b\n\nc `d` *e*2\nf\\\ng [h](source:i) [2](x.md \"j\") ![k](l.png)\n\n|m|\n|-|\n|n|\n\n    o\n"
	var got []string
	for _, r := range parse(src).Runs {
		link := ""
		if r.Link != nil {
			link = r.Link.ID
		}
		got = append(got, fmt.Sprintf("%d:%d:%q:%s", r.Block, r.Kind, r.Text, link))
	}
	want := `0:1:"A ": 0:1:"":x 0:1:"\u00a0": 0:1:"b": 1:0:"c ": 1:3:"d": 1:0:" ": 1:0:"e": 1:0:"2": 1:0:" ": 1:0:"f": 1:0:"\n": 1:0:"g ": 1:0:"h":i 1:0:" ": 1:0:"2": 1:6:"j": 1:0:" ": 1:5:"k": 2:2:"m": 3:2:"n": 4:4:"o": 4:4:"\n":`
	if strings.Join(got, " ") != want {
		t.Errorf("got:\n%s", strings.Join(got, " "))
	}
}

func TestPlain(t *testing.T) {
	d := parse("## A <fact:x> & \"b\"\n\nc *d* [e](fact:f \"g\")\n")
	d.Links[0].Text = "27%"
	if got, want := d.Plain(), "A 27% & “b”\nc d e"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if d.Headings[0].Plain != "A 27% & “b”" {
		if _, err := d.Render(sketch); err == nil || err.Error() == "" { // no partial yet: links are not bound
			t.Log(err)
		}
		if d.Headings[0].Plain != "A 27% & “b”" {
			t.Error(d.Headings[0].Plain)
		}
	}
	line := ParseInline("", "a <fact:x>", func(s, e int) diag.Span { return diag.Span{Start: s, End: e} })
	line.Links[0].Text = "28%"
	if line.Plain() != "a 28%" {
		t.Error(line.Plain())
	}
}

// TestUnbound: what has no view and no address prints as its words.
func TestUnbound(t *testing.T) {
	d := parse("[a *b*](fact:c) <fact:d> [e](f.md) ![g](h.png)\n\n![i](figure:j)\n")
	b, err := d.Render(nil)
	if want := "<p>a <em>b</em> fact:d e g</p>\n<p>i</p>\n"; err != nil || string(b.Opening) != want {
		t.Errorf("%q %v", b.Opening, err)
	}
}

func TestPartialError(t *testing.T) {
	broken := errors.New("broken")
	for _, src := range []string{"<fact:a>", "[b](fact:a)", "![b](figure:a)", "x[^a]\n\n[^a]: y", "> [!NOTE]\n> x", "## <fact:a>", "|<fact:a>|\n|-|\n"} {
		d := parse(src)
		bind(d)
		if _, err := d.Render(func(string, any) (view.Markup, error) { return "", broken }); !errors.Is(err, broken) {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestCopy(t *testing.T) {
	d := ParseInline("", "a <fact:x> [b](fact:y)", func(s, e int) diag.Span { return diag.Span{Start: s, End: e} })
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			c := d.Copy()
			for _, l := range c.Links {
				l.View, l.Partial, l.Text = view.Mention{Number: i, ID: l.ID}, "mention", fmt.Sprint(i)
			}
			m, err := c.Inline(sketch)
			if want := fmt.Sprintf("a {mention %d x %d} {mention %d y b}", i, i, i); err != nil || string(m) != want {
				t.Errorf("%s %v", m, err)
			}
			if want := fmt.Sprintf("a %d b", i); c.Plain() != want {
				t.Error(c.Plain())
			}
		})
	}
	group.Wait()
	if d.Links[0].View != nil {
		t.Error("the original was bound")
	}
}

func TestConcurrent(t *testing.T) {
	d := parse(everything)
	bind(d)
	want := whole(t, d)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			d := parse(everything)
			bind(d)
			if whole(t, d) != want {
				t.Error("pages that are parsed at one time differ")
			}
		})
	}
	group.Wait()
	if got := whole(t, d); got != want {
		t.Error("drawn twice, a page differs")
	}
}

// TestLineEnds: CRLF is LF, byte for byte, and every place points at the same words.
func TestLineEnds(t *testing.T) {
	sources := []string{everything}
	for _, e := range specification(t) {
		sources = append(sources, e.Markdown)
	}
	for _, lf := range sources {
		if strings.Contains(lf, "\r") {
			continue
		}
		crlf := strings.ReplaceAll(lf, "\n", "\r\n")
		a, b := parse(lf), parse(crlf)
		bind(a)
		bind(b)
		if whole(t, a) != whole(t, b) {
			t.Errorf("%q differs", lf)
		}
		for i, l := range a.Links {
			x, y := lf[l.Span.Start:l.Span.End], crlf[b.Links[i].Span.Start:b.Links[i].Span.End]
			if strings.ReplaceAll(y, "\r", "") != x {
				t.Errorf("%q: %q, %q", lf, x, y)
			}
		}
		exact(t, crlf, b)
	}
}

func TestUTF8(t *testing.T) {
	d := parse("a\xffb é <fact:x>\n")
	if got := d.Plain(); got != "a?b é " {
		t.Errorf("%q", got)
	}
	exact(t, "a\xffb é <fact:x>\n", d)
}

func TestSlug(t *testing.T) {
	for words, want := range map[string]string{
		"Café déjà": "cafe-deja", "Cafe\u0301 de\u0301ja\u0300": "cafe-deja", "Straße & Æther": "strasse-aether", "  A -- B  ": "a-b",
		"!?": "", "你好，世界": "你好世界", "Ελληνικά": "ελληνικά", "a/b_c": "a-b-c", "Tiếng Việt": "tieng-viet", "e\u0301": "e", "2026": "2026",
	} {
		if got := slug(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
	if got := slug(strings.Repeat("x", 1000)); len(got) > maxSlug+3 {
		t.Error(len(got))
	}
}

func TestInline(t *testing.T) {
	at := func(s, e int) diag.Span { return diag.Span{Start: s + 100, End: e + 100} }
	for src, want := range map[string]string{
		"":                       "",
		"plain words, 27%":       "plain words, 27%",
		"a\n\nb":                 "a\nb",
		" a ":                    "a",
		"# a":                    "# a",
		"1. a\n2. b":             "1. a\n2. b",
		"> a":                    "&gt; a",
		"- a":                    "- a",
		"a | b\n--|--":           "a | b\n–|–",
		"[x]: y":                 "[x]: y",
		"`<b>`":                  "<code>&lt;b&gt;</code>",
		"a & b":                  "a &amp; b",
		"é":                      "é",
		"Microsoft's":            "Microsoft’s",
		"    a":                  "a",
		"see https://a.example/": `see <a href="https://a.example/">https://a.example/</a>`,
	} {
		d := ParseInline("facts.yaml", src, at)
		got, err := d.Inline(sketch)
		if err != nil || string(got) != want {
			t.Errorf("%q: %q, want %q (%v)", src, got, want, err)
		}
		if strings.Contains(src, "\n\n") != has(d, "text-paragraphs") {
			t.Errorf("%q: %v", src, d.Findings.Sorted())
		}
	}
	d := ParseInline("facts.yaml", "a <fact:b>", at)
	if d.Links[0].Target.Start != 103 || d.Runs[0].Start != 100 {
		t.Errorf("%+v %+v", d.Links[0], d.Runs[0])
	}
}

// TestPlainText: the way that needs no parser gives what the parser gives.
func TestPlainText(t *testing.T) {
	for _, s := range []string{"Paper value of that stake", "27% - a.b (c), d; e/f + g = h", "a, b", "www", "ww.w", "x $ 1^2 {y} #z |"} {
		if !plainText(s) {
			t.Errorf("%q is not taken as plain", s)
		}
		slow := ParseInline("", s+"<fact:a>", func(s, e int) diag.Span { return diag.Span{} })
		m, err := slow.Inline(nil)
		if err != nil || string(m) != s+"fact:a" {
			t.Errorf("%q: %q %v", s, m, err)
		}
	}
	for _, s := range []string{" a", "a ", "a\n", "--", "...", "..", "a'b", "http://x", "www.a.example", "a@b.c", "é", "a&b", "<", "*", "\x00"} {
		if plainText(s) {
			t.Errorf("%q is taken as plain", s)
		}
	}
}
