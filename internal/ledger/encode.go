package ledger

import (
	"bytes"
	"strings"
)

const head = `# What this site has published, and every change since. explainer record writes this file, and explainer check
# holds the site against it. After a merge keep the lines of both sides, and run explainer record.
`

// encode is the file: sections in their order, one line an item sorted by id, one line a change.
func (l *Ledger) encode() []byte {
	var b bytes.Buffer
	b.WriteString(head)
	b.WriteString("version: " + format + "\n")
	subjects := l.subjects()
	for _, section := range sections {
		first := true
		for _, subject := range subjects {
			x := l.items[subject]
			if x.section != section {
				continue
			}
			if first {
				b.WriteString("\n" + section + ":\n")
				first = false
			}
			b.WriteString("  " + key(strings.TrimPrefix(subject, "site:")) + ": " + quote(x.line()) + "\n")
		}
	}
	if len(l.pages) > 0 {
		b.WriteString("\npages:\n")
	}
	for _, p := range l.sortedPages() {
		b.WriteString("  " + key(p.name) + ":\n")
		for _, line := range p.lines {
			b.WriteString("    - " + quote(line) + "\n")
		}
	}
	b.WriteString("\nchanges:\n")
	for _, e := range l.entries {
		b.WriteString("  - {" + e.line() + "}\n")
	}
	return b.Bytes()
}

// line is an item as the file holds it: hash, day, words, and of a fact its label.
func (x recorded) line() string {
	s := x.hash + " " + x.since.ISO()
	if x.words != "" {
		s += " " + x.words
	}
	if x.section == "facts" {
		s += " | " + x.label
	}
	return s
}

// line is a change as the file holds it. What is empty is left out.
func (e Entry) line() string {
	var b strings.Builder
	field := func(name, text string) {
		if text == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name + ": " + text)
	}
	texts := func(name, text string) {
		if text != "" {
			field(name, quote(text))
		}
	}
	field("date", e.Date.ISO())
	field("kind", e.Kind)
	if e.ID != "" {
		field("id", key(e.ID))
	}
	texts("label", e.Label)
	texts("was", e.Was)
	texts("is", e.Is)
	texts("note", e.Note)
	field("after", e.after)
	field("state", e.state)
	texts("formerly", e.formerly)
	field("hash", e.hash)
	return b.String()
}

// key is an id, in quotes where it is no ordinary one.
func key(s string) string {
	if ids(s) > 0 {
		return s
	}
	return quote(s)
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// quote is a text of the ledger in double quotes. It holds no line break and nothing that cannot be seen.
func quote(s string) string { return `"` + escaper.Replace(s) + `"` }

// noBar takes out the sign that stands before a label.
func noBar(s string) string { return strings.ReplaceAll(s, "|", "/") }
