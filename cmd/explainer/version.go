package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"explainer/internal/bill"
	"explainer/internal/diag"
)

type versionCmd struct{}

// Help says what the short help has no room for.
func (versionCmd) Help() string {
	return "With --format json it lists what the program is made of: a bill of materials in CycloneDX 1.6.\n\n" +
		examples("explainer version", "explainer version --format json")
}

func (versionCmd) Run(g *globals) error {
	if err := g.plainFormat(); err != nil {
		return err
	}
	if g.Format == "json" {
		info, ok := debug.ReadBuildInfo()
		if !ok {
			return errors.New("this program was built without modules, so it cannot tell what it is made of")
		}
		return diag.WriteJSON(g.out, bill.New(info, version()))
	}
	_, err := fmt.Fprintf(g.out, "explainer %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
