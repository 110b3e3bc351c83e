package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// narrowest is the least width of a drawing in pixels: a screen of 320 less a gutter of 16 on each side.
// What fits there fits everywhere, since places grow with the width and text does not.
const narrowest = 288

// share is a number of pixels as per cent of the narrowest drawing.
func share(pixels float64) float64 { return pixels * 100 / narrowest }

// percent is a place as short as two decimals allow, never outside the drawing: "64.8", "100".
func percent(x float64) string {
	s := strconv.FormatFloat(min(max(x, 0), 100), 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// textWidth estimates the width of a value in bold 13 px sans-serif, in pixels, rather too wide than too
// narrow: places must not depend on a font.
func textWidth(s string) float64 {
	w := 0.0
	for _, c := range s {
		switch {
		case strings.ContainsRune(" \u00a0.,'’iljt", c):
			w += 4.2
		case strings.ContainsRune("%mwMW", c):
			w += 11.6
		case c >= 'A' && c <= 'Z':
			w += 9.4
		case c >= 0x2e80: // scripts of square characters
			w += 13
		default:
			w += 7.5
		}
	}
	return math.Ceil(w)
}

// twoLines breaks a label that is longer than n characters at a word, into halves as even as may be, and
// cuts what two lines cannot hold.
func twoLines(s string, n int) (first, second string) {
	runes := []rune(s)
	if len(runes) <= n {
		return s, ""
	}
	for i := max(len(runes)/2, min(n, len(runes)-n)); i <= n; i++ {
		if runes[i] == ' ' && len(runes)-i-1 <= n {
			return string(runes[:i]), string(runes[i+1:])
		}
	}
	for i := n; i > n/2; i-- {
		if runes[i] == ' ' {
			return string(runes[:i]), clip(string(runes[i+1:]), n)
		}
	}
	return clip(s, n), ""
}

// clip cuts a label to n characters at most, at a word, and says so with an ellipsis. It never cuts within
// a number, which would be another number.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	cut := string(runes[:n-1])
	if runes[n-1] != ' ' {
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		} else {
			cut = strings.TrimRight(cut, "0123456789.,")
		}
	}
	return strings.TrimRight(cut, " ,;:–") + "…"
}

// commas groups a whole number by thousands where it has at least so many digits.
func commas(digits string, from int) string {
	if len(digits) < from {
		return digits
	}
	var b strings.Builder
	for i, c := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// sentences is what stands under a title: the unit alone, or sentences. Empty ones are left out.
func sentences(unit string, more ...string) string {
	all := unit
	for _, s := range more {
		if s == "" {
			continue
		}
		if all != "" {
			all = strings.TrimSuffix(all, ".") + ". "
		}
		all += s + "."
	}
	return all
}
