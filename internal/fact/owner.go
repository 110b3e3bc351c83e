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

// order puts the entries in the order of the files, once all are registered.
func (s *Sheet) order() {
	slices.SortFunc(s.entries, func(a, b entryAt) int {
		return cmp.Or(cmp.Compare(a.at.File, b.at.File), cmp.Compare(a.at.Start, b.at.Start))
	})
}
