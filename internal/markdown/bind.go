package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// This file reads goldmark's links, images and autolinks and puts ours in their place.

// link takes [words](address), [words][name] and [name].
func (g *gatherer) link(n *ast.Link) {
	start, end := n.Pos(), g.end(n)
	a := &anchor{index: -1, title: n.Title}
	l := g.read(readAddress(resolve(n.Destination)), n.Destination, start, end)
	if l != nil && l.Kind == Figure {
		g.add("figure-place", start, end, "a figure is not a link", "write it as an image, alone in its paragraph: ![words](figure:"+l.ID+")")
		l = nil
	}
	if g.linked {
		g.add("link-nested", start, end, "a link stands in the words of another", "")
		l = nil
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		a.AppendChild(a, c)
	}
	n.Parent().ReplaceChild(n.Parent(), n, a)
	if l == nil {
		g.inlines(a)
		return
	}
	a.index = g.keep(l)
	before, linked := g.in, g.linked
	if l.Kind.Ours() {
		g.in = l
	}
	g.linked = true
	g.inlines(a)
	g.titled(l, a.title, start, end)
	l.last = g.apart()
	l.Words = g.doc.words(l.first, l.last)
	g.in, g.linked = before, linked
}

// titled takes the title of a link: visible text, but where a partial draws the link.
func (g *gatherer) titled(l *Link, title []byte, start, end int) {
	if title == nil {
		return
	}
	if l.Kind.Ours() {
		g.add("link-title", start, end, "the title of this link is not shown", "write it in the words, or delete it")
		return
	}
	if at := strings.LastIndex(g.text[start:end], string(title)); at >= 0 && len(title) > 0 {
		g.resolved(start+at, start+at+len(title), RunTitle)
		return
	}
	g.run(resolve(title), start, end, RunTitle) // in a definition, or over lines that a quotation marks
}

// autoLink takes <address>, and what linkify finds.
func (g *gatherer) autoLink(n *ast.AutoLink) {
	label := n.Label(g.doc.src)
	start, ok := g.offset(label)
	if !ok {
		start = n.Pos()
	}
	end := start + len(label)
	if start > 0 && g.text[start-1] == '<' && end < len(g.text) && g.text[end] == '>' {
		start, end = start-1, end+1
	}
	dest := string(n.URL(g.doc.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	a := &anchor{index: -1, label: label, auto: true}
	n.Parent().ReplaceChild(n.Parent(), n, a)
	l := g.read(readAddress(dest), label, start, end)
	if l != nil && l.Kind == Figure {
		g.add("figure-place", start, end, "a figure needs words", "write it as an image, alone in its paragraph: ![words](figure:"+l.ID+")")
		l = nil
	}
	if l != nil && g.linked {
		g.add("link-nested", start, end, "a link stands in the words of another", "")
		l = nil
	}
	if l == nil {
		g.label(label, start)
		return
	}
	a.index = g.keep(l)
	l.Auto = l.Kind.Ours()
	if !l.Auto {
		g.label(label, start)
		l.Words = string(label)
	} else {
		before := g.in
		g.in = l
		g.run("", start, end, g.kind)
		g.in = before
	}
	l.last = g.apart()
}

// label is the visible text of an autolink, which is its address.
func (g *gatherer) label(label []byte, start int) {
	if at, ok := g.offset(label); ok {
		start = at
	}
	g.run(string(label), start, start+len(label), g.kind)
}

// image takes ![words](file.png). A figure is read by its paragraph: here it stands beside something.
func (g *gatherer) image(n *ast.Image) {
	start, end := n.Pos(), g.end(n)
	l := g.read(imageAddress(resolve(n.Destination)), n.Destination, start, end)
	if l != nil && l.Kind == Figure {
		g.add("figure-place", start, end, "a figure stands beside other text", "put it into a paragraph of its own")
		l = nil
	}
	p := &picture{index: -1, title: n.Title}
	n.Parent().ReplaceChild(n.Parent(), n, p)
	if l != nil {
		p.index = g.keep(l)
	}
	first := g.apart()
	g.altWords(n, l, start, end)
	p.alt = g.doc.words(first, len(g.doc.Runs))
	if l != nil {
		g.titled(l, n.Title, start, end)
		l.last = g.apart()
	}
}

// figure takes a paragraph that is one figure.
func (g *gatherer) figure(para *ast.Paragraph) bool {
	n, ok := para.FirstChild().(*ast.Image)
	if !ok || para.ChildCount() != 1 {
		return false
	}
	a := imageAddress(resolve(n.Destination))
	if a.kind != Figure {
		return false
	}
	start, end := n.Pos(), g.end(n)
	g.block(RunAlt)
	l := g.read(a, n.Destination, start, end)
	d := &drawing{index: g.keep(l)}
	para.Parent().ReplaceChild(para.Parent(), para, d)
	g.altWords(n, l, start, end)
	g.titled(l, n.Title, start, end)
	l.last = g.apart()
	return true
}

// altWords takes the words of an image, which are its text alternative. They may hold links of ours,
// which print as plain words.
func (g *gatherer) altWords(n ast.Node, l *Link, start, end int) {
	kind, alt, in, linked := g.kind, g.alt, g.in, g.linked
	g.kind, g.alt, g.linked = RunAlt, true, false
	if l != nil {
		g.in = nil
	}
	first := g.apart()
	g.inlines(n)
	g.kind, g.alt, g.in, g.linked = kind, alt, in, linked
	words := g.doc.words(first, len(g.doc.Runs))
	if l != nil {
		l.Words = words
	}
	if blank(words) && !g.hasAuto(first) {
		g.add("image-alt", start, end, "an image has no words", "say what it shows: ![words](…)")
	}
}

func (g *gatherer) hasAuto(first int) bool {
	for _, r := range g.doc.Runs[first:] {
		if r.Link != nil && r.Link.Auto {
			return true
		}
	}
	return false
}

func blank(s string) bool { return util.IsBlank([]byte(s)) }

// read makes a link of an address, or notes why it is refused.
func (g *gatherer) read(a address, raw []byte, start, end int) *Link {
	from, to := start, end
	if at, ok := g.offset(raw); ok {
		from, to = at, at+len(raw)
	}
	if a.code != "" {
		g.add(a.code, from, to, a.message, a.hint)
		return nil
	}
	return &Link{
		Kind: a.kind, ID: a.id, As: a.as, Anchor: a.anchor, Href: a.href, Heading: g.heading, Alt: g.alt,
		Target: g.place(from, to), Span: g.place(start, end), first: g.apart(), last: len(g.doc.Runs),
	}
}

func (g *gatherer) keep(l *Link) int {
	g.doc.Links = append(g.doc.Links, l)
	return len(g.doc.Links) - 1
}

func (g *gatherer) end(n ast.Node) int {
	if end, ok := g.state.ends[n]; ok {
		return end
	}
	return n.Pos()
}

// offset finds where a part of the source begins that goldmark handed out as a slice of it.
func (g *gatherer) offset(part []byte) (int, bool) {
	at := cap(g.doc.src) - cap(part)
	if len(part) == 0 || at < 0 || at+len(part) > len(g.doc.src) || &g.doc.src[at] != &part[0] {
		return 0, false
	}
	return at, true
}

// resolve resolves the escapes and entities of an address, as goldmark does when it prints one.
func resolve(raw []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw))))
}
