package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// text is the words of one block as a reader sees them: its pieces joined, so that emphasis, entities and
// links in the middle of a figure do not hide it. What takes no room is left out, each row of spaces and
// line breaks is one space, and curly quotation marks are straight.
type text struct {
	s     string
	parts []part
}

// part is a piece in a text.
type part struct {
	at    int // where it begins
	piece *site.Piece
	space bool // a space stands before it, so that one at its beginning is none
}

// join makes a text of pieces. Room is reused.
func (t *text) join(pieces []*site.Piece, room *[]byte) {
	b := (*room)[:0]
	t.parts = t.parts[:0]
	for _, p := range pieces {
		space := len(b) == 0 || b[len(b)-1] == ' '
		t.parts = append(t.parts, part{len(b), p, space})
		for i := 0; i < len(p.Text); {
			var n int
			b, n = appendFolded(b, p.Text[i:])
			i += n
		}
	}
	*room = b
	t.s = string(b)
}

// appendFolded appends the first character of s as a text holds it, and says how long it was.
func appendFolded(b []byte, s string) ([]byte, int) {
	c := s[0]
	if c > ' ' && c < 0x7f {
		return append(b, c), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		if len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
		return b, n
	case unseen(r):
		return b, n
	case r == '‘' || r == '’':
		return append(b, '\''), n
	case r == '“' || r == '”':
		return append(b, '"'), n
	}
	return append(b, s[:n]...), n
}

// folded is any text in that form, without spaces around it.
func folded(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		var n int
		b, n = appendFolded(b, s[i:])
		i += n
	}
	return strings.TrimSuffix(string(b), " ")
}

// part is the index of the part that the character at i belongs to.
func (t *text) part(i int) int {
	n, found := slices.BinarySearchFunc(t.parts, i, func(p part, i int) int { return p.at - i })
	if !found {
		return n - 1
	}
	for n+1 < len(t.parts) && t.parts[n+1].at == i { // a part without a visible character
		n++
	}
	return n
}

// span is where s[start:end] stands in the file, start < end.
func (t *text) span(start, end int) diag.Span {
	i, j := t.part(start), t.part(end-1)
	from, to := t.parts[i].offset(start), t.parts[j].offset(end)
	if i == j {
		return t.parts[i].piece.Place(from, to)
	}
	first, last := t.parts[i].piece, t.parts[j].piece
	at := first.Place(from, len(first.Text))
	at.End = max(at.End, last.Place(0, to).End)
	return at
}

// offset is where in the text of its piece the character begins that stands at i in the text, or, for the
// end of a stretch, where the one before it ends.
func (p part) offset(i int) int {
	b, s := []byte{'.'}, p.piece.Text
	if p.space {
		b[0] = ' '
	}
	for at := 0; at < len(s); {
		if len(b)-1 >= i-p.at {
			return at
		}
		var n int
		b, n = appendFolded(b, s[at:])
		at += n
	}
	return len(s)
}
