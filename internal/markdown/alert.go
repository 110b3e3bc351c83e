package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"explainer/internal/view"
)

// alert is the word in > [!WORD], upper case, and where it stands.
type alert struct {
	word       string
	start, end int
}

// remark is a block quotation that is an alert: a margin note or a callout.
type remark struct {
	ast.BaseBlock
	partial string // note or callout
}

var kindRemark = ast.NewNodeKind("Remark")

func (*remark) Kind() ast.NodeKind { return kindRemark }

func (r *remark) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// quotation is goldmark's parser of block quotations; as one closes, a first line [!WORD] is taken out
// and noted.
type quotation struct{ parser.BlockParser }

var _ parser.BlockParser = quotation{}

func (q quotation) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	q.BlockParser.Close(node, reader, pc)
	first := node.FirstChild()
	if first == nil || first.Kind() != ast.KindParagraph || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	words := bytes.TrimSpace(line.Value(reader.Source()))
	word, rest, ok := alertWord(words)
	if !ok {
		return
	}
	st := stateOf(pc)
	known := word == "NOTE" || word == "IMPORTANT"
	if len(rest) > 0 {
		if known && rest[0] != '(' && rest[0] != '[' {
			st.add("alert-unknown", line.Start, line.Start+len(word)+3, "words stand beside [!"+word+"]", "begin them on the next line")
		}
		return
	}
	if !known {
		st.add("alert-unknown", line.Start, line.Start+len(word)+3, "[!"+word+"] is not known", "write [!NOTE] or [!IMPORTANT]")
		return
	}
	if st.alerts == nil {
		st.alerts = map[ast.Node]alert{}
	}
	st.alerts[node] = alert{word, line.Start, line.Start + len(word) + 3}
	if lines := first.Lines(); lines.Len() > 1 {
		lines.SetSliced(1, lines.Len())
	} else {
		node.RemoveChild(node, first)
	}
}

func alertWord(line []byte) (word string, rest []byte, ok bool) {
	if !bytes.HasPrefix(line, []byte("[!")) {
		return "", nil, false
	}
	end := bytes.IndexByte(line, ']')
	if end < 3 || end > 32 {
		return "", nil, false
	}
	for _, c := range line[2:end] {
		if !util.IsAlphaNumeric(c) && c != '-' {
			return "", nil, false
		}
	}
	return strings.ToUpper(string(line[2:end])), line[end+1:], true
}

func renderRemark(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	c := w.(*canvas)
	if entering {
		c.push()
		return ast.WalkContinue, nil
	}
	body := c.pop()
	if node.(*remark).partial == "note" {
		return ast.WalkContinue, c.put("note", view.Note{Body: body})
	}
	return ast.WalkContinue, c.put("callout", view.Callout{Body: body})
}

var _ renderer.NodeRendererFunc = renderRemark
