package main

import (
	"context"
	"fmt"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/publish"
	"explainer/internal/remote"
)

type verifyCmd struct {
	Place   string `arg:"" name:"dir|url" help:"The published folder, or the address of the site."`
	Against string `type:"path" help:"The folder that was published, whose manifest is believed rather than that of the place." placeholder:"DIR"`
}

// Help says what the short help has no room for.
func (verifyCmd) Help() string {
	return "It says of each file whether it is missing or changed, and of a folder what is foreign in it. It opens a connection only where it is given an address. " +
		"Exit code 0: the site is whole; 1: it is not; 2: it cannot be told.\n\n" +
		examples("explainer verify public", "explainer verify https://example.org/deal/ --against public")
}

func (c *verifyCmd) Run(g *globals) error {
	if err := g.plainFormat(); err != nil {
		return err
	}
	var against publish.Contents
	if c.Against != "" {
		var err error
		if against, err = publish.ReadManifest(relative(c.Against)); err != nil {
			return err
		}
	}
	verify := func() (publish.Report, error) { return publish.Verify(c.Place, against) }
	if strings.Contains(c.Place, "://") {
		verify = func() (publish.Report, error) {
			return remote.Verify(context.Background(), c.Place, remote.Options{Against: against, Agent: "explainer/" + version() + " (verify)"})
		}
	}
	r, err := verify()
	if err != nil {
		return err
	}
	if err := c.show(g, r); err != nil {
		return err
	}
	unread := r.Count(publish.Unread)
	switch {
	case len(r.Faults) > unread:
		return errFindings
	case unread > 0:
		return fmt.Errorf("cannot verify %s: %s of %d could not be read", c.Place, plural(unread, "file"), r.Files)
	}
	return nil
}

func (c *verifyCmd) show(g *globals, r publish.Report) error {
	if g.Format == "json" {
		return diag.WriteJSON(g.out, struct {
			answer
			Whole   bool            `json:"whole"`
			Files   int             `json:"files"`
			Unasked []string        `json:"unasked"`
			Faults  []publish.Fault `json:"faults"`
		}{answer{diag.FormatVersion}, len(r.Faults) == 0, r.Files, append([]string{}, r.Unasked...), append([]publish.Fault{}, r.Faults...)})
	}
	var rows [][]string
	for _, f := range r.Faults {
		rows = append(rows, []string{string(f.State), f.Path, f.Why})
	}
	if err := table(g.out, "", rows); err != nil || g.Quiet {
		return err
	}
	var counts []string
	for _, s := range []publish.State{publish.Missing, publish.Changed, publish.Foreign, publish.Unread} {
		if n := r.Count(s); n > 0 {
			counts = append(counts, fmt.Sprint(n, " ", s))
		}
	}
	said := plural(r.Files, "file") + " as published"
	if len(counts) > 0 {
		said = fmt.Sprintf("not whole: %s of %s", strings.Join(counts, ", "), plural(r.Files, "file"))
	}
	if len(r.Unasked) > 0 {
		said += "; not asked for, since only the host reads them: " + strings.Join(r.Unasked, ", ")
	}
	_, err := fmt.Fprintln(g.err, said)
	return err
}
