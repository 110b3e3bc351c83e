package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mark is a typographic character that stands for what the author typed: a curly quotation mark, a
// dash, an ellipsis. goldmark's own node forgets where it stood, and what was typed.
type mark struct {
	ast.BaseInline
	segment text.Segment
	shown   []byte
	asTyped bool // in the words of a bound figure, which are checked and printed as written
}

var kindMark = ast.NewNodeKind("Mark")

func (*mark) Kind() ast.NodeKind { return kindMark }

func (m *mark) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// typographer is goldmark's, which decides which quotation mark is meant.
type typographer struct{ parser.InlineParser }

var _ parser.InlineParser = typographer{}

func newTypographer() parser.InlineParser {
	return typographer{extension.NewTypographerParser(extension.WithTypographicSubstitutions(
		map[extension.TypographicPunctuation]string{
			extension.LeftSingleQuote: "‘", extension.RightSingleQuote: "’", extension.Apostrophe: "’",
			extension.LeftDoubleQuote: "“", extension.RightDoubleQuote: "”",
			extension.EnDash: "–", extension.EmDash: "—", extension.Ellipsis: "…",
			extension.LeftAngleQuote: "«", extension.RightAngleQuote: "»",
		}))}
}

// maxQuotes is how many equal quotation marks may stand in a row and still be quotation marks: goldmark
// counts the whole row anew at each of them.
const maxQuotes = 16

func (typographer) Trigger() []byte { return []byte{'\'', '"', '-', '.', '<', '>'} }

func (t typographer) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, at := r.PeekLine()
	c := line[0]
	switch c {
	case '\'', '"':
		row := 1
		for row < len(line) && row <= maxQuotes && line[row] == c {
			row++
		}
		if row > maxQuotes {
			return nil
		}
	default:
		if len(line) < 2 || line[1] != c {
			return nil
		}
	}
	st := stateOf(pc)
	if !st.allows(r) {
		return nil
	}
	s, ok := t.InlineParser.Parse(parent, r, pc).(*ast.String)
	if !ok {
		return nil
	}
	st.inlines++
	length := 1
	switch string(s.Value) {
	case "—", "…":
		length = 3
	case "–", "«", "»":
		length = 2
	}
	n := &mark{segment: text.NewSegment(at.Start, at.Start+length), shown: s.Value}
	n.SetPos(at.Start)
	return n
}

func renderMark(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		m := node.(*mark)
		if m.asTyped {
			escape(w, m.segment.Value(source))
		} else {
			_, _ = w.Write(m.shown)
		}
	}
	return ast.WalkContinue, nil
}

var _ renderer.NodeRendererFunc = renderMark
