package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// The limits of a page. goldmark is quadratic in some of these: a page of 1 MB within them parses in
// less than a second, and no page of an honest author comes near one.
const (
	maxPage     = 1 << 20 // bytes
	maxLine     = 64 << 10
	maxBlock    = 64 << 10 // bytes of one paragraph
	maxLines    = 1000     // of one paragraph
	maxDepth    = 20       // quotations, lists, definitions and footnotes in one another
	maxInline   = 50       // emphasis, links in one another
	maxBlocks   = 20_000   // a page
	maxInlines  = 50_000   // a page
	maxTags     = 20_000   // less-than signs before a letter, a page
	maxFindings = 200      // of one code, a page
	maxColoured = 64 << 10 // bytes of code, a page
	maxMarks    = 1000     // emphasis marks in one paragraph
	maxBrackets = 100      // open at one time
	maxFailed   = 2000     // brackets on a page that look like links and are none
	maxAddress  = 2048     // bytes of a destination
	maxColumns  = 50       // of a table
	maxCells    = 10_000   // of all tables of a page
	maxPipes    = 5000     // escaped in all tables of a page
	maxGrowth   = 10       // bytes of HTML for a byte of Markdown, beyond freeGrowth
	freeGrowth  = 100 << 10
)

// block limits a block parser: how many blocks a page has, and how deep containers nest. A block that
// is refused stays text; at the end of the allowance nothing opens any more, and parsing ends.
type block struct {
	parser.BlockParser
	container bool
}

var _ parser.BlockParser = block{}

func (b block) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	st := stateOf(pc)
	line, at := reader.Position()
	if st.blocks >= maxBlocks && !isList(parent) {
		st.once("page-too-large", at.Start, "the page has too many paragraphs, list items and other blocks", "split it into several pages")
		return nil, parser.NoChildren
	}
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if b.container && depth(parent) >= maxDepth {
		st.once("nesting-too-deep", at.Start, "lists and quotations are nested deeper than 20 levels", "")
		reader.SetPosition(line, at) // goldmark does not rewind for us
		return nil, parser.NoChildren
	}
	st.blocks++
	return node, state
}

// Continue ends a list when the page's allowance of blocks is used up: refusing its items would leave
// goldmark with a list of something else.
func (b block) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if st := stateOf(pc); st.blocks >= maxBlocks && isList(node) && node.HasChildren() {
		return parser.Close
	}
	return b.BlockParser.Continue(node, reader, pc)
}

func isList(n ast.Node) bool {
	return n.Kind() == ast.KindList || n.Kind() == extast.KindDefinitionList
}

func depth(n ast.Node) int {
	d := 0
	for ; n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindBlockquote, ast.KindList, extast.KindDefinitionList, extast.KindFootnote:
			d++
		}
	}
	return d
}

// inline limits how many inline nodes a page has.
type inline struct{ parser.InlineParser }

var _ parser.InlineParser = inline{}

func (p inline) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if !st.allows(r) {
		return nil
	}
	n := p.InlineParser.Parse(parent, r, pc)
	if n != nil {
		st.inlines++
	}
	return n
}

func (s *state) allows(r text.Reader) bool {
	if s.inlines < maxInlines {
		return true
	}
	_, at := r.Position()
	s.once("page-too-large", at.Start, "the page has too many links, emphases and quotation marks", "split it into several pages")
	return false
}

// marks limits the emphasis marks of one paragraph: pairing them is quadratic.
type marks struct{ parser.InlineParser }

var _ parser.InlineParser = marks{}

func (p marks) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if st.marks >= maxMarks {
		_, at := r.Position()
		st.once("page-too-large", at.Start, "a paragraph has too many emphasis marks", "split the paragraph")
		return nil
	}
	n := p.InlineParser.Parse(parent, r, pc)
	if n != nil {
		st.marks++
	}
	return n
}

// paragraphs cuts a paragraph that is longer than the limit: several of goldmark's searches begin
// anew on each line of a paragraph and end with it. It runs last, when tables have been taken out.
type paragraphs struct{}

var _ parser.ParagraphTransformer = paragraphs{}

func (paragraphs) Transform(node *ast.Paragraph, _ text.Reader, pc parser.Context) {
	lines := node.Lines()
	size := 0
	for i := range lines.Len() {
		line := lines.At(i)
		size += line.Len()
		if (size > maxBlock || i >= maxLines) && i > 0 {
			stateOf(pc).once("page-too-large", line.Start, "a paragraph is longer than 64 KB or 1,000 lines", "split the paragraph")
			lines.SetSliced(0, i)
			return
		}
	}
}

// bounded refuses a page whose HTML is out of proportion to its source. The parts of a page are
// limited one by one; this limits what they can do together.
func bounded(d *Doc, place func(start, end int) diag.Span) {
	limit := maxGrowth*len(d.src) + freeGrowth
	if d.root == nil || d.crude <= limit {
		return
	}
	size := 0
	nothing := func(string, any) (view.Markup, error) { return "", nil }
	if b, err := d.Render(nothing); err == nil {
		size = len(b.Opening) + len(b.Footnotes)
		for _, s := range b.Sections {
			size += len(s.Body)
		}
	}
	if size > limit {
		d.Findings.Add("page-too-large", place(0, 0), "the page would become more than ten times as large as its source",
			"it has more blocks, cells or marks than words")
		d.root, d.notes = nil, nil
	}
}
