package value

import (
	"strings"
	"testing"
	"unicode/utf8"

	"explainer/internal/diag"
)

// sound checks what every error promises: a code of the catalogue, a place in the text, words.
func sound(t *testing.T, text string, e *Error) {
	t.Helper()
	if _, ok := diag.Explain(e.Code); !ok {
		t.Fatalf("%q: no such code %q", text, e.Code)
	}
	if e.Start < 0 || e.Start > e.End || e.End > len(text) {
		t.Fatalf("%q: the error is at %d to %d", text, e.Start, e.End)
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[e.Start:e.End]) {
		t.Fatalf("%q: the error cuts a character: %q", text, text[e.Start:e.End])
	}
	if e.Message == "" || len(e.Message) > 400 || strings.HasSuffix(e.Message, ".") {
		t.Fatalf("%q: the message is %q", text, e.Message)
	}
}

// whole checks what every value promises: its interval holds its numbers, its forms can be printed.
func whole(t *testing.T, text string, v Value) {
	t.Helper()
	lo, hi := v.Interval()
	low, high := v.Ends()
	if !lo.Infinite && lo.D.Cmp(low) > 0 || !hi.Infinite && hi.D.Cmp(high) < 0 || low.Cmp(high) > 0 {
		t.Fatalf("%q: the interval %s does not hold %s to %s", text, show(v), low, high)
	}
	if n := v.Number(); n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		t.Fatalf("%q: the number %s is not within %s to %s", text, n, low, high)
	}
	for f := Short; f <= Year; f++ {
		if s, ok := v.Format(f); ok == (s == "") || len(s) > 1000 {
			t.Fatalf("%q as form %d: %q, %v", text, f, s, ok)
		}
	}
	v.Unit().Code()
	v.UnitName()
	v.LastDigit()
	if !v.Equal(v) || v.Compare(v) != 0 || !v.SameUnit(v) || v.Apart(v) && v.Qualifier() != LessThan && v.Qualifier() != MoreThan {
		t.Fatalf("%q does not equal itself", text)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"about 27%", "USD 13 bn", "-5% to -2%", "EUR 12.5 / m2", "up to $50 billion", "2.5 m people", "1 to 2 GW", "1e9", "½", "1,234,567.80 days",
		"nearly −4 per cent", "USD 880 to 906 bn", "€5 per m²", "3% per year", "US$ 1 tn to 2 tn / share", "about 0", "CNY 1\u00a0000", "5 data centres per month",
	} {
		f.Add(s)
	}
	u := siteUnits(f)
	f.Fuzz(func(t *testing.T, text string) {
		v, e := Parse(text, u)
		if e != nil {
			sound(t, text, e)
			return
		}
		whole(t, text, v)
		whole(t, text, v.Exact(true))
		whole(t, text, v.Exact(false))
		for _, form := range []Form{Short, Long} {
			s, _ := v.Format(form)
			w, e := Parse(s, u)
			if e != nil || !w.Equal(v) {
				t.Fatalf("%q prints %q, which reads as %q, %+v", text, s, w, e)
			}
		}
		if w, e := v.As("", 2); e == nil {
			whole(t, text, w)
		}
	})
}

func FuzzExpr(f *testing.F) {
	for _, s := range []string{
		"stake * val850", "round(printed / paid, 1)", "sum(pre, round, cap) - 2 * ten", "deal - recap", "-(stake - stake.june) / pts", "range * range.val / 7",
		"yearly * years * cash", "1 - 2 - 3", "price*shares/cash", "((1))", "zero*zero*1.50", "huge/huge*huge", "cap ÷ (2 × power)", "a-b.c-1",
	} {
		f.Add(s)
	}
	find := lookup(f)
	known := map[string]Value{}
	for id := range sheet {
		known[id], _ = find(id)
	}
	for id := range dates {
		known[id], _ = find(id)
	}
	from := func(id string) (Value, bool) { v, ok := known[id]; return v, ok }
	f.Fuzz(func(t *testing.T, text string) {
		x, e := ParseExpr(text)
		if e != nil {
			sound(t, text, e)
			return
		}
		for _, r := range x.Refs() {
			if text[r.Start:r.End] != r.ID {
				t.Fatalf("%q: %+v is at %q", text, r, text[r.Start:r.End])
			}
		}
		v, e := x.Eval(from, nil)
		if e != nil {
			sound(t, text, e)
			return
		}
		whole(t, text, v)
		for _, kind := range []string{"", "percent", "multiple", "number"} {
			if w, e := v.As(kind, 1); e == nil {
				whole(t, text, w)
			}
		}
		shown := x.Show(func(id string) string { return id })
		if strings.Contains(shown, "rounded") || strings.Contains(shown, ",") {
			return
		}
		y, e := ParseExpr(shown)
		if e != nil {
			t.Fatalf("%q shows as %q: %+v", text, shown, *e)
		}
		if w, e := y.Eval(from, nil); e != nil || !w.Equal(v) {
			t.Fatalf("%q is %s, but as shown, %q, it is %s, %+v", text, v, shown, w, e)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-04-27", "2026-04", "2026", "2026-02-29", "28 October 2025", "0000", "2026-13"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, e := ParseDate(text)
		if e != nil {
			sound(t, text, e)
			return
		}
		if d.ISO() != text || !d.Contains(d.First()) || !d.Contains(d.Last()) || d.String() == "" {
			t.Fatalf("%q is %+v", text, d)
		}
		whole(t, text, FromDate(d))
	})
}
