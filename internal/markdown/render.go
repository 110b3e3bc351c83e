package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"explainer/internal/view"
)

// Body is a page's body, drawn.
type Body struct {
	Opening   view.Markup // what stands before the first section
	Sections  []view.Section
	Footnotes view.Markup // "" where there are none
}

// Render draws a page. It asks p for the partials mention, when and cite (or what the links say), the
// kinds of figures, note, callout, footnote-ref and footnotes. Links are bound before it: nothing is
// looked up here. The error is the first that a partial returned.
func (d *Doc) Render(p view.Partial) (Body, error) {
	d.name()
	var body Body
	if d.plain || d.root == nil {
		m, err := d.Inline(p)
		return Body{Opening: m}, err
	}
	c := d.canvas(p)
	heading := 0
	section := -1 // of body.Sections; -1: the opening
	flush := func() {
		m := c.take()
		if section < 0 {
			body.Opening = m
		} else {
			body.Sections[section].Body = m
		}
	}
	sections := d.sections()
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
			flush()
			body.Sections = append(body.Sections, view.Section{ID: sections[heading].ID})
			heading++
			section++
		}
		if err := c.draw(n); err != nil {
			return Body{}, err
		}
	}
	flush()
	var err error
	body.Footnotes, err = d.footnotes(c)
	return body, err
}

func (d *Doc) sections() []*Heading {
	var s []*Heading
	for _, h := range d.Headings {
		if h.Section {
			s = append(s, h)
		}
	}
	return s
}

func (d *Doc) footnotes(c *canvas) (view.Markup, error) {
	if len(d.notes) == 0 {
		return "", nil
	}
	list := view.Footnotes{Items: make([]view.Footnote, 0, len(d.notes))}
	for _, f := range d.notes {
		for n := f.node.FirstChild(); n != nil; n = n.NextSibling() {
			if err := c.draw(n); err != nil {
				return "", err
			}
		}
		list.Items = append(list.Items, view.Footnote{ID: "footnote-" + f.letter, Letter: f.letter, Body: c.take(), Back: f.marks})
	}
	b, err := c.partial("footnotes", list)
	return view.Markup(b), err
}

// Inline draws what ParseInline read, without a paragraph around it.
func (d *Doc) Inline(p view.Partial) (view.Markup, error) {
	d.name()
	if d.plain {
		if len(d.Runs) == 0 {
			return "", nil
		}
		return view.Markup(d.Runs[0].Text), nil // it has no character that HTML needs escaped
	}
	if d.root == nil {
		return "", nil
	}
	c := d.canvas(p)
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if err := c.draw(n); err != nil {
			return "", err
		}
	}
	return c.take(), nil
}

// name brings the words of headings up to date with what the links print.
func (d *Doc) name() {
	for _, h := range d.Headings {
		h.Plain = d.words(h.first, h.last)
	}
}

// canvas is what goldmark's renderer writes to: one buffer, cut wherever a partial needs the HTML that
// was written since a mark.
type canvas struct {
	doc     *Doc
	links   []*Link
	partial view.Partial
	buf     []byte
	marks   []int
}

var _ util.BufWriter = (*canvas)(nil)

func (d *Doc) canvas(p view.Partial) *canvas {
	return &canvas{doc: d, links: d.Links, partial: p, buf: make([]byte, 0, len(d.src)*3/2)}
}

func (c *canvas) draw(n ast.Node) error {
	return pageDialect().Renderer().Render(c, c.doc.src, n)
}

// take empties the canvas.
func (c *canvas) take() view.Markup {
	m := view.Markup(c.buf)
	c.buf = c.buf[:0]
	return m
}

// push marks a place; pop takes what was written since.
func (c *canvas) push() { c.marks = append(c.marks, len(c.buf)) }

func (c *canvas) pop() view.Markup {
	at := c.marks[len(c.marks)-1]
	c.marks = c.marks[:len(c.marks)-1]
	m := view.Markup(c.buf[at:])
	c.buf = c.buf[:at]
	return m
}

// put writes what a partial makes of a view.
func (c *canvas) put(name string, v any) error {
	b, err := c.partial(name, v)
	c.buf = append(c.buf, b...)
	return err
}

// drawn draws a link by its partial. Its own words are rendered first, in place, and taken off again.
func (c *canvas) drawn(a *anchor, l *Link, entering bool) (ast.WalkStatus, error) {
	if entering && !a.auto {
		c.push()
		return ast.WalkContinue, nil
	}
	if entering != a.auto {
		return ast.WalkContinue, nil
	}
	var words view.Markup
	if a.auto {
		c.push()
		escape(c, a.words(l))
	}
	words = c.pop()
	data := l.View
	switch v := data.(type) {
	case view.Mention:
		v.Words = words
		data = v
	case view.When:
		v.Words = words
		data = v
	case view.Cite:
		v.Words = words
		data = v
	}
	return ast.WalkContinue, c.put(l.Partial, data)
}

// Write and the methods below make the canvas a util.BufWriter. They never fail.
func (c *canvas) Write(p []byte) (int, error) {
	c.buf = append(c.buf, p...)
	return len(p), nil
}

// WriteString appends a string.
func (c *canvas) WriteString(s string) (int, error) {
	c.buf = append(c.buf, s...)
	return len(s), nil
}

// WriteByte appends a byte.
func (c *canvas) WriteByte(b byte) error {
	c.buf = append(c.buf, b)
	return nil
}

// WriteRune appends a character.
func (c *canvas) WriteRune(r rune) (int, error) {
	before := len(c.buf)
	c.buf = utf8.AppendRune(c.buf, r)
	return len(c.buf) - before, nil
}

// Available is how much fits before the buffer grows.
func (c *canvas) Available() int { return cap(c.buf) - len(c.buf) }

// Buffered is how much was written.
func (c *canvas) Buffered() int { return len(c.buf) }

// Flush has nothing to do: the buffer is the result.
func (c *canvas) Flush() error { return nil }
