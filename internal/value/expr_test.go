package value

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sheet is the facts of the tests.
var sheet = map[string]string{
	"stake": "about 27%", "stake.fine": "26.79%", "stake.june": "about 25%", "foundation": "about 26%", "others": "about 47%",
	"legal": "8%", "share45": "about 45%", "share20": "20%",
	"val850": "USD 850 bn", "val850about": "about USD 850 bn", "val852": "USD 852 bn", "val500": "about USD 500 bn",
	"pre": "USD 730 bn", "round": "USD 122 bn",
	"printed": "USD 228.3 bn", "paid": "USD 13 bn", "funded": "USD 11.6 bn",
	"ten": "USD 10 bn", "twentynine": "USD 29 bn", "small": "USD 493.8 m", "rent": "EUR 12.5 / m2", "area": "30 m2", "area.m": "3 m m2",
	"yearly": "3% / year", "years": "5 years", "one.year": "1 year", "price": "USD 424.76 / share", "shares": "1,000 shares", "rpo": "about USD 625 bn",
	"cap": "USD 38 bn", "saved": "up to USD 97 bn", "least": "at least USD 37 bn", "range": "-5% to -2%", "range.val": "USD 880 bn to 906 bn", "zero": "about 0%",
	"nought": "0", "count": "120", "euro": "EUR 5 bn", "mult": "3 x", "pts": "2 points", "power": "2 GW", "cash": "USD 1,000", "days30": "30 days", "days365": "365 days",
	"huge": "123456789012345678901234567890 tn",
}

var dates = map[string]Date{
	"recap": {2025, 10, 28}, "deal": {2026, 4, 27}, "april": {2026, 4, 0}, "year26": {2026, 0, 0},
}

func lookup(t testing.TB) func(string) (Value, bool) {
	u := siteUnits(t)
	return func(id string) (Value, bool) {
		if d, ok := dates[id]; ok {
			return FromDate(d), true
		}
		text, ok := sheet[id]
		if !ok {
			return Value{}, false
		}
		v, e := Parse(text, u)
		if e != nil {
			t.Fatalf("%s: %+v", text, *e)
		}
		return v, true
	}
}

// compute evaluates over the sheet; ID.exact is the fact ID with exact: true.
func compute(t testing.TB, text string) (Value, *Error) {
	t.Helper()
	x, e := ParseExpr(text)
	if e != nil {
		return Value{}, e
	}
	find := lookup(t)
	return x.Eval(func(id string) (Value, bool) {
		if bare, yes := strings.CutSuffix(id, ".exact"); yes {
			v, ok := find(bare)
			return v.Exact(true), ok
		}
		return find(id)
	}, nil)
}

func TestEval(t *testing.T) {
	for _, c := range []struct {
		text   string
		as     string
		places int
		want   string
	}{
		// The sums of the dossier.
		{"stake * val850", "", -1, "about $230bn"},
		{"stake * val850", "", 1, "about $229.5bn"},
		{"stake * val852", "", -1, "about $230bn"},
		{"stake.fine * val852", "", -1, "about $228.3bn"}, // 228 is less than the inputs allow
		{"stake.fine * val852", "", 2, "about $228.25bn"},
		{"stake.fine * val852.exact", "", 2, "$228.25bn"},
		{"stake.fine * val852.exact", "", -1, "$228.2508bn"},
		{"printed / paid", "", -1, "about 18 times"},
		{"printed / paid", "", 1, "about 17.6 times"},
		{"printed.exact / paid.exact", "", -1, "17.6 times"},
		{"printed / paid.exact", "", -1, "about 17.56 times"},
		{"printed / paid", "percent", 0, "about 1756%"},
		{"printed / paid", "number", 2, "about 17.56"},
		{"pre + round", "", -1, "about $852bn"},
		{"pre.exact + round.exact", "", -1, "$852bn"},
		{"sum(pre, round)", "", -1, "about $852bn"},
		{"paid.exact - funded.exact", "", -1, "$1.4bn"},
		{"paid.exact - funded", "", -1, "about $1.4bn"},
		{"paid - funded", "", -1, "about $1bn"},
		{"paid - funded", "", 1, "about $1.4bn"},
		{"ten.exact / twentynine.exact", "percent", -1, "34.5%"},
		{"ten.exact / twentynine.exact", "percent", 2, "34.48%"},
		{"ten.exact / (twentynine.exact + ten.exact)", "percent", 1, "25.6%"},
		{"cap / share20", "", -1, "about $190bn"},
		{"small / share20", "", -1, "about $2,469m"},
		{"share45 * rpo", "", -1, "about $280bn"},
		{"share45 * rpo", "", 0, "about $281bn"},
		{"stake.june * val852", "", -1, "about $210bn"},
		{"stake * val500", "", -1, "about $140bn"},
		{"stake + foundation + others", "", -1, "about 100%"},
		{"sum(stake, foundation, others)", "", -1, "about 100%"},
		{"stake - stake.june", "", -1, "about 2 points"},
		{"deal - recap", "", -1, "181 days"},
		{"recap - deal", "", -1, "−181 days"},
		// Units.
		{"rent * area", "", -1, "€375"},
		{"rent * area.m", "", -1, "about €38m"},
		{"rent * area.m", "", 1, "about €37.5m"},
		{"area * rent / area", "", -1, "€12.5 per m²"},
		{"price * shares", "", -1, "$424,760"},
		{"price / price", "", -1, "1 times"},
		{"yearly * years", "", -1, "15%"},
		{"legal / years", "", -1, "1.6% per year"},
		{"mult / years", "", -1, "0.6 times per year"},
		{"val852.exact / years", "", -1, "$170.4bn per year"},
		{"cash * days30 / days365", "", 2, "$82.19"},
		{"cash * days30 / days365", "", -1, "$82.2"},
		{"power * years / years", "", -1, "2 GW"},
		{"legal * share20", "", -1, "1.6%"},
		{"legal * mult", "", -1, "24%"},
		{"mult * mult", "", -1, "9 times"},
		{"mult - 1", "", -1, "2 times"},
		{"1 + mult", "", -1, "4 times"},
		{"val852.exact / pre.exact - 1", "percent", 1, "16.7%"},
		{"mult * power", "", -1, "6 GW"},
		{"power / mult", "", 2, "0.67 GW"},
		{"legal + pts", "", -1, "10%"},
		{"pts + legal", "", -1, "10%"},
		{"legal - pts", "", -1, "6%"},
		{"pts * 2", "", -1, "4 points"},
		{"pts / pts", "", -1, "1 times"},
		{"pts + pts", "", -1, "4 points"},
		{"legal / 3", "", -1, "2.67%"},
		{"share20 / legal", "", -1, "2.5 times"},
		{"share20 / legal", "percent", -1, "250%"},
		{"count / share20", "", -1, "600"},
		{"count / years", "x", 0, ""},
		{"ten.exact * 2", "", -1, "$20bn"},
		{"2 * ten.exact / 4", "", -1, "$5bn"},
		{"ten.exact / 100", "", -1, "$100m"},
		{"ten.exact / 3", "", -1, "$3.33bn"},
		{"ten / 20", "", -1, "about $500m"},
		{"cash / 3", "", -1, "$333.3"},
		{"-stake", "", -1, "about −27%"},
		{"stake * range", "", -1, "about −1.35% to −0.54%"},
		{"-(-legal)", "", -1, "8%"},
		{"-(legal + legal)", "", -1, "−16%"},
		{"10 / 2", "", -1, "5"},
		{"1/3", "", -1, "0.333"},
		{"2 × 3 ÷ 4 − 1", "", -1, "0.5"},
		{"1000000 * 12345", "", -1, "12,345,000,000"},
		{"0.1 + 0.2", "", -1, "0.3"},
		{"100000 / 7", "", -1, "14,286"},
		{"count", "percent", 0, "12,000%"},
		{"legal", "number", -1, "0.08"},
		{"legal", "multiple", -1, "0.08 times"},
		{"zero * paid", "", -1, "about $0"},
		{"zero + legal", "", -1, "about 8%"},
		// Rounding on request.
		{"round(stake * val850, 1)", "", -1, "about $230bn"},
		{"round(printed.exact / paid.exact, 1)", "", -1, "17.6 times"},
		{"round(printed.exact / paid.exact, 1) * 2", "", -1, "35.2 times"},
		{"round(legal / 3, 1)", "", -1, "2.7%"},
		{"round(ten.exact / 3, 2)", "", -1, "$3.33bn"},
		{"round(2.5, 0)", "", -1, "3"},
		{"round(-2.5, 0)", "", -1, "−3"},
		// Ranges.
		{"range", "", -1, "−5% to −2%"},
		{"range * 2", "", -1, "−10% to −4%"},
		{"-range", "", -1, "2% to 5%"},
		{"range * range", "", 2, "0.04% to 0.25%"},
		{"range.val * share20", "", -1, "about $176bn to $181bn"},
	} {
		v, e := compute(t, c.text)
		if e == nil && (c.as != "" || c.places >= 0) {
			v, e = v.As(c.as, c.places)
		}
		switch {
		case e != nil && c.want != "":
			t.Errorf("%s: %+v", c.text, *e)
		case e == nil && spaced(v.String()) != c.want:
			t.Errorf("%s (%q, %d) = %q, want %q", c.text, c.as, c.places, spaced(v.String()), c.want)
		}
	}
}

func TestEvalInterval(t *testing.T) {
	for _, c := range []struct{ text, interval, shown string }{
		{"stake * val850", "[225117500000, 233887500000]", "$225bn to $234bn"},
		{"stake * val852", "[225647500000, 234437500000]", "$226bn to $234bn"},
		{"stake * val850about", "[223925000000, 235125000000]", "$224bn to $235bn"},
		{"pre + round", "[851000000000, 853000000000]", "$851bn to $853bn"},
		{"pre.exact + round.exact", "[852000000000, 852000000000]", ""},
		{"stake - stake.june", "[1, 3]", "1 to 3 points"},
		{"-stake", "[-27.5, -26.5]", "−27.5% to −26.5%"},
		{"range * stake", "[-1.375, -0.53]", "−1.375% to −0.530%"},
		{"range * range", "[0.04, 0.25]", "0.04% to 0.25%"},
		{"legal * legal", "[0.64, 0.64]", ""},
		{"1 / (zero + mult)", "", ""},
		{"ten / 4", "[2375000000, 2625000000]", "$2.38bn to $2.63bn"},
		{"deal - recap", "[181, 181]", ""},
	} {
		v, e := compute(t, c.text)
		if e != nil {
			if c.interval != "" {
				t.Errorf("%s: %+v", c.text, *e)
			}
			continue
		}
		if got := show(v); got != c.interval {
			t.Errorf("%s stands for %s, want %s", c.text, got, c.interval)
		}
		if got, _ := v.Format(IntervalForm); spaced(got) != c.shown {
			t.Errorf("%s prints its interval as %q, want %q", c.text, spaced(got), c.shown)
		}
	}
}

func TestEvalErrors(t *testing.T) {
	for _, c := range []struct{ text, code, part, message string }{
		{"val852 + stake", codeClash, "val852 + stake", "US dollars and per cent cannot be added"},
		{"1 + (val852 - stake)", codeClash, "(val852 - stake)", "per cent cannot be subtracted from US dollars"},
		{"val852 + euro", codeClash, "val852 + euro", "US dollars and euros"},
		{"val852 + 1", codeClash, "val852 + 1", "US dollars and a number without a unit"},
		{"stake + 1", codeClash, "stake + 1", "per cent and a number without a unit"},
		{"pts - legal + euro", codeClash, "pts - legal + euro", "per cent and euros"},
		{"years + one.year * days30", codeClash, "years + one.year * days30", "days × years"},
		{"sum(pre, stake, round)", codeClash, "sum(pre, stake, round)", "US dollars and per cent"},
		{"power * years", codeClash, "power * years", "gigawatts × years, which is no unit"},
		{"1 / cash", codeClash, "1 / cash", "a number per US dollar"},
		{"pts * val852", codeClash, "pts * val852", "points and US dollars"},
		{"val852 / pts", codeClash, "val852 / pts", "cannot be divided by points"},
		{"deal + recap", codeClash, "deal + recap", "dates cannot be added"},
		{"deal - days30", codeClash, "deal - days30", "days cannot be subtracted from a date"},
		{"deal * 2", codeClash, "deal * 2", "multiplied"},
		{"deal / 2", codeClash, "deal / 2", "divided"},
		{"-deal", codeClash, "-deal", "no sign"},
		{"round(deal, 1)", codeClash, "round(deal, 1)", "rounded"},
		{"deal - april", codeClash, "deal - april", "2026-04 is a month"},
		{"year26 - deal", codeClash, "year26 - deal", "2026 is a year"},
		{"cap + saved", codeExpr, "saved", "has no lower bound"},
		{"cap - least", codeExpr, "least", "has no upper bound"},
		{"cap / zero", codeZero, "zero", "may divide by zero"},
		{"cap / nought", codeZero, "nought", "divides by zero"},
		{"cap / (pre - pre.exact)", codeZero, "(pre - pre.exact)", "may divide by zero"},
		{"cap / 0", codeZero, "0", "divides by zero"},
		{"cap * missing", codeExpr, "missing", `"missing" has no value`},
		{"huge * huge", codeExpr, "huge * huge", "more than 60 digits"},
		// Reading.
		{"", codeExpr, "", "a sum is missing"},
		{"cap +", codeExpr, "", "ends too early"},
		{"cap + + pre", codeExpr, "+", `"+" cannot stand here`},
		{"(cap", codeExpr, "(cap", "not closed"},
		{"cap)", codeExpr, ")", "cannot stand here"},
		{"()", codeExpr, ")", "cannot stand here"},
		{"cap pre", codeExpr, "p", "cannot stand here"},
		{"cap * USD 5", codeExpr, "U", "cannot stand here"},
		{"cap * 5%", codeExpr, "%", "cannot stand here"},
		{"cap ^ 2", codeExpr, "^", "cannot stand here"},
		{"cap – pre", codeExpr, "–", "cannot stand here"},
		{"2-1", codeExpr, "2-1", "could be an id"},
		{"1.2.3", codeExpr, "1.2.3", "two decimal points"},
		{"007", codeExpr, "007", "zero too many"},
		{"sum()", codeExpr, ")", "cannot stand here"},
		{"round(cap)", codeExpr, "round(cap)", "takes a value and a number"},
		{"round(cap, pre)", codeExpr, "pre", "0 to 9"},
		{"round(cap, 10)", codeExpr, "10", "0 to 9"},
		{"round(cap, 1.5)", codeExpr, "1.5", "0 to 9"},
		{"(cap, pre)", codeExpr, "(cap, pre)", "a comma stands in brackets"},
		{strings.Repeat("(", 100), codeExpr, "(", "more than 40 deep"},
		{"- -cap", codeExpr, "-", "cannot stand here"},
		{strings.Repeat("1+", 1001), codeExpr, strings.Repeat("1+", 1001), "2,000 characters"},
	} {
		_, e := compute(t, c.text)
		if e == nil {
			t.Errorf("%s is no error", c.text)
			continue
		}
		if got := c.text[e.Start:e.End]; e.Code != c.code || got != c.part || !strings.Contains(e.Message, c.message) {
			t.Errorf("%s: at %q %+v", c.text, got, *e)
		}
	}
}

func TestAsErrors(t *testing.T) {
	for _, c := range []struct{ text, kind string }{{"val852 + val852", "percent"}, {"deal", "number"}, {"stake", "fraction"}, {"pts", "percent"}} {
		v, e := compute(t, c.text)
		if e != nil {
			t.Fatal(*e)
		}
		if w, e := v.As(c.kind, -1); e == nil || e.Code != codeClash {
			t.Errorf("%s as %s = %v, %+v", c.text, c.kind, w, e)
		}
	}
}

func TestShow(t *testing.T) {
	for text, want := range map[string]string{
		"stake * val850":           "about 27% × $850bn",
		"printed / paid":           "$228.3bn ÷ $13bn",
		"sum(pre, round)":          "$730bn + $122bn",
		"2 * sum(pre, round)":      "2 × ($730bn + $122bn)",
		"pre - (round - cap)":      "$730bn − ($122bn − $38bn)",
		"pre - round - cap":        "$730bn − $122bn − $38bn",
		"(pre - round) - cap":      "$730bn − $122bn − $38bn",
		"cap / (share20 * 2)":      "$38bn ÷ (20% × 2)",
		"cap / share20 * 2":        "$38bn ÷ 20% × 2",
		"-(-cap)":                  "−(−$38bn)",
		"-(cap + cap)":             "−($38bn + $38bn)",
		"-cap * 2":                 "−$38bn × 2",
		"round(printed / paid, 1)": "$228.3bn ÷ $13bn, rounded",
		"2 * round(cap + cap, 1)":  "2 × ($38bn + $38bn, rounded)",
		"sum(cap) * 2":             "$38bn × 2",
		"deal - recap":             "27 April 2026 − 28 October 2025",
		"((cap))":                  "$38bn",
		"1.50 * cap":               "1.50 × $38bn",
	} {
		x, e := ParseExpr(text)
		if e != nil {
			t.Errorf("%s: %+v", text, *e)
			continue
		}
		find := lookup(t)
		got := x.Show(func(id string) string { v, _ := find(id); return v.String() })
		if spaced(got) != want || x.String() != text {
			t.Errorf("%s shows as %q, want %q", text, spaced(got), want)
		}
	}
}

func TestRefs(t *testing.T) {
	text := "stake.share-old * (10-k + 2.5) / sum(valuation,2026.x) - stake.share-old"
	x, e := ParseExpr(text)
	if e != nil {
		t.Fatalf("%+v", *e)
	}
	var ids []string
	for _, r := range x.Refs() {
		ids = append(ids, r.ID)
		if text[r.Start:r.End] != r.ID {
			t.Errorf("%+v is at %q", r, text[r.Start:r.End])
		}
	}
	if want := []string{"stake.share-old", "10-k", "valuation", "2026.x", "stake.share-old"}; !slices.Equal(ids, want) {
		t.Errorf("refs %q", ids)
	}
}

// A derived value is an operand like any other, and keeps its hidden digits.
func TestDerivedChain(t *testing.T) {
	first, e := compute(t, "stake * val850")
	if e != nil {
		t.Fatal(*e)
	}
	x, _ := ParseExpr("first / paid")
	find := lookup(t)
	v, e := x.Eval(func(id string) (Value, bool) {
		if id == "first" {
			return first, true
		}
		return find(id)
	}, nil)
	if e != nil || spaced(v.String()) != "about 18 times" || fmt.Sprintf("%.4f", v.Number().Float()) != "17.6538" {
		t.Errorf("%v %s %+v", v, v.Number(), e)
	}
	if !v.IsDerived() || !v.Rounded() || v.Qualifier() != About || first.Number().String() != "229500000000" {
		t.Errorf("%v", v)
	}
}
