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
	s      string
	parts  []part
	cursor cursor
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
	t.parts, t.cursor = t.parts[:0], cursor{part: -1}
	if len(pieces) == 1 && asIs(pieces[0].Text) == len(pieces[0].Text) {
		t.s, t.parts = pieces[0].Text, append(t.parts, part{0, pieces[0], true})
		return
	}
	for _, p := range pieces {
		space := len(b) == 0 || b[len(b)-1] == ' '
		t.parts = append(t.parts, part{len(b), p, space})
		for i := 0; i < len(p.Text); {
			n := asIs(p.Text[i:])
			if b = append(b, p.Text[i:i+n]...); n == 0 {
				b, n = appendFolded(b, p.Text[i:])
			}
			i += n
		}
	}
	*room = b
	t.s = string(b)
}

// asIs is how far a text is what it would be in that form, wherever it stands: most are to the end.
func asIs(s string) int {
	space := true // none may stand at the beginning
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && space {
			return i
		}
		space = c == ' '
	}
	return len(s)
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
	i, from, _ := t.find(start)
	j, _, to := t.find(end - 1)
	first, last := t.parts[i].piece, t.parts[j].piece
	if i == j {
		return first.Place(from, to)
	}
	at := first.Place(from, len(first.Text))
	at.End = max(at.End, last.Place(0, to).End)
	return at
}

// cursor is how far find has come in a part.
type cursor struct {
	part, i, at int
	last        byte // of the text, before i
}

// find is the part that holds byte i of the text, and where in the text of its piece that character begins and
// ends. It goes on where it last was: places are mostly asked for in their order.
func (t *text) find(i int) (part, start, end int) {
	n := t.part(i)
	p, c := t.parts[n], t.cursor
	if c.part != n || c.i > i {
		c = cursor{part: n, i: p.at, last: '.'}
		if p.space {
			c.last = ' '
		}
	}
	var room [2 * utf8.UTFMax]byte
	for s := p.piece.Text; c.at < len(s); {
		b, size := appendFolded(append(room[:0], c.last), s[c.at:])
		if c.i+len(b)-1 > i {
			t.cursor = c
			return n, c.at, c.at + size
		}
		c.i, c.at, c.last = c.i+len(b)-1, c.at+size, b[len(b)-1]
	}
	return n, len(p.piece.Text), len(p.piece.Text)
}
