// Command bench-peers races explainer against Hugo, Eleventy and a floor: on one corpus, in turn, cold.
//
// It is a developer's program, apart from the product, and judges it from outside: it runs the commands and
// imports none of the rooms. docs/benchmarks.md says what is measured and why that is fair.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench-peers:", err)
		os.Exit(1)
	}
}

// dispatch knows two modes in which the program runs itself, and the race.
func dispatch(args []string) error {
	switch {
	case len(args) > 0 && args[0] == "floor":
		return runFloor(args[1:])
	case len(args) > 1 && args[0] == "measure":
		return launch(args[1:])
	}
	o, err := readOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	return compete(o, os.Stdout)
}

// options are the flags of a race.
type options struct {
	sizes   []int
	limits  map[string]int // by a peer's name; "": of those without one of their own
	chosen  []tool
	rounds  int
	scratch string
	keep    bool
	docs    bool
}

// limit is the largest size that a peer builds.
func (o options) limit(peer string) int {
	if n, ok := o.limits[peer]; ok {
		return n
	}
	return o.limits[""]
}

func readOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("bench-peers", flag.ContinueOnError)
	sizes := flags.String("sizes", "10,100,1000,10000,50000", "how many pages the sites have")
	names := flags.String("tools", strings.Join(toolNames(), ","), "what is raced; explainer always is")
	limits := flags.String("limit", "10000", "the largest `size` that the peers build, too; 10000,Eleventy=1000 for one that takes too long")
	flags.IntVar(&o.rounds, "rounds", 5, "how often each build is measured")
	flags.StringVar(&o.scratch, "scratch", "", "the `folder` for peers and sites (default: in the user's cache)")
	flags.BoolVar(&o.keep, "keep", false, "leave the sites and what was made of them in the scratch folder")
	flags.BoolVar(&o.docs, "docs", false, "write the results into docs/benchmarks.md and docs/benchmarks.svg")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 || n > titles() {
			return o, fmt.Errorf("a site has 1 to %d pages, not %q", titles(), text)
		}
		o.sizes = append(o.sizes, n)
	}
	o.limits = map[string]int{}
	for text := range strings.SplitSeq(*limits, ",") {
		peer, size, named := strings.Cut(text, "=")
		if !named {
			peer, size = "", text
		}
		n, err := strconv.Atoi(size)
		if err != nil || named && !slices.Contains(toolNames(), peer) {
			return o, fmt.Errorf("a limit is a number of pages, or a tool with its own, not %q", text)
		}
		o.limits[peer] = n
	}
	if o.rounds < 1 || flags.NArg() > 0 {
		return o, errors.New("there is at least one round, and nothing but flags")
	}
	var err error
	if o.chosen, err = choose(strings.Split(*names, ",")); err != nil {
		return o, err
	}
	if o.scratch == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return o, err
		}
		o.scratch = filepath.Join(cache, "explainer-bench")
	}
	o.scratch, err = filepath.Abs(o.scratch)
	return o, err
}

// compete runs the races, prints each table when it is there, and the summary.
func compete(o options, out io.Writer) error {
	root, err := repository()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	w := workshop{o.scratch, self}
	if err := w.equip(root, o.chosen); err != nil {
		return err
	}
	races, err := plan(o, w, root)
	if err != nil {
		return err
	}
	versions := conditions(w, o.chosen)
	fmt.Fprint(out, versions)
	var tables strings.Builder
	for _, r := range races {
		if err := r.run(o.rounds); err != nil {
			return err
		}
		writeRace(io.MultiWriter(out, &tables), r)
		if o.keep {
			continue
		}
		if err := os.RemoveAll(r.dir); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "\n%s", summaries(races))
	if !o.docs {
		return nil
	}
	return document(root, versions+"\n"+summaries(races)+tables.String(), races)
}

// plan is the races of a run: one a size, then this repository's own site where Hugo is raced.
func plan(o options, w workshop, root string) ([]*race, error) {
	var races []*race
	for _, n := range o.sizes {
		chosen := slices.DeleteFunc(slices.Clone(o.chosen), func(t tool) bool { return t.others && n > o.limit(t.name) })
		races = append(races, newRace(w, newCorpus(n, pageSize), chosen))
	}
	peer := slices.IndexFunc(o.chosen, func(t tool) bool { return t.name == "Hugo" })
	if peer < 0 {
		return races, nil
	}
	home, err := newHomeRace(w, root, o.chosen[0], o.chosen[peer])
	return append(races, home), err
}

// repository is the folder of the module that this program is part of, seen from where it is run.
func repository() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("run it in the repository: %w", err)
	}
	path, dir, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if path != "explainer" {
		return "", fmt.Errorf("run it in the repository of explainer, not of %s", path)
	}
	return dir, nil
}
