package site

import (
	"explainer/internal/diag"
	"explainer/internal/markdown"
)

// Where says in what kind of text a piece stands.
type Where uint8

// The places of a piece of text.
const (
	InProse Where = iota
	InHeading
	InCell
	InCode
	InFence // a code block: free, and counted
	InAlt   // the words of an image or figure
)

// Piece is a stretch of visible text, as a reader sees it: entities resolved, marks of emphasis gone.
type Piece struct {
	Text  string
	Span  diag.Span
	Doc   int // pieces of one text: a page's body, or one field
	Block int // pieces of one block of one text stand side by side
	Where Where
	Link  *Bound // the link of ours that it stands in, or nil
}

// Bound is a link of ours, with what check needs of it.
type Bound struct {
	Kind   BoundKind
	ID     string
	As     string // facet
	Auto   bool   // it prints what the facts file says: no words of the editor's
	Words  string // the editor's words, plain
	Span   diag.Span
	Target diag.Span
}

// BoundKind is what a link of ours leads to.
type BoundKind uint8

// What links of ours lead to.
const (
	ToFact BoundKind = iota
	ToEvent
	ToWord
	ToSource
	ToFigure
)

var boundKinds = map[markdown.Kind]BoundKind{
	markdown.Fact: ToFact, markdown.Event: ToEvent, markdown.Word: ToWord, markdown.Source: ToSource, markdown.Figure: ToFigure,
}

var places = map[markdown.RunKind]Where{
	markdown.RunProse: InProse, markdown.RunHeading: InHeading, markdown.RunCell: InCell,
	markdown.RunCode: InCode, markdown.RunFence: InFence, markdown.RunAlt: InAlt,
}

// pieces is the visible text of a document. A link is one Bound, however many pieces its words have.
func pieces(file string, doc *markdown.Doc, number int) []Piece {
	bounds := map[*markdown.Link]*Bound{}
	for _, k := range doc.Links {
		if kind, ours := boundKinds[k.Kind]; ours {
			bounds[k] = &Bound{Kind: kind, ID: k.ID, As: k.As, Auto: k.Auto, Words: k.Words, Span: k.Span, Target: k.Target}
		}
	}
	out := make([]Piece, 0, len(doc.Runs))
	for _, r := range doc.Runs {
		p := Piece{Text: r.Text, Span: diag.Span{File: file, Start: r.Start, End: r.End}, Doc: number, Block: r.Block, Where: places[r.Kind]}
		if r.Link != nil {
			p.Link = bounds[r.Link]
		}
		out = append(out, p)
	}
	return out
}
