package ledger

import "explainer/internal/diag"

// Loose is a stretch of visible text with digits that no fact prints, and why it may stand.
type Loose struct {
	Page   string // the page's name without ending; of a template, its path
	Text   string // as the reader sees it
	Reason string // in a few words: "name", "code", an exemption's reason, "words for stake.share"
	Span   diag.Span
}
