package main

import (
	"cmp"
	"errors"
	"strconv"

	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsShow struct {
	ID string `arg:"" offer:"facts" help:"The id of a fact."`
}

// Help shows the command as it is typed.
func (factsShow) Help() string {
	return examples("explainer facts show stake.share.june")
}

func (c *factsShow) Run(g *globals) error {
	a, _, err := g.inspect()
	if err != nil {
		return err
	}
	d, err := a.Show(c.ID)
	if err != nil {
		return err
	}
	if g.Format == "json" {
		return diag.WriteJSON(g.out, struct {
			answer
			Fact site.Detail `json:"fact"`
		}{answer{diag.FormatVersion}, d})
	}
	rows := [][]string{
		{"value", cmp.Or(d.Value, "could not be read")}, {"interval", d.Interval}, {"as of", d.AsOf}, {"status", d.Status}, {"last checked", d.Checked}, {"party", d.Party},
		{"note", d.Note}, {"review by", d.ReviewBy}, {"valid until", d.ValidUntil},
	}
	if n := d.ReplacedBy; n != nil {
		rows = append(rows, []string{"replaced by", n.ID + ": " + n.Value + ", as of " + n.AsOf})
	}
	if d.Sum != nil {
		rows = append(rows, []string{"sum", d.Sum.Values}, []string{"", d.Sum.Names})
	}
	rows = filled(append(rows, []string{"written at", d.File + ":" + strconv.Itoa(d.Line)}))
	inputs := [][]string{}
	if d.Sum != nil {
		for _, in := range d.Sum.Inputs {
			inputs = append(inputs, []string{in.ID, in.Value, in.AsOf, in.Status})
		}
	}
	return errors.Join(
		table(g.out, "", [][]string{{d.ID + ": " + d.Label}}), table(g.out, "  ", rows),
		section(g.out, "Inputs", inputs), section(g.out, "Claims", claims(d.Claims)), section(g.out, "Used", places(d.ID, d.Used)),
	)
}

// claims are two lines where there is a note.
func claims(cs []site.Claim) [][]string {
	var rows [][]string
	for _, c := range cs {
		who := c.Cite
		if c.At != "" {
			who += ", " + c.At
		}
		rows = append(rows, []string{c.Source, short(c.Says), c.Verdict, who})
		if c.Note != "" {
			rows = append(rows, []string{"", "note: " + c.Note})
		}
	}
	return rows
}

// places are the rows of uses; a fact other than the one asked for is named.
func places(id string, uses []site.Use) [][]string {
	var rows [][]string
	for _, u := range uses {
		words := short(u.Words)
		if u.OwnWords {
			words = "\"" + words + "\" (own words)"
		}
		row := []string{u.File + ":" + strconv.Itoa(u.Line) + ":" + strconv.Itoa(u.Column), u.In, words}
		if u.Fact != id {
			row = append(row, "by way of "+u.Fact)
		}
		rows = append(rows, row)
	}
	return rows
}
