package ledger

import (
	"strings"

	"explainer/internal/diag"
)

// Loose is a stretch of visible text with digits that no fact prints, and why it may stand.
type Loose struct {
	Page   string // the page's name without ending; of a template, its path
	Text   string // as the reader sees it
	Reason string // in a few words: "name", "code", an exemption's reason, "words for stake.share"
	Span   diag.Span

	known string // its line; "" where that is still to be worked out
}

// Known is the same stretch, for whoever keeps it: it need not be put into words again when it is compared.
func (x Loose) Known() Loose {
	x.known = x.line()
	return x
}

// line is a stretch as the ledger holds it.
func (x Loose) line() string {
	if x.known != "" {
		return x.known
	}
	return plain(clip(plain(x.Text)) + " (" + brackets.Replace(x.Reason) + ")")
}

var brackets = strings.NewReplacer("(", "[", ")", "]")
