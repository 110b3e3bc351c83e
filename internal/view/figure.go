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

	// Of parts of a whole: its outline around each bar.
	Whole     string // its width from zero, per cent; "" for none
	WholeHue  string // class: a, b or ""
	WholeX    string // place of its value in the first row
	WholeText string
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

// BeforeAfter is two or three values side by side.
type BeforeAfter struct {
	Frame
	Three   bool
	Columns []Column
	Change  *Column // from the first to the last; nil where no fact prints it
}

// Column is one of them.
type Column struct {
	KeyFigure
	Age string // class: was or now; "" where neither side is older
}

// Strip is a fact and what sources say of it on one scale: a row each, with a mark. Places are as in Bars.
type Strip struct {
	Frame
	Height int // of the drawing, pixels
	Floor  int // where the grid ends
	Ticks  []Tick
	Band   Band // what the fact stands for; without a width where that is one number
	Rows   []Spot
	Left   bool // claims without a number are not drawn
}

// Band is an interval, behind the marks of every row, with a line at each bound that it has.
type Band struct {
	X, Width string // per cent
	H        int    // pixels
	Lines    []string
}

// Spot is one row of a strip.
type Spot struct {
	Label   string // plain words
	Word    string // the verdict, after the label; "" for the fact itself
	LabelY  int
	Label2  string // the label's second line, or ""
	Label2Y int
	WordY   int      // where the verdict has a line of its own; else 0
	Mark    string   // shape: confirmed, reported, rumoured, computed or disputed
	Hue     string   // class: a, b, du or ""
	Doubt   bool     // the claim differs, or says too much
	Y       int      // middle of the marks
	BandY   int      // top of the band behind them
	Places  []string // per cent: one mark, or the two ends of a range
	Open    string   // the edge towards which it has no bound; else ""
	Value   string
	ValueX  string
	ValueY  int
	DX      int  // shift of the value, pixels
	Left    bool // the value stands left of its place
}

// Range is what different sources say of one fact.
type Range struct {
	Strip
	Said Said
}

// Said is the table behind a strip: the fact, and every claim.
type Said struct {
	Plain  string // the title of the figure
	Own    DataRow
	Claims []Claim
}

// Equation is a derived fact set out as a sum on paper.
type Equation struct {
	Frame
	Rows     []SumRow
	Total    SumRow
	Interval string // what rounding allows; "" where the total is exact
	Strip    *Strip // nil where no claim says a number
	Said     *Said  // nil where there is no claim
}

// SumRow is one operand, or the total.
type SumRow struct {
	Sign   string // "+", "−", "×" or "÷"; "" before the first
	Label  Markup
	Labels []Markup // of the facts in a bracket
	AsOf   Date
	Parts  []SumPart
}

// SumPart is a value, or the words between values.
type SumPart struct {
	Value Mention
	Text  string
}

// Flow is what passes between two parties, a panel a stage.
type Flow struct {
	Frame
	Panels []FlowPanel
	Stages []string // heads of the table
	Rows   []FlowRow
}

// FlowPanel is one stage. Places are as in Bars.
type FlowPanel struct {
	Stage       string
	Now         bool   // the stage in force
	Words       string // what a screen reader reads
	Height      int    // pixels
	Left, Right Party
	Arrows      []FlowArrow
}

// FlowArrow is one row of a panel.
type FlowArrow struct {
	Text   string
	TextY  int
	Text2  string // its second line, or ""
	Text2Y int
	Y      int    // of the line
	Hue    string // the giver's: a, b or ""
	X1, X2 string // per cent, from the left
	HeadX  string // where its head is; "" where it leads outside
	Left   bool   // it points to the left
	RingX  string // the end that is outside both parties; "" for none
	CrossX string // where it is crossed out; "" unless it has ended
}

// FlowRow is one row of the table behind a flow.
type FlowRow struct {
	From, To string // "" for outside
	Cells    []FlowCell
}

// FlowCell is a flow at one stage.
type FlowCell struct {
	Text  Markup // "" where there is none
	Term  Link   // the provision that says so
	Ended bool
}
