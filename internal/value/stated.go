package value

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
		j := wordEnd(text, i)
		if j == i {
			i = beyond(text, i)
			continue
		}
		if end := stated(text, i, u); end > i {
			out = append(out, Stretch{i, end})
			i = end
			continue
		}
		i = j
	}
	return out
}

// beyond steps over a character, or over letters and digits that are no word of ours.
func beyond(s string, i int) int {
	if !isLetter(s[i]) {
		return i + 1
	}
	for i < len(s) && isLetter(s[i]) {
		i++
	}
	return i
}

// stated is where the quantity in words that begins at i ends; i where none does.
func stated(s string, i int, u *Units) int {
	w, _ := lowerWord(s, i)
	if numerals[w] == 0 && w != "a" && w != "an" && w != "half" {
		_, end := multiple(s, i)
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
	end = i
	look := func(names map[string]*base) {
		for name, unit := range names {
			if len(name) == 0 || i >= len(s) || len(s)-i < len(name) || s[i]|0x20 != name[0]|0x20 {
				continue
			}
			j, ok := phraseAt(s, i, name)
			if ok && j > end && (len(name) > 2 || s[i:j] == name) {
				b, end = unit, j
			}
		}
	}
	look(builtin)
	look(moneyNames)
	if u != nil {
		look(u.named)
	}
	return b, end
}
