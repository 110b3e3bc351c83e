package share

import (
	"image"
	"image/color"
	"math"

	"explainer/internal/view"
)

// An inked is a colour of the theme's light scheme, as a ramp of levels from paper to itself.
type inked uint8

const (
	ink inked = iota
	soft
	line
	doubt
	partyA
	partyB
)

// colours are those of static/style.css, light, in the order of the inks.
var (
	paper   = color.RGBA{0xfc, 0xfd, 0xfc, 0xff}
	colours = [...]color.RGBA{{0x11, 0x1b, 0x16, 0xff}, {0x47, 0x55, 0x4d, 0xff}, {0x74, 0x84, 0x7a, 0xff},
		{0x8d, 0x16, 0x68, 0xff}, {0x08, 0x4a, 0x93, 0xff}, {0xb0, 0x42, 0x0a, 0xff}}
)

// levels is how many steps a ramp has after paper: enough that edges look smooth.
const levels = 15

// full is the palette index of an ink undiluted.
func (k inked) full() uint8 { return uint8(k)*levels + levels }

// A sheet is the paper that a card is drawn on.
type sheet struct{ picture *image.Paletted }

func newSheet() *sheet {
	p := color.Palette{paper}
	for _, c := range colours {
		for level := 1; level <= levels; level++ {
			mix := func(from, to uint8) uint8 {
				return uint8((int(from)*(levels-level) + int(to)*level + levels/2) / levels)
			}
			p = append(p, color.RGBA{mix(paper.R, c.R), mix(paper.G, c.G), mix(paper.B, c.B), 0xff})
		}
	}
	return &sheet{image.NewPaletted(image.Rect(0, 0, Width, Height), p)}
}

// put inks a pixel by its coverage, 0 to 255. Where shapes meet, the fuller one stays.
func (s *sheet) put(x, y int, k inked, coverage uint8) {
	level := uint8((int(coverage)*levels + 127) / 255)
	if level == 0 || !(image.Point{X: x, Y: y}).In(s.picture.Rect) {
		return
	}
	at := s.picture.PixOffset(x, y)
	if old := s.picture.Pix[at]; old == 0 || (old-1)%levels < level-1 {
		s.picture.Pix[at] = uint8(k)*levels + level
	}
}

// rect fills a rectangle.
func (s *sheet) rect(x, y, w, h int, k inked) {
	for row := y; row < min(y+h, Height); row++ {
		at := s.picture.PixOffset(x, row)
		for i := range min(w, Width-x) {
			s.picture.Pix[at+i] = k.full()
		}
	}
}

// sign is the site's sign: a T whose bar is half one party's, half the other's.
func (s *sheet) sign(x, y int) {
	s.rect(x, y, 16, 6, partyA)
	s.rect(x+16, y, 16, 6, partyB)
	s.rect(x+14, y, 4, 32, ink)
}

// mark draws a status as the pages do: a disc, a half disc, a ring, two bars or a split diamond, 22 pixels
// wide.
func (s *sheet) mark(status view.Status, x, y int, k inked) {
	const size, rim = 22.0, 3.0
	if status == "computed" {
		s.rect(x, y+4, size, 4, k)
		s.rect(x, y+14, size, 4, k)
		return
	}
	for row := range int(size) {
		for column := range int(size) {
			dx, dy := float64(column)+.5-size/2, float64(row)+.5-size/2
			depth := size/2 - math.Sqrt(dx*dx+dy*dy) // how far inside the edge
			if status == "disputed" {
				depth = (size/2 - math.Abs(dx) - math.Abs(dy)) / math.Sqrt2
			}
			hollow := status == "rumoured" || status != "confirmed" && dx > 0
			coverage := min(1, max(0, depth+.5))
			if hollow {
				coverage *= min(1, max(0, rim-depth+.5))
			}
			s.put(x+column, y+row, k, uint8(255*coverage))
		}
	}
}
