package value

import "testing"

// show writes an interval as [lo, hi], an open end as ( or ), no end as nothing.
func show(v Value) string {
	lo, hi := v.Interval()
	a, b := "["+lo.D.reduce().String(), hi.D.reduce().String()+"]"
	if lo.Open {
		a = "(" + lo.D.reduce().String()
	}
	if hi.Open {
		b = hi.D.reduce().String() + ")"
	}
	if lo.Infinite {
		a = "("
	}
	if hi.Infinite {
		b = ")"
	}
	return a + ", " + b
}

func TestInterval(t *testing.T) {
	for _, c := range []struct{ text, interval, rounded, exact string }{
		{"8%", "[8, 8]", "[7.5, 8.5]", "[8, 8]"},
		{"1.10%", "[1.1, 1.1]", "[1.095, 1.105]", "[1.1, 1.1]"},
		{"-1.1%", "[-1.1, -1.1]", "[-1.15, -1.05]", "[-1.1, -1.1]"},
		{"USD 852 bn", "[851500000000, 852500000000]", "[851500000000, 852500000000]", "[852000000000, 852000000000]"},
		{"USD 6.0 bn", "[5950000000, 6050000000]", "[5950000000, 6050000000]", "[6000000000, 6000000000]"},
		{"USD 500", "[500, 500]", "[499.5, 500.5]", "[500, 500]"},
		{"about 27%", "[26.5, 27.5]", "[26.5, 27.5]", "[26.5, 27.5]"},
		{"about 850", "[845, 855]", "[845, 855]", "[845, 855]"},
		{"about 500", "[475, 525]", "[475, 525]", "[475, 525]"},
		{"about 10", "[9.5, 10.5]", "[9.5, 10.5]", "[9.5, 10.5]"},
		{"about 0%", "[-0.5, 0.5]", "[-0.5, 0.5]", "[-0.5, 0.5]"},
		{"about 2.50", "[2.45, 2.55]", "[2.45, 2.55]", "[2.45, 2.55]"},
		{"about 0.04%", "[0.035, 0.045]", "[0.035, 0.045]", "[0.035, 0.045]"},
		{"about -3%", "[-3.5, -2.5]", "[-3.5, -2.5]", "[-3.5, -2.5]"},
		{"about USD 100 bn", "[95000000000, 105000000000]", "[95000000000, 105000000000]", "[95000000000, 105000000000]"},
		{"nearly USD 228.3 bn", "[228200000000, 228300000000]", "[228200000000, 228300000000]", "[228200000000, 228300000000]"},
		{"nearly -4%", "[-4, -3]", "[-4, -3]", "[-4, -3]"},
		{"nearly 30%", "[27, 30]", "[27, 30]", "[27, 30]"},
		{"up to 5%", "(, 5]", "(, 5]", "(, 5]"},
		{"less than 5%", "(, 5)", "(, 5)", "(, 5)"},
		{"at least 5%", "[5, )", "[5, )", "[5, )"},
		{"more than USD 5 bn", "(5000000000, )", "(5000000000, )", "(5000000000, )"},
		{"-5% to -2%", "[-5, -2]", "[-5.5, -1.5]", "[-5, -2]"},
		{"USD 880 bn to 906 bn", "[879500000000, 906500000000]", "[879500000000, 906500000000]", "[880000000000, 906000000000]"},
		{"about 20 to 300", "[19, 315]", "[19, 315]", "[19, 315]"},
	} {
		v := parsed(t, c.text)
		for i, w := range []struct {
			v    Value
			want string
		}{{v, c.interval}, {v.Exact(false), c.rounded}, {v.Exact(true), c.exact}, {v.Exact(false).Exact(true), c.exact}} {
			if got := show(w.v); got != w.want {
				t.Errorf("%q (%d) stands for %s, want %s", c.text, i, got, w.want)
			}
			if w.v.String() != v.String() {
				t.Errorf("%q prints %q after Exact", c.text, w.v)
			}
		}
	}
}

func TestApartFiner(t *testing.T) {
	for _, c := range []struct {
		a, b         string
		apart, finer bool
	}{
		{"about 27%", "26.79%", false, false},
		{"about 27%", "28%", true, false},
		{"26.79%", "about 27%", false, true},
		{"up to 5%", "more than 5%", true, false},
		{"up to 5%", "at least 5%", false, false},
		{"less than 5%", "5%", true, false},
		{"5%", "less than 5%", true, true},
		{"USD 228.3 bn", "USD 226 bn to 234 bn", false, true},
		{"at least 1%", "more than 100%", false, false},
	} {
		a, b := parsed(t, c.a), parsed(t, c.b)
		if a.Apart(b) != c.apart || b.Apart(a) != c.apart || a.Finer(b) != c.finer {
			t.Errorf("%q and %q: apart %v, finer %v", c.a, c.b, a.Apart(b), a.Finer(b))
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		text string
		form Form
		want string
	}{
		{"about USD 852 bn", Bare, "$852bn"},
		{"about USD 852 bn", Low, "$851.5bn"},
		{"USD 852 bn", Low, "$851.5bn"},
		{"USD 852 bn", High, "$852.5bn"},
		{"USD 852 bn", IntervalForm, "$851.5bn to $852.5bn"},
		{"about 27%", IntervalForm, "26.5% to 27.5%"},
		{"about 500 days", IntervalForm, "475 to 525 days"},
		{"nearly 30%", IntervalForm, "27% to 30%"},
		{"about USD 2 bn", IntervalForm, "$1.5bn to $2.5bn"},
		{"27%", Low, ""},
		{"27%", IntervalForm, ""},
		{"up to 5%", Low, ""},
		{"up to 5%", High, "5%"},
		{"at least 5%", Low, "5%"},
		{"at least 5%", IntervalForm, ""},
		{"-5% to -2%", Low, "−5%"},
		{"-5% to -2%", High, "−2%"},
		{"about -5% to -2%", IntervalForm, "−5% to −2%"},
		{"USD 880 bn to 906 bn", IntervalForm, "$880bn to $906bn"},
		{"-4%", Abs, "4%"},
		{"about -4%", Abs, "about 4%"},
		{"4%", Abs, "4%"},
		{"-USD 5 bn", Abs, "$5bn"},
		{"-5% to -2%", Abs, "2% to 5%"},
		{"-5% to 2%", Abs, ""},
		{"up to -5%", Abs, ""},
		{"27%", Month, ""},
		{"27%", Year, ""},
	} {
		got, ok := parsed(t, c.text).Format(c.form)
		if spaced(got) != c.want || ok != (c.want != "") {
			t.Errorf("%q as form %d: %q, %v, want %q", c.text, c.form, got, ok, c.want)
		}
	}
}

func TestUnitName(t *testing.T) {
	for text, want := range map[string]string{
		"27%": "Per cent", "USD 5 bn": "Billions of US dollars", "USD 5": "US dollars", "2 GW": "Gigawatts", "17.6x": "Times",
		"2 points": "Percentage points", "7 years": "Years", "EUR 5 / m2": "Euros per square metre", "5": "Number", "5 m": "Millions",
		"5 m people": "Millions of people", "XAU 5 k": "Thousands of XAU", "JPY 2 tn": "Trillions of yen",
	} {
		if got := parsed(t, text).UnitName(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLastDigit(t *testing.T) {
	for text, want := range map[string]int{
		"27%": 0, "1.10%": -2, "USD 228.3 bn": 8, "about USD 850 bn": 10, "USD 850 bn": 9, "about 0%": 0, "500": 0, "about 500": 2,
	} {
		if got := parsed(t, text).LastDigit(); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"27%", "28%", -1}, {"27.0%", "27%", 0}, {"USD 1 bn", "USD 999 m", 1}, {"-5% to -2%", "-3.5%", 0}, {"-1", "1", -1},
	} {
		a, b := parsed(t, c.a), parsed(t, c.b)
		if a.Compare(b) != c.want || b.Compare(a) != -c.want {
			t.Errorf("%q and %q: %d", c.a, c.b, a.Compare(b))
		}
	}
	var none Value
	if none.Compare(parsed(t, "5")) != -1 || none.String() != "" || !none.IsZero() || none.UnitName() != "" {
		t.Error("the zero Value does not stay out of the way")
	}
	if parsed(t, "27%").SameUnit(parsed(t, "27 years")) || !parsed(t, "EUR 1 / m2").SameUnit(parsed(t, "EUR 2 bn / m2")) {
		t.Error("SameUnit is wrong")
	}
}
