package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// references is goldmark's reader of [name]: address. It runs only where a paragraph begins with a
// bracket, and never on many lines at once: each definition moves all lines after it.
type references struct{ parser.ParagraphTransformer }

var _ parser.ParagraphTransformer = references{}

const maxReferences = 300 // lines that begin with a bracket, in one paragraph

func (t references) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := node.Lines(), reader.Source()
	found := 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := util.TrimLeftSpace(src[line.Start:line.Stop])
		bracket := len(value) > 0 && value[0] == '['
		if i == 0 && !bracket {
			return
		}
		if bracket {
			found++
		}
	}
	if found > maxReferences {
		stateOf(pc).once("page-too-large", lines.At(0).Start, "too many link definitions stand in one paragraph", "put blank lines between them")
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}
