package build

import "bytes"

// squeeze takes comments and needless white space out of a stylesheet: a seventh of the theme's, once
// compressed, which every page pays for. Strings, addresses and escapes stay as they are; so do comments
// that begin with "/*!", as licences do, and a stylesheet whose strings or comments do not end.
func squeeze(css []byte) []byte {
	s := squeezer{in: css, out: make([]byte, 0, len(css))}
	for len(s.in) > 0 {
		if !s.step() {
			return css
		}
	}
	return s.out
}

// squeezer holds what is still to be read and what has been kept.
type squeezer struct {
	in, out []byte
	last    byte // what was kept last, if it stands for itself: no part of an escape, a string, an address or a comment
	ends    int  // how many semicolons were kept last
	gap     bool // white space was read and not yet written
	seam    bool // a comment was read, and nothing since
}

// step reads one thing; false says that it does not end.
func (s *squeezer) step() bool {
	switch c := s.in[0]; {
	case bytes.HasPrefix(s.in, []byte("/*")):
		end := bytes.Index(s.in[2:], []byte("*/"))
		if end < 0 {
			return false
		}
		if len(s.in) > 2 && s.in[2] == '!' {
			s.keep(end + 4)
			return true
		}
		s.in, s.seam = s.in[end+4:], true
	case isSpace(c):
		s.in, s.gap = s.in[1:], true
	case c == '"' || c == '\'':
		n := endOfString(s.in)
		if n < 0 {
			return false
		}
		s.keep(n)
	case c == '\\':
		s.keep(escape(s.in))
	case len(s.in) >= 4 && bytes.EqualFold(s.in[:4], []byte("url(")):
		n := endOfAddress(s.in)
		if n < 0 {
			return false
		}
		s.keep(n)
	default:
		s.keep(1)
	}
	return true
}

// keep writes the next n bytes, after as much of the space or comment before them as they need.
func (s *squeezer) keep(n int) {
	next := s.in[0]
	tight := len(s.out) == 0 || bytes.IndexByte([]byte("{};,:>("), s.last) >= 0 || bytes.IndexByte([]byte("{};,>)"), next) >= 0
	switch {
	case s.gap && !tight:
		s.out = append(s.out, ' ')
	case s.seam && !s.gap && !tight:
		s.out = append(s.out, "/**/"...) // a comment alone parts two words and is no space
	}
	if next == '}' {
		s.out = s.out[:len(s.out)-s.ends]
	}
	s.out, s.in = append(s.out, s.in[:n]...), s.in[n:]
	s.gap, s.seam = false, false
	switch {
	case n > 1:
		s.last, s.ends = 0, 0
	case next == ';':
		s.last, s.ends = next, s.ends+1
	default:
		s.last, s.ends = next, 0
	}
}

// endOfString is the length of the string at the start of css, or -1 if a line ends first.
func endOfString(css []byte) int {
	for i := 1; i < len(css); i++ {
		switch css[i] {
		case css[0]:
			return i + 1
		case '\\':
			i++
		case '\n', '\r', '\f':
			return -1
		}
	}
	return -1
}

// endOfAddress is the length of the url(…) at the start of css; a string within it is read as one.
func endOfAddress(css []byte) int {
	for i := 4; i < len(css); i++ {
		switch css[i] {
		case ')':
			return i + 1
		case '\\':
			i++
		case '"', '\'':
			n := endOfString(css[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		}
	}
	return -1
}

// escape is the length of the escape at the start of css: six hexadecimal digits at most, with the one
// space that ends them, or any one character.
func escape(css []byte) int {
	n := 1
	for n < len(css) && n < 7 && bytes.IndexByte([]byte("0123456789abcdefABCDEF"), css[n]) >= 0 {
		n++
	}
	if n == 1 || n < len(css) && isSpace(css[n]) {
		n++
	}
	return min(n, len(css))
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
