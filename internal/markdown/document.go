package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"explainer/internal/diag"
)

// Doc is a parsed text. It belongs to one goroutine; Copy makes another that can be bound and drawn
// apart from it.
type Doc struct {
	Links    []*Link    // in the order of the text, footnotes last
	Headings []*Heading // in the order of the text
	Runs     []Run      // the visible text, in the order of the text
	Findings diag.List
	Coloured bool // it holds code with colours

	place func(start, end int) diag.Span

	src   []byte
	root  ast.Node    // nil where there is nothing to draw
	notes []*footnote // in the order of their letters
	plain bool        // no Markdown in it: Runs holds all there is
	crude int         // bytes of HTML that it may become, at most
}

// Heading is a heading of a page.
type Heading struct {
	Level int
	ID    string
	// Plain is its words. What <fact:x> prints is not known before the links are bound: Render brings
	// Plain up to date with their Text.
	Plain   string
	Section bool // begins a section
	Span    diag.Span

	first, last int // its runs
}

// RunKind says where a piece of text stands.
type RunKind uint8

// The places of a run.
const (
	RunProse RunKind = iota
	RunHeading
	RunCell  // of a table
	RunCode  // a code span
	RunFence // a line of a code block
	RunAlt   // the words of an image or a figure
	RunTitle // the title of an image or a link
)

// Run is a piece of text as a reader sees it: entities and escapes are resolved, a soft line break is a
// space and a hard one a newline. An Auto link is a run without text, since it has no words yet.
type Run struct {
	Text  string
	Start int // where it stands in the file
	End   int // End-Start differs from len(Text) for an entity, an escape and a typographic character
	// From and To are where it stands in the text that was parsed, for Placer. In the file, a field of YAML
	// that is quoted or folded stands otherwise.
	From, To int
	// Block tells the runs that touch: those of one block print side by side, with nothing between them.
	Block int
	Link  *Link // the fact, event, word or source link it is the words of, or the figure; else nil
	Kind  RunKind
}

// Copy is the same text with links of its own, so that a text of the facts file is parsed once and
// bound on each page that shows it. What Parse found is shared and must not be changed.
func (d *Doc) Copy() *Doc {
	c := *d
	c.Links = make([]*Link, len(d.Links))
	now := make(map[*Link]*Link, len(d.Links))
	for i, l := range d.Links {
		own := *l
		c.Links[i], now[l] = &own, &own
	}
	if len(d.Links) > 0 {
		c.Runs = make([]Run, len(d.Runs))
		for i, r := range d.Runs {
			r.Link = now[r.Link]
			c.Runs[i] = r
		}
	}
	c.Headings = make([]*Heading, len(d.Headings))
	for i, h := range d.Headings {
		own := *h
		c.Headings[i] = &own
	}
	return &c
}

// Plain is the words alone, entities resolved, for titles, navigation and alternative texts. Links
// print their words, and <fact:x> its Text; blocks are joined by newlines.
func (d *Doc) Plain() string { return d.words(0, len(d.Runs)) }

// LinkPlain is the words of one of the links alone: what a screen reader reads for a figure or an image.
func (d *Doc) LinkPlain(l *Link) string {
	if l.Auto {
		return l.Text
	}
	return d.words(l.first, l.last)
}

// Placer says where Text[start:end] of a run stands in the file, if the run is a copy of what was written. It
// outlives the text without keeping it.
func (d *Doc) Placer(r Run) func(start, end int) diag.Span {
	place, from := d.place, r.From
	return func(start, end int) diag.Span { return place(from+start, from+end) }
}

// words joins the runs from first to last, titles left out.
func (d *Doc) words(first, last int) string {
	runs := d.Runs[first:last]
	if len(runs) == 1 && runs[0].Kind != RunTitle {
		return runText(runs[0])
	}
	var b strings.Builder
	block := -1
	for _, r := range runs {
		if r.Kind == RunTitle {
			continue
		}
		if block >= 0 && r.Block != block && b.Len() > 0 {
			b.WriteByte('\n')
		}
		block = r.Block
		b.WriteString(runText(r))
	}
	return b.String()
}

func runText(r Run) string {
	if r.Link != nil && r.Link.Auto {
		return r.Link.Text
	}
	return r.Text
}
