package value

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Date is a day, a month (Day 0) or a year (Day and Month 0) of the Gregorian calendar, years 1 to 9999.
type Date struct{ Year, Month, Day int }

var months = [...]string{
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
}

const hintDate = "write a day as 2026-04-27, a month as 2026-04, a year as 2026"

// ParseDate reads 2026-04-27, 2026-04 or 2026, and nothing else: no spaces around it, no other order. The
// day must exist. Errors have the code date-invalid.
func ParseDate(text string) (Date, *Error) {
	d, fault, ok := isoDate(text)
	if fault == nil && !ok {
		fault = notADate(text)
	}
	if fault != nil {
		return Date{}, fault
	}
	return d, nil
}

// isoDate reads a date that has that shape; the fault is a part of it that cannot be.
func isoDate(text string) (d Date, fault *Error, ok bool) {
	parts := []struct {
		into   *int
		digits int
	}{{&d.Year, 4}, {&d.Month, 2}, {&d.Day, 2}}
	at := 0
	for i, p := range parts {
		n, ok := twoOrFour(text[at:], p.digits)
		if !ok {
			return d, nil, false
		}
		if e := d.check(i, n, at, at+p.digits); e != nil {
			return d, e, false
		}
		*p.into = n
		at += p.digits
		if at == len(text) {
			return d, nil, true
		}
		if text[at] != '-' {
			break
		}
		at++
	}
	return d, nil, false
}

// twoOrFour reads exactly that many digits, and no further digit after them.
func twoOrFour(s string, n int) (int, bool) {
	if len(s) < n || len(s) > n && isDigit(s[n]) {
		return 0, false
	}
	v := 0
	for i := range n {
		if !isDigit(s[i]) {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, true
}

// check says what is wrong with the next part (0 year, 1 month, 2 day) of a date.
func (d Date) check(part, n, start, end int) *Error {
	switch {
	case part == 0 && n == 0:
		return fail(codeDate, start, end, "there is no year 0", "")
	case part == 1 && (n < 1 || n > 12):
		return fail(codeDate, start, end, fmt.Sprintf("there is no month %d", n), "a date is written year, month, day: 2026-04-27")
	case part == 2 && n < 1:
		return fail(codeDate, start, end, "there is no day 0", "leave the day out where it is not known: "+Date{d.Year, d.Month, 0}.ISO())
	case part == 2 && n > monthDays(d.Year, d.Month):
		return fail(codeDate, start, end, fmt.Sprintf("%s %d has %d days, not %d", months[d.Month-1], d.Year, monthDays(d.Year, d.Month), n), "")
	}
	return nil
}

// notADate is the error for another way to write a date, with the right one where it can be seen.
func notADate(text string) *Error {
	hint := hintDate
	if d, ok := readDate(strings.TrimSpace(text)); ok && d.Month > 0 {
		hint = "write " + d.ISO()
	}
	message := quote(text) + " is not a date"
	if text == "" {
		message = "a date is missing"
	}
	return fail(codeDate, 0, len(text), message, hint)
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func monthDays(y, m int) int {
	switch {
	case m == 2 && leap(y):
		return 29
	case m == 2:
		return 28
	case m == 4, m == 6, m == 9, m == 11:
		return 30
	}
	return 31
}

// ISO is the date as it is written in the facts file: 2026-04-27, 2026-04 or 2026.
func (d Date) ISO() string {
	if d.IsZero() {
		return ""
	}
	switch {
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// String is the date as readers see it, no finer than known: "28 October 2025" (U+00A0 after the day),
// "October 2025", "2025". The zero Date is "".
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return months[d.Month-1] + " " + strconv.Itoa(d.Year)
	}
	return strconv.Itoa(d.Day) + nbsp + months[d.Month-1] + " " + strconv.Itoa(d.Year)
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Precision is "day", "month" or "year"; "" of the zero Date.
func (d Date) Precision() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return "year"
	case d.Day == 0:
		return "month"
	}
	return "day"
}

// Compare orders by first day; where two begin on the same day, the less precise comes first.
func (d Date) Compare(e Date) int {
	a, b := d.First(), e.First()
	return cmp.Or(
		cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day),
		cmp.Compare(b2i(d.Month != 0), b2i(e.Month != 0)), cmp.Compare(b2i(d.Day != 0), b2i(e.Day != 0)),
	)
}

// First is the first day that the date may mean: 2026-04-01 for 2026-04.
func (d Date) First() Date {
	if d.Year == 0 {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last is the last day that the date may mean: 2026-04-30 for 2026-04.
func (d Date) Last() Date {
	switch {
	case d.Year == 0:
		return d
	case d.Month == 0:
		return Date{d.Year, 12, 31}
	case d.Day == 0:
		return Date{d.Year, d.Month, monthDays(d.Year, d.Month)}
	}
	return d
}

// Contains says that every day that e may mean is one that d may mean.
func (d Date) Contains(e Date) bool {
	return d.First().Compare(e.First()) <= 0 && e.Last().Compare(d.Last()) <= 0
}

// Sub is the number of days from e to d; false unless both are known to the day.
func (d Date) Sub(e Date) (int, bool) {
	if d.Day == 0 || e.Day == 0 {
		return 0, false
	}
	return d.day() - e.day(), true
}

// day counts days from 1970-01-01. The year begins in March here, so that a leap day is its last.
func (d Date) day() int {
	y, m := d.Year, d.Month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + d.Day - 1 - 719468
}
