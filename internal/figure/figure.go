package figure

import (
	"explainer/internal/value"
	"explainer/internal/view"
)

// Input is what a figure shows, bound and in the author's order. A kind reads what its keys name and
// changes nothing in it.
type Input struct {
	Frame  view.Frame
	Facts  []Datum
	Whole  *Datum // of which all facts are parts; nil for none
	Fact   *Datum // the one that a range or an equation is about; nil for none
	Claims []Claim
	Sum    []value.Operand // how Fact is worked out; nil where it is not derived
	Inputs []Datum         // the facts that Sum names, each once
	Events []view.TimelineRow
	Groups []view.TermGroup
	Stages int      // how many stages the groups compare
	Panels []string // the stages of a flow, by their labels, oldest first
	Latest bool     // the last of them is in force
	Sides  []Side   // the parties of the arrows, in the order of the facts file
	Arrows []Arrow
}

// Datum is one fact to draw.
type Datum struct {
	ID          string // for problems
	Label       string // plain words
	LabelMarkup view.Markup
	Value       value.Value // the zero Value of a text
	Text        view.Markup // the value as the site prints it
	Mention     view.Mention
	Status      view.Status
	AsOf        view.Date
	Hue         string // class: a, b or ""
	Corrected   view.Link
	From        []string // the facts that a derived one is worked out from, each once
}

// Claim is what one source says of Input.Fact.
type Claim struct {
	view.Claim
	Value   value.Value // the zero Value where it says no figure, or one that could not be read
	Primary bool        // a company itself speaks
}

// Kind is a way to draw.
type Kind struct {
	Name string   // also that of the partial which draws the result
	Keys []string // every key that a figure of this kind may have in the facts file
	// Behind says that the mentions of its facts stand in a table behind the drawing, after the note.
	Behind bool
	// List says that it is a list, which style.css draws; all others ask for figure.css.
	List bool
	// Draw gives the view of the partial: view.Bars, view.KeyFigures and so on. With problems it gives nil.
	Draw func(Input) (any, []Problem)
}

// Problem is why a figure cannot be drawn.
type Problem struct {
	Code    string // figure-empty, figure-scale, figure-pair, figure-sum or figure-flow
	Message string
	Hint    string
	Fact    string // its id, "" where no fact is meant
	Arrow   int    // from 1; 0 where no arrow is meant
}

const (
	codeEmpty = "figure-empty"
	codeScale = "figure-scale"
	codePair  = "figure-pair"
	codeSum   = "figure-sum"
	codeFlow  = "figure-flow"
)

// Kinds is every way to draw. A new one is a line here, a file beside this one and a partial.
func Kinds() []Kind {
	return []Kind{
		bars,
		beforeAfter,
		equation,
		flow,
		keyFigures,
		rangeOf,
		terms,
		timeline,
	}
}

// Find is the kind of that name.
func Find(name string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// empty is the problem of a figure that has nothing to show.
func empty(message, hint string) []Problem {
	return []Problem{{Code: codeEmpty, Message: message, Hint: hint}}
}
