package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"explainer/internal/highlight"
)

// listing is a fenced code block in a language, coloured when it was parsed: what is wrong with it is
// a finding, and drawing finds nothing.
type listing struct {
	ast.BaseBlock
	language string
	html     string
}

var kindListing = ast.NewNodeKind("Listing")

func (*listing) Kind() ast.NodeKind { return kindListing }

func (*listing) IsRaw() bool { return true }

func (l *listing) Dump(source []byte, level int) { ast.DumpHelper(l, source, level, nil, nil) }

// fence colours a code block, or leaves it to goldmark where there is nothing to colour.
func (g *gatherer) fence(n *ast.FencedCodeBlock) {
	g.codeLines(n)
	language := strings.TrimSpace(string(n.Language(g.doc.src)))
	if language == "" {
		return
	}
	start := n.Info.Segment.Start
	source := string(bytes.TrimSuffix(n.Lines().Value(g.doc.src), []byte("\n")))
	if g.state.coloured += len(source); g.state.coloured > maxColoured {
		g.add("code-too-large", start, start+len(language), "the page has more than 64 KB of code to colour", "mark some of it as text, or split the page")
		return
	}
	coloured, err := highlight.Code(language, source)
	if err != nil {
		g.add(err.Code, start, start+len(language), err.Message, err.Hint)
		return
	}
	g.doc.crude += len(coloured)
	if coloured == "" {
		return
	}
	g.doc.Coloured = true
	l := &listing{language: language, html: coloured}
	n.Parent().ReplaceChild(n.Parent(), n, l)
}

func (g *gatherer) codeLines(n ast.Node) {
	g.block(RunFence)
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		g.verbatim(line.Start, line.Stop)
	}
}

func renderListing(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		l := node.(*listing)
		_, _ = w.WriteString(`<pre class="chroma" tabindex="0"><code class="language-`)
		escape(w, []byte(l.language))
		_, _ = w.WriteString(`">` + l.html + "\n</code></pre>\n")
	}
	return ast.WalkSkipChildren, nil
}

// renderCode writes a code block without colours. It can be scrolled by keyboard.
func renderCode(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</code></pre>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<pre tabindex="0"><code`)
	if fenced, ok := node.(*ast.FencedCodeBlock); ok {
		if language := fenced.Language(source); language != nil {
			_, _ = w.WriteString(` class="language-`)
			html.DefaultWriter.Write(w, language)
			_ = w.WriteByte('"')
		}
	}
	_ = w.WriteByte('>')
	lines := node.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		escape(w, line.Value(source))
	}
	return ast.WalkContinue, nil
}

var (
	_ renderer.NodeRendererFunc = renderListing
	_ renderer.NodeRendererFunc = renderCode
)
