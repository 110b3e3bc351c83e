package decode

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"explainer/internal/diag"
)

// texts are all texts of a sheet.
func texts(v sheet) []Text {
	all := []Text{v.Title, v.Open.Text, v.Kind}
	all = append(all, v.Names...)
	all = append(all, v.Set...)
	each := func(e entry) { all = append(append(all, e.Label, e.Value, e.Says, e.At), e.List...) }
	for _, e := range v.Facts.Entries {
		all = append(all, e.Key)
		each(e.Value)
	}
	for _, e := range v.Items {
		each(e)
	}
	for _, e := range v.Words.Entries {
		all = append(all, e.Key, e.Value)
	}
	return all
}

// FuzzYAML: no input panics; every finding and every text lies in the file; characters that stand for
// themselves are found where they are.
func FuzzYAML(f *testing.F) {
	for _, s := range []string{
		"title: x\n", "title: 'it''s'\nnames: [a, 'b', \"\\u00e9\\\n  c\"]\n", "facts:\n  a: {label: x, says: 1,000 people}\n",
		"title: |2-\n   one\n\n  two\nitems:\n- label: >\n    folded\n    text\n\n      more\n  at: ~\n", "words: {a: b, ? c : d, [e]: f, <<: *g}\n",
		"\ufefftitle: one\r\n  two\r\n\r\n  three #4\r\n", "%YAML 1.1\n---\ntitle: &a !!str x\n--- \nb: *a", "title: \"\\ud800\"", "title: [[[[[[", "- - - - -", "\t: \x00\u2028\r",
		"title: |+\n\n\n  a\n   \n\n  b\n\n\n", "title: >-\n   a\n\n\n   b\n  \n    c\n", "title: \"a \\\n  \\ b\n\n  c\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var l diag.List
		v, ok := YAML[sheet]("f", in, &l)
		if ok != (l.Errors() == 0) {
			t.Fatalf("ok is %v with %d findings", ok, l.Len())
		}
		for _, f := range l.Sorted() {
			if f.Span.File != "f" || f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(in) {
				t.Fatalf("a finding out of the file: %+v", f)
			}
		}
		for _, x := range texts(v) {
			if !x.Set() {
				continue
			}
			whole := x.Span()
			if whole.Start > whole.End || whole.End > len(in) {
				t.Fatalf("%q: span %v", x.S, whole)
			}
			last := whole.Start
			for i, r := range x.S {
				at := x.At(i, i+len(string(r)))
				if at.Start < last || at.Start > at.End || at.End > whole.End {
					t.Fatalf("%q[%d]: %v after %d in %v", x.S, i, at, last, whole)
				}
				if got := string(in[at.Start:at.End]); ok && r > ' ' && got != string(r) && got != "''" && !strings.HasPrefix(got, "\\") {
					t.Fatalf("%q[%d]: %q stands there", x.S, i, got)
				}
				last = at.Start
				if i > 300 {
					break
				}
			}
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	f.Add([]byte("---\ntitle: x\ndescription: y\n---\nProse"))
	f.Add([]byte("\ufeff---\r\ntitle: x\r\n--- \r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var l diag.List
		_, body, ok := FrontMatter[matter]("f", in, &l)
		if body < 0 || body > len(in) || ok != (l.Errors() == 0) {
			t.Fatalf("body %d of %d, ok %v", body, len(in), ok)
		}
		for _, f := range l.Sorted() {
			if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(in) {
				t.Fatalf("a finding out of the file: %+v", f)
			}
		}
	})
}

// TestBombs reads inputs that take minutes wherever work grows with the square of their size.
func TestBombs(t *testing.T) {
	const size = 1 << 20
	for name, in := range map[string]string{
		"brackets":   strings.Repeat("[", size),
		"braces":     "a: " + strings.Repeat("{", size),
		"hyphens":    strings.Repeat("- ", size/2),
		"one line":   "title: x\nfacts: {" + strings.Repeat("a: {label: é, list: [x]}, ", size/30) + "}",
		"many":       "title: x\nitems: [" + strings.Repeat("{label: é, list: [x, y]}, ", size/30) + "]",
		"unknown":    "title: x\nitems:\n" + strings.Repeat("- zzz: 1\n", size/10),
		"long key":   strings.Repeat("a", size) + ": b",
		"long text":  "title: " + strings.Repeat("é ", size/3),
		"escapes":    `title: "` + strings.Repeat(`\0`, size/2) + `"`,
		"comments":   "title: x\n" + strings.Repeat("# a\n", size/4),
		"documents":  strings.Repeat("---\n", size/4),
		"flat":       "words:\n" + strings.Repeat("  a: b\n", size/8),
		"twice":      "words:\n" + strings.Repeat(numbered(size/20), 2),
		"controls":   "title: " + strings.Repeat("\x01", size),
		"blank":      "title: |\n" + strings.Repeat("\n", size),
		"aliases":    "title: &a x\nnames: [" + strings.Repeat("*a, ", size/4) + "]",
		"empty keys": "{" + strings.Repeat(":, ", size/3) + "}",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			var l diag.List
			v, _ := YAML[sheet]("f", []byte(in), &l)
			v.Title.At(0, len(v.Title.S))
			t.Logf("%v, %d findings", time.Since(start), l.Len())
		})
	}
}

// numbered is n different keys.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  k%d: x\n", i)
	}
	return b.String()
}

// BenchmarkYAML reads 10,000 entries of the shape of our facts, 1.8 MB.
func BenchmarkYAML(b *testing.B) {
	var s strings.Builder
	s.WriteString("title: x\nfacts:\n")
	for i := range 10_000 {
		fmt.Fprintf(&s, "  fact.number-%d:\n    label: A label of about the length that labels have, with a few more words\n    value: about %d%%\n    says: confirmed\n    list: [one, two, three]\n    at: \"¶10\"\n", i, i)
	}
	in := []byte(s.String())
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		var l diag.List
		if _, ok := YAML[sheet]("f", in, &l); !ok {
			b.Fatal(show(s.String(), &l))
		}
	}
}
