package value

import (
	"strings"
	"testing"
)

// Each case marks in brackets what states a quantity; a case without brackets states none.
func TestStated(t *testing.T) {
	u := siteUnits(t)
	for _, marked := range []string{
		// Fractions.
		"[a third] of the shares", "[a third]", "Nearly [a third].", "[one-third] of it", "[One third] of it", "[two-thirds]", "[two thirds] of it", "[three quarters] of it",
		"[a quarter] of its revenue", "[a fifth] more", "[half] of it", "[half] the price", "cut by [half]", "more than [half]", "[a half] of it", "[one half]", "[three-quarters]",
		"[one in four] users", "[nine out of ten] users", "[one in every five]", "[two in three]", "[one-tenth]", "owned [a third], then less", "[a\u00a0third] of it",
		// Not fractions: the third of several, one of two, another word.
		"a third phase", "the third phase", "a third party", "a third-party tool", "the first half of the year", "its second half", "a half-year report", "half way there",
		"half-hearted", "the third quarter", "a fifth column", "in the other half", "third", "a thirdly", "one in the end", "two in one",
		// Multiples.
		"it [doubled]", "It [Doubled] again", "[twice] the price", "[thrice] as much", "[double] the price", "will [double]", "[double] that", "it [tripled]", "it was [halved]",
		"[tenfold]", "[five-fold]", "[fivefold] growth", "[three times] as much", "[two times] over", "[quadruple] its size", "[doubling] in a year",
		"a double standard", "double-digit growth", "a manifold", "many times over", "one time", "a one-time fee", "times change", "a triple bond",
		// A number word before a unit.
		"for [two years]", "a [two-year] deal", "[Seven years] later", "[twenty-eight per cent] of it", "[twenty eight percent]", "[twenty-eight\u00a0per\u00a0cent]", "[two percentage points] more",
		"[two gigawatts] of power", "[three GW]", "[five data centres]", "[two full years]", "[three more months]", "[two weeks] on", "[six hours]", "[ten days]", "[one year] ago",
		"[one gigawatt]", "[two hundred days]", "[a hundred years]", "[one hundred and five days]", "[a dozen years]", "[two and a half years]", "[ninety-nine days]", "[zero per cent]", "a zero-sum game", "[zero dollars]",
		// A scale or a currency.
		"[two billion]", "[two billion dollars]", "[a billion] users", "[thirteen billion US dollars]", "[two hundred and fifty million euros]", "[five dollars]", "[two and a half billion]",
		"[two million three hundred thousand dollars]", "[half a billion]", "[half a million] users",
		// Number words that state nothing.
		"one of them", "one of the two companies", "the two companies", "two companies", "three people said", "one day it will", "at one point", "the first", "a hundred reasons", "for one thing",
		"two of the years", "no one", "the two won", "someone", "the ten-strong team", "a number of years", "years ago", "twos", "two 2 years", "two", "",
		// More than one, and what stands around.
		"[a third], then [half], then [twice] that", "from [two years] to [three years]", "«[two years]»", "([a third])", "x2two years", "é" + "two years", "twoé years", "two, years",
	} {
		text := strings.NewReplacer("[", "", "]", "").Replace(marked)
		var b strings.Builder
		at := 0
		for _, x := range Stated(text, u) {
			b.WriteString(text[at:x.Start] + "[" + text[x.Start:x.End] + "]")
			at = x.End
		}
		b.WriteString(text[at:])
		want := marked
		if strings.Contains(marked, "people said") {
			want = "[three people] said" // a unit of this site
		}
		if b.String() != want {
			t.Errorf("%q is read as %q", want, b.String())
		}
	}
}

// A long text costs no more a word than a short one.
func BenchmarkStated(b *testing.B) {
	text := strings.Repeat("Microsoft and OpenAI revised their agreement, and the two companies said that the licence goes on. ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Stated(text, nil)) > 0 {
			b.Fatal("found something")
		}
	}
}
