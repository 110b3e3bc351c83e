package check

import (
	"bytes"
	"fmt"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// unread finds a page whose text came here incomplete: a figure that nobody examined could not be found
// loose. It counts the digits of those paragraphs of the source that hold nothing but words, without the
// parser's help: all of them are visible, so that no fewer can stand in the pieces of the page.
func unread(p *site.Page, body []byte, l *diag.List) {
	if len(body) == 0 || p.Findings.Errors() > 0 {
		return // what is wrong with the page may be why
	}
	examined := 0
	for i := range p.Pieces {
		if x := &p.Pieces[i]; !x.Field && (x.Link == nil || !x.Link.Auto) {
			examined += asciiDigits(x.Text)
		}
	}
	there, first := 0, 0
	for at := 0; at < len(body); {
		end := paragraphEnd(body, at)
		if n := plainDigits(body[at:end]); n > 0 {
			if there == 0 {
				first = at
			}
			there += n
		}
		at = end
	}
	if there > examined {
		at := diag.Span{File: p.Meta.File, Start: p.Meta.Body + first, End: p.Meta.Body + first}
		l.Add("figure-unread", at, fmt.Sprintf("the text holds at least %d digits, and %d were examined", there, examined), "please report this page: it is not the author's fault")
	}
}

func asciiDigits[T string | []byte](s T) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n
}

// paragraphEnd is where the lines end that begin at i, with the blank line behind them.
func paragraphEnd(body []byte, i int) int {
	for i < len(body) {
		end := bytes.IndexByte(body[i:], '\n')
		if end < 0 {
			return len(body)
		}
		blank := len(bytes.TrimSpace(body[i:i+end])) == 0
		if i += end + 1; blank {
			return i
		}
	}
	return i
}

// plainDigits counts the digits of a paragraph: none where it holds a sign that may hide some, such as the
// bracket of a link, and none of the numbers of lists.
func plainDigits(lines []byte) int {
	if asciiDigits(lines) == 0 || bytes.ContainsAny(lines, "[]<{}&\\|`") {
		return 0
	}
	n := 0
	for line := range bytes.Lines(lines) {
		n += asciiDigits(afterMarkers(line))
	}
	return n
}

// afterMarkers is a line without what may be markers of lists, quotations and headings at its beginning.
func afterMarkers(line []byte) []byte {
	for {
		rest := bytes.TrimLeft(line, " \t>-+*:#~")
		number := bytes.TrimLeft(rest, "0123456789")
		if len(number) < len(rest) && len(number) > 0 && (number[0] == '.' || number[0] == ')') &&
			(len(number) == 1 || number[1] == ' ' || number[1] == '\t' || number[1] == '\n' || number[1] == '\r') {
			line = number[1:]
			continue
		}
		return rest
	}
}
