package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// picture is an image: a file in static/, or a refused one. Its words are in the runs of its link.
type picture struct {
	ast.BaseInline
	index int // in Doc.Links; -1: refused, and only its words print
	title []byte
	alt   string // words of a refused one
}

var kindPicture = ast.NewNodeKind("Picture")

func (*picture) Kind() ast.NodeKind { return kindPicture }

func (p *picture) Dump(source []byte, level int) { ast.DumpHelper(p, source, level, nil, nil) }

func renderPicture(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	p, c := node.(*picture), w.(*canvas)
	if p.index < 0 {
		escape(w, []byte(p.alt))
		return ast.WalkSkipChildren, nil
	}
	l := c.links[p.index]
	if l.View != nil {
		return ast.WalkSkipChildren, c.put(l.Partial, l.View)
	}
	alt := []byte(c.doc.LinkPlain(l))
	if l.Href == "" {
		escape(w, alt)
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<img src="`)
	escape(w, util.URLEscape([]byte(l.Href), false))
	_, _ = w.WriteString(`" alt="`)
	escape(w, alt)
	_ = w.WriteByte('"')
	writeTitle(w, p.title)
	if l.Width > 0 && l.Height > 0 {
		_, _ = w.WriteString(` width="` + strconv.Itoa(l.Width) + `" height="` + strconv.Itoa(l.Height) + `"`)
	}
	_ = w.WriteByte('>')
	return ast.WalkSkipChildren, nil
}

var _ renderer.NodeRendererFunc = renderPicture
