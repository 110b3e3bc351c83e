package value

import "strings"

// amount is a number in words: number × 10^scale.
type amount struct {
	number Decimal
	places int // decimals of number
	scale  int // of its last thousand, million …
}

// numeral reads a number in words at i: "twenty-eight", "two hundred and five million", "a billion", "two and a half".
// The end is i where there is none.
func numeral(s string, i int) (a amount, end int) {
	group, end := hundreds(s, i)
	if end == i {
		if w, j := lowerWord(s, i); w == "zero" {
			return amount{}, j
		}
		return halfOf(s, i)
	}
	if j, ok := phraseAt(s, end+gapAt(s, end), "and a half"); ok && j > end+gapAt(s, end) {
		a = amount{number: decimal(group*10+5, -1), places: 1}
		if scale, k := scaleWord(s, j); k > j {
			a.scale = scale
			return a, k
		}
		return a, j
	}
	total, last := Decimal{}, 99
	for {
		scale, j := scaleWord(s, end)
		if j == end || scale >= last {
			return amount{number: total.Add(decimal(group, 0))}.in(0, end)
		}
		total, last, end = total.Add(decimal(group, scale)), scale, j
		next := end + gapAt(s, end)
		if k, ok := phraseAt(s, next, "and"); ok {
			next = k + gapAt(s, k)
		}
		more, k := hundreds(s, next)
		if k == next || scale == 0 {
			return amount{number: total}.in(last, end)
		}
		if _, after := scaleWord(s, k); after == k {
			return amount{number: total.Add(decimal(more, 0))}.in(0, k)
		}
		group, end = more, k
	}
}

// in counts an amount in units of 10^scale.
func (a amount) in(scale, end int) (amount, int) {
	a.number, a.scale = a.number.shift(-scale), scale
	return a, end
}

// article reads "a" before what makes it a number: "a hundred", "a million", "a dozen".
func article(s string, i int) (n int64, end int) {
	w, j := lowerWord(s, i)
	if w != "a" && w != "an" {
		return 0, i
	}
	next, _ := nextWord(s, j)
	if next == "hundred" || next == "dozen" || len(next) > 2 && scales[next] > 0 {
		return 1, j
	}
	return 0, i
}

// halfOf reads "half a million".
func halfOf(s string, i int) (amount, int) {
	if w, j := lowerWord(s, i); w == "half" {
		if _, k := article(s, j+gapAt(s, j)); k > j+gapAt(s, j) {
			if scale, end := scaleWord(s, k); end > k {
				return amount{number: decimal(5, -1), places: 1, scale: scale}, end
			}
		}
	}
	return amount{}, i
}

// scaleWord reads thousand, million, billion or trillion after a gap or a hyphen.
func scaleWord(s string, i int) (scale, end int) {
	j := joint(s, i)
	if j == i {
		return 0, i
	}
	w, k := lowerWord(s, j)
	if len(w) > 2 && scales[w] > 0 {
		return scales[w], k
	}
	return 0, i
}

// hundreds reads a number in words below ten thousand: "nineteen hundred", "two hundred and five", "two dozen".
func hundreds(s string, i int) (n int64, end int) {
	if n, end = tens(s, i); end == i {
		if n, end = article(s, i); end == i {
			return 0, i
		}
	}
	w, j := lowerWord(s, joint(s, end))
	switch {
	case w == "dozen":
		return n * 12, j
	case w != "hundred":
		return n, end
	}
	n, end = n*100, j
	next := end + gapAt(s, end)
	if k, ok := phraseAt(s, next, "and"); ok {
		next = k + gapAt(s, k)
	}
	if more, k := tens(s, next); k > next {
		return n + more, k
	}
	return n, end
}

// tens reads a number in words below a hundred.
func tens(s string, i int) (n int64, end int) {
	w, j := lowerWord(s, i)
	if n = numerals[w]; n == 0 {
		return 0, i
	}
	if n >= 20 {
		if next, k := lowerWord(s, joint(s, j)); numerals[next] > 0 && numerals[next] < 10 && k > j {
			return n + numerals[next], k
		}
	}
	return n, j
}

// partOf is a fraction: over is never 0, and part never above it.
type partOf struct{ part, over int64 }

// fraction reads a fraction in words at i: "a third", "two-thirds", "half", "one in four", "nine out of ten".
func fraction(s string, i int) (f partOf, end int) {
	w, j := lowerWord(s, i)
	switch {
	case w == "half":
		return half(s, i, j)
	case w == "a" || w == "an":
		next, k := nextWord(s, j)
		if next == "half" {
			if f, end := half(s, k-len(next), k); end == k {
				return f, k
			}
			return f, i
		}
		if parts[next] > 0 && !strings.HasSuffix(next, "s") && opens(s, k) {
			return partOf{1, parts[next]}, k
		}
		return f, i
	}
	n, j := tens(s, i)
	if j == i {
		return f, i
	}
	if next, k := lowerWord(s, joint(s, j)); parts[next] > n && k > j && (n > 1) == (strings.HasSuffix(next, "s")) {
		return partOf{n, parts[next]}, k
	}
	return ratio(s, n, j, i, tens)
}

// half reads "half", which is also one of two, and the beginning of other words.
func half(s string, i, j int) (partOf, int) {
	next, _ := lowerWord(s, joint(s, j))
	if notHalf[lastWord(s, i)] || notHalfOf[next] || j < len(s) && s[j] == '-' || i > 0 && s[i-1] == '-' {
		return partOf{}, i
	}
	return partOf{1, 2}, j
}

// opens says that what follows a fraction at i lets it be one: no word that it could count the third of.
func opens(s string, i int) bool {
	if i < len(s) && s[i] == '-' {
		return false
	}
	next, _ := nextWord(s, i)
	return next == "" || goesOn[next]
}

// ratio reads "in four" or "out of four" after a number that begins at i and ends at j. Read reads the second number.
func ratio(s string, n int64, j, i int, read func(string, int) (int64, int)) (partOf, int) {
	for _, between := range [...]string{"in every", "out of every", "out of", "in"} {
		k, ok := phraseAt(s, j+gapAt(s, j), between)
		if !ok || gapAt(s, j) == 0 {
			continue
		}
		if over, end := read(s, k+gapAt(s, k)); over > n && end > k+gapAt(s, k) {
			return partOf{n, over}, end
		}
	}
	return partOf{}, i
}

// multiple reads "doubled", "twice", "fivefold", "five-fold" at i: tenths of it.
func multiple(s string, i int) (tenths int64, end int) {
	w, j := lowerWord(s, i)
	if n := multiples[w]; n > 0 {
		if strings.Contains(adjectives, " "+w+" ") && !opens(s, j) {
			return 0, i
		}
		return n, j
	}
	if of, ok := strings.CutSuffix(w, "fold"); ok && numerals[of] > 1 {
		return numerals[of] * 10, j
	}
	return 0, i
}
