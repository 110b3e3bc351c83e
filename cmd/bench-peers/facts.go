package main

import (
	"fmt"
	"strings"
	"time"
)

// fact is a value that pages mention.
type fact struct {
	ID      string `json:"-"`
	Label   string `json:"label"`
	Printed string `json:"printed"` // as a page shows it
	Status  string `json:"status"`
	AsOf    string `json:"asOf"` // a day

	value string // as facts.yaml holds it
	words string // as an editor may write it; "" for a fact that pages only print
	date  bool   // value is a day
}

// facts are 200: a measure of a place each. The first is in the text of one page in twenty, and is another value in
// every second revision; the others are on every page with the same likelihood.
func facts(revision int) []fact {
	p := newProse(-1, 0)
	var list []fact
	for _, place := range places() {
		for m, name := range measures {
			f := measured(p, m)
			f.ID = place + "." + name
			f.Label = fmt.Sprintf("%s of the %s", upper(strings.ReplaceAll(name, "-", " ")), place)
			f.Status = []string{"confirmed", "confirmed", "reported", "rumoured"}[p.IntN(4)]
			f.AsOf = day(p).Format(time.DateOnly)
			list = append(list, f)
		}
	}
	list[0].value = []string{"21.4%", "22.6%"}[revision%2]
	list[0].Printed, list[0].words = list[0].value, ""
	return list
}

// places are what facts are about.
func places() []string { return nouns[:10] }

// measures are what is known of each place: shares, sums of money, weights and dates in turn.
var measures = strings.Fields(`growth budget output opening share revenue stock survey margin cost cargo renewal tariff
	debt harvest founding subsidy rent waste census`)

// measured is a value of the kind of measure m.
func measured(p prose, m int) fact {
	switch m % 4 {
	case 0:
		number := fmt.Sprintf("%d.%d", 2+p.IntN(90), 1+p.IntN(9))
		return fact{value: number + "%", Printed: number + "%", words: number + " per cent"}
	case 1:
		number := fmt.Sprintf("%d.%d", 1+p.IntN(400), 1+p.IntN(9))
		return fact{value: "USD " + number + " bn", Printed: "$" + number + "bn", words: "$" + number + " billion"}
	case 2:
		number := fmt.Sprintf("%d,%03d", 1+p.IntN(90), 1+p.IntN(999))
		return fact{value: number + " tonnes", Printed: number + " tonnes", words: number + " tonnes"}
	}
	d := day(p)
	return fact{value: d.Format(time.DateOnly), Printed: d.Format("2 January 2006"), words: d.Format("January 2006"), date: true}
}

// day is one of the years 2019 to 2024.
func day(p prose) time.Time {
	return time.Date(2019, 1, 1+p.IntN(6*365), 0, 0, 0, 0, time.UTC)
}
