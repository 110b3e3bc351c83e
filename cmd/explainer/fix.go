package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"explainer/internal/diag"
	"explainer/internal/publish"
)

// maxRounds bounds how often fixes may lead to others.
const maxRounds = 10

var errNobody = errors.New("nothing was changed, since there is no terminal to ask on: add --yes to apply the fixes")

// mend applies the fixes that findings carry, and those that the next look finds, until none is left or the
// answer is no.
func (g *globals) mend(j judgement, yes bool) error {
	made, files := 0, map[string]bool{}
	for range maxRounds {
		tree := &remembered{FS: j.tree, files: map[string][]byte{}}
		report := judgement{tree, j.o}.run(func(string, []byte) error { return nil })
		if report.Err != nil {
			return report.Err
		}
		edits := diag.Edits(report.Findings)
		maps.DeleteFunc(edits, func(file string, _ []diag.Fix) bool { return tree.files[file] == nil })
		if len(edits) == 0 {
			break
		}
		if err := g.showEdits(tree, edits); err != nil {
			return err
		}
		if !yes {
			if agreed, err := g.confirm("Apply? [y/N] "); err != nil || !agreed {
				return err
			}
		}
		n, err := g.write(tree, edits)
		made += n
		if err != nil || n == 0 {
			return err
		}
		for file := range edits {
			files[file] = true
		}
	}
	if !g.Quiet {
		text := "nothing to fix"
		if made > 0 {
			text = plural(made, "place") + " mended in " + plural(len(files), "file")
		}
		fmt.Fprintln(g.err, text)
	}
	return nil
}

// showEdits shows what would change: beside the findings on standard output, or apart from them where those
// are for other programs.
func (g *globals) showEdits(tree *remembered, edits map[string][]diag.Fix) error {
	w := g.out
	if g.Format != "text" {
		w = g.err
	}
	for _, file := range slices.Sorted(maps.Keys(edits)) {
		if err := diag.WriteDiff(w, file, tree.files[file], edits[file], colour(w)); err != nil {
			return err
		}
	}
	return nil
}

// write makes the edits, each file whole or not at all, and says how many it made. A file that holds something
// else than what was judged is left alone, and ends it.
func (g *globals) write(tree *remembered, edits map[string][]diag.Fix) (made int, err error) {
	for _, file := range slices.Sorted(maps.Keys(edits)) {
		was := tree.files[file]
		is, err := diag.Apply(was, edits[file])
		if err != nil {
			return made, err
		}
		if bytes.Equal(was, is) {
			continue
		}
		if err := publish.Replace(filepath.Join(g.Root, filepath.FromSlash(file)), was, is); err != nil {
			return made, err
		}
		made += len(edits[file])
	}
	return made, nil
}

// confirm asks on the terminal. Where standard input ends before a line does, nobody is there to answer.
func (g *globals) confirm(question string) (bool, error) {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false, errNobody
	}
	fmt.Fprint(g.err, question)
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	switch {
	case errors.Is(err, io.EOF) && answer == "":
		fmt.Fprintln(g.err)
		return false, errNobody
	case err != nil && !errors.Is(err, io.EOF):
		return false, err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes", nil
}

// remembered is a tree that keeps what was read from it: an edit is made of the bytes that were judged, not of
// those that a file holds by then.
type remembered struct {
	fs.FS
	mu    sync.Mutex
	files map[string][]byte
}

// Lstat looks at a link, and not at what it leads to.
func (r *remembered) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.FS, name) }

// ReadLink is where a link leads.
func (r *remembered) ReadLink(name string) (string, error) { return fs.ReadLink(r.FS, name) }

// ReadFile reads a file and keeps it.
func (r *remembered) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(r.FS, name)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.files[name] = bytes.Clone(data)
	}
	return data, err
}
