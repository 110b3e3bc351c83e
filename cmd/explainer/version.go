package main

import (
	"fmt"
	"runtime"
)

type versionCmd struct{}

// Help shows the command as it is typed.
func (versionCmd) Help() string {
	return examples("explainer version")
}

func (versionCmd) Run(g *globals) error {
	_, err := fmt.Fprintf(g.out, "explainer %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
