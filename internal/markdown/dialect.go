package markdown

import (
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	extast "github.com/yuin/goldmark/extension/ast"
)

// pageDialect is the whole dialect; lineDialect its inline part. Each is made once and never changes:
// all that belongs to one text is in the parser's context.
var (
	pageDialect = sync.OnceValue(func() goldmark.Markdown {
		return newDialect(
			parser.WithBlockParsers(blockParsers()...),
			parser.WithInlineParsers(append(inlineParsers(),
				util.Prioritized(inline{extension.NewTaskCheckBoxParser()}, 0),
			)...),
			parser.WithParagraphTransformers(
				util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
				util.Prioritized(newTables(), 200),
				util.Prioritized(paragraphs{}, 10_000),
			),
			parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		)
	})
	lineDialect = sync.OnceValue(func() goldmark.Markdown {
		return newDialect(
			parser.WithBlockParsers(util.Prioritized(oneParagraph{}, 100)),
			parser.WithInlineParsers(inlineParsers()...),
		)
	})
)

func newDialect(options ...parser.Option) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(options...)),
		goldmark.WithRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
			util.Prioritized(ours{}, 100),
			util.Prioritized(extension.NewTableHTMLRenderer(), 500),
			util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
			util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(), 500),
			util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
			util.Prioritized(html.NewRenderer(), 1000),
		))),
	)
}

// blockParsers have the priorities that goldmark and its extensions give them.
func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(block{heading{parser.NewSetextHeadingParser(), false}, false}, 100),
		util.Prioritized(block{extension.NewDefinitionListParser(), true}, 101),
		util.Prioritized(block{extension.NewDefinitionDescriptionParser(), false}, 102),
		util.Prioritized(block{parser.NewThematicBreakParser(), false}, 200),
		util.Prioritized(block{parser.NewListParser(), true}, 300),
		util.Prioritized(block{parser.NewListItemParser(), false}, 400),
		util.Prioritized(block{parser.NewCodeBlockParser(), false}, 500),
		util.Prioritized(block{heading{parser.NewATXHeadingParser(), true}, false}, 600),
		util.Prioritized(block{parser.NewFencedCodeBlockParser(), false}, 700),
		util.Prioritized(block{quotation{parser.NewBlockquoteParser()}, true}, 800),
		util.Prioritized(block{parser.NewHTMLBlockParser(), false}, 900),
		util.Prioritized(block{newFootnoteBlock(), true}, 999),
		util.Prioritized(block{parser.NewParagraphParser(), false}, 1000),
	}
}

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(inline{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(inline{footnoteInline{}}, 101),
		util.Prioritized(brackets{parser.NewLinkParser()}, 200),
		util.Prioritized(inline{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(inline{tags{parser.NewRawHTMLParser()}}, 400),
		util.Prioritized(inline{marks{parser.NewEmphasisParser()}}, 500),
		util.Prioritized(inline{marks{extension.NewStrikethroughParser()}}, 500),
		util.Prioritized(inline{newLinkify()}, 999),
		util.Prioritized(newTypographer(), 9999),
	}
}

// ours draws what goldmark does not know, or would draw otherwise than we do (see differences.go).
type ours struct{}

var _ renderer.NodeRenderer = ours{}

func (ours) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindAnchor, renderAnchor)
	reg.Register(kindPicture, renderPicture)
	reg.Register(kindDrawing, renderDrawing)
	reg.Register(kindMark, renderMark)
	reg.Register(kindRemark, renderRemark)
	reg.Register(kindFootnoteMark, renderFootnoteMark)
	reg.Register(kindFootnoteHolder, renderNothing)
	reg.Register(kindListing, renderListing)
	reg.Register(ast.KindCodeBlock, renderCode)
	reg.Register(ast.KindFencedCodeBlock, renderCode)
	reg.Register(ast.KindHTMLBlock, renderHTMLBlock)
	reg.Register(ast.KindRawHTML, renderHTMLInline)
	reg.Register(extast.KindTableCell, renderCell)
}

// oneParagraph takes a whole text as one paragraph, whatever its lines begin with.
type oneParagraph struct{}

var _ parser.BlockParser = oneParagraph{}

func (oneParagraph) Trigger() []byte { return nil }

func (oneParagraph) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	n := ast.NewTextBlock()
	oneParagraph{}.Continue(n, reader, nil)
	return n, parser.NoChildren
}

func (oneParagraph) Continue(n ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, at := reader.PeekLine()
	if !util.IsBlank(line) {
		at = at.TrimLeftSpace(reader.Source())
		n.Lines().Append(at)
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (oneParagraph) Close(n ast.Node, reader text.Reader, _ parser.Context) {
	if lines := n.Lines(); lines.Len() > 0 {
		last := lines.At(lines.Len() - 1)
		lines.Set(lines.Len()-1, last.TrimRightSpace(reader.Source()))
	}
}

func (oneParagraph) CanInterruptParagraph() bool { return true }

func (oneParagraph) CanAcceptIndentedLine() bool { return true }
