package value

import (
	"strconv"
	"strings"
	"unicode"
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
		}
		if i += size; unicode.IsLetter(c) {
			for c, size = utf8.DecodeRuneInString(words[i:]); unicode.IsLetter(c); c, size = utf8.DecodeRuneInString(words[i:]) {
				i += size
			}
		}
	}
	return nil
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
	if day, j := weekdayAt(s, i); day > 0 {
		x.weekday = day
		k := j
		if strings.HasPrefix(s[k:], ",") {
			k++
		}
		if d, end := dateAt(s, k+gapAt(s, k)); end > k+gapAt(s, k) && d.Month > 0 && gapAt(s, k) > 0 {
			x.Date = d
			return x, end
		}
		return x, j
	}
	if x, end = turnAt(s, i); end > i {
		return x, end
	}
	j := i
	if k, ok := phraseAt(s, i, "the"); ok {
		j = k + gapAt(s, k)
	}
	word, k := lowerWord(s, j)
	if word == "end" && j > i || word != "" {
		if part, ok := windows[word]; ok {
			k = joint(s, k)
			if of, ok := phraseAt(s, k, "of"); ok {
				k = of + gapAt(s, of)
			}
			if d, end := dateAt(s, k); end > k && d.Day == 0 {
				return when{Date: d, part: &part}, end
			}
			return x, i
		}
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

// weekdayAt reads the name of a day at i: 1 for Sunday.
func weekdayAt(s string, i int) (day, end int) {
	j := wordEnd(s, i)
	for n, name := range weekdays {
		if j > i && s[i:j] == name {
			return n + 1, j
		}
	}
	return 0, i
}

// monthAt reads the name of a month at i, or its beginning, with a capital as English writes them, or without: then "may" and "march" need a number behind them.
func monthAt(s string, i int) (month, end int) {
	j := wordEnd(s, i)
	word := s[i:j]
	for n, name := range months {
		if word == name {
			return n + 1, j
		}
		if k := j + gapAt(s, j); strings.EqualFold(word, name) && (name != "May" && name != "March" || k < len(s) && isDigit(s[k])) {
			return n + 1, j
		}
	}
	if word == "Sept" {
		word = "Sep"
	}
	at := strings.Index(shortMonths, word)
	if len(word) != 3 || at < 0 || at%3 != 0 {
		return 0, i
	}
	if j < len(s) && s[j] == '.' {
		j++
	}
	return at/3 + 1, j
}

// numberAt reads a number of at most four digits at i, with nothing before or behind it that goes on.
func numberAt(s string, i int) (n, width, end int) {
	j := i
	for j < len(s) && j < i+5 && isDigit(s[j]) {
		j++
	}
	n, err := strconv.Atoi(s[i:j])
	if err != nil || j-i > 4 {
		return 0, 0, i
	}
	return n, j - i, j
}

// yearAt reads a year of four digits at i.
func yearAt(s string, i int) (year, end int) {
	n, width, j := numberAt(s, i)
	if width != 4 || n < 1000 || !free(s, j) {
		return 0, i
	}
	return n, j
}

// dayAt reads a day of the month at i, as an ordinal or not.
func dayAt(s string, i int) (day int, counted bool, end int) {
	n, width, j := numberAt(s, i)
	if width == 0 || width > 2 || n < 1 || n > 31 || s[i] == '0' {
		return 0, false, i
	}
	if k := j + 2; strings.HasPrefix(s[j:], ordinal(s[i:j])) && free(s, k) {
		return n, true, k
	}
	if !free(s, j) {
		return 0, false, i
	}
	return n, false, j
}

// dateAt reads at i: 28 October 2025, the 28th of October, October 28, 2025, Oct 2025, October, 2025, the 28th, 2025-10-28.
func dateAt(s string, i int) (d Date, end int) {
	if iso, end := isoAt(s, i); end > i {
		return iso, end
	}
	if d.Year, end = yearAt(s, i); end > i {
		return d, end
	}
	if d.Month, end = monthAt(s, i); end > i {
		if day, _, j := dayAt(s, end+gapAt(s, end)); day > 0 && gapAt(s, end) > 0 {
			d.Day, end = day, j
		}
		return d.year(s, end)
	}
	j, the := i, false
	if j, the = phraseAt(s, i, "the"); the {
		j += gapAt(s, j)
	}
	day, counted, k := dayAt(s, j)
	if day == 0 {
		return Date{}, i
	}
	next := k + gapAt(s, k)
	if of, ok := phraseAt(s, next, "of"); ok {
		next = of + gapAt(s, of)
	}
	if month, end := monthAt(s, next); end > next {
		return Date{Month: month, Day: day}.year(s, end)
	}
	if counted {
		return Date{Day: day}, k
	}
	return Date{}, i
}

// year adds the year that follows a month or a day.
func (d Date) year(s string, i int) (Date, int) {
	k := i
	if strings.HasPrefix(s[k:], ",") {
		k++
	}
	if gapAt(s, k) == 0 {
		return d, i
	}
	k += gapAt(s, k)
	if of, ok := phraseAt(s, k, "of"); ok {
		k = of + gapAt(s, of)
	}
	if year, end := yearAt(s, k); end > k {
		d.Year = year
		return d, end
	}
	return d, i
}

// isoAt reads 2025-10-28 or 2025-10.
func isoAt(s string, i int) (Date, int) {
	j := i
	for j < len(s) && (isDigit(s[j]) || s[j] == '-') {
		j++
	}
	if d, e := ParseDate(s[i:j]); e == nil && d.Month > 0 && (j == len(s) || !inWord(rune(s[j]))) {
		return d, j
	}
	return Date{}, i
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
