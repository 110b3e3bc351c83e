package figure

import (
	"strings"
	"testing"

	"explainer/internal/view"
)

// wholes are the goldens of parts; the first value is the whole.
var wholes = []struct {
	name   string
	values []string
}{
	{"paid", []string{"USD 13 bn", "USD 11.6 bn", "USD 11.9 bn"}},
	{"edges", []string{"USD 13 bn", "USD 0 bn", "USD 1 m", "USD 13 bn"}},
	{"long", []string{"USD 1234567.891 m", "USD 850 bn"}},
	{"nothing", []string{"0%", "0%"}},
	{"range", []string{"about 100%", "20% to 30%"}},
}

func parts(t testing.TB, values ...string) Input {
	in := facts(t, values...)
	whole := in.Facts[0]
	whole.Hue, whole.Label = "b", "The whole"
	in.Whole, in.Facts = &whole, in.Facts[1:]
	return in
}

func TestWhole(t *testing.T) {
	for _, c := range wholes {
		t.Run(c.name, func(t *testing.T) {
			v := draw(t, "bars", parts(t, c.values...)).(view.Bars)
			golden(t, "whole-"+c.name, v)
			checkBars(t, v)
			whole := place(t, v.Whole)
			for _, b := range v.Rows {
				if place(t, b.Width) > whole+0.311 {
					t.Errorf("%s is %s wide, and its outline %s", b.Value, b.Width, v.Whole)
				}
			}
			if end := place(t, v.WholeX) + share(textWidth(v.WholeText)+valueGap); v.WholeText != "" && end > 100.011 {
				t.Errorf("the value of the whole ends at %v", end)
			}
			if n := len(v.Data); n != len(c.values) || !strings.Contains(string(v.Data[n-1].Value.Words), v.WholeText) {
				t.Errorf("the table has %d rows: %+v", n, v.Data)
			}
			if want := "Outline: The whole, " + string(v.Data[len(v.Data)-1].Value.Words) + "."; !strings.HasSuffix(v.Unit, want) {
				t.Errorf("under the title: %q, want %q", v.Unit, want)
			}
		})
	}
}

// TestWholeInside sees that the value of a part stands in it where it can, since its outline lies beyond.
func TestWholeInside(t *testing.T) {
	v := draw(t, "bars", parts(t, "USD 13 bn", "USD 11.6 bn", "USD 1 m")).(view.Bars)
	if !v.Rows[0].Inside || v.Rows[1].Inside {
		t.Errorf("%+v", v.Rows)
	}
}

func TestNoParts(t *testing.T) {
	v, problems := bars.Draw(parts(t, "USD 13 bn", "USD 14 bn", "-USD 1 bn", "USD 13 bn"))
	if v != nil || len(problems) != 2 {
		t.Fatalf("%v, %v", v, problems)
	}
	for i, want := range []Problem{
		{Fact: "fact.ab", Message: `"fact.ab", $14bn, is more than its whole "fact.aa", $13bn`},
		{Fact: "fact.ac", Message: `"fact.ac", −$1bn, is less than nothing, and so no part of "fact.aa"`},
	} {
		if p := problems[i]; p.Code != "figure-scale" || p.Fact != want.Fact || p.Message != want.Message || p.Hint == "" {
			t.Errorf("got  %+v\nwant %+v", p, want)
		}
	}
	_, problems = bars.Draw(parts(t, "27%", "USD 14 bn"))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "cannot share one scale") {
		t.Errorf("%v", problems)
	}
}
