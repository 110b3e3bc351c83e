package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/publish"
)

type recordCmd struct {
	Note    string   `help:"One line for readers: why it changed." placeholder:"TEXT"`
	Correct []string `help:"What was wrong before, by its id: its figure will say so." placeholder:"ID"`
}

func (c *recordCmd) Run(g *globals) error {
	j, err := g.judge("", false)
	if err != nil {
		return err
	}
	rec := build.Recordable(j.tree, j.o)
	if err := g.recordable(rec); err != nil {
		return err
	}
	draft, err := ledger.NewDraft(rec.Ledger, rec.State, c.Correct)
	if err != nil {
		return err
	}
	if draft.Nothing() {
		g.say("Nothing changed since the last record")
		return nil
	}
	if err := show(g.out, draft, rec.State); err != nil {
		return err
	}
	if draft.NeedsNote() && strings.TrimSpace(c.Note) == "" {
		if c.Note, err = g.ask("Why? One line for readers: "); err != nil {
			return err
		}
	}
	data, err := draft.Record(j.o.Today, c.Note)
	if err != nil {
		return err
	}
	path := filepath.Join(g.Root, filepath.FromSlash(ledger.File))
	if err := publish.Replace(path, rec.File, data); err != nil {
		return err
	}
	g.say("Recorded in " + relative(path))
	return nil
}

func (g *globals) say(text string) {
	if !g.Quiet {
		fmt.Fprintln(g.err, text)
	}
}

// recordable shows what has to be mended first: a site with errors is not recorded, nor is one whose ledger
// does not hold together, unless a record mends it.
func (g *globals) recordable(rec build.Recording) error {
	if rec.Report.Err != nil {
		return rec.Report.Err
	}
	findings := slices.DeleteFunc(rec.Report.Findings, func(f diag.Finding) bool { return f.Level != diag.Error })
	if rec.Ledger.Unusable() {
		findings = append(findings, rec.Faults...)
	}
	if len(findings) == 0 {
		return nil
	}
	p := diag.Printer{Read: g.read, Colour: colour(g.out)}
	if err := p.Print(g.out, findings); err != nil {
		return err
	}
	g.say(tally(findings) + "; nothing was recorded")
	return errFindings
}

var recordSigns = map[string]string{ledger.Added: "+", ledger.Withdrawn: "−", ledger.Updated: "~", ledger.Corrected: "!"}

// show prints what will be recorded.
func show(w io.Writer, d *ledger.Draft, now *ledger.State) error {
	if d.First {
		n := now.Counts()
		_, err := fmt.Fprintf(w, "The first record of this site: %s, %s, %s, %s and the rest of its facts file\n",
			plural(n["facts"], "fact"), plural(n["claims"], "claim"), plural(n["sources"], "source"), plural(n["events"], "event"))
		return err
	}
	if d.Merged {
		if _, err := fmt.Fprintln(w, "Two histories are joined in one ledger"); err != nil {
			return err
		}
	}
	for _, e := range d.Entries {
		text := ""
		switch {
		case e.Was != "" && e.Is != "":
			text = ": " + e.Was + " → " + e.Is
		case e.Was+e.Is != "":
			text = ": " + e.Was + e.Is
		case e.Kind == ledger.Updated || e.Kind == ledger.Corrected:
			text = ": what stands beside its value"
		}
		if _, err := fmt.Fprintln(w, diag.Clean(fmt.Sprintf("%s %-9s %s%s", recordSigns[e.Kind], e.Kind, e.ID, text))); err != nil {
			return err
		}
	}
	return nil
}

var errNote = errors.New(`a note is needed that says why: explainer record --note "…"`)

// ask reads a line from the terminal; without one, an option has to say it.
func (g *globals) ask(question string) (string, error) {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return "", errNote
	}
	fmt.Fprint(g.err, question)
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if line = strings.TrimSpace(line); err != nil && !errors.Is(err, io.EOF) || line == "" {
		return "", errNote
	}
	return line, nil
}
