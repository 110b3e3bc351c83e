package decode

import (
	"fmt"
	"strings"

	"explainer/internal/diag"

	yaml "go.yaml.in/yaml/v4"
)

// YAML ends an unquoted text at a comma (inside braces and brackets) and before " #". Neither is a fault
// for YAML, so that half a text would be published in silence: these find what such a cut leaves behind.

// cutByComma finds the rest of a text as a key without a colon: {says: 1,000 people}.
func (d *decoder) cutByComma(pairs []*yaml.Node, i int, key Text, in *yaml.Node) bool {
	if in.Style&yaml.FlowStyle == 0 || key.style != 0 {
		return false
	}
	end := d.at(pairs[i+1].Line, pairs[i+1].Column)
	if end < int(key.end) || strings.IndexByte(string(d.src.data[key.end:end]), ':') >= 0 ||
		pairs[i+1].Kind != yaml.ScalarNode || pairs[i+1].Value != "" || d.colonAfter(int(key.end)) {
		return false
	}
	if i == 0 || pairs[i-1].Kind != yaml.ScalarNode || pairs[i-1].Style != 0 {
		d.add("yaml-cut", key.Span(), fmt.Sprintf("the key %s has no value", quote(key.S)), "write key: value, and put a text that holds a comma in quotes")
		return true
	}
	d.add("yaml-cut", key.Span(), fmt.Sprintf("a comma cut the text before this: %s became a key of its own", quote(key.S)),
		fmt.Sprintf(`put the text in quotes: %s: "%s…%s"`, clip(pairs[i-2].Value), clip(pairs[i-1].Value), clip(key.S)))
	return true
}

// colonAfter says whether the next sign after a key is its colon: the value's own place may lie on it.
func (d *decoder) colonAfter(at int) bool {
	for at < len(d.src.data) && strings.IndexByte(" \t\r\n", d.src.data[at]) >= 0 {
		at++
	}
	return d.is(at, ':')
}

// cutNumber finds a number of a list that was cut at its comma: [1,000].
func (d *decoder) cutNumber(list *yaml.Node, i int) {
	if i == 0 || list.Style&yaml.FlowStyle == 0 {
		return
	}
	a, b := list.Content[i-1], list.Content[i]
	if a.Kind != yaml.ScalarNode || b.Kind != yaml.ScalarNode || a.Style != 0 || b.Style != 0 || a.Value == "" || len(b.Value) < 3 {
		return
	}
	at := d.at(b.Line, b.Column)
	if !digits(a.Value[len(a.Value)-1:]) || !digits(b.Value[:3]) || at == 0 || !d.is(at-1, ',') {
		return
	}
	d.add("yaml-cut", d.src.span(at-1, at), fmt.Sprintf("an unquoted comma cuts %s,%s in two", clip(a.Value), clip(b.Value)), "put the text in quotes, or a space after the comma")
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// cutByHash finds a text that ends at " #" with words right behind the sign: at: section #3. A comment has
// a space there.
func (d *decoder) cutByHash(t Text, owner diag.Span) {
	if t.style != 0 {
		return
	}
	at := int(t.end)
	if t.S == "" { // nothing before the sign: look from the key's colon
		at = max(int(t.start), owner.End-d.src.base)
		if d.is(at, ':') {
			at++
		}
	}
	from := at
	for d.is(at, ' ') || d.is(at, '\t') {
		at++
	}
	if at == from || !d.is(at, '#') || at+1 >= len(d.src.data) || strings.IndexByte(" \t\r\n#!", d.src.data[at+1]) >= 0 {
		return
	}
	end := at
	for end < len(d.src.data) && d.src.data[end] != '\n' && d.src.data[end] != '\r' {
		end++
	}
	d.add("yaml-cut", d.src.span(at, end), "an unquoted # cuts this text short", "put the text in quotes; a comment has a space after its #")
}
