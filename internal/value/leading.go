package value

import "strings"

// Leading is the length of the scale, the unit, the name of a currency or the lower half of a quotient that a text begins
// with, 0 where it begins with none: "billion US dollars", "bn", "per month", "/ m2". It says whether what follows a
// number belongs to it. What only sometimes counts, such as "x" before another number, is the caller's to tell. U are the
// units of the site; nil knows the built-in ones.
func (u *Units) Leading(text string) int {
	end := 0
	j := gluedWord(text, 0)
	switch w := text[:j]; {
	case scales[w] > 0, j > 1 && (scales[slips[w]] > 0 || slips[w] == "%" || slips[w] == "points"):
		end = j
	}
	if b, j := u.counted(text, end+gapAt(text, end)); b != nil {
		end = j
	} else if w, j := lowerWord(text, 0); spans[w] || w == "fold" {
		end = max(end, j)
	}
	i := end + gapAt(text, end)
	if strings.HasPrefix(text[i:], "/") {
		i++
	} else if j, ok := phraseAt(text, i, "per"); ok {
		i = j
	} else {
		return end
	}
	if b, j := u.counted(text, i+gapAt(text, i)); b != nil {
		return j
	}
	return end
}
