package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkify is goldmark's, which makes links of addresses in text. It looks at each word; most can be told
// from an address by their first letter.
type linkify struct{ parser.InlineParser }

var _ parser.InlineParser = linkify{}

func newLinkify() parser.InlineParser { return linkify{extension.NewLinkifyParser()} }

func (p linkify) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, _ := r.PeekLine()
	switch line[0] {
	case ' ', '*', '_', '~', '(':
		line = line[1:]
	}
	if len(line) < 3 {
		return nil
	}
	web := line[0] == 'h' && line[1] == 't' || line[0] == 'w' && line[1] == 'w' || line[0] == 'f' && line[1] == 't'
	if !web && !stateOf(pc).mail {
		return nil
	}
	return p.InlineParser.Parse(parent, r, pc)
}
