package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Position turns a byte offset into a line and a column, both from 1; columns count characters.
// An offset outside src is brought inside. A CRLF ends a line as an LF does.
func Position(src []byte, offset int) (line, column int) {
	offset = max(0, min(offset, len(src)))
	before := src[:offset]
	line = bytes.Count(before, []byte{'\n'}) + 1
	start := bytes.LastIndexByte(before, '\n') + 1
	return line, utf8.RuneCount(before[start:]) + 1
}

// Offset is the byte offset of a line and column (both from 1, columns in characters); it is brought
// inside src.
func Offset(src []byte, line, column int) int {
	off := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(src[off:], '\n')
		if i < 0 {
			return len(src)
		}
		off += i + 1
	}
	for ; column > 1 && off < len(src) && src[off] != '\n'; column-- {
		_, n := utf8.DecodeRune(src[off:])
		off += n
	}
	return off
}

// Printer shows findings in the form that editors parse. Read gives a file's bytes for the excerpt; a
// file that cannot be read is shown without one.
type Printer struct {
	Read   func(file string) ([]byte, error)
	Colour bool
}

const maxExcerpt = 160 // characters of a line that an excerpt shows

// Print writes findings one after the other, as they are ordered.
func (p Printer) Print(w io.Writer, findings []Finding) error {
	cache := map[string][]byte{}
	read := func(file string) []byte {
		src, ok := cache[file]
		if !ok && file != "" && p.Read != nil {
			src, _ = p.Read(file)
			cache[file] = src
		}
		return src
	}
	for _, f := range findings {
		text := p.format(f, read(f.Span.File))
		if c := f.Choice; c.Set() {
			line, _ := Position(read(c.At.File), c.At.Start)
			text += "    level: " + c.said(f.Level, line) + "\n"
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// said is why a level is what it is; line is that of the choice.
func (c Choice) said(now Level, line int) string {
	return fmt.Sprintf("%s by default; %s:%d makes it %s: %s", c.Was, Clean(c.At.File), line, article(now), Clean(c.Reason))
}

func article(l Level) string {
	if l == Warning {
		return "a warning"
	}
	return "an error"
}

func (p Printer) format(f Finding, src []byte) string {
	var b strings.Builder
	line, column := Position(src, f.Span.Start)
	if f.Span.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", Clean(f.Span.File), line, column)
	}
	fmt.Fprintf(&b, "%s: %s [%s]\n", p.paint(levelColour(f.Level), f.Level.String()), Clean(f.Message), f.Code)
	if len(src) > 0 && f.Span.End > f.Span.Start {
		b.WriteString(excerpt(src, f.Span, line, column))
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "    hint: %s\n", Clean(f.Hint))
	}
	return b.String()
}

// excerpt shows the line of a finding with the place underlined.
func excerpt(src []byte, at Span, line, column int) string {
	start := bytes.LastIndexByte(src[:min(at.Start, len(src))], '\n') + 1
	end := len(src)
	if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
		end = start + i
	}
	text := []rune(Clean(strings.TrimRight(string(src[start:end]), "\r")))
	width := utf8.RuneCount(src[min(at.Start, len(src)):max(min(at.Start, len(src)), min(at.End, end))])
	from := 0
	if column > maxExcerpt/2 {
		from = min(column-maxExcerpt/2, len(text))
	}
	to := min(from+maxExcerpt, len(text))
	gutter := fmt.Sprintf("%6d | ", line)
	mark := "^" + strings.Repeat("~", max(0, min(width, to-column+1)-1))
	return gutter + string(text[from:to]) + "\n" +
		strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", max(0, column-1-from)) + mark + "\n"
}

// Clean makes a text from an author's file safe to show on a terminal: control and direction-changing
// characters are written as \u escapes, a tab becomes one space.
func Clean(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == '\n':
			b.WriteByte(' ')
		case hidden(r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError || r == '\u2028' || r == '\u2029'
}

func levelColour(l Level) string {
	if l == Warning {
		return "33"
	}
	return "31"
}

func (p Printer) paint(code, s string) string {
	if !p.Colour {
		return s
	}
	return "\x1b[1;" + code + "m" + s + "\x1b[0m"
}
