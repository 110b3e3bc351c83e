package value

import "strings"

const (
	nbsp   = "\u00a0"
	narrow = "\u202f"
	minus  = "\u2212"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// spaceAt is the length of the space at i, 0 where there is none.
func spaceAt(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r':
		return 1
	case strings.HasPrefix(s[i:], nbsp):
		return len(nbsp)
	case strings.HasPrefix(s[i:], narrow):
		return len(narrow)
	}
	return 0
}

// space steps over spaces and says where they end.
func (r *reader) space() int {
	for n := spaceAt(r.s, r.i); n > 0; n = spaceAt(r.s, r.i) {
		r.i += n
	}
	return r.i
}

// qualifier reads the word or words before the number, in any case; one space of any kind between two.
func (r *reader) qualifier() Qualifier {
	if !isLetter(r.s[r.i]) {
		return None
	}
	for q := About; q <= MoreThan; q++ {
		first, second, two := strings.Cut(q.String(), " ")
		i, ok := word(r.s, r.i, first)
		if ok && two {
			n := i
			for k := spaceAt(r.s, n); k > 0; k = spaceAt(r.s, n) {
				n += k
			}
			if ok = n > i; ok {
				i, ok = word(r.s, n, second)
			}
		}
		if ok && (i == len(r.s) || spaceAt(r.s, i) > 0) {
			r.i = i
			return q
		}
	}
	return None
}

// word says whether w stands at i as a whole word, and where it ends.
func word(s string, i int, w string) (int, bool) {
	end := i + len(w)
	if end > len(s) || !strings.EqualFold(s[i:end], w) {
		return i, false
	}
	if end < len(s) && (isLetter(s[end]) || s[end] == '-') {
		return i, false
	}
	return end, true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
