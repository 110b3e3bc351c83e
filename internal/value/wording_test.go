package value

import (
	"strings"
	"testing"
)

// fact reads a fact as the tables of this file write it: a value, a date, or a sum of values.
func fact(t testing.TB, text string) Value {
	t.Helper()
	if d, e := ParseDate(text); e == nil {
		return FromDate(d)
	}
	if sum, ok := strings.CutPrefix(text, "= "); ok {
		a, op, b := "", "", ""
		for _, sign := range []string{" * ", " / ", " - "} {
			if x, y, found := strings.Cut(sum, sign); found {
				a, op, b = x, sign, y
			}
		}
		x, e := ParseExpr("a" + op + "b")
		if e != nil {
			t.Fatal(text, *e)
		}
		v, e := x.Eval(func(id string) (Value, bool) { return fact(t, map[string]string{"a": a, "b": b}[id]), true }, nil)
		if e != nil {
			t.Fatal(text, *e)
		}
		return v
	}
	v, e := Parse(text, siteUnits(t))
	if e != nil {
		t.Fatal(text, *e)
	}
	return v
}

// Words that fit their fact, several to a line.
var fitting = []struct {
	fact  string
	words []string
}{
	// The printed forms, whatever they are, and words that say no number.
	{"about 27%", []string{"about 27%", "about\u00a027%", "26.5% to 27.5%", "the stake", "", "Microsoft's part", "a part"}},
	{"USD 228.3 bn", []string{"$228.3bn", "$228.3\u00a0billion", "$228.25bn to $228.35bn", "a record"}},
	{"-5% to -2%", []string{"−5% to −2%"}},
	{"up to USD 50 bn", []string{"up to $50bn", "up to $50 billion"}},
	{"about USD 850 bn", []string{"about $850bn", "$845bn to $855bn"}},
	{"about -4%", []string{"about −4%", "about -4%"}},
	// Currencies first and last, their names, scales in every spelling, every kind of space and hyphen.
	{"USD 228.3 bn", []string{
		"$228.3bn", "US$228.3bn", "US$ 228.3 bn", "USD 228.3 bn", "usd 228.3bn", "228.3 billion dollars", "228.3 billion US dollars", "228.3bn USD",
		"$228.3 billion", "$228.3 Billion", "$228.3b", "$228.3B", "$228.3 BN", "$228.3-billion", "$228.3\u202fbn", "$228.3\u2009billion", "$\u00a0228.3\u00a0bn",
		"$228,300 million", "$228,300m", "$228\u202f300\u00a0mn", "$228 billion", "228 billion dollars", "$228bn", "($228.3bn)", "“$228.3bn”", "$228.3bn.", "worth $228.3bn, no more",
		"the $228.3-billion stake", "$228.3bn in shares", "$228,300,000,000", "$228.3 thousand million",
	}},
	{"USD 13 bn", []string{"$13 billion", "$13bn", "13 billion dollars", "thirteen billion dollars", "$13,000m", "$13,000 million", "about $13 billion", "roughly $13bn", "some $13bn"}},
	{"EUR 12.5 bn", []string{"€12.5bn", "12.5 billion euros", "EUR 12.5 billion", "12.5bn €", "€ 12.5 bn"}},
	{"GBP 4 m", []string{"£4m", "£4 million", "four million pounds", "4m pounds", "£4mn"}},
	{"CNY 5 bn", []string{"CNY 5bn", "5 billion yuan", "five billion yuan"}},
	{"USD 424.76", []string{"$424.76", "$425", "424.76 dollars", "about $425", "about $420"}},
	{"12,345", []string{"12,345", "12345", "12\u202f345", "12\u00a0345", "about 12,300"}},
	// Per cent.
	{"27%", []string{"27%", "27 %", "27 per cent", "27 percent", "27-percent", "27\u00a0per\u00a0cent", "27 pct", "twenty-seven per cent", "Twenty seven percent", "27% of it", "27% and 27%", "a 27% stake", "about 27%", "around 27 per cent"}},
	{"about 27%", []string{"roughly 27 per cent", "approximately 27%", "Around 27%", "some 27%", "circa 27%", "ca. 27%", "approx. 27%", "~27%", "≈ 27 %", "about twenty-seven per cent", "27% or so"}},
	{"26.79%", []string{"26.79%", "26.8%", "27%", "about 27%", "nearly 27%", "almost 26.8%", "more than 26.7%", "just under 27 per cent", "less than 27%", "over 26%"}},
	{"0.04%", []string{"0.04%", "0.04 per cent"}},
	{"0.5%", []string{"half a per cent", "half a\u00a0per\u00a0cent", "0.5%"}},
	{"USD 0.5 bn", []string{"half a billion dollars", "$0.5bn", "$500m", "$500 million"}},
	{"about 0%", []string{"about 0%", "about zero per cent", "flat"}},
	{"USD 13.3 bn", []string{"in excess of $13 billion", "more than thirteen billion dollars", "upwards of $13bn", "well over $13bn"}},
	{"100%", []string{"100%", "a hundred per cent", "one hundred per cent"}},
	{"2 points", []string{"2 points", "2 percentage points", "two points", "two percentage points", "2pp", "2 pp", "2 ppt", "2-point", "a 2-percentage-point rise", "2 % points"}},
	// Multiples.
	{"17.6x", []string{"17.6x", "17.6 times", "17.6-fold", "17.6×", "17.6 ×", "nearly 18 times", "18 times", "more than 17-fold", "17.6fold"}},
	{"2x", []string{"doubled", "twice", "twofold", "two-fold", "two times", "2x", "double", "twice as much", "about twice"}},
	{"3x", []string{"tripled", "trebled", "three times", "threefold"}},
	{"0.5x", []string{"halved", "half", "0.5 times"}},
	{"2.04x", []string{"more than doubled", "over twice", "2.04x", "just over two times"}},
	{"1.95x", []string{"nearly doubled", "almost twice", "about 2x", "nearly two-fold"}},
	// Fractions.
	{"33.3%", []string{"a third", "one-third", "one third", "about a third", "one in three", "1 in 3", "nearly a third", "just under one-third"}},
	{"50%", []string{"half", "a half", "one half", "half of it", "one in two", "about half", "1 out of 2", "exactly half"}},
	{"66.7%", []string{"two-thirds", "two thirds", "about two-thirds", "two in three", "more than two-thirds"}},
	{"25%", []string{"a quarter", "one quarter", "one in four", "1 in 4", "a quarter of it", "one in every four", "5 in 20"}},
	{"75%", []string{"three-quarters", "three quarters", "three in four", "3 out of 4"}},
	{"about 32%", []string{"nearly one-third", "about a third", "almost a third of the equity"}},
	{"0.25", []string{"a quarter", "0.25"}},
	{"26%", []string{"more than a quarter", "about a quarter", "just over a quarter"}},
	{"20%", []string{"a fifth", "one in five", "20 per cent", "twenty per cent"}},
	// Units of time and of the site.
	{"2 years", []string{"two years", "2 years", "2-year", "two-year", "a two-year term", "two full years", "2 yrs"}},
	{"2.5 years", []string{"2.5 years", "two and a half years"}},
	{"7 years", []string{"seven years", "7 years", "the seven years that remain"}},
	{"12 months", []string{"12 months", "twelve months", "a dozen months"}},
	{"90 days", []string{"ninety days", "90 days", "90-day"}},
	{"105 days", []string{"one hundred and five days", "a hundred and five days"}},
	{"2 gigawatts", []string{"two gigawatts", "2 GW", "2GW", "2-gigawatt", "two GW"}},
	{"5 data centres", []string{"five data centres", "5 data centres", "5 data\u00a0centres"}},
	{"2.5 m people", []string{"2.5 million people", "2.5m people", "two and a half million people"}},
	{"EUR 12.5 / m2", []string{"€12.5 per m²", "€12.5 per square metre", "€12.5 a square metre", "12.5 euros per square metre", "€12.5/m²", "€12.5 / m2"}},
	{"3", []string{"three directors", "3", "three", "3 directors", "the third of them", "the 3rd"}},
	{"27", []string{"the 27th", "27", "twenty-seven"}},
	// Moves.
	{"-4%", []string{"−4%", "-4%", "fell by 4%", "down 4%", "fell 4%", "a loss of 4%", "4% lower", "a 4% fall", "dropped four per cent", "minus 4%", "lost about 4%", "– 4%", "-4 per cent", "4% down"}},
	{"about -4%", []string{"fell by about 4%", "down roughly 4%", "about 4% lower"}},
	{"-3.9%", []string{"fell by nearly 4%", "down about 4%", "nearly −4%", "down 3.9%", "fell by less than 4%"}},
	{"-3.87%", []string{"fell by more than 3.8%", "down by at least 3.8%"}},
	{"3.6%", []string{"up 3.6%", "+3.6%", "rose by 3.6%", "a gain of 3.6%", "3.6% higher", "plus 3.6%", "up 3.6 per cent", "a 3.6% rise"}},
	{"-5% to -2%", []string{"fell by 2% to 5%", "-5% to -2%", "down 2–5%", "a fall of between 2% and 5%", "−2% to −5%"}},
	{"-33.4%", []string{"fell by a third", "down by one-third"}},
	// Ranges.
	{"USD 225 bn to USD 234 bn", []string{
		"$225–234 billion", "$225bn to $234bn", "$225 to 234 billion", "between $225 billion and $234 billion", "from $225bn to $234bn", "$225-234bn", "$225bn–$234bn",
		"225 to 234 billion dollars", "between 225 and 234 billion dollars", "USD 225 bn to 234 bn", "$225bn – $234bn",
	}},
	{"= about 27% * USD 850 bn", []string{"about $230bn", "about $230 billion", "roughly 230 billion dollars", "$225bn to $234bn"}},
	{"5% to 8%", []string{"5% to 8%", "5–8%", "5-8 per cent", "five to eight per cent", "between five and eight per cent"}},
	// Bounds.
	{"USD 13.75 bn", []string{"just short of $14bn", "approaching $14bn", "more than $13.7 billion", "over $13.7bn", "at least $13.7bn", "nearly $14bn", "less than $13.8bn", "under $14 billion", "up to $14bn", "about $14bn", "$13.8bn"}},
	{"up to USD 50 bn", []string{"as much as $50 billion", "at most $50bn", "no more than 50 billion dollars", "$50bn at most", "$50bn or less"}},
	{"at least USD 37 bn", []string{"at least $37 billion", "no less than $37bn", "$37bn or more", "$37bn at least"}},
	{"more than 5%", []string{"more than 5%", "over 5 per cent", "above 5%", "more than five per cent"}},
	{"nearly 4%", []string{"nearly 4%", "almost 4 per cent", "just under four per cent"}},
	// Dates.
	{"2025-10-28", []string{
		"28 October 2025", "28\u00a0October 2025", "October 28, 2025", "October 28 2025", "28 Oct 2025", "Oct. 28, 2025", "28th October 2025", "the 28th of October 2025", "October 28th, 2025", "2025-10-28",
		"October 2025", "Oct 2025", "October", "2025", "late 2025", "late in 2025", "late in October 2025", "late October 2025", "late October", "the 28th", "28 October", "October 28", "Tuesday, 28 October 2025", "Tuesday", "on Tuesday",
		"the second half of 2025", "H2 2025", "the fourth quarter of 2025", "Q4 2025", "the end of 2025", "the end of October", "since October 2025", "announced in October 2025", "the restructuring", "2025-10",
		"the last quarter of 2025", "later reports", "end-October 2025",
	}},
	{"2026-04-13", []string{"mid-April", "mid-April 2026", "mid April 2026", "the middle of April", "the first half of 2026", "Q2 2026", "the second quarter", "mid-2026", "early 2026", "the spring"}},
	{"2026-01-05", []string{"early 2026", "early January", "the beginning of January 2026", "the start of 2026", "H1 2026", "Q1 of 2026"}},
	{"2025-10", []string{"October 2025", "Oct 2025", "late 2025", "2025", "Q4 2025", "October"}},
	{"2025", []string{"2025", "in 2025"}},
	{"2026-05-22", []string{"22 May 2026", "May 2026", "May", "in May", "may 2026", "MAY 2026", "it may be so"}},
}

// Words that do not fit, with the part that is refused.
var refused = []struct {
	fact  string
	words [][2]string
}{
	// Another number.
	{"27%", [][2]string{{"28%", "28%"}, {"26%", "26%"}, {"17%", "17%"}, {"37 per cent", "37 per cent"}, {"about 28%", "about 28%"}, {"twenty-eight per cent", "twenty-eight per cent"}, {"270%", "270%"}, {"2.7%", "2.7%"}, {"72%", "72%"}}},
	{"USD 228.3 bn", [][2]string{{"$229 billion", "$229 billion"}, {"$228.4bn", "$228.4bn"}, {"$228.3m", "$228.3m"}, {"$228.3 trillion", "$228.3 trillion"}, {"$2283bn", "$2283bn"}, {"$22.83bn", "$22.83bn"}, {"about $200bn", "about $200bn"}, {"$230bn", "$230bn"}}},
	{"27%", [][2]string{{"about 30%", "about 30%"}, {"30%", "30%"}, {"about a quarter", "about a quarter"}, {"a third", "a third"}, {"half", "half"}}},
	{"USD 2.3 bn", [][2]string{{"$2bn", "$2bn"}, {"about $2bn", "about $2bn"}}},
	// Finer than the fact.
	{"27%", [][2]string{{"27.0%", "27.0%"}, {"27.00 per cent", "27.00 per cent"}}},
	{"USD 13 bn", [][2]string{{"$13.0bn", "$13.0bn"}, {"$13.1bn", "$13.1bn"}, {"$13,001m", "$13,001m"}}},
	{"= about 27% * USD 850 bn", [][2]string{{"about $229.5bn", "about $229.5bn"}, {"$230bn", "$230bn"}, {"$229.5bn", "$229.5bn"}, {"about $228bn", "about $228bn"}, {"more than $229bn", "more than $229bn"}, {"nearly $231bn", "nearly $231bn"}}},
	// A qualifier dropped, or one that lies.
	{"about 27%", [][2]string{{"27%", "27%"}, {"exactly 27%", "exactly 27%"}, {"nearly 27%", "nearly 27%"}, {"more than 27%", "more than 27%"}, {"at least 27%", "at least 27%"}, {"up to 27%", "up to 27%"}, {"nearly 28%", "nearly 28%"}}},
	{"about 27%", [][2]string{{"more than 26%", "more than 26%"}}},
	{"13", [][2]string{{"more than 13", "more than 13"}, {"at least 13", "at least 13"}, {"over 12", "over 12"}, {"nearly 13", "nearly 13"}, {"less than 13", "less than 13"}, {"nearly 14", "nearly 14"}, {"up to 13", "up to 13"}}},
	{"USD 13 bn", [][2]string{{"more than $13 billion", "more than $13 billion"}, {"exactly $13 billion", "exactly $13 billion"}, {"nearly $13bn", "nearly $13bn"}, {"nearly $14bn", "nearly $14bn"}}},
	{"USD 13.75 bn", [][2]string{{"more than $13 billion", "more than $13 billion"}, {"more than $13.8bn", "more than $13.8bn"}, {"nearly $13.7bn", "nearly $13.7bn"}, {"at least $14bn", "at least $14bn"}, {"nearly $15bn", "nearly $15bn"}}},
	{"up to USD 50 bn", [][2]string{{"$50bn", "$50bn"}, {"about $50bn", "about $50bn"}, {"more than $50bn", "more than $50bn"}, {"less than $50bn", "less than $50bn"}, {"nearly $50bn", "nearly $50bn"}, {"up to $51bn", "up to $51bn"}}},
	{"at least USD 37 bn", [][2]string{{"$37bn", "$37bn"}, {"more than $37bn", "more than $37bn"}, {"up to $37bn", "up to $37bn"}, {"about $37bn", "about $37bn"}}},
	{"more than 5%", [][2]string{{"5%", "5%"}, {"less than 5%", "less than 5%"}, {"more than 6%", "more than 6%"}}},
	{"nearly 4%", [][2]string{{"4%", "4%"}, {"about 4%", "about 4%"}, {"more than 4%", "more than 4%"}, {"less than 4%", "less than 4%"}, {"over 3%", "over 3%"}}},
	{"27%", [][2]string{{"no more than about 27%", "about 27%"}, {"not 27%", "27%"}, {"about 27% or more", "about 27%"}, {"isn’t 27%", "27%"}, {"not exactly 27%", "exactly 27%"}, {"no 27%", "27%"}, {"never 27%", "27%"}}},
	// Another unit, or none.
	{"27%", [][2]string{{"27 bn", "27 bn"}, {"27", "27"}, {"$27", "$27"}, {"27x", "27x"}, {"27 points", "27 points"}, {"27 times", "27 times"}, {"27 people", "27 people"}, {"twenty-seven", "twenty-seven"}, {"the two companies", "two"}, {"27% of the three", "three"}, {"zero per cent", "zero per cent"}, {"none, or zero", "zero"}, {"XXVII per cent", "per cent"}, {"27 percent percent", "27 percent percent"}, {"the per cent", "per cent"}, {"27 basis points", "27"}, {"27 ± 1%", "27"}, {"27 percentage points", "27 percentage points"}, {"27bn%", "27bn%"}, {"27 GW", "27 GW"}}},
	{"USD 13 bn", [][2]string{{"13 billion", "13 billion"}, {"€13bn", "€13bn"}, {"13%", "13%"}, {"13", "13"}, {"A$13bn", "A$13bn"}, {"HK$13bn", "HK$13bn"}, {"$13bn euros", "$13bn"}, {"13bn pounds", "13bn pounds"}, {"$13", "$13"}, {"13 billion yuan", "13 billion yuan"}, {"$13bn a year", "$13bn a year"}, {"$13 bn bn", "$13 bn bn"}, {"$13bn-a-year", "$13bn-a-year"}, {"$13bn annually", "$13bn annually"}, {"$13bn p.a.", "$13bn p.a"}, {"$13bn each", "$13bn each"}, {"$13bn per share", "$13bn per share"}}},
	{"2 points", [][2]string{{"2%", "2%"}, {"two per cent", "two per cent"}, {"3 points", "3 points"}}},
	{"7 years", [][2]string{{"7 months", "7 months"}, {"seven", "seven"}, {"seven days", "seven days"}, {"eight years", "eight years"}, {"seven weeks", "seven"}, {"7", "7"}}},
	{"2 gigawatts", [][2]string{{"2 megawatts", "2"}, {"two MW", "two"}, {"3 GW", "3 GW"}, {"2 kW", "2"}, {"2 GPUs", "2 GPUs"}}},
	{"EUR 12.5 / m2", [][2]string{{"€12.5", "€12.5"}, {"€12.5 per year", "€12.5 per year"}, {"€12.5 a share", "€12.5 a share"}}},
	{"3", [][2]string{{"3 dozen", "3 dozen"}, {"3 hundred", "3 hundred"}, {"3 crore", "3 crore"}, {"the fourth", "fourth"}, {"ninth of ten", "ninth"}, {"3%", "3%"}, {"$3", "$3"}, {"four directors", "four"}, {"one director", "one"}, {"3 years", "3 years"}, {"the 4th", "4th"}}},
	{"2x", [][2]string{{"tripled", "tripled"}, {"half", "half"}, {"thrice", "thrice"}, {"2", "2"}, {"200%", "200%"}, {"halved", "halved"}, {"three-fold", "three-fold"}}},
	{"17.6x", [][2]string{{"17.7x", "17.7x"}, {"doubled", "doubled"}, {"16-fold", "16-fold"}, {"17 times", "17 times"}, {"more than 18 times", "more than 18 times"}}},
	{"2.3x", [][2]string{{"doubled", "doubled"}, {"more than doubled", "more than doubled"}}},
	{"100%", [][2]string{{"doubled", "doubled"}, {"twice", "twice"}}},
	// Fractions.
	{"33.3%", [][2]string{{"two-thirds", "two-thirds"}, {"a quarter", "a quarter"}, {"more than a third", "more than a third"}, {"one in four", "one in four"}, {"1 in 4", "1 in 4"}, {"exactly a third", "exactly a third"}, {"half", "half"}}},
	{"25%", [][2]string{{"a quarter of a per cent", "a quarter of a per cent"}, {"one in five", "one in five"}, {"nearly a quarter", "nearly a quarter"}, {"a fifth", "a fifth"}}},
	{"50%", [][2]string{{"half a per cent", "half a per cent"}, {"more than half", "more than half"}, {"a third", "a third"}, {"half of $852bn", "$852bn"}}},
	{"0.5%", [][2]string{{"half", "half"}}},
	{"USD 0.5 bn", [][2]string{{"half", "half"}, {"a third of it", "a third"}}},
	// The wrong sign or direction.
	{"-4%", [][2]string{{"did not fall by 4%", "4%"}, {"never fell 4%", "4%"}, {"didn’t fall by 4%", "4%"}, {"4%", "4%"}, {"up 4%", "4%"}, {"+4%", "+4%"}, {"fell by 5%", "5%"}, {"rose 4%", "4%"}, {"fell by -4%", "-4%"}, {"fell to 4%", "4%"}, {"down from 4%", "4%"}, {"4% higher", "4%"}}},
	{"4%", [][2]string{{"fell by 4%", "4%"}, {"−4%", "−4%"}, {"-4%", "-4%"}, {"–4%", "–4%"}, {"minus 4%", "4%"}, {"4% lower", "4%"}, {"a 4% fall", "4%"}, {"down 4%", "4%"}, {"− 4%", "− 4%"}, {"fell, at first, by 4%", "4%"}}},
	{"3.6%", [][2]string{{"up 3.7%", "3.7%"}, {"down 3.6%", "3.6%"}, {"up 36%", "36%"}}},
	// Ranges.
	{"USD 225 bn to USD 234 bn", [][2]string{{"$225–235 billion", "$225–235 billion"}, {"$225bn", "$225bn"}, {"$234bn", "$234bn"}, {"$225 to 234 million", "$225 to 234 million"}, {"€225–234 billion", "€225–234 billion"}, {"$234–225 billion", "$234–225 billion"}, {"up to $234bn", "up to $234bn"}, {"$226bn to $234bn", "$226bn to $234bn"}, {"$225bn and $234bn", "$225bn"}}},
	{"27%", [][2]string{{"26% to 28%", "26% to 28%"}, {"27–28%", "27–28%"}, {"25% to 27%", "25% to 27%"}, {"27% to 27%", "27% to 27%"}, {"between 26% and 28%", "between 26% and 28%"}}},
	{"-5% to -2%", [][2]string{{"2% to 5%", "2% to 5%"}, {"rose 2% to 5%", "2% to 5%"}, {"fell by 2% to 6%", "2% to 6%"}}},
	// More than one number: each must fit.
	{"27%", [][2]string{{"27% of $852bn", "$852bn"}, {"27% in 2025", "2025"}, {"27%, not 28%", "28%"}, {"27 and 27%", "27"}, {"27% after two years", "two years"}}},
	// Dates.
	{"2025-10-28", [][2]string{
		{"29 October 2025", "29 October 2025"}, {"28 November 2025", "28 November 2025"}, {"28 October 2024", "28 October 2024"}, {"November 2025", "November 2025"}, {"2024", "2024"}, {"late 2024", "late 2024"}, {"early 2025", "early 2025"}, {"mid-2025", "mid-2025"},
		{"the first half of 2025", "the first half of 2025"}, {"Q3 2025", "Q3 2025"}, {"H1 2025", "H1 2025"}, {"the 27th", "the 27th"}, {"November", "November"}, {"Monday", "Monday"}, {"Monday, 28 October 2025", "Monday, 28 October 2025"}, {"mid-October", "mid-October"},
		{"early October 2025", "early October 2025"}, {"28/10/2025", "28/10/2025"}, {"28.10.2025", "28.10.2025"}, {"2025-10-29", "2025-10-29"}, {"2025-28-10", "2025-28-10"}, {"28", "28"}, {"2025s", "2025s"}, {"two days later", "two days"}, {"28 October 25", "25"}, {"’25", "’25"}, {"28 October 2025 at 09:12", "09:12"},
		{"October 2025 and 2026", "2026"}, {"27–28 October 2025", "27–28"}, {"fiscal 2025", "fiscal 2025"}, {"$2025", "$2025"}, {"november 2025", "november 2025"}, {"NOVEMBER 2025", "NOVEMBER 2025"}, {"not 2025", "2025"}, {"two thousand and twenty-six", "two thousand and twenty-six"}, {"twenty-ninth of October", "twenty"}, {"the fifth of October", "fifth"}, {"early in 2025", "early in 2025"}, {"the two companies", "two"}, {"spring 2025", "spring 2025"}, {"the fiscal year 2025", "the fiscal year 2025"}, {"2025–26", "2025–26"}, {"2025/26", "2025/26"}, {"week 44 of 2025", "44"}, {"２０２５", "２０２５"}, {"2025 %", "%"}, {"31 October 2025", "31 October 2025"}, {"12025", "12025"}, {"FY2025", "FY2025"}, {"28nd October 2025", "28nd"}, {"2,025", "2,025"}, {"28 Oct 2025 8", "8"}, {"a third", "a third"},
	}},
	{"2025-10", [][2]string{{"28 October 2025", "28 October 2025"}, {"late October 2025", "late October 2025"}, {"November 2025", "November 2025"}, {"the 28th", "the 28th"}, {"2026", "2026"}, {"Tuesday", "Tuesday"}}},
	{"2025", [][2]string{{"October 2025", "October 2025"}, {"2026", "2026"}, {"late 2025", "late 2025"}, {"Q4 2025", "Q4 2025"}, {"October", "October"}, {"H1 2025", "H1 2025"}, {"28 October 2025", "28 October 2025"}}},
	{"2026-04-13", [][2]string{{"late 2026", "late 2026"}, {"the beginning of April", "the beginning of April"}, {"Q1 2026", "Q1 2026"}, {"late April 2026", "late April 2026"}, {"the second half of 2026", "the second half of 2026"}}},
}

// Words that cannot be read for certain, whatever the fact.
var unreadable = []string{
	"27.5.3%", "27,5%", "2,7%", ".27%", "27.%5", "2’7%", "2\u200b7%", "27\u200d%", "２７%", "२७%", "27²%", "27½%", "²⁷%", "x27%", "27a%", "GPT-27%", "27-28-29%", "2_7%", "2:7%", "0x1B%",
	"27e0%", "027%", "1/27%", "#27%", "27\u20e3%", "2\u00a07%", "٢٧%", "𝟐𝟕%", "Ⅻ", "①", "㍙", "㏠", "27%%", "27‰", "27％", "27%5", "2\u00ad7%", "27\u202e%", "27th%", "27rd", "27--28%", "½", "⅓", "1/3", "🆞",
	"27%\u0301", "\u202d72%", "27 ½%", "twenty-7%", "27-five%", "$27$", "$$27", "27 % %", "2\u00a07\u00a00%", "27,0000%", "2⁄7", "27~28%", "27∕28", "(27%)5", "5(27%)", "27%x", "a27", "27..28%", "−−27%", "+-27%", "--27%", "27%27%",
}

func TestFitting(t *testing.T) {
	u, n := siteUnits(t), 0
	for _, c := range fitting {
		v := fact(t, c.fact)
		for _, words := range c.words {
			n++
			if m := v.Fits(words, Short, u); m != nil {
				t.Errorf("%q does not fit %s (%s): %q, %s", words, c.fact, v, words[m.Start:m.End], m.Why)
			}
		}
	}
	if n < 150 {
		t.Errorf("%d cases only", n)
	}
}

func TestRefused(t *testing.T) {
	u, n := siteUnits(t), 0
	for _, c := range refused {
		v := fact(t, c.fact)
		for _, words := range c.words {
			n++
			m := v.Fits(words[0], Short, u)
			switch {
			case m == nil:
				t.Errorf("%q fits %s (%s)", words[0], c.fact, v)
			case words[0][m.Start:m.End] != words[1]:
				t.Errorf("%q for %s: refused is %q (%s), want %q", words[0], c.fact, words[0][m.Start:m.End], m.Why, words[1])
			}
		}
	}
	if n < 150 {
		t.Errorf("%d cases only", n)
	}
}

func TestUnreadable(t *testing.T) {
	for _, words := range unreadable {
		for _, text := range []string{"27%", "27", "about 27%", "72%", "28%", "0.5", "33.3%", "USD 27", "2025-10-27"} {
			if m := fact(t, text).Fits(words, Short, siteUnits(t)); m == nil {
				t.Errorf("%q fits %s", words, text)
			}
		}
	}
}
