package figure

import (
	"strings"

	"explainer/internal/value"
	"explainer/internal/view"
)

// keyFigures sets values in a row, each under its label: numbers, dates and texts alike.
var keyFigures = Kind{
	Name: "key-figures",
	Keys: []string{"kind", "title", "facts", "note"},
	Draw: drawKeyFigures,
}

// wideFrom is how many values do not fit the column of text any more.
const wideFrom = 6

func drawKeyFigures(in Input) (any, []Problem) {
	if len(in.Facts) == 0 {
		return nil, empty("key figures without a fact", "name the facts to show: facts: [ID, ID]")
	}
	v := view.KeyFigures{Frame: in.Frame, Wide: len(in.Facts) >= wideFrom}
	for _, d := range in.Facts {
		v.Items = append(v.Items, view.KeyFigure{
			Label: d.LabelMarkup, Value: small(d.Mention, d.Value), Status: d.Status, AsOf: d.AsOf, Corrected: d.Corrected,
		})
	}
	return v, nil
}

// small moves the qualifier out of the words, so that it may stand small before a large number. Words
// that do not begin with it (an editor's own) stay as they are.
func small(m view.Mention, v value.Value) view.Mention {
	q := v.Qualifier()
	if q == value.None {
		return m
	}
	if rest, ok := strings.CutPrefix(string(m.Words), q.String()+" "); ok {
		m.Small, m.Words = q.String(), view.Markup(rest)
	}
	return m
}
