package main

import (
	"fmt"
	"strconv"

	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsDue struct{}

// Help shows the command as it is typed.
func (factsDue) Help() string {
	return examples("explainer facts due", "explainer facts due --today 2027-01-20")
}

func (*factsDue) Run(g *globals) error {
	a, j, err := g.inspect()
	if err != nil {
		return err
	}
	d := a.Due(j.o.Today)
	if g.Format == "json" {
		return diag.WriteJSON(g.out, struct {
			answer
			site.Due
		}{answer{diag.FormatVersion}, d})
	}
	var rows [][]string
	for _, f := range d.Facts {
		rows = append(rows, []string{f.File + ":" + strconv.Itoa(f.Line), f.ID, f.Key + " " + f.Date, when(f.Days, "due today")})
	}
	for _, s := range d.Sources {
		row := []string{s.File + ":" + strconv.Itoa(s.Line), s.ID, s.Key + " " + s.Date, "has no date"}
		if s.Date != "" {
			row[3] = "stale " + when(s.Days, "after today")
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 && !g.Quiet {
		fmt.Fprintf(g.err, "nothing is due within %d days of %s\n", site.DueSoon, d.Today)
	}
	return table(g.out, "", rows)
}

func when(days int, today string) string {
	switch {
	case days < 0:
		return plural(-days, "day") + " ago"
	case days == 0:
		return today
	}
	return "in " + plural(days, "day")
}
