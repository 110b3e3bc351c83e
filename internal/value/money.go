package value

import "strings"

// currency reads the sign or code of a currency before a number: "$", "US$", "A$", "USD". What is glued to a sign
// makes it another currency, so that "HK$" is none of ours.
func (w *wording) currency(i int) (*base, int) {
	rest := w.s[i:]
	if i > 0 && (isLetter(w.s[i-1]) || w.s[i-1] == '$') {
		return nil, i
	}
	for _, c := range [...]struct {
		sign string
		unit *base
	}{{"AU$", currencies["AUD"]}, {"A$", currencies["AUD"]}, {"CA$", currencies["CAD"]}, {"C$", currencies["CAD"]}} {
		if strings.HasPrefix(rest, c.sign) {
			return c.unit, i + len(c.sign) + gapAt(w.s, i+len(c.sign))
		}
	}
	for _, c := range signs {
		if strings.HasPrefix(rest, c.sign) {
			return c.unit, i + len(c.sign) + gapAt(w.s, i+len(c.sign))
		}
	}
	if len(rest) > 3 && (isDigit(rest[3]) || gapAt(rest, 3) > 0 || strings.HasPrefix(rest[3:], minus)) {
		if b := currencies[strings.ToUpper(rest[:3])]; b != nil {
			return b, i + 3 + gapAt(w.s, i+3)
		}
		if threeCapitals(rest) && gapAt(rest, 3) < len(rest)-3 && isDigit(rest[3+gapAt(rest, 3)]) && w.u.find(rest[:3]) == nil {
			return currencyOf(rest[:3]), i + 3 + gapAt(w.s, i+3)
		}
	}
	return nil, i
}

// currencyAfter reads the sign or code of a currency that follows its number: "13 bn €", "13bn USD".
func (w *wording) currencyAfter(i int) (*base, int) {
	for _, c := range signs {
		if strings.HasPrefix(w.s[i:], c.sign) {
			return c.unit, i + len(c.sign)
		}
	}
	if j := gluedWord(w.s, i); j == i+3 {
		if b := currencies[w.s[i:j]]; b != nil {
			return b, j
		}
	}
	return nil, i
}
