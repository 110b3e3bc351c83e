package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"explainer/internal/build"
	"explainer/internal/diag"
)

type factsDiff struct {
	Dir string `arg:"" type:"path" help:"The folder of the other state of the site, such as a checkout of the version before."`
}

// Help says what the short help has no room for.
func (factsDiff) Help() string {
	return "It compares the printed form of every fact and the visible text of every page, from the other folder to this site. " +
		"Exit code 0: readers see the same; 1: they do not.\n\n" +
		examples("explainer facts diff ../deal-before")
}

func (c *factsDiff) Run(g *globals) error {
	if err := g.plainFormat(); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Join(c.Dir, "content")); err != nil || !info.IsDir() {
		return fmt.Errorf("%s holds no site: it has no folder content/", relative(c.Dir))
	}
	j, err := g.judge("", false)
	if err != nil {
		return err
	}
	d, reports := build.Diff(os.DirFS(c.Dir), j.tree, j.o)
	for i, r := range reports {
		if r.Err != nil {
			return r.Err
		}
		// What is not recorded was built all the same.
		r.Findings = slices.DeleteFunc(r.Findings, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "ledger-") })
		if r.Failed() && !g.Quiet {
			fmt.Fprintf(g.err, "%s has %s, so this may not be all: run explainer check there\n", relative([]string{c.Dir, g.Root}[i]), tally(r.Findings))
		}
	}
	if g.Format == "json" {
		err = diag.WriteJSON(g.out, struct {
			answer
			build.Difference
		}{answer{diag.FormatVersion}, d})
	} else {
		err = showDifference(g.out, d, colour(g.out))
	}
	switch {
	case err != nil:
		return err
	case d.None() && !g.Quiet:
		fmt.Fprintln(g.err, "readers see the same")
	case !d.None() && !g.Quiet:
		fmt.Fprintf(g.err, "%s and %s differ\n", plural(len(d.Facts), "fact"), plural(len(d.Texts)+len(d.Pages), "place"))
	}
	if !d.None() {
		return errFindings
	}
	return nil
}

func showDifference(w io.Writer, d build.Difference, colour bool) error {
	var b strings.Builder
	var rows [][]string
	for _, f := range d.Facts {
		rows = append(rows, factRow(f))
	}
	err := section(&b, "Facts", rows)
	rows = nil
	for _, p := range d.Pages {
		rows = append(rows, []string{p.Page, p.Change})
	}
	err = errors.Join(err, section(&b, "Pages", rows))
	var pages []string
	for _, c := range d.Texts {
		if !slices.Equal(pages, c.Pages) {
			pages = c.Pages
			b.WriteString("\n" + diag.Clean(strings.Join(pages, ", ")) + "\n")
		}
		b.WriteString(textRow(c, colour))
	}
	_, wrong := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return errors.Join(err, wrong)
}

// factRow is what a fact was and is, where the two differ.
func factRow(f build.FactChange) []string {
	switch {
	case f.Was == nil:
		return []string{f.ID, "new", f.Is.Value}
	case f.Is == nil:
		return []string{f.ID, "gone", f.Was.Value}
	}
	var texts []string
	for _, x := range []struct{ key, was, is string }{
		{"", f.Was.Value, f.Is.Value}, {"as of ", f.Was.AsOf, f.Is.AsOf}, {"", f.Was.Status, f.Is.Status}, {"label ", f.Was.Label, f.Is.Label},
	} {
		if x.was != x.is {
			texts = append(texts, x.key+x.was+" → "+x.is)
		}
	}
	return []string{f.ID, "changed", strings.Join(texts, "; ")}
}

// textRow is a changed line, with what was in [- -] and what is in {+ +}, or in colour; long stretches that are
// the same are cut.
func textRow(c build.TextChange, colour bool) string {
	var b strings.Builder
	for i, p := range c.Parts {
		text := diag.Clean(p.Text)
		bare := strings.TrimLeft(text, " ")
		b.WriteString(text[:len(text)-len(bare)])
		switch {
		case p.Kind == "same":
			b.WriteString(cut(bare, i > 0, i < len(c.Parts)-1))
		case colour && p.Kind == "was":
			b.WriteString("\x1b[9;31m" + bare + "\x1b[0m")
		case colour:
			b.WriteString("\x1b[32m" + bare + "\x1b[0m")
		case p.Kind == "was":
			b.WriteString("[-" + bare + "-]")
		default:
			b.WriteString("{+" + bare + "+}")
		}
	}
	line := "  " + strings.TrimSpace(b.String()) + "\n"
	if len(c.Facts) > 0 {
		line += "      " + diag.Clean(strings.Join(c.Facts, ", ")) + "\n"
	}
	return line
}

// cut leaves of a long stretch the words that stand beside a change, before it or behind it.
func cut(text string, before, behind bool) string {
	const side = 6 // words
	words := strings.Fields(text)
	if len(words) <= 3*side {
		return text
	}
	head, tail := "", ""
	if before {
		head = strings.Join(words[:side], " ") + " "
	}
	if behind {
		tail = " " + strings.Join(words[len(words)-side:], " ")
	}
	return head + "…" + tail
}
