package value

import (
	"unicode"
	"unicode/utf8"
)

// Quoted finds the digits in an editor's words that stand in none of the texts which the words lead to: the title of a
// source, the plain words of a text fact. Nil: all of them stand there. A number is its digits of any script with the
// points, commas, colons and slashes between them, and must stand there whole, so that 7 does not stand in 27 or 7.5.
// What readers do not see, and would so read over, is refused beside digits.
func Quoted(words string, texts ...string) *Misfit {
	var found []Stretch
	for at := 0; ; {
		n, ok := nextDigits(words, at)
		if !ok {
			break
		}
		found, at = append(found, n), n.End
	}
	if len(found) == 0 {
		return nil
	}
	for i, c := range words {
		if unicode.In(c, unicode.Cf, unicode.Me, unicode.Mn, unicode.Co) {
			return &Misfit{Stretch: run(words, Stretch{i, i + utf8.RuneLen(c)}), Why: whyUnread}
		}
	}
	known := map[string]bool{}
	for _, text := range texts {
		for at := 0; ; {
			n, ok := nextDigits(text, at)
			if !ok {
				break
			}
			known[text[n.Start:n.End]], at = true, n.End
		}
	}
	for _, n := range found {
		if !known[words[n.Start:n.End]] {
			return &Misfit{Stretch: n, Why: whyNotThere}
		}
	}
	return nil
}

// nextDigits is the first number at or after i.
func nextDigits(s string, i int) (n Stretch, ok bool) {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !digital(c) {
			i += size
			continue
		}
		n = Stretch{i, i + size}
		for n.End < len(s) {
			c, size := utf8.DecodeRuneInString(s[n.End:])
			if c == '.' || c == ',' || c == ':' || c == '/' {
				next, _ := utf8.DecodeRuneInString(s[n.End+size:])
				if !digital(next) {
					break
				}
			} else if !digital(c) {
				break
			}
			n.End += size
		}
		return n, true
	}
	return n, false
}
