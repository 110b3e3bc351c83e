package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"explainer/internal/diag"
	"explainer/internal/serve"
)

type serveCmd struct {
	Address string   `default:"${address}" help:"Where to show the site; without a host only on this machine." placeholder:"HOST:PORT"`
	Hosts   []string `help:"Further names under which the server may be asked for." placeholder:"NAME"`
}

// Help shows the command as it is typed.
func (serveCmd) Help() string {
	return examples("explainer serve", "explainer serve --address 127.0.0.1:9000")
}

func (c *serveCmd) Run(g *globals) error {
	j, err := g.judge("", true)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve.New(serve.Options{
		Address: c.Address,
		Hosts:   c.Hosts,
		Build: func(put func(string, []byte) error) ([]diag.Finding, error) {
			j.o.Today, err = g.day()
			if err != nil {
				return nil, err
			}
			r := j.run(put)
			return r.Findings, r.Err
		},
		Fingerprint: func() (string, error) { return fingerprint(g.Root) },
		Read:        g.read,
		Ready:       func(url string) { fmt.Fprintf(g.err, "The site is at %s (Ctrl-C ends it)\n", url) },
		Log:         g.err,
	}).ListenAndServe(ctx)
}

// read gives the bytes of a file of the site, for excerpts.
func (g *globals) read(file string) ([]byte, error) {
	return os.ReadFile(filepath.Join(g.Root, filepath.FromSlash(file)))
}

// fingerprint tells one state of the sources from another by names, sizes and times.
func fingerprint(root string) (string, error) {
	h := sha256.New()
	for _, dir := range []string{"content", "templates", "static"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // a file that went away while we looked: the next look sees the rest
			}
			info, err := d.Info()
			if err != nil {
				return nil
			}
			fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano())
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
