package markdown

import (
	"strings"
	"unicode"
)

// The letters of Latin with the marks taken off: U+00C0 to U+017F and U+1E00 to U+1EFF, one byte each,
// a dot where there is none. Ids must be alike whether an author's editor writes é as one character or
// as two, and addresses are easier to pass on in ASCII.
const (
	latin = "aaaaaa.ceeeeiiiidnooooo-ouuuuy..aaaaaa.ceeeeiiiidnooooo-ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggg" +
		"gggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
	latinAdditional = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr" +
		"ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
)

// slug makes an id of words: lower case, Latin letters without marks, letters and digits of other
// scripts kept, spaces and dashes as hyphens, all else dropped.
func slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range words {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == ' ' || r == '\n' || r == '\t' || r == '-' || r == '_' || r == '\u00a0' || r == '\u2013' || r == '\u2014' || r == '/':
			gap = true
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteString(folded(r))
		if b.Len() >= maxSlug {
			break
		}
	}
	return b.String()
}

const maxSlug = 100 // bytes of an id

func folded(r rune) string {
	switch {
	case r == 'ß':
		return "ss"
	case r == 'æ' || r == 'Æ':
		return "ae"
	case r == 'œ' || r == 'Œ':
		return "oe"
	case r == 'þ' || r == 'Þ':
		return "th"
	case r >= 0xc0 && r < 0x180 && latin[r-0xc0] != '.':
		return latin[r-0xc0 : r-0xc0+1]
	case r >= 0x1e00 && r < 0x1f00 && latinAdditional[r-0x1e00] != '.':
		return latinAdditional[r-0x1e00 : r-0x1e00+1]
	}
	return string(unicode.ToLower(r))
}
