package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/serve"
)

type serveCmd struct {
	Address string   `default:"${address}" help:"Where to show the site; without a host only on this machine." placeholder:"HOST:PORT"`
	Hosts   []string `help:"Further names under which the server may be asked for." placeholder:"NAME"`
	Open    bool     `help:"Open the site in the browser."`
	Editor  string   `offer:"editors" help:"Open findings in this editor: ${editors}, or an address with {file}, {line} and {column}." placeholder:"EDITOR"`
	Poll    bool     `help:"Look at the files by the clock, on mounts that send no word of changes."`
}

// Help shows the command as it is typed.
func (serveCmd) Help() string {
	return examples("explainer serve", "explainer serve --address 127.0.0.1:9000")
}

func (c *serveCmd) Run(g *globals) error {
	o, err := c.options(g)
	if err != nil {
		return err
	}
	o.Ready = func(url string) {
		fmt.Fprintf(g.err, "The site is at %s (Ctrl-C ends it)\n", url)
		if c.Open {
			if err := openBrowser(url); err != nil {
				fmt.Fprintln(g.err, "The browser cannot be opened:", err)
			}
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve.New(o).ListenAndServe(ctx)
}

// options joins the server to the build of the site in the root.
func (c *serveCmd) options(g *globals) (serve.Options, error) {
	editor, err := serve.EditorOf(c.Editor)
	if err != nil {
		return serve.Options{}, err
	}
	j, err := g.judge("", true)
	if err != nil {
		return serve.Options{}, err
	}
	j.o.Memory = new(build.Memory)
	root, err := filepath.Abs(g.Root)
	if err != nil {
		return serve.Options{}, err
	}
	return serve.Options{
		Address: c.Address,
		Hosts:   c.Hosts,
		Build: func(tree fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			day, err := g.day() // a server may see midnight
			if err != nil {
				return nil, err
			}
			j.o.Today = day
			r := build.Run(tree, j.o, put)
			return r.Findings, r.Err
		},
		Sources: j.tree,
		Root:    root,
		Poll:    c.Poll,
		Editor:  editor,
		Read:    g.read,
		Log:     g.err,
	}, nil
}

// openBrowser starts the one process that this program ever starts: what the system opens addresses with.
func openBrowser(url string) error {
	command := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open"}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	cmd := exec.Command(command[0], append(command[1:], url)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // how it ends is for the user to see
	return nil
}

// read gives the bytes of a file of the site, for excerpts. A pipe or a device has none: it may never end.
func (g *globals) read(file string) ([]byte, error) {
	path := filepath.Join(g.Root, filepath.FromSlash(file))
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fs.ErrInvalid)
	}
	return os.ReadFile(path)
}
