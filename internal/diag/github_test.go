package diag

import (
	"strings"
	"testing"
	"unicode"
)

// command reads a line as GitHub's runner does: ::NAME KEY=VALUE,KEY=VALUE::TEXT.
func command(line string) (name string, properties map[string]string, text string, ok bool) {
	rest, ok := strings.CutPrefix(line, "::")
	if !ok {
		return "", nil, "", false
	}
	head, text, ok := strings.Cut(rest, "::")
	name, list, _ := strings.Cut(head, " ")
	properties = map[string]string{}
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	for _, p := range strings.Split(list, ",") {
		key, val, _ := strings.Cut(p, "=")
		properties[key] = unescape.Replace(val)
	}
	return name, properties, strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n").Replace(text), ok
}

// Whatever stands in a finding, there is one command for it, with the keys that we gave it and the words
// that were in it.
func TestGitHubCannotBeInjected(t *testing.T) {
	found := everywhere()
	var b strings.Builder
	if err := (Exporter{Prefix: "a,b:c/"}).GitHub(&b, found); err != nil {
		t.Fatal(err)
	}
	lines := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' })
	if len(lines) != len(found) {
		t.Fatalf("%d lines for %d findings", len(lines), len(found))
	}
	for i, line := range lines {
		f := found[i]
		if strings.IndexFunc(line, unicode.IsControl) >= 0 {
			t.Errorf("a control character in %q", line)
		}
		name, properties, text, ok := command(line)
		want := Clean(f.Message)
		if f.Hint != "" {
			want += "\nhint: " + Clean(f.Hint)
		}
		if c := f.Choice; c.Set() {
			want += "\nlevel: " + c.said(f.Level, 1)
		}
		if !ok || name != f.Level.String() || text != want {
			t.Errorf("%q is read as %q %q", line, name, text)
		}
		if properties["title"] != Clean(f.Code) {
			t.Errorf("title %q", properties["title"])
		}
		if file, has := properties["file"]; has != (f.Span.File != "") || has && file != "a,b:c/"+Clean(f.Span.File) {
			t.Errorf("file %q of %q", file, f.Span.File)
		}
		for key := range properties {
			switch key {
			case "file", "line", "endLine", "col", "endColumn", "title":
			default:
				t.Errorf("a property %q in %q", key, line)
			}
		}
	}
}

func TestGitHubPlaces(t *testing.T) {
	src := "eins\n\U0001f600ü drei\nvier\n"
	e := Exporter{Read: func(string) ([]byte, error) { return []byte(src), nil }}
	for _, c := range []struct {
		name string
		at   Span
		want string
	}{
		{"within a line, in characters", Span{"a.md", 9, 11}, "file=a.md,line=2,col=2,endColumn=3,title=html-raw"},
		{"a point", Span{"a.md", 9, 9}, "file=a.md,line=2,col=2,title=html-raw"},
		{"over lines", Span{"a.md", 2, 9}, "file=a.md,line=1,endLine=2,title=html-raw"},
		{"the file", Span{File: "a.md"}, "file=a.md,line=1,col=1,title=html-raw"},
		{"the site", Span{}, "title=html-raw"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := e.GitHub(&b, []Finding{{"html-raw", Warning, c.at, "m", "", Fix{}, Choice{}, nil}}); err != nil {
				t.Fatal(err)
			}
			if want := "::warning " + c.want + "::m\n"; b.String() != want {
				t.Errorf("got %q, want %q", b.String(), want)
			}
		})
	}
}
