package layout

import (
	"strings"
	"text/template/parse"

	"explainer/internal/diag"
)

type state uint8

const (
	inText      state = iota // between tags
	inTag                    // where an attribute may begin
	inName                   // in the name of an attribute
	afterName                // after it, before a possible =
	beforeValue              // after the =
	inPlain                  // in a value without quotes
	inQuotes                 // in a value with quotes
	inRaw                    // in <script>, <style>, <title> or <textarea>
	inComment                // in <!-- --> or what browsers take for one
)

// A spot is a place in HTML. The zero spot is between tags.
type spot struct {
	state   state
	element string // the tag being read, or whose raw text is; with a slash where it ends
	attr    string // the attribute being read
	quote   byte
	value   string // so far, of the attributes that decide how another one is read
	close   string // what ends a comment
	data    bool   // <script type="application/ld+json">
	words   bool   // the data block has words of its own
	values  int    // values printed into the data block
	refresh bool   // <meta http-equiv="refresh">
	printed mark   // an action in the content of this <meta>
	meta    string // what this <meta> says of the page: its name or property
	content string // its own words for it
	said    mark   // where they begin
}

// A mark is a place in a template.
type mark struct {
	path string
	pos  int
}

func (p spot) inTag() bool { return p.state == inTag || p.state == inName || p.state == afterName }

func (p spot) String() string {
	switch p.state {
	case inText:
		return "nothing"
	case inRaw:
		return "<" + p.element + ">"
	case inComment:
		return "a comment"
	}
	return "the tag <" + p.element + ">"
}

const space = " \t\n\r\f"

// read follows a template's own text.
func (w *walker) read(n *parse.TextNode, p spot) spot {
	text, pos := string(n.Text), int(n.Pos)
	for text != "" {
		var used int
		switch p.state {
		case inText:
			p, used = w.readText(text, pos, p)
		case inRaw:
			p, used = w.readRaw(text, pos, p)
		case inComment:
			used = len(text)
			if i := strings.Index(text, p.close); i >= 0 {
				used = i + len(p.close)
				p = spot{}
			}
		default:
			p, used = w.readTag(text, pos, p)
		}
		text, pos = text[used:], pos+used
	}
	return p
}

// visible keeps words that readers see.
func (w *walker) visible(text string, pos int) {
	if strings.TrimSpace(text) != "" {
		w.texts = append(w.texts, Text{Text: text, Span: diag.Span{File: w.tree.ParseName, Start: pos, End: pos + len(text)}})
	}
}

func (w *walker) readText(text string, pos int, p spot) (spot, int) {
	i := strings.IndexByte(text, '<')
	if i < 0 {
		w.visible(text, pos)
		return p, len(text)
	}
	w.visible(text[:i], pos)
	rest := text[i+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		return spot{state: inComment, close: "-->"}, i + 4
	case strings.HasPrefix(rest, "!"), strings.HasPrefix(rest, "?"):
		return spot{state: inComment, close: ">"}, i + 2
	}
	name := strings.TrimPrefix(rest, "/")
	if end := strings.IndexAny(name, space+">/"); end >= 0 {
		name = name[:end]
	}
	if name == "" || asciiLower(name[:1]) < "a" || asciiLower(name[:1]) > "z" {
		return p, i + 1 // a bare sign
	}
	if rest[0] == '/' {
		name = rest[:len(name)+1]
	}
	return spot{state: inTag, element: asciiLower(name)}, i + 1 + len(name)
}

// asciiLower leaves every other letter as it is, so that lengths stay.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func (w *walker) readRaw(text string, pos int, p spot) (spot, int) {
	end, done := len(text), false
	if i := strings.Index(asciiLower(text), "</"+p.element); i >= 0 {
		end, done = i, true
	}
	words := text[:end]
	switch {
	case p.element == "title" || p.element == "textarea":
		w.visible(words, pos)
	case p.data && strings.TrimSpace(words) != "":
		p.words = true
		if p.values > 0 {
			w.add("template-unsafe", diag.Span{File: w.tree.ParseName, Start: pos, End: pos + end}, "a data block that prints a value may hold nothing beside it", "")
		}
	}
	if done {
		return spot{state: inTag, element: "/" + p.element}, end + 2 + len(p.element)
	}
	return p, end
}

// readTag follows what stands between the name of a tag and its end.
func (w *walker) readTag(text string, pos int, p spot) (spot, int) {
	c := text[0]
	blank := strings.IndexByte(space, c) >= 0
	switch p.state {
	case inTag, afterName:
		switch {
		case c == '>':
			return w.endTag(p), 1
		case c == '=' && p.state == afterName:
			p.state = beforeValue
		case c == '/':
			p.state = inTag
		case !blank:
			p.state, p.attr, p.value = inName, asciiLower(string(c)), ""
		}
		return p, 1
	case inName:
		switch {
		case c == '=':
			p.state = beforeValue
		case blank:
			p.state = afterName
		case c == '>' || c == '/':
			p.state, p.attr = inTag, ""
			return p, 0
		default:
			p.attr += asciiLower(string(c))
		}
		return p, 1
	case beforeValue:
		switch {
		case c == '"' || c == '\'':
			p.state, p.quote = inQuotes, c
		case c == '>':
			return w.endTag(p), 1
		case !blank:
			p.state = inPlain
			return p, 0
		}
		return p, 1
	case inPlain:
		end := strings.IndexAny(text, space+">")
		if end < 0 {
			end = len(text)
		}
		p = w.value(text[:end], pos, p)
		if end < len(text) {
			p = p.endValue()
		}
		return p, end
	}
	// in quotes
	end := strings.IndexByte(text, p.quote)
	if end < 0 {
		end = len(text)
	}
	p = w.value(text[:end], pos, p)
	if end < len(text) {
		return p.endValue(), end + 1
	}
	return p, end
}

// value reads a part of an attribute's value.
func (w *walker) value(text string, pos int, p spot) spot {
	switch p.attr {
	case "alt", "title", "placeholder", "label", "abbr", "summary",
		"aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext":
		w.visible(text, pos)
	case "start", "value": // the numbers of a list
		if p.element == "ol" || p.element == "li" {
			w.visible(text, pos)
		}
	case "content":
		if p.element == "meta" && p.content == "" && text != "" {
			p.content, p.said = text, mark{w.tree.ParseName, pos}
		}
	case "name", "property":
		if p.element == "meta" {
			p.meta += text
		}
	}
	return p.keep(text)
}

// keep remembers the value of the attributes that decide how others are read.
func (p spot) keep(part string) spot {
	if p.element == "script" && p.attr == "type" || p.element == "meta" && p.attr == "http-equiv" {
		p.value += part
	}
	return p
}

func (p spot) endValue() spot {
	switch value := strings.ToLower(strings.TrimSpace(p.value)); {
	case p.element == "script" && p.attr == "type":
		p.data = value == "application/ld+json"
	case p.element == "meta" && p.attr == "http-equiv":
		p.refresh = p.refresh || value == "refresh"
	}
	p.state, p.attr, p.value, p.quote = inTag, "", "", 0
	return p
}

// preview says whether readers see what a <meta> of that name says: in search results, and where a link to
// the page is shown as a card.
func preview(meta string) bool {
	meta = asciiLower(meta)
	for _, word := range []string{"description", "title", "site_name", "alt", "label", "data"} {
		if strings.Contains(meta, word) {
			return true
		}
	}
	return false
}

// endTag leaves a tag at its >.
func (w *walker) endTag(p spot) spot {
	if p.refresh && p.printed != (mark{}) {
		w.add("template-unsafe", w.span(p.printed.path, p.printed.pos), "nothing can be printed safely into the refresh of a page", "")
	}
	if p.element == "meta" && p.content != "" && preview(p.meta) {
		w.texts = append(w.texts, Text{Text: p.content, Span: diag.Span{File: p.said.path, Start: p.said.pos, End: p.said.pos + len(p.content)}})
	}
	switch p.element {
	case "script", "style", "title", "textarea":
		return spot{state: inRaw, element: p.element, data: p.data}
	}
	return spot{}
}
