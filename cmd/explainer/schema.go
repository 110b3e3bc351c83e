package main

import (
	"explainer/internal/fact"
	"explainer/internal/site"
)

type schemaCmd struct {
	Name string `arg:"" optional:"" default:"facts" enum:"facts,site,front-matter" help:"Which file: facts (facts.yaml, the default), site (site.yaml) or front-matter (what a page begins with)."`
}

// Help shows the command as it is typed.
func (schemaCmd) Help() string {
	return examples("explainer schema", "explainer schema site")
}

func (c *schemaCmd) Run(g *globals) error {
	data, err := schemas()[c.Name]()
	if err != nil {
		return err
	}
	_, err = g.out.Write(data)
	return err
}

// schemas print what an editor completes and checks by, for each file that an author writes.
func schemas() map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"facts": fact.Schema, "site": site.ConfigSchema, "front-matter": site.FrontMatterSchema,
	}
}
