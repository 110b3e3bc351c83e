package share

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A face measures and draws characters of a font at a size. It is for one goroutine, since it keeps scratch space.
//
// It measures as opentype.Face does, and draws as that does but for curves. Those x/image flattens with products that
// are added at once, which processors that can do both in one step round otherwise than the others: of a card some
// pixels would differ, and with them its name and every page that names it. Here each product is rounded by itself.
type face struct {
	*opentype.Face
	font   *sfnt.Font
	scale  fixed.Int26_6
	buffer sfnt.Buffer
	raster vector.Rasterizer
	mask   image.Alpha
}

// face is a style's.
func (st style) face() *face {
	f := fonts()[st.voice]
	measure, err := opentype.NewFace(f, &opentype.FaceOptions{Size: st.size, DPI: 72})
	if err != nil {
		panic("share: " + err.Error()) // of options that are wrong, and ours are not
	}
	return &face{Face: measure.(*opentype.Face), font: f, scale: fixed.Int26_6(0.5 + float64(st.size*64))}
}

// glyph draws a character at a dot: where it goes, its coverage, and how far the dot moves. The mask is good until the
// next one is drawn; ok is false where the font has no shape for it.
func (f *face) glyph(dot fixed.Point26_6, r rune) (to image.Rectangle, mask *image.Alpha, advance fixed.Int26_6, ok bool) {
	i, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return to, nil, 0, false
	}
	advance, err = f.font.GlyphAdvance(&f.buffer, i, f.scale, font.HintingNone)
	if err != nil {
		return to, nil, 0, false
	}
	shape, err := f.font.LoadGlyph(&f.buffer, i, f.scale, nil)
	if err != nil {
		return to, nil, advance, false
	}
	box := shape.Bounds().Add(dot)
	to = image.Rect(box.Min.X.Floor(), box.Min.Y.Floor(), box.Max.X.Ceil(), box.Max.Y.Ceil())
	origin := dot.Sub(fixed.P(to.Min.X, to.Min.Y))
	f.raster.Reset(to.Dx(), to.Dy())
	f.raster.DrawOp = draw.Src
	for _, s := range shape {
		a, b := pixels(s.Args[0].Add(origin)), pixels(s.Args[1].Add(origin))
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			f.raster.MoveTo(a.x, a.y)
		case sfnt.SegmentOpLineTo:
			f.raster.LineTo(a.x, a.y)
		case sfnt.SegmentOpQuadTo:
			f.curve(a, b)
		default:
			panic("share: an embedded font has curves that TrueType has not")
		}
	}
	if n := to.Dx() * to.Dy(); cap(f.mask.Pix) < n {
		f.mask.Pix = make([]uint8, 2*n)
	}
	f.mask = image.Alpha{Pix: f.mask.Pix[:to.Dx()*to.Dy()], Stride: to.Dx(), Rect: image.Rect(0, 0, to.Dx(), to.Dy())}
	f.raster.Draw(&f.mask, f.mask.Rect, image.Opaque, image.Point{})
	return to, &f.mask, advance, true
}

// point is a place in pixels.
type point struct{ x, y float32 }

func pixels(p fixed.Point26_6) point { return point{float32(p.X) / 64, float32(p.Y) / 64} }

// curve draws a quadratic curve from the pen by way of b to c, in as many lines as it is bent.
func (f *face) curve(b, c point) {
	const tolerance = 3
	var a point
	a.x, a.y = f.raster.Pen()
	x, y := a.x-2*b.x+c.x, a.y-2*b.y+c.y
	if bent := float32(x*x) + float32(y*y); bent >= 0.333 {
		n := 1 + int(math.Sqrt(math.Sqrt(tolerance*float64(bent))))
		t := float32(0)
		for range n - 1 {
			t += 1 / float32(n)
			p := between(t, between(t, a, b), between(t, b, c))
			f.raster.LineTo(p.x, p.y)
		}
	}
	f.raster.LineTo(c.x, c.y)
}

// between is the point at t on the way from a to b.
func between(t float32, a, b point) point {
	return point{a.x + float32(t*(b.x-a.x)), a.y + float32(t*(b.y-a.y))}
}
