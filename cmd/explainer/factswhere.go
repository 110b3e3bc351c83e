package main

import (
	"errors"
	"fmt"

	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsWhere struct {
	ID string `arg:"" offer:"facts" help:"The id of a fact."`
}

// Help shows the command as it is typed.
func (factsWhere) Help() string {
	return examples("explainer facts where stake.share.june")
}

func (c *factsWhere) Run(g *globals) error {
	a, _, err := g.inspect()
	if err != nil {
		return err
	}
	im, err := a.Where(c.ID)
	if err != nil {
		return err
	}
	if g.Format == "json" {
		return diag.WriteJSON(g.out, struct {
			answer
			site.Impact
		}{answer{diag.FormatVersion}, im})
	}
	var derived, older [][]string
	for _, k := range im.Derived {
		row := []string{k.ID, short(k.Value), "text"}
		if k.Sum != "" {
			row[2] = "= " + k.Sum
		}
		if k.By != im.Fact.ID {
			row = append(row, "by way of "+k.By)
		}
		derived = append(derived, row)
	}
	for _, f := range im.Replaces {
		older = append(older, []string{f.ID, short(f.Value), f.AsOf})
	}
	head := []string{im.Fact.ID + ": " + im.Fact.Label, im.Fact.Value, im.Fact.AsOf}
	if err := errors.Join(
		table(g.out, "", [][]string{head}), section(g.out, "Facts that change with it", derived),
		section(g.out, "Older facts that name it as the newer one", older), section(g.out, "Places that lean on it", places(im.Fact.ID, im.Used)),
	); err != nil {
		return err
	}
	if len(im.Used) == 0 && !g.Quiet {
		fmt.Fprintln(g.err, "no page leans on it, but for the register of facts")
	}
	return nil
}
