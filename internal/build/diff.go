package build

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"explainer/internal/site"
)

// Difference is how one state of a site differs from another in what readers see. A key that is there stays:
// it is printed as JSON.
type Difference struct {
	Facts []FactChange `json:"facts"` // in the order of the facts file, those that are gone last
	Pages []PageChange `json:"pages"` // that came or went
	Texts []TextChange `json:"texts"` // on pages that both have; those of the same pages side by side
}

// FactChange is a fact that prints something else: its value, date, status or label.
type FactChange struct {
	ID  string      `json:"id"`
	Was *site.Brief `json:"was"` // nil of a new one
	Is  *site.Brief `json:"is"`  // nil of one that is gone
}

// PageChange is a page that only one state has.
type PageChange struct {
	Page   string `json:"page"`   // figures.html
	Change string `json:"change"` // added or removed
}

// TextChange is a line of visible text that differs: a paragraph, a heading, a cell, a label in a drawing.
type TextChange struct {
	Pages []string `json:"pages"` // where it stands: often one, of a navigation or a foot all
	Was   string   `json:"was"`   // "" of a new line
	Is    string   `json:"is"`    // "" of one that is gone
	Facts []string `json:"facts"` // that the words which differ lean on
	Parts []Part   `json:"parts"` // the two texts, word by word
}

// Part is a stretch of a changed line, with the spaces in it: those that are the same and those that were make
// up what the line was.
type Part struct {
	Kind string `json:"kind"` // same, was or is
	Text string `json:"text"`
}

// None says that readers see the same.
func (d Difference) None() bool { return len(d.Facts)+len(d.Pages)+len(d.Texts) == 0 }

// Diff builds two states of a site in memory and compares what readers see of them: the printed form of every
// fact, and the visible text of every page. The reports say what is wrong with each; a state with errors is
// compared as far as it could be built.
func Diff(before, after fs.FS, o Options) (Difference, [2]Report) {
	was, wasReport := finished(before, o)
	is, isReport := finished(after, o)
	d := Difference{Facts: factChanges(before, after, o), Pages: []PageChange{}, Texts: []TextChange{}}
	where := map[string]int{} // texts by what they were and are
	for _, page := range slices.Sorted(maps.Keys(union(was, is))) {
		old, had := was[page]
		now, has := is[page]
		switch {
		case !had:
			d.Pages = append(d.Pages, PageChange{page, "added"})
		case !has:
			d.Pages = append(d.Pages, PageChange{page, "removed"})
		default:
			for _, c := range textChanges(old, now) {
				key := c.Was + "\x00" + c.Is
				i, known := where[key]
				if !known {
					i = len(d.Texts)
					where[key] = i
					d.Texts = append(d.Texts, c)
				}
				if ps := d.Texts[i].Pages; len(ps) == 0 || ps[len(ps)-1] != page {
					d.Texts[i].Pages = append(ps, page)
				}
			}
		}
	}
	d.Texts = together(d.Texts)
	return d, [2]Report{wasReport, isReport}
}

// together puts texts of the same pages side by side, in the order in which such pages are first met.
func together(texts []TextChange) []TextChange {
	rank := map[string]int{}
	for _, c := range texts {
		if key := strings.Join(c.Pages, " "); rank[key] == 0 {
			rank[key] = len(rank) + 1
		}
	}
	slices.SortStableFunc(texts, func(a, b TextChange) int {
		return cmp.Compare(rank[strings.Join(a.Pages, " ")], rank[strings.Join(b.Pages, " ")])
	})
	return texts
}

func union[K comparable, V any](a, b map[K]V) map[K]V {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// finished is the visible text of every page of a site.
func finished(in fs.FS, o Options) (map[string][]line, Report) {
	pages := map[string][]line{}
	o.Workers = 1 // so that put needs no lock
	report := Run(in, o, func(name string, data []byte) error {
		if path.Ext(name) == ".html" {
			pages[name] = visible(data)
		}
		return nil
	})
	return pages, report
}

func factChanges(before, after fs.FS, o Options) []FactChange {
	was, is := briefs(before, o), briefs(after, o)
	changes := []FactChange{}
	old := map[string]site.Brief{}
	for _, f := range was {
		old[f.ID] = f
	}
	for _, f := range is {
		o, had := old[f.ID]
		delete(old, f.ID)
		switch {
		case !had:
			changes = append(changes, FactChange{ID: f.ID, Is: &f})
		case o != f:
			changes = append(changes, FactChange{ID: f.ID, Was: &o, Is: &f})
		}
	}
	for _, f := range was {
		if _, gone := old[f.ID]; gone {
			changes = append(changes, FactChange{ID: f.ID, Was: &f})
		}
	}
	return changes
}

func briefs(in fs.FS, o Options) []site.Brief {
	answers, _ := Inspect(in, o)
	list, _ := answers.List(site.Filter{}) // no filter, no misuse of one
	return list
}

// textChanges is the lines in which two pages differ.
func textChanges(was, is []line) []TextChange {
	var changes []TextChange
	a, b := 0, 0
	for _, m := range append(matches(texts(was), texts(is)), match{len(was), len(is)}) {
		changes = append(changes, paired(was[a:m.a], is[b:m.b])...)
		a, b = m.a+1, m.b+1
	}
	return changes
}

func texts(lines []line) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.String()
	}
	return all
}

// paired puts each line that went beside the line that took its place: the next one that shares half its words.
func paired(was, is []line) []TextChange {
	var changes []TextChange
	for _, old := range was {
		i := slices.IndexFunc(is, func(now line) bool { return akin(old, now) })
		if i < 0 {
			changes = append(changes, change(old, nil))
			continue
		}
		for _, now := range is[:i] {
			changes = append(changes, change(nil, now))
		}
		changes = append(changes, change(old, is[i]))
		is = is[i+1:]
	}
	for _, now := range is {
		changes = append(changes, change(nil, now))
	}
	return changes
}

// akin says whether one line may have become the other: they share half of their words, or are as short as a
// label and lean on the same fact.
func akin(a, b line) bool {
	if len(a) == 1 && len(b) == 1 {
		return a[0].fact == b[0].fact
	}
	return 2*len(matches(a.words(), b.words())) >= max(len(a), len(b))
}

// words are the words with the spaces before them, so that together they are the line.
func (l line) words() []string {
	all := make([]string, len(l))
	for i, w := range l {
		if all[i] = w.text; w.apart {
			all[i] = " " + w.text
		}
	}
	return all
}

func change(was, is line) TextChange {
	c := TextChange{Was: was.String(), Is: is.String(), Facts: []string{}, Parts: []Part{}}
	add := func(kind string, ws line) {
		for i, text := range ws.words() {
			if n := len(c.Parts); n > 0 && c.Parts[n-1].Kind == kind {
				c.Parts[n-1].Text += text
			} else {
				c.Parts = append(c.Parts, Part{kind, text})
			}
			if id := ws[i].fact; id != "" && kind != "same" && !slices.Contains(c.Facts, id) {
				c.Facts = append(c.Facts, id)
			}
		}
	}
	a, b := 0, 0
	for _, m := range append(matches(was.words(), is.words()), match{len(was), len(is)}) {
		add("was", was[a:m.a])
		add("is", is[b:m.b])
		if m.b < len(is) {
			add("same", is[m.b:m.b+1])
		}
		a, b = m.a+1, m.b+1
	}
	return c
}
