package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"
)

// plainSite has each payload in every field that holds plain text, and words alone where Markdown is read. Each stands in
// two pages, in the register, among the sources, where claims differ and in five kinds of figure. The site's own texts,
// and names that stand once, hold the first.
func plainSite(payloads []string) fstest.MapFS {
	first := asYAML(payloads[0])
	tree := fstest.MapFS{}
	put := func(name, text string) { tree[name] = &fstest.MapFile{Data: []byte(text)} }
	put("content/site.yaml", "title: "+first+"\ndescription: "+first+"\npublisher: "+first+"\nnames: ["+first+"]\nexempt: [{text: "+first+", reason: "+first+"}]\n")
	put("content/index.md", "---\ntitle: A site\ndescription: A site.\n---\nWords.\n")
	sections := []struct{ name, head, entry string }{
		{"sources", "", "  sI: {title: P, publisher: P, author: P, published: 2026-04-27, kind: announcement}\n"},
		{"parties", "  ours: {name: P, hue: a}\n  theirs: {name: P, hue: b}\n", ""},
		{"stages", "  - {id: one, label: P, from: 2025-01-01}\n  - {id: two, label: P, from: 2026-01-01}\n", ""},
		{"facts", "", "  fI: {label: Words, text: Words, as_of: 2026-04-27, status: confirmed, claims: [{source: sI, at: P}]}\n" +
			"  vI: {label: Words, value: 27%, as_of: 2026-04-27, status: disputed, party: ours, claims: [{source: sI, at: P, says: 28%}]}\n"},
		{"terms", "", "  tI:\n    title: Words\n    group: GI\n    stages:\n      one: {text: Words, claims: [{source: sI, at: P}]}\n      two: {text: Other words, claims: [{source: sI}]}\n"},
		{"events", "", "  eI: {date: 2026-04-27, party: ours, text: Words, claims: [{source: sI, at: P}]}\n"},
		{"glossary", "", "  wI: {term: Words, text: Words}\n"},
		{"figures", "", "  kI: {kind: key-figures, title: Words, facts: [vI, fI]}\n  bI: {kind: bars, title: Words, facts: [vI]}\n" +
			"  lI: {kind: timeline, title: Words, events: [eI]}\n  mI: {kind: terms, title: Words, terms: [tI]}\n" +
			"  aI: {kind: flow, title: Words, arrows: [{from: ours, to: theirs, text: Words, stages: [one]}]}\n"},
	}
	var b strings.Builder
	for _, s := range sections {
		b.WriteString(s.name + ":\n" + placed(s.head, payloads[0], 0))
		for i, p := range payloads {
			b.WriteString(placed(s.entry, p, i))
		}
	}
	put("content/facts.yaml", b.String())
	for i, p := range payloads {
		put(fmt.Sprintf("content/p%d.md", i), placed("---\ntitle: Words\ndescription: P\nnav: N\norder: "+fmt.Sprint(i+1)+"\n---\n"+
			"A [share](fact:vI), a [text](fact:fI), a [source](source:sI), a [word](word:wI), an [event](event:eI).\n\n"+
			"![x](figure:kI)\n\n![x](figure:bI)\n\n![x](figure:lI)\n\n![x](figure:mI)\n\n![x](figure:aI)\n", p, i))
	}
	return tree
}

// skeleton is the elements of a page in their order, as an HTML parser understands it, with the names of their attributes
// and how deep they lie.
func skeleton(t *testing.T, page []byte) (bones []string) {
	t.Helper()
	top, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range top.Descendants() {
		switch n.Type {
		case html.CommentNode:
			bones = append(bones, "<!--")
		case html.ElementNode:
			bone := n.Data
			for _, a := range n.Attr {
				bone += " " + a.Key
			}
			depth := 0
			for p := n.Parent; p != nil; p = p.Parent {
				depth++
			}
			bones = append(bones, strings.Repeat(" ", depth)+bone)
		}
	}
	return bones
}

// parted is where two skeletons part, "" where they do not.
func parted(got, want []string) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return "it ends before " + want[i]
		case i >= len(want):
			return "it goes on with " + got[i]
		case got[i] != want[i]:
			return fmt.Sprintf("%s in the place of %s, element %d", got[i], want[i], i)
		}
	}
	return ""
}

// unfit is a text that a field refuses, with what follows it, or that shows nothing: its page is not in the navigation.
func unfit(text string) bool {
	hidden := func(r rune) bool { return unicode.Is(unicode.Cf, r) }
	seen := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
	return strings.ContainsFunc(text, hidden) || !strings.ContainsFunc(text, seen)
}

// TestSkeleton: whatever stands in a field of plain text, each page has the very elements and attributes that it has of
// harmless words, in the same order and depth. (U13, G16)
func TestSkeleton(t *testing.T) {
	for chunk := range chunks(t) {
		chunk = slices.DeleteFunc(slices.Clone(chunk), unfit)
		words := make([]string, len(chunk))
		for i := range words {
			words[i] = "words " + letters(i)
		}
		calm, pages := drawn(t, plainSite(words)), 0
		for name, data := range drawn(t, plainSite(chunk)) {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			pages++
			if fault := parted(skeleton(t, data), skeleton(t, calm[name])); fault != "" {
				t.Errorf("%s: %s; one of %.200q", name, fault, chunk)
			}
		}
		if want := len(slices.DeleteFunc(slices.Collect(maps.Keys(calm)), func(name string) bool { return !strings.HasSuffix(name, ".html") })); pages != want {
			t.Errorf("%d pages, want %d", pages, want)
		}
	}
}
