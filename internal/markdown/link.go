package markdown

import (
	"explainer/internal/diag"
)

// Kind says where a link leads.
type Kind uint8

// The kinds of links. The first five are ours; the words of the first four bind figures.
const (
	Fact   Kind = iota + 1 // fact:ID
	Event                  // event:ID
	Word                   // word:ID
	Source                 // source:ID
	Figure                 // figure:ID, an image alone in its paragraph
	Page                   // NAME.md, NAME.md#anchor or #anchor
	Web                    // http, https and mailto
	Image                  // a file in static/
)

// Ours reports whether a link of this kind is bound to an entry of the facts file.
func (k Kind) Ours() bool { return k >= Fact && k <= Figure }

// Link is one link of a text. Links whose address the dialect refuses are not among a text's links:
// they are findings, and print as their words.
type Link struct {
	Kind   Kind
	ID     string // of the fact, event, word, source or figure; page name ("" for this page); URL; path in static/
	As     string // facet, "" by default
	Anchor string // of a page link
	Auto   bool   // <fact:x>: it has no words of its own
	// Heading and Alt say where it stands: in a heading, or in the words of an image or a figure, where
	// it prints as plain words and needs no card.
	Heading bool
	Alt     bool
	Words   string    // its words, plain, as the reader sees them; of a fact or event as the author wrote them
	Target  diag.Span // the destination
	Span    diag.Span // the whole link

	// What follows is set before Render.

	// View is what Partial draws: view.Mention, view.When or view.Cite, whose Words Render fills in from
	// the link's own words, or the view of a figure, which is drawn as it is. Another view with nothing to
	// fill in is drawn as it is too.
	View    any
	Partial string
	// Href makes a link without a View an ordinary one, and is the address of an image. Parse sets it for
	// Web and for places on the same page.
	Href string
	// Text is what an Auto link prints.
	Text string
	// Width and Height of an image in pixels, 0 where unknown.
	Width, Height int

	first, last int // the runs of its words
}
