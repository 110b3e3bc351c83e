package share

import (
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The voices of the pages: values and titles in serif, data in sans.
type voice uint8

const (
	serif voice = iota
	sans
	bold
)

// fonts are read when a first card is drawn: a build without a public address draws none.
var fonts = sync.OnceValue(func() (f [3]*sfnt.Font) {
	for i, data := range [][]byte{liberationserifbold.TTF, liberationsansregular.TTF, liberationsansbold.TTF} {
		parsed, err := opentype.Parse(data)
		if err != nil {
			panic("share: an embedded font cannot be read: " + err.Error())
		}
		f[i] = parsed
	}
	return f
})

// A style is a voice at a size, in pixels.
type style struct {
	voice voice
	size  float64
}

// Missing is the characters of a text that cards cannot show, each once: the fonts lack them, or they are
// written from right to left. Cards leave them out.
func Missing(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if !seen[r] && !unseen(r) && !shown(r) {
			missing = append(missing, r)
		}
		seen[r] = true
	}
	return missing
}

func shown(r rune) bool {
	if unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Mn) {
		return false
	}
	var b sfnt.Buffer
	for _, f := range fonts() {
		if i, err := f.GlyphIndex(&b, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// unseen characters have no shape of their own: joiners, soft hyphens, spaces of any kind.
func unseen(r rune) bool { return unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) }

// plain is a text of characters that can be drawn. Spaces that do not break stay.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f':
			return '\u00a0'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || !shown(r):
			return -1
		}
		return r
	}, text)
}

// width is how far a text runs, in pixels, rounded up.
func width(face font.Face, text string) int { return font.MeasureString(face, text).Ceil() }

// line draws a text from x on a baseline.
func (s *sheet) line(text string, st style, k inked, x, y int) { s.run(st.face(), text, k, x, y) }

func (s *sheet) run(face *face, text string, k inked, x, y int) {
	dot := fixed.P(x, y)
	before := rune(-1)
	for _, r := range text {
		if before >= 0 {
			dot.X += face.Kern(before, r)
		}
		to, mask, advance, ok := face.glyph(dot, r)
		if ok {
			for row := range to.Dy() {
				for column := range to.Dx() {
					s.put(to.Min.X+column, to.Min.Y+row, k, mask.Pix[row*mask.Stride+column])
				}
			}
		}
		dot.X += advance
		before = r
	}
}
