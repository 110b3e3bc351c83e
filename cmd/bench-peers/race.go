package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// step is a way to build: what was done to the site and to its last output before.
type step struct {
	name   string
	change func(e *entrant, round int) error
}

// steps follow one another in each round, each on what the one before left.
var steps = []step{empty, onePage, oneFact, nothing}

var (
	empty = step{"output folder empty", func(e *entrant, _ int) error {
		return os.RemoveAll(filepath.Join(e.dir, "public"))
	}}
	onePage = step{"one page changed", func(e *entrant, round int) error {
		return e.tool.writePage(e.dir, e.corpus, e.corpus.pages/2, round+1)
	}}
	oneFact = step{"one fact changed", func(e *entrant, round int) error {
		return e.tool.writeFacts(e.workshop, e.dir, e.corpus, round+1)
	}}
	nothing = step{"nothing changed", func(*entrant, int) error { return nil }}
)

// race is some tools on one site.
type race struct {
	title    string
	dir      string // where its sites are
	pages    int
	steps    []step
	entrants []*entrant
}

// entrant is a tool in a race, and what was measured of it.
type entrant struct {
	workshop workshop
	tool     tool
	dir      string
	corpus   corpus
	prepare  func() error
	made     output
	costs    [][]cost // by step and round
}

// newRace is a race of tools on a corpus.
func newRace(w workshop, c corpus, chosen []tool) *race {
	r := &race{title: thousands(c.pages) + " pages", dir: w.path("sites", fmt.Sprint(c.pages)), pages: c.pages, steps: steps}
	for _, t := range chosen {
		r.enter(w, c, t)
	}
	return r
}

func (r *race) enter(w workshop, c corpus, t tool) *entrant {
	e := &entrant{workshop: w, tool: t, corpus: c, dir: filepath.Join(r.dir, strings.ReplaceAll(strings.ToLower(t.name), " + ", "-"))}
	e.prepare = func() error { return t.write(w, e.dir, c) }
	r.entrants = append(r.entrants, e)
	return e
}

const homeTitle = "This repository's site"

// newHomeRace is this repository's own site against Hugo on a site of as many pages of the same size. Both are built
// into an empty folder, and again with nothing changed.
func newHomeRace(w workshop, root string, ours, hugo tool) (*race, error) {
	content := os.DirFS(filepath.Join(root, "content"))
	files, err := filepath.Glob(filepath.Join(root, "content", "*.md"))
	if err != nil {
		return nil, err
	}
	size := 0
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return nil, err
		}
		size += int(info.Size()) / len(files)
	}
	c := newCorpus(len(files), size)
	r := &race{title: homeTitle, dir: w.path("sites", "home"), pages: c.pages, steps: []step{empty, nothing}}
	e := r.enter(w, c, ours)
	e.prepare = func() error { return os.CopyFS(filepath.Join(e.dir, "content"), content) }
	r.enter(w, c, hugo)
	return r, nil
}

// run prepares the sites and runs the tools in turn, each step of each round.
func (r *race) run(rounds int) error {
	if err := r.prepare(); err != nil {
		return err
	}
	for round := range rounds {
		for i, s := range r.steps {
			for _, e := range r.entrants {
				if err := r.turn(e, i, s, round); err != nil {
					return fmt.Errorf("%s, %s, %s: %w", r.title, e.tool.name, s.name, err)
				}
			}
		}
		say("%s: round %d of %d", r.title, round+1, rounds)
	}
	return nil
}

func (r *race) prepare() error {
	if err := os.RemoveAll(r.dir); err != nil {
		return err
	}
	for _, e := range r.entrants {
		if err := e.prepare(); err != nil {
			return fmt.Errorf("%s: %w", e.tool.name, err)
		}
		e.costs = make([][]cost, len(r.steps))
	}
	return nil
}

// turn is one run of one tool. After the first its output is looked at.
func (r *race) turn(e *entrant, i int, s step, round int) error {
	if err := s.change(e, round); err != nil {
		return err
	}
	syncDisks()
	c, err := measure(e.dir, e.tool.command(e.workshop, setting{e.dir, r.pageSize()}))
	if err != nil {
		return err
	}
	e.costs[i] = append(e.costs[i], c)
	if round == 0 && i == 0 {
		if e.made, err = look(filepath.Join(e.dir, "public")); err != nil {
			return err
		}
		if e.made.pages < r.pages {
			return fmt.Errorf("made %d pages", e.made.pages)
		}
	}
	return nil
}

// pageSize is how many bytes the first tool, explainer, wrote for each page.
func (r *race) pageSize() int { return int(r.entrants[0].made.bytes) / r.pages }

// ours is the entrant that the others are compared with.
func (r *race) ours() *entrant { return r.entrants[0] }

// find is the entrant of a name, or nil.
func (r *race) find(name string) *entrant {
	i := slices.IndexFunc(r.entrants, func(e *entrant) bool { return e.tool.name == name })
	if i < 0 {
		return nil
	}
	return r.entrants[i]
}
