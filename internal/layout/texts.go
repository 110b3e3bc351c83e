package layout

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
	"unicode"

	"explainer/internal/diag"
)

// Text is a stretch of a template's own words that readers see, entities resolved.
type Text struct {
	Text  string
	Span  diag.Span
	Block int // stretches of one block stand side by side
}

// Texts is the words in the templates themselves that readers see, in the order of the files. Each entity
// is a stretch of its own, so that the places of all others are exact.
func (s *Set) Texts() []Text {
	raw := slices.Clone(s.texts)
	slices.SortFunc(raw, func(a, b Text) int {
		return cmp.Or(cmp.Compare(a.Span.File, b.Span.File), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	var texts []Text
	for i, t := range slices.Compact(raw) { // layouts share what they call
		if t.Span.End-t.Span.Start != len(t.Text) { // a constant, with its quotation marks
			t.Block = i
			texts = append(texts, t)
			continue
		}
		texts = resolved(texts, t, i)
	}
	return texts
}

// resolved appends what a reader sees of a stretch.
func resolved(texts []Text, t Text, block int) []Text {
	add := func(text string, start, end int) {
		if text != "" {
			at := diag.Span{File: t.Span.File, Start: t.Span.Start + start, End: t.Span.Start + end}
			texts = append(texts, Text{text, at, block})
		}
	}
	from := 0
	for i := 0; i < len(t.Text); {
		n := entity(t.Text[i:])
		if n == 0 {
			i++
			continue
		}
		add(t.Text[from:i], from, i)
		add(html.UnescapeString(t.Text[i:i+n]), i, i+n)
		i += n
		from = i
	}
	add(t.Text[from:], from, len(t.Text))
	return texts
}

// entity is the length of the character reference at the start of s, 0 where there is none. As browsers do,
// it does without the semicolon.
func entity(s string) int {
	if s[0] != '&' {
		return 0
	}
	n := 1
	for n < len(s) && (s[n] == '#' && n == 1 || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if strings.HasPrefix(s, "&#") && !strings.HasPrefix(asciiLower(s), "&#x") {
		for n = 2; n < len(s) && s[n] >= '0' && s[n] <= '9'; {
			n++
		}
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	if html.UnescapeString(s[:n]) == s[:n] {
		return 0
	}
	return n
}

// unprinted are the functions whose constants decide or find something, and print nothing.
var unprinted = []string{"asset", "eq", "ne", "lt", "le", "gt", "ge", "index", "slice", "len", "not"}

// constants are the texts and numbers with digits that actions write out themselves, such as {{or .Title
// "Part 2"}}. Those without are names more often than words.
func constants(b book) []Text {
	var texts []Text
	add := func(text string, at diag.Span) {
		if strings.ContainsFunc(text, unicode.IsNumber) {
			texts = append(texts, Text{Text: text, Span: at})
		}
	}
	for _, tree := range b.trees {
		walk(tree.Root, func(n parse.Node) {
			c, ok := n.(*parse.CommandNode)
			if !ok || slices.Contains(unprinted, c.Args[0].String()) {
				return
			}
			for i, a := range c.Args {
				at := diag.Span{File: tree.ParseName, Start: int(a.Position())}
				switch a := a.(type) {
				case *parse.StringNode:
					at.End = at.Start + len(a.Quoted)
					text := a.Text
					if i == 1 && c.Args[0].String() == "printf" {
						text = verbs.ReplaceAllString(text, "")
					}
					add(text, at)
				case *parse.NumberNode:
					at.End = at.Start + len(a.Text)
					add(a.Text, at)
				}
			}
		})
	}
	return texts
}

// verbs are the places in a format where a value of the page goes.
var verbs = regexp.MustCompile(`%[-+# 0]*[0-9]*(\.[0-9]*)?[a-zA-Z%]`)
