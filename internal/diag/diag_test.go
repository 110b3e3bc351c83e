package diag

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	src := []byte("one\ntwo ü three\r\nfour")
	for _, c := range []struct{ offset, line, column int }{
		{0, 1, 1}, {3, 1, 4}, {4, 2, 1}, {8, 2, 5}, {10, 2, 6}, {18, 3, 1}, {22, 3, 5}, {99, 3, 5}, {-5, 1, 1},
	} {
		line, column := Position(src, c.offset)
		if line != c.line || column != c.column {
			t.Errorf("Position(%d) = %d:%d, want %d:%d", c.offset, line, column, c.line, c.column)
		}
		if c.offset >= 0 && c.offset <= len(src) {
			if got := Offset(src, line, column); got != c.offset {
				t.Errorf("Offset(%d:%d) = %d, want %d", line, column, got, c.offset)
			}
		}
	}
	if got := Offset(src, 9, 1); got != len(src) {
		t.Errorf("a line that is not there: %d", got)
	}
}

func TestSorted(t *testing.T) {
	var l, other List
	l.Add("yaml-key", Span{"b.yaml", 5, 6}, "b", "")
	l.Add("yaml-key", Span{"a.yaml", 9, 10}, "late", "")
	other.Add("yaml-key", Span{"a.yaml", 2, 3}, "early", "")
	other.Add("review-due", Span{"a.yaml", 2, 3}, "another code", "")
	other.Add("yaml-key", Span{"a.yaml", 2, 4}, "said again by another room", "")
	l.Join(&other)
	var got []string
	for _, f := range l.Sorted() {
		got = append(got, f.Message)
	}
	if want := []string{"another code", "early", "late", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if l.Errors() != 4 || l.Len() != 5 {
		t.Errorf("%d errors of %d", l.Errors(), l.Len())
	}
}

func TestPrinter(t *testing.T) {
	files := map[string]string{
		"a.md":    "first\nMicrosoft holds [28%](fact:x) of it.\r\nlast",
		"wide.md": strings.Repeat("é", 300) + "X" + strings.Repeat("z", 300),
		"bad.md":  "a\x1b[31m \u202eevil",
	}
	read := func(name string) ([]byte, error) { return []byte(files[name]), nil }
	for _, c := range []struct {
		name string
		f    Finding
		want string
	}{
		{"excerpt and hint", Finding{Code: "fact-unknown", Level: Error, Span: Span{"a.md", 22, 27}, Message: "no fact", Hint: "did you mean y?"},
			"a.md:2:17: error: no fact [fact-unknown]\n     2 | Microsoft holds [28%](fact:x) of it.\n       |                 ^~~~~\n    hint: did you mean y?\n"},
		{"a point has no excerpt", Finding{Code: "review-due", Level: Warning, Span: Span{"a.md", 6, 6}, Message: "due", Hint: ""}, "a.md:2:1: warning: due [review-due]\n"},
		{"the site as a whole", Finding{Code: "facts-missing", Level: Error, Span: Span{}, Message: "no facts", Hint: ""}, "error: no facts [facts-missing]\n"},
		{"nothing of a file reaches the terminal raw", Finding{Code: "text-control", Level: Error, Span: Span{"bad.md", 1, 2}, Message: "see \x1b[2J", Hint: ""},
			"bad.md:1:2: error: see \\u001b[2J [text-control]\n     1 | a\\u001b[31m \\u202eevil\n       |  ^\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := (Printer{Read: read}).Print(&b, []Finding{c.f}); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
			}
		})
	}
	var b strings.Builder
	if err := (Printer{Read: read}).Print(&b, []Finding{{Code: "html-raw", Span: Span{"wide.md", 600, 601}, Message: "m"}}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if n := utf8.RuneCountInString(lines[1]); n > 180 {
		t.Errorf("an excerpt of %d characters", n)
	}
	mark := utf8.RuneCountInString(lines[2][:strings.IndexByte(lines[2], '^')])
	if got := []rune(lines[1])[mark]; got != 'X' {
		t.Errorf("the mark stands under %q", got)
	}
	b.Reset()
	if err := (Printer{Colour: true}).Print(&b, []Finding{{Code: "html-raw", Level: Error, Span: Span{}, Message: "m", Hint: ""}}); err != nil || !strings.Contains(b.String(), "\x1b[1;31merror\x1b[0m") {
		t.Errorf("no colour in %q (%v)", b.String(), err)
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"stake.share.june", "stake.share.march", "valuation.march", "share.end", "go"}
	for _, c := range []struct{ name, want string }{
		{"stake.share.jnue", "did you mean stake.share.june or stake.share.march?"},
		{"share.ned", "did you mean share.end?"},
		{"valuation", "did you mean valuation.march?"},
		{"klingon", ""},
		{"", ""},
	} {
		if got := DidYouMean(c.name, names); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCatalogue(t *testing.T) {
	codes := Catalogue()
	if !slices.IsSortedFunc(codes, func(a, b Entry) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the catalogue is not sorted by code, and Explain searches it by halves")
	}
	for i, e := range codes {
		if i > 0 && codes[i-1].Code == e.Code {
			t.Errorf("%s stands twice", e.Code)
		}
		if len(e.Says) < 30 || !strings.HasSuffix(e.Says, ".") {
			t.Errorf("%s: %q is not a sentence", e.Code, e.Says)
		}
		if got, ok := Explain(e.Code); !ok || got != e {
			t.Errorf("Explain does not find %s", e.Code)
		}
	}
	if _, ok := Explain("no-such-code"); ok {
		t.Error("Explain finds a code that is not there")
	}
}
