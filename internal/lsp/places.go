package lsp

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// at is what stands at a place in a file: the innermost name of an entry there.
func (v *view) at(file string, offset int) (site.Reference, bool) {
	refs := v.Index.References(file, v.text(file).src)
	within := func(at diag.Span) bool { return at.Start <= offset && offset <= at.End }
	if i := slices.IndexFunc(refs, func(r site.Reference) bool { return within(r.At) }); i >= 0 {
		return refs[i], true
	}
	if i := slices.IndexFunc(refs, func(r site.Reference) bool { return within(r.Around) }); i >= 0 {
		return refs[i], true
	}
	return site.Reference{}, false
}

// named is what a request is about: the look that answers it, the file and the place in it, and what is named there.
func (q *question) named(params any, p *documentParams) (v *view, file string, offset int, r site.Reference, err error) {
	if file, err = q.read(params, p); err != nil {
		return nil, "", 0, r, err
	}
	l, err := q.look()
	if err != nil || file == "" {
		return nil, "", 0, r, err
	}
	v = l.viewed(q.s)
	offset = v.text(file).offset(p.Position, q.s.units)
	r, _ = v.at(file, offset)
	return v, file, offset, r, nil
}

// define leads from a name to its entry in the facts file.
func define(q *question) (any, error) {
	var p documentParams
	v, _, _, r, err := q.named(&p, &p)
	if err != nil || r.ID == "" || !v.Index.Sheet.Has(r.ID) {
		return nil, err
	}
	return v.location(v.Index.Sheet.Definition(r.ID)), nil
}

// everywhere are all places that name an entry.
func (v *view) everywhere(q *question, id string) ([]site.Reference, error) {
	var all []site.Reference
	for _, file := range v.Files {
		if err := q.ctx.Err(); err != nil {
			return nil, err
		}
		for _, r := range v.Index.References(file, v.text(file).src) {
			if r.ID == id {
				all = append(all, r)
			}
		}
	}
	return all, nil
}

// refer lists the places that name an entry.
func refer(q *question) (any, error) {
	var p referenceParams
	v, _, _, r, err := q.named(&p, &p.documentParams)
	if err != nil || r.ID == "" {
		return []location{}, err
	}
	all, err := v.everywhere(q, r.ID)
	places := []location{}
	for _, x := range all {
		if !x.Definition || p.Context.Declaration {
			places = append(places, v.location(x.At))
		}
	}
	return places, err
}

// list is the entries of a facts file.
func list(q *question) (any, error) {
	var p documentParams
	file, err := q.read(&p, &p)
	if err != nil || file == "" {
		return []symbol{}, err
	}
	l, err := q.look()
	if err != nil {
		return nil, err
	}
	v := l.viewed(q.s)
	symbols := []symbol{}
	entries := v.Index.Sheet.Defined(file)
	for i, e := range entries {
		whole := diag.Span{File: file, Start: e.At.Start, End: len(v.text(file).src)}
		if i+1 < len(entries) {
			whole.End = entries[i+1].At.Start
		}
		kind, detail := v.entry(e.ID)
		symbols = append(symbols, symbol{Name: e.ID, Detail: plain(detail), Kind: kind, Range: v.span(whole), Selection: v.span(e.At)})
	}
	return symbols, nil
}

// entry is the icon of an entry, and what it is in a few words.
func (v *view) entry(id string) (kind int, detail string) {
	s := v.Index.Sheet
	if f := s.Fact(id); f != nil {
		if f.Broken {
			return symbolConstant, ""
		}
		return symbolConstant, v.Index.Printed(f)
	}
	if e := s.Event(id); e != nil {
		return symbolEvent, e.Date.String()
	}
	if x := s.Source(id); x != nil {
		return symbolKey, x.Cite()
	}
	if w := s.Word(id); w != nil {
		return symbolField, v.Index.Plain(w.Term)
	}
	return symbolObject, s.Noun(id)
}
