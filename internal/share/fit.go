package share

import (
	"strings"

	"golang.org/x/image/font"
)

// A block is a text in lines that fit.
type block struct {
	lines []string
	style style
	whole bool // no word was broken, and none left out
}

// step is the distance of two baselines.
func (b block) step() int {
	leading := [...]float64{serif: 1.1, sans: 1.34, bold: 1.24}
	return int(float64(b.style.size*leading[b.style.voice]) + .5)
}

// rise is how far the first baseline lies below the top of the block: the height of capitals, with a hair.
func (b block) rise() int { return int(float64(b.style.size*.72) + .5) }

// height is from the top to the last baseline; of no lines, nothing.
func (b block) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return b.rise() + (len(b.lines)-1)*b.step()
}

// balanced is the block with lines of about one length, as the headings of the pages have them.
func (b block) balanced(wide int) block {
	text, face := strings.Join(b.lines, " "), b.style.face()
	for narrow := wide * 19 / 20; narrow > wide/2; narrow -= wide / 20 {
		lines, whole := wrap(face, text, narrow)
		if !whole || len(lines) != len(b.lines) {
			break
		}
		b.lines = lines
	}
	return b
}

// fit sets a text in lines no wider and together no higher than a box, in the largest size from largest down
// to smallest that lets it. What does not fit even then ends in an ellipsis.
func fit(v voice, text string, wide, high int, largest, smallest float64) block {
	text = plain(text)
	size := largest
	for {
		b := block{style: style{v, size}}
		face := b.style.face()
		most := max(1, (high-b.rise())/b.step()+1)
		lines, whole := wrap(face, text, wide)
		b.lines, b.whole = lines, whole && len(lines) <= most
		if b.whole {
			return b
		}
		if size <= smallest {
			if len(lines) > most {
				b.lines = append(lines[:most-1:most-1], cut(face, lines[most-1]+"…", wide))
			}
			return b
		}
		size = max(smallest, size*.94)
	}
}

// wrap breaks a text at spaces. It is not whole where a word alone was too wide and had to be broken.
func wrap(face font.Face, text string, wide int) (lines []string, whole bool) {
	whole = true
	now := ""
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' }) {
		longer := strings.TrimPrefix(now+" "+word, " ")
		if width(face, longer) <= wide {
			now = longer
			continue
		}
		if now != "" {
			lines = append(lines, now)
		}
		now = word
		for width(face, now) > wide {
			whole = false
			head := prefix(face, now, wide)
			lines, now = append(lines, now[:head]), now[head:]
		}
	}
	if now != "" {
		lines = append(lines, now)
	}
	return lines, whole
}

// prefix is how many bytes of a text fit, one character at least.
func prefix(face font.Face, text string, wide int) int {
	n := 0
	for i, r := range text {
		end := i + len(string(r))
		if i > 0 && width(face, text[:end]) > wide {
			break
		}
		n = end
	}
	return n
}

// cut shortens a text that ends in an ellipsis until it fits.
func cut(face font.Face, text string, wide int) string {
	words := []rune(strings.TrimSuffix(text, "…"))
	for len(words) > 0 && width(face, string(words)+"…") > wide {
		words = words[:len(words)-1]
	}
	short := string(words)
	if space := strings.LastIndexByte(short, ' '); space > len(short)*2/3 {
		short = short[:space] // no word is cut in two, where that costs little
	}
	return strings.TrimRight(short, " ,;:.") + "…"
}

// clip is a text on one line.
func clip(st style, text string, wide int) string {
	text = plain(text)
	face := st.face()
	if width(face, text) <= wide {
		return text
	}
	return cut(face, text, wide)
}

// block draws a block from its first baseline and returns its last.
func (s *sheet) block(b block, k inked, x, y int) int {
	face := b.style.face()
	for i, text := range b.lines {
		s.run(face, text, k, x, y+i*b.step())
	}
	return y + max(0, len(b.lines)-1)*b.step()
}
