package highlight

import (
	"html"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"

	"explainer/internal/diag"
)

var tag = regexp.MustCompile(`</?span[^>]*>`)

// text is what a reader sees of coloured code.
func text(coloured string) string { return html.UnescapeString(tag.ReplaceAllString(coloured, "")) }

var samples = []string{
	"", "x", "\n", "a\n\nb", "func main() { fmt.Println(\"<&>\", 'x', 1.5e3) } // end", "key: [1, 2]\n- \"a\" # b\n", "<a href=\"x\">&amp;</a>",
	"{\"a\": [1, null, true]}", "SELECT * FROM t WHERE a = 'b' -- c", "\tindented\n", "trailing  \n", "é 你 🙂\u200d", "\"unclosed", "`", "/*", "+a\n-b\n@@ c",
}

// TestText holds that colours never change the code.
func TestText(t *testing.T) {
	for _, language := range Languages() {
		for _, s := range samples {
			got, err := Code(language, s)
			if err != nil {
				t.Errorf("%s %q: %v", language, s, err)
				continue
			}
			if text(got) != s {
				t.Errorf("%s: %q reads %q", language, s, text(got))
			}
			if rest := tag.ReplaceAllString(got, ""); strings.ContainsAny(rest, `<>"`) {
				t.Errorf("%s: %q is not escaped: %s", language, s, got)
			}
		}
	}
}

func TestClasses(t *testing.T) {
	known := map[string]bool{}
	for _, cs := range Classes() {
		for _, c := range cs {
			known[c] = true
		}
	}
	attribute := regexp.MustCompile(`<span class="([^"]*)">`)
	for _, language := range Languages() {
		for _, s := range samples {
			got, _ := Code(language, s)
			for _, m := range attribute.FindAllStringSubmatch(got, -1) {
				if !known[m[1]] {
					t.Errorf("%s: class %q is not listed", language, m[1])
				}
			}
			if strings.Contains(got, "style=") {
				t.Errorf("%s: a style in %s", language, got)
			}
		}
	}
	if got, _ := Code("go", "func f() { return 1 }"); got != `<span class="kd">func</span> <span class="nf">f</span>() { <span class="k">return</span> <span class="mi">1</span> }` {
		t.Error(got)
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct{ language, source, code, hint string }{
		{"pyhton", "x", "code-language", "did you mean"},
		{"jungle", "x", "code-language", ""},
		{`a"><script>`, "x", "code-language", ""},
		{"c", "x", "code-language", ""},
		{"go", strings.Repeat("x\n", maxSize/2+1), "code-too-large", "split"},
		{"go", strings.Repeat("x", maxLine+1), "code-too-large", "break"},
	} {
		got, err := Code(test.language, test.source)
		if err == nil || err.Code != test.code || got != "" || !strings.Contains(err.Hint, test.hint) {
			t.Errorf("%s: %q, %+v", test.language, got, err)
			continue
		}
		if _, ok := diag.Explain(err.Code); !ok {
			t.Errorf("%s is not in the catalogue", err.Code)
		}
	}
	if _, err := Code("text", strings.Repeat("x", maxSize+1)); err != nil {
		t.Error("text needs no time, and has no limit here: ", err)
	}
	if _, err := Code("GO", "x"); err != nil {
		t.Error(err)
	}
}

// patterns are what regular expressions stumble over, each filled up to the limit of a block.
var patterns = []string{
	"a", " ", "\t", "\n", "\"", "'", "`", "(", "[", "{", "<", "/*", "//", "#", "-", "--", "=", "\\", "$", "${", "$(", "%", "&", "*", "_", "0", "0x", "1e", "a ", "a\n", "<a ",
	"<a b='", "<!--", "\"\"\"", "'''", "f\"", "r#", "r\"", "@", ":", ": ", "- ", "? ", "key: ", "{a:", "[a,", "a=", "a(", "a.b", "a::b", "/", "/a/", "?:", "=>", "|", "|-", ">-\n", "~~~", "```", "**", "[a](", "\r", "\x00", "é", "\"\\", "'\\", "<<", "<<E\n", "end\n", "begin ", "select ", "\\\n",
}

// TestPatterns colours 2,000 bytes of each pattern in each language, in short lines or in the longest: a
// watchdog that bites three times over is a language that should not be on the list, not a busy machine.
func TestPatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("colours 10 MB")
	}
	seen := map[string]bool{}
	for name, lexer := range languages {
		if seen[lexer] {
			continue
		}
		seen[lexer] = true
		for i, p := range patterns {
			width := []int{80, maxLine}[(i+len(seen))%2]
			line := strings.Repeat(p, width/len(p)) + "\n"
			source := strings.Repeat(line, 2000/len(line))
			var err *Error
			for range 3 {
				if _, err = Code(name, source); err == nil {
					break
				}
			}
			if err != nil {
				t.Errorf("%s, %q: %v", name, p, err)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	want, _ := Code("yaml", samples[5])
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			if got, err := Code("yaml", samples[5]); err != nil || got != want {
				t.Error(got, err)
			}
		})
	}
	group.Wait()
}

// TestNoStyles: chroma's styles cost 6.5 ms at start, and we have our own.
func TestNoStyles(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range []string{"chroma/v2/styles", "chroma/v2/formatters"} {
		if strings.Contains(string(out), refused) {
			t.Error(refused, " is imported")
		}
	}
}

func BenchmarkCode(b *testing.B) {
	source := strings.Repeat("func f(a int) string { return \"x\" + g(a, 1) } // why\n", 20)
	b.ReportAllocs()
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if _, err := Code("go", source); err != nil {
			b.Fatal(err)
		}
	}
}
