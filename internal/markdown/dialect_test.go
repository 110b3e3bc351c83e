package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/view"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/*.txtar")

// TestDialect reads testdata/*.txtar: the first line says the rule, in.md is the page (or in.txt one
// line of inline Markdown), out.html what it becomes, findings what is said of it.
func TestDialect(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			comment, parts := archive(string(data))
			var d *Doc
			var src, html string
			if line, ok := parts["in.txt"]; ok {
				src = strings.TrimSuffix(line, "\n")
				d = ParseInline("facts.yaml", src, func(s, e int) diag.Span { return diag.Span{File: "facts.yaml", Start: s, End: e} })
				bind(d)
				m, err := d.Inline(sketch)
				if err != nil {
					t.Fatal(err)
				}
				html = string(m) + "\n"
			} else {
				src = parts["in.md"]
				d = parse(src)
				bind(d)
				html = whole(t, d)
			}
			var said strings.Builder
			for _, f := range d.Findings.Sorted() {
				line, column := diag.Position([]byte(src), f.Span.Start)
				fmt.Fprintf(&said, "%d:%d %q: %s [%s]\n", line, column, src[f.Span.Start:f.Span.End], f.Message, f.Code)
			}
			if *update {
				in := "in.md"
				if _, ok := parts["in.txt"]; ok {
					in = "in.txt"
				}
				out := comment + "-- " + in + " --\n" + parts[in] + "-- out.html --\n" + html + "-- findings --\n" + said.String()
				if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if html != parts["out.html"] {
				t.Errorf("%s\n got: %s\nwant: %s", comment, html, parts["out.html"])
			}
			if said.String() != parts["findings"] {
				t.Errorf("%s\n got: %s\nwant: %s", comment, said.String(), parts["findings"])
			}
			exact(t, src, d)
		})
	}
}

// archive splits a file in the txtar format.
func archive(s string) (comment string, parts map[string]string) {
	parts = map[string]string{}
	name := ""
	for line := range strings.Lines(s) {
		if n, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(n, " --\n") {
			name = strings.TrimSuffix(n, " --\n")
			parts[name] = ""
			continue
		}
		if name == "" {
			comment += line
		} else {
			parts[name] += line
		}
	}
	return comment, parts
}

// bind does what site does, with an answer for everything.
func bind(d *Doc) {
	n := 0
	for _, l := range d.Links {
		switch l.Kind {
		case Fact, Word:
			n++
			l.View, l.Partial, l.Text = view.Mention{Number: n, ID: l.ID}, "mention", "<"+l.ID+">"
		case Event:
			l.View, l.Partial, l.Text = view.When{Href: "#" + l.ID}, "when", l.ID
		case Source:
			l.View, l.Partial, l.Text = view.Cite{Href: "sources.html#" + l.ID}, "cite", l.ID
		case Figure:
			l.View, l.Partial = view.Bars{Frame: view.Frame{ID: l.ID, Alt: d.LinkPlain(l)}}, "bars"
		case Page:
			if l.Href == "" {
				l.Href = l.ID + ".html"
				if l.Anchor != "" {
					l.Href += "#" + l.Anchor
				}
			}
		case Image:
			l.Href, l.Width, l.Height = "assets/"+l.ID, 4, 3
		}
	}
}

// sketch stands for the partials.
func sketch(name string, v any) (view.Markup, error) {
	s := ""
	switch v := v.(type) {
	case view.Mention:
		s = fmt.Sprintf("%d %s %s", v.Number, v.ID, v.Words)
	case view.When:
		s = fmt.Sprintf("%s %s", v.Href, v.Words)
	case view.Cite:
		s = fmt.Sprintf("%s %s", v.Href, v.Words)
	case view.Bars:
		s = fmt.Sprintf("%s alt=%q", v.ID, v.Alt)
	case view.Note:
		s = string("\n" + v.Body)
	case view.Callout:
		s = string("\n" + v.Body)
	case view.FootnoteRef:
		s = fmt.Sprintf("%s %s %s", v.ID, v.Target, v.Letter)
	case view.Footnotes:
		for _, f := range v.Items {
			s += fmt.Sprintf("\n%s %s %s %s", f.ID, f.Letter, strings.Join(f.Back, ","), f.Body)
		}
	default:
		return "", fmt.Errorf("no partial %s for %T", name, v)
	}
	return view.Markup("{" + name + " " + s + "}"), nil
}

func whole(t testing.TB, d *Doc) string {
	t.Helper()
	b, err := d.Render(sketch)
	if err != nil {
		t.Fatal(err)
	}
	s := string(b.Opening)
	for _, sec := range b.Sections {
		s += "== " + sec.ID + "\n" + string(sec.Body)
	}
	if b.Footnotes != "" {
		s += string(b.Footnotes) + "\n"
	}
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

// exact holds that every offset points at what it speaks of.
func exact(t testing.TB, src string, d *Doc) {
	t.Helper()
	for _, l := range d.Links {
		if s := l.Span; s.Start < 0 || s.End > len(src) || s.Start >= s.End || l.Target.Start < 0 || l.Target.End > len(src) || l.Target.Start > l.Target.End {
			t.Errorf("%q: link %+v", src, l)
		}
	}
	last := 0
	for _, r := range d.Runs {
		if r.Start < 0 || r.End > len(src) || r.Start > r.End {
			t.Fatalf("%q: run %+v", src, r)
		}
		if r.End-r.Start == len(r.Text) && r.Text != " " && r.Text != "\n" && r.Kind != RunTitle && !(len(r.Text) < 8 && strings.ContainsAny(src[r.Start:r.End], "&.-<>")) && src[r.Start:r.End] != r.Text && utf8.ValidString(src) {
			t.Errorf("%q: run %q stands for %q", src, r.Text, src[r.Start:r.End])
		}
		last = max(last, r.Block)
	}
	if len(d.Runs) > 0 && last < d.Runs[0].Block {
		t.Errorf("blocks out of order")
	}
}
