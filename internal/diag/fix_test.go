package diag

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func edit(start, end int, text string) Fix {
	return Fix{Span{File: "a.md", Start: start, End: end}, text}
}

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, src string
		edits     []Fix
		want      string // "!" of an error
	}{
		{"none", "abc", nil, "abc"},
		{"one", "one two three", []Fix{edit(4, 7, "2")}, "one 2 three"},
		{"two on a line, out of order", "one two three", []Fix{edit(8, 13, "3"), edit(0, 3, "1")}, "1 two 3"},
		{"side by side", "abcd", []Fix{edit(0, 2, "x"), edit(2, 4, "y")}, "xy"},
		{"insert and delete", "abc", []Fix{edit(0, 0, "x"), edit(2, 3, "")}, "xab"},
		{"at the end", "abc\r\n", []Fix{edit(5, 5, "x")}, "abc\r\nx"},
		{"all of it", "abc", []Fix{edit(0, 3, "")}, ""},
		{"CRLF and a mark stay", "\ufeffa\r\nb\r\n", []Fix{edit(6, 7, "c")}, "\ufeffa\r\nc\r\n"},
		{"bytes that are no text stay", "a\xff\x00b", []Fix{edit(0, 1, "c")}, "c\xff\x00b"},
		{"overlap", "abcd", []Fix{edit(0, 3, "x"), edit(2, 4, "y")}, "!"},
		{"the same place", "abcd", []Fix{edit(1, 1, "x"), edit(1, 1, "y")}, "!"},
		{"inside another", "abcd", []Fix{edit(0, 4, "x"), edit(1, 2, "y")}, "!"},
		{"behind the end", "abc", []Fix{edit(2, 4, "x")}, "!"},
		{"before the beginning", "abc", []Fix{edit(-1, 1, "x")}, "!"},
		{"backwards", "abc", []Fix{edit(2, 1, "x")}, "!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := []byte(c.src)
			got, err := Apply(before, c.edits)
			if c.want == "!" {
				if err == nil || got != nil {
					t.Errorf("got %q, %v", got, err)
				}
			} else if err != nil || string(got) != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
			if string(before) != c.src {
				t.Error("the source was changed in place")
			}
		})
	}
}

// What Edits lets through Apply can always make.
func TestEditsFit(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		src := bytes.Repeat([]byte("x"), random.IntN(20))
		var found []Finding
		for range random.IntN(8) {
			start := random.IntN(len(src) + 1)
			end := start + random.IntN(len(src)-start+1)
			found = append(found, Finding{Fix: edit(start, end, strings.Repeat("y", random.IntN(3)))})
		}
		edits := Edits(found)["a.md"]
		if len(found) > 0 && len(edits) == 0 {
			t.Fatal("no edit is left")
		}
		if _, err := Apply(src, edits); err != nil {
			t.Fatalf("%v of %+v", err, edits)
		}
	}
}

func TestEditsByFile(t *testing.T) {
	other := Fix{Span{File: "b.md", Start: 0, End: 1}, "z"}
	got := Edits([]Finding{{Fix: edit(4, 6, "x")}, {Code: "html-raw"}, {Fix: other}, {Fix: edit(4, 6, "x")}, {Fix: edit(0, 5, "y")}})
	if len(got) != 2 || !slices.Equal(got["a.md"], []Fix{edit(0, 5, "y")}) || !slices.Equal(got["b.md"], []Fix{other}) {
		t.Errorf("got %+v", got)
	}
}

func TestWriteDiff(t *testing.T) {
	many := strings.Repeat("line\n", 20)
	for _, c := range []struct {
		name, src string
		edits     []Fix
		want      string
	}{
		{"nothing", "a\n", nil, ""},
		{"the same text", "a\n", []Fix{edit(0, 1, "a")}, ""},
		{"two on a line", "a b c\nd\n", []Fix{edit(0, 1, "x"), edit(4, 5, "z")}, "@@ -1,2 +1,2 @@\n-a b c\n+x b z\n d\n"},
		{"no end of line", "a\nb", []Fix{edit(2, 3, "c")}, "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"},
		{"a line goes", "a\nb\nc\n", []Fix{edit(2, 4, "")}, "@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
		{"a line comes", "a\nc\n", []Fix{edit(2, 2, "b\n")}, "@@ -1,2 +1,3 @@\n a\n+b\n c\n"},
		{"an empty file", "", []Fix{edit(0, 0, "b\n")}, "@@ -0,0 +1,1 @@\n+b\n"},
		{"all goes", "a\n", []Fix{edit(0, 2, "")}, "@@ -1,1 +0,0 @@\n-a\n"},
		{"CRLF", "a\r\nb\r\n", []Fix{edit(3, 4, "c")}, "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"},
		{"a terminal obeys nothing", "a\x1b[2J\n", []Fix{edit(0, 1, "\u202e")}, "@@ -1,1 +1,1 @@\n-a\\u001b[2J\n+\\u202e\\u001b[2J\n"},
		{"two hunks", many, []Fix{edit(0, 4, "new\nnew"), edit(95, 99, "end")},
			"@@ -1,4 +1,5 @@\n-line\n+new\n+new\n line\n line\n line\n@@ -17,4 +18,4 @@\n line\n line\n line\n-line\n+end\n"},
		{"two that meet", strings.Repeat("line\n", 9), []Fix{edit(0, 4, "new"), edit(35, 39, "end")},
			"@@ -1,9 +1,9 @@\n-line\n+new\n line\n line\n line\n line\n line\n line\n-line\n+end\n line\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := WriteDiff(&b, "a.md", []byte(c.src), c.edits, false); err != nil {
				t.Fatal(err)
			}
			want := c.want
			if want != "" {
				want = "--- a.md\n+++ a.md\n" + want
			}
			if b.String() != want {
				t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
			}
		})
	}
	if WriteDiff(&strings.Builder{}, "a.md", []byte("a"), []Fix{edit(0, 9, "")}, false) == nil {
		t.Error("an edit behind the end was shown")
	}
	var b strings.Builder
	if err := WriteDiff(&b, "a.md", []byte("a\n"), []Fix{edit(0, 1, "b")}, true); err != nil || strings.Count(b.String(), "\x1b[0m") != 5 {
		t.Errorf("%v in colour: %q", err, b.String())
	}
}

// A level that was changed says so in every form, and a fix is there for machines.
func TestChoiceAndFix(t *testing.T) {
	files := map[string][]byte{"content/a.md": []byte("Words <fact:shar>.\r\n"), "content/site.yaml": []byte("title: A\nseverity:\n  - {code: html-raw}\n")}
	e := Exporter{Name: "explainer", Version: "1", Prefix: "site/", Read: func(file string) ([]byte, error) { return files[file], nil }}
	found := []Finding{{
		Code: "fact-unknown", Level: Warning, Span: Span{"content/a.md", 7, 16}, Message: "no such fact",
		Fix:    Fix{Span{"content/a.md", 12, 16}, "share\x1b"},
		Choice: Choice{Error, Span{"content/site.yaml", 24, 28}, "moving\u202e"},
	}, {Code: "html-raw"}}
	const level = `error by default; content/site.yaml:3 makes it a warning: moving\u202e`
	var text, github, sarif, data strings.Builder
	if err := (Printer{Read: e.Read}).Print(&text, found); err != nil {
		t.Fatal(err)
	}
	if err := e.GitHub(&github, found); err != nil {
		t.Fatal(err)
	}
	if err := e.SARIF(&sarif, found); err != nil {
		t.Fatal(err)
	}
	if err := e.JSON(&data, found); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "\n    level: "+level+"\n") || strings.Count(text.String(), "level:") != 1 {
		t.Errorf("text: %s", text.String())
	}
	if !strings.Contains(github.String(), "%0Alevel: "+level) {
		t.Errorf("github: %s", github.String())
	}
	var log struct {
		Runs []struct {
			Results []struct {
				Message struct{ Text string }
				Fixes   []struct {
					ArtifactChanges []struct {
						ArtifactLocation struct{ URI string }
						Replacements     []struct {
							DeletedRegion   struct{ StartLine, StartColumn, EndColumn int }
							InsertedContent struct{ Text string }
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(sarif.String()), &log); err != nil {
		t.Fatal(err)
	}
	result := log.Runs[0].Results[0]
	change := result.Fixes[0].ArtifactChanges[0]
	if r := change.Replacements[0]; !strings.HasSuffix(result.Message.Text, "Level: "+level) || change.ArtifactLocation.URI != "site/content/a.md" ||
		r.DeletedRegion.StartColumn != 13 || r.DeletedRegion.EndColumn != 17 || r.InsertedContent.Text != "share\x1b" {
		t.Errorf("sarif: %s", sarif.String())
	}
	var doc struct {
		Findings []struct {
			Fix    *jsonFix
			Choice *jsonChoice
		}
	}
	if err := json.Unmarshal([]byte(data.String()), &doc); err != nil {
		t.Fatal(err)
	}
	if f := doc.Findings[0]; *f.Fix != (jsonFix{"content/a.md", 12, 16, 1, 13, 1, 17, "share\x1b"}) ||
		*f.Choice != (jsonChoice{"error", "content/site.yaml", 3, "moving\u202e"}) {
		t.Errorf("json: %s", data.String())
	}
	if f := doc.Findings[1]; f.Fix != nil || f.Choice != nil {
		t.Errorf("json: %s", data.String())
	}
}

// A name that nothing has is mended where only one can have been meant, and never by changing a digit.
func TestAddUnknown(t *testing.T) {
	known := []string{"stake.share", "stake.2025", "stake.2026", "price", "prize", "a", "b"}
	place := Span{File: "a.md", Start: 3, End: 8}
	for name, want := range map[string]string{
		"stake.shar":   "stake.share", // a letter is missing
		"stake.sharre": "stake.share", // one too many
		"stake.shaer":  "stake.share", // two swapped
		"stake-share":  "stake.share", // a wrong one
		"stake.sh":     "",            // too far
		"pride":        "",            // two are as near
		"prise":        "",
		"stake.2027":   "", // a digit
		"stake.202":    "",
		"stake.20255":  "",
		"c":            "",
		"":             "",
		"PRICE":        "",
	} {
		var l List
		l.AddUnknown("fact-unknown", place, "no such fact", name, known, place)
		if got := l.Sorted()[0].Fix; got.Text != want || got.Set() != (want != "") || want != "" && got.At != place {
			t.Errorf("%q: got %+v, want %q", name, got, want)
		}
	}
	var l List
	l.AddUnknown("fact-unknown", place, "no such fact", "stake.shar", known, Span{})
	if f := l.Sorted()[0]; f.Fix.Set() || f.Hint != "did you mean stake.share?" {
		t.Errorf("without a place: %+v", f)
	}
}
