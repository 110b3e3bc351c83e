package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"explainer/internal/view"
)

// footnotes is what a parse knows of them. goldmark's own extension numbers them, finds each by
// walking through all, and drops those that are not used without a word.
type footnotes struct {
	holder ast.Node // keeps them in the tree, so that their text is parsed
	named  map[string]*footnote
	all    []*footnote
}

type footnote struct {
	node   *extast.Footnote
	at     int
	letter string
	marks  []string // ids
}

// footnoteMark is a mark in the text. Footnotes have letters: numbers are the cards'.
type footnoteMark struct {
	ast.BaseInline
	note *footnote
	view view.FootnoteRef
}

var kindFootnoteMark = ast.NewNodeKind("FootnoteMark")

func (*footnoteMark) Kind() ast.NodeKind { return kindFootnoteMark }

func (m *footnoteMark) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// footnoteHolder holds the footnotes while a page is parsed; it prints nothing.
type footnoteHolder struct{ ast.BaseBlock }

var kindFootnoteHolder = ast.NewNodeKind("FootnoteHolder")

func (*footnoteHolder) Kind() ast.NodeKind { return kindFootnoteHolder }

func (h *footnoteHolder) Dump(source []byte, level int) { ast.DumpHelper(h, source, level, nil, nil) }

// footnoteBlock reads "[^name]: text" as goldmark's extension does.
type footnoteBlock struct{ parser.BlockParser }

var _ parser.BlockParser = footnoteBlock{}

func newFootnoteBlock() parser.BlockParser { return footnoteBlock{extension.NewFootnoteBlockParser()} }

func (footnoteBlock) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	st, note := stateOf(pc), node.(*extast.Footnote)
	if st.notes.holder == nil {
		root := node.Parent()
		for root.Parent() != nil {
			root = root.Parent()
		}
		st.notes.holder = &footnoteHolder{}
		st.notes.named = map[string]*footnote{}
		root.InsertBefore(root, root.FirstChild(), st.notes.holder)
	}
	node.Parent().RemoveChild(node.Parent(), node)
	st.notes.holder.AppendChild(st.notes.holder, node)
	f, name := &footnote{node: note, at: node.Pos()}, string(note.Ref)
	if st.notes.named[name] != nil {
		st.add("footnote-unknown", f.at, f.at+len(name)+3, "the footnote "+quote(name)+" is written twice", "give each a name of its own")
		return
	}
	st.notes.named[name] = f
	st.notes.all = append(st.notes.all, f)
}

// footnoteInline reads "[^name]" in text.
type footnoteInline struct{}

var _ parser.InlineParser = footnoteInline{}

func (footnoteInline) Trigger() []byte { return []byte{'!', '['} }

func (footnoteInline) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, at := r.PeekLine()
	bang := 0
	if line[0] == '!' { // not an image: an exclamation mark before a footnote
		bang = 1
	}
	if len(line) < bang+4 || line[bang] != '[' || line[bang+1] != '^' {
		return nil
	}
	name := line[bang+2 : min(len(line), bang+102)]
	end := bytes.IndexAny(name, "[]\n")
	if end <= 0 || name[end] != ']' || util.IsBlank(name[:end]) {
		return nil
	}
	name = name[:end]
	stop := bang + 3 + end
	st := stateOf(pc)
	note := st.notes.named[string(name)]
	if note == nil {
		if stop >= len(line) || line[stop] != '(' && line[stop] != '[' {
			st.add("footnote-unknown", at.Start+bang, at.Start+stop, "there is no footnote "+quote(string(name)), "write it on a line of its own: [^"+string(name)+"]: …")
		}
		return nil
	}
	if bang == 1 {
		ast.MergeOrAppendTextSegment(parent, text.NewSegment(at.Start, at.Start+1))
	}
	m := &footnoteMark{note: note}
	m.SetPos(at.Start + bang)
	r.Advance(stop)
	return m
}

// letters is a, b, … z, aa, ab …
func letters(n int) string {
	var b []byte
	for n++; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('a' + (n-1)%26)}, b...)
	}
	return string(b)
}

// name gives a footnote its letter, at its first mark, and the mark its id.
func (m *footnoteMark) name(count *int) (first bool) {
	if m.note.letter == "" {
		m.note.letter = letters(*count)
		*count++
		first = true
	}
	id := "footnote-" + m.note.letter
	mark := id + "-mark"
	if n := len(m.note.marks); n > 0 {
		mark += "-" + strconv.Itoa(n+1)
	}
	m.note.marks = append(m.note.marks, mark)
	m.view = view.FootnoteRef{ID: mark, Target: id, Letter: m.note.letter}
	return first
}

func renderFootnoteMark(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	return ast.WalkContinue, w.(*canvas).put("footnote-ref", node.(*footnoteMark).view)
}

func renderNothing(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

var _ renderer.NodeRendererFunc = renderFootnoteMark
