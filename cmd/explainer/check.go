package main

import "fmt"

type checkCmd struct {
	BaseURL string `help:"The site's public address." placeholder:"URL"`
	Draft   bool   `help:"Judge as build --draft does."`
}

func (c *checkCmd) Run(g *globals) error {
	j, err := g.judge(c.BaseURL, c.Draft)
	if err != nil {
		return err
	}
	j.o.Due = true
	report := j.run(func(string, []byte) error { return nil })
	if err := g.show(report); err != nil {
		return err
	}
	if !g.Quiet {
		fmt.Fprintln(g.err, counts(report)+"; "+tally(report.Findings))
	}
	return nil
}
