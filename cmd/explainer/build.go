package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"

	"explainer/internal/build"
	"explainer/internal/pack"
	"explainer/internal/publish"
)

type buildCmd struct {
	Output      string `default:"public" type:"path" help:"The folder to publish into."`
	BaseURL     string `help:"The site's public address; makes canonical links, a sitemap and a rooted 404 page." placeholder:"URL"`
	Draft       bool   `help:"Include drafts and mark every page as a draft."`
	Precompress bool   `help:"Put a .gz and a .br beside each text, for hosts that send them: slow, but only for what changed."`
	NoSync      bool   `help:"Do not wait for the disk: faster, but a power cut may lose the publish."`
}

// Help shows the command as it is typed.
func (buildCmd) Help() string {
	return examples("explainer build", "explainer build --output /srv/www/deal --base-url https://example.org/deal/")
}

func (c *buildCmd) Run(g *globals) error {
	j, err := g.judge(c.BaseURL, c.Draft)
	if err != nil {
		return err
	}
	stage, err := publish.Open(c.Output, publish.Options{NoSync: c.NoSync, Protected: g.sources(), Roots: []string{g.Root}})
	if err != nil {
		return err
	}
	put := stage.Put
	if c.Precompress {
		put = withTwins(stage)
	}
	put, end := g.progress(j.tree, put)
	var summary publish.Summary
	report := build.Update(j.tree, j.o, func(from build.From) (stands bool) {
		summary, stands = stage.Standing(c.from(from))
		return stands
	}, put)
	end()
	what := counts(report)
	switch {
	case report.Failed():
		if err := stage.Discard(); err != nil {
			return err
		}
		return g.show(report, "; nothing was published")
	case report.Published:
		what, err = "the site stands as it was published", stage.Discard()
	default:
		stage.From(c.from(report.From))
		summary, err = stage.Commit()
	}
	if err != nil {
		return err
	}
	if err := g.show(report, ""); err != nil {
		return err
	}
	if !g.Quiet {
		fmt.Fprintf(g.err, "%s; %d written, %d unchanged, %d removed in %s\n",
			what, summary.Written, summary.Unchanged, summary.Removed, relative(c.Output))
		fmt.Fprintf(g.err, "%s  %s\n", summary.Hash, relative(filepath.Join(c.Output, publish.ManifestName))) // as sha256sum has it
	}
	return nil
}

// from is what the files to be published hang on: the sources, the program, and whether they get twins. It is nothing
// where nobody can tell by its version which program this is.
func (c *buildCmd) from(sources build.From) build.From {
	program := identity()
	if program == "" || sources == (build.From{}) {
		return build.From{}
	}
	return sha256.Sum256(fmt.Appendf(nil, "%x %q %t\n", sources, program, c.Precompress))
}

// withTwins publishes beside each file its packed twins.
func withTwins(stage *publish.Stage) func(path string, data []byte) error {
	return func(path string, data []byte) error {
		if err := stage.Put(path, data); err != nil {
			return err
		}
		twins, err := pack.Twins(path, data, stage.Published)
		for _, t := range twins {
			err = errors.Join(err, stage.Put(t.Path, t.Data))
		}
		return err
	}
}

// sources are the folders that a publish must never touch.
func (g *globals) sources() []string {
	var paths []string
	for _, dir := range []string{"content", "templates", "static"} {
		paths = append(paths, filepath.Join(g.Root, dir))
	}
	return paths
}
