package main

import (
	"io/fs"
	"os"
	"strings"

	"explainer/internal/build"
	"explainer/internal/lsp"
)

type lspCmd struct {
	Draft bool `help:"Judge as build --draft does."`
	Stdio bool `help:"Said by some editors; there is no other way."`
}

// Help shows the command as it is typed.
func (lspCmd) Help() string {
	return examples("explainer lsp", "explainer lsp --root sites/deal")
}

func (c *lspCmd) Run(g *globals) error {
	j, err := g.judge("", c.Draft)
	if err != nil {
		return err
	}
	o := lsp.Options{
		Root: g.Root,
		Open: func(root string) fs.FS { return os.DirFS(root) },
		Judge: func() (build.Options, error) {
			day, err := g.day() // an editor may see midnight
			o := j.o
			o.Today, o.Due = day, true
			return o, err
		},
		Version: version(),
	}
	if wd, err := os.Getwd(); err == nil && wd == g.Root {
		o.Root, o.Home = "", wd // the editor knows better
	}
	if h := home(); strings.HasPrefix(h, "https://github.com/") {
		o.Docs = h + "/blob/HEAD/docs/diagnostics.md"
	}
	return lsp.Serve(os.Stdin, g.out, o)
}
