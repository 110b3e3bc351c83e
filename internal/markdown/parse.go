package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"explainer/internal/diag"
)

// Parse reads a page's body. At maps an offset in src to one in the file. Everything wrong is in the
// findings of the result, which can always be drawn.
func Parse(file string, src []byte, at func(offset int) int) *Doc {
	place := func(start, end int) diag.Span {
		return diag.Span{File: file, Start: at(start), End: at(end)}
	}
	src, place = normal(src, place)
	d := &Doc{src: src, place: place}
	if !readable(d, src, place) {
		return d
	}
	controls(&d.Findings, src, place)
	st := &state{mail: bytes.IndexByte(src, '@') >= 0}
	root := pageDialect().Parser().Parse(text.NewReader(src), parser.WithContext(newContext(st)))
	gather(d, root, st, place)
	bounded(d, place)
	return d
}

// ParseInline reads one line of inline Markdown: a prose field of the facts file or of front matter.
// Marks that begin a block elsewhere (-, 1., #, >) are text here. At maps a part of src to the file.
func ParseInline(file string, src string, at func(start, end int) diag.Span) *Doc {
	if plainText(src) {
		d := &Doc{plain: true, place: at}
		if src != "" {
			span := at(0, len(src))
			d.Runs = []Run{{Text: src, Start: span.Start, End: span.End, To: len(src)}}
		}
		return d
	}
	source, place := normal([]byte(src), at)
	d := &Doc{src: source, place: place}
	if !readable(d, source, place) {
		return d
	}
	controls(&d.Findings, source, place)
	if i := blankLine(source); i >= 0 {
		d.Findings.Add("text-paragraphs", place(i, i), "a blank line stands in a text of one paragraph", "join the paragraphs")
	}
	st := &state{mail: bytes.IndexByte(source, '@') >= 0}
	root := lineDialect().Parser().Parse(text.NewReader(source), parser.WithContext(newContext(st)))
	gather(d, root, st, place)
	bounded(d, place)
	return d
}

// plainText reports whether a text holds nothing that Markdown, the typographer or linkify would read:
// most labels are such, and need no parser.
func plainText(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf || c < ' ' || c == 0x7f:
			return false
		case special[c]:
			return false
		case c == '-' || c == '.':
			if i+1 < len(s) && s[i+1] == c {
				return false
			}
		case c == 'w':
			if strings.HasPrefix(s[i:], "www.") {
				return false
			}
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}

var special = func() (t [256]bool) {
	for _, c := range []byte("\\`*_[]<>!&'\"~@") {
		t[c] = true
	}
	t[':'] = true // https://
	return t
}()

// normal makes CRLF line ends LF, and bytes that are not UTF-8 question marks, so that a text prints
// alike however it was saved. The place it returns takes offsets in the new text.
func normal(src []byte, place func(start, end int) diag.Span) ([]byte, func(start, end int) diag.Span) {
	if !utf8.Valid(src) {
		src = slices.Clone(src)
		for i := 0; i < len(src); {
			r, n := utf8.DecodeRune(src[i:])
			if r == utf8.RuneError && n == 1 {
				src[i] = '?'
			}
			i += n
		}
	}
	if !bytes.Contains(src, []byte("\r\n")) {
		return src, place
	}
	out := make([]byte, 0, len(src))
	var dropped []int // offsets in out before which a CR stood
	for i, c := range src {
		if c == '\r' && i+1 < len(src) && src[i+1] == '\n' {
			dropped = append(dropped, len(out))
			continue
		}
		out = append(out, c)
	}
	was := func(i int) int { return i + sort.SearchInts(dropped, i) }
	return out, func(start, end int) diag.Span { return place(was(start), was(end)) }
}

// readable checks what must hold before a parser sees the text.
func readable(d *Doc, src []byte, place func(start, end int) diag.Span) bool {
	if len(src) > maxPage {
		d.Findings.Add("page-too-large", place(0, 0),
			fmt.Sprintf("the text has %d bytes; %d are allowed", len(src), maxPage), "split it into several pages")
		return false
	}
	for start := 0; start < len(src); {
		n := bytes.IndexByte(src[start:], '\n')
		if n < 0 {
			n = len(src) - start
		}
		if n > maxLine {
			d.Findings.Add("page-too-large", place(start, start),
				fmt.Sprintf("a line has %d bytes; %d are allowed", n, maxLine), "break the line")
			return false
		}
		start += n + 1
	}
	return true
}

func blankLine(src []byte) int {
	trimmed := bytes.TrimSpace(src)
	skipped := bytes.Index(src, trimmed)
	for i := 0; i < len(trimmed); i++ {
		if trimmed[i] != '\n' {
			continue
		}
		rest := trimmed[i+1:]
		if len(bytes.TrimLeft(rest, " \t")) > 0 && bytes.TrimLeft(rest, " \t")[0] == '\n' {
			return skipped + i + 1
		}
	}
	return -1
}

// state is what the parts of one parse tell each other. Offsets in it are into the text as parsed.
type state struct {
	mail   bool                    // there may be mail addresses in the text
	ends   map[ast.Node]int        // where a link or an image ends
	alerts map[ast.Node]alert      // block quotations that are alerts
	attrs  map[ast.Node]attributes // of headings
	notes  footnotes
	issues []issue

	blocks, inlines int // made so far
	marks           int // emphasis marks in this block
	open, failed    int // brackets open in this block; brackets that looked like links and were none
	cells, pipes    int // of tables
	tags            int // less-than signs before a letter
	coloured        int // bytes of code
	said            map[string]bool
	found           map[string]int // findings of each code
}

type issue struct {
	code          string
	start, end    int
	message, hint string
}

func (s *state) add(code string, start, end int, message, hint string) {
	if !s.more(code) {
		return
	}
	s.issues = append(s.issues, issue{code, start, end, message, hint})
}

// more counts a finding: beyond some hundred of a kind nobody reads them, and a hostile page could make
// a million.
func (s *state) more(code string) bool {
	if s.found == nil {
		s.found = map[string]int{}
	}
	s.found[code]++
	return s.found[code] <= maxFindings
}

// once notes a limit that was hit, at the first place only.
func (s *state) once(code string, at int, message, hint string) {
	if s.said[message] {
		return
	}
	if s.said == nil {
		s.said = map[string]bool{}
	}
	s.said[message] = true
	s.add(code, at, at, message, hint)
}

var stateKey = parser.NewContextKey()

func newContext(s *state) parser.Context {
	pc := parser.NewContext()
	pc.Set(stateKey, s)
	return pc
}

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }
