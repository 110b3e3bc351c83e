package figure

import (
	"reflect"
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

func TestKeyFigures(t *testing.T) {
	year, _ := value.ParseDate("2032")
	in := facts(t, "about 25%", "more than 10 gigawatts", "USD 38 bn", "USD 880 bn to USD 906 bn")
	in.Facts = append(in.Facts, datum(4, "Runs through", value.FromDate(year)), datum(5, "Exclusive", value.Value{}))
	in.Facts[5].Mention.Words = "no"
	v := draw(t, "key-figures", in).(view.KeyFigures)
	golden(t, "key-figures", v)
	if !v.Wide || v.Items[0].Value.Small != "about" || v.Items[0].Value.Words != "25%" {
		t.Errorf("%+v", v)
	}
	if in.Facts[0].Mention.Small != "" {
		t.Error("the input has changed")
	}
	in.Facts = in.Facts[:5]
	in.Facts[0].Mention.Words = "a quarter"
	v = draw(t, "key-figures", in).(view.KeyFigures)
	if v.Wide || v.Items[0].Value.Small != "" || v.Items[0].Value.Words != "a quarter" {
		t.Errorf("%+v", v)
	}
}

func TestTerms(t *testing.T) {
	row := func(change string) view.Term {
		return view.Term{ID: "term." + change, Title: "A term", Change: change, Cells: []view.TermCell{
			{Stage: "Before", Text: "old", Stated: true}, {Stage: "Now", Now: true},
		}}
	}
	in := Input{Stages: 2, Groups: []view.TermGroup{
		{Title: "Empty"},
		{Title: "Licence", Rows: []view.Term{row("unstated"), row("changed"), row("ended")}},
		{Title: "Computing", Rows: []view.Term{row("changed"), row("added"), row("unchanged"), row("")}},
	}}
	v := draw(t, "terms", in).(view.Terms)
	golden(t, "terms", v)
	var got []string
	for _, c := range v.Counts {
		got = append(got, c.Change+" "+c.Word+" "+strings.Repeat("|", c.Count))
	}
	want := []string{"ended Ended |", "added Added |", "changed Changed ||", "unchanged Unchanged |", "unstated Not stated |"}
	if !reflect.DeepEqual(got, want) || !v.Pairs || len(v.Groups) != 2 {
		t.Errorf("%q, pairs %v, %d groups", got, v.Pairs, len(v.Groups))
	}
	in.Stages, in.Groups = 3, []view.TermGroup{{Rows: []view.Term{row("")}}}
	if v := draw(t, "terms", in).(view.Terms); v.Pairs || v.Counts != nil {
		t.Errorf("%+v", v)
	}
}

func TestTimeline(t *testing.T) {
	var in Input
	for _, iso := range []string{"2026-04-27", "2025-10", "2026", "2025-10-01", "2019-07-22", "2025", "2025-10-28", "2025-09-30", "2025-10-28"} {
		in.Events = append(in.Events, view.TimelineRow{
			ID: string(rune('a' + len(in.Events))), Date: view.Date{ISO: iso, Text: iso}, Text: "An <i>event</i>",
		})
	}
	v := draw(t, "timeline", in).(view.Timeline)
	golden(t, "timeline", v)
	var got []string
	for _, r := range v.Rows {
		got = append(got, r.Date.ISO+r.ID)
	}
	want := "2019-07-22e 2025f 2025-09-30h 2025-10b 2025-10-01d 2025-10-28g 2025-10-28i 2026c 2026-04-27a"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	if in.Events[0].ID != "a" {
		t.Error("the input has changed")
	}
}
