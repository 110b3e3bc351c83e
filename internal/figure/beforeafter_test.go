package figure

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

// dated are facts of different dates, oldest first.
func dated(t testing.TB, texts ...string) Input {
	in := facts(t, texts...)
	for i := range in.Facts {
		iso := fmt.Sprintf("2026-0%d", i+1)
		in.Facts[i].AsOf = view.Date{ISO: iso, Text: iso}
	}
	return in
}

// changing makes the last fact of a figure one that is derived from the facts named.
func changing(in Input, from ...string) Input {
	in.Facts[len(in.Facts)-1].From = from
	return in
}

func TestBeforeAfter(t *testing.T) {
	dates := Input{}
	for i, text := range []string{"2030", "2032-05"} {
		d, _ := value.ParseDate(text)
		dates.Facts = append(dates.Facts, datum(i, "The end", value.FromDate(d)))
	}
	texts := Input{Facts: []Datum{datum(0, "The wording", value.Value{}), datum(1, "The wording now", value.Value{})}}
	for _, c := range []struct {
		name    string
		in      Input
		columns int
		change  bool
		ages    string
	}{
		{"stake", changing(dated(t, "about 27%", "about 25%", "2 points"), "fact.ab", "fact.aa"), 2, true, "was now"},
		{"value", changing(dated(t, "about USD 135 bn", "nearly USD 228.3 bn", "1.69x"), "fact.aa", "fact.ab"), 2, true, "was now"},
		{"three", changing(dated(t, "-USD 5 bn", "USD 880 bn to USD 906 bn", "up to USD 97 bn", "USD 4 bn"), "fact.aa", "fact.ac"), 3, true, "was was now"},
		{"same-date", facts(t, "27%", "25%"), 2, false, " "},
		{"derived-column", changing(dated(t, "USD 1 bn", "USD 2 bn", "USD 3 bn"), "fact.aa"), 3, false, "was was now"},
		{"dates", dates, 2, false, " "},
		{"texts", texts, 2, false, " "},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := draw(t, "before-after", c.in).(view.BeforeAfter)
			golden(t, "before-after-"+c.name, v)
			var ages []string
			for _, k := range v.Columns {
				ages = append(ages, k.Age)
			}
			if len(v.Columns) != c.columns || v.Three != (c.columns == 3) || (v.Change != nil) != c.change || strings.Join(ages, " ") != c.ages {
				t.Errorf("%d columns, change %v, ages %q", len(v.Columns), v.Change != nil, ages)
			}
		})
	}
}

func TestBeforeAfterProblems(t *testing.T) {
	const counts = "before-after sets two or three facts side by side, not "
	mixed := facts(t, "27%", "USD 5 bn")
	mixed.Facts = append(mixed.Facts, datum(2, "A text", value.Value{}))
	many := facts(t, "1", "2", "3", "4", "5", "6")
	for _, c := range []struct {
		in    Input
		codes string
		want  []string
	}{
		{facts(t, "27%"), "figure-pair", []string{counts + "one"}},
		{many, "figure-pair", []string{counts + "6"}},
		{changing(facts(t, "1", "2", "3", "4"), "fact.aa", "fact.ab"), "figure-pair", []string{counts + "four"}},
		{mixed, "figure-scale", []string{
			`"fact.aa" is in per cent, "fact.ab" is in billions of US dollars: they cannot be set against one another`,
			`"fact.aa" is in per cent, "fact.ac" is a text: they cannot be set against one another`,
		}},
	} {
		v, problems := beforeAfter.Draw(c.in)
		if v != nil || len(problems) != len(c.want) {
			t.Fatalf("%v, %v", v, problems)
		}
		for i, p := range problems {
			if p.Code != c.codes || p.Message != c.want[i] || p.Hint == "" {
				t.Errorf("%+v, want %s", p, c.want[i])
			}
		}
	}
}

func TestEarlierDate(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2025", "2026", true}, {"2026", "2026-04", false}, {"2026-04", "2026", false}, {"2026-04-01", "2026-04-02", true}, {"2026-04", "2026-04", false}, {"2026-05", "2026-04-30", false}} {
		if got := earlierDate(view.Date{ISO: c.a}, view.Date{ISO: c.b}); got != c.want {
			t.Errorf("%s before %s: %v", c.a, c.b, got)
		}
	}
}
