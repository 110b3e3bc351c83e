package decode

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"

	yaml "go.yaml.in/yaml/v4"
)

// YAML reads one document into a T, a struct whose fields carry yaml:"key" or yaml:"key,required" tags
// and are Text, Bool, structs, Maps, and slices of these. Everything wrong in the file is added to l;
// ok is false if anything was. What could be read is returned even then.
func YAML[T any](file string, data []byte, l *diag.List) (v T, ok bool) {
	return YAMLOf[T](file, data, MaxFile, l)
}

// YAMLOf is YAML with another limit, in bytes.
func YAMLOf[T any](file string, data []byte, limit int, l *diag.List) (v T, ok bool) {
	src, ok := open(file, data, limit, l)
	if src == nil {
		return v, false
	}
	if !into(src, reflect.ValueOf(&v).Elem(), l) {
		ok = false
	}
	return v, ok
}

// into parses src and fills v.
func into(src *source, v reflect.Value, l *diag.List) bool {
	d := &decoder{src: src, l: l, ok: true, plans: map[reflect.Type]*plan{}}
	d.index()
	if root := d.parse(); root != nil {
		d.value(root, v, diag.Span{File: src.file, Start: src.base, End: src.base}, nil)
	}
	return d.ok
}

// decoder fills structs from the parser's tree.
type decoder struct {
	src   *source
	l     *diag.List
	ok    bool
	plans map[reflect.Type]*plan

	lines []int // where each line of src.data begins
	// The place last looked up: nodes come in file order, so that a line of many nodes is walked once.
	line, column, offset int
	last                 int // the end of the last scalar read
	shown, hinted        int // escaped characters reported, unknown keys given a hint
}

func (d *decoder) add(code string, at diag.Span, message, hint string) {
	d.ok = false
	d.l.Add(code, at, message, hint)
}

func (d *decoder) index() {
	d.lines = append(d.lines, 0)
	for i, c := range d.src.data {
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
}

// at is the byte offset of a line and a column, both from 1, columns in characters.
func (d *decoder) at(line, column int) int {
	if line < 1 || line > len(d.lines) {
		return len(d.src.data)
	}
	if line != d.line || column < d.column {
		d.line, d.column, d.offset = line, 1, d.lines[line-1]
	}
	for d.column < column && d.offset < len(d.src.data) {
		c := d.src.data[d.offset]
		n := 1
		if c >= utf8.RuneSelf {
			_, n = utf8.DecodeRune(d.src.data[d.offset:])
		}
		d.offset += n
		d.column++
	}
	return d.offset
}

// scalar is the text of a scalar node.
func (d *decoder) scalar(n *yaml.Node) Text {
	start := d.at(n.Line, n.Column)
	t := Text{S: n.Value, src: d.src, start: int32(start), style: n.Style}
	data := d.src.data
	end := start + len(n.Value)
	quotes := n.Style & (yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle)
	switch {
	case quotes != 0:
		end = closing(data, start, quotes == yaml.DoubleQuotedStyle)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && end <= len(data) && string(data[start:end]) == n.Value:
	default:
		end = start + 1
		t.walk(strings.TrimRight(n.Value, "\n"), func(u unit) bool { end = u.r1; return true })
	}
	t.end = int32(min(end, len(data)))
	d.last = max(d.last, int(t.end))
	if n.Value == "~" && quotes == 0 && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		t.S = ""
	}
	return t
}

// closing is the offset after the quote that ends the scalar at start.
func closing(data []byte, start int, double bool) int {
	for i := start + 1; i < len(data); i++ {
		switch {
		case double && data[i] == '\\':
			i++
		case double && data[i] == '"':
			return i + 1
		case !double && data[i] == '\'':
			if i+1 == len(data) || data[i+1] != '\'' {
				return i + 1
			}
			i++
		}
	}
	return len(data)
}

// value reads a node into v. owner is the key that it stands under; f is its field, nil in a Map or list.
func (d *decoder) value(n *yaml.Node, v reflect.Value, owner diag.Span, f *field) {
	if !d.ordinary(n) {
		return
	}
	switch x := v.Addr().Interface().(type) {
	case *Text:
		d.text(n, x, owner, f)
		return
	case *Bool:
		d.text(n, &x.Text, owner, f)
		if x.S != "" && x.S != "true" && x.S != "false" {
			d.add("yaml-kind", x.Span(), fmt.Sprintf("true or false was expected here, not %s", quote(x.S)), "")
		}
		return
	case anyMap:
		x.fill(d, n, owner)
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		d.list(n, v, owner)
	case reflect.Struct:
		d.structure(n, v, owner)
	default:
		panic("decode: cannot read into " + v.Type().String())
	}
}

func (d *decoder) text(n *yaml.Node, into *Text, owner diag.Span, f *field) {
	if n.Kind != yaml.ScalarNode {
		hint := ""
		if n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 {
			hint = "an unquoted colon makes a mapping of a text: put the text in quotes"
		} else if n.Style&yaml.FlowStyle != 0 {
			hint = "a text that begins with [ or { must stand in quotes"
		}
		d.kind(n, "a text", owner, hint)
		return
	}
	*into = d.scalar(n)
	d.cutByHash(*into, owner)
	d.escaped(*into)
	if f != nil && len(f.choices) > 0 && into.S != "" {
		d.choice(*into, f.choices)
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, owner diag.Span) {
	if d.empty(n, owner) {
		return
	}
	start := d.at(n.Line, n.Column)
	if n.Kind != yaml.SequenceNode {
		d.kind(n, "a list", owner, "write a list as [one, two], or each on a line of its own after a hyphen")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		at := d.at(item.Line, item.Column)
		d.value(item, v.Index(i), d.src.span(at, at), nil)
		d.cutNumber(n, i)
	}
	d.close(n, start)
}

// structure reads a mapping into a struct.
func (d *decoder) structure(n *yaml.Node, v reflect.Value, owner diag.Span) {
	p, start := d.plan(v.Type()), d.at(n.Line, n.Column)
	pairs, ok := d.pairs(n, owner)
	if !ok {
		return
	}
	seen := make([]seenKey, len(p.fields))
	for i := 0; i < len(pairs); i += 2 {
		key, ok := d.key(pairs[i])
		if !ok {
			d.skip(pairs[i+1])
			continue
		}
		j, known := p.byName[key.S]
		switch {
		case d.cutByComma(pairs, i, key, n):
			d.skip(pairs[i+1])
		case !known:
			d.unknown(key, p, i > 0 && n.Style&yaml.FlowStyle != 0)
			d.skip(pairs[i+1])
		case seen[j].there:
			d.duplicate(key, seen[j].at)
			d.skip(pairs[i+1])
		default:
			f, before := &p.fields[j], d.l.Len()
			d.value(pairs[i+1], v.Field(f.index), key.Span(), f)
			seen[j] = seenKey{key.Span(), true, d.l.Len() > before}
			if p.keys >= 0 {
				keys := v.Field(p.keys).Addr().Interface().(*Keys)
				*keys = append(*keys, key)
			}
		}
	}
	d.close(n, start)
	d.missing(p, v, seen, owner)
	if p.place >= 0 {
		*v.Field(p.place).Addr().Interface().(*Place) = Place{d.src.span(start, max(start, d.last))}
	}
}

// seenKey is a key of a struct that the file has; faulty ones have a finding already.
type seenKey struct {
	at            diag.Span
	there, faulty bool
}

// close moves past the bracket that ends a list or mapping whose content was just read. start is where it
// begins: to look that up now would walk a long line from its beginning once more.
func (d *decoder) close(n *yaml.Node, start int) {
	if n.Style&yaml.FlowStyle == 0 {
		return
	}
	data := d.src.data
	for i := max(d.last, start+1); i < len(data); i++ {
		switch data[i] {
		case ']', '}':
			d.last = i + 1
			return
		case '#':
			for i < len(data) && data[i] != '\n' {
				i++
			}
		}
	}
}
