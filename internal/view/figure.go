package view

// Frame is what every figure has around its drawing.
type Frame struct {
	ID      string // anchor
	Title   Markup // the finding
	Plain   string // the title, words alone
	Alt     string // the words that the page gives for it: what a screen reader reads
	Unit    string // "Per cent", "Billions of US dollars"; "" where there is none
	Note    Markup
	Sources []Cite
}

// Bars is a bar chart. Across, places are per cent of the width; down, they are pixels, so that text
// keeps its size. Bars start at zero.
type Bars struct {
	Frame
	Height int // of the drawing, pixels
	Floor  int // where the axis ends
	Zero   string
	Ticks  []Tick
	Rows   []Bar
	Data   []DataRow
}

// Tick is a line of the grid with its number.
type Tick struct {
	X      string // per cent, without the sign
	Text   string
	Anchor string // class: "", mid or end
}

// Bar is one row of a bar chart.
type Bar struct {
	Label   string // plain words
	Value   string // as printed on the bar
	Hue     string // class: a, b or ""
	Status  Status
	LabelY  int    // baseline of the label
	Label2  string // its second line, or ""
	Label2Y int
	Y       int    // top of the bar
	H       int    // its height
	ValueY  int    // baseline of the value
	X       string // left edge, per cent
	Width   string // per cent
	ValueX  string // place of the value, per cent
	Inside  bool   // the value stands in the bar
	Left    bool   // the value stands left of its place
	DX      int    // shift of the value, pixels
}

// DataRow is one row of the table behind a figure.
type DataRow struct {
	Label Markup
	AsOf  Date
	Value Mention
}

// KeyFigures is a row of values.
type KeyFigures struct {
	Frame
	Wide  bool // six or more: the row may use the margin
	Items []KeyFigure
}

// KeyFigure is one value with its label.
type KeyFigure struct {
	Label     Markup
	Value     Mention
	Status    Status
	AsOf      Date
	Corrected Link
}

// Terms shows provisions across stages.
type Terms struct {
	Frame
	Pairs  bool // two stages: before and now, two to a row
	Counts []ChangeCount
	Groups []TermGroup
}

// ChangeCount is how many provisions met one fate.
type ChangeCount struct {
	Change string
	Word   string
	Count  int
}

// TermGroup is the provisions under one heading; Title is "" where the page has the heading.
type TermGroup struct {
	Title string
	Rows  []Term
}

// Term is one provision.
type Term struct {
	ID      string // anchor; "" where the page shows the provision elsewhere
	Title   Markup
	Change  string // class: ended, added, changed, unchanged, unstated; "" where nothing is compared
	Word    string // "Ended"
	Cells   []TermCell
	Sources []Cite

	Corrected Link
}

// TermCell is a provision at one stage.
type TermCell struct {
	Stage  string
	Now    bool   // the stage in force
	Text   Markup // "" where the stage says nothing
	Stated bool
}

// Timeline is a list of dated rows, oldest first.
type Timeline struct {
	Frame
	Rows []TimelineRow
}

// TimelineRow is one event.
type TimelineRow struct {
	ID        string // anchor; "" where the page shows the event elsewhere
	Date      Date
	Precision string // class: day, month or year
	Parties   []Party
	Text      Markup
	Sources   []Cite
	Corrected Link
}
