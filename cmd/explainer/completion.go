package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"explainer/internal/diag"
)

type completionCmd struct {
	Shell string   `arg:"" enum:"bash,zsh,fish" help:"The shell that completes: bash, zsh or fish."`
	Words []string `arg:"" optional:"" help:"After --, the words typed so far, the last of them unfinished; prints what it may become."`
}

//go:embed completion
var scripts embed.FS

// Help shows the command as it is typed.
func (completionCmd) Help() string {
	return examples("source <(explainer completion bash)")
}

// Run prints the script of a shell, which asks again with the words that its user has typed.
func (c *completionCmd) Run(g *globals, k *kong.Context) error {
	if len(c.Words) == 0 {
		script, err := scripts.ReadFile("completion/" + c.Shell)
		if err != nil {
			return err
		}
		_, err = g.out.Write(script)
		return err
	}
	for _, o := range complete(k.Model.Node, c.Words) {
		// A shell shows one line for each; a tab parts the word from what it means.
		if _, err := fmt.Fprintf(g.out, "%s\t%s\n", diag.Clean(o.word), diag.Clean(strings.Join(strings.Fields(o.means), " "))); err != nil {
			return err
		}
	}
	return nil
}
