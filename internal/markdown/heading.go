package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// attributes is what stands in braces at the end of a heading: {#id .class}.
type attributes struct {
	id, class  string
	start, end int
}

// heading is a heading parser of goldmark, without its attributes: those may set any attribute, and
// take quadratic time.
type heading struct {
	parser.BlockParser
	atx bool
}

var _ parser.BlockParser = heading{}

const maxAttributes = 256 // bytes

func (h heading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if node.Parent() == nil || lines.Len() == 0 {
		return
	}
	line := lines.At(lines.Len() - 1)
	words := line.Value(reader.Source())
	start, ok := braces(words)
	if !ok {
		return
	}
	st, at := stateOf(pc), line.Start+start
	a, wrong, ok := readAttributes(string(words[start+1 : len(words)-1]))
	if !ok {
		return
	}
	if wrong != "" {
		st.add("heading-attribute", at, line.Stop, wrong+" cannot be an attribute of a heading", "write {#id}, of letters, digits, hyphens and dots")
		return
	}
	a.start, a.end = at, line.Stop
	if st.attrs == nil {
		st.attrs = map[ast.Node]attributes{}
	}
	st.attrs[node] = a
	line.Stop = at
	line = line.TrimRightSpace(reader.Source())
	if h.atx {
		line.Stop -= closing(line.Value(reader.Source()))
	}
	lines.Set(lines.Len()-1, line)
}

// braces finds "{…}" at the end of a heading.
func braces(words []byte) (start int, ok bool) {
	if len(words) < 3 || words[len(words)-1] != '}' {
		return 0, false
	}
	start = bytes.LastIndexByte(words, '{')
	return start, start >= 0 && (start == 0 || words[start-1] != '\\')
}

// closing is the length of the closing sequence of an ATX heading, with the space before it.
func closing(words []byte) int {
	bare := bytes.TrimRight(words, "#")
	if len(bare) == len(words) || len(bare) > 0 && !util.IsSpace(bare[len(bare)-1]) {
		return 0
	}
	return len(words) - len(bytes.TrimRight(bare, " \t"))
}

// readAttributes reads what stands between braces. What does not look like attributes at all is text.
func readAttributes(s string) (a attributes, wrong string, ok bool) {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return a, "", false
	}
	if len(s) > maxAttributes {
		return a, quote(s), fields[0][0] == '#' || fields[0][0] == '.' || strings.Contains(fields[0], "=")
	}
	var classes []string
	for _, f := range fields {
		name, value, pair := strings.Cut(f, "=")
		value = strings.Trim(value, `"'`)
		switch {
		case f[0] == '#' && len(f) > 1:
			name, value = "id", f[1:]
		case f[0] == '.' && len(f) > 1:
			name, value = "class", f[1:]
		case !pair || name == "":
			if ok { // {#id and words}
				return a, quote(f), true
			}
			return a, "", false
		}
		ok = true
		if !safeID(value) {
			return a, quote(f), true
		}
		switch name {
		case "id":
			if a.id != "" {
				return a, "a second id, " + quote(value) + ",", true
			}
			a.id = value
		case "class":
			classes = append(classes, value)
		default:
			return a, quote(name), true
		}
	}
	a.class = strings.Join(classes, " ")
	return a, "", ok
}

func safeID(s string) bool {
	for i, r := range s {
		if unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || r == '-' || r == '.' || r == '_') {
			continue
		}
		return false
	}
	return s != "" && len(s) <= maxSlug
}

// ids gives each heading an id of its own.
type ids struct {
	used map[string]bool
	next map[string]int
}

func (s *ids) take(id string) bool {
	if s.used[id] || pagesOwn(id) {
		return false
	}
	if s.used == nil {
		s.used = map[string]bool{}
	}
	s.used[id] = true
	return true
}

// pagesOwn says whether every page has an id of that name: its text, its contents, its navigation, its cards.
func pagesOwn(id string) bool {
	n, card := strings.CutPrefix(id, "n")
	return id == "main" || id == "toc" || id == "nav" || card && n != "" && strings.Trim(n, "0123456789") == ""
}

// make finds an id for words: a number follows where others have the same.
func (s *ids) make(words string) string {
	base := slug(words)
	if base == "" {
		base = "section"
	}
	if s.take(base) {
		return base
	}
	if s.next == nil {
		s.next = map[string]int{}
	}
	for n := max(2, s.next[base]); ; n++ {
		if id := base + "-" + strconv.Itoa(n); s.take(id) {
			s.next[base] = n + 1
			return id
		}
	}
}

// nameHeadings gives ids: the authors' own first, so that a heading added above changes none of them.
func (g *gatherer) nameHeadings(nodes []*ast.Heading) {
	var set ids
	for _, l := range g.doc.Links {
		if l.Kind == Figure {
			set.take(l.ID) // a figure is an anchor as well
		}
	}
	for _, f := range g.notes {
		set.take("footnote-" + f.letter)
		for _, m := range f.marks {
			set.take(m)
		}
	}
	for i, n := range nodes {
		h, a := g.doc.Headings[i], g.state.attrs[n]
		if a.class != "" {
			n.SetAttributeString("class", []byte(a.class))
		}
		if a.id == "" {
			continue
		}
		h.ID = a.id
		if !set.take(a.id) {
			g.add("heading-id", a.start, a.end, fmt.Sprintf("the id %q stands twice on the page", a.id), "give this heading another")
			h.ID = set.make(a.id)
		}
	}
	for i, n := range nodes {
		h := g.doc.Headings[i]
		if h.ID == "" {
			h.ID = set.make(g.steadyWords(h))
		}
		n.SetAttributeString("id", []byte(h.ID))
	}
}

// steadyWords is the words of a heading without those that a new value would change.
func (g *gatherer) steadyWords(h *Heading) string {
	var b strings.Builder
	for _, r := range g.doc.Runs[h.first:h.last] {
		if r.Kind == RunTitle || r.Link != nil && (r.Link.Kind == Fact || r.Link.Kind == Event) {
			continue
		}
		b.WriteString(r.Text)
	}
	return b.String()
}
