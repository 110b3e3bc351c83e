package site

import (
	"cmp"
	"slices"
	"sort"

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
	InTitle // the title of a link or an image
	InTemplate
)

// Piece is a stretch of visible text, as a reader sees it: entities resolved, marks of emphasis gone, and
// <fact:ID> as what it prints.
type Piece struct {
	Text   string
	Span   diag.Span
	Doc    int // pieces of one text: a page's body, or one field
	Block  int // pieces of one block of one text stand side by side
	Where  Where
	Link   *Bound // the link of ours that it stands in, or nil
	Linked bool   // it stands in the words of a link that is not ours, where no other link can stand
	Field  bool   // of YAML: what it is written in has rules of its own

	place func(start, end int) diag.Span
}

// Place is where Text[start:end] stands in the file; the whole piece, where that cannot be told apart.
func (p *Piece) Place(start, end int) diag.Span {
	switch {
	case p.place != nil && start < end:
		return p.place(start, end)
	case p.place == nil && p.Span.End-p.Span.Start == len(p.Text):
		return diag.Span{File: p.Span.File, Start: p.Span.Start + start, End: p.Span.Start + end}
	}
	return p.Span
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
	markdown.RunCode: InCode, markdown.RunFence: InFence, markdown.RunAlt: InAlt, markdown.RunTitle: InTitle,
}

// addPieces appends the visible text of a bound document. A link is one Bound, however many pieces its words have.
func addPieces(out []Piece, file string, doc *markdown.Doc, number int, field bool) []Piece {
	bounds := make(map[*markdown.Link]*Bound, len(doc.Links))
	others := doc.Links[:0:0] // none stands in another
	for _, k := range doc.Links {
		if kind, ours := boundKinds[k.Kind]; ours {
			bounds[k] = &Bound{Kind: kind, ID: k.ID, As: k.As, Auto: k.Auto, Words: k.Words, Span: k.Span, Target: k.Target}
		} else if k.Kind != markdown.Image {
			others = append(others, k)
		}
	}
	slices.SortFunc(others, func(a, b *markdown.Link) int { return cmp.Compare(a.Span.Start, b.Span.Start) }) // footnotes come last
	out = slices.Grow(out, len(doc.Runs))
	for _, r := range doc.Runs {
		p := Piece{Text: r.Text, Span: diag.Span{File: file, Start: r.Start, End: r.End}, Doc: number, Block: r.Block, Where: places[r.Kind], Field: field}
		if p.Field && r.To-r.From == len(r.Text) && p.Span.End-p.Span.Start != len(p.Text) {
			p.place = doc.Placer(r)
		}
		if r.Link != nil {
			p.Link = bounds[r.Link]
			if r.Link.Auto {
				p.Text = r.Link.Text
			}
		}
		if len(others) > 0 {
			i := sort.Search(len(others), func(i int) bool { return others[i].Span.End > r.Start })
			p.Linked = i < len(others) && others[i].Span.Start <= r.Start
		}
		out = append(out, p)
	}
	return out
}

// Pieces is the visible text of the facts file and of the settings: their prose fields, each a text of its
// own. It must not be changed.
func (ix *Index) Pieces() []Piece { return ix.pieces }
