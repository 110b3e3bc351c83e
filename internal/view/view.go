// Package view is what a template may see: plain structs.
//
// A view holds finished words, links and numbers; nothing in it looks anything up. Views that are
// comparable (Mention, Card, When, Word, Cite …) are drawn once for each distinct value: layout keeps
// their bytes.
package view

// Markup is HTML that this program wrote: goldmark's, chroma's or a partial's. Only the template
// function markup prints it as it is; everything else in a view is text and is escaped.
type Markup string

// Partial draws a view with the partial templates/partials/NAME.html.
type Partial func(name string, v any) (Markup, error)

// Status is how sure a value is, as a class name: confirmed, reported, rumoured, disputed or computed.
type Status string

// Word is the status as readers see it, with a capital.
func (s Status) Word() string {
	switch s {
	case "confirmed":
		return "Confirmed"
	case "reported":
		return "Reported"
	case "rumoured":
		return "Rumoured"
	case "disputed":
		return "Disputed"
	case "computed":
		return "Computed"
	}
	return ""
}

// Date is a day, month or year: as machines write it (2026-04-27, 2026-04, 2026) and as the site prints it.
type Date struct{ ISO, Text string }

// Link is a place to go: an address relative to the page, or an absolute URL.
type Link struct {
	Text    string
	Href    string // "" where there is nowhere to go: the text alone
	Current bool   // the page that is being read
}

// Mention is the place in prose, a heading, a cell or a figure that leans on a fact or a glossary entry.
type Mention struct {
	Number int    // of its card on this page, from 1
	ID     string // of the fact or entry
	Href   string // its row in the register
	Status Status // "" for a glossary entry
	Small  string // a qualifier set small before the words in key figures; else ""
	Words  Markup
	Long   bool // may break over lines
}

// longestTail is how many bytes of a long mention stay on one line with its mark.
const longestTail = 12

// Tail is the last words of a long mention, as many as stay on one line. The mark and the button are theirs, so
// that the words before them break over lines as the text around them does. It is "" where markup or one very
// long word is in the way.
func (m Mention) Tail() Markup {
	tail := Markup("")
	for i := len(m.Words) - 1; i >= 0 && i >= len(m.Words)-longestTail-1; i-- {
		switch m.Words[i] {
		case ' ':
			tail = m.Words[i+1:]
		case '<', '>':
			return tail
		}
	}
	return tail
}

// Head is what stands before the Tail, the space between them included.
func (m Mention) Head() Markup { return m.Words[:len(m.Words)-len(m.Tail())] }

// When is a date in prose that links to its event.
type When struct {
	Href  string
	ISO   string // machine form; "" where the words are not a date
	Words Markup
}

// Cite is a link to a source in prose, or a source in a list.
type Cite struct {
	Href  string // the document, or its row on the page of sources
	Words Markup
}

// Claimant is a source, with the place in it.
type Claimant struct {
	Source string // "OpenAI, 28 October 2025"
	Href   string // the document; "" where it has no address
	At     string // the place in it
}

// Claim is what one source says of a fact.
type Claim struct {
	Claimant
	Also    []Claimant // others that print the same, in a list of claims
	Says    string     // what it prints
	Verdict string     // class: agrees, rounding, precise, differs; "" where nothing is compared
	Word    string     // the verdict in words
	Note    Markup     // the site's own remark
}

// Claims is the list of a fact's claims, drawn once for the site.
type Claims struct{ Items []Claim }

// Card is the evidence behind a mention: popover, print note and, without popovers, end note. There is one
// a fact and page; only its number differs from page to page.
type Card struct {
	Number   int
	ID       string
	Href     string // the entry in the register
	Label    Markup
	Evidence Markup
}

// Evidence is what a card says of a fact or glossary entry, drawn once for the site.
type Evidence struct {
	Value     Markup // as the site prints it; of a glossary entry, its text
	Status    Status // "" for a glossary entry
	AsOf      Date
	Checked   Date   // when one of its sources was last read
	Interval  string // "$225bn to $234bn", where it is wider than the value printed
	Worked    Markup // the sum with its inputs, of a derived value
	Note      Markup // the fact's own note
	Newer     Link   // the fact that replaces it, with its value
	Claims    Markup
	Corrected Link // the day of a late correction, and its change
}

// Section is a heading of the second level and what follows it.
type Section struct {
	ID   string
	Body Markup // with its heading
}

// Record is the line that says how a site stands.
type Record struct {
	AsOf      Date // the newest date of a fact
	Checked   Date // when the facts of this page were last checked, all of them
	Facts     int
	Confirmed int
	Computed  int
	Changes   int // changes recorded since first published
}

// Site is what is the same on every page.
type Site struct {
	Title       string
	Description string
	Language    string
	Publisher   string
	BaseURL     string // "" or absolute, ending in a slash
	Draft       bool
	Version     string
	Hues        []Party // the parties that have a hue
	Ledger      bool    // changes.html is published
	Feed        string  // the Atom feed's file, or ""
}

// Party is one side.
type Party struct {
	Name string
	Hue  string // class: a, b or ""
}

// Page is what a layout gets.
type Page struct {
	Site        Site
	Name        string // "new-terms", without ending
	File        string // "new-terms.html"
	Root        string // "" on every page but 404, which is rooted: "/" or "/sub/path/"
	Canonical   string // absolute address, or ""
	Title       string // plain words
	Description string // plain words
	Heading     Markup // the title with its mentions
	Lede        Markup // or ""
	Nav         []Link
	Previous    Link // in the order of the navigation; empty at the ends
	Next        Link
	Contents    []Link
	Opening     Markup // what stands before the first section
	Sections    []Section
	Footnotes   Markup
	Cards       []Markup
	Figures     bool // it holds figures that ask for figure.css
	Code        bool // it holds coloured code, and asks for code.css
	Record      Record
	Share       *Share // nil without a public address, on drafts, and on 404

	// Data pages have one of these, beside the prose of their introduction.
	Register *Register
	Sources  *Sources
	Differ   *Differ
	Changes  *Changes
}
