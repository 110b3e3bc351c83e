package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables is goldmark's, which fills short rows with empty cells: 17 KB of source can become 60 MB. So
// cells are counted before they are made. A table over the limit stays a paragraph.
type tables struct{ parser.ParagraphTransformer }

var _ parser.ParagraphTransformer = tables{}

func newTables() parser.ParagraphTransformer { return tables{extension.NewTableParagraphTransformer()} }

func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src, st := node.Lines(), reader.Source(), stateOf(pc)
	columns, size := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := src[line.Start:line.Stop]
		if i > 0 && columns == 0 {
			columns = rule(value)
		}
		size += len(value)
		if bytes.IndexByte(value, '`') >= 0 {
			st.pipes += bytes.Count(value, []byte(`\|`))
		}
	}
	if columns == 0 {
		return
	}
	at := lines.At(0).Start
	cells := columns * (lines.Len() - 1)
	if columns > maxColumns {
		st.add("table-too-wide", at, at, "a table has more than 50 columns", "turn it, or split it")
		return
	}
	st.cells += cells
	if st.cells > maxCells || cells > 4000+size*2/5 || st.pipes > maxPipes {
		st.add("table-too-wide", at, at, "a table has more cells than its text accounts for, or than a page can show", "split it")
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// rule counts the columns of a delimiter row, |---|:-:|; 0: it is none.
func rule(line []byte) int {
	line = bytes.TrimSpace(line)
	dashes := false
	for _, c := range line {
		switch c {
		case '-':
			dashes = true
		case '|', ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dashes {
		return 0
	}
	n := bytes.Count(line, []byte{'|'}) + 1
	if line[0] == '|' {
		n--
	}
	if line[len(line)-1] == '|' {
		n--
	}
	return max(n, 1)
}

// renderCell aligns by class: a style attribute is not allowed by our pages' policy.
func renderCell(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "td"
	if node.Parent().Kind() == extast.KindTableHeader {
		tag = "th"
	}
	if !entering {
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + tag)
	switch node.(*extast.TableCell).Alignment {
	case extast.AlignLeft:
		_, _ = w.WriteString(` class="left"`)
	case extast.AlignCenter:
		_, _ = w.WriteString(` class="center"`)
	case extast.AlignRight:
		_, _ = w.WriteString(` class="right"`)
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

var _ renderer.NodeRendererFunc = renderCell
