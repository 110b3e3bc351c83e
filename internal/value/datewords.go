package value

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// when is a date as words say it: any of its parts, and a part of a year or month besides.
type when struct {
	Date            // what is not said is 0
	weekday int     // 1 for Sunday; 0: not said
	part    *window // early, late …
	half    int     // 1 or 2
	quarter int     // 1 to 4
	unread  bool    // a year that is not that of the calendar, or a season
}

// misfit is the first part of the words that does not say the date d.
func (d Date) misfit(words string, u *Units) *Misfit {
	for i := 0; i < len(words); {
		x, end := whenAt(words, i)
		if end > i {
			switch why := d.said(x); {
			case x.unread, !free(words, end), denials[lastWord(words, i)]:
				return &Misfit{Stretch: run(words, Stretch{i, end}), Why: whyUnread}
			case why != "":
				return &Misfit{Stretch: Stretch{i, end}, Why: why}
			}
			i = end
			continue
		}
		c, size := utf8.DecodeRuneInString(words[i:])
		if stray(c) {
			return &Misfit{Stretch: run(words, Stretch{i, i + size}), Why: whyUnread}
		}
		if isLetter(words[i]) && wordEnd(words, i) > i {
			if end := stated(words, i, u); end > i {
				return &Misfit{Stretch: Stretch{i, end}, Why: whyUnit}
			}
			if end := inWords(words, i); end > i {
				return &Misfit{Stretch: Stretch{i, end}, Why: whyUnread}
			}
		}
		i = beyond(words, i)
	}
	return nil
}

// inWords is the end of a number in words at i, or of the ordinal of a day: dates are read in digits. "One" is none.
func inWords(s string, i int) int {
	if a, end := numeral(s, i); end > i && a.number.Cmp(decimal(1, 0)) != 0 {
		return end
	}
	word, j := lowerWord(s, i)
	if !ordinals[word] {
		return i
	}
	k := j + gapAt(s, j)
	if of, ok := phraseAt(s, k, "of"); ok {
		k = of + gapAt(s, of)
	}
	if _, end := monthAt(s, k); end > k {
		return j
	}
	return i
}

// said says why the date d is not what words say, "" where it is.
func (d Date) said(x when) string {
	switch {
	case x.Year != 0 && x.Year != d.Year:
		return whyDate
	case x.Month != 0 && d.Month == 0, x.Day != 0 && d.Day == 0, x.weekday != 0 && d.Day == 0, (x.half != 0 || x.quarter != 0) && d.Month == 0:
		return whyDateFine
	case x.Month != 0 && x.Month != d.Month, x.Day != 0 && x.Day != d.Day,
		x.weekday != 0 && x.weekday-1 != ((d.day()+4)%7+7)%7,
		x.half != 0 && x.half != (d.Month+5)/6, x.quarter != 0 && x.quarter != (d.Month+2)/3:
		return whyDate
	case x.part == nil:
		return ""
	}
	of, known, bounds := d.Month, d.Month != 0, x.part.months
	if x.Month != 0 {
		of, known, bounds = d.Day, d.Day != 0, x.part.days
	}
	switch {
	case !known:
		return whyDateFine
	case of < bounds[0] || of > bounds[1]:
		return whyDate
	}
	return ""
}

// whenAt reads the date that begins at i; the end is i where none does.
func whenAt(s string, i int) (x when, end int) {
	if !begun(s, i) {
		return x, i
	}
	if x, end = weekdayAt(s, i); end > i {
		return x, end
	}
	if x, end = turnAt(s, i); end > i {
		return x, end
	}
	j := i
	if k, ok := phraseAt(s, i, "the"); ok {
		j = k + gapAt(s, k)
	}
	word, k := lowerWord(s, j)
	if part, ok := windows[word]; ok {
		k = joint(s, k)
		for _, of := range [...]string{"of", "in"} {
			if j, ok := phraseAt(s, k, of); ok {
				k = j + gapAt(s, j)
			}
		}
		if d, end := dateAt(s, k); end > k && d.Day == 0 {
			return when{Date: d, part: &part}, end
		}
		return x, i
	}
	if vague[word] {
		if year, ok := phraseAt(s, k+gapAt(s, k), "year"); ok {
			k = year
		}
		d, end := Date{}.year(s, k)
		if x.unread = d.Year > 0; x.unread {
			return x, end
		}
		return x, i
	}
	x.Date, end = dateAt(s, i)
	return x, end
}

// weekdayAt reads the name of a day at i, with the date after it.
func weekdayAt(s string, i int) (x when, end int) {
	j := wordEnd(s, i)
	n := slices.Index(weekdays[:], s[i:j])
	if n < 0 {
		return x, i
	}
	x.weekday = n + 1
	k := j
	if strings.HasPrefix(s[k:], ",") {
		k++
	}
	k += gapAt(s, k)
	if d, end := dateAt(s, k); end > k && d.Month > 0 && k > j {
		x.Date = d
		return x, end
	}
	return x, j
}

// turnAt reads a half or a quarter of a year: "the first half of 2026", "H1 2026", "Q3 of 2025", "the fourth quarter".
func turnAt(s string, i int) (x when, end int) {
	j := i
	if k, ok := phraseAt(s, i, "the"); ok {
		j = k + gapAt(s, k)
	}
	n, j := turn(s, j)
	if n == 0 {
		return x, i
	}
	word, k := lowerWord(s, joint(s, j))
	switch {
	case n >= 10: // H1, Q3
		x.half, x.quarter, k = n/100, n/10%10, j
	case word == "half" && n <= 2:
		if x.half = n; n < 0 {
			x.half = 2
		}
	case word == "quarter":
		if x.quarter = n; n < 0 {
			x.quarter = 4
		}
	default:
		return x, i
	}
	d, end := Date{}.year(s, k)
	x.Year = d.Year
	return x, end
}

// turn reads "first" to "fourth" and "last", as 1 to 4 and -1; H1 and H2 as hundreds, Q1 to Q4 as tens.
func turn(s string, i int) (n, end int) {
	j := i
	for j < len(s) && (isLetter(s[j]) || isDigit(s[j])) {
		j++
	}
	word := s[i:j]
	if len(word) == 2 && bounded(s, i, j) && word[1] >= '1' && word[1] <= '4' {
		switch {
		case word[0] == 'H' && word[1] <= '2':
			return 100 * int(word[1]-'0'), j
		case word[0] == 'Q':
			return 10 * int(word[1]-'0'), j
		}
	}
	return turns[strings.ToLower(word)], j
}
