package share

import (
	"bytes"
	"errors"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/view"
)

var cardsDir = flag.String("cards", "", "write the sample cards into this `folder`, to look at")

var record = []string{"Facts as of 30\u00a0September\u00a02026", "136 facts: 78 confirmed, 9 computed"}

var samples = map[string]Card{
	"page":   {Site: "The Microsoft–OpenAI agreement", Title: "What changed between Microsoft and OpenAI", Text: "The agreement that Microsoft and OpenAI revised on 27 April 2026, in brief. What it was, what it is now, and what the companies have not published.", Lines: record},
	"short":  {Site: "A site", Title: "Figures", Text: "All.", Lines: record[:1]},
	"long":   {Site: strings.Repeat("A very long name of a site ", 6), Title: strings.Repeat("A title that goes on and on ", 10), Text: strings.Repeat("Words and more words about it. ", 20), Lines: []string{strings.Repeat("A source with a long name, ", 9), "b", "c", "d", "e", "f"}},
	"word":   {Site: strings.Repeat("W", 200), Title: strings.Repeat("W", 300), Text: strings.Repeat("W", 300), Lines: []string{strings.Repeat("W", 300)}},
	"figure": {Site: "The Microsoft–OpenAI agreement", Title: "Microsoft's stake in OpenAI's for-profit company, as converted", Qualifier: "about", Value: "27%", Status: "confirmed", Lines: []string{"As of 28 October 2025", "OpenAI, 28 October 2025"}},
	"range":  {Site: "A site", Title: "Growth of revenue in the year to June, against the year before it, as two reports have it", Qualifier: "", Value: "−2% to −5%", Status: "disputed", Lines: []string{"As of June 2026"}},
	"words":  {Site: "A site", Title: "Wording of the exception", Value: "“cannot and chooses not to support the necessary capabilities”", Status: "rumoured", Lines: []string{"As of 2026"}},
	"huge":   {Site: "A site", Title: strings.Repeat("A label that goes on ", 16), Qualifier: "more than", Value: strings.Repeat("9,999,999 ", 12), Status: "computed", Lines: []string{"As of 28 October 2025", strings.Repeat("A source, ", 30)}},
	"half":   {Site: "A site", Title: "Revenue × 2 ÷ 3 ≈ €1 £2 ½ → “quoted” ‘single’ …", Value: "$228.3bn", Status: "reported", Lines: []string{"As of 28 October 2025"}},
	"empty":  {},
}

func drawn(t testing.TB, c Card) []byte {
	t.Helper()
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCards draws cards of every sort: of the size that networks ask for, small enough, the same each time,
// with nothing in the margins.
func TestCards(t *testing.T) {
	for name, c := range samples {
		t.Run(name, func(t *testing.T) {
			data := drawn(t, c)
			if !bytes.Equal(data, drawn(t, c)) {
				t.Error("drawn twice, the bytes differ")
			}
			if len(data) > 60_000 {
				t.Errorf("%d bytes", len(data))
			}
			if *cardsDir != "" {
				if err := os.WriteFile(filepath.Join(*cardsDir, name+".png"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height {
				t.Errorf("%v", b)
			}
			inked := 0
			for y := range Height {
				for x := range Width {
					if img.At(x, y) == paper {
						continue
					}
					inked++
					if x < margin-4 || x > right+4 || y < 40 || y > bottom+8 {
						t.Fatalf("ink at %d, %d: outside the margins", x, y)
					}
				}
			}
			if inked < 3000 {
				t.Errorf("%d pixels have ink", inked)
			}
		})
	}
}

// TestColumns looks at the gutters beside the stem: nothing may run into them.
func TestColumns(t *testing.T) {
	for name, c := range samples {
		img, err := png.Decode(bytes.NewReader(drawn(t, c)))
		if err != nil {
			t.Fatal(err)
		}
		for y := bottom - 60; y < bottom-gutter; y++ {
			for _, x := range []int{stem - 12, stem - 6, stem + 8, stem + 16} {
				if img.At(x, y) != paper {
					t.Fatalf("%s: ink beside the stem at %d, %d", name, x, y)
				}
			}
		}
	}
}

// TestLongValue: a value is whole or its card is not drawn, since half a figure is a wrong one.
func TestLongValue(t *testing.T) {
	for _, value := range []string{strings.Repeat("9,999,999 ", 60), strings.Repeat("9", 200)} {
		if data, err := (Card{Title: "x", Value: value}).PNG(); !errors.Is(err, ErrLong) || data != nil {
			t.Errorf("%.20s: %d bytes, %v", value, len(data), err)
		}
	}
}

// TestWords makes sure that each word shows: a card without it is another picture.
func TestWords(t *testing.T) {
	whole := samples["figure"]
	for what, change := range map[string]func(*Card){
		"site": func(c *Card) { c.Site = "" }, "title": func(c *Card) { c.Title = "" }, "qualifier": func(c *Card) { c.Qualifier = "" },
		"value": func(c *Card) { c.Value = "28%" }, "status": func(c *Card) { c.Status = "reported" }, "date": func(c *Card) { c.Lines = c.Lines[1:] },
	} {
		c := whole
		change(&c)
		if bytes.Equal(drawn(t, c), drawn(t, whole)) {
			t.Errorf("the card does not show its %s", what)
		}
	}
	marks := map[string]view.Status{}
	for _, status := range []view.Status{"confirmed", "reported", "rumoured", "computed", "disputed"} {
		c := Card{Title: "x", Value: "1", Status: status}
		data := string(drawn(t, c))
		if other, same := marks[data]; same {
			t.Errorf("%s looks like %s", status, other)
		}
		marks[data] = status
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text       string
		wide, high int
		lines      int
		last       string
	}{
		{"One line", 1000, 100, 1, "One line"},
		{"", 1000, 100, 0, ""},
		{"two words", 230, 200, 2, "words"},
		{"two\u00a0words", 1000, 100, 1, "two\u00a0words"},
		{strings.Repeat("word ", 90), 400, 100, 2, "word word word…"},
		{strings.Repeat("x", 400), 400, 100, 2, "xxxxxxxxxxxxxxxxxx…"},
		{"soft\u00adhyphen and zero\u200bwidth", 1000, 100, 1, "softhyphen and zerowidth"},
	} {
		b := fit(serif, c.text, c.wide, c.high, 60, 40)
		last := ""
		if len(b.lines) > 0 {
			last = b.lines[len(b.lines)-1]
		}
		if len(b.lines) != c.lines || last != c.last {
			t.Errorf("%.20q: %d lines, last %q, want %d and %q", c.text, len(b.lines), last, c.lines, c.last)
		}
		for _, line := range b.lines {
			if w := width(b.style.face(), line); w > c.wide {
				t.Errorf("%.20q: %q is %d wide", c.text, line, w)
			}
		}
	}
}

func TestMissing(t *testing.T) {
	for text, want := range map[string]string{
		"Plain − × ÷ – — “ ” ‘ ’ … ½ · € £ ¥ $ ≈ → é ü ñ Ø Ł ∞ ≤ ≥ ™ ² № Ω Ж": "",
		"with\u00a0spaces\u202fthat\u2009differ\u200b": "",
		"百度 and 百":      "百度",
		"a \U0001f600!": "\U0001f600",
		"שלום":          "שלום",
		"e\u0301":       "\u0301",
	} {
		if got := string(Missing(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if b := fit(sans, "Baidu (百度)", 1000, 100, 30, 30); b.lines[0] != "Baidu ()" {
		t.Errorf("%q", b.lines)
	}
}

func BenchmarkCard(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		drawn(b, samples["page"])
	}
}
