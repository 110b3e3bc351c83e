package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// tool is one of the programs that are raced.
type tool struct {
	name    string
	others  bool   // a peer, which others make
	theme   string // its folder of peers, "" for none
	page    func(p page, i int) (file, text string)
	data    func(c corpus, list []fact) map[string]string // files that follow from the facts; nil for none
	command func(w workshop, s setting) []string          // makes public/ in the site's folder, where it is run
}

// setting is what a command may depend on.
type setting struct {
	dir      string // the site's folder
	pageSize int    // bytes that explainer writes for a page of this site; 0 before it has run
}

// tools are the programs, in the order in which they run.
var tools = []tool{
	{name: "explainer", page: oursPage, data: oursData, command: explainer("--no-sync")},
	{name: "Hugo", others: true, theme: "hugo", page: hugoPage, data: peersData, command: hugo},
	{name: "Eleventy", others: true, theme: "eleventy", page: eleventyPage, data: peersData, command: eleventy},
	{name: "floor", page: oursPage, command: lowest},
	{name: "floor + bytes", page: oursPage, command: lowestAsLarge},
	{name: "explainer + sync", page: oursPage, data: oursData, command: explainer()},
}

func explainer(flags ...string) func(workshop, setting) []string {
	return func(w workshop, _ setting) []string {
		return append([]string{w.path("bin", "explainer"), "build", "--quiet", "--output", "public"}, flags...)
	}
}

func hugo(w workshop, s setting) []string {
	return []string{w.path("bin", "hugo"), "--quiet", "--noBuildLock", "--cacheDir", filepath.Join(s.dir, "cache")}
}

func eleventy(w workshop, _ setting) []string {
	return []string{"node", w.path("node_modules", "@11ty", "eleventy", "cmd.cjs"), "--quiet"}
}

func lowest(w workshop, _ setting) []string { return []string{w.self, "floor"} }

func lowestAsLarge(w workshop, s setting) []string {
	return []string{w.self, "floor", "-size", fmt.Sprint(s.pageSize)}
}

// choose is the first tool, which is explainer, and those of these names, in the order of the table.
func choose(names []string) ([]tool, error) {
	chosen := tools[:1:1]
	for _, name := range names {
		if !slices.ContainsFunc(tools, func(t tool) bool { return strings.EqualFold(t.name, name) }) {
			return nil, fmt.Errorf("there is no tool %q; tools are %s", name, strings.Join(toolNames(), ", "))
		}
	}
	for _, t := range tools[1:] {
		if slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(t.name, name) }) {
			chosen = append(chosen, t)
		}
	}
	return chosen, nil
}

func toolNames() []string {
	var names []string
	for _, t := range tools {
		names = append(names, t.name)
	}
	return names
}

// write makes the site's sources, with every page in its first revision.
func (t tool) write(w workshop, dir string, c corpus) error {
	if t.theme != "" {
		if err := copyTheme(t.theme, dir); err != nil {
			return err
		}
	}
	for i := range c.pages {
		if err := t.writePage(dir, c, i, 0); err != nil {
			return err
		}
	}
	return t.writeFacts(w, dir, c, 0)
}

func (t tool) writePage(dir string, c corpus, i, revision int) error {
	file, text := t.page(c.page(i, revision), i)
	return writeFile(filepath.Join(dir, file), text)
}

// writeFacts writes the data of a revision. A site of ours has them recorded in its ledger: once for either value of
// the fact that changes.
func (t tool) writeFacts(w workshop, dir string, c corpus, revision int) error {
	if t.data == nil {
		return nil
	}
	for file, text := range t.data(c, facts(revision)) {
		if err := writeFile(filepath.Join(dir, file), text); err != nil {
			return err
		}
	}
	if t.others {
		return nil
	}
	return w.record(dir, revision)
}

func writeFile(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}
