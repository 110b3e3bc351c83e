package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// Exporter writes findings for machines: as JSON, as SARIF, or as commands of a GitHub workflow. Like
// Printer it takes findings as they are ordered, and reads a file to turn offsets into lines and columns;
// a file that cannot be read has every finding at 1:1.
type Exporter struct {
	Name, Version string // of the program
	Home          string // an absolute URI where it is described, or ""
	Read          func(file string) ([]byte, error)
	// Prefix is put before file names in SARIF and workflow commands, whose readers know a repository and
	// not a site: the site's folder from the repository's root, ending in a slash, or "".
	Prefix string
}

// FormatVersion is the version of the JSON that JSON writes. A new key does not change it.
const FormatVersion = 1

type jsonDoc struct {
	Version  int           `json:"version"`
	Tool     jsonTool      `json:"tool"`
	Summary  jsonSummary   `json:"summary"`
	Findings []jsonFinding `json:"findings"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
}

// jsonFinding has every key always. A finding about the site as a whole has no file, and zeros.
type jsonFinding struct {
	Code      string `json:"code"`
	Level     string `json:"level"`
	Message   string `json:"message"`
	Hint      string `json:"hint"`
	File      string `json:"file"`       // from the site's root, with slashes
	Line      int    `json:"line"`       // from 1
	Column    int    `json:"column"`     // from 1, in characters
	EndLine   int    `json:"end_line"`   // of the first character after it
	EndColumn int    `json:"end_column"` //
	Start     int    `json:"start"`      // in bytes, from 0
	End       int    `json:"end"`        // exclusive

	Fix    *jsonFix    `json:"fix"`    // null where nothing is known to mend it
	Choice *jsonChoice `json:"choice"` // null where the level is that of the catalogue
}

// jsonFix is an edit: text takes the place of what stands from start to end.
type jsonFix struct {
	File      string `json:"file"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Text      string `json:"text"`
}

// jsonChoice says that the site has changed a level, where, and why.
type jsonChoice struct {
	Default string `json:"default"` // the level before
	File    string `json:"file"`
	Line    int    `json:"line"`
	Reason  string `json:"reason"`
}

// JSON writes one document with all findings, also where there are none.
func (e Exporter) JSON(w io.Writer, findings []Finding) error {
	doc := jsonDoc{Version: FormatVersion, Tool: jsonTool{e.Name, e.Version}, Findings: []jsonFinding{}}
	p := places{read: e.Read}
	for _, f := range findings {
		if f.Level == Warning {
			doc.Summary.Warnings++
		} else {
			doc.Summary.Errors++
		}
		r := p.of(f.Span)
		item := jsonFinding{
			Code: f.Code, Level: f.Level.String(), Message: f.Message, Hint: f.Hint, File: f.Span.File,
			Line: r.line, Column: r.column, EndLine: r.endLine, EndColumn: r.endColumn,
			Start: f.Span.Start, End: max(f.Span.Start, f.Span.End),
		}
		if x := f.Fix; x.Set() {
			r := p.of(x.At)
			item.Fix = &jsonFix{
				File: x.At.File, Start: x.At.Start, End: max(x.At.Start, x.At.End),
				Line: r.line, Column: r.column, EndLine: r.endLine, EndColumn: r.endColumn, Text: x.Text,
			}
		}
		if c := f.Choice; c.Set() {
			item.Choice = &jsonChoice{Default: c.Was.String(), File: c.At.File, Line: p.of(c.At).line, Reason: c.Reason}
		}
		doc.Findings = append(doc.Findings, item)
	}
	return WriteJSON(w, doc)
}

// WriteJSON writes a value as indented JSON that is safe to show on a terminal: control and
// direction-changing characters stand as \u escapes, so that a reader of the JSON loses nothing. Bytes that
// are not UTF-8 become U+FFFD.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	text := b.String()
	if strings.IndexFunc(text, covert) >= 0 {
		var safe strings.Builder
		for _, r := range text { // outside strings JSON is ASCII
			if covert(r) {
				fmt.Fprintf(&safe, "\\u%04x", r)
			} else {
				safe.WriteRune(r)
			}
		}
		text = safe.String()
	}
	_, err := io.WriteString(w, text)
	return err
}

// covert is hidden, but for the line breaks between the keys.
func covert(r rune) bool { return r != '\n' && hidden(r) }

// region is a place as lines and columns, both from 1; its end is the first character after it.
type region struct{ line, column, endLine, endColumn int }

// places turns offsets into lines and columns. It reads each file once, and a long line once, as long as
// findings come in their order.
type places struct {
	read  func(file string) ([]byte, error)
	files map[string]*lines
}

// of is the zero region for the site as a whole.
func (p *places) of(at Span) region {
	if at.File == "" {
		return region{}
	}
	l := p.files[at.File]
	if l == nil {
		l = &lines{starts: []int{0}}
		if p.read != nil {
			if src, err := p.read(at.File); err == nil {
				l.src = src
			}
		}
		for i, c := range l.src {
			if c == '\n' {
				l.starts = append(l.starts, i+1)
			}
		}
		if p.files == nil {
			p.files = map[string]*lines{}
		}
		p.files[at.File] = l
	}
	var r region
	r.line, r.column = l.position(at.Start)
	r.endLine, r.endColumn = l.position(max(at.Start, at.End))
	return r
}

// lines is a file with the offset at which each line begins.
type lines struct {
	src          []byte
	starts       []int
	last, column int // the place asked for before, and its column; a column of 0: none yet
}

// position is Position, without reading the file from its beginning.
func (l *lines) position(offset int) (line, column int) {
	offset = max(0, min(offset, len(l.src)))
	line = sort.SearchInts(l.starts, offset+1)
	from, column := l.starts[line-1], 1
	if l.column > 0 && l.last >= from && l.last < offset && utf8.RuneStart(l.src[l.last]) {
		from, column = l.last, l.column
	}
	column += utf8.RuneCount(l.src[from:offset])
	l.last, l.column = offset, column
	return line, column
}
