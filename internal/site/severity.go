package site

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// locked are the codes, and beginnings of codes, whose level cannot be lowered: those that guard figures,
// and those without which something would be missing from what is published.
var locked = []string{
	"figure-", "ledger-", "mention-", "template-", "yaml-",
	"content-unknown", "facts-missing", "file-too-large", "front-matter", "layout-unknown", "output-collision", "page-folder", "page-too-large", "text-not-utf8",
}

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
	_, known := diag.Explain(code)
	switch {
	case !known:
		l.Add("setting-invalid", s.Code.Span(), "no finding has the code \""+code+"\"", diag.DidYouMean(code, Codes()))
	case s.Level.S == "warning" && slices.ContainsFunc(locked, func(head string) bool { return strings.HasPrefix(code, head) }):
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
