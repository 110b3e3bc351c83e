package decode

import (
	"reflect"

	"explainer/internal/diag"

	yaml "go.yaml.in/yaml/v4"
)

// Text is a scalar as its author wrote it, with its place. YAML's own guesses are not taken: 1.10 stays
// "1.10" and no stays a word. ~ and nothing at all are the empty text. The zero Text is a key that is
// not there.
type Text struct {
	S          string
	src        *source
	start, end int32 // the whole scalar in src.data, quotes included
	style      yaml.Style
}

// Set says whether the key was there, even if empty.
func (t Text) Set() bool { return t.src != nil }

// Span is the whole scalar in its file, quotes included.
func (t Text) Span() diag.Span {
	if t.src == nil {
		return diag.Span{}
	}
	return t.src.span(int(t.start), int(t.end))
}

// At is the place of S[start:end] in the file, through quotes, escapes and folded lines. Offsets outside
// S are brought inside.
func (t Text) At(start, end int) diag.Span {
	if t.src == nil {
		return diag.Span{}
	}
	start = max(0, min(start, len(t.S)))
	end = max(start, min(end, len(t.S)))
	from, to := t.locate(start, end)
	return t.src.span(from, to)
}

// Bool is a text that is true or false.
type Bool struct{ Text }

// True says whether it is there and true.
func (b Bool) True() bool { return b.S == "true" }

// Place, as a field of a struct, is given the span of the mapping that the struct was read from.
type Place struct{ span diag.Span }

// Span is the mapping in its file.
func (p Place) Span() diag.Span { return p.span }

// Keys, as a field of a struct, is given the known keys that were present, in file order.
type Keys []Text

// Map is a mapping whose keys are the author's, in file order.
type Map[T any] struct{ Entries []Entry[T] }

// Entry is one key of a Map with its value.
type Entry[T any] struct {
	Key   Text
	Value T
}

// anyMap is every Map, whatever it holds: reflection cannot name a generic type.
type anyMap interface {
	fill(d *decoder, n *yaml.Node, owner diag.Span)
	elem() reflect.Type
	count() int
}

func (m *Map[T]) fill(d *decoder, n *yaml.Node, owner diag.Span) {
	start := d.at(n.Line, n.Column)
	pairs, ok := d.pairs(n, owner)
	if !ok {
		return
	}
	m.Entries = make([]Entry[T], 0, len(pairs)/2)
	seen := make(map[string]diag.Span, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := d.key(pairs[i])
		if !ok || d.cutByComma(pairs, i, key, n) {
			d.skip(pairs[i+1])
			continue
		}
		if first, twice := seen[key.S]; twice {
			d.duplicate(key, first)
			d.skip(pairs[i+1])
			continue
		}
		seen[key.S] = key.Span()
		m.Entries = append(m.Entries, Entry[T]{Key: key})
		d.value(pairs[i+1], reflect.ValueOf(&m.Entries[len(m.Entries)-1].Value).Elem(), key.Span(), nil)
	}
	d.close(n, start)
}

func (m *Map[T]) elem() reflect.Type { return reflect.TypeFor[T]() }

func (m *Map[T]) count() int { return len(m.Entries) }

// source is the bytes that texts point into: a whole file, or the front matter of a page. It lives as
// long as a text of it does.
type source struct {
	file    string
	data    []byte
	base    int // the offset of data[0] in the file
	skipped int // lines of the file before data[0]
}

func (s *source) span(start, end int) diag.Span {
	return diag.Span{File: s.file, Start: s.base + start, End: s.base + end}
}
