package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"explainer/internal/diag"
)

// print shows findings in the form that was asked for.
func (g *globals) print(found []diag.Finding) error {
	e := diag.Exporter{Name: "explainer", Version: version(), Home: home(), Read: g.read, Prefix: g.prefix()}
	switch g.Format {
	case "json":
		return e.JSON(g.out, found)
	case "sarif":
		return e.SARIF(g.out, found)
	case "github":
		return e.GitHub(g.out, found)
	}
	return diag.Printer{Read: g.read, Colour: colour(g.out)}.Print(g.out, found)
}

// prefix is the way from the repository's root to the site, for readers that know the one and not the
// other: in a workflow of GitHub its workspace is that root, elsewhere the folder we stand in.
func (g *globals) prefix() string {
	wd, _ := os.Getwd()
	for _, top := range []string{os.Getenv("GITHUB_WORKSPACE"), wd} {
		rel, err := filepath.Rel(top, g.Root)
		switch {
		case top == "" || err != nil || !filepath.IsLocal(rel):
		case rel == ".":
			return ""
		default:
			return filepath.ToSlash(rel) + "/"
		}
	}
	return ""
}

// home is where the program is described, where it was built from an address.
func home() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	if host, _, _ := strings.Cut(info.Main.Path, "/"); strings.Contains(host, ".") {
		return "https://" + info.Main.Path
	}
	return ""
}
