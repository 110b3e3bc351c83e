package check

import (
	"fmt"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/internal/value"
)

// dateCodes are the findings that only the day brings about.
var dateCodes = []string{"fact-expired", "review-due", "severity-ended", "source-stale"}

// Dates finds the facts and sources that are to be looked at again: a warning while the date comes up, an
// error once it has passed. WarnOfDates takes the errors back where a publish must not fail for a date.
func Dates(ix *site.Index, today value.Date, l *diag.List) {
	for _, d := range ix.Deadlines(today) {
		f := deadline(d)
		f.Level = diag.Warning
		if d.Passed() {
			f.Level = diag.Error
		}
		l.Append(f)
	}
}

// WarnOfDates makes warnings of what only the day brings about: dates never stop a publish, however strict it is
// and whatever the site says of levels, since a site that was built yesterday must build today.
func WarnOfDates(findings []diag.Finding) {
	for i := range findings {
		if slices.Contains(dateCodes, findings[i].Code) {
			findings[i].Level, findings[i].Choice = diag.Warning, diag.Choice{}
		}
	}
}

// OnlyDates says that nothing was found but what the day brings about.
func OnlyDates(findings []diag.Finding) bool {
	return !slices.ContainsFunc(findings, func(f diag.Finding) bool { return !slices.Contains(dateCodes, f.Code) })
}

func deadline(d site.Deadline) diag.Finding {
	switch {
	case d.Key == "review_by":
		verb := "is to be"
		if d.Passed() {
			verb = "was to be"
		}
		return diag.Finding{
			Code: "review-due", Span: d.Fact.Place,
			Message: fmt.Sprintf("%q %s reviewed by %s", d.Fact.ID, verb, d.Date),
			Hint:    "look at its sources again, then move review_by",
		}
	case d.Key == "valid_until":
		verb := "holds until"
		if d.Passed() {
			verb = "held until"
		}
		return diag.Finding{
			Code: "fact-expired", Span: d.Fact.Place,
			Message: fmt.Sprintf("%q %s %s", d.Fact.ID, verb, d.Date),
			Hint:    "write the fact that holds after it and name that in replaced_by, or move valid_until",
		}
	case d.Date.IsZero():
		return diag.Finding{
			Code: "source-stale", Span: d.Source.Place,
			Message: fmt.Sprintf("%q says neither when it was read nor when it was published, so nobody knows how old it is", d.Source.ID),
			Hint:    "add accessed: and the day on which it was read",
		}
	}
	verb := "will soon be stale: it was"
	if d.Passed() {
		verb = "is stale: it was"
	}
	what := map[string]string{"accessed": "read", "published": "published"}[d.Key]
	return diag.Finding{
		Code: "source-stale", Span: d.Source.Place,
		Message: fmt.Sprintf("%q %s %s %s, and a %s is to be read again after %d days", d.Source.ID, verb, what, on(d.Date), d.Source.Kind, d.Limit),
		Hint:    "read it again, hold its claims against it, then move accessed",
	}
}

// on is a date in a sentence.
func on(d value.Date) string {
	if d.Precision() == "day" {
		return "on " + d.String()
	}
	return "in " + d.String()
}
