package decode

import (
	"strings"
	"testing"

	"explainer/internal/diag"
)

// TestAt maps a part of a text back to the file.
func TestAt(t *testing.T) {
	for _, c := range []struct{ name, in, part, want string }{
		{"plain", "title: one two", "two", "two"},
		{"plain beyond ASCII", "title: één twee ✓ drie", "drie", "drie"},
		{"plain folded", "title: one\n  two\n\n  three", "three", "three"},
		{"across a fold", "title: one\n  two", "e t", "e\n  t"},
		{"the fold", "title: one\n  two", " ", "\n  "},
		{"trailing blanks", "title: one   \n  two", "two", "two"},
		{"paragraphs", "title: one\n\n  two", "\n", "\n\n  "},
		{"single quotes", "title: 'it''s two'", "'s", "''s"},
		{"after an escaped quote", "title: 'it''s two'", "two", "two"},
		{"single folded", "title: 'one\n  two'", "two", "two"},
		{"double quotes", `title: "one two"`, "two", "two"},
		{"an escape", `title: "a\u00e9b"`, "é", `\u00e9`},
		{"after escapes", `title: "\x41\t\"\U0001F600 two"`, "two", "two"},
		{"escaped line end", "title: \"one\\\n   two\"", "two", "two"},
		{"escaped line end and a blank", "title: \"one \\\n  \\ two\"", "two", "two"},
		{"escaped line end and an empty line", "title: \"one\\\n\n  two\"", "two", "two"},
		{"double folded", "title: \"one\n\n  two\"", "two", "two"},
		{"literal", "title: |\n  one\n   two\n  three\n", "three", "three"},
		{"literal kept blanks", "title: |\n  one\n   two\n  three\n", " two", " two"},
		{"literal with indicators", "title: |2-\n   one\n  two\n", "two", "two"},
		{"literal after empty lines", "title: |\n\n\n  one\n\n  two\n", "two", "two"},
		{"folded", "title: >\n  one\n  two\n\n  three\n", "three", "three"},
		{"across a folded line", "title: >-\n  one\n  two\n", "e t", "e\n  t"},
		{"folded and indented", "title: >\n  one\n    two\n  three\n", "three", "three"},
		{"folded comment", "title: > # why\n  one\n  two\n", "two", "two"},
		{"CRLF", "title: >\r\n  one\r\n  two\r\n\r\n  three\r\n", "three", "three"},
		{"CRLF literal", "title: |\r\n  one\r\n  two\r\n", "two", "two"},
		{"CRLF plain", "title: one\r\n  two", "two", "two"},
		{"CRLF double", "title: \"one\\\r\n  two\"", "two", "two"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			v, ok := YAML[sheet]("f.yaml", []byte(c.in), &l)
			if !ok {
				t.Fatal(show(c.in, &l))
			}
			i := strings.Index(v.Title.S, c.part)
			if i < 0 {
				t.Fatalf("%q holds no %q", v.Title.S, c.part)
			}
			at := v.Title.At(i, i+len(c.part))
			if got := c.in[at.Start:at.End]; got != c.want {
				t.Errorf("%q of %q: got %q, want %q", c.part, v.Title.S, got, c.want)
			}
			whole := v.Title.Span()
			if got, want := c.in[whole.Start:whole.End], strings.TrimRight(c.in[len("title: "):], "\r\n"); got != want {
				t.Errorf("span: got %q, want %q", got, want)
			}
			end := v.Title.At(len(v.Title.S), len(v.Title.S)+9)
			if end.Start != end.End || end.End > len(c.in) {
				t.Errorf("end: %v", end)
			}
		})
	}
}
