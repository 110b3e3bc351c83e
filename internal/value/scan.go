package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gapAt is the length of the white space at i, of any kind that readers see as a space.
func gapAt(s string, i int) int {
	n := i
	for n < len(s) {
		c, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsSpace(c) {
			break
		}
		n += size
	}
	return n - i
}

// wordEnd is where the word that begins at i ends; i where none does. Words are letters of English: what
// has others, or a digit, beside them is no word of the tables.
func wordEnd(s string, i int) int {
	j := i
	for j < len(s) && isLetter(s[j]) {
		j++
	}
	if j == i || !bounded(s, i, j) {
		return i
	}
	return j
}

// bounded says that no letter, digit or combining mark touches what stands from i to j.
func bounded(s string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[j:])
	return (i == 0 || !inWord(before)) && (j == len(s) || !inWord(after))
}

func inWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsNumber(c) }

// lowerWord is the word at i in lower case, and where it ends.
func lowerWord(s string, i int) (string, int) {
	j := wordEnd(s, i)
	return strings.ToLower(s[i:j]), j
}

// gluedWord is where the word ends that begins at i, whatever stands before it: "27bn". The end is i where there is none.
func gluedWord(s string, i int) int {
	j := i
	for j < len(s) && isLetter(s[j]) {
		j++
	}
	if after, _ := utf8.DecodeRuneInString(s[j:]); j < len(s) && inWord(after) {
		return i
	}
	return j
}

// nextWord is the word after a gap at i: in lower case, with the place where it ends; "" where something else follows.
func nextWord(s string, i int) (string, int) {
	n := gapAt(s, i)
	if n == 0 {
		return "", i
	}
	w, j := lowerWord(s, i+n)
	if w == "" {
		return "", i
	}
	return w, j
}

// lastWord is the word that ends before the gap before i, in lower case; "" where something else stands there.
func lastWord(s string, i int) string {
	j := i
	for j > 0 {
		c, size := utf8.DecodeLastRuneInString(s[:j])
		if !unicode.IsSpace(c) {
			break
		}
		j -= size
	}
	start := j
	for start > 0 && isLetter(s[start-1]) {
		start--
	}
	if j == i || start == j {
		return ""
	}
	return strings.ToLower(s[start:j])
}

// joint steps over what may join two parts of one figure: a hyphen, or a gap.
func joint(s string, i int) int {
	for _, h := range [...]string{"-", "\u2010", "\u2011"} {
		if strings.HasPrefix(s[i:], h) {
			return i + len(h)
		}
	}
	return i + gapAt(s, i)
}

// phraseAt says where a phrase ends that stands at i as whole words, in any case, with any gap or a hyphen for a space.
func phraseAt(s string, i int, phrase string) (end int, ok bool) {
	end = i
	for rest := phrase; rest != ""; {
		part, after, spaced := strings.Cut(rest, " ")
		if len(s)-end < len(part) || !strings.EqualFold(s[end:end+len(part)], part) {
			return i, false
		}
		end += len(part)
		rest = after
		if !spaced {
			break
		}
		next := joint(s, end)
		if next == end {
			return i, false
		}
		end = next
	}
	first, _ := utf8.DecodeRuneInString(phrase)
	last, _ := utf8.DecodeLastRuneInString(phrase)
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[end:])
	if i > 0 && unicode.IsLetter(first) && unicode.IsLetter(before) || end < len(s) && unicode.IsLetter(last) && inWord(after) {
		return i, false
	}
	return end, true
}

// stray says that a character outside a figure may be a part of one: a digit of any script, what shows digits, the
// signs of currencies and of per cent, a minus; and what readers do not see, since it parts what they read as one.
func stray(c rune) bool {
	return digital(c) || unicode.In(c, unicode.Sc, unicode.Cf, unicode.Co, unicode.Me, unicode.Mn) || unicode.IsControl(c) && !unicode.IsSpace(c) ||
		strings.ContainsRune("%‰‱％−\u2044\u2215\ufffd", c)
}

// digital says that a character is a number of any script, or is shown with digits in it: ½, ①, ㏠, 🆞.
func digital(c rune) bool {
	return unicode.IsNumber(c) || c >= 0x3200 && c <= 0x33ff || c >= 0x1f100 && c <= 0x1f1ff
}

// run is a stretch with all that touches it, up to the gaps around it, without brackets and punctuation at its ends.
func run(s string, r Stretch) Stretch {
	for r.Start > 0 && gapBefore(s, r.Start) == 0 {
		_, size := utf8.DecodeLastRuneInString(s[:r.Start])
		r.Start -= size
	}
	for r.End < len(s) && gapAt(s, r.End) == 0 {
		_, size := utf8.DecodeRuneInString(s[r.End:])
		r.End += size
	}
	text := strings.TrimRight(s[r.Start:r.End], ".,;:!?)]}\"'”’»…")
	if text = strings.TrimLeft(text, "([{\"“«"); text != "" {
		r.Start = r.Start + strings.Index(s[r.Start:r.End], text)
		r.End = r.Start + len(text)
	}
	return r
}

// free says that nothing touches a figure that ends at i as if it went on: a letter, a digit, another sign.
func free(s string, i int) bool {
	c, size := utf8.DecodeRuneInString(s[i:])
	next, _ := utf8.DecodeRuneInString(s[min(i+size, len(s)):])
	switch {
	case i == len(s) || gapAt(s, i) > 0:
		return true
	case strings.ContainsRune(".,:'’-\u2010\u2011–—", c):
		return !digital(next) && !unicode.Is(unicode.Sc, next) && next != c
	}
	return strings.ContainsRune(";!?)]}\"”»›…+", c)
}

// begun says that a figure may begin at i: nothing touches it from before that could be a part of it.
func begun(s string, i int) bool {
	c, size := utf8.DecodeLastRuneInString(s[:i])
	if i == 0 || unicode.IsSpace(c) || strings.ContainsRune("([{\"'“‘«‹~≈<>≤≥", c) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-size])
	return c == '—' && unicode.IsLetter(before)
}

func gapped(s string, i int) bool { return i >= len(s) || gapAt(s, i) > 0 }

// beyond steps over what stands at i: a letter with all that follow it, or one other character.
func beyond(s string, i int) int {
	c, size := utf8.DecodeRuneInString(s[i:])
	i += size
	for unicode.IsLetter(c) && i < len(s) {
		if c, size = utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(c) {
			i += size
		}
	}
	return i
}
