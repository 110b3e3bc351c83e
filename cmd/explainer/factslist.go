package main

import (
	"fmt"

	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsList struct {
	Status string `offer:"confirmed,reported,rumoured,disputed,computed" help:"Only facts of this status: confirmed, reported, rumoured, disputed or computed." placeholder:"STATUS"`
	Source string `offer:"sources" help:"Only facts with a claim of this source." placeholder:"ID"`
	Page   string `offer:"pages" help:"Only facts that this page leans on." placeholder:"NAME"`
}

// Help shows the command as it is typed.
func (factsList) Help() string {
	return examples("explainer facts list", "explainer facts list --status rumoured --page figures")
}

func (c *factsList) Run(g *globals) error {
	a, _, err := g.inspect()
	if err != nil {
		return err
	}
	list, err := a.List(site.Filter{Status: c.Status, Source: c.Source, Page: c.Page})
	if err != nil {
		return err
	}
	if g.Format == "json" {
		return diag.WriteJSON(g.out, struct {
			answer
			Facts []site.Brief `json:"facts"`
		}{answer{diag.FormatVersion}, list})
	}
	if len(list) == 0 {
		if !g.Quiet {
			fmt.Fprintln(g.err, "no fact fits")
		}
		return nil
	}
	rows := [][]string{{"ID", "VALUE", "AS OF", "STATUS"}}
	for _, f := range list {
		rows = append(rows, []string{f.ID, short(f.Value), f.AsOf, f.Status})
	}
	return table(g.out, "", rows)
}
