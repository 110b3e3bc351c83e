package value

import (
	"strings"
	"testing"
)

// spaced shows non-breaking spaces as ordinary ones, so that tables stay readable.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

func siteUnits(t testing.TB) *Units {
	t.Helper()
	u := &Units{}
	for _, a := range [][3]string{
		{"gigawatt", "gigawatts", "GW"}, {"share", "shares", ""}, {"person", "people", ""},
		{"data-centre", "data centres", ""}, {"gpu", "GPUs", "GPU"}, {"terawatt-hour", "terawatt-hours", "TWh"},
	} {
		if err := u.Add(a[0], a[1], a[2]); err != nil {
			t.Fatal(err)
		}
	}
	return u
}

func parsed(t testing.TB, text string) Value {
	t.Helper()
	v, e := Parse(text, siteUnits(t))
	if e != nil {
		t.Fatalf("Parse(%q): %+v", text, *e)
	}
	return v
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, short, long, code string }{
		{"27%", "27%", "27%", "%"},
		{"about 27%", "about 27%", "about 27%", "%"},
		{"About 27 %", "about 27%", "about 27%", "%"},
		{"27 per cent", "27%", "27%", "%"},
		{"27 percent", "27%", "27%", "%"},
		{"1.10%", "1.10%", "1.10%", "%"},
		{"0%", "0%", "0%", "%"},
		{"-0%", "0%", "0%", "%"},
		{"0.04%", "0.04%", "0.04%", "%"},
		{"-1.1%", "−1.1%", "−1.1%", "%"},
		{"−1.1%", "−1.1%", "−1.1%", "%"},
		{"- 1.1%", "−1.1%", "−1.1%", "%"},
		{"nearly -4%", "nearly −4%", "nearly −4%", "%"},
		{"  27%  ", "27%", "27%", "%"},
		{"27\u00a0%", "27%", "27%", "%"},
		{"USD 13 bn", "$13bn", "$13 billion", "USD"},
		{"USD 13bn", "$13bn", "$13 billion", "USD"},
		{"USD13bn", "$13bn", "$13 billion", "USD"},
		{"$13 billion", "$13bn", "$13 billion", "USD"},
		{"US$228.3bn", "$228.3bn", "$228.3 billion", "USD"},
		{"US$ 228.3 bn", "$228.3bn", "$228.3 billion", "USD"},
		{"nearly USD 228.3 bn", "nearly $228.3bn", "nearly $228.3 billion", "USD"},
		{"USD 6.0 bn", "$6.0bn", "$6.0 billion", "USD"},
		{"USD 493.8 m", "$493.8m", "$493.8 million", "USD"},
		{"USD 1.2 tn", "$1.2tn", "$1.2 trillion", "USD"},
		{"USD 5 k", "$5k", "$5 thousand", "USD"},
		{"USD 1,234,567", "$1,234,567", "$1,234,567", "USD"},
		{"USD 1234567", "$1,234,567", "$1,234,567", "USD"},
		{"USD 1234.50", "$1,234.50", "$1,234.50", "USD"},
		{"USD 1,250 bn", "$1,250bn", "$1,250 billion", "USD"},
		{"-USD 5 bn", "−$5bn", "−$5 billion", "USD"},
		{"USD -5 bn", "−$5bn", "−$5 billion", "USD"},
		{"−$5bn", "−$5bn", "−$5 billion", "USD"},
		{"EUR 5 m", "€5m", "€5 million", "EUR"},
		{"€5m", "€5m", "€5 million", "EUR"},
		{"£1,000", "£1,000", "£1,000", "GBP"},
		{"GBP 3 tn", "£3tn", "£3 trillion", "GBP"},
		{"¥150", "¥150", "¥150", "JPY"},
		{"JPY 2 tn", "¥2tn", "¥2 trillion", "JPY"},
		{"CNY 7.2 bn", "CNY 7.2bn", "CNY 7.2 billion", "CNY"},
		{"XAU 5", "XAU 5", "XAU 5", "XAU"},
		{"17.6x", "17.6 times", "17.6 times", "x"},
		{"17.6 times", "17.6 times", "17.6 times", "x"},
		{"17.6 ×", "17.6 times", "17.6 times", "x"},
		{"1x", "1 times", "1 times", "x"},
		{"7 years", "7 years", "7 years", "years"},
		{"1 year", "1 year", "1 year", "years"},
		{"1 years", "1 year", "1 year", "years"},
		{"1.0 years", "1.0 years", "1.0 years", "years"},
		{"-1 day", "−1 day", "−1 day", "days"},
		{"18 months", "18 months", "18 months", "months"},
		{"181 days", "181 days", "181 days", "days"},
		{"2 points", "2 points", "2 points", "points"},
		{"1 point", "1 point", "1 point", "points"},
		{"2 percentage points", "2 points", "2 points", "points"},
		{"about 2 gigawatts", "about 2 GW", "about 2 gigawatts", "gigawatt"},
		{"2GW", "2 GW", "2 gigawatts", "gigawatt"},
		{"1 gigawatt", "1 GW", "1 gigawatt", "gigawatt"},
		{"3 data centres", "3 data centres", "3 data centres", "data-centre"},
		{"1 data centre", "1 data centre", "1 data centre", "data-centre"},
		{"2.5 m people", "2.5m people", "2.5 million people", "person"},
		{"400 k people", "400k people", "400 thousand people", "person"},
		{"5 GPU", "5 GPU", "5 GPUs", "gpu"},
		{"120 m2", "120 m²", "120 square metres", "m2"},
		{"120 m²", "120 m²", "120 square metres", "m2"},
		{"EUR 12.5 / m2", "€12.5 per m²", "€12.5 per square metre", "EUR/m2"},
		{"EUR 12.5/m2", "€12.5 per m²", "€12.5 per square metre", "EUR/m2"},
		{"€12.5 per m²", "€12.5 per m²", "€12.5 per square metre", "EUR/m2"},
		{"USD 424.76 / share", "$424.76 per share", "$424.76 per share", "USD/share"},
		{"USD 5 bn / gigawatt", "$5bn per GW", "$5 billion per gigawatt", "USD/gigawatt"},
		{"2 GW / year", "2 GW per year", "2 gigawatts per year", "gigawatt/years"},
		{"3% / year", "3% per year", "3% per year", "%/years"},
		{"2 years", "2 years", "2 years", "years"},
		{"2030", "2030", "2030", ""},
		{"9999", "9999", "9999", ""},
		{"12345", "12,345", "12,345", ""},
		{"12,345.678", "12,345.678", "12,345.678", ""},
		{"3 bn", "3bn", "3 billion", ""},
		{"up to USD 50 bn", "up to $50bn", "up to $50 billion", "USD"},
		{"Up To USD 50 bn", "up to $50bn", "up to $50 billion", "USD"},
		{"less than 5%", "less than 5%", "less than 5%", "%"},
		{"at least USD 37 bn", "at least $37bn", "at least $37 billion", "USD"},
		{"more than 10 years", "more than 10 years", "more than 10 years", "years"},
		{"-5% to -2%", "−5% to −2%", "−5% to −2%", "%"},
		{"-5 to -2%", "−5% to −2%", "−5% to −2%", "%"},
		{"-5% to -2", "−5% to −2%", "−5% to −2%", "%"},
		{"USD 880 bn to USD 906 bn", "$880bn to $906bn", "$880 billion to $906 billion", "USD"},
		{"USD 880 bn to 906 bn", "$880bn to $906bn", "$880 billion to $906 billion", "USD"},
		{"USD 880 to 906 bn", "$880bn to $906bn", "$880 billion to $906 billion", "USD"},
		{"about USD 880 bn to 906 bn", "about $880bn to $906bn", "about $880 billion to $906 billion", "USD"},
		{"USD 900 bn to 1.2 tn", "$900bn to $1.2tn", "$900 billion to $1.2 trillion", "USD"},
		{"USD 900 to USD 1 m", "$900 to $1m", "$900 to $1 million", "USD"},
		{"2 to 5 years", "2 to 5 years", "2 to 5 years", "years"},
		{"1 to 2 GW", "1 to 2 GW", "1 to 2 gigawatts", "gigawatt"},
		{"1 m to 2 m people", "1m to 2m people", "1 million to 2 million people", "person"},
		{"900 people to 1 m people", "900 people to 1m people", "900 people to 1 million people", "person"},
		{"EUR 5 to 6 / m2", "€5 to €6 per m²", "€5 to €6 per square metre", "EUR/m2"},
		{"10 to 12", "10 to 12", "10 to 12", ""},
		{"0.123456789012345678901234567890"[:31], "0.12345678901234567890123456789", "0.12345678901234567890123456789", ""},
		{"123456789012345678901234567890", "123,456,789,012,345,678,901,234,567,890", "123,456,789,012,345,678,901,234,567,890", ""},
	} {
		v, e := Parse(c.text, siteUnits(t))
		if e != nil {
			t.Errorf("Parse(%q): %+v", c.text, *e)
			continue
		}
		if got := spaced(v.String()); got != c.short {
			t.Errorf("Parse(%q) prints %q, want %q", c.text, got, c.short)
		}
		long, _ := v.Format(Long)
		if got := spaced(long); got != c.long {
			t.Errorf("Parse(%q) prints long %q, want %q", c.text, got, c.long)
		}
		if got := v.Unit().Code(); got != c.code {
			t.Errorf("Parse(%q) has the unit %q, want %q", c.text, got, c.code)
		}
		for _, again := range []string{v.String(), long} {
			if w, e := Parse(again, siteUnits(t)); e != nil || !w.Equal(v) {
				t.Errorf("Parse(%q) prints %q, which reads as %q, %+v", c.text, again, w.String(), e)
			}
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ text, code, part, message, hint string }{
		{"", codeValue, "", "a value is missing", "write a number"},
		{"   ", codeValue, "   ", "a value is missing", "write a number"},
		{"about", codeValue, "about", "missing after", "write a number"},
		{"foo", codeValue, "foo", `"foo" is not a number`, "write a number"},
		{"about foo ", codeValue, "foo", `"foo" is not a number`, ""},
		{"around 27%", codeValue, "around", "not one of the qualifiers", `"about"`},
		{"~27%", codeValue, "~", "not one of the qualifiers", `"about"`},
		{"almost USD 5 bn", codeValue, "almost", "not one of the qualifiers", `"nearly"`},
		{"over USD 5 bn", codeValue, "over", "not one of the qualifiers", `"more than"`},
		{"at most 5%", codeValue, "at most", "not one of the qualifiers", `"up to"`},
		{"27 parsecs", codeUnit, "parsecs", "not known", "units of this site"},
		{"27 yeers", codeUnit, "yeers", "not known", "did you mean year"},
		{"27 gigawats", codeUnit, "gigawats", "not known", "gigawatts"},
		{"USD 13 bln", codeUnit, "bln", "not a unit or a scale", "write bn"},
		{"USD 13 B", codeUnit, "B", "not a unit or a scale", "write bn"},
		{"USD 13M", codeUnit, "M", "not a unit or a scale", "write m"},
		{"13 bn USD", codeValue, "USD", "stands after its number", "USD 13 bn"},
		{"13 €", codeValue, "€", "stands after its number", "EUR 13 bn"},
		{"usd 13", codeUnit, "usd", "not a currency", "USD"},
		{"GPU 5", codeValue, "GPU", "unit of this site", "5 GPU"},
		{"USD 5%", codeValue, "%", "both the currency USD and the unit %", ""},
		{"1e9", codeValue, "1e9", "exponent", "bn"},
		{"USD 1.5E-3 bn", codeValue, "1.5E-3", "exponent", "bn"},
		{"1,23", codeValue, "1,23", "group thousands", "full stop"},
		{"1234,567", codeValue, "1234,567", "group thousands", ""},
		{"12,3456", codeValue, "12,3456", "group thousands", ""},
		{"1,234,56", codeValue, "1,234,56", "group thousands", ""},
		{"12,", codeValue, "12,", "group thousands", ""},
		{"1.2.3", codeValue, "1.2.3", "two decimal points", ""},
		{"5.", codeValue, ".", "decimal point", ""},
		{"5.%", codeValue, ".", "decimal point", ""},
		{".5%", codeValue, ".", "begins with a digit", "0.5%"},
		{"007", codeValue, "007", "zero too many", ""},
		{"1 000 000", codeValue, "1 0", "digits follow", "1,234,567"},
		{"1'000", codeValue, "1'000", "not a number", ""},
		{"1_000", codeValue, "1_000", "not a number", ""},
		{"+5%", codeValue, "+", "plus sign", "leave it out"},
		{"--5%", codeValue, "-", "one minus sign", ""},
		{"-USD -5", codeValue, "-", "one minus sign", ""},
		{"–5%", codeValue, "–", "a dash is not a minus", ""},
		{"5-6%", codeValue, "-", "the word to", "5 to 6%"},
		{"5–6%", codeValue, "–", "the word to", "5 to 6%"},
		{"５%", codeValue, "５", "digits 0 to 9", ""},
		{"2５%", codeValue, "５", "digits 0 to 9", ""},
		{"½", codeValue, "½", "digits 0 to 9", ""},
		{"5½%", codeValue, "½", "digits 0 to 9", ""},
		{"٣ years", codeValue, "٣", "digits 0 to 9", ""},
		{"1234567890123456789012345678901", codeValue, "1234567890123456789012345678901", "more than 30 digits", ""},
		{"-2% to -5%", codeValue, "-2% to -5%", "lower number to the higher", `"-5% to -2%"`},
		{"5% to 5%", codeValue, "5% to 5%", "the same", ""},
		{"5% to", codeValue, " to", `missing after "to"`, ""},
		{"5% to 6% to 7%", codeUnit, "% to 7%", "not known", ""},
		{"5% to USD 6", codeClash, "5% to USD 6", "per cent and US dollars", ""},
		{"5 years to 6 days", codeClash, "5 years to 6 days", "years and days", ""},
		{"900,000 to 1.2 m", codeValue, "900,000 to 1.2 m", "not clear", "both ends"},
		{"up to 5 to 6%", codeValue, "up to", "before a range", ""},
		{"nearly 5% to 6%", codeValue, "nearly", "before a range", ""},
		{"5 / m2", codeValue, "5 / m2", "a quotient needs", ""},
		{"EUR 5 /", codeValue, "/", "unit is missing", ""},
		{"EUR 5 / foo", codeUnit, "foo", "not known", ""},
		{"EUR 5 / %", codeValue, " %", "under a quotient", ""},
		{"5 bn bn", codeValue, "bn", "wrong place", "follows its number"},
		{"NaN", codeValue, "NaN", "not a number", ""},
		{"0x10", codeUnit, "x10", "not known", ""},
		{"27%%", codeUnit, "%%", "not known", "%"},
		{"27%\x00", codeUnit, "%\x00", "not known", "%"},
		{strings.Repeat("9", 1000), codeValue, strings.Repeat("9", 1000), "this long", ""},
	} {
		_, e := Parse(c.text, siteUnits(t))
		if e == nil {
			t.Errorf("Parse(%q) is no error", c.text)
			continue
		}
		if got := c.text[e.Start:e.End]; e.Code != c.code || got != c.part || !strings.Contains(e.Message, c.message) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("Parse(%q): %q %+v, want %+v", c.text, got, *e, c)
		}
	}
}

func TestUnitsAdd(t *testing.T) {
	u := siteUnits(t)
	for _, a := range [][3]string{
		{"year", "years", ""}, {"gigawatt", "gigs", ""}, {"watt", "watts", "GW"}, {"metre", "metres", "m"},
		{"thing", "", ""}, {"usd", "USD", ""}, {"deal", "deals per se", ""}, {"bit", "bits", "b/s"}, {"odd", " odds", ""}, {"p", "5ps", ""},
	} {
		if err := u.Add(a[0], a[1], a[2]); err == nil {
			t.Errorf("Add(%q) is no error", a)
		}
	}
	if v, e := Parse("5 years", nil); e != nil || v.String() != "5"+nbsp+"years" {
		t.Errorf("without units: %v, %v", v, e)
	}
	if names := u.Names(); len(names) < 20 || names[0] != "%" {
		t.Errorf("Names() = %q", names)
	}
}
