// Package check judges a site by our editorial rules.
package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

// Links finds links between pages whose anchor is not there. Anchors gives those of each page, by name.
func Links(pages []site.Kept, anchors map[string][]string, l *diag.List) {
	for _, p := range pages {
		for _, k := range p.Links {
			if k.Anchor == "" {
				continue
			}
			page := k.Page
			if page == "" {
				page = p.Meta.Name
			}
			if !slices.Contains(anchors[page], k.Anchor) {
				l.Add("anchor-missing", k.Span, "page \""+page+"\" has no place called \""+k.Anchor+"\"", diag.DidYouMean(k.Anchor, anchors[page]))
			}
		}
	}
}

// Dates finds facts whose review_by has come. The level is the caller's: a date never stops a publish.
func Dates(sheet *fact.Sheet, today value.Date, l *diag.List) {
	for _, f := range sheet.Facts {
		if f.ReviewBy != (value.Date{}) && f.ReviewBy.Compare(today) <= 0 {
			l.Add("review-due", f.Place, "\""+f.ID+"\" was to be reviewed by "+f.ReviewBy.String(), "look at its sources again, then move review_by")
		}
	}
}

// Levels gives findings the levels that a site has chosen, where a choice still holds today.
func Levels(findings []diag.Finding, c site.Config, today value.Date) {
	for _, s := range c.Severity {
		if until, err := value.ParseDate(s.Until.S); s.Until.Set() && err == nil && until.Last().Compare(today) < 0 {
			continue
		}
		for i := range findings {
			if findings[i].Code == s.Code.S {
				findings[i].Level = level(s.Level.S)
			}
		}
	}
}

func level(word string) diag.Level {
	if word == "warning" {
		return diag.Warning
	}
	return diag.Error
}
