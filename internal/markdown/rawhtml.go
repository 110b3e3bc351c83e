package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Raw HTML is parsed, so that it can be named, and shown as text.

// tags is goldmark's parser of raw HTML. A regular expression reads each tag, which takes microseconds
// even where it is none.
type tags struct{ parser.InlineParser }

var _ parser.InlineParser = tags{}

func (p tags) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if st.tags++; st.tags > maxTags {
		_, at := r.Position()
		st.once("page-too-large", at.Start, "the page has too many less-than signs", "write &lt; for each")
		return nil
	}
	return p.InlineParser.Parse(parent, r, pc)
}

// htmlBlock notes a block of raw HTML.
func (g *gatherer) htmlBlock(n *ast.HTMLBlock) {
	g.block(RunProse)
	lines := n.Lines()
	start, end := n.Pos(), n.Pos()
	for i := range lines.Len() {
		line := lines.At(i)
		g.verbatim(line.Start, line.Stop)
		end = line.Stop
	}
	if n.HasClosure() {
		g.verbatim(n.ClosureLine.Start, n.ClosureLine.Stop)
		end = n.ClosureLine.Stop
	}
	g.rawHTML(start, end)
}

// htmlInline notes a tag, a comment or the like in text.
func (g *gatherer) htmlInline(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		g.verbatim(s.Start, s.Stop)
	}
	if l := n.Segments.Len(); l > 0 {
		g.rawHTML(n.Segments.At(0).Start, n.Segments.At(l-1).Stop)
	}
}

func (g *gatherer) rawHTML(start, end int) {
	end = firstLine(g.doc.src, start, end)
	g.add("html-raw", start, end, "raw HTML is shown as text: "+quote(string(g.doc.src[start:end])), "write Markdown; for a less-than sign, write \\<")
}

// firstLine cuts a place at the end of its first line.
func firstLine(src []byte, start, end int) int {
	for i := start; i < end; i++ {
		if src[i] == '\n' {
			return i
		}
	}
	return end
}

func renderHTMLBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.HTMLBlock)
	_, _ = w.WriteString("<p>")
	segments := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		segments = append(segments[:len(segments):len(segments)], n.ClosureLine)
	}
	shown(w, source, segments)
	_, _ = w.WriteString("</p>\n")
	return ast.WalkSkipChildren, nil
}

func renderHTMLInline(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		s := node.(*ast.RawHTML).Segments
		shown(w, source, s.Sliced(0, s.Len()))
	}
	return ast.WalkSkipChildren, nil
}

func shown(w util.BufWriter, source []byte, segments []text.Segment) {
	for i := range segments {
		escape(w, segments[i].Value(source))
	}
}

var (
	_ renderer.NodeRendererFunc = renderHTMLBlock
	_ renderer.NodeRendererFunc = renderHTMLInline
)
