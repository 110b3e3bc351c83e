package figure

import (
	"testing"
)

func TestClip(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"ten letters", "ten letters"},
		{"exactly twelve", "exactly…"},
		{"one, two, three, four", "one, two…"},
		{"Überschüsse für alle", "Überschüsse…"},
		{"abcdefghijklmnop", "abcdefghijk…"},
		{"abcdefg1234567890", "abcdefg…"},
		{"for $852\u00a0billion", "for…"},
	} {
		if got := clip(c.in, 12); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", -1: "0", 100: "100", 101: "100", 64.8: "64.8", 33.333: "33.33", 0.3: "0.3", 10: "10", 0.004: "0", 99.999: "100",
	} {
		if got := percent(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}

func TestCommas(t *testing.T) {
	for in, want := range map[string]string{"1": "1", "9999": "9999", "10000": "10,000", "1234567": "1,234,567"} {
		if got := commas(in, 5); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	if got := commas("5000", 4); got != "5,000" {
		t.Error(got)
	}
}
