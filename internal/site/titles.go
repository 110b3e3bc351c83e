package site

import (
	"strconv"
	"unicode/utf8"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

// The most characters that texts of one line may show.
const (
	maxNav         = 40
	maxTitle       = 150 // of a page, the site, a figure or a term
	maxLabel       = 200 // of a fact
	maxDescription = 300
)

// checkTitles finds texts that are too long for the places that show them whole. What counts is the words
// that readers see, not the links in them.
func (ix *Index) checkTitles(l *diag.List) {
	short := func(t decode.Text, what string, most int) {
		if len(t.S) <= most {
			return
		}
		if n := utf8.RuneCountInString(ix.Plain(t)); n > most {
			l.Add("title-long", t.Span(), what+" has "+strconv.Itoa(n)+" characters", "use "+strconv.Itoa(most)+" at most")
		}
	}
	short(ix.Config.Title, "the title of the site", maxTitle)
	short(ix.Config.Description, "the description of the site", maxDescription)
	for _, m := range ix.Pages {
		if m.File != "" {
			short(m.Title, "the title", maxTitle)
			short(m.Description, "the description", maxDescription)
			short(m.Nav, "the name in the navigation", maxNav)
		}
	}
	for _, f := range ix.Sheet.Facts {
		short(f.Label, "the label", maxLabel)
	}
	for _, t := range ix.Sheet.Terms {
		short(t.Title, "the title", maxTitle)
	}
	for _, f := range ix.Sheet.Figures {
		short(f.Title, "the title", maxTitle)
	}
}
