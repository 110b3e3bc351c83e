package share

import (
	"bytes"
	"errors"
	"image/png"

	"explainer/internal/view"
)

// The size of every card, in pixels: what networks ask for.
const (
	Width  = 1200
	Height = 630
)

// Card is what a card says. With a Value it shows a figure, without one a page.
type Card struct {
	Site      string      // the site's name, at the top
	Title     string      // of the page; of a figure, its label
	Text      string      // of a page: what it is about
	Qualifier string      // of a figure: "about", small before the value
	Value     string      // of a figure: the value as the site prints it, without its qualifier
	Status    view.Status // of a figure
	Lines     []string    // the column at the right: dates, counts, sources
}

// Where things stand, in pixels. The T's bar divides a card; its stem divides what is below.
const (
	margin  = 72
	right   = Width - margin
	mast    = 88  // baseline of the site's name
	top     = 148 // of the title
	bottom  = 558 // of the double rule at the end
	stem    = 792 // of the T
	gutter  = 32  // between the stem and what stands beside it
	spacing = 36  // above and below the bar
)

// ErrLong is of a figure whose value has no room on a card. Half a value would be a wrong one.
var ErrLong = errors.New("the value is too long for a card")

// PNG draws the card. The error is ErrLong, or the encoder's, which a picture of this size does not have.
func (c Card) PNG() ([]byte, error) {
	s := newSheet()
	s.sign(margin, mast-24)
	s.line(clip(style{bold, 28}, c.Site, right-margin-48), style{bold, 28}, ink, margin+48, mast)
	s.rect(margin, mast+28, right-margin, 3, ink)
	if c.Value == "" {
		c.page(s)
	} else if !c.figure(s) {
		return nil, ErrLong
	}
	s.rect(margin, bottom, right-margin, 2, line)
	s.rect(margin, bottom+5, right-margin, 2, line)
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, s.picture)
	return b.Bytes(), err
}

// page sets a title over its T: what the page is about at the left, how its facts stand at the right.
func (c Card) page(s *sheet) {
	title := fit(serif, c.Title, right-margin, 230, 88, 40).balanced(right - margin)
	y := s.block(title, ink, margin, top+title.rise()) + spacing
	c.bar(s, y)
	text := fit(sans, c.Text, stem-gutter-margin, bottom-gutter-y-spacing, 28, 24)
	s.block(text, soft, margin, y+spacing+text.rise())
}

// figure sets a label over its T: the value at the left, how sure it is and since when at the right. It is false where
// the value has no room.
func (c Card) figure(s *sheet) bool {
	label := fit(bold, c.Title, right-margin, 130, 40, 28).balanced(right - margin)
	y := s.block(label, ink, margin, top+label.rise()) + spacing
	c.bar(s, y)
	small := fit(serif, c.Qualifier, stem-gutter-margin, 40, 48, 48)
	above := 0 // what the qualifier takes
	if len(small.lines) > 0 {
		above = small.rise() + spacing*2/3
	}
	room := bottom - gutter - y - spacing - above
	value := fit(serif, c.Value, stem-gutter-margin, room, 150, 28).balanced(stem - gutter - margin)
	y += spacing + (room-value.height())/3
	s.block(small, soft, margin, y+small.rise())
	s.block(value, ink, margin, y+above+value.rise())
	return value.whole
}

// bar draws the T and the column at its right.
func (c Card) bar(s *sheet, y int) {
	s.rect(margin, y, right-margin, 3, ink)
	s.rect(stem, y, 2, bottom-gutter-y, line)
	x, y, wide := stem+gutter, y+spacing, right-stem-gutter
	if c.Status != "" {
		inked := ink
		if c.Status == "disputed" {
			inked = doubt
		}
		s.mark(c.Status, x, y, inked)
		s.line(c.Status.Word(), style{bold, 30}, inked, x+36, y+22)
		y += 22 + spacing*2/3
	}
	for _, text := range c.Lines {
		b := fit(sans, text, wide, min(100, bottom-gutter-y), 26, 24).balanced(wide)
		if y+b.height() > bottom-gutter {
			return
		}
		y = s.block(b, soft, x, y+b.rise()) + spacing*2/3
	}
}
