package decode

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// depth is the parser's own question at each level, asked before it goes deeper.
type depth struct{}

var errDeep = errors.New("nested too deep")

func (depth) CheckDepth(n int, _ *yaml.DepthContext) error {
	if n > MaxDepth {
		return errDeep
	}
	return nil
}

func (depth) CheckAlias(int, int) error { return nil } // aliases are never followed

// parse is the root of the one document, or nil after a finding.
func (d *decoder) parse() *yaml.Node {
	if d.directive() {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(d.src.data), yaml.WithPlugin(depth{}))
	if err != nil {
		panic("decode: " + err.Error()) // the options are fixed
	}
	var doc, more yaml.Node
	switch err := loader.Load(&doc); {
	case err == io.EOF:
		d.add("yaml-missing", d.src.span(0, 0), "nothing is written here", "")
		return nil
	case err != nil:
		d.syntax(err)
		return nil
	}
	switch err := loader.Load(&more); {
	case err == io.EOF:
	case err != nil:
		d.syntax(err)
	default:
		at := d.lineAt(more.Line)
		d.add("yaml-alias", d.src.span(at, at+min(3, len(d.src.data)-at)), "a second document begins here; a file holds one", "delete the line ---, or move what follows to a file of its own")
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// directive reports a %YAML or %TAG line before the document.
func (d *decoder) directive() bool {
	for _, at := range d.lines {
		line := d.src.data[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		line = bytes.TrimRight(line, " \t\r")
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if line[0] == '%' {
			d.add("yaml-alias", d.src.span(at, at+len(line)), "a directive (%) is not part of this format", "delete the line")
			return true
		}
		return false
	}
	return false
}

func (d *decoder) lineAt(line int) int { return d.lines[max(0, min(line-1, len(d.lines)-1))] }

// syntax turns the parser's error, of which there is at most one a file, into a finding.
func (d *decoder) syntax(err error) {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		d.add("yaml-syntax", d.src.span(0, 0), "the YAML could not be read: "+err.Error(), "")
		return
	}
	at := d.at(e.Mark.Line, e.Mark.Column)
	opened := at
	if e.ContextMark.Line > 0 {
		opened = d.at(e.ContextMark.Line, e.ContextMark.Column)
	}
	if tab, ok := d.tab(at); ok {
		d.add("yaml-syntax", d.src.span(tab, tab+1), "a tab indents this line", "indent with spaces: YAML allows no tabs there")
		return
	}
	const quotes = "a text with a colon, comma or # in it, or that begins with a sign, must stand in quotes"
	next := d.src.span(at, min(at+1, len(d.src.data)))
	unclosed := d.src.span(opened, min(opened+1, len(d.src.data)))
	switch m := e.Message; {
	case m == errDeep.Error():
		d.add("yaml-syntax", next, fmt.Sprintf("this is nested deeper than %d levels", MaxDepth), "")
	case strings.Contains(m, "mapping values are not allowed"), strings.Contains(m, "',' or") && d.is(at, ':') && e.Mark.Line == e.ContextMark.Line:
		d.colon(at)
	case strings.Contains(m, "unknown anchor"):
		d.add("yaml-alias", next, "an alias (*) is not part of this format", "a text that begins with * must stand in quotes")
	case strings.Contains(m, "',' or ']'"):
		d.add("yaml-syntax", unclosed, "the list that begins here is not closed, or lacks a comma", quotes)
	case strings.Contains(m, "',' or '}'"):
		d.add("yaml-syntax", unclosed, "the mapping that begins here is not closed, or lacks a comma", quotes)
	case strings.Contains(m, "end of stream") && strings.Contains(e.ContextMsg, "quoted"):
		d.add("yaml-syntax", unclosed, "the quote that begins here is never closed", "")
	case strings.Contains(m, "cannot start any token"):
		d.add("yaml-syntax", next, "a text cannot begin with this character", "put the text in quotes")
	case strings.Contains(m, "unknown escape"), strings.Contains(m, "escape code"), strings.Contains(m, "hexadecimal"):
		d.add("yaml-syntax", next, "there is no such escape", `write \\ for a backslash, or use single quotes`)
	case strings.Contains(m, "could not find expected ':'"):
		d.add("yaml-syntax", next, "a key without a colon stands before this", "write key: value; a text over several lines is indented below its key")
	case strings.Contains(m, "did not find expected key"):
		d.add("yaml-syntax", next, "a key was expected here", "line up the keys of one mapping; "+quotes)
	case strings.Contains(m, "block sequence entries"):
		d.add("yaml-syntax", next, "a list cannot begin here", "put it on the next line, or the text in quotes if it begins with a hyphen")
	default:
		d.add("yaml-syntax", next, "the YAML could not be read: "+m, quotes)
	}
}

func (d *decoder) is(at int, c byte) bool { return at < len(d.src.data) && d.src.data[at] == c }

// tab finds a tab in the indentation of the line at an offset, or of the line after it.
func (d *decoder) tab(at int) (int, bool) {
	from := bytes.LastIndexByte(d.src.data[:min(at, len(d.src.data))], '\n') + 1
	for i := from; i < len(d.src.data); i++ {
		switch d.src.data[i] {
		case ' ':
		case '\t':
			return i, true
		default:
			return 0, false
		}
	}
	return 0, false
}

// colon reports a colon that cannot be one of YAML's here.
func (d *decoder) colon(at int) {
	from := bytes.LastIndexByte(d.src.data[:at], '\n') + 1
	before := d.src.data[from:at]
	place := d.src.span(at, min(at+1, len(d.src.data)))
	if bytes.Contains(before, []byte(": ")) || bytes.ContainsAny(before, "{[") {
		d.add("yaml-cut", place, "an unquoted colon cuts this text in two", "put the text in quotes")
		return
	}
	d.add("yaml-syntax", place, "a key cannot stand here", "line up the keys of one mapping; a text that holds a colon must stand in quotes")
}
