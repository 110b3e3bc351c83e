package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/view"
)

// Uses says which pages lean on a fact or glossary entry, in the order of the navigation.
type Uses map[string][]*Meta

// Collect gathers what pages use.
func Collect(pages []Kept) Uses {
	u := Uses{}
	for _, p := range pages {
		for _, id := range p.Uses {
			u[id] = append(u[id], p.Meta)
		}
	}
	return u
}

// maxUsed is how many of the pages that lean on a fact are named; facts where lists them all.
const maxUsed = 24

func (ix *Index) usedOn(u Uses, id string) view.Used {
	pages := u[id]
	var used view.Used
	if len(pages) > maxUsed {
		pages, used.More = pages[:maxUsed], len(pages)-maxUsed
	}
	for _, m := range pages {
		name := m.Nav
		if name.S == "" {
			name = m.Title
		}
		used.Pages = append(used.Pages, view.Link{Text: ix.Plain(name), Href: m.Out()})
	}
	return used
}

// Register is the data of facts.html, and the anchors of its rows.
func (ix *Index) Register(u Uses, partial view.Partial) (*view.Register, []string, error) {
	b := ix.quiet()
	b.partial, b.rows = partial, true
	r := &view.Register{Counts: ix.counts()}
	var anchors []string
	groups := ix.groups()
	for _, f := range ix.Sheet.Facts {
		behind, err := ix.behind[f.ID]()
		b.fail(err)
		e := behind.view
		g := groups[prefix(f.ID)]
		if len(r.Groups) == 0 || !slices.ContainsFunc(r.Groups, func(x view.RegisterGroup) bool { return x.ID == g.ID }) {
			r.Groups = append(r.Groups, view.RegisterGroup{ID: g.ID, Title: g.Title})
			anchors = append(anchors, g.ID)
		}
		i := slices.IndexFunc(r.Groups, func(x view.RegisterGroup) bool { return x.ID == g.ID })
		r.Groups[i].Entries = append(r.Groups[i].Entries, view.Entry{
			ID: f.ID, Label: behind.label, Value: e.Value, Status: e.Status, AsOf: e.AsOf, Checked: e.Checked, Interval: e.Interval,
			Worked: e.Worked, Claims: b.draw("claims", b.claims(f, f.Claims)), Note: e.Note, Newer: e.Newer, Corrected: e.Corrected, Used: ix.usedOn(u, f.ID),
		})
		anchors = append(anchors, f.ID)
	}
	for _, e := range ix.Sheet.Events {
		if ix.homes[e.ID] == "" {
			row := b.timelineRow(e)
			row.ID = e.ID
			r.Events = append(r.Events, row)
			anchors = append(anchors, e.ID)
		}
	}
	for _, w := range ix.Sheet.Words {
		r.Words = append(r.Words, view.WordEntry{ID: w.ID, Term: b.inline(w.Term), Text: b.inline(w.Text), Corrected: b.corrected(w.ID), Used: ix.usedOn(u, w.ID)})
		anchors = append(anchors, w.ID)
	}
	if len(r.Events) > 0 {
		anchors = append(anchors, "events")
	}
	if len(r.Words) > 0 {
		anchors = append(anchors, "glossary")
	}
	return r, anchors, b.err
}

// counts is how many facts have each status, surest first.
func (ix *Index) counts() []view.StatusCount {
	var counts []view.StatusCount
	for _, s := range []view.Status{"confirmed", "reported", "computed", "disputed", "rumoured"} {
		n := 0
		for _, f := range ix.Sheet.Facts {
			if view.Status(f.Status) == s {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, view.StatusCount{Status: s, Count: n})
		}
	}
	return counts
}

// groups puts facts whose ids begin alike under one heading; a fact with an id of its own kind goes to
// the others.
func (ix *Index) groups() map[string]view.RegisterGroup {
	size, spelt := map[string]int{}, map[string]string{}
	for _, f := range ix.Sheet.Facts {
		p := prefix(f.ID)
		size[p]++
		if spelt[p] == "" {
			spelt[p] = spelling(p, ix.Plain(f.Label))
		}
	}
	groups := map[string]view.RegisterGroup{}
	for p, n := range size {
		groups[p] = view.RegisterGroup{ID: "group-" + p, Title: sentence(cmp.Or(spelt[p], p))}
		if n == 1 {
			groups[p] = view.RegisterGroup{ID: "group-others", Title: "Other facts"}
		}
	}
	return groups
}

func prefix(id string) string {
	p, _, _ := strings.Cut(id, ".")
	return p
}

// spelling is a word as a text writes it, such as AGI for agi; "" where it does not stand there.
func spelling(word, text string) string {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.EqualFold(w, word) {
			return w
		}
	}
	return ""
}

// sentence makes a heading of an id's first part.
func sentence(p string) string {
	p = strings.ReplaceAll(p, "-", " ")
	r, n := utf8.DecodeRuneInString(p)
	return string(unicode.ToUpper(r)) + p[n:]
}
