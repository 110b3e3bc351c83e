package main

import (
	"errors"
	"fmt"
)

type checkCmd struct {
	BaseURL string `help:"The site's public address." placeholder:"URL"`
	Draft   bool   `help:"Judge as build --draft does."`
	Fix     bool   `help:"Mend what can be mended without a thought: show the difference and ask."`
	Yes     bool   `help:"With --fix: apply without asking."`
}

// Help shows the command as it is typed.
func (checkCmd) Help() string {
	return examples("explainer check", "explainer check --fix")
}

func (c *checkCmd) Run(g *globals) error {
	if c.Yes && !c.Fix {
		return errors.New("--yes belongs to --fix")
	}
	j, err := g.judge(c.BaseURL, c.Draft)
	if err != nil {
		return err
	}
	j.o.Due = true
	if c.Fix {
		if err := g.mend(j, c.Yes); err != nil {
			return err
		}
	}
	put, end := g.progress(j.tree, func(string, []byte) error { return nil })
	report := j.run(put)
	end()
	if err := g.show(report, ""); err != nil {
		return err
	}
	if !g.Quiet {
		fmt.Fprintln(g.err, counts(report)+"; "+tally(report.Findings))
	}
	return nil
}
