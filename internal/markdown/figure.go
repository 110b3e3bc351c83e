package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// drawing is a figure. It takes the place of the paragraph in which it stood alone.
type drawing struct {
	ast.BaseBlock
	index int // in Doc.Links
}

var kindDrawing = ast.NewNodeKind("Drawing")

func (*drawing) Kind() ast.NodeKind { return kindDrawing }

func (*drawing) IsRaw() bool { return true }

func (d *drawing) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

func renderDrawing(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	c := w.(*canvas)
	l := c.links[node.(*drawing).index]
	if l.View != nil {
		return ast.WalkSkipChildren, c.put(l.Partial, l.View)
	}
	_, _ = w.WriteString("<p>")
	escape(w, []byte(c.doc.LinkPlain(l)))
	_, _ = w.WriteString("</p>\n")
	return ast.WalkSkipChildren, nil
}

var _ renderer.NodeRendererFunc = renderDrawing
