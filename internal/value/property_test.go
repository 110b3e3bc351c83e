package value

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The order of a sum's operands changes nothing, whatever they are.
func TestSumOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	u := siteUnits(t)
	for range 300 {
		known, ids := map[string]Value{}, []string{}
		for i := range 2 + r.IntN(6) {
			q := []string{"", "about ", "nearly "}[r.IntN(3)]
			id := fmt.Sprintf("f%d", i)
			v, e := Parse(fmt.Sprintf("%sUSD %d.%0*d %s", q, r.IntN(10000), 1+r.IntN(5), r.IntN(10), []string{"", "m", "bn"}[r.IntN(3)]), u)
			if e != nil {
				t.Fatal(*e)
			}
			known[id], ids = v, append(ids, id)
		}
		find := func(id string) (Value, bool) { v, ok := known[id]; return v, ok }
		var first Value
		for turn := range 4 {
			x, e := ParseExpr("sum(" + strings.Join(ids, ", ") + ")")
			if e != nil {
				t.Fatal(*e)
			}
			v, e := x.Eval(find, u)
			if e != nil {
				t.Fatal(*e)
			}
			if turn == 0 {
				first = v
			} else if !v.Equal(first) {
				t.Fatalf("%v: %s and %s", ids, first, v)
			}
			r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		}
	}
}

// What "about" prints is never so rounded that, read again, it would exclude the number itself, and no number
// that the operands allow falls out of a computed interval.
func TestComputedIsHonest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		a, e1 := Parse(fmt.Sprintf("about USD %d.%d bn", r.IntN(1000), r.IntN(10)), nil)
		b, e2 := Parse(fmt.Sprintf("about %d%%", 1+r.IntN(300)), nil)
		if e1 != nil || e2 != nil {
			t.Fatal(e1, e2)
		}
		find := func(id string) (Value, bool) { return map[string]Value{"a": a, "b": b}[id], true }
		for _, text := range []string{"a * b", "a / b", "a + a", "a - a * b"} {
			x, _ := ParseExpr(text)
			v, e := x.Eval(find, nil)
			if e != nil {
				t.Fatal(*e)
			}
			again, e := Parse(v.String(), nil)
			if e != nil {
				t.Fatalf("%s prints %q: %+v", text, v, *e)
			}
			lo, hi := again.Interval()
			if n := v.Number(); n.Cmp(lo.D) < 0 || n.Cmp(hi.D) > 0 {
				t.Fatalf("%s of %s and %s is %s, but prints %q", text, a, b, n, v)
			}
			whole(t, text, v)
		}
		x, _ := ParseExpr("a * b")
		v, _ := x.Eval(find, nil)
		lo, hi := v.Interval()
		alo, ahi := a.Interval()
		blo, bhi := b.Interval()
		for _, corner := range []Decimal{alo.D.Mul(blo.D), ahi.D.Mul(bhi.D), alo.D.Mul(bhi.D)} {
			if c := corner.shift(-2); c.Cmp(lo.D) < 0 || c.Cmp(hi.D) > 0 {
				t.Fatalf("%s × %s misses %s", a, b, c)
			}
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		x              Decimal
		at             int
		near, low, top string
	}{
		{decimal(22825, -2), -1, "228.3", "228.2", "228.3"},
		{decimal(-22825, -2), -1, "-228.3", "-228.3", "-228.2"},
		{decimal(7, 0), 1, "10", "0", "10"},
		{decimal(4, 0), 1, "0", "0", "10"},
		{decimal(-4, 0), 1, "0", "-10", "0"},
		{decimal(4, 0), 3, "0", "0", "1000"},
		{decimal(852, 9), 9, "852000000000", "852000000000", "852000000000"},
		{decimal(9996, -1), 0, "1000", "999", "1000"},
	} {
		if a, b, d := c.x.Round(c.at).String(), c.x.Floor(c.at).String(), c.x.Ceil(c.at).String(); a != c.near || b != c.low || d != c.top {
			t.Errorf("%s at %d: %s, %s, %s", c.x, c.at, a, b, d)
		}
	}
	var zero Decimal
	if zero.String() != "0" || zero.Float() != 0 || zero.Neg().String() != "0" || zero.Sign() != 0 || decimal(-15, -1).Float() != -1.5 || decimal(-15, -1).Abs().String() != "1.5" {
		t.Error("zero, sign or float is wrong")
	}
	if q, sharp := decimal(1, 0).quo(decimal(8, 0)); q.String() != "0.125" || !sharp {
		t.Errorf("1 ÷ 8 = %s, %v", q, sharp)
	}
	if _, sharp := decimal(1, 0).quo(decimal(3, 0)); sharp {
		t.Error("1 ÷ 3 is said to be exact")
	}
}

// Values may be read, computed and printed by many at once.
func TestShared(t *testing.T) {
	v := parsed(t, "USD 123456789012345678901234567890")
	want := v.String()
	done := make(chan bool)
	for range 8 {
		go func() {
			ok := true
			for range 200 {
				w, e := v.As("", 1)
				ok = ok && e == nil && w.Compare(v) == 0 && v.String() == want && v.Exact(false).Rounded()
			}
			done <- ok
		}()
	}
	for range 8 {
		if !<-done {
			t.Error("a shared value changed")
		}
	}
}

var sizes = []string{"about 27%", "USD 852 bn", "nearly USD 228.3 bn", "-5% to -2%", "1,234,567.89", "about 2 gigawatts", "EUR 12.5 / m2"}

func BenchmarkParse(b *testing.B) {
	u := siteUnits(b)
	for _, text := range sizes {
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, e := Parse(text, u); e != nil {
					b.Fatal(*e)
				}
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	u := siteUnits(b)
	for _, text := range slices.Clone(sizes) {
		v, e := Parse(text, u)
		if e != nil {
			b.Fatal(*e)
		}
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = v.String()
			}
		})
	}
}

func BenchmarkEval(b *testing.B) {
	x, _ := ParseExpr("stake * val850")
	find := lookup(b)
	s, _ := find("stake")
	v, _ := find("val850")
	b.ReportAllocs()
	for b.Loop() {
		if _, e := x.Eval(func(id string) (Value, bool) {
			if id == "stake" {
				return s, true
			}
			return v, true
		}, nil); e != nil {
			b.Fatal(*e)
		}
	}
}
