package check

import (
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/site"
)

const megabyte = 1 << 20

// TestHostile gives one block a megabyte of what takes the longest. Anything that grew with the square of it
// would not come back.
func TestHostile(t *testing.T) {
	ix, l, files := figureSite{settings: "names: [1a]\nexempt: [{text: 1 1x, reason: r}, {text: two years, reason: r}]\n"}.index(t)
	share := &site.Bound{Kind: site.ToFact, ID: "share", Words: "1"}
	many := func(text string, link *site.Bound) []site.Piece {
		var ps []site.Piece
		for i := range megabyte / 16 {
			ps = append(ps, site.Piece{Text: text, Span: diag.Span{File: "content/index.md", Start: 2 * i, End: 2*i + len(text)}})
			ps = append(ps, site.Piece{Text: "1", Link: link, Span: diag.Span{File: "content/index.md", Start: 2*i + 1, End: 2*i + 2}})
		}
		return ps
	}
	one := func(text string) []site.Piece {
		text = strings.Repeat(text, megabyte/len(text))
		return []site.Piece{{Text: text, Span: diag.Span{File: "content/index.md", End: len(text)}}}
	}
	for _, c := range []struct {
		name   string
		pieces []site.Piece
		loose  int
	}{
		{"one figure", one("7"), 1},
		{"many figures", one("7 "), megabyte / 2},
		{"signs", one("1("), 1},
		{"brackets", one("(((1"), 1},
		{"exempt", one("1a "), 0},
		{"half exempt", one("1 1x "), 0},
		{"nearly exempt", one("1 1y "), 2 * (megabyte / 5)},
		{"words", one("two years "), 0},
		{"half words", one("two yea "), 0},
		{"spaces", one("1" + strings.Repeat(" ", 1000)), megabyte / 1001},
		{"unseen", one("1" + strings.Repeat("\u200b", 1000)), 1},
		{"Arabic digits", one("٧ "), megabyte / 3},
		{"many links", many("-", share), 0},
		{"many links that touch figures", many("2", share), 0},
		{"many links beside figures", many(" 2 ", share), megabyte / 16},
		{"many pieces", many(" 2 ", nil), 2 * megabyte / 16},
	} {
		t.Run(c.name, func(t *testing.T) {
			var own diag.List
			got := NewFigures(ix, whereIn(files), l).Texts("index", c.pieces, &own)
			if got.Loose != c.loose {
				t.Errorf("%d loose, want %d", got.Loose, c.loose)
			}
			if own.Len() > maxFound {
				t.Errorf("%d findings", own.Len())
			}
		})
	}
}

// TestUnread takes pieces away from a page, as a slip of the parser would.
func TestUnread(t *testing.T) {
	for _, c := range []struct {
		body string
		lost bool // what is taken away is missed
	}{
		{"It is 27% of it.", true},
		{"Words.\n\n- It is 27% of it.", true},
		{"> It is 27%", true},
		{"## The year 2025", true},
		{"Words\n1986 words", true},
		{"    code 27", true},
		{"3.14 is pi", true},
		// Digits that no reader sees, or that the count leaves alone.
		{"Words.", false},
		{"1. first\n2. second", false},
		{"- 1. first\n  2) second", false},
		{"> 1. first\n3.", false},
		{"[words](https://example.org/2025)", false},
		{"[words](<https://example.org/2025>\n\"title\")", false},
		{"[r]: /2025\n\nWords.", false},
		{"## Words {#part-2}", false},
		{"Words.[^1]\n\n[^1]: A note.", false},
		{"| a | b |\n|---|---|\n| c | d | 5 |", false},
		{"&#50; words", false},
		{"", false},
	} {
		ix, _, files := figureSite{body: c.body}.index(t)
		for _, m := range ix.Pages {
			if m.Name != "index" {
				continue
			}
			src := []byte(files[m.File])
			p := ix.Page(m, src, "", drawNothing)
			var l diag.List
			if unread(p, src[m.Body:], &l); l.Len() > 0 {
				t.Errorf("%q: nothing is lost, yet: %s", c.body, l.Sorted()[0].Message)
			}
			p.Pieces = nil
			if unread(p, src[m.Body:], &l); (l.Len() > 0) != c.lost {
				t.Errorf("%q: all is lost, found is %v", c.body, l.Sorted())
			}
		}
	}
}

// TestUnreadQuiet: the count must never find what is not so. Every page of the other tests is read whole.
func TestUnreadQuiet(t *testing.T) {
	for _, part := range []string{"27", "1.", "2)", "- ", "> ", "    ", "\t", "# ", "*", "_", "~", "3. 4. 5", "---", ":", "+ 1", "words", "\\1", "`1`", "1\n2", "1\r\n2", "www.a.org/1", "1. 1) 1"} {
		for _, second := range []string{"27", "1. x", "  2)", "> 3", "- 4. y", "\n5", "\n\n6", "\n  7", "\n    8", "\n> 9", "\n---", "\n: 10", "\n\n~~~\n11\n~~~", "\n~~~\n12", "\n\n***\n13"} {
			body := part + second
			if said := (figureSite{body: body}).judge(t).said(); strings.Contains(said, "figure-unread") {
				t.Errorf("%q: %s", body, said)
			}
		}
	}
}

// A page of 4 KB with twenty-five mentions, as a large site has ten thousand of.
func benchmarkPage(b *testing.B, body string) {
	ix, l, files := figureSite{body: body}.index(b)
	f := NewFigures(ix, whereIn(files), l)
	for _, m := range ix.Pages {
		if m.Name != "index" {
			continue
		}
		src := []byte(files[m.File])
		p := ix.Page(m, src, "", drawNothing)
		if f.Page(p, src[m.Body:]); p.Findings.Len() > 0 {
			b.Fatal(p.Findings.Sorted())
		}
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			f.Page(p, src[m.Body:])
		}
	}
}

func BenchmarkFiguresWords(b *testing.B) {
	benchmarkPage(b, strings.Repeat("Words of a page that holds no figure at all, and says “nothing” in many lines.\nThere is little to say of it.\n\n", 36))
}

func BenchmarkFiguresMentions(b *testing.B) {
	benchmarkPage(b, strings.Repeat("Words of a page that leans on <fact:share> of it, by [October 2025](event:deal), and says\nmore of it than there is to say, or than anybody would like to read, so that it is long.\n\n", 13))
}
