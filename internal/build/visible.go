package build

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// A word is one word of a finished page, or the part of one that leans on a fact.
type word struct {
	text  string
	fact  string // that it leans on, or ""
	apart bool   // a space stands before it
}

// A line is a stretch of a page that stands by itself: a paragraph, a heading, a cell, a label in a drawing.
type line []word

func (l line) String() string {
	var b strings.Builder
	for _, w := range l {
		if w.apart {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// visible is what a reader sees of a finished page: its words, the words that stand for pictures, and what
// search engines show. Left out are the source notes, which say what the register of facts says once, and the
// marks of notes, whose numbers move when a mention is added.
//
// It reads the tags of a page one by one, and no tree: pages that this program wrote are sound, and a test holds
// it against what a browser makes of them.
func visible(page []byte) []line {
	r := &reading{}
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken: // the end: bytes that are no page are read as text
			r.end()
			return r.lines
		case html.TextToken:
			if !r.raw {
				r.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			r.markup(string(name), false, attributes(z, more))
		case html.EndTagToken:
			name, _ := z.TagName()
			r.markup(string(name), true, nil)
		}
	}
}

func attributes(z *html.Tokenizer, more bool) map[string]string {
	attrs := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attrs[string(key)] = string(value)
	}
	return attrs
}

// reading is a page that is being read.
type reading struct {
	lines []line
	now   line
	apart bool // a space stands before what comes next

	raw     bool   // in a script or a style
	skip    string // the element whose words are left out
	depth   int    // of elements of that name
	mention int    // where in now the words of a mention began; -1: in none
	linked  string // the fact that a link leads to
	entry   string // the fact whose row is being read
}

// blocks are the elements that begin a line, and end one.
var blocks = strings.Fields("address article aside blockquote body br caption dd desc details dialog div dl dt figcaption figure footer " +
	"h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary svg table tbody td text tfoot th thead title tr ul")

// markup takes a tag.
func (r *reading) markup(name string, closing bool, attrs map[string]string) {
	r.raw = !closing && (name == "script" || name == "style")
	if r.skip != "" {
		r.skipped(name, closing, attrs)
		return
	}
	if slices.Contains(blocks, name) {
		r.end()
	}
	if closing {
		r.close(name)
		return
	}
	r.open(name, attrs)
}

func (r *reading) open(name string, attrs map[string]string) {
	class := strings.Fields(attrs["class"])
	switch {
	case name == "sup", name == "section" && slices.Contains(class, "notes"):
		r.skip, r.depth = name, 1
	case name == "span" && slices.Contains(class, "m"):
		r.mention = len(r.now)
	case name == "a":
		r.linked = factOf(attrs["href"])
	case name == "article" && slices.Contains(class, "fact"):
		r.entry = attrs["id"]
	case name == "meta" && attrs["name"] == "description":
		r.end()
		r.text(attrs["content"])
		r.end()
	case name == "img":
		r.text(" " + attrs["alt"] + " ")
	case name == "figure" && attrs["aria-label"] != "":
		r.text(attrs["aria-label"])
		r.end()
	}
}

func (r *reading) close(name string) {
	switch name {
	case "a":
		r.linked = ""
	case "article":
		r.entry = ""
	}
}

// skipped goes through what is left out. The mark of a mention names the fact of the words before it.
func (r *reading) skipped(name string, closing bool, attrs map[string]string) {
	if id := factOf(attrs["href"]); r.skip == "sup" && id != "" {
		for i := max(r.mention, 0); i < len(r.now); i++ {
			r.now[i].fact = id
		}
		r.mention = len(r.now)
	}
	switch {
	case name != r.skip:
	case closing:
		r.depth--
	default:
		r.depth++
	}
	if r.depth == 0 {
		r.skip = ""
	}
}

// factOf is the fact whose row an address leads to; "" of another.
func factOf(href string) string {
	_, id, ok := strings.Cut(href, "facts.html#")
	if !ok {
		return ""
	}
	return id
}

// text adds words to the line. A no-break space joins words, as a reader sees them.
func (r *reading) text(s string) {
	if r.skip != "" || s == "" {
		return
	}
	fact := r.linked
	if fact == "" {
		fact = r.entry
	}
	gap := func(c rune) bool { return unicode.IsSpace(c) && c != '\u00a0' && c != '\u202f' }
	for s != "" {
		bare := strings.TrimLeftFunc(s, gap)
		r.apart = r.apart || len(bare) < len(s)
		end := strings.IndexFunc(bare, gap)
		if end < 0 {
			end = len(bare)
		}
		if piece := bare[:end]; piece != "" {
			if n := len(r.now); n > 0 && !r.apart && n != r.mention && r.now[n-1].fact == fact {
				r.now[n-1].text += piece
			} else {
				r.now = append(r.now, word{piece, fact, r.apart})
			}
			r.apart = false
		}
		s = bare[end:]
	}
}

// end ends a line.
func (r *reading) end() {
	if len(r.now) > 0 {
		r.now[0].apart = false
		r.lines = append(r.lines, r.now)
	}
	r.now, r.apart, r.mention = nil, false, -1
}
