package view

// Note is a remark in the margin, written as > [!NOTE].
type Note struct{ Body Markup }

// Callout is what a reader must know first, written as > [!IMPORTANT].
type Callout struct{ Body Markup }

// FootnoteRef is the mark of a footnote in the text. Footnotes have letters: numbers are the cards'.
type FootnoteRef struct {
	ID     string // of the mark
	Target string // id of the footnote
	Letter string
}

// Footnotes is the list at the end of a page.
type Footnotes struct{ Items []Footnote }

// Footnote is one of them.
type Footnote struct {
	ID     string
	Letter string
	Body   Markup
	Back   []string // ids of its marks
}
