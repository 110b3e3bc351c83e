package lsp

import (
	"explainer/internal/diag"
	"explainer/internal/fact"
)

// prepare says which name would be changed.
func prepare(q *question) (any, error) {
	var p documentParams
	v, _, _, r, err := q.named(&p, &p)
	if err != nil || r.ID == "" || !v.Index.Sheet.Has(r.ID) {
		return nil, err
	}
	if why := fixed(v, r.ID); why != "" {
		return nil, faultf(codeRequestFailed, "%s", why)
	}
	if !r.Plain() {
		return nil, faultf(codeRequestFailed, "%q is written with an escape here", r.ID)
	}
	return struct {
		Range       span   `json:"range"`
		Placeholder string `json:"placeholder"`
	}{v.span(r.At), r.ID}, nil
}

// fixed says why an id cannot be changed everywhere; "" of most.
func fixed(v *view, id string) string {
	if v.Index.Sheet.Noun(id) == "a unit" {
		return "a unit is known by its name in values, too: change it there"
	}
	return ""
}

// rename gives an entry another id, wherever it is named. The ledger is left as it is: readers see an id, as an
// address and in facts.json, so that another is a change that a record has to note.
func rename(q *question) (any, error) {
	var p renameParams
	v, _, _, r, err := q.named(&p, &p.documentParams)
	if err != nil {
		return nil, err
	}
	switch {
	case r.ID == "" || !v.Index.Sheet.Has(r.ID):
		return nil, faultf(codeRequestFailed, "no entry of the facts file is named here")
	case fixed(v, r.ID) != "":
		return nil, faultf(codeRequestFailed, "%s", fixed(v, r.ID))
	case !fact.ValidID(p.Name):
		return nil, faultf(codeInvalidParams, "%q is not an id: lower-case letters and digits, joined by single dots or hyphens", clip(p.Name))
	case p.Name != r.ID && v.Index.Sheet.Has(p.Name):
		return nil, faultf(codeRequestFailed, "%s is %s already", p.Name, v.Index.Sheet.Noun(p.Name))
	}
	all, err := v.everywhere(q, r.ID)
	if err != nil {
		return nil, err
	}
	edit := workspaceEdit{map[string][]textEdit{}}
	seen := map[diag.Span]bool{}
	for _, x := range all {
		at := v.location(x.At)
		if !x.Plain() {
			return nil, faultf(codeRequestFailed, "%s, line %d, writes %q with an escape: write it plainly first", x.At.File, at.Range.Start.Line+1, r.ID)
		}
		if !seen[x.At] {
			seen[x.At] = true
			edit.Changes[at.URI] = append(edit.Changes[at.URI], textEdit{at.Range, p.Name})
		}
	}
	return edit, nil
}
