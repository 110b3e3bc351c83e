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
	Events []view.TimelineRow
	Groups []view.TermGroup
	Stages int // how many stages the groups compare
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
}

// Kind is a way to draw.
type Kind struct {
	Name string   // also that of the partial which draws the result
	Keys []string // every key that a figure of this kind may have in the facts file
	// Draw gives the view of the partial: view.Bars, view.KeyFigures and so on. With problems it gives nil.
	Draw func(Input) (any, []Problem)
}

// Problem is why a figure cannot be drawn.
type Problem struct {
	Code    string // figure-empty or figure-scale
	Message string
	Hint    string
	Fact    string // its id, "" where the whole figure is meant
}

const (
	codeEmpty = "figure-empty"
	codeScale = "figure-scale"
)

// Kinds is every way to draw. A new one is a line here, a file beside this one and a partial.
func Kinds() []Kind {
	return []Kind{
		bars,
		keyFigures,
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
