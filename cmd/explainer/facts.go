package main

import (
	"fmt"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/site"
)

type factsCmd struct {
	List  factsList  `cmd:"" help:"The facts in a table, all or some."`
	Show  factsShow  `cmd:"" help:"All about one fact: value, claims, how it is worked out, where it is used."`
	Where factsWhere `cmd:"" help:"Each place, figure and derived fact that changes with a fact."`
	Diff  factsDiff  `cmd:"" help:"What readers see otherwise than in another state of the site."`
	Due   factsDue   `cmd:"" help:"Facts and sources that are to be looked at again, now or within two weeks."`
}

// plainFormat refuses the formats that have words for findings alone.
func (g *globals) plainFormat() error {
	if g.Format != "text" && g.Format != "json" {
		return fmt.Errorf("--format %s is for findings: here it is text or json", g.Format)
	}
	return nil
}

// inspect reads the site, drafts too. What is wrong with it is said in short, since check says it whole;
// without a single fact it is the answer.
func (g *globals) inspect() (*site.Answers, judgement, error) {
	if err := g.plainFormat(); err != nil {
		return nil, judgement{}, err
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
