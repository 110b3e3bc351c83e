package diag

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// nasty are texts that have broken other programs' output.
var nasty = []string{
	"", "plain", "a\tb\r\nc\x00\x1b[31mred\x1b[0m\x7f\u0085", "\u202eltr\u2066\u2069\u200f\u061c", "\u2028\u2029\ufeff\ufffd",
	"\xff\xfe\xc3(", "\U0001f600\U0010ffff", `"\u0022\\`, "</script><!--", "::error::x\r\n::stop-commands::y", "##[error]z",
	"%0A::error::%25%0D", "a:b,c=d;e]f", "{0} {{.X}} [words](http://example.org)", "\x1b]8;;http://example.org\x07link\x1b]8;;\x07",
	strings.Repeat("long ", 20_000),
}

// everywhere puts each nasty text into each place that an author's text can reach.
func everywhere() []Finding {
	var all []Finding
	for i, text := range nasty {
		all = append(all,
			Finding{"fact-unknown", Error, Span{text, i, i + 3}, text, text, Fix{Span{text, i, i + 1}, text}, Choice{Warning, Span{text, i, i}, text}, nil},
			Finding{Code: "review-due", Level: Warning, Span: Span{}, Message: text, Hint: ""},
			Finding{text, Error, Span{File: "content/index.md", Start: 1 << 40, End: 3}, "no such code", text, Fix{Span{"content/index.md", 3, 1 << 40}, ""}, Choice{}, nil})
	}
	return all
}

func TestWriteJSONIsSafeAndExact(t *testing.T) {
	for _, text := range nasty {
		var b strings.Builder
		if err := WriteJSON(&b, map[string]string{"text": text}); err != nil {
			t.Fatal(err)
		}
		if i := strings.IndexFunc(b.String(), covert); i >= 0 || !utf8.ValidString(b.String()) {
			t.Errorf("%q: a terminal would obey %q", text, b.String())
		}
		var back map[string]string
		if err := json.Unmarshal([]byte(b.String()), &back); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want := text
		if !utf8.ValidString(text) {
			want = string([]rune(text))
		}
		if back["text"] != want {
			t.Errorf("%q came back as %q", text, back["text"])
		}
	}
}

func TestJSONHasEveryKey(t *testing.T) {
	var b strings.Builder
	e := Exporter{Name: "explainer", Version: "v", Prefix: "site/", Read: func(string) ([]byte, error) { return nil, errors.New("gone") }}
	if err := e.JSON(&b, everywhere()); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	findings := doc["findings"].([]any)
	if len(findings) != len(everywhere()) {
		t.Fatalf("%d findings", len(findings))
	}
	for i, f := range findings {
		f := f.(map[string]any)
		for _, key := range []string{"code", "level", "message", "hint", "file", "line", "column", "end_line", "end_column", "start", "end", "fix", "choice"} {
			if _, ok := f[key]; !ok {
				t.Errorf("finding %d has no %s", i, key)
			}
		}
		if inFile := f["file"] != ""; inFile && f["line"].(float64) != 1 || !inFile && f["line"].(float64) != 0 {
			t.Errorf("finding %d of file %q is in line %v", i, f["file"], f["line"])
		}
		if f["end"].(float64) < f["start"].(float64) {
			t.Errorf("finding %d ends before it begins", i)
		}
	}
}

// The quick way to a line and column finds what the plain one finds, in any order of asking.
func TestPlacesAsPosition(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "ü", "\U0001f600", "\n", "\r\n", "\xff", "\xe2\x82", "\x82", "e\u0301"}
	for range 300 {
		var src []byte
		for range random.IntN(40) {
			src = append(src, pieces[random.IntN(len(pieces))]...)
		}
		p := places{read: func(string) ([]byte, error) { return src, nil }}
		for range 40 {
			start := random.IntN(len(src)+4) - 2
			end := start + random.IntN(6) - 2
			got := p.of(Span{"a.md", start, end})
			var want region
			want.line, want.column = Position(src, start)
			want.endLine, want.endColumn = Position(src, max(start, end))
			if got != want {
				t.Fatalf("%q from %d to %d: got %+v, want %+v", src, start, end, got, want)
			}
		}
	}
}
