package decode

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"explainer/internal/diag"
)

type matter struct {
	Title       Text `yaml:"title,required"`
	Description Text `yaml:"description,required"`
	Lede        Text `yaml:"lede"`
	Draft       Bool `yaml:"draft"`
}

func TestFrontMatter(t *testing.T) {
	const good = "---\ntitle: x\ndescription: y\n---\n"
	for _, c := range []struct{ name, in, body, want string }{
		{"good", good + "Prose\n", "Prose\n", ""},
		{"byte order mark", "\ufeff" + good + "Prose\n", "Prose\n", ""},
		{"CRLF", strings.ReplaceAll(good+"Prose\n", "\n", "\r\n"), "Prose\r\n", ""},
		{"blanks after the rules", "--- \ntitle: x\ndescription: y\n---\t\nProse", "Prose", ""},
		{"no prose", good, "", ""},
		{"no line end", strings.TrimSuffix(good, "\n"), "", ""},
		{"a rule in the prose", good + "a\n\n---\n\nb\n", "a\n\n---\n\nb\n", ""},
		{"line separators in the prose", good + "a\u2028b\r", "a\u2028b\r", ""},
		{"nothing", "", "", "1:1+0 front-matter the page has no front matter (begin the page with ---, title: …, description: …, --- on four lines)\n"},
		{"none", "Prose\n", "Prose\n", "1:1+5 front-matter the page has no front matter (begin the page with ---, title: …, description: …, --- on four lines)\n"},
		{"an empty line first", "\n" + good, "\n" + good, "1:1+0 front-matter the page has no front matter (begin the page with ---, title: …, description: …, --- on four lines)\n"},
		{"not closed", "---\ntitle: x\n", "", "1:1+3 front-matter the front matter is not closed (end it with a line of ---)\n"},
		{"only a rule", "---", "", "1:1+3 front-matter the front matter is not closed (end it with a line of ---)\n"},
		{"empty", "---\n---\nProse", "Prose", "2:1+0 yaml-missing nothing is written here\n"},
		{"missing", "---\ntitle: x\n---\n", "", "2:1+0 yaml-missing the required key description is missing\n"},
		{"both missing", "---\nlede: x\n---\n", "", "2:1+0 yaml-missing the required keys title and description are missing\n"},
		{"a key", "---\ntitle: x\ndescription: y\nled: z\n---\n", "", "4:1+3 yaml-key the key \"led\" is not known here (did you mean lede?)\n"},
		{"duplicate", "---\ntitle: x\ndescription: y\ntitle: z\n---\n", "", "4:1+5 yaml-duplicate the key \"title\" stands twice in one place (the first is on line 2; only one of them could count)\n"},
		{"syntax", "---\ntitle: x: y\n---\n", "", "2:9+1 yaml-cut an unquoted colon cuts this text in two (put the text in quotes)\n"},
		{"control in the prose", good + "a\x00b", "a\x00b", "5:2+1 text-control this is a NUL (U+0000), which cannot be seen (delete it)\n"},
		{"Latin-1 in the prose", good + "caf\xe9", "", "5:4+1 text-not-utf8 the byte 0xE9 is not UTF-8 text (save the file as UTF-8)\n"},
		{"carriage returns above", "---\ntitle: x\ndescription: a\rb\n---\n", "", "3:15+1 text-control this is a carriage return without a line feed (U+000D), which cannot be seen (delete it)\n" +
			"4:1+0 yaml-syntax a key without a colon stands before this (write key: value; a text over several lines is indented below its key)\n"},
		{"too large", good + strings.Repeat("a", MaxPage), "", "1:1+0 file-too-large the page is larger than 1 MB (split it into several pages)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			_, body, ok := FrontMatter[matter]("p.md", []byte(c.in), &l)
			if got := c.in[body:]; got != c.body {
				t.Errorf("body: got %q, want %q", got, c.body)
			}
			if got := show(c.in, &l); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if ok != (l.Len() == 0) {
				t.Errorf("ok is %v", ok)
			}
		})
	}
}

// TestFrontMatterPlaces finds texts in the page, not in its front matter.
func TestFrontMatterPlaces(t *testing.T) {
	in := "\ufeff---\r\ntitle: x\r\ndescription: 'it''s y'\r\n---\r\nProse\r\n"
	var l diag.List
	v, _, ok := FrontMatter[matter]("p.md", []byte(in), &l)
	if at := v.Description.At(5, 6); !ok || in[at.Start:at.End] != "y" {
		t.Errorf("got %v", at)
	}
}

func TestSchema(t *testing.T) {
	got, err := Schema[sheet]("A sheet")
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(got, &s); err != nil {
		t.Fatal(err)
	}
	p := s["properties"].(map[string]any)
	for _, c := range []struct{ got, want any }{
		{s["$schema"], "https://json-schema.org/draft/2020-12/schema"},
		{s["title"], "A sheet"},
		{s["additionalProperties"], false},
		{s["required"], []any{"title"}},
		{p["title"].(map[string]any)["description"], "the name of it all"},
		{p["kind"], map[string]any{"anyOf": []any{
			map[string]any{"enum": []any{"report", "law"}}, map[string]any{"type": []any{"string", "null"}, "maxLength": 0},
		}}},
		{p["open"], map[string]any{"type": []any{"boolean", "string", "null"}, "pattern": "^(true|false)?$"}},
		{p["names"].(map[string]any)["type"], []any{"array", "null"}},
		{p["facts"].(map[string]any)["additionalProperties"].(map[string]any)["required"], []any{"label"}},
		{p["Place"], nil},
	} {
		a, _ := json.Marshal(c.got)
		b, _ := json.Marshal(c.want)
		if !bytes.Equal(a, b) {
			t.Errorf("got %s, want %s", a, b)
		}
	}
	again, _ := Schema[sheet]("A sheet")
	if !bytes.Equal(got, again) {
		t.Error("two schemas differ")
	}
}
