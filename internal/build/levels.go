package build

import (
	"slices"
	"strings"

	"explainer/internal/check"
	"explainer/internal/diag"
)

// finish settles levels and counts.
func (r *run) finish(src *content) {
	r.l.Join(&r.twice)
	f := r.l.Sorted()
	if src.noSheet(r.index.Sheet) {
		f = slices.DeleteFunc(f, func(f diag.Finding) bool {
			return slices.Contains(sheetCodes, f.Code) && !src.isFacts(f.Span.File)
		})
	}
	r.report.Findings = settled(r.levels(f, r.put != nil && !src.noSheet(r.index.Sheet)))
	if !check.OnlyDates(r.report.Findings) {
		r.report.From = From{}
	}
	s := r.index.Sheet
	r.report.Facts, r.report.Sources, r.report.Events = len(s.Facts), len(s.Sources), len(s.Events)
	r.report.Terms, r.report.Entries = len(s.Terms), len(s.Words)
	for _, x := range s.Facts {
		r.report.Claims += len(x.Claims)
	}
	for _, t := range s.Terms {
		for _, c := range t.Cells {
			r.report.Claims += len(c.Claims)
		}
	}
	for _, e := range s.Events {
		r.report.Claims += len(e.Claims)
	}
}

// unfinished are the codes, or beginnings of codes, that only warn while the site is a draft.
var unfinished = []string{"figure-loose", "ledger-"}

// levels settles the levels of findings: of a draft, what the site has chosen, then --strict, and for a publish the rule
// that no date stops it. Which choices are idle is known only of a site that was judged whole.
func (r *run) levels(f []diag.Finding, whole bool) []diag.Finding {
	for i := range f {
		if r.o.Draft && slices.ContainsFunc(unfinished, func(code string) bool { return strings.HasPrefix(f[i].Code, code) }) {
			f[i].Level = diag.Warning
		}
	}
	own := check.Levels(f, r.index, r.o.Today, r.o.Due)
	if whole {
		var all diag.List
		all.Append(append(f, own...)...)
		f = all.Sorted()
	}
	for i := range f {
		if r.o.Strict {
			f[i].Level, f[i].Choice = diag.Error, diag.Choice{}
		}
	}
	if !r.o.Due {
		check.WarnOfDates(f)
	}
	return f
}

// sheetCodes are the findings that mean nothing where no facts file could be read.
var sheetCodes = []string{"fact-unknown", "event-unknown", "word-unknown", "source-unknown", "figure-unknown", "anchor-missing", "exempt-unused"}
