package markdown

import (
	"explainer/internal/view"
	"fmt"
	"testing"
)

func TestTry(t *testing.T) {
	src := "Opening \"quoted\" isn't <fact:a.b?as=label> and [about 27%](fact:stake.share) -- x.\n\n## The *new* terms: <fact:x> {#new .wide}\n\nText[^n] www.example.com &amp; \\* <b>raw</b> [p](new.md#a \"ti\")\n\n> [!NOTE]\n> A note.\n\n![Words <fact:q>](figure:fig)\n\n| a | b |\n|:--|--:|\n| [1](event:e) | 2 |\n\n```go\nfunc main() { x := 1 }\n```\n\n[^n]: The note [x](source:s).\n\n### Café déjà 你好\n\n3. foo\n\n[r][ref] [bad](javascript:alert(1)) ![pic](a.png) <https://x@y.z>\n\n[ref]: fact:zz\n"
	d := Parse("p.md", []byte(src), func(i int) int { return i })
	for _, l := range d.Links {
		if l.Kind == Fact || l.Kind == Event {
			l.View = view.Mention{ID: l.ID}
			l.Partial = "mention"
			l.Text = "VAL"
		}
		if l.Kind == Figure {
			l.View = "F"
			l.Partial = "bars"
		}
		if l.Kind == Image {
			l.Href = "assets/a.png"
		}
		fmt.Printf("%+v  T=%q S=%q\n", *l, src[l.Target.Start:l.Target.End], src[l.Span.Start:l.Span.End])
	}
	b, err := d.Render(func(n string, v any) ([]byte, error) { return []byte(fmt.Sprintf("{%s %+v}", n, v)), nil })
	fmt.Println(b.Opening, err)
	for _, s := range b.Sections {
		fmt.Println("==", s.ID)
		fmt.Println(s.Body)
	}
	fmt.Println("--", b.Footnotes)
	for _, h := range d.Headings {
		fmt.Printf("%+v\n", *h)
	}
	for _, f := range d.Findings.Sorted() {
		fmt.Printf("%+v\n", f)
	}
	for _, r := range d.Runs {
		fmt.Printf("%q ", r.Text)
		if r.End-r.Start == len(r.Text) && src[r.Start:r.End] != r.Text && r.Text != " " {
			t.Error("offset", r, src[r.Start:r.End])
		}
	}
	fmt.Println(d.Plain())
}
