package value

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// kinds are facts of every kind that words may lead to.
var kinds = []string{
	"27%", "about 27%", "26.79%", "-4%", "about -4.3%", "-5% to -2%", "2 points", "USD 228.3 bn", "USD 13 bn", "up to USD 50 bn", "at least USD 37 bn", "nearly 4%", "more than 5%",
	"USD 225 bn to USD 234 bn", "USD 424.76", "EUR 12.5 / m2", "CNY 5 bn", "17.6x", "2x", "33.3%", "3", "1,234,567", "7 years", "2.5 m people", "2 gigawatts", "5 data centres",
	"about 0%", "about USD 850 bn", "= about 27% * USD 850 bn", "= USD 228.3 bn / USD 13 bn", "= 27% - 25%", "2025-10-28", "2025-10", "2025",
}

// FuzzFits: nothing panics; a misfit is a part of the words that cuts no character, with a reason; what is offered in its
// place fits; no digit, of any script, is passed over.
func FuzzFits(f *testing.F) {
	u := siteUnits(f)
	var facts []Value
	for _, k := range kinds {
		facts = append(facts, fact(f, k))
	}
	for i, c := range fitting {
		for _, words := range c.words {
			f.Add(words, uint8(i))
		}
	}
	for i, c := range refused {
		for _, words := range c.words {
			f.Add(words[0], uint8(i))
		}
	}
	for i, words := range unreadable {
		f.Add(words, uint8(i))
	}
	f.Fuzz(func(t *testing.T, words string, n uint8) {
		v := facts[int(n)%len(facts)]
		for _, as := range []Form{Short, Abs, Low, Year} {
			if _, ok := v.Format(as); !ok {
				continue
			}
			m := v.Fits(words, as, u)
			if m == nil {
				if len(words) < 300 { // it tries each digit
					judged(t, v, as, words, u)
				}
				continue
			}
			if m.Start < 0 || m.Start >= m.End || m.End > len(words) {
				t.Fatalf("%q for %s: %+v", words, v, m)
			}
			if utf8.ValidString(words) && !utf8.ValidString(words[m.Start:m.End]) {
				t.Fatalf("%q for %s: the misfit cuts a character: %+v", words, v, m)
			}
			if m.Say != "" && v.Fits(words[:m.Start]+m.Say+words[m.End:], as, u) != nil {
				t.Fatalf("%q for %s: %q does not fit either", words, v, m.Say)
			}
		}
		for _, x := range Stated(words, u) {
			if x.Start >= x.End || strings.ContainsFunc(words[x.Start:x.Start+1], func(c rune) bool { return c >= utf8.RuneSelf }) {
				t.Fatalf("%q: stated is %+v", words, x)
			}
		}
		if m := Quoted(words, words); m != nil && m.Why != whyUnread {
			t.Fatalf("%q does not stand in itself: %+v", words, m)
		}
	})
}

// judged checks that words which fit have no digit outside what was judged: with each digit in turn made another that
// no fact of kinds has, or followed by a stray one, they fit no more.
func judged(t *testing.T, v Value, as Form, words string, u *Units) {
	for i, c := range words {
		if !digital(c) {
			continue
		}
		end := i + utf8.RuneLen(c)
		for _, stray := range []string{"٢", "½", "９"} {
			if changed := words[:i] + stray + words[end:]; v.Fits(changed, as, u) == nil {
				t.Fatalf("%q fits %s, and so does %q", words, v, changed)
			}
		}
		if c > '9' {
			if !strings.Contains(words, "m²") && !strings.Contains(words, "M²") {
				t.Fatalf("%q fits %s with the digit %q", words, v, c)
			}
		}
	}
}

// A changed digit never passes: of each printed form of a fact, with any one digit made another.
func TestDigitChanged(t *testing.T) {
	u, n := siteUnits(t), 0
	for _, k := range kinds {
		v := fact(t, k)
		for _, as := range []Form{Short, Long, Abs, Low, High, IntervalForm, Month, Year} {
			printed, ok := v.Format(as)
			if !ok {
				continue
			}
			if m := v.Fits(printed, as, u); m != nil {
				t.Errorf("%s as %d prints %q, which does not fit: %+v", k, as, printed, m)
			}
			for i := range len(printed) {
				if !isDigit(printed[i]) {
					continue
				}
				for d := byte('0'); d <= '9'; d++ {
					changed := printed[:i] + string(d) + printed[i+1:]
					if n++; d != printed[i] && v.Fits(changed, as, u) == nil {
						t.Errorf("%s prints %q; %q fits too", k, printed, changed)
					}
				}
				for _, changed := range []string{printed[:i] + "0" + printed[i:], printed[:i+1] + "0" + printed[i+1:]} {
					if n++; changed != printed && v.Fits(changed, as, u) == nil && k != "about 0%" {
						t.Errorf("%s prints %q; %q fits too", k, printed, changed)
					}
				}
			}
		}
	}
	if n < 2000 {
		t.Errorf("%d changes only", n)
	}
}

// Whatever words fit, no other number of the same precision does: one precision and one qualifier allow one value.
// A zero at the end is none of the digits that count after "about", so that it is left alone there.
func TestOneValue(t *testing.T) {
	u := siteUnits(t)
	r := rand.New(rand.NewPCG(5, 6))
	for _, c := range fitting {
		v := fact(t, c.fact)
		for _, words := range c.words {
			for range 20 {
				changed := []byte(words)
				i := r.IntN(len(words) + 1)
				if i == len(words) || !isDigit(words[i]) || words[i] == '0' && strings.Contains(words, "about") {
					continue
				}
				changed[i] = byte('0' + r.IntN(10))
				if string(changed) != words && v.Fits(string(changed), Short, u) == nil {
					t.Errorf("%q and %q both fit %s", words, changed, c.fact)
				}
			}
		}
	}
}

// Words that fit go on fitting between other words, and cost no more time for their length than they must.
func TestAmongWords(t *testing.T) {
	u := siteUnits(t)
	for _, c := range fitting {
		v := fact(t, c.fact)
		for _, words := range c.words {
			if among := "Microsoft held " + words + ", says the report"; v.Fits(among, Short, u) != nil && !strings.HasPrefix(words, "-") && !strings.HasPrefix(words, "–") {
				t.Errorf("%q fits %s, %q does not: %+v", words, c.fact, among, v.Fits(among, Short, u))
			}
		}
	}
	long := strings.Repeat("one of the parts and ", 90)
	if m := fact(t, "27%").Fits(long+"28%", Short, u); m == nil || m.Start != len(long) {
		t.Errorf("in long words: %+v", m)
	}
	if m := fact(t, "27%").Fits(strings.Repeat("27% ", 400), Short, u); m != nil {
		t.Errorf("many figures: %+v", m)
	}
	for _, hostile := range []string{"7", "27% ", " ", "\u00a0", "a ", "one ", "about ", "27,", "two hundred million ", "-", "27 to ", "not more than ", "half a ", "$", "Q1 ", "the 2", "fell "} {
		words := strings.Repeat(hostile, 10_000)
		if m := fact(t, "27%").Fits(words+"27%", Short, u); m == nil && strings.TrimSpace(words) != "" {
			t.Errorf("%q, many times, fits", hostile)
		}
		for _, k := range []string{"27%", "3", "-4%", "2025-10-28", "USD 225 bn to USD 234 bn"} {
			fact(t, k).Fits(words[:maxWords/len(hostile)*len(hostile)], Short, u)
			fact(t, k).JudgeWords(words, u)
		}
		Stated(words, u)
		Quoted(words, words[:1000])
	}
	if m := fact(t, "27%").Fits(strings.Repeat("words ", 1_000), Short, u); m != nil {
		t.Errorf("words without a figure: %+v", m)
	}
}

func TestQuoted(t *testing.T) {
	for _, c := range []struct {
		words, texts, want string
	}{
		{"the filing", "Form 10-K", ""}, {"10-K", "Form 10-K", ""}, {"8-K", "Form 10-K", "8"}, {"of 2025", "28 October 2025", ""}, {"of 2024", "28 October 2025", "2024"},
		{"7", "27", "7"}, {"27", "7", "27"}, {"7.5", "7.5 days", ""}, {"7", "7.5 days", "7"}, {"09:12", "at 09:12 in New York", ""}, {"９", "9", "９"}, {"９", "９", ""}, {"½", "1/2", "½"},
		{"2\u200b7", "2 7", "2\u200b7"}, {"no\u00addigit", "", ""}, {"", "", ""}, {"27 and 28", "28, 27", ""}, {"¶10", "¶10", ""}, {"1,000", "1,000 days", ""}, {"1,000", "1000 days", "1,000"},
	} {
		m := Quoted(c.words, strings.Split(c.texts, "|")...)
		switch {
		case m == nil && c.want != "", m != nil && c.words[m.Start:m.End] != c.want:
			t.Errorf("%q in %q: %+v, want %q", c.words, c.texts, m, c.want)
		}
	}
}

func BenchmarkFits(b *testing.B) {
	u := siteUnits(b)
	for _, c := range []struct{ fact, words string }{
		{"about 27%", "about 27%"}, {"about 27%", "roughly 27 per cent"}, {"USD 228.3 bn", "$228 billion"}, {"2025-10-28", "October 2025"}, {"2025-10-28", "28 October 2025"}, {"27%", "the stake in the company"},
		{"-4%", "fell by more than 3.8%"},
	} {
		v := fact(b, c.fact)
		b.Run(strings.ReplaceAll(c.words, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v.Fits(c.words, Short, u)
			}
		})
	}
}
