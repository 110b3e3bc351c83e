package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// bombs are texts that a careless parser spends minutes or gigabytes on, each filled up to 1 MB.
func bombs() map[string]string {
	full := func(s string) string { return strings.Repeat(s, maxPage/len(s)) }
	lines := func(s string) string { return full(strings.Repeat(s, max(1, 60_000/len(s))) + "\n\n") }
	one := func(s string) string { return full(strings.Repeat(s, max(1, 60_000/len(s))) + "\n") }
	counted := func(f string) string {
		var b strings.Builder
		for i := 0; b.Len() < maxPage-40; i++ {
			fmt.Fprintf(&b, f, i, i)
		}
		return b.String()
	}
	var ticks strings.Builder
	for i := 1; ticks.Len() < 60_000; i++ {
		ticks.WriteString(strings.Repeat("`", i) + "a")
	}
	deep := strings.Builder{}
	for i := 0; deep.Len() < maxPage-2000; i++ {
		deep.WriteString(strings.Repeat("  ", i%1000) + "- a\n")
	}
	header := strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n"
	header50 := strings.Repeat("|a", 50) + "|\n" + strings.Repeat("|-", 50) + "|\n"
	m := map[string]string{
		"wide table":          header + strings.Repeat("a\n", 3000),
		"short rows":          header50 + full("a\n")[:maxPage-400],
		"empty cells":         header50 + full(strings.Repeat("|", 50) + "\n")[:maxPage-400],
		"many tables":         full(header50 + "a\na\na\na\n\n"),
		"one column":          full("|a|\n|-|\n" + strings.Repeat("a\n", 5000) + "\n"),
		"escaped pipes":       full("|a|\n|-|\n" + strings.Repeat("|`\\|\\|\\|\\|\\|\\|`|\n", 500) + "\n"),
		"nested list":         deep.String(),
		"angle run":           full(strings.Repeat(">", 10_000) + "\n"),
		"quotations":          full(strings.Repeat(">", 20) + "\n\n"),
		"quotations of one":   full(">\n\n"),
		"heading class":       "# a {" + strings.Repeat(".a ", 20_000) + "}\n",
		"heading classes":     full("## a {" + strings.Repeat(".a ", 80) + "}\n"),
		"empty headings":      full("#\n"),
		"empty headings 2":    full("##\n"),
		"same headings":       full("## a\n"),
		"footnotes":           counted("[^n%d] [^n%d]\n\n") + "",
		"footnotes written":   counted("x[^n%d]\n\n[^n%d]: a\n\n"),
		"footnotes one line":  one("[^a]") + "\n\n[^a]: x\n",
		"definitions of refs": counted("[r%d]: /u%d\n"),
		"reference uses":      counted("[r%d][r%d]\n") + "\n[r1]: a.md\n",
		"shortcuts":           full("[a]\n"),
		"shortcuts apart":     lines("[a] "),
		"items":               full("-\n"), "ordered": full("1.\n"), "definitions": full("a\n: b\n\n"), "definitions 2": full("a\n: b\n"),
		"rules": full("***\n"), "fences": full("```\n```\n"), "fences open": full("```\na\n"), "tabs": full("\t\t\t\ta\n"),
		"spaces": lines(" "), "crlf": full("a\r\n"), "cr": full("a\r"), "hard breaks": full("a\\\n"), "setext": full("a\n-\n"),
		"html blocks": full("<div>\n"), "html lines": lines("<a href='x'>"), "html attributes": lines("<a b c d e f "), "comments": lines("<!-- "),
		"entities": lines("&amp;"), "not entities": lines("&"), "numeric": lines("&#x10FFFF;"), "escapes": lines("\\*"),
		"ticks": full(ticks.String() + "\n\n"), "ticks one": ticks.String(), "code": lines("`a`"), "code lines": full("`a`\n"),
		"links": lines("[a](b.md)"), "facts": lines("<fact:a>"), "facts long": lines("[a](fact:b)"), "refused": lines("<a:b>"), "mail": lines(" a@b.c"),
		"urls": lines(" http://a.bc/"), "tasks": full("- [ ] a\n"), "nul": lines("\x00"), "not utf8": lines("\xff"), "wide": lines("\u200b"),
		"code blocks": full("```go\na+1\n```\n\n"), "code dense": full("```json\n" + strings.Repeat("1,", 8000) + "\n```\n\n"),
		"alerts": full("> [!NOTE]\n> a\n\n"), "images": lines("![](a.png)"), "figures": full("![a](figure:b)\n\n"),
	}
	for _, s := range []string{"[a](", "[", "]", "![", "[](", "[a](<", "[a](b \"", "[a](b '", "[a](b (", "[a][", "[[a]", "[^", "[^a", "]](", "(((", ")))",
		"*", "**", "*a_ ", "a**b", "*a **a ", "_a __a ", "***a** ", "~a~~ ", "*a ", "a* ", "\"", "'", "\"a", "'a ", "a' ", "-- ", "...", "<<", ">>", "--",
		"<", "<a", "<a ", "<a:", "<a@", "</", "<!", "<?", "<![CDATA[", "<!--", "http://", "www.", " www.a.", "a@", "[*a*", "*[a](b*", "[`a`", "![[", "!", "\\"} {
		m["line "+s] = lines(s)
		m["paragraph "+s] = one(s)
		m["pairs "+s] = lines(s + "x] ")
	}
	m["brackets around emphasis"] = full(strings.Repeat("[x", 10_000) + strings.Repeat("*a*", 5000) + strings.Repeat("]", 10_000) + "\n\n")
	m["brackets around code"] = full(strings.Repeat("[x", 10_000) + strings.Repeat("`a`", 5000) + strings.Repeat("]", 10_000) + "\n\n")
	return m
}

// hang is far above what any bomb takes: past it the test has found a blow-up, not a busy machine.
const hang = time.Minute

// TestBombs bounds what a megabyte can cost: memory and output, and that it ends. How long it takes is for
// the benchmarks to say.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("parses 200 MB")
	}
	for name, src := range bombs() {
		if len(src) > maxPage {
			src = src[:maxPage]
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		begun := time.Now()
		d := parse(src)
		out := flat(t, d)
		took := time.Since(begun)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
		if took > hang {
			t.Errorf("%s: %v", name, took)
		}
		if allocated > 256 {
			t.Errorf("%s: %d MB allocated, %d findings", name, allocated, d.Findings.Len())
		}
		if len(out) > 10*len(src)+100<<10 { // written out, so that the limit itself is held
			t.Errorf("%s: %d bytes became %d", name, len(src), len(out))
		}
	}
}
