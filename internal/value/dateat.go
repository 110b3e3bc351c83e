package value

import (
	"strconv"
	"strings"
)

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
	if d, _, ok := isoDate(s[i:j]); ok && d.Month > 0 && (j == len(s) || !inWord(rune(s[j]))) {
		return d, j
	}
	return Date{}, i
}
