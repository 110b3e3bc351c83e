package main

import (
	"fmt"
	"strings"
	"time"
)

// fact is a value that pages mention.
type fact struct {
	ID, Label string
	Value     string // as facts.yaml holds it
	Printed   string // as a page shows it
	Words     string // as an editor may write it; "" for a fact that pages only print
	Date      bool   // Value is a day
	Status    string
	AsOf      string // a day
}

// facts are 200: a measure of a place each. The first is in the text of one page in twenty, and is another value in
// every second revision; the others are on every page with the same likelihood.
func facts(revision int) []fact {
	places := nouns[:10]
	p := newProse(-1, 0)
	var list []fact
	for _, place := range places {
		for m, name := range measures {
			f := measured(p, m)
			f.ID = place + "." + name
			f.Label = fmt.Sprintf("%s of the %s", upper(strings.ReplaceAll(name, "-", " ")), place)
			f.Status = []string{"confirmed", "confirmed", "reported", "rumoured"}[p.IntN(4)]
			f.AsOf = day(p).Format(time.DateOnly)
			list = append(list, f)
		}
	}
	list[0].Value = []string{"21.4%", "22.6%"}[revision%2]
	list[0].Printed, list[0].Words = list[0].Value, ""
	return list
}

// measures are what is known of each place: shares, sums of money, weights and dates in turn.
var measures = strings.Fields(`growth budget output opening share revenue stock survey margin cost cargo renewal tariff
	debt harvest founding subsidy rent waste census`)

// measured is a value of the kind of measure m.
func measured(p prose, m int) fact {
	switch m % 4 {
	case 0:
		number := fmt.Sprintf("%d.%d", 2+p.IntN(90), 1+p.IntN(9))
		return fact{Value: number + "%", Printed: number + "%", Words: number + " per cent"}
	case 1:
		number := fmt.Sprintf("%d.%d", 1+p.IntN(400), 1+p.IntN(9))
		return fact{Value: "USD " + number + " bn", Printed: "$" + number + "bn", Words: "$" + number + " billion"}
	case 2:
		number := fmt.Sprintf("%d,%03d", 1+p.IntN(90), 1+p.IntN(999))
		return fact{Value: number + " tonnes", Printed: number + " tonnes", Words: number + " tonnes"}
	}
	d := day(p)
	return fact{Value: d.Format(time.DateOnly), Printed: d.Format("2 January 2006"), Words: d.Format("January 2006"), Date: true}
}

// day is one of the years 2019 to 2024.
func day(p prose) time.Time {
	return time.Date(2019, 1, 1+p.IntN(6*365), 0, 0, 0, 0, time.UTC)
}
