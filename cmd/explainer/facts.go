package main

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsCmd struct {
	List  factsList  `cmd:"" help:"The facts in a table, all or some."`
	Show  factsShow  `cmd:"" help:"All about one fact: value, claims, how it is worked out, where it is used."`
	Where factsWhere `cmd:"" help:"Each place, figure and derived fact that changes with a fact."`
	Due   factsDue   `cmd:"" help:"Facts and sources that are to be looked at again, now or within two weeks."`
}

type factsList struct {
	Status string `help:"Only facts of this status: confirmed, reported, rumoured, disputed or computed."`
	Source string `help:"Only facts with a claim of this source." placeholder:"ID"`
	Page   string `help:"Only facts that this page leans on." placeholder:"NAME"`
}

type factsShow struct {
	ID string `arg:"" help:"The id of a fact."`
}

type factsWhere struct {
	ID string `arg:"" help:"The id of a fact."`
}

type factsDue struct{}

// inspect reads the site, drafts too. What is wrong with it is said in short, since check says it whole;
// without a single fact it is the answer.
func (g *globals) inspect() (*site.Answers, judgement, error) {
	if g.Format != "text" && g.Format != "json" {
		return nil, judgement{}, fmt.Errorf("--format %s is for findings: facts are printed as text or json", g.Format)
	}
	j, err := g.judge("", true)
	if err != nil {
		return nil, j, err
	}
	a, report := build.Inspect(j.tree, j.o)
	switch {
	case report.Err != nil:
		return nil, j, report.Err
	case report.Failed() && report.Facts == 0:
		if err := (diag.Printer{Read: g.read, Colour: colour(g.err)}).Print(g.err, report.Findings); err != nil {
			return nil, j, err
		}
		return nil, j, errFindings
	case report.Failed() && !g.Quiet:
		fmt.Fprintln(g.err, tally(report.Findings)+" in the facts file or in front matter, so this may not be all: run explainer check")
	}
	return a, j, nil
}

// answer is the head of every document in JSON.
type answer struct {
	Version int `json:"version"`
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
