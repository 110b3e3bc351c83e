package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

// barCases are the goldens; the property test walks them too.
var barCases = []struct {
	name   string
	values []string
}{
	{"stake", []string{"32.5%", "about 27%", "about 27%", "about 25%"}},
	{"multiple", []string{"USD 13 bn", "USD 26 bn", "nearly USD 228.3 bn"}},
	{"paid", []string{"USD 13 bn", "USD 11.6 bn", "USD 11.9 bn"}},
	{"moves", []string{"-5%", "nearly -4%", "-2%", "nearly -1%", "about 0%"}},
	{"mixed", []string{"4%", "-7%", "about 0%", "1.5%"}},
	{"mixed-outward", []string{"4.7%", "-9.9%"}},
	{"mixed-far", []string{"1000000 gigawatts", "-1 gigawatts"}},
	{"one", []string{"USD 5,000"}},
	{"zero", []string{"0%", "0%"}},
	{"span", []string{"1 gigawatts", "1000000 gigawatts"}},
	{"range", []string{"USD 880 bn to USD 906 bn", "USD 852 bn"}},
	{"range-negative", []string{"-5% to -2%", "-1%"}},
	{"scales", []string{"USD 900 m", "USD 1.2 bn"}},
	{"no-unit", []string{"3", "17"}},
	{"decimals", []string{"0.002%", "0.0005%"}},
	{"long-value", []string{"about USD 12.25 m to USD 13.75 m per m2", "USD 6.25 m per m2", "-USD 0.5 m per m2"}},
}

func TestBars(t *testing.T) {
	for _, c := range barCases {
		t.Run(c.name, func(t *testing.T) {
			golden(t, "bars-"+c.name, draw(t, "bars", facts(t, c.values...)))
		})
	}
}

// TestTicks shows the grid of each case in one line.
func TestTicks(t *testing.T) {
	for _, c := range []struct{ values, unit, want string }{
		{"32.5%|27%", "Per cent", "0% 10% 20% 30%"},
		{"USD 13 bn|USD 11.6 bn", "Billions of US dollars", "0 5 10"},
		{"USD 900 m|USD 1.2 bn", "Billions of US dollars", "0 0.5 1.0"},
		{"USD 5,000", "US dollars", "0 2,000 4,000"},
		{"5000 days", "Days", "0 2000 4000"},
		{"20000 days|1 days", "Days", "0 10,000 20,000"},
		{"12000 days|1 days", "Days", "0 5,000 10,000"},
		{"17.6x", "Times", "0 5 10 15"},
		{"17", "", "0 5 10 15"},
		{"3 m", "Millions", "0 1 2 3"},
		{"0.3%", "Per cent", "0% 0.1% 0.2% 0.3%"},
		{"0%", "Per cent", "0% 1% 2%"},
		{"USD 0 bn", "Billions of US dollars", "0 1 2"},
		{"-5%|-1%", "Per cent", "−4% −2% 0%"},
		{"4%|-7%", "Per cent", "−6% −4% −2% 0% 2% 4%"},
		{"4.7%|-9.9%", "Per cent", "−10% −5% 0%"},
		{"4%|-4%", "Per cent", "−4% −2% 0% 2% 4%"},
		{"2 points|5 points", "Percentage points", "0 2 4"},
		{"1000000 gigawatts|1 gigawatts", "Gigawatts", "0 500,000 1,000,000"},
		{"7 thousands of tribes", "Thousands of tribes", "0 2 4 6"},
		{"7 k thousands of tribes", "Thousands of thousands of tribes", "0 2 4 6"},
		{"USD 12.5 / m2", "US dollars per square metre", "0 5 10"},
	} {
		v := draw(t, "bars", facts(t, strings.Split(c.values, "|")...)).(view.Bars)
		var got []string
		for _, k := range v.Ticks {
			got = append(got, k.Text)
		}
		if s := strings.Join(got, " "); s != c.want || v.Unit != c.unit {
			t.Errorf("%s: %s, %q; want %s, %q", c.values, s, v.Unit, c.want, c.unit)
		}
	}
}

func TestBarsFill(t *testing.T) {
	v := draw(t, "bars", facts(t, "32.5%", "about 25%", "-0.001%")).(view.Bars)
	for i, want := range []struct {
		inside, left bool
		dx           int
	}{{true, true, -8}, {false, false, 8}, {false, false, 8}} {
		if b := v.Rows[i]; b.Inside != want.inside || b.Left != want.left || b.DX != want.dx {
			t.Errorf("%s: inside %v, left %v, shift %d", b.Value, b.Inside, b.Left, b.DX)
		}
	}
	if got := v.Rows[2].Width; got != "0.3" {
		t.Errorf("a bar of almost nothing is %s wide", got)
	}
	if v.Zero == "0" || v.Height != 3*46+22 || v.Floor != 3*46 {
		t.Errorf("zero at %s, height %d, floor %d", v.Zero, v.Height, v.Floor)
	}
}

// TestSigns sees that values take the side their bars point to.
func TestSigns(t *testing.T) {
	v := draw(t, "bars", facts(t, "-5%", "nearly -1%", "about 0%")).(view.Bars)
	for _, b := range v.Rows {
		if b.Inside || !b.Left || b.DX != -8 {
			t.Errorf("all negative: %+v", b)
		}
	}
	if v.Zero != "100" || v.Rows[0].X != "14" || v.Rows[2].Width != "0" || v.Ticks[2].Anchor != "end" {
		t.Errorf("%+v", v)
	}
	v = draw(t, "bars", facts(t, "-5%", "3%", "0%")).(view.Bars)
	if v.Rows[1].Left || v.Rows[2].Left || v.Rows[1].X != v.Zero || v.Rows[2].ValueX != v.Zero {
		t.Errorf("mixed: %+v", v)
	}
}

func TestForty(t *testing.T) {
	var values []string
	for i := range 40 {
		values = append(values, fmt.Sprintf("%d%%", i*2))
	}
	v := draw(t, "bars", facts(t, values...)).(view.Bars)
	last := v.Rows[39]
	if len(v.Rows) != 40 || len(v.Data) != 40 || v.Floor != 40*46 || last.Y != 39*46+23 || last.Width != "86" {
		t.Errorf("%d rows to %d, last %+v", len(v.Rows), v.Floor, last)
	}
}

func TestLongLabel(t *testing.T) {
	in := facts(t, "5%")
	in.Facts[0].Label = "The share of revenue that OpenAI pays to Microsoft through 2030, by the companies' own words"
	in.Facts[0].LabelMarkup = "whole"
	v := draw(t, "bars", in).(view.Bars)
	row := v.Rows[0]
	if got, want := row.Label+" / "+row.Label2, "The share of revenue that OpenAI pays to / Microsoft through 2030, by the…"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if row.Label2Y != row.LabelY+16 || row.Y != 23+16 || v.Floor != 46+16 {
		t.Errorf("the second line takes no room: %+v, floor %d", row, v.Floor)
	}
	in.Facts[0].Label = "OpenAI's valuation as the report prints it"
	row = draw(t, "bars", in).(view.Bars).Rows[0]
	if got, want := row.Label+" / "+row.Label2, "OpenAI's valuation as / the report prints it"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if v.Data[0].Label != "whole" {
		t.Error("the table has not the whole label")
	}
}

func TestScaleProblems(t *testing.T) {
	date, _ := value.ParseDate("2026-04")
	in := facts(t, "27%", "USD 13 bn", "USD 14 bn", "up to USD 38 bn", "3")
	in.Facts = append(in.Facts, datum(5, "A date", value.FromDate(date)), datum(6, "A text", value.Value{}))
	v, problems := bars.Draw(in)
	if v != nil {
		t.Error("drawn all the same")
	}
	want := []struct{ fact, message string }{
		{"fact.ab", `"fact.aa" is in per cent, "fact.ab" is in billions of US dollars: they cannot share one scale`},
		{"fact.ad", `"fact.ad" is "up to $38bn", which is open at one end: a bar would say where it ends`},
		{"fact.ae", `"fact.aa" is in per cent, "fact.ae" has no unit: they cannot share one scale`},
		{"fact.af", `"fact.af" is a date, and bars are drawn from numbers`},
		{"fact.ag", `"fact.ag" is a text, and bars are drawn from numbers`},
	}
	if len(problems) != len(want) {
		t.Fatalf("%d problems: %v", len(problems), problems)
	}
	for i, w := range want {
		if p := problems[i]; p.Code != "figure-scale" || p.Fact != w.fact || p.Message != w.message || p.Hint == "" {
			t.Errorf("got  %+v\nwant %+v", p, w)
		}
	}
	if got := unitOf(parse(t, "USD 5")); got != "is in US dollars" {
		t.Error(got)
	}
}

// TestFarOut draws the largest and smallest numbers that value gives out.
func TestFarOut(t *testing.T) {
	for _, sum := range []string{"a * a * a", "1 / (a * a * a)", "a - a"} {
		e, perr := value.ParseExpr(sum)
		if perr != nil {
			t.Fatal(perr.Message)
		}
		a := parse(t, "900 tn")
		v, perr := e.Eval(func(string) (value.Value, bool) { return a, true }, nil)
		if perr != nil {
			t.Fatal(sum, ": ", perr.Message)
		}
		checkBars(t, draw(t, "bars", Input{Facts: []Datum{datum(0, sum, v), datum(1, "One", parse(t, "1"))}}).(view.Bars))
		checkBars(t, draw(t, "bars", Input{Facts: []Datum{datum(0, sum, v)}}).(view.Bars))
	}
}

// TestBarsProperties draws random series of all sizes and signs.
func TestBarsProperties(t *testing.T) {
	for _, c := range barCases {
		checkBars(t, draw(t, "bars", facts(t, c.values...)).(view.Bars))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		var values []string
		spread := r.IntN(10)
		for range 1 + r.IntN(6) {
			sign := []string{"", "-"}[r.IntN(2)]
			whole := r.Int64N(1 + int64(1)<<(4*r.IntN(spread+1)))
			values = append(values, fmt.Sprintf("%sUSD %d.%02d", sign, whole, r.IntN(100)))
		}
		in := facts(t, values...)
		v := draw(t, "bars", in).(view.Bars)
		checkBars(t, v)
		checkOrder(t, in, v)
		if again := draw(t, "bars", in); !reflect.DeepEqual(again, v) {
			t.Errorf("%v: drawn twice, two drawings", values)
		}
		if t.Failed() {
			t.Fatalf("values: %v", values)
		}
	}
}

// place reads a place and sees that it is short and lies in the drawing.
func place(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	_, decimals, point := strings.Cut(s, ".")
	if err != nil || x < 0 || x > 100 || len(decimals) > 2 || point && strings.HasSuffix(s, "0") || strings.ContainsAny(s, "e+-") {
		t.Errorf("place %q", s)
	}
	return x
}

func checkBars(t *testing.T, v view.Bars) {
	t.Helper()
	zero := place(t, v.Zero)
	if n := len(v.Ticks); n < 3 || n > 6 {
		t.Errorf("%d ticks: %v", n, v.Ticks)
	}
	last, atZero := -1.0, false
	for _, k := range v.Ticks {
		x := place(t, k.X)
		if x <= last {
			t.Errorf("tick %s at %s is not right of the one before", k.Text, k.X)
		}
		last = x
		if strings.TrimSuffix(k.Text, "%") == "0" {
			atZero = k.X == v.Zero
		}
	}
	if !atZero {
		t.Errorf("no tick at zero, %s: %v", v.Zero, v.Ticks)
	}
	for _, b := range v.Rows {
		x, width, at := place(t, b.X), place(t, b.Width), place(t, b.ValueX)
		if x+width > 100.011 {
			t.Errorf("%s ends at %v", b.Value, x+width)
		}
		if width != 0 && width < 0.3 {
			t.Errorf("%s is %v wide", b.Value, width)
		}
		if min(abs(x-zero), abs(x+width-zero)) > 0.011 {
			t.Errorf("%s does not begin at zero, %v: %v to %v", b.Value, zero, x, x+width)
		}
		text := share(textWidth(b.Value))
		from, to := at, at+text
		if b.Left {
			from, to = at-text, at
		}
		shift := share(float64(b.DX))
		if from += shift; from < -0.011 && text < 90 {
			t.Errorf("the value %s begins at %v", b.Value, from)
		}
		if to += shift; to > 100.011 && text < 90 {
			t.Errorf("the value %s ends at %v", b.Value, to)
		}
		if b.Inside && (from < x || to > x+width) {
			t.Errorf("the value %s, %v to %v, leaves its bar, %v to %v", b.Value, from, to, x, x+width)
		}
		if b.LabelY >= b.Y || b.ValueY <= b.Y || b.Y+b.H > v.Floor {
			t.Errorf("row %+v", b)
		}
	}
}

// checkOrder sees that a greater number never has a shorter bar, and that signs take sides.
func checkOrder(t *testing.T, in Input, v view.Bars) {
	t.Helper()
	end := func(i int) float64 {
		x, width := place(t, v.Rows[i].X), place(t, v.Rows[i].Width)
		if in.Facts[i].Value.Number().Sign() < 0 {
			return x
		}
		return x + width
	}
	for i, d := range in.Facts {
		for j, e := range in.Facts {
			if d.Value.Compare(e.Value) < 0 && end(i) > end(j)+0.011 {
				t.Errorf("%s ends at %v, %s at %v", d.Value, end(i), e.Value, end(j))
			}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

func BenchmarkBars(b *testing.B) {
	in := facts(b, "USD 13 bn", "USD 26 bn", "nearly USD 228.3 bn", "-USD 5 bn", "about USD 850 bn")
	b.ReportAllocs()
	for b.Loop() {
		draw(b, "bars", in)
	}
}
