package figure

import (
	"slices"
	"strings"

	"explainer/internal/view"
)

// timeline lists dated rows, oldest first.
var timeline = Kind{
	Name: "timeline",
	List: true,
	Keys: []string{"kind", "title", "events", "from", "to", "party", "note"},
	Draw: drawTimeline,
}

func drawTimeline(in Input) (any, []Problem) {
	if len(in.Events) == 0 {
		return nil, empty("the timeline shows no event", "name events, or widen from, to and party until they let one in")
	}
	rows := slices.Clone(in.Events)
	slices.SortStableFunc(rows, earlier)
	return view.Timeline{Frame: in.Frame, Rows: rows}, nil
}

// earlier orders by date, a year before its months and a month before its days. In machine form a coarse
// date is the beginning of the finer ones in it, so the order of texts is that order.
func earlier(a, b view.TimelineRow) int { return strings.Compare(a.Date.ISO, b.Date.ISO) }
