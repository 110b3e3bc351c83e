package lsp

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"explainer/internal/build"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

// BenchmarkKeystroke is the time from an edit to the findings that it leads to, on this repository's site and on one of
// a thousand pages, in a page and in the facts file. Of -benchtime 100x it gives the median and the worst of a hundred.
func BenchmarkKeystroke(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the program does
	for _, site := range []struct {
		name string
		tree func(testing.TB) fs.FS
	}{
		{"own", func(testing.TB) fs.FS { return os.DirFS("../..") }},
		{"1000", func(tb testing.TB) fs.FS { return large(tb, 1000) }},
	} {
		for _, file := range []string{"content/index.md", "content/facts.yaml"} {
			b.Run(site.name+"/"+strings.TrimPrefix(file, "content/"), func(b *testing.B) { keystrokes(b, site.tree(b), file) })
		}
	}
}

func keystrokes(b *testing.B, tree fs.FS, file string) {
	e := startWith(b, nil, Options{
		Root: "/site", Open: func(string) fs.FS { return tree },
		Judge: func() (build.Options, error) {
			return build.Options{Today: value.Date{Year: 2026, Month: 12, Day: 1}, Due: true}, nil
		},
	})
	e.units = "utf-16"
	e.hello()
	text, err := fs.ReadFile(tree, file)
	if err != nil {
		b.Fatal(err)
	}
	at, word := strings.LastIndex(string(text), "\n\n")+2, "It took 12 hours. "
	if strings.HasSuffix(file, ".yaml") {
		at, word = strings.Index(string(text), "    label: ")+len("    label: "), "12 hours "
	}
	e.texts[file] = string(text[:at]) + word + string(text[at:])
	place := e.position(e.texts[file], at+len(word)-1)
	e.tell("textDocument/didOpen", object{"textDocument": object{"uri": "file:///site/" + file, "version": 1, "text": e.texts[file]}})
	e.settled()
	var took []time.Duration
	version := 1
	for b.Loop() {
		version++
		p := object{"textDocument": object{"uri": "file:///site/" + file, "version": version}, "contentChanges": []object{{
			"range": object{"start": place, "end": place}, "text": "x",
		}}}
		began := time.Now()
		e.tell("textDocument/didChange", p)
		for want := `"version":` + strconv.Itoa(version) + ","; ; {
			m := <-e.heard
			if strings.Contains(string(m.Params), want) {
				break
			}
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "worst-ms")
}

// large is a site of so many pages with twenty-five mentions each, recorded.
func large(tb testing.TB, pages int) fs.FS {
	tb.Helper()
	tree := maps.Clone(bridge(tb))
	var facts strings.Builder
	facts.WriteString("sources:\n  filing: {title: A filing, publisher: The company, published: 2026-01-31, accessed: 2026-02-01, kind: filing}\nfacts:\n")
	word := func(n int) string { return string([]rune{'a' + rune(n/26%26), 'a' + rune(n%26)}) }
	for i := range 400 {
		fmt.Fprintf(&facts, "  fact.%s:\n    label: What the filing says of %[1]s\n    value: USD %d bn\n    as_of: 2026-01-31\n    status: confirmed\n    claims: [{source: filing}]\n", word(i), i+1000)
	}
	tree["content/facts.yaml"] = &fstest.MapFile{Data: []byte(facts.String())}
	delete(tree, "content/new.md")
	for i := range pages {
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: A page\ndescription: One of many.\n---\n")
		for k := range 25 {
			fmt.Fprintf(&text, "What they said of it is <fact:fact.%s>, as the [filing](source:filing) has it, and more than that was not said. ", word((i+k*7)%400))
			if k%5 == 4 {
				text.WriteString("\n\n")
			}
		}
		text.WriteString("More is on [another page](index.md).\n")
		name := "content/index.md"
		if i > 0 {
			name = fmt.Sprintf("content/page-%d.md", i)
		}
		tree[name] = &fstest.MapFile{Data: []byte(text.String())}
	}
	rec := build.Recordable(tree, build.Options{})
	draft, err := ledger.NewDraft(nil, rec.State, nil)
	if err != nil || len(rec.Report.Findings) > 0 {
		tb.Fatal(err, rec.Report.Findings)
	}
	data, err := draft.Record(value.Date{Year: 2026, Month: 2, Day: 1}, "")
	if err != nil {
		tb.Fatal(err)
	}
	tree[ledger.File] = &fstest.MapFile{Data: data}
	return tree
}
