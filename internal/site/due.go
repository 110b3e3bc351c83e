package site

import (
	"cmp"
	"slices"
	"strconv"

	"explainer/internal/diag"
	"explainer/internal/fact"
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

// Deadline is a date by which a fact or a source is to be looked at again: one of the two is set.
type Deadline struct {
	Fact   *fact.Fact
	Source *fact.Source
	Key    string     // review_by, valid_until, accessed, or published where that is all that is known
	Date   value.Date // as written; zero of a source without a date
	Limit  int        // of a source: the days after which its kind is stale
	Days   int        // until then; negative: since
}

// Passed says that the time is over: a review is due on its day, a fact holds through its last day, and a
// source is stale once it is older than its limit.
func (d Deadline) Passed() bool { return d.Days < 0 || d.Days == 0 && d.Key == "review_by" }

// Deadlines is what comes up within DueSoon days of a day, and what has passed: facts, then sources, each
// in the order of the facts file. A review of a month is due when the month begins, a fact is valid until
// its month ends, and a source read in some month may have been read on its first day.
func (ix *Index) Deadlines(today value.Date) []Deadline {
	var out []Deadline
	for _, f := range ix.Sheet.Facts {
		for _, x := range []struct {
			key      string
			date, on value.Date
		}{{"review_by", f.ReviewBy, f.ReviewBy.First()}, {"valid_until", f.ValidUntil, f.ValidUntil.Last()}} {
			if days, ok := x.on.Sub(today); ok && days <= DueSoon {
				out = append(out, Deadline{Fact: f, Key: x.key, Date: x.date, Days: days})
			}
		}
	}
	limits := map[string]int{}
	for _, e := range ix.Config.StaleAfter.Entries {
		if n, err := strconv.Atoi(e.Value.S); err == nil && n > 0 {
			limits[e.Key.S] = n
		}
	}
	for _, s := range ix.Sheet.Sources {
		limit, bounded := limits[s.Kind]
		if !bounded {
			continue
		}
		d := Deadline{Source: s, Key: "accessed", Date: s.Accessed, Limit: limit}
		if d.Date.IsZero() {
			d.Key, d.Date = "published", s.Published
		}
		if age, ok := today.Sub(d.Date.First()); ok {
			d.Days = limit - age
		}
		if d.Days <= DueSoon {
			out = append(out, d)
		}
	}
	return out
}

// Due is the deadlines of a day as they are printed.
func (a *Answers) Due(today value.Date) Due {
	d := Due{Today: today.ISO(), Facts: []DueFact{}, Sources: []DueSource{}}
	for _, x := range a.ix.Deadlines(today) {
		if f := x.Fact; f != nil {
			file, line := a.place(f.Place)
			d.Facts = append(d.Facts, DueFact{Brief: a.brief(f), Key: x.Key, Date: x.Date.ISO(), Days: x.Days, File: file, Line: line})
			continue
		}
		file, line := a.place(x.Source.Place)
		d.Sources = append(d.Sources, DueSource{
			ID: x.Source.ID, Cite: x.Source.Cite(), Kind: x.Source.Kind, Key: x.Key, Date: x.Date.ISO(), Limit: x.Limit,
			Days: x.Days, File: file, Line: line,
		})
	}
	slices.SortStableFunc(d.Facts, func(x, y DueFact) int { return cmp.Compare(x.Days, y.Days) })
	slices.SortStableFunc(d.Sources, func(x, y DueSource) int { return cmp.Compare(x.Days, y.Days) })
	return d
}

func (a *Answers) place(at diag.Span) (file string, line int) {
	line, _ = diag.Position(a.read(at.File), at.Start)
	return at.File, line
}
