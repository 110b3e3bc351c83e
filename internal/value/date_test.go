package value

import (
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ text, shown, precision, first, last string }{
		{"2026-04-27", "27 April 2026", "day", "2026-04-27", "2026-04-27"},
		{"2025-10-28", "28 October 2025", "day", "2025-10-28", "2025-10-28"},
		{"2026-04", "April 2026", "month", "2026-04-01", "2026-04-30"},
		{"2024-02", "February 2024", "month", "2024-02-01", "2024-02-29"},
		{"2026", "2026", "year", "2026-01-01", "2026-12-31"},
		{"2024-02-29", "29 February 2024", "day", "2024-02-29", "2024-02-29"},
		{"2000-02-29", "29 February 2000", "day", "2000-02-29", "2000-02-29"},
		{"0001-01-01", "1 January 1", "day", "0001-01-01", "0001-01-01"},
	} {
		d, e := ParseDate(c.text)
		if e != nil {
			t.Errorf("%q: %+v", c.text, *e)
			continue
		}
		if spaced(d.String()) != c.shown || d.ISO() != c.text || d.Precision() != c.precision || d.First().ISO() != c.first || d.Last().ISO() != c.last {
			t.Errorf("%q: %q %q %q %q %q", c.text, d.String(), d.ISO(), d.Precision(), d.First().ISO(), d.Last().ISO())
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	for _, c := range []struct{ text, part, message, hint string }{
		{"", "", "missing", "2026-04-27"},
		{"2026-02-30", "30", "February 2026 has 28 days, not 30", ""},
		{"2100-02-29", "29", "February 2100 has 28 days", ""},
		{"2026-13", "13", "no month 13", "year, month, day"},
		{"2026-00", "00", "no month 0", ""},
		{"2026-04-00", "00", "no day 0", "2026-04"},
		{"0000", "0000", "no year 0", ""},
		{"2026-4-27", "2026-4-27", "not a date", "write a day"},
		{"2026-04-270", "2026-04-270", "not a date", ""},
		{"26", "26", "not a date", ""},
		{"2026/04/27", "2026/04/27", "not a date", ""},
		{" 2026", " 2026", "not a date", ""},
		{"2026-", "2026-", "not a date", ""},
		{"2026-04-27T00:00", "2026-04-27T00:00", "not a date", ""},
		{"28 October 2025", "28 October 2025", "not a date", "write 2025-10-28"},
		{"October 28, 2025", "October 28, 2025", "not a date", "write 2025-10-28"},
		{"Oct 2025", "Oct 2025", "not a date", "write 2025-10"},
		{"31 June 2025", "31 June 2025", "not a date", "write a day"},
		{"２０２６", "２０２６", "not a date", ""},
	} {
		_, e := ParseDate(c.text)
		if e == nil {
			t.Errorf("%q is no error", c.text)
			continue
		}
		if e.Code != codeDate || c.text[e.Start:e.End] != c.part || !strings.Contains(e.Message, c.message) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%q: %+v", c.text, *e)
		}
	}
}

func TestDateForms(t *testing.T) {
	for _, c := range []struct {
		date string
		form Form
		want string
	}{
		{"2026-04-27", Short, "27 April 2026"}, {"2026-04-27", Month, "April 2026"}, {"2026-04-27", Year, "2026"},
		{"2026-04", Month, "April 2026"}, {"2026", Month, ""}, {"2026", Year, "2026"}, {"2026", Low, ""}, {"2026", Abs, ""},
	} {
		d, _ := ParseDate(c.date)
		v := FromDate(d)
		if got, ok := v.Format(c.form); spaced(got) != c.want || ok != (c.want != "") || !v.IsDate() || v.Date() != d {
			t.Errorf("%s as form %d: %q, %v", c.date, c.form, got, ok)
		}
	}
}

// The order of dates, by first day, the less precise first.
func TestDateCompare(t *testing.T) {
	order := []string{"2025", "2025-10-28", "2026", "2026-01", "2026-01-01", "2026-04", "2026-04-27"}
	for i, a := range order {
		for j, b := range order {
			d, _ := ParseDate(a)
			e, _ := ParseDate(b)
			want := min(1, max(-1, i-j))
			if d.Compare(e) != want || FromDate(d).Compare(FromDate(e)) != want {
				t.Errorf("%s and %s: %d", a, b, d.Compare(e))
			}
		}
	}
	month, day := FromDate(Date{2025, 10, 0}), FromDate(Date{2025, 10, 28})
	if month.Apart(day) || !month.Apart(FromDate(Date{Year: 2026})) || !month.Date().Contains(day.Date()) || day.Date().Contains(month.Date()) || !month.Rounded() || day.Rounded() {
		t.Error("a month and its day")
	}
}

// Days agree with package time over eight centuries.
func TestDateDays(t *testing.T) {
	at := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)
	for at.Year() < 2400 {
		d := Date{at.Year(), int(at.Month()), at.Day()}
		if want := int(at.Unix() / 86400); d.day() != want {
			t.Fatalf("%s is day %d, want %d", d.ISO(), d.day(), want)
		}
		if e, err := ParseDate(d.ISO()); err != nil || e != d {
			t.Fatalf("%s does not read back", d.ISO())
		}
		at = at.AddDate(0, 0, 1)
	}
}
