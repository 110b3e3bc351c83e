package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"

	yaml "go.yaml.in/yaml/v4"
)

// ordinary refuses aliases, anchors and tags.
func (d *decoder) ordinary(n *yaml.Node) bool {
	var what, hint string
	at := d.at(n.Line, n.Column)
	switch {
	case n.Kind == yaml.AliasNode:
		what, hint = "an alias (*"+clip(n.Value)+")", "a text that begins with * must stand in quotes"
	case n.Anchor != "":
		what, hint = "an anchor (&"+clip(n.Anchor)+")", "a text that begins with & must stand in quotes"
	case n.Style&yaml.TaggedStyle != 0, d.is(at, '!'): // a lone ! leaves no trace in the tree
		what, hint = "a tag", "a text that begins with ! must stand in quotes"
	default:
		return true
	}
	end := at
	for end < len(d.src.data) && strings.IndexByte(" \t\r\n,]}", d.src.data[end]) < 0 {
		end++
	}
	d.last = max(d.last, end)
	d.add("yaml-alias", d.src.span(at, end), what+" is not part of this format", hint)
	return false
}

// pairs are the keys and values of a mapping; nothing at all is an empty one.
func (d *decoder) pairs(n *yaml.Node, owner diag.Span) ([]*yaml.Node, bool) {
	if d.empty(n, owner) {
		return nil, true
	}
	if n.Kind != yaml.MappingNode {
		d.kind(n, "a mapping of keys", owner, "write key: value, each key on a line of its own")
		return nil, false
	}
	return n.Content, true
}

// empty says whether nothing stands where a list or a mapping may.
func (d *decoder) empty(n *yaml.Node, owner diag.Span) bool {
	if n.Kind != yaml.ScalarNode || n.Value != "" && n.Value != "~" || n.Style != 0 {
		return false
	}
	d.cutByHash(d.scalar(n), owner)
	return true
}

// key reads a key.
func (d *decoder) key(n *yaml.Node) (Text, bool) {
	if !d.ordinary(n) {
		return Text{}, false
	}
	at := d.at(n.Line, n.Column)
	if n.Kind != yaml.ScalarNode {
		d.add("yaml-alias", d.src.span(at, at+1), "a key must be a text, not a list or a mapping", "a text that begins with [ or { must stand in quotes")
		d.skip(n)
		return Text{}, false
	}
	t := d.scalar(n)
	if n.Value == "<<" && n.Style == 0 {
		d.add("yaml-alias", t.Span(), "a merge key (<<) is not part of this format", "write the keys where they are needed")
		return Text{}, false
	}
	before := strings.TrimRight(string(d.src.data[max(0, at-2):at]), " \t")
	if strings.HasSuffix(before, "?") && (at < 2 || at == 2 || strings.IndexByte(" \n{,[", d.src.data[at-3]) >= 0) {
		d.add("yaml-alias", t.Span(), "a key is written without ? before it", "")
		return Text{}, false
	}
	d.escaped(t)
	return t, true
}

// skip walks over what is not read, so that places after it are known and nothing odd hides in it.
func (d *decoder) skip(n *yaml.Node) {
	if !d.ordinary(n) {
		return
	}
	if n.Kind == yaml.ScalarNode {
		d.scalar(n)
		return
	}
	start := d.at(n.Line, n.Column)
	for _, c := range n.Content {
		d.skip(c)
	}
	d.close(n, start)
}

func (d *decoder) kind(n *yaml.Node, want string, owner diag.Span, hint string) {
	is := map[yaml.Kind]string{yaml.ScalarNode: "a text", yaml.SequenceNode: "a list", yaml.MappingNode: "a mapping"}[n.Kind]
	start := d.at(n.Line, n.Column)
	at := d.src.span(start, start+1)
	if n.Kind == yaml.ScalarNode {
		at = d.scalar(n).Span()
	}
	if at.Start >= d.src.base+len(d.src.data) {
		at = owner
	}
	d.add("yaml-kind", at, want+" was expected here, not "+is, hint)
	d.skip(n)
}

func (d *decoder) duplicate(key Text, first diag.Span) {
	line, _ := slices.BinarySearch(d.lines, first.Start-d.src.base+1)
	d.add("yaml-duplicate", key.Span(), fmt.Sprintf("the key %s stands twice in one place", quote(key.S)),
		fmt.Sprintf("the first is on line %d; only one of them could count", line+d.src.skipped))
}

func (d *decoder) unknown(key Text, p *plan, inFlow bool) {
	const most = 1000 // a file of nothing but unknown keys needs no hint for each
	hint := ""
	if d.hinted++; d.hinted <= most {
		hint = diag.DidYouMean(clip(key.S), p.names)
	}
	switch {
	case d.hinted > most:
	case inFlow && hint == "":
		hint = "if the comma before it belongs to the text, put the text in quotes"
	case hint == "":
		hint = "known here: " + strings.Join(p.names, ", ")
	}
	d.add("yaml-key", key.Span(), fmt.Sprintf("the key %s is not known here", quote(key.S)), hint)
}

// missing looks for required keys that are not there, or empty. Those that are not there are one finding:
// they have one place.
func (d *decoder) missing(p *plan, v reflect.Value, seen []seenKey, owner diag.Span) {
	var names []string
	hint := ""
	for j := range p.fields {
		f := &p.fields[j]
		switch {
		case !f.required:
		case !seen[j].there:
			names = append(names, f.name)
			hint = f.doc
		case blank(v.Field(f.index)) && !seen[j].faulty:
			d.add("yaml-missing", seen[j].at, "the required key "+f.name+" is empty", f.doc)
		}
	}
	switch n := len(names); n {
	case 0:
	case 1:
		d.add("yaml-missing", owner, "the required key "+names[0]+" is missing", hint)
	default:
		d.add("yaml-missing", owner, "the required keys "+strings.Join(names[:n-1], ", ")+" and "+names[n-1]+" are missing", "")
	}
}

// blank says whether a field that was there holds nothing.
func blank(v reflect.Value) bool {
	switch x := v.Addr().Interface().(type) {
	case *Text:
		return x.Set() && strings.TrimSpace(x.S) == ""
	case *Bool:
		return x.Set() && x.S == ""
	case anyMap:
		return x.count() == 0
	}
	return v.Kind() == reflect.Slice && v.Len() == 0
}

// choice holds a text against the few words that it may be.
func (d *decoder) choice(t Text, choices []string) {
	if slices.Contains(choices, t.S) {
		return
	}
	hint := diag.DidYouMean(clip(t.S), choices)
	if hint == "" {
		hint = "use one of: " + strings.Join(choices, ", ")
	}
	d.add("choice-unknown", t.Span(), fmt.Sprintf("%s is not one of the words that may stand here", quote(t.S)), hint)
}

// quote shows an author's words in a message.
func quote(s string) string { return `"` + clip(s) + `"` }

// clip shortens what could be as long as the file.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
