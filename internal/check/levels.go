package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
)

// Levels gives findings the levels that a site has chosen for their kind, or for their kind in one place.
// The first entry that fits a finding decides. Entries that fit nothing, or whose last day is over, are
// findings themselves, which it returns.
//
// A choice that has ended no longer holds where dates count (due); a publish keeps to it, since a date
// never stops one.
func Levels(findings []diag.Finding, ix *site.Index, today value.Date, due bool) []diag.Finding {
	fits := make([]bool, len(ix.Config.Severity))
	for i := range findings {
		for k, s := range ix.Config.Severity {
			if !chosen(s, findings[i], ix) {
				continue
			}
			fits[k] = true
			if due && ended(s, today) {
				continue
			}
			if to := level(s.Level.S); to != findings[i].Level {
				findings[i].Choice = diag.Choice{Was: findings[i].Level, At: s.Code.Span(), Reason: s.Reason.S}
				findings[i].Level = to
			}
			break
		}
	}
	var l diag.List
	for k, s := range ix.Config.Severity {
		switch {
		case ended(s, today):
			l.Add("severity-ended", s.Until.Span(), "the level of \""+s.Code.S+"\" was changed until "+s.Until.S+", which is over",
				"delete the entry, or move until and say why")
		case !fits[k] && !comesAndGoes(s, ix):
			l.Add("severity-unused", s.Code.Span(), "nothing is found that this changes: no \""+s.Code.S+"\""+where(s), "delete the entry")
		}
	}
	return l.Sorted()
}

// chosen says whether an entry is about a finding.
func chosen(s site.Severity, f diag.Finding, ix *site.Index) bool {
	return s.Code.S == f.Code &&
		(s.Page.S == "" || f.Span.File == "content/"+site.PageName(s.Page.S)+".md") &&
		(s.Entry.S == "" || ix.Sheet.Owner(f.Span) == s.Entry.S)
}

// comesAndGoes says that an entry may fit nothing today and is of use: it waits for a date, or for the draft of
// a page.
func comesAndGoes(s site.Severity, ix *site.Index) bool {
	return slices.Contains(dateCodes, s.Code.S) || s.Page.S != "" && !ix.Has(site.PageName(s.Page.S))
}

func where(s site.Severity) string {
	var text string
	if s.Page.S != "" {
		text += " on " + site.PageName(s.Page.S) + ".md"
	}
	if s.Entry.S != "" {
		text += " at " + s.Entry.S
	}
	return text
}

func ended(s site.Severity, today value.Date) bool {
	until, err := value.ParseDate(s.Until.S)
	return today != (value.Date{}) && s.Until.Set() && err == nil && until.Last().Compare(today) < 0
}

func level(word string) diag.Level {
	if word == "warning" {
		return diag.Warning
	}
	return diag.Error
}
