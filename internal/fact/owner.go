package fact

import (
	"cmp"
	"maps"
	"slices"

	"explainer/internal/diag"
)

// entryAt is an entry with the place of its id.
type entryAt struct {
	id string
	at diag.Span
}

// Has says whether any entry has that id.
func (s *Sheet) Has(id string) bool { return s.ids[id] != nil }

// IDs are the ids of all entries of all sections, sorted, for hints.
func (s *Sheet) IDs() []string { return slices.Sorted(maps.Keys(s.ids)) }

// Size is how many entries there are in all sections.
func (s *Sheet) Size() int { return len(s.entries) }

// Owner is the id of the entry in whose lines a place stands; "" where it stands in none. An entry goes from
// its id to the next one in the file.
func (s *Sheet) Owner(at diag.Span) string {
	i, found := slices.BinarySearchFunc(s.entries, at, func(e entryAt, at diag.Span) int {
		return cmp.Or(cmp.Compare(e.at.File, at.File), cmp.Compare(e.at.Start, at.Start))
	})
	if !found {
		i--
	}
	if i < 0 || s.entries[i].at.File != at.File {
		return ""
	}
	return s.entries[i].id
}

// Definition is where the id of an entry stands; the zero Span of none.
func (s *Sheet) Definition(id string) diag.Span {
	for _, e := range s.entries {
		if e.id == id {
			return e.at
		}
	}
	return diag.Span{}
}

// Defined are the ids that entries of one file have, in its order, each with its place, quotes included.
func (s *Sheet) Defined(file string) []Ref {
	var all []Ref
	for _, e := range s.entries {
		if e.at.File == file {
			all = append(all, Ref{e.id, e.at})
		}
	}
	return all
}

// Noun says what the entry of an id is: "a fact", "a source"; "" of none.
func (s *Sheet) Noun(id string) string { return describe(s.ids[id]) }

// order puts the entries in the order of the files, once all are registered.
func (s *Sheet) order() {
	slices.SortFunc(s.entries, func(a, b entryAt) int {
		return cmp.Or(cmp.Compare(a.at.File, b.at.File), cmp.Compare(a.at.Start, b.at.Start))
	})
}
