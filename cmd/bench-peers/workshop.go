package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"explainer/static"
)

// The versions that are raced. Eleventy's stand in peers/npm, with a lockfile.
const hugoModule = "github.com/gohugoio/hugo@v0.160.1"

// peers holds the layouts of the peers, which do what ours do but for cards, and what npm installs.
//
//go:embed all:peers
var peers embed.FS

// workshop is the scratch folder: bin/ and node_modules/ stay from race to race, sites/ does not.
type workshop struct {
	dir  string
	self string // this program
}

func (w workshop) path(parts ...string) string {
	return filepath.Join(append([]string{w.dir}, parts...)...)
}

// equip builds explainer from the repository at root and installs the peers that are missing.
func (w workshop) equip(root string, chosen []tool) error {
	if err := os.MkdirAll(w.path("bin"), 0o777); err != nil {
		return err
	}
	// It knows its commit, whatever the environment says, as one does that people install.
	if err := run(root, []string{"CGO_ENABLED=0"}, "go", "build", "-trimpath", "-buildvcs=auto", "-o", w.path("bin", "explainer"), "./cmd/explainer"); err != nil {
		return err
	}
	for _, t := range chosen {
		var err error
		switch t.theme {
		case "hugo":
			err = w.installHugo()
		case "eleventy":
			err = w.installEleventy()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

// installHugo compiles Hugo, which takes minutes, unless this version is there.
func (w workshop) installHugo() error {
	_, want, _ := strings.Cut(hugoModule, "@")
	if out, err := exec.Command(w.path("bin", "hugo"), "version").Output(); err == nil && strings.Contains(string(out), want) {
		return nil
	}
	say("compiling Hugo, for some minutes")
	return run(w.dir, []string{"GOBIN=" + w.path("bin"), "CGO_ENABLED=0"}, "go", "install", hugoModule)
}

// installEleventy brings what the lockfile names, unless it is what was installed last.
func (w workshop) installEleventy() error {
	changed := false
	for _, name := range []string{"package.json", "package-lock.json"} {
		want, err := fs.ReadFile(peers, "peers/npm/"+name)
		if err != nil {
			return err
		}
		if got, err := os.ReadFile(w.path(name)); err == nil && string(got) == string(want) {
			continue
		}
		changed = true
		if err := os.WriteFile(w.path(name), want, 0o666); err != nil {
			return err
		}
	}
	if _, err := os.Stat(w.path("node_modules", ".package-lock.json")); err == nil && !changed {
		return nil
	}
	say("installing Eleventy")
	return run(w.dir, nil, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
}

// record puts a revision of the facts into the ledger of a site of ours, always on the same day, and keeps that ledger:
// when the revision comes again it is known.
func (w workshop) record(dir string, revision int) error {
	file := filepath.Join(dir, "content", "ledger.yaml")
	kept := filepath.Join(dir, fmt.Sprintf("ledger.%d.yaml", revision%2))
	if data, err := os.ReadFile(kept); err == nil {
		return os.WriteFile(file, data, 0o666)
	}
	if err := run(dir, nil, w.path("bin", "explainer"), "record", "--today", "2025-04-01", "--note", "The keepers counted."); err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(kept, data, 0o666)
}

// copyTheme copies a peer's layouts, and our stylesheets, which all tools publish.
func copyTheme(theme, dir string) error {
	layouts, err := fs.Sub(peers, "peers/"+theme)
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, layouts); err != nil {
		return err
	}
	for _, name := range []string{"style.css", "code.css"} {
		data, err := fs.ReadFile(static.FS, name)
		if err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, "assets", name), string(data)); err != nil {
			return err
		}
	}
	return nil
}

// run runs a command of the preparations; what it said is part of its error.
func run(dir string, env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, tail(string(out)))
	}
	return nil
}

// say tells on standard error what goes on.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
