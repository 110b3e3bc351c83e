package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// anchor is any link: of ours, to a page, to the web, or refused. It takes the place of goldmark's
// links and autolinks once a page is parsed.
type anchor struct {
	ast.BaseInline
	index int    // in Doc.Links; -1: refused, and only its words print
	title []byte // as written
	label []byte // of an autolink: what it prints, unless the link is one of ours
	auto  bool
}

var kindAnchor = ast.NewNodeKind("Anchor")

func (*anchor) Kind() ast.NodeKind { return kindAnchor }

func (a *anchor) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

// brackets is goldmark's parser of links and images. It notes where each ends, which goldmark forgets,
// and bounds what goldmark searches.
type brackets struct{ parser.InlineParser }

var (
	_ parser.InlineParser = brackets{}
	_ parser.CloseBlocker = brackets{}
)

func (b brackets) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if !st.allows(r) {
		return nil
	}
	line, at := r.PeekLine()
	if line[0] != ']' {
		return b.opening(parent, r, pc, st)
	}
	if st.open > 0 {
		st.open--
	}
	if st.failed >= maxFailed {
		st.once("page-too-large", at.Start, "the page has too many brackets that are not links", "put a backslash before each")
		return nil
	}
	n := b.InlineParser.Parse(parent, short{r}, pc)
	if n == nil {
		if len(line) > 1 && (line[1] == '(' || line[1] == '[') {
			st.failed++
		}
		return nil
	}
	st.inlines++
	_, end := r.Position()
	if st.ends == nil {
		st.ends = make(map[ast.Node]int)
	}
	st.ends[n] = end.Start
	return n
}

// opening reads "[" and "![".
func (b brackets) opening(parent ast.Node, r text.Reader, pc parser.Context, st *state) ast.Node {
	if st.open >= maxBrackets || st.failed >= maxFailed {
		_, at := r.Position()
		st.once("nesting-too-deep", at.Start, "too many brackets are open", "put a backslash before each that is not a link")
		return nil
	}
	n := b.InlineParser.Parse(parent, r, pc)
	if n != nil {
		st.open++
	}
	return n
}

func (b brackets) CloseBlock(parent ast.Node, r text.Reader, pc parser.Context) {
	st := stateOf(pc)
	st.open, st.marks = 0, 0
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, r, pc)
}

// short shows the parser of links no more of a line than a destination may have: it looks for the end
// of one to the end of the line, at each bracket anew.
type short struct{ text.Reader }

func (s short) PeekLine() ([]byte, text.Segment) {
	line, at := s.Reader.PeekLine()
	if len(line) > maxAddress {
		line = line[:maxAddress]
	}
	return line, at
}

func renderAnchor(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	a, c := node.(*anchor), w.(*canvas)
	if a.index < 0 {
		if entering && a.auto {
			escape(w, a.label)
		}
		return ast.WalkContinue, nil
	}
	switch l := c.links[a.index]; {
	case l.View != nil:
		return c.drawn(a, l, entering)
	case l.Href != "":
		ordinary(w, a, l, entering)
	case entering && a.auto:
		escape(w, a.words(l))
	}
	return ast.WalkContinue, nil
}

// words is what an autolink prints.
func (a *anchor) words(l *Link) []byte {
	if l.Auto && l.Text != "" {
		return []byte(l.Text)
	}
	return a.label
}

// ordinary writes an <a href>, as goldmark does.
func ordinary(w util.BufWriter, a *anchor, l *Link, entering bool) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return
	}
	_, _ = w.WriteString(`<a href="`)
	escape(w, util.URLEscape([]byte(l.Href), false))
	_ = w.WriteByte('"')
	writeTitle(w, a.title)
	_ = w.WriteByte('>')
	if a.auto {
		escape(w, a.words(l))
	}
}

func writeTitle(w util.BufWriter, title []byte) {
	if title == nil {
		return
	}
	_, _ = w.WriteString(` title="`)
	html.DefaultWriter.Write(w, title)
	_ = w.WriteByte('"')
}

// escape writes text as HTML.
func escape(w util.BufWriter, text []byte) { html.DefaultWriter.RawWrite(w, text) }

var _ renderer.NodeRendererFunc = renderAnchor
