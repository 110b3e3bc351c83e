package main

import (
	"bufio"
	"errors"
	"fmt"
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
	Correct []string `offer:"corrections" help:"What was wrong before, by its id: its figure will say so." placeholder:"ID"`
}

// Help shows the command as it is typed.
func (recordCmd) Help() string {
	return examples("explainer record", `explainer record --note "Their annual report says so" --correct stake.share.june`)
}

func (c *recordCmd) Run(g *globals) error {
	if g.Format != "text" && g.Format != "json" {
		return fmt.Errorf("--format %s is for findings: a record is printed as text or json", g.Format)
	}
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
	if err := g.showDraft(draft, rec.Ledger); err != nil {
		return err
	}
	if draft.Nothing() {
		g.say("Nothing changed since the last record")
		return nil
	}
	if draft.NeedsNote() && strings.TrimSpace(c.Note) == "" {
		if c.Note, err = g.ask(draft); err != nil {
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
	found := slices.DeleteFunc(rec.Report.Findings, func(f diag.Finding) bool { return f.Level != diag.Error })
	if rec.Ledger.Unusable() {
		found = append(found, rec.Faults...)
	}
	if len(found) == 0 {
		return nil
	}
	if err := g.print(found); err != nil {
		return err
	}
	g.say(tally(found) + "; nothing was recorded")
	return errFindings
}

// showDraft prints what will be recorded.
func (g *globals) showDraft(d *ledger.Draft, old *ledger.Ledger) error {
	if g.Format == "json" {
		return g.draftJSON(d)
	}
	if d.Nothing() {
		return nil
	}
	var b strings.Builder
	switch {
	case d.First:
		b.WriteString(strings.TrimSuffix("The first record of this site: "+d.Entries[0].Is, ": ") + "\n") // one without a fact has no size
	case d.Merged:
		b.WriteString("Two histories become one\n")
	}
	if d.NeedsNote() {
		b.WriteString("Changed since the record of " + old.Newest().ISO() + ":\n")
		for _, e := range d.Entries {
			b.WriteString("  " + diag.Clean(fmt.Sprintf("%-9s  %s", e.Kind, changed(e))) + "\n")
		}
	}
	_, err := g.out.Write([]byte(b.String()))
	return err
}

// changed is a change in one line.
func changed(e ledger.Entry) string {
	switch was, is := short(e.Was), short(e.Is); {
	case was != "" && is != "":
		return e.ID + ": " + was + " → " + is
	case was+is != "":
		return e.ID + ": " + was + is
	case e.Kind == ledger.Updated || e.Kind == ledger.Corrected:
		return e.ID + ": what stands beside its words"
	}
	return e.ID
}

// changeDoc is a change that will be recorded, as JSON.
type changeDoc struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Label string `json:"label"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

func (g *globals) draftJSON(d *ledger.Draft) error {
	doc := struct {
		answer
		First   bool        `json:"first"`  // nothing was recorded before
		Merged  bool        `json:"merged"` // two histories become one
		Changes []changeDoc `json:"changes"`
	}{answer{diag.FormatVersion}, d.First, d.Merged, []changeDoc{}}
	for _, e := range d.Entries {
		doc.Changes = append(doc.Changes, changeDoc{e.Kind, e.ID, e.Label, e.Was, e.Is})
	}
	return diag.WriteJSON(g.out, doc)
}

var errNote = errors.New(`nothing was recorded, since a note is needed that says why: explainer record --note "why it changed"`)

// ask reads the note from the terminal; without one, an option has to say it.
func (g *globals) ask(d *ledger.Draft) (string, error) {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return "", errNote
	}
	if slices.ContainsFunc(d.Entries, func(e ledger.Entry) bool { return e.Kind == ledger.Updated }) {
		fmt.Fprintln(g.err, "If one of these was wrong before, end here (Ctrl-C) and begin again with --correct ID.")
	}
	fmt.Fprint(g.err, "Why did it change? One line for readers: ")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if line = strings.TrimSpace(line); line == "" {
		if err != nil {
			fmt.Fprintln(g.err) // the question's own line ends
		}
		return "", errNote
	}
	return line, nil
}
