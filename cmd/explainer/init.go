package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"explainer/internal/build"
	"explainer/internal/ledger"
	"explainer/internal/publish"
	"explainer/internal/site"
	"explainer/starter"
)

type initCmd struct {
	Dir  string `arg:"" type:"path" help:"The folder of the new site; it is made if it is missing."`
	Bare bool   `help:"Without the example: a site that says nothing yet, and of which nothing is recorded."`
}

// Help shows the command as it is typed.
func (initCmd) Help() string {
	return examples("explainer init flour", "explainer init flour --bare")
}

func (c *initCmd) Run(g *globals) error {
	content := filepath.Join(c.Dir, "content")
	if _, err := os.Lstat(content); err == nil {
		return fmt.Errorf("%s holds a site already: it has a content/, and nothing is written over", relative(c.Dir))
	}
	if _, err := os.Lstat(filepath.Join(c.Dir, "facts.yaml")); err == nil {
		return fmt.Errorf("%s is the content/ of a site, which begins one folder above it", relative(c.Dir))
	}
	name := "example"
	if c.Bare {
		name = "bare"
	}
	files, report, err := g.newSite(name)
	if err != nil {
		return err
	}
	if err := publish.Create(content, files); err != nil {
		return err
	}
	if g.Quiet {
		return nil
	}
	fmt.Fprintf(g.err, "Made %s: %s, %s. Next:\n\n", relative(content), plural(report.Pages-len(site.DataPages()), "page"), plural(report.Facts, "fact"))
	if dir := relative(c.Dir); dir != "." {
		fmt.Fprintf(g.err, "  cd %s\n", quoted(dir))
	}
	fmt.Fprint(g.err, "  explainer serve     shows it while you write\n"+
		"  explainer record    remembers what it says, and what changed and why\n"+
		"  explainer build     publishes it into public/\n")
	return nil
}

// newSite is the files of a new site's content/: those of the starter, schemas for its author's editor, and a ledger
// in which the example is recorded, so that it can be published at once. A bare site has none: it says nothing to
// remember, and whoever fills it would read about each step in findings, and readers on its page of changes.
func (g *globals) newSite(name string) (map[string][]byte, build.Report, error) {
	today, err := g.day()
	if err != nil {
		return nil, build.Report{}, err
	}
	tree, err := fs.Sub(starter.FS, name)
	if err != nil {
		return nil, build.Report{}, err
	}
	files := map[string][]byte{}
	err = fs.WalkDir(tree, "content", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[strings.TrimPrefix(path, "content/")], err = fs.ReadFile(tree, path)
		}
		return err
	})
	for _, file := range []string{"facts", "site"} {
		schema, fault := schemas()[file]()
		files[".schema/"+file+".json"] = schema
		err = errors.Join(err, fault)
	}
	rec := build.Recordable(tree, build.Options{Today: today, Version: version()})
	draft, fault := ledger.NewDraft(nil, rec.State, nil)
	if err = errors.Join(err, rec.Report.Err, fault); err != nil || rec.Report.Facts == 0 {
		return files, rec.Report, err
	}
	files[strings.TrimPrefix(ledger.File, "content/")], err = draft.Record(today, "")
	return files, rec.Report, err
}

// quoted is a folder as a shell takes it for one word.
func quoted(dir string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+", r)
	}
	if strings.TrimLeftFunc(dir, plain) == "" && !strings.HasPrefix(dir, "-") {
		return dir
	}
	return "'" + strings.ReplaceAll(dir, "'", `'\''`) + "'"
}
