package markdown

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"explainer/internal/diag"
)

// gatherer goes through a parsed text once, in the order in which it is read. It collects what a page
// offers to site (links, headings, visible text, findings) and puts our nodes in the place of
// goldmark's.
type gatherer struct {
	doc   *Doc
	state *state
	text  string // the source, so that runs need no memory of their own
	place func(start, end int) diag.Span

	copied             bool // the last run was cut from the source, from copyStart to copyEnd
	copyStart, copyEnd int
	barrier            int // runs before it grow no more

	kind     RunKind
	number   int // of the block
	depth    int // of inline nodes
	in       *Link
	linked   bool // in a link of any kind
	heading  bool
	alt      bool
	headings []*ast.Heading
	notes    []*footnote
	letters  int
	remarks  map[string]bool // alerts since the last section; "callout" on the page
}

// gather fills a Doc from what goldmark made of its source.
func gather(d *Doc, root ast.Node, st *state, place func(start, end int) diag.Span) {
	g := &gatherer{doc: d, state: st, text: string(d.src), place: place, number: -1, remarks: map[string]bool{}}
	d.Runs = make([]Run, 0, len(d.src)/24+4)
	g.blocks(root)
	for i := 0; i < len(g.notes); i++ { // grows: a footnote may lean on another
		g.blocks(g.notes[i].node)
	}
	for _, f := range st.notes.all {
		if f.letter == "" {
			name := string(f.node.Ref)
			g.add("footnote-unknown", f.at, f.at+len(name)+3, "no text leans on the footnote "+quote(name), "write [^"+name+"] where it belongs, or delete it")
		}
	}
	for _, h := range d.Headings {
		h.Plain = d.words(h.first, h.last)
	}
	g.nameHeadings(g.headings)
	for _, i := range st.issues {
		d.Findings.Add(i.code, place(i.start, i.end), i.message, i.hint)
	}
	d.root, d.notes = root, g.notes
}

func (g *gatherer) add(code string, start, end int, message, hint string) {
	if g.state.more(code) {
		g.doc.Findings.Add(code, g.place(start, end), message, hint)
	}
}

// block begins a new block of runs.
func (g *gatherer) block(kind RunKind) {
	g.kind = kind
	g.number++
}

func (g *gatherer) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling() // n may be replaced
		g.doc.crude += 40
		g.oneBlock(n)
		n = next
	}
}

func (g *gatherer) oneBlock(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		g.title(n)
	case *ast.Paragraph:
		if !g.figure(n) {
			g.block(RunProse)
			g.inlines(n)
		}
	case *ast.TextBlock, *extast.DefinitionTerm:
		g.block(RunProse)
		g.inlines(n)
	case *extast.TableCell:
		g.block(RunCell)
		g.inlines(n)
	case *ast.CodeBlock:
		g.codeLines(n)
	case *ast.FencedCodeBlock:
		g.fence(n)
	case *ast.HTMLBlock:
		g.htmlBlock(n)
	case *ast.List:
		if n.IsOrdered() && n.Start != 1 {
			digits := len(fmt.Sprint(n.Start))
			g.add("list-start", n.Pos(), n.Pos()+digits, fmt.Sprintf("a list begins at %d", n.Start), "write 1., or put a backslash before the dot")
		}
		g.blocks(n)
	case *ast.Blockquote:
		g.quotation(n)
	case *footnoteHolder: // its turn comes last, in the order of the letters
	default:
		g.blocks(n)
	}
}

// title takes a heading.
func (g *gatherer) title(n *ast.Heading) {
	start, end := n.Pos(), n.Pos()
	if l := n.Lines().Len(); l > 0 {
		end = n.Lines().At(l - 1).Stop
	}
	h := &Heading{Level: n.Level, Span: g.place(start, end), first: g.apart()}
	h.Section = n.Level == 2 && n.Parent().Kind() == ast.KindDocument
	if h.Section {
		delete(g.remarks, "note")
	}
	if n.Level == 1 {
		g.add("heading-level", start, end, "a heading of the first level stands in the text", "write ##: the title in front matter is the page's only heading of that level")
	}
	g.block(RunHeading)
	g.heading = true
	g.inlines(n)
	g.heading = false
	h.last = len(g.doc.Runs)
	g.doc.Headings = append(g.doc.Headings, h)
	g.headings = append(g.headings, n)
}

// quotation makes a note or a callout of a quotation that is an alert.
func (g *gatherer) quotation(n *ast.Blockquote) {
	a, ok := g.state.alerts[n]
	if !ok {
		g.blocks(n)
		return
	}
	r := &remark{partial: "note"}
	if a.word == "IMPORTANT" {
		r.partial = "callout"
	}
	if g.remarks[r.partial] {
		where := "section has a margin note"
		if r.partial == "callout" {
			where = "page has a callout"
		}
		g.add("alert-extra", a.start, a.end, "this "+where+" already", "join them, or make one of them prose")
	}
	g.remarks[r.partial] = true
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		r.AppendChild(r, c)
	}
	n.Parent().ReplaceChild(n.Parent(), n, r)
	g.blocks(r)
}

func (g *gatherer) inlines(parent ast.Node) {
	g.depth++
	if g.depth == maxInline {
		g.state.once("nesting-too-deep", max(parent.Pos(), 0), "emphasis and links are nested deeper than 50 levels", "")
	}
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling() // n may be replaced
		g.doc.crude += 20
		g.oneInline(n)
		n = next
	}
	g.depth--
}

func (g *gatherer) oneInline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		g.words(n)
	case *mark:
		g.typographic(n)
	case *ast.CodeSpan:
		g.codeSpan(n)
	case *ast.Link:
		g.link(n)
	case *ast.Image:
		g.image(n)
	case *ast.AutoLink:
		g.autoLink(n)
	case *ast.RawHTML:
		g.htmlInline(n)
	case *footnoteMark:
		if g.linked || g.alt {
			g.add("link-nested", n.Pos(), n.Pos()+len(n.note.node.Ref)+3, "a footnote mark stands in the words of a link or an image", "put it behind them")
		}
		if !g.alt && n.name(&g.letters) {
			g.notes = append(g.notes, n.note)
		}
	default:
		g.inlines(n)
	}
}

func (g *gatherer) words(n *ast.Text) {
	s := n.Segment
	if n.IsRaw() {
		g.verbatim(s.Start, s.Stop)
	} else {
		g.resolved(s.Start, s.Stop, g.kind)
	}
	switch {
	case n.HardLineBreak():
		g.run("\n", s.Stop, s.Stop+1, g.kind)
	case n.SoftLineBreak():
		g.run(" ", s.Stop, s.Stop+1, g.kind)
	}
}

func (g *gatherer) typographic(n *mark) {
	s := n.segment
	if g.in != nil && (g.in.Kind == Fact || g.in.Kind == Event) {
		n.asTyped = true
		g.verbatim(s.Start, s.Stop)
		return
	}
	g.run(string(n.shown), s.Start, s.Stop, g.kind)
}

func (g *gatherer) codeSpan(n *ast.CodeSpan) {
	before := g.kind
	if !g.alt {
		g.kind = RunCode
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			g.verbatim(t.Segment.Start, t.Segment.Stop)
		}
	}
	g.kind = before
}
