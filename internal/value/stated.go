package value

import "strings"

// Stretch is a part of a text: bytes Start to End (exclusive).
type Stretch struct{ Start, End int }

// Stated finds the quantities that running text states in words, without a digit: fractions ("a third", "two-thirds",
// "half of", "one in four"), multiples ("doubled", "twice", "five-fold"), and a number word before a unit, a scale or a
// currency ("two years", "twenty-eight per cent", "two billion"). A number word before anything else states none: a
// text may speak of the two companies. Nor do "one of", "one day", "the third phase", "the first half". A text with
// no such word costs one look at each of its words. U are the units of the site; nil knows the built-in ones.
func Stated(text string, u *Units) []Stretch {
	var out []Stretch
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && isLetter(text[j]) {
			j++
		}
		switch {
		case j == i:
			i++
			continue
		case begins(text[i:j]) && bounded(text, i, j):
			if end := stated(text, i, u); end > i {
				out = append(out, Stretch{i, end})
				j = end
			}
		}
		i = j
	}
	return out
}

// begins says whether a quantity may begin with a word. It is asked of every word of a site, so it looks at
// the first letter before it looks anything up.
func begins(word string) bool {
	switch word[0] | 0x20 {
	case 'z':
		return strings.EqualFold(word, "zero")
	case 'a':
		return len(word) < 3 && (len(word) == 1 || word[1]|0x20 == 'n')
	case 'd', 'e', 'f', 'h', 'n', 'o', 'q', 's', 't':
		word = strings.ToLower(word)
		return numerals[word] > 0 || multiples[word] > 0 || word == "half" || strings.HasSuffix(word, "fold")
	}
	return false
}

// stated is where the quantity in words that begins at i ends; i where none does.
func stated(s string, i int, u *Units) int {
	if _, end := multiple(s, i); end > i {
		return end
	}
	if a, end := numeral(s, i); end > i {
		if k := counting(s, a, end, u); k > end {
			return k
		}
		if a.scale >= 6 {
			return end
		}
	}
	_, end := fraction(s, i)
	return end
}

// counting is where the unit ends that a number in words counts, which ends at i; i where it counts none.
func counting(s string, a amount, i int, u *Units) int {
	k := joint(s, i)
	if w, j := lowerWord(s, k); fillers[w] {
		k = joint(s, j)
	}
	w, j := lowerWord(s, k)
	one := a.number.Cmp(decimal(1, 0)) == 0 && a.scale == 0
	switch {
	case k == i, w == "won", one && (w == "day" || w == "time" || w == "point" || w == "second" || w == "hour"):
		return i // "one day", "at one point", "the two won"
	case w == "fold" || spans[w]:
		return j
	}
	if b, j := u.counted(s, k); b != nil {
		return j
	}
	return i
}

// counted reads the unit or the name of a currency at i, the longest that stands there; nil where there is none.
func (u *Units) counted(s string, i int) (b *base, end int) {
	if end = i; i >= len(s) {
		return nil, i
	}
	try := func(name string, unit *base) {
		j, ok := phraseAt(s, i, name)
		if same := ok && s[i:j] == name; ok && (j > end && (same || len(name) > 2) || j == end && same) {
			b, end = unit, j
		}
	}
	first := s[i] | 0x20
	for _, n := range everywhere[first] {
		try(n.name, n.unit)
	}
	if u != nil {
		for name, unit := range u.named {
			if name[0]|0x20 == first {
				try(name, unit)
			}
		}
	}
	return b, end
}

// named is a unit under one of its names.
type named struct {
	name string
	unit *base
}

// everywhere is every unit and currency that all sites know, by the first byte of its name in lower case.
var everywhere = byFirst(builtin, moneyNames)

func byFirst(tables ...map[string]*base) (all [256][]named) {
	for _, t := range tables {
		for name, unit := range t {
			all[name[0]|0x20] = append(all[name[0]|0x20], named{name, unit})
		}
	}
	return all
}
