package check

import (
	"unicode"
	"unicode/utf8"
)

// drawn are the characters beyond Unicode's numbers that show a reader a digit: those whose compatibility
// form (NFKC) holds one, such as ㏠ and ㎡, and the emoji that draw one.
var drawn = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x32c0, Hi: 0x32cb, Stride: 1}, // months
		{Lo: 0x3358, Hi: 0x3370, Stride: 1}, // hours
		{Lo: 0x3378, Hi: 0x3379, Stride: 1}, // dm², dm³
		{Lo: 0x339f, Hi: 0x33a6, Stride: 1}, // mm² to km³
		{Lo: 0x33a8, Hi: 0x33a8, Stride: 1},
		{Lo: 0x33af, Hi: 0x33af, Stride: 1},
		{Lo: 0x33e0, Hi: 0x33fe, Stride: 1}, // days
	},
	R32: []unicode.Range32{
		{Lo: 0x1f4af, Hi: 0x1f4af, Stride: 1}, // 💯
		{Lo: 0x1f51e, Hi: 0x1f51f, Stride: 1}, // 🔞 🔟
		{Lo: 0x1f522, Hi: 0x1f522, Stride: 1}, // 🔢
	},
}

// digit says whether a reader sees a digit in a character: any number of Unicode (decimal digits of all
// scripts, Roman numerals, ½, ², ①), and what is drawn with one.
func digit(r rune) bool {
	switch {
	case r < 0x80:
		return '0' <= r && r <= '9'
	case r < 0xb2, r >= 0x2010 && r < 0x2070: // letters' marks; quotation marks, dashes, spaces
		return false
	}
	return unicode.IsNumber(r) || unicode.Is(drawn, r)
}

// nextDigit is where the first digit at or after i stands in s, and its length; -1 where there is none.
func nextDigit(s string, i int) (at, length int) {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if '0' <= c && c <= '9' {
				return i, 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if digit(r) {
			return i, n
		}
		i += n
	}
	return -1, 0
}

func hasDigit(s string) bool {
	at, _ := nextDigit(s, 0)
	return at >= 0
}

// unseen says whether a character takes no room: soft hyphens, joiners, marks of direction, tags. None may
// part a figure from what belongs to it.
func unseen(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f
	case r < 0xad:
		return r < 0xa0 && r != 0x85
	case r >= 0x2010 && r < 0x2028:
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
