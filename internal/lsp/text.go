package lsp

import (
	"slices"
	"sort"
	"unicode/utf8"
)

// text is a file as the protocol sees it: lines of characters. It is never changed.
type text struct {
	src    []byte
	starts []int // where each line begins
}

// newText finds the lines: \n, \r\n and \r alone end one.
func newText(src []byte) *text {
	t := &text{src: src, starts: []int{0}}
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// encoding is how characters of a line are counted.
type encoding string

const (
	utf8Units  encoding = "utf-8"
	utf16Units encoding = "utf-16"
)

// width is how many units a character has.
func (e encoding) width(r rune, size int) int {
	switch {
	case e == utf8Units:
		return size
	case r > 0xffff:
		return 2
	}
	return 1
}

// position is where a byte offset is; one outside is brought inside.
func (t *text) position(offset int, e encoding) position {
	offset = max(0, min(offset, len(t.src)))
	line := sort.SearchInts(t.starts, offset+1) - 1
	p := position{Line: line}
	for i := t.starts[line]; i < offset; {
		r, n := utf8.DecodeRune(t.src[i:])
		if i+n > offset { // within a character: at its beginning
			break
		}
		p.Character += e.width(r, n)
		i += n
	}
	return p
}

// offset is the byte at a position. Behind the end of a line is its end, behind the last line the end of the text;
// within a character is its beginning.
func (t *text) offset(p position, e encoding) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(t.starts) {
		return len(t.src)
	}
	i, units := t.starts[p.Line], 0
	for i < len(t.src) && t.src[i] != '\n' && t.src[i] != '\r' {
		r, n := utf8.DecodeRune(t.src[i:])
		if units += e.width(r, n); units > p.Character {
			break
		}
		i += n
	}
	return i
}

// span is the place of bytes start to end.
func (t *text) span(start, end int, e encoding) span {
	return span{t.position(start, e), t.position(max(start, end), e)}
}

// line is the text from the beginning of the line to an offset, and from there to its end.
func (t *text) line(offset int) (before, behind string) {
	offset = max(0, min(offset, len(t.src)))
	start := t.starts[sort.SearchInts(t.starts, offset+1)-1]
	end := offset
	for end < len(t.src) && t.src[end] != '\n' && t.src[end] != '\r' {
		end++
	}
	return string(t.src[start:offset]), string(t.src[offset:end])
}

// change is the text after an edit.
func (t *text) change(c contentChange, e encoding) *text {
	if c.Range == nil {
		return newText([]byte(c.Text))
	}
	start := t.offset(c.Range.Start, e)
	end := max(start, t.offset(c.Range.End, e))
	return newText(slices.Concat(t.src[:start], []byte(c.Text), t.src[end:]))
}
