package markdown

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// page is 8 KB of prose with 25 mentions, headings, a list, a table and a footnote.
func page() string {
	var b strings.Builder
	words := "The agreement as revised keeps the licence and changes who may sell what, where, and until when. "
	for i := range 25 {
		if i%5 == 0 {
			fmt.Fprintf(&b, "## Section %c\n\n", 'a'+i/5)
		}
		b.WriteString(words + words)
		if i%2 == 0 {
			fmt.Fprintf(&b, "It is <fact:stake.share.n%d> of it. ", i)
		} else {
			fmt.Fprintf(&b, "It is [about 27 per cent](fact:stake.share.n%d) of it. ", i)
		}
		b.WriteString("See [the new terms](new-terms.md#licence), *as converted*.\n\n")
	}
	b.WriteString("- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nNote[^a].\n\n[^a]: Text.\n")
	return b.String()
}

const mention = `<span class="m"><button popovertarget="card-1" aria-label="x"></button>about 27%</span>`

func kept(name string, v any) (view.Markup, error) { return mention, nil }

func bindAll(d *Doc) {
	for _, l := range d.Links {
		if l.Kind == Fact {
			l.View, l.Partial, l.Text = view.Mention{ID: l.ID}, "mention", "about 27%"
		} else {
			l.Href = "x.html"
		}
	}
}

func BenchmarkPage(b *testing.B) {
	src := []byte(page())
	at := func(i int) int { return i }
	b.SetBytes(int64(len(src)))
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			Parse("page.md", src, at)
		}
	})
	b.Run("render", func(b *testing.B) {
		b.ReportAllocs()
		d := Parse("page.md", src, at)
		bindAll(d)
		for b.Loop() {
			if _, err := d.Render(kept); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("both", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d := Parse("page.md", src, at)
			bindAll(d)
			if _, err := d.Render(kept); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkInline(b *testing.B) {
	at := func(s, e int) diag.Span { return diag.Span{File: "facts.yaml", Start: s, End: e} }
	for name, src := range map[string]string{
		"plain": "Paper value of that stake, at the valuation of March", "quote": "Microsoft's stake in OpenAI's for-profit company, as converted",
		"link": "A share of [October](event:recapitalisation) on a valuation of <fact:valuation>",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d := ParseInline("facts.yaml", src, at)
				for _, l := range d.Links {
					l.View, l.Partial = view.Mention{ID: l.ID}, "mention"
				}
				if _, err := d.Inline(kept); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
