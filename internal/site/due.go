package site

import (
	"cmp"
	"slices"
	"strconv"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// DueSoon is how many days ahead a date is said to come up.
const DueSoon = 14

// Due is what is to be looked at again, the longest overdue first.
type Due struct {
	Today   string      `json:"today"`
	Facts   []DueFact   `json:"facts"`
	Sources []DueSource `json:"sources"`
}

// DueFact is a fact whose time comes, or has passed.
type DueFact struct {
	Brief
	Key  string `json:"key"`  // review_by or valid_until
	Date string `json:"date"` // as written
	Days int    `json:"days"` // until then; negative: since
	File string `json:"file"`
	Line int    `json:"line"`
}

// DueSource is a source that was looked at too long ago, or soon will have been.
type DueSource struct {
	ID    string `json:"id"`
	Cite  string `json:"cite"`
	Kind  string `json:"kind"`
	Key   string `json:"key"`         // accessed, or published where that is all that is known
	Date  string `json:"date"`        // "": neither is known
	Limit int    `json:"stale_after"` // days
	Days  int    `json:"days"`        // until it is stale; negative: since
	File  string `json:"file"`
	Line  int    `json:"line"`
}

// Due is what comes up within DueSoon days of a day, and what has passed. A review of a month is due when
// the month begins, a fact is valid until its month ends, and a source read in some month may have been
// read on its first day.
func (a *Answers) Due(today value.Date) Due {
	d := Due{Today: today.ISO(), Facts: []DueFact{}, Sources: []DueSource{}}
	for _, f := range a.ix.Sheet.Facts {
		for _, x := range []struct {
			key      string
			date, on value.Date
		}{{"review_by", f.ReviewBy, f.ReviewBy.First()}, {"valid_until", f.ValidUntil, f.ValidUntil.Last()}} {
			if x.date.IsZero() {
				continue
			}
			if days, ok := x.on.Sub(today); ok && days <= DueSoon {
				file, line := a.place(f.Place)
				d.Facts = append(d.Facts, DueFact{Brief: a.brief(f), Key: x.key, Date: x.date.ISO(), Days: days, File: file, Line: line})
			}
		}
	}
	limits := map[string]int{}
	for _, e := range a.ix.Config.StaleAfter.Entries {
		if n, err := strconv.Atoi(e.Value.S); err == nil && n > 0 {
			limits[e.Key.S] = n
		}
	}
	for _, s := range a.ix.Sheet.Sources {
		limit, bounded := limits[s.Kind]
		if !bounded {
			continue
		}
		x := DueSource{ID: s.ID, Cite: s.Cite(), Kind: s.Kind, Key: "accessed", Limit: limit}
		seen := s.Accessed
		if seen.IsZero() {
			x.Key, seen = "published", s.Published
		}
		if !seen.IsZero() {
			age, _ := today.Sub(seen.First())
			x.Date, x.Days = seen.ISO(), limit-age
		}
		if x.Days <= DueSoon {
			x.File, x.Line = a.place(s.Place)
			d.Sources = append(d.Sources, x)
		}
	}
	slices.SortStableFunc(d.Facts, func(x, y DueFact) int { return cmp.Compare(x.Days, y.Days) })
	slices.SortStableFunc(d.Sources, func(x, y DueSource) int { return cmp.Compare(x.Days, y.Days) })
	return d
}

func (a *Answers) place(at diag.Span) (file string, line int) {
	line, _ = diag.Position(a.read(at.File), at.Start)
	return at.File, line
}
