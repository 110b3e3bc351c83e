package decode

import (
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// The parser tells where a scalar begins and what it says, not where it ends nor which byte of the file
// a decoded byte came from. Both are found by walking the decoded text and the raw bytes side by side,
// when somebody asks: S[d0:d1] was written as data[r0:r1].
type unit struct{ d0, d1, r0, r1 int }

// locate maps S[start:end] to raw bytes.
func (t Text) locate(start, end int) (from, to int) {
	lo, hi := t.inner()
	if string(t.src.data[lo:hi]) == t.S { // as most texts are written
		return lo + start, lo + end
	}
	from, to = -1, hi
	last := lo
	t.walk(t.S, func(u unit) bool {
		u.r0, u.r1 = min(u.r0, hi), min(u.r1, hi) // the line ends after a block are not part of it
		if from < 0 && start < u.d1 {
			from = u.r0
		}
		last = u.r1
		if end <= u.d1 && from >= 0 {
			to = u.r1
			return false
		}
		return true
	})
	if from < 0 { // a point after the last character
		return last, last
	}
	if start == end {
		to = from
	}
	return from, max(from, to)
}

// inner is the raw region without quotes.
func (t Text) inner() (start, end int) {
	if t.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && t.end-t.start >= 2 {
		return int(t.start) + 1, int(t.end) - 1
	}
	return int(t.start), int(t.end)
}

// walk calls emit for each piece of s (a prefix of S) in order, until it returns false.
func (t Text) walk(s string, emit func(unit) bool) {
	w := walker{data: t.src.data, s: s, emit: emit}
	switch {
	case t.style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		w.r = int(t.start)
		w.block(t.style&yaml.FoldedStyle != 0)
	case t.style&yaml.SingleQuotedStyle != 0:
		w.r = int(t.start) + 1
		w.flow('\'')
	case t.style&yaml.DoubleQuotedStyle != 0:
		w.r = int(t.start) + 1
		w.flow('"')
	default:
		w.r = int(t.start)
		w.flow(0)
	}
}

// walker stands at decoded byte d and raw byte r.
type walker struct {
	data []byte
	s    string
	d, r int
	emit func(unit) bool
}

// take emits n decoded and m raw bytes, and says whether to go on.
func (w *walker) take(n, m int) bool {
	u := unit{w.d, w.d + n, w.r, w.r + m}
	w.d, w.r = u.d1, u.r1
	return w.emit(u)
}

// char takes one character that stands for itself. Where the two sides do not meet, which would be a
// slip in this file, the rest of the text is given the place reached, and nothing breaks.
func (w *walker) char() bool {
	_, n := utf8.DecodeRuneInString(w.s[w.d:])
	if !strings.HasPrefix(w.s[w.d:], string(w.data[w.r:min(w.r+n, len(w.data))])) || w.r+n > len(w.data) {
		w.take(len(w.s)-w.d, 0)
		return false
	}
	return w.take(n, n)
}

// blanks measures the white space at r and counts its line breaks.
func (w *walker) blanks() (end, breaks int) {
	end = w.r
	for end < len(w.data) && strings.IndexByte(" \t\r\n", w.data[end]) >= 0 {
		if w.data[end] == '\n' {
			breaks++
		}
		end++
	}
	return end, breaks
}

// fold takes the decoded side of raw[r:end], which holds line breaks: one space or some line feeds.
func (w *walker) fold(end int) bool {
	n := 0
	for w.d+n < len(w.s) && w.s[w.d+n] == '\n' {
		n++
	}
	return w.take(max(1, n), end-w.r)
}

// flow walks a plain (quote 0) or quoted scalar.
func (w *walker) flow(quote byte) {
	for w.d < len(w.s) && w.r < len(w.data) {
		c := w.data[w.r]
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			if end, breaks := w.blanks(); breaks > 0 {
				if !w.fold(end) {
					return
				}
				continue
			}
		}
		var more bool
		switch {
		case quote == '\'' && c == '\'':
			more = w.take(1, min(2, len(w.data)-w.r))
		case quote == '"' && c == '\\':
			more = w.escape()
		default:
			more = w.char()
		}
		if !more {
			return
		}
	}
}

// escape takes one escape of a double-quoted scalar. An escaped line break says nothing.
func (w *walker) escape() bool {
	rest := w.data[w.r+1:]
	if len(rest) == 0 {
		return w.char()
	}
	width := 2
	switch rest[0] {
	case 'x':
		width = 4
	case 'u':
		width = 6
	case 'U':
		width = 10
	case '\r', '\n':
		w.r += 1 + breakAt(rest)
		end, breaks := w.blanks()
		if breaks > 0 && w.s[w.d] == '\n' {
			return w.fold(end)
		}
		w.r = end
		return true
	}
	_, n := utf8.DecodeRuneInString(w.s[w.d:])
	return w.take(n, min(width, len(w.data)-w.r))
}

// breakAt is the length of the line break that p begins with, 0 for none.
func breakAt(p []byte) int {
	switch {
	case len(p) > 1 && p[0] == '\r' && p[1] == '\n':
		return 2
	case len(p) > 0 && p[0] == '\n':
		return 1
	}
	return 0
}

// block walks a literal or folded block scalar.
func (w *walker) block(folded bool) {
	for w.r < len(w.data) && w.data[w.r] != '\n' { // the header
		w.r++
	}
	w.r = min(w.r+1, len(w.data))
	indent := w.indent()
	w.unindent(indent)
	for w.d < len(w.s) && w.r < len(w.data) {
		n := breakAt(w.data[w.r:])
		var more bool
		switch {
		case n == 0:
			more = w.char()
		case folded:
			more = w.foldBlock(n, indent)
		default:
			from := w.r
			w.r += n
			w.unindent(indent)
			end := w.r
			w.r = from
			more = w.take(1, end-from)
		}
		if !more {
			return
		}
	}
}

// foldBlock takes a line break of n bytes and the empty lines after it.
func (w *walker) foldBlock(n, indent int) bool {
	from := w.r
	for n > 0 {
		w.r += n
		w.unindent(indent)
		n = breakAt(w.data[w.r:])
	}
	end := w.r
	w.r = from
	return w.fold(end)
}

// unindent skips at most n spaces.
func (w *walker) unindent(n int) {
	for ; n > 0 && w.r < len(w.data) && w.data[w.r] == ' '; n-- {
		w.r++
	}
}

// indent is what the parser took from the start of each line: the spaces of the first line with words,
// less those that the decoded text kept.
func (w *walker) indent() int {
	raw := w.data[w.r:]
	for {
		line := raw
		for len(line) > 0 && line[0] == ' ' {
			line = line[1:]
		}
		n := breakAt(line)
		if n == 0 {
			said := strings.TrimLeft(w.s[w.d:], " \n")
			before := w.s[:len(w.s)-len(said)]
			kept := len(before) - (strings.LastIndexByte(before, '\n') + 1)
			return max(0, len(raw)-len(line)-kept)
		}
		raw = line[n:]
	}
}
