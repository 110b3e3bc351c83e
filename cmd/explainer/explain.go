package main

import (
	"fmt"

	"explainer/internal/diag"
)

type explainCmd struct {
	Code string `arg:"" optional:"" offer:"codes" help:"The code that stands in brackets after a finding; without one, all are listed."`
}

// Help shows the command as it is typed.
func (explainCmd) Help() string {
	return examples("explainer explain claim-differs", "explainer explain")
}

func (c *explainCmd) Run(g *globals) error {
	if c.Code == "" {
		for _, e := range diag.Catalogue() {
			fmt.Fprintf(g.out, "%-18s %s\n", e.Code, e.Level)
		}
		return nil
	}
	e, ok := diag.Explain(c.Code)
	if !ok {
		var codes []string
		for _, e := range diag.Catalogue() {
			codes = append(codes, e.Code)
		}
		err := fmt.Errorf("there is no finding %q; explainer explain lists them all", c.Code)
		if hint := diag.DidYouMean(c.Code, codes); hint != "" {
			err = fmt.Errorf("there is no finding %q: %s", c.Code, hint)
		}
		return err
	}
	fmt.Fprintf(g.out, "%s (%s)\n%s\n", e.Code, e.Level, e.Says)
	return nil
}
