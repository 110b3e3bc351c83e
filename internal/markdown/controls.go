package markdown

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
)

// controls finds characters that a reader does not see, or that change the direction of text: either
// may make a figure look like another.
func controls(l *diag.List, src []byte, place func(start, end int) diag.Span) {
	found := 0
	for i := 0; i < len(src) && found < maxFindings; {
		c := src[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if name := hiddenName(r, src[:i], src[i+n:]); name != "" {
			l.Add("text-control", place(i, i+n), fmt.Sprintf("%s (U+%04X) is not allowed in text", name, r), "delete it")
			found++
		}
		i += n
	}
}

// hiddenName names a character that is not allowed between before and after, or is "".
func hiddenName(r rune, before, after []byte) string {
	switch {
	case r < 0x80 || r >= 0x86 && r < 0xa0 || r >= 0x80 && r < 0x85:
		if r == '\r' || r == '\n' || r == '\t' || r >= ' ' && r < 0x7f {
			return "" // a CR alone is plain text
		}
		return "a control character"
	case unicode.Is(unicode.Bidi_Control, r):
		return "a character that changes the direction of text"
	case r == '\u200d', r == '\u200c':
		if joins(r, before, after) {
			return ""
		}
		return "a character without width"
	case r == '\ufe0f', r == '\ufe0e':
		if last, _ := utf8.DecodeLastRune(before); unicode.Is(unicode.So, last) || unicode.Is(unicode.Sm, last) {
			return "" // how an emoji is drawn
		}
		return "a variation selector"
	case hiddenRune(r):
		return "a character without width"
	}
	return ""
}

// hiddenRune reports characters without width; joiners, which some scripts and emoji need, are not
// among them.
func hiddenRune(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0,
		r == 0xfeff, r == 0x200b, r == 0x200e, r == 0x200f:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f,
		r >= 0xfff0 && r <= 0xfffb, r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// joins reports whether a joiner stands where a script or an emoji needs one: between letters beyond
// Latin, Greek and Cyrillic, or (ZWJ alone) between emoji.
func joins(r rune, before, after []byte) bool {
	last, n := utf8.DecodeLastRune(before)
	next, _ := utf8.DecodeRune(after)
	if letter(last) && letter(next) {
		return true
	}
	if last == '\ufe0f' {
		last, _ = utf8.DecodeLastRune(before[:len(before)-n])
	}
	return r == '\u200d' && emoji(last) && emoji(next)
}

func letter(r rune) bool { return r >= 0x590 && (unicode.IsLetter(r) || unicode.IsMark(r)) }

func emoji(r rune) bool {
	return unicode.Is(unicode.So, r) || r == '\u2640' || r == '\u2642' || r >= 0x1f3fb && r <= 0x1f3ff
}
