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
