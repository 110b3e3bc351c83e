package value

import (
	"fmt"
	"testing"
)

// derive works a sum out of facts that are given as text.
func derive(t *testing.T, sum string, inputs ...string) Value {
	t.Helper()
	facts := map[string]Value{}
	for i, in := range inputs {
		v, err := Parse(in, nil)
		if err != nil {
			t.Fatal(in, err)
		}
		facts[string(rune('a'+i))] = v
	}
	e, err := ParseExpr(sum)
	if err != nil {
		t.Fatal(sum, err)
	}
	v, err := e.Eval(func(id string) (Value, bool) { x, ok := facts[id]; return x, ok }, nil)
	if err != nil {
		t.Fatal(sum, err)
	}
	return v
}

func TestJudge(t *testing.T) {
	for _, c := range []struct{ fact, claim, want string }{
		// The same number and qualifier.
		{"27%", "27%", "agrees"}, {"27%", "27 per cent", "agrees"}, {"27%", "27.0%", "agrees"}, {"13", "13.0", "agrees"},
		{"USD 13 bn", "USD 13.0 bn", "agrees"}, {"USD 13 bn", "$13 billion", "agrees"}, {"USD 13 bn", "US$13bn", "agrees"},
		{"USD 13 bn", "USD 13,000 m", "agrees"}, {"about 27%", "about 27%", "agrees"}, {"about 27%", "approximately 27%", "agrees"},
		{"about 27%", "roughly 27%", "agrees"}, {"nearly -4%", "nearly -4%", "agrees"}, {"up to USD 50 bn", "as much as $50 billion", "agrees"},
		{"-1.1%", "−1.1%", "agrees"}, {"17.6x", "17.6 times", "agrees"}, {"7 years", "7 years", "agrees"},
		{"-5% to -2%", "-5% to -2%", "agrees"}, {"USD 880 bn to USD 906 bn", "$880bn to $906bn", "agrees"},
		{"at least USD 37 bn", "at least USD 37 bn", "agrees"}, {"more than 5%", "over 5%", "agrees"},
		// No number can be both.
		{"27%", "28%", "differs"}, {"27%", "25%", "differs"}, {"about 27%", "about 25%", "differs"}, {"USD 13 bn", "USD 13.8 bn", "differs"},
		{"USD 13 bn", "USD 26 bn", "differs"}, {"USD 11.8 bn", "USD 11.9 bn", "differs"}, {"-1%", "1%", "differs"}, {"-4%", "nearly -1%", "differs"},
		{"up to USD 50 bn", "USD 51 bn", "differs"}, {"at least USD 37 bn", "USD 36 bn", "differs"}, {"less than 5%", "at least 5%", "differs"},
		{"more than 5%", "up to 5%", "differs"}, {"-5% to -2%", "-6%", "differs"}, {"17.6x", "2x", "differs"}, {"nearly USD 100 bn", "USD 120 bn", "differs"},
		// Values of other units.
		{"27%", "27", "differs"}, {"27%", "27x", "differs"}, {"27%", "USD 27 bn", "differs"}, {"USD 13 bn", "EUR 13 bn", "differs"},
		{"7 years", "7 months", "differs"}, {"2 points", "2%", "differs"}, {"USD 13 bn", "13 bn", "differs"}, {"USD 27 m", "USD 27 bn", "differs"},
		// Both can be true.
		{"USD 852 bn", "USD 850 bn", "differs"}, {"USD 852 bn", "about USD 850 bn", "rounding"}, {"27%", "about 27%", "rounding"},
		{"about 27%", "27%", "rounding"}, {"about 27%", "26.79%", "rounding"}, {"26.79%", "27%", "rounding"}, {"USD 11.8 bn", "USD 12 bn", "rounding"},
		{"USD 12 bn", "USD 11.8 bn", "rounding"}, {"up to USD 50 bn", "USD 50 bn", "rounding"}, {"USD 50 bn", "up to USD 50 bn", "rounding"},
		{"-5% to -2%", "-4%", "rounding"}, {"-5% to -2%", "nearly -4%", "rounding"}, {"at least USD 37 bn", "USD 40 bn", "rounding"},
		{"about USD 500 bn", "USD 500 bn", "rounding"}, {"nearly USD 100 bn", "USD 98 bn", "rounding"}, {"about 0%", "0.04%", "rounding"},
		// Dates are as fine as they are written.
		{"2026-04-27", "27 April 2026", "agrees"}, {"2026-04-27", "April 27, 2026", "agrees"}, {"2026-04-27", "April 2026", "rounding"},
		{"2026-04-27", "2026", "rounding"}, {"2026-04", "27 April 2026", "rounding"}, {"2026-04-27", "28 April 2026", "differs"},
		{"2026-04", "May 2026", "differs"}, {"2032", "2032", "agrees"}, {"2032", "2030", "differs"}, {"2019-07-22", "2019", "rounding"},
	} {
		t.Run(c.fact+" is said to be "+c.claim, func(t *testing.T) {
			v, ok := ReadClaim(c.fact, nil)
			claim, read := ReadClaim(c.claim, nil)
			if !ok || !read {
				t.Fatalf("read %v and %v", ok, read)
			}
			if got := v.Judge(claim).Class(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestJudgeDerived(t *testing.T) {
	for _, c := range []struct {
		sum    string
		inputs []string
		claim  string
		want   string
	}{
		{"a * b", []string{"about 27%", "USD 852 bn"}, "nearly USD 228.3 bn", "precise"},
		{"a * b", []string{"about 27%", "USD 850 bn"}, "USD 228.3 bn", "precise"},
		{"a * b", []string{"about 27%", "USD 850 bn"}, "about USD 230 bn", "agrees"},
		{"a * b", []string{"about 27%", "USD 850 bn"}, "USD 26 bn", "differs"},
		{"a * b", []string{"about 27%", "USD 850 bn"}, "USD 240 bn", "differs"},
		{"a * b", []string{"about 27%", "USD 850 bn"}, "USD 200 bn to USD 250 bn", "rounding"},
		{"a + b", []string{"USD 15 bn", "USD 35 bn"}, "USD 50 bn", "rounding"},
		{"a - b", []string{"27%", "25%"}, "2 points", "agrees"},
		{"a / b", []string{"USD 228.3 bn", "USD 13 bn"}, "2x", "differs"},
		{"a / b", []string{"USD 228.3 bn", "USD 13 bn"}, "17.6x", "precise"},
	} {
		t.Run(c.sum+" "+fmt.Sprint(c.inputs)+" is said to be "+c.claim, func(t *testing.T) {
			v := derive(t, c.sum, c.inputs...)
			claim, ok := ReadClaim(c.claim, nil)
			if !ok {
				t.Fatal("not read")
			}
			if got := v.Judge(claim).Class(); got != c.want {
				t.Errorf("%s (%s), want %s", got, v, c.want)
			}
		})
	}
}

// An exact value agrees with itself at any precision it is written in.
func TestJudgeSelf(t *testing.T) {
	for _, text := range []string{"27", "3.6", "0.04", "-1.1", "100"} {
		for _, unit := range []string{"%", "x", " years", " points"} {
			v, err := Parse(text+unit, nil)
			if err != nil {
				t.Fatal(err)
			}
			longer := text
			if !containsDot(text) {
				longer += "."
			}
			for range 4 {
				longer += "0"
				claim, err := Parse(longer+unit, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got := v.Judge(claim); got != Agrees {
					t.Errorf("%s against %s: %s", longer+unit, v, got)
				}
			}
		}
	}
}

func containsDot(s string) bool {
	for _, r := range s {
		if r == '.' {
			return true
		}
	}
	return false
}

// Making a value vaguer never makes it differ, and whether two values differ does not depend on which of
// them is the claim.
func TestJudgeWidening(t *testing.T) {
	texts := []string{"25%", "26.79%", "27%", "28%", "27.4%", "30%", "about 27%", "about 30%", "nearly 28%", "26% to 28%", "up to 27%", "at least 27%", "less than 27%", "more than 27%"}
	vaguer := map[string]string{"27%": "about 27%", "26.79%": "about 27%", "28%": "about 28%", "30%": "about 30%"}
	for _, a := range texts {
		for _, b := range texts {
			v, _ := Parse(a, nil)
			w, _ := Parse(b, nil)
			v, w = v.Exact(false), w.Exact(false)
			if (v.Judge(w) == Differs) != (w.Judge(v) == Differs) {
				t.Errorf("%s against %s differs one way only", a, b)
			}
			if vague, ok := vaguer[a]; ok && v.Judge(w) != Differs {
				wide, _ := Parse(vague, nil)
				if wide.Judge(w) == Differs {
					t.Errorf("%s agrees with %s, %s does not", a, b, vague)
				}
			}
		}
	}
}

// Claims whose words hold a figure and are no value are read as an editor's words are; those without one get no verdict.
func TestJudgeWords(t *testing.T) {
	u := siteUnits(t)
	for _, c := range []struct{ fact, says, want string }{
		{"27%", "27%", "agrees"}, {"27%", "27% of the shares", "agrees"}, {"27%", "a 27 per cent stake", "agrees"}, {"27%", "twenty-seven per cent", "agrees"},
		{"about 27%", "27% of the shares", "rounding"}, {"about 27%", "26.8% of it", "rounding"}, {"27%", "28% of the shares", "differs"}, {"27%", "27 of them", "differs"},
		{"33%", "nearly one-third of the equity", "rounding"}, {"about 27%", "nearly one-third of the equity", "differs"}, {"33.3%", "a third", "rounding"}, {"25%", "one in four", "rounding"},
		{"2x", "doubled", "agrees"}, {"17.6x", "doubled", "differs"}, {"2.3x", "more than doubled", "rounding"}, {"0.5x", "halved", "agrees"}, {"0.5x", "half", "rounding"},
		{"-4%", "fell by 4%", "rounding"}, {"-4%", "fell by 5%", "differs"}, {"4%", "fell by 4%", "differs"}, {"3.6%", "rose 3.6%", "agrees"},
		{"USD 13 bn", "13 billion dollars in all", "agrees"}, {"USD 13 bn", "$13.75bn was paid", "differs"}, {"USD 13 bn", "thirteen billion dollars", "agrees"}, {"up to USD 50 bn", "USD 15 bn and USD 35 bn", "differs"},
		{"27%", "27.5.3%", "differs"}, {"27%", "２７%", "differs"}, {"27%", "27% and 28%", "differs"}, {"27%", "27%, then 27%", "rounding"}, {"27%", "two", "none"}, {"27%", "two years", "differs"},
		{"7 years", "seven years", "agrees"}, {"7 years", "for seven more years", "agrees"}, {"7 years", "eight years", "differs"}, {"2,500", "2500", "agrees"}, {"2,400", "2500", "differs"},
		{"USD 225 bn to USD 234 bn", "between $225bn and $234bn", "agrees"}, {"2 gigawatts", "two gigawatts of power", "agrees"},
		{"2025-10-28", "late October 2025", "rounding"}, {"2025-10-28", "on 28 October 2025, at the close", "agrees"}, {"2025-10-28", "the fourth quarter of 2025", "rounding"}, {"2025-10-28", "mid-2025", "differs"},
		{"2025-10-28", "27%", "differs"}, {"2025-10-28", "28.10.2025", "differs"}, {"2025-10-28", "October last year", "none"}, {"2025-10-28", "28 October 2025 at 09:12", "differs"},
		{"27%", "the same percentage", "none"}, {"27%", "one of the owners", "none"}, {"27%", "", "none"}, {"2025-10-28", "Wednesday", "none"}, {"27%", "a part", "none"},
	} {
		got := "none"
		if x, ok := fact(t, c.fact).JudgeWords(c.says, u); ok {
			got = x.Class()
		}
		if got != c.want {
			t.Errorf("%q against %s: %s, want %s", c.says, c.fact, got, c.want)
		}
	}
}

// Making an input of a sum vaguer never turns a claim that agreed into one that differs, and the order of the
// operands changes no verdict.
func TestJudgeSums(t *testing.T) {
	vaguer := func(text string) []string {
		return []string{"about " + text, text}
	}
	n := 0
	for _, a := range []string{"27%", "26.8%", "30%", "4%"} {
		for _, b := range []string{"USD 852 bn", "USD 850 bn", "USD 13.75 bn", "USD 500 m"} {
			for _, claim := range []string{"USD 228.3 bn", "about USD 230 bn", "USD 230 bn", "nearly USD 228.3 bn", "USD 3.7 bn", "USD 255 bn", "USD 34 bn", "up to USD 240 bn", "USD 20 m", "about USD 135 m", "USD 225 bn to USD 235 bn"} {
				c, ok := ReadClaim(claim, nil)
				if !ok {
					t.Fatal(claim)
				}
				narrow := derive(t, "a * b", a, b).Judge(c)
				if turned := derive(t, "b * a", a, b).Judge(c); turned != narrow {
					t.Errorf("%s × %s against %s: %s, the other way round %s", a, b, claim, narrow, turned)
				}
				for _, wa := range vaguer(a) {
					for _, wb := range vaguer(b) {
						n++
						if wide := derive(t, "a * b", wa, wb).Judge(c); wide == Differs && narrow != Differs {
							t.Errorf("%s × %s against %s: %s; %s × %s differs", a, b, claim, narrow, wa, wb)
						}
					}
				}
			}
			sum, swapped := derive(t, "a + b", b, "USD 13 bn"), derive(t, "b + a", b, "USD 13 bn")
			for _, claim := range []string{"USD 865 bn", "USD 863 bn", "about USD 860 bn", "USD 26.75 bn"} {
				if c, _ := ReadClaim(claim, nil); sum.Judge(c) != swapped.Judge(c) {
					t.Errorf("%s + USD 13 bn against %s depends on the order", b, claim)
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("%d sums only", n)
	}
}

func TestReadClaim(t *testing.T) {
	for _, says := range []string{"doubled", "Wednesday", "nearly one-third of the equity", "the same percentage", "75% of profits, then 49%", "", "30 February 2026", "32 May 2026", "May", "12 2026"} {
		if v, ok := ReadClaim(says, nil); ok {
			t.Errorf("%q is read as %s", says, v)
		}
	}
}
