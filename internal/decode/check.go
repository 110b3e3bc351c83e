package decode

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"

	yaml "go.yaml.in/yaml/v4"
)

// Limits on what is read, in bytes and levels. They are checked before the parser spends anything.
const (
	MaxFile  = 4 << 20 // a YAML file that authors write
	MaxPage  = 1 << 20 // a page, front matter and body
	MaxDepth = 16      // mappings and lists inside each other
)

// maxShown bounds the findings about single characters: a file in the wrong encoding has one on each line.
const maxShown = 20

var bom = []byte("\ufeff")

// open checks a file's bytes. The source it returns may be parsed even where ok is false, nil means that
// it may not: bad characters are reported and then read as question marks, so that the other findings of
// the file come with them.
func open(file string, data []byte, limit int, l *diag.List) (src *source, ok bool) {
	if len(data) > limit {
		l.Add("file-too-large", diag.Span{File: file}, fmt.Sprintf("the file is larger than %d MB", limit>>20), "split it")
		return nil, false
	}
	src = &source{file: file, data: data}
	if bytes.HasPrefix(data, bom) {
		src.data, src.base = data[len(bom):], len(bom)
	}
	if !utf8Only(src, l) {
		return nil, false
	}
	return src, controls(src, len(src.data), l)
}

// utf8Only reports the first byte that is not UTF-8.
func utf8Only(src *source, l *diag.List) bool {
	if utf8.Valid(src.data) {
		return true
	}
	hint := "save the file as UTF-8"
	if bytes.HasPrefix(src.data, []byte{0xff, 0xfe}) || bytes.HasPrefix(src.data, []byte{0xfe, 0xff}) {
		hint = "it looks like UTF-16: " + hint
	}
	for i := 0; i < len(src.data); {
		r, n := utf8.DecodeRune(src.data[i:])
		if r == utf8.RuneError && n == 1 {
			l.Add("text-not-utf8", src.span(i, i+1), fmt.Sprintf("the byte 0x%02X is not UTF-8 text", src.data[i]), hint)
			break
		}
		i += n
	}
	return false
}

// controls reports characters that no text of ours holds. In the first yamlEnd bytes line ends other
// than LF and CRLF are among them, since YAML takes them for lines and an editor does not.
func controls(src *source, yamlEnd int, l *diag.List) bool {
	found := 0
	var clean []byte
	for i := 0; i < len(src.data); {
		c := src.data[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src.data[i:])
		bad := refused(r)
		switch r {
		case '\r':
			bad = i < yamlEnd && (i+1 == len(src.data) || src.data[i+1] != '\n')
		case '\u0085', '\u2028', '\u2029':
			bad = i < yamlEnd
		}
		if bad {
			if found++; found <= maxShown {
				l.Add("text-control", src.span(i, i+n), "this is "+character(r)+", which cannot be seen", "delete it")
			}
			if clean == nil {
				clean = bytes.Clone(src.data)
			}
			copy(clean[i:i+n], "????")
			if r == '\r' {
				clean[i] = '\n' // as its author sees it
			}
		}
		i += n
	}
	if clean != nil {
		src.data = clean
	}
	return found == 0
}

// refused says whether a character has no place in a text: controls, those that change the direction of
// text or hide in it, and noncharacters. The joiners of emoji and of Persian stay.
func refused(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return true
	case r == '\ufeff' || r == '\u200b' || r == '\u00ad' || r == '\u180e' || r >= '\u2060' && r <= '\u2064':
		return true
	case r >= 0xe0000 && r <= 0xe007f, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return false
}

// character names one that cannot be shown.
func character(r rune) string {
	names := map[rune]string{
		0: "a NUL", '\r': "a carriage return without a line feed", 0x1b: "an escape character", '\u0085': "a next-line character",
		'\u2028': "a line separator", '\u2029': "a paragraph separator", '\ufeff': "a byte order mark",
		'\u200b': "a zero-width space", '\u00ad': "a soft hyphen", '\u2060': "a word joiner",
	}
	name, ok := names[r]
	switch {
	case ok:
	case unicode.Is(unicode.Bidi_Control, r):
		name = "a character that changes the direction of text"
	case unicode.IsControl(r):
		name = "a control character"
	default:
		name = "a hidden character"
	}
	return fmt.Sprintf("%s (U+%04X)", name, r)
}

// escaped looks for the same characters behind the escapes of a double-quoted text.
func (d *decoder) escaped(t Text) {
	if t.style&yaml.DoubleQuotedStyle == 0 {
		return
	}
	for i, r := range t.S {
		if d.shown >= maxShown {
			return
		}
		if refused(r) || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' {
			d.shown++
			d.add("text-control", t.At(i, i+utf8.RuneLen(r)), "this is "+character(r)+", which cannot be seen", "delete it")
		}
	}
}
