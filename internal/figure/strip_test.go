package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

// rangeCases are the goldens; the property test walks them too. The first text is the fact, the others are what
// its claims say; words without a figure have no place.
var rangeCases = []struct {
	name  string
	texts []string
	cut   bool
}{
	{"valuation", []string{"USD 852 bn", "USD 852 bn", "USD 850 bn"}, true},
	{"commitment", []string{"USD 13 bn", "USD 13.0 bn", "USD 13.8 bn", "USD 13.75 bn"}, true},
	{"negative", []string{"-5% to -2%", "-2%", "nearly -3%", "-5%", "3%", "fell sharply"}, false},
	{"one", []string{"USD 5 bn", "USD 5 bn"}, true},
	{"none", []string{"USD 5 bn", "a lot", "17.6x", "2026-04"}, true},
	{"no-claims", []string{"3"}, true},
	{"span", []string{"USD 1", "USD 1 tn", "USD 1"}, false},
	{"open-below", []string{"up to USD 97 bn", "less than USD 95 bn", "USD 80 bn to USD 95 bn", "about USD 96 bn"}, true},
	{"open-above", []string{"more than 10 gigawatts", "at least 9 gigawatts", "12 gigawatts", "8 gigawatts to 20 gigawatts"}, false},
	{"zero", []string{"0%", "0%"}, false},
	{"near-zero", []string{"0.002%", "0.0005%", "-0.001%"}, false},
	{"long", []string{"about USD 12.25 m to USD 13.75 m per m2", "USD 6.25 m per m2", "USD 12.25 m to USD 13.75 m per m2"}, false},
	{"exact", []string{"8%", "8%"}, true},
}

// claims are what sources say of a fact, with the verdicts that the program gives.
func claims(t testing.TB, of value.Value, texts ...string) []Claim {
	t.Helper()
	var u value.Units
	if err := u.Add("gigawatt", "gigawatts", "GW"); err != nil {
		t.Fatal(err)
	}
	var all []Claim
	for i, text := range texts {
		c := Claim{Claim: view.Claim{Claimant: view.Claimant{Source: fmt.Sprintf("Source %c, April 2026", 'A'+i%26)}, Says: text}, Primary: i%2 == 0}
		if v, ok := value.ReadClaim(text, &u); ok {
			verdict := of.Judge(v)
			c.Value, c.Verdict, c.Word = v, verdict.Class(), verdict.String()
		}
		all = append(all, c)
	}
	return all
}

func spread(t testing.TB, texts ...string) Input {
	in := facts(t, texts[0])
	in.Fact, in.Facts = &in.Facts[0], nil
	in.Claims = claims(t, in.Fact.Value, texts[1:]...)
	return in
}

func TestRange(t *testing.T) {
	for _, c := range rangeCases {
		t.Run(c.name, func(t *testing.T) {
			in := spread(t, c.texts...)
			v := draw(t, "range", in).(view.Range)
			golden(t, "range-"+c.name, v)
			checkStrip(t, in, v.Strip)
			if cut := strings.Contains(v.Unit, "does not start at zero"); cut != c.cut {
				t.Errorf("the scale is said to be cut: %v; %v", cut, v.Ticks)
			}
			if len(v.Said.Claims) != len(c.texts)-1 || v.Said.Own.Value.ID == "" {
				t.Errorf("the table has %d claims", len(v.Said.Claims))
			}
		})
	}
}

func TestRangeRows(t *testing.T) {
	v := draw(t, "range", spread(t, "USD 852 bn", "USD 852 bn", "about USD 850 bn", "USD 840 bn to USD 860 bn", "a lot")).(view.Range)
	var got []string
	for _, r := range v.Rows {
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%d", r.Value, r.Mark, r.Word, r.Doubt, len(r.Places)))
	}
	want := []string{
		"$852bn|confirmed||false|1", "$852bn|confirmed|Agrees|false|1", "about $850bn|reported|Agrees within rounding|false|1",
		"$840bn to $860bn|confirmed|Agrees within rounding|false|2",
	}
	if !slices.Equal(got, want) || !v.Left {
		t.Errorf("%q, left %v", got, v.Left)
	}
	in := spread(t, "USD 852 bn", "USD 860 bn")
	in.Fact.Status, in.Fact.Hue = "disputed", "b"
	if v := draw(t, "range", in).(view.Range); v.Rows[0].Hue != "du" || v.Rows[0].Mark != "disputed" || v.Rows[1].Hue != "du" || !v.Rows[1].Doubt || v.Left {
		t.Errorf("%+v", v.Rows)
	}
}

// TestRangeLongSource: the name of a source that is too long for a line stands on two, whole.
func TestRangeLongSource(t *testing.T) {
	in := spread(t, "USD 13 bn", "USD 13 bn", "USD 13 bn")
	const name = "Microsoft, 10-K to 30 June 2026 (as quoted by another)"
	in.Claims[0].Source = name
	v := draw(t, "range", in).(view.Range)
	checkStrip(t, in, v.Strip)
	long, short := v.Rows[1], v.Rows[2]
	if long.Label+" "+long.Label2 != name || long.Label2Y != long.LabelY+lineHeight || short.Label2 != "" {
		t.Errorf("%+v, then %+v", long, short)
	}
	if higher := (long.Y - long.LabelY) - (short.Y - short.LabelY); higher < lineHeight {
		t.Errorf("the mark is only %d px further down: it would stand on the second line", higher)
	}
}

// TestRangeForty draws forty claims; each has its row, none upon another.
func TestRangeForty(t *testing.T) {
	texts := []string{"about USD 850 bn"}
	for i := range 40 {
		texts = append(texts, fmt.Sprintf("USD %d bn", 830+i))
	}
	in := spread(t, texts...)
	v := draw(t, "range", in).(view.Range)
	checkStrip(t, in, v.Strip)
	if len(v.Rows) != 41 || v.Height != v.Floor+footHeight {
		t.Errorf("%d rows, %d high", len(v.Rows), v.Height)
	}
}

func TestCutTicks(t *testing.T) {
	for _, c := range []struct{ values, want string }{
		{"USD 852 bn|USD 850 bn", "848 850 852 854"},
		{"USD 13 bn|USD 13.8 bn", "12.0 12.5 13.0 13.5 14.0"},
		{"27%|25%", "24% 25% 26% 27% 28%"},
		{"USD 1|USD 1 tn", "0 0.5 1.0 1.5"},
		{"-5%|-2%", "−6% −4% −2% 0%"},
		{"-5.1%|-4.9%", "−5.2% −5.1% −5.0% −4.9% −4.8%"},
		{"17 days|16 days", "15 16 17 18"},
		{"20001 days|20000 days", "19,999 20,000 20,001 20,002"},
		{"0%|0%", "−2% −1% 0% 1% 2%"},
	} {
		v := draw(t, "range", spread(t, strings.Split(c.values, "|")...)).(view.Range)
		var got []string
		for _, k := range v.Ticks {
			got = append(got, k.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.values, s, c.want)
		}
	}
}

func TestRangeProblems(t *testing.T) {
	date, _ := value.ParseDate("2026-04")
	for _, c := range []struct {
		v    value.Value
		want string
	}{
		{value.FromDate(date), `"fact.aa" is a date, and a range is drawn from numbers`},
		{value.Value{}, `"fact.aa" is a text, and a range is drawn from numbers`},
	} {
		d := datum(0, "A fact", c.v)
		v, problems := rangeOf.Draw(Input{Fact: &d})
		if v != nil || len(problems) != 1 || problems[0].Message != c.want || problems[0].Code != "figure-scale" || problems[0].Fact != d.ID {
			t.Errorf("%v, %+v", v, problems)
		}
	}
}

// TestStripProperties draws random claims of all sizes and signs.
func TestStripProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		spreadOf := r.IntN(12)
		one := func() string {
			whole := r.Int64N(1 + int64(1)<<(4*r.IntN(spreadOf+1)))
			return fmt.Sprintf("%sUSD %d.%02d", []string{"", "about ", "up to ", "-"}[r.IntN(4)], whole, r.IntN(100))
		}
		texts := []string{one()}
		for range r.IntN(6) {
			texts = append(texts, one())
		}
		in := spread(t, texts...)
		v := draw(t, "range", in).(view.Range)
		checkStrip(t, in, v.Strip)
		if again := draw(t, "range", in); !reflect.DeepEqual(again, v) {
			t.Errorf("drawn twice, two drawings")
		}
		if t.Failed() {
			t.Fatalf("%q", texts)
		}
	}
}

// checkStrip sees that everything lies in the drawing, that rows do not touch, that marks keep the order of their
// numbers and that a scale without zero says so.
func checkStrip(t *testing.T, in Input, v view.Strip) {
	t.Helper()
	if n := len(v.Ticks); n < 3 || n > 7 {
		t.Errorf("%d ticks: %v", n, v.Ticks)
	}
	zero, last := false, -1.0
	for _, k := range v.Ticks {
		x := place(t, k.X)
		if x <= last {
			t.Errorf("tick %s at %s is not right of the one before", k.Text, k.X)
		}
		last, zero = x, zero || strings.TrimSuffix(k.Text, "%") == "0"
	}
	if zero == strings.Contains(v.Unit, "does not start at zero") {
		t.Errorf("under the title %q; ticks %v", v.Unit, v.Ticks)
	}
	if in.Fact.Value.Rounded() != (v.Band.Width != "") {
		t.Errorf("the band of %s: %+v", in.Fact.Value, v.Band)
	}
	shown := []value.Value{in.Fact.Value}
	for _, c := range in.Claims {
		if drawable(c, in.Fact.Value) {
			shown = append(shown, c.Value)
		}
	}
	if len(shown) != len(v.Rows) || v.Left != (len(shown) <= len(in.Claims)) {
		t.Fatalf("%d of %d rows, left %v", len(v.Rows), len(shown), v.Left)
	}
	floor := 0
	for i, s := range v.Rows {
		if s.LabelY <= floor || s.Y <= s.LabelY || s.WordY > 0 && (s.WordY <= s.LabelY || s.Y <= s.WordY) || s.ValueY > v.Floor {
			t.Errorf("row %+v begins above %d", s, floor)
		}
		floor = max(s.Y, s.ValueY)
		for _, p := range s.Places {
			place(t, p)
		}
		from := place(t, s.ValueX) + share(float64(s.DX))
		to := from + share(textWidth(s.Value))
		if s.Left {
			from, to = from-(to-from), from
		}
		if (from < -0.011 || to > 100.011) && share(textWidth(s.Value)) < 95 {
			t.Errorf("the value %s runs from %v to %v", s.Value, from, to)
		}
		for k := range i {
			if c := shown[i].Compare(shown[k]); c != 0 && !shown[i].IsRange() && !shown[k].IsRange() {
				if x, y := place(t, s.Places[0]), place(t, v.Rows[k].Places[0]); c < 0 && x > y || c > 0 && x < y {
					t.Errorf("%s at %v, %s at %v", shown[i], x, shown[k], y)
				}
			}
		}
	}
}
