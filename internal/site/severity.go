package site

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// lowerable are the errors that a site may make warnings of: what they find is shown to readers as it is, and
// no figure hangs on it. A list of what must not be lowered would never be complete: a fact that cannot be read
// prints something else, and a template or a file that cannot be read is missing from the site.
var lowerable = []string{
	"alert-extra", "alert-unknown", "anchor-missing", "claim-differs", "claim-missing", "code-language", "footnote-unknown",
	"heading-attribute", "heading-level", "html-raw", "image-alt", "image-place", "input-date", "link-scheme", "link-title",
	"page-unknown", "party-hue", "status-unfounded", "table-too-wide", "text-paragraphs",
}

// locked says that a level cannot be lowered.
func locked(e diag.Entry) bool { return e.Level == diag.Error && !slices.Contains(lowerable, e.Code) }

// checkSeverities finds what is wrong with the levels that a site changes, and leaves out the entries that
// cannot be used. Pages are all that the site has, drafts too.
func (ix *Index) checkSeverities(pages []Source, l *diag.List) {
	var names []string
	for _, p := range pages {
		names = append(names, PageName(p.File))
	}
	ix.Config.Severity = slices.DeleteFunc(ix.Config.Severity, func(s Severity) bool {
		before := l.Len()
		ix.checkSeverity(s, names, l)
		return l.Len() > before
	})
}

func (ix *Index) checkSeverity(s Severity, pages []string, l *diag.List) {
	code := s.Code.S
	entry, known := diag.Explain(code)
	switch {
	case !known:
		l.Add("setting-invalid", s.Code.Span(), "no finding has the code \""+code+"\"", diag.DidYouMean(code, Codes()))
	case s.Level.S == "warning" && locked(entry):
		hint := "mend what it finds"
		if strings.HasPrefix(code, "figure-") {
			hint += ", or add an exemption with a reason"
		}
		l.Add("severity-locked", s.Code.Span(), "\""+code+"\" cannot be lowered", hint)
	case strings.HasPrefix(code, "severity-"):
		l.Add("severity-locked", s.Code.Span(), "\""+code+"\" is about these entries, and cannot be changed by one", "mend the entry that it finds")
	}
	if s.Page.S != "" && !slices.Contains(pages, PageName(s.Page.S)) {
		l.Add("setting-invalid", s.Page.Span(), "there is no page \""+s.Page.S+"\"", diag.DidYouMean(PageName(s.Page.S), pages))
	}
	if s.Entry.S != "" && !ix.Sheet.Has(s.Entry.S) {
		l.Add("setting-invalid", s.Entry.Span(), "no entry of the facts file has the id \""+s.Entry.S+"\"", diag.DidYouMean(s.Entry.S, ix.Sheet.IDs()))
	}
	if s.Until.Set() {
		if _, err := value.ParseDate(s.Until.S); err != nil {
			l.Add("date-invalid", s.Until.At(err.Start, err.End), err.Message, err.Hint)
		}
	}
}

// Codes is every code of the catalogue.
func Codes() []string {
	var codes []string
	for _, e := range diag.Catalogue() {
		codes = append(codes, e.Code)
	}
	return codes
}
