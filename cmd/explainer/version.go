package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"explainer/internal/bill"
	"explainer/internal/diag"
)

type versionCmd struct {
	Licences bool `help:"List the modules of the program, the licence of each, and what that asks of you."`
}

// Help says what the short help has no room for.
func (versionCmd) Help() string {
	return "With --format json it lists what the program is made of: a bill of materials in CycloneDX 1.6, licences among it.\n\n" +
		examples("explainer version", "explainer version --licences", "explainer version --format json")
}

func (c versionCmd) Run(g *globals) error {
	if err := g.plainFormat(); err != nil {
		return err
	}
	if g.Format != "json" && !c.Licences {
		_, err := fmt.Fprintf(g.out, "explainer %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this program was built without modules, so it cannot tell what it is made of")
	}
	made := bill.New(info, version())
	if g.Format == "json" {
		return diag.WriteJSON(g.out, made)
	}
	return licences(g, made)
}

// licences prints what the program is made of, under which licence, and what each licence asks.
func licences(g *globals, made bill.Document) error {
	var modules, asked [][]string
	for _, c := range append([]bill.Component{made.Metadata.Component}, made.Components...) {
		licence := "unknown"
		if len(c.Licences) > 0 {
			licence = c.Licences[0].Expression
		}
		modules = append(modules, []string{c.Name, c.Version, licence})
	}
	for _, d := range made.Duties() {
		asked = append(asked, []string{d.Licence, d.Text})
	}
	return errors.Join(table(g.out, "", modules), section(g.out, "Who hands the program on must, by each licence:", asked),
		table(g.out, "", [][]string{{}, {"In short; what counts are the texts. `make licences` gathers them, from the source of the program."}}))
}
