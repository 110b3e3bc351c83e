package view

// Register is the data of facts.html: every fact and word of the site.
type Register struct {
	Counts []StatusCount
	Groups []RegisterGroup
	Events []TimelineRow // those that no page shows
	Words  []WordEntry
}

// StatusCount is how many facts have a status.
type StatusCount struct {
	Status Status
	Count  int
}

// RegisterGroup is the facts whose ids begin alike.
type RegisterGroup struct {
	ID      string
	Title   string
	Entries []Entry
}

// Entry is one fact in the register.
type Entry struct {
	ID       string
	Label    Markup
	Value    Markup
	Status   Status
	AsOf     Date
	Checked  Date // when one of its sources was last read
	Interval string
	Worked   Markup
	Claims   Markup
	Note     Markup
	Newer    Link
	Used     Used
	Card     string // the picture to share, of a key figure; "" where there is none

	Corrected Link // the day of a late correction, and its change
}

// WordEntry is one glossary entry.
type WordEntry struct {
	ID   string
	Term Markup
	Text Markup
	Used Used

	Corrected Link
}

// Used is the pages that lean on an entry.
type Used struct {
	Pages []Link // at most 24 of them, in the order of the navigation
	More  int    // how many others there are
}

// Sources is the data of sources.html.
type Sources struct{ Groups []SourceGroup }

// SourceGroup is the sources of one kind: announcements, filings, reports …
type SourceGroup struct {
	ID      string
	Title   string
	Entries []SourceEntry
}

// SourceEntry is one document.
type SourceEntry struct {
	ID        string
	Title     string
	Publisher string
	Author    string
	Published Date
	Accessed  Date
	URL       string
	Archive   string
	Kind      string // "Press report"
	Claims    int    // how many claims rest on it: those of
	Facts     []Link
	Terms     []Link
	Events    []Link
}

// Differ is the data of differ.html: where what sources say differs.
type Differ struct {
	Facts  []Difference
	Events []Difference
}

// Difference is one fact or event with the claims that do not say what this site says.
type Difference struct {
	ID     string
	Href   string // its row in the register or on its page
	Label  Markup
	Value  Markup
	Status Status // "" of an event
	AsOf   Date   // empty of an event
	Note   Markup
	With   []Cite // sources that agree
	Others Markup // the claims that differ, drawn
}

// Changes is the data of changes.html.
type Changes struct{ Days []ChangeDay }

// ChangeDay is what was recorded on one day.
type ChangeDay struct {
	Date    Date
	Records []ChangeRecord
}

// ChangeRecord is what was recorded at once.
type ChangeRecord struct {
	Note    Markup // why; of a single change it stands with the change
	Entries []Change

	// Of the first publication, which has no entries:
	ID    string // anchor
	First string // what there was: "7 facts and 2 sources"
}

// Change is one entry of the ledger. It has neither Was nor Is where its value stayed and something beside
// it changed.
type Change struct {
	ID    string // anchor
	Kind  string // class: updated, corrected, added, withdrawn
	Word  string
	Label Markup
	Was   string
	Is    string
	Note  Markup
	Href  string
}
