package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/fact"
)

// Filter narrows a list of facts; what is empty filters nothing.
type Filter struct {
	Status string // confirmed, reported, rumoured, disputed or computed
	Source string // the id of a source that a claim names
	Page   string // a page that leans on the fact, by its name or file
}

// Brief is a fact in a line.
type Brief struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Value  string `json:"value"` // as the site prints it; "" of one that could not be read
	AsOf   string `json:"as_of"` // 2026-04-27, 2026-04 or 2026
	Status string `json:"status"`
}

// Detail is all that there is to know of a fact.
type Detail struct {
	Brief
	Interval   string  `json:"interval"` // "" of an exact value, and of one without a bound
	Party      string  `json:"party"`
	Note       string  `json:"note"`
	ReplacedBy *Brief  `json:"replaced_by"`
	ReviewBy   string  `json:"review_by"`
	ValidUntil string  `json:"valid_until"`
	Checked    string  `json:"checked"` // when one of its sources was last read
	Sum        *Sum    `json:"sum"`     // nil of a fact that is not derived
	Claims     []Claim `json:"claims"`
	Used       []Use   `json:"used"`
	File       string  `json:"file"` // where it is written
	Line       int     `json:"line"`
}

// Sum is how a derived fact is worked out.
type Sum struct {
	Names  string  `json:"names"`  // stake.share × valuation
	Values string  `json:"values"` // about 27% × $852bn
	Inputs []Brief `json:"inputs"`
}

// Claim is who says what of a fact.
type Claim struct {
	Source string `json:"source"` // its id
	Cite   string `json:"cite"`   // in a few words
	URL    string `json:"url"`
	At     string `json:"at"`
	Says   string `json:"says"`
	// Verdict is agrees, rounding, precise or differs; "" where there is nothing to compare.
	Verdict string `json:"verdict"`
	Note    string `json:"note"`
}

// Use is a place that leans on a fact.
type Use struct {
	Fact     string `json:"fact"`
	Page     string `json:"page"` // as published; "" for the facts file and the settings
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	In       string `json:"in"`        // text, heading, table, figure ID, event ID …
	Words    string `json:"words"`     // as readers see them; "" of a figure
	OwnWords bool   `json:"own_words"` // the editor's, which do not follow the fact
}

// Impact is what changes with a fact.
type Impact struct {
	Fact     Brief   `json:"fact"`
	Derived  []Knock `json:"derived"`  // worked out or worded from it, nearest first
	Replaces []Brief `json:"replaces"` // older facts, whose cards show it
	Used     []Use   `json:"used"`     // of the fact and the derived ones
}

// Knock is a fact that changes with another.
type Knock struct {
	Brief
	Sum string `json:"sum"` // in values; "" of a text that mentions the other
	By  string `json:"by"`  // the fact that brings the change
}

// List is the facts that pass a filter, in the order of the facts file. An error is for who typed the filter.
func (a *Answers) List(f Filter) ([]Brief, error) {
	source := a.ix.Sheet.Source(f.Source)
	if f.Source != "" && source == nil {
		return nil, unknown("source", f.Source, a.ix.Sheet.SourceIDs())
	}
	statuses := []string{"confirmed", "reported", "rumoured", "disputed", fact.Computed}
	if f.Status != "" && !slices.Contains(statuses, f.Status) {
		return nil, fmt.Errorf("%w; a fact is %s", unknown("status", f.Status, statuses), strings.Join(statuses, ", "))
	}
	on, err := a.usedOn(f.Page)
	if err != nil {
		return nil, err
	}
	list := []Brief{}
	for _, x := range a.ix.Sheet.Facts {
		if f.Status != "" && x.Status != f.Status || f.Page != "" && !on[x.ID] ||
			source != nil && !slices.ContainsFunc(x.Claims, func(c fact.Claim) bool { return c.Source == source }) {
			continue
		}
		list = append(list, a.brief(x))
	}
	return list, nil
}

// usedOn is the facts that a page leans on; its name may be written as that of its file or its address.
func (a *Answers) usedOn(page string) (map[string]bool, error) {
	if page == "" {
		return nil, nil
	}
	m := a.ix.byName[PageName(page)]
	if m == nil {
		var names []string
		for _, m := range a.ix.Pages {
			names = append(names, m.Name)
		}
		return nil, unknown("page", page, names)
	}
	on := map[string]bool{}
	for _, u := range a.uses {
		if u.page == m {
			on[u.fact] = true
		}
	}
	return on, nil
}

// Show is all about one fact. An error is for who typed the id.
func (a *Answers) Show(id string) (Detail, error) {
	f, err := a.known(id)
	if err != nil {
		return Detail{}, err
	}
	d := a.ix.Detail(f)
	d.Used = a.usesOf(map[string]bool{f.ID: true})
	d.File, d.Line = a.place(f.Place)
	return d, nil
}

// Detail is all about a fact but where it is used and written.
func (ix *Index) Detail(f *fact.Fact) Detail {
	a := &Answers{ix: ix}
	d := Detail{
		Brief: a.brief(f), Note: a.ix.Plain(f.Note),
		ReviewBy: iso(f.ReviewBy), ValidUntil: iso(f.ValidUntil), Checked: iso(a.ix.checked[f.ID]), Claims: []Claim{},
	}
	if f.Kind != fact.Prose && !f.Broken {
		d.Interval = interval(f.Value)
	}
	if f.Party != nil {
		d.Party = f.Party.Name
	}
	if f.ReplacedBy != nil {
		newer := a.brief(f.ReplacedBy)
		d.ReplacedBy = &newer
	}
	if f.Derived() {
		d.Sum = a.sum(f)
	}
	for _, c := range f.Claims {
		if c.Source == nil {
			continue // a finding of check's
		}
		claim := Claim{Source: c.Source.ID, Cite: c.Source.Cite(), URL: c.Source.URL, At: c.At.S, Says: c.Says.S, Note: a.ix.Plain(c.Note)}
		if !c.Says.Set() && f.Kind != fact.Prose {
			claim.Says = a.printed(f)
		}
		if v, ok := a.ix.Verdict(f, c); ok {
			claim.Verdict = v.Class()
		}
		d.Claims = append(d.Claims, claim)
	}
	return d
}

func (a *Answers) sum(f *fact.Fact) *Sum {
	s := &Sum{Names: f.Expr.Show(func(id string) string { return id }), Values: f.Expr.Show(a.printedByID), Inputs: []Brief{}}
	seen := map[string]bool{}
	for _, r := range f.Expr.Refs() {
		if in := a.ix.Sheet.Fact(r.ID); in != nil && !seen[r.ID] {
			seen[r.ID] = true
			s.Inputs = append(s.Inputs, a.brief(in))
		}
	}
	return s
}

// Where is what changes with a fact. An error is for who typed the id.
func (a *Answers) Where(id string) (Impact, error) {
	f, err := a.known(id)
	if err != nil {
		return Impact{}, err
	}
	im := Impact{Fact: a.brief(f), Derived: []Knock{}, Replaces: []Brief{}}
	ids := map[string]bool{f.ID: true}
	all, through := a.affected(f)
	for _, x := range all[1:] {
		k := Knock{Brief: a.brief(x), By: through[x].ID}
		if x.Derived() {
			k.Sum = x.Expr.Show(a.printedByID)
		}
		im.Derived = append(im.Derived, k)
		ids[x.ID] = true
	}
	for _, x := range a.ix.Sheet.Facts {
		if x.ReplacedBy == f {
			im.Replaces = append(im.Replaces, a.brief(x))
		}
	}
	im.Used = a.usesOf(ids)
	return im, nil
}

// usesOf is where facts are used, page by page.
func (a *Answers) usesOf(ids map[string]bool) []Use {
	out := []Use{}
	for _, u := range a.uses {
		if !ids[u.fact] {
			continue
		}
		line, column := diag.Position(a.read(u.at.File), u.at.Start)
		x := Use{Fact: u.fact, File: u.at.File, Line: line, Column: column, In: u.in, Words: u.words, OwnWords: u.own}
		if u.page != nil {
			x.Page = u.page.Out()
		}
		out = append(out, x)
	}
	rank := map[string]int{}
	for _, x := range out {
		if _, known := rank[x.File]; !known {
			rank[x.File] = len(rank)
		}
	}
	slices.SortStableFunc(out, func(x, y Use) int { // front matter is not read in its order
		return cmp.Or(cmp.Compare(rank[x.File], rank[y.File]), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return out
}

func (a *Answers) brief(f *fact.Fact) Brief {
	return Brief{ID: f.ID, Label: a.ix.Plain(f.Label), Value: a.printed(f), AsOf: iso(f.AsOf), Status: f.Status}
}
