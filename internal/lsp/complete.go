package lsp

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/site"
	"explainer/internal/value"
)

const maxItems = 500 // of one completion: more are a list that nobody reads

// begun is what stands before the cursor: a link of ours, or one to a page.
var begun = regexp.MustCompile(`[(<](fact|event|word|source|figure):([^\s()<>?]*)(\?[a-z_=]*)?$|\]\(([a-z0-9-]*(?:\.md)?)(#[^\s()]*)?$`)

// complete offers what may be typed next. It looks at what was typed, not at what was judged: a text that is being
// written is seldom sound.
func complete(q *question) (any, error) {
	var p documentParams
	file, err := q.read(&p, &p)
	if err != nil {
		return nil, err
	}
	d := q.open[file]
	if d == nil {
		return completionList{Items: []completionItem{}}, nil
	}
	if q.known == nil { // before the first look nothing is known at all
		l, err := q.look()
		if err != nil {
			return nil, err
		}
		q.known = l.Index
	}
	cursor := d.offset(p.Position, q.s.units)
	before, _ := d.line(cursor)
	c := &completer{ix: q.known, items: []completionItem{}}
	if m := begun.FindStringSubmatch(before); m != nil {
		switch {
		case m[1] != "" && m[3] != "":
			c.typed = m[3]
			c.facets(m[1], m[2])
		case m[1] != "":
			c.typed = m[2]
			c.entries(m[1])
		case m[5] != "":
			c.typed = m[5][1:]
			if err := c.anchors(q, file, m[4]); err != nil {
				return nil, err
			}
		default:
			c.typed = m[4]
			c.pages()
		}
	} else if strings.HasSuffix(file, ".yaml") {
		c.names(file, string(d.src[:cursor]))
	}
	at := d.span(cursor-len(c.typed), cursor, q.s.units)
	return c.list(at), nil
}

// completer gathers what may follow what was typed.
type completer struct {
	ix    *site.Index
	typed string
	items []completionItem
}

func (c *completer) add(kind int, name, detail, more string) {
	detail, more = plain(detail), plain(more)
	c.items = append(c.items, completionItem{Label: name, Kind: kind, Detail: detail, Doc: more, Filter: name + " " + more})
}

// list is the offers that go with what was typed: those that begin so, then the others in the order of the files. An
// author may know what a fact is about before its id, so the words about it count.
func (c *completer) list(at span) completionList {
	typed := strings.ToLower(c.typed)
	list := completionList{Items: []completionItem{}}
	slices.SortStableFunc(c.items, func(a, b completionItem) int {
		x, y := strings.HasPrefix(a.Label, typed), strings.HasPrefix(b.Label, typed)
		switch {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
	for _, i := range c.items {
		if !loosely(i.Label, typed) && !strings.Contains(strings.ToLower(i.Filter), typed) {
			continue
		}
		if len(list.Items) == maxItems {
			list.Incomplete = true
			break
		}
		i.Sort, i.Edit = fmt.Sprintf("%06d", len(list.Items)), textEdit{at, i.Label}
		list.Items = append(list.Items, i)
	}
	return list
}

// loosely says whether a text has the letters of a word in their order, as editors match.
func loosely(text, word string) bool {
	for _, r := range word {
		_, rest, found := strings.Cut(text, string(r))
		if !found {
			return false
		}
		text = rest
	}
	return true
}

// entries offers what a scheme can name.
func (c *completer) entries(scheme string) {
	s, ix := c.ix.Sheet, c.ix
	switch scheme {
	case "fact":
		for _, f := range s.Facts {
			detail := ""
			if !f.Broken {
				detail = ix.Printed(f)
			}
			if !f.AsOf.IsZero() {
				detail += ", as of " + f.AsOf.String()
			}
			c.add(itemValue, f.ID, detail, ix.Plain(f.Label))
		}
	case "event":
		for _, e := range s.Events {
			c.add(itemEvent, e.ID, e.Date.String(), ix.Plain(e.Text))
		}
	case "word":
		for _, w := range s.Words {
			c.add(itemConstant, w.ID, ix.Plain(w.Term), ix.Plain(w.Text))
		}
	case "source":
		for _, x := range s.Sources {
			c.add(itemReference, x.ID, x.Cite(), x.Title.S)
		}
	case "figure":
		for _, f := range s.Figures {
			c.add(itemProperty, f.ID, f.Kind.S, ix.Plain(f.Title))
		}
	case "party":
		for _, p := range s.Parties {
			c.add(itemUnit, p.ID, p.Name, "")
		}
	case "stage":
		for _, x := range s.Stages {
			c.add(itemUnit, x.ID, x.Label.S, "from "+x.From.String())
		}
	case "term":
		for _, t := range s.Terms {
			c.add(itemProperty, t.ID, t.Group.S, ix.Plain(t.Title))
		}
	}
}

// facets offers what a fact or an event can be asked for.
func (c *completer) facets(scheme, id string) {
	if scheme == "fact" {
		if f := c.ix.Sheet.Fact(id); f != nil && !f.Broken {
			for _, x := range c.ix.Facets(f) {
				c.add(itemField, "?as="+x.Name, x.Prints, "")
			}
		}
		return
	}
	if e := c.ix.Sheet.Event(id); e != nil && scheme == "event" {
		v := value.FromDate(e.Date)
		for _, x := range []struct {
			name string
			form value.Form
		}{{"month", value.Month}, {"year", value.Year}} {
			if text, ok := v.Format(x.form); ok {
				c.add(itemField, "?as="+x.name, text, "")
			}
		}
	}
}

func (c *completer) pages() {
	for _, m := range c.ix.Pages {
		c.add(itemFile, m.Name+".md", c.ix.Plain(m.Title), "")
	}
}

// anchors offers the places on a page.
func (c *completer) anchors(q *question, file, page string) error {
	l, err := q.look()
	if err != nil {
		return err
	}
	for _, a := range l.Anchors[site.PageName(page)] {
		c.add(itemReference, a, "", "")
	}
	if page == "" {
		for _, a := range l.Anchors[site.PageName(file)] {
			c.add(itemReference, a, "", "")
		}
	}
	return nil
}

// named is what the value of a key of the facts file, or of the settings, names.
var named = map[string]string{
	"source": "source", "party": "party", "replaced_by": "fact", "fact": "fact", "facts": "fact", "whole": "fact",
	"events": "event", "term": "term", "terms": "term", "stages": "stage", "value": "fact", "from": "party", "to": "party",
}

var (
	yamlKey  = regexp.MustCompile(`(?:^|[{,\s-])([a-z_]+):(?:\s+|\s*\[)([^:{}]*)$`) // the last one of the line, and what follows
	yamlItem = regexp.MustCompile(`^(\s*)-\s+([^\s:{}\[\]]*)$`)
	yamlOpen = regexp.MustCompile(`^(\s*)(?:- )?([a-z_]+):\s*$`)
	lastID   = regexp.MustCompile(`[a-z0-9.-]*$`)
)

// names offers ids where the facts file, or the settings, name entries. Before is the file up to the cursor.
func (c *completer) names(file, before string) {
	lines := strings.Split(before, "\n")
	line := lines[len(lines)-1]
	key := ""
	if m := yamlKey.FindStringSubmatch(line); m != nil {
		if key = m[1]; key == "value" && !strings.HasPrefix(strings.TrimLeft(m[2], `'" `), "=") {
			return // a value of its own
		}
	} else if m := yamlItem.FindStringSubmatch(line); m != nil {
		key = listOf(lines[:len(lines)-1], len(m[1]))
	}
	c.typed = lastID.FindString(line)
	switch {
	case file == site.ConfigFile && key == "entry":
		for _, scheme := range []string{"fact", "source", "event", "term", "word", "figure"} {
			c.entries(scheme)
		}
	case file != site.ConfigFile:
		c.entries(named[key])
	}
}

// listOf is the key of a list whose items are indented so far.
func listOf(lines []string, indent int) string {
	for _, line := range slices.Backward(lines) {
		m := yamlOpen.FindStringSubmatch(strings.TrimRight(line, "\r"))
		if m != nil && len(m[1]) <= indent {
			return m[2]
		}
		if trim := strings.TrimLeft(line, " "); trim != "" && len(line)-len(trim) < indent {
			return ""
		}
	}
	return ""
}
