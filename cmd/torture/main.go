// Command torture tries to break what explainer promises: faults of the machine at every call, kills, power cuts, full
// disks, crowds, hostile input. It prints a table of goals, and exits with 1 if one is missed.
//
// It is a developer's program, apart from the product, and judges it from outside: it runs the program that `go build`
// makes and imports none of the rooms. docs/reliability.md says what is promised and which figures were reached.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	met, err := dispatch(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(2)
	case !met:
		os.Exit(1)
	}
}

// dispatch runs the goals that the flags choose, and says whether all were met.
func dispatch(args []string, out io.Writer) (met bool, err error) {
	var o lab
	flags := flag.NewFlagSet("torture", flag.ContinueOnError)
	flags.BoolVar(&o.short, "short", false, "a sample of each goal")
	only := flags.String("only", "", "the `goals` to try, such as G1,G8 (default: all)")
	scratch := flags.String("scratch", defaultScratch(), "the `folder` to work in: one in memory is the quickest")
	flags.DurationVar(&o.limit, "limit", 0, "cut a goal short after so long, where it goes round and round (default: never)")
	flags.DurationVar(&o.fuzz, "fuzz", 15*time.Minute, "let each target of G18 run for so long, in a full run")
	flags.Uint64Var(&o.seed, "seed", 1, "of what is random")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	chosen, err := choose(*only)
	if err != nil {
		return false, err
	}
	if o.root, err = repository(); err != nil {
		return false, err
	}
	if o.dir, err = os.MkdirTemp(*scratch, "torture."); err != nil {
		return false, err
	}
	defer os.RemoveAll(o.dir)
	if err := os.Chmod(o.dir, 0o755); err != nil { // other users build there, too
		return false, err
	}
	o.bin = o.path("explainer")
	if err := build(o.root, o.bin); err != nil {
		return false, err
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-interrupts
		o.stop.Store(true)
		signal.Stop(interrupts) // a second one is obeyed at once
	}()
	return table(out, &o, chosen), nil
}

// build makes the program as `make build` does. Where git knows the commit so does the program, whatever the environment
// says: it then spares itself what stands published, as one that people install does.
func build(module, to string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-o", to, "./cmd/explainer")
	cmd.Dir, cmd.Env = module, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, tail(string(out)))
	}
	return nil
}

// choose is the goals of these names, in the order of the table.
func choose(names string) ([]goal, error) {
	if names == "" {
		return goals(), nil
	}
	all := goals()
	list := strings.Split(strings.ToUpper(names), ",")
	for _, name := range list {
		if !slices.ContainsFunc(all, func(g goal) bool { return g.name == name }) {
			return nil, fmt.Errorf("there is no goal %s", name)
		}
	}
	return slices.DeleteFunc(all, func(g goal) bool { return !slices.Contains(list, g.name) }), nil
}

// table tries the goals in turn and prints a row when each is done; what was missed and skipped follows.
func table(out io.Writer, l *lab, chosen []goal) (met bool) {
	fmt.Fprintln(out, "| goal | what | target | result | seconds |\n|---|---|---|---|--:|")
	var notes strings.Builder
	met = true
	for _, g := range chosen {
		if l.stop.Load() {
			return false
		}
		began := time.Now()
		o := l.try(g)
		fmt.Fprintf(out, "| %s | %s | %s | %s | %.0f |\n", g.name, g.what, g.target, o.result(), time.Since(began).Seconds())
		met = met && o.met()
		for _, text := range o.notes {
			fmt.Fprintf(&notes, "%s: %s\n", g.name, text)
		}
		for _, text := range o.first {
			fmt.Fprintf(&notes, "%s missed: %s\n", g.name, text)
		}
		if o.skipped != "" {
			fmt.Fprintf(&notes, "%s was skipped: %s\n", g.name, o.skipped)
		}
	}
	fmt.Fprintf(out, "\n%s", notes.String())
	return met && !l.stop.Load()
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

// defaultScratch is a file system in memory, where there is one: syncs cost nothing there, and thousands are made.
func defaultScratch() string {
	const shm = "/dev/shm"
	if dir, err := os.MkdirTemp(shm, "torture."); err == nil {
		os.Remove(dir)
		return shm
	}
	return os.TempDir()
}

// tail is the end of a long output.
func tail(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-12):], "\n")
}
