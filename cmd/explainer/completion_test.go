package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestShells types unfinished words and the tab key into each shell, on a terminal, with its script of ours.
func TestShells(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			if runtime.GOOS != "linux" {
				t.Skip("a terminal is made on Linux")
			}
			if _, err := exec.LookPath(shell); err != nil {
				lacks(t, "there is no "+shell)
			}
			testscript.Run(t, testscript.Params{
				Files:               []string{filepath.Join("testdata/shell", shell+".txtar")},
				RequireExplicitExec: true,
				Setup: func(e *testscript.Env) error {
					site := filepath.Join(e.WorkDir, "site")
					if err := overlay(site, os.DirFS("testdata/site")); err != nil {
						return err
					}
					return recorded(site)
				},
			})
		})
	}
}

// TestComplete: what a line that is being typed may become.
func TestComplete(t *testing.T) {
	root := t.TempDir()
	if err := errors.Join(overlay(root, os.DirFS("testdata/site")), recorded(root)); err != nil {
		t.Fatal(err)
	}
	facts := filepath.Join(root, "content/facts.yaml")
	text, err := os.ReadFile(facts)
	if err == nil {
		err = os.WriteFile(facts, bytes.Replace(text, []byte("USD 100 bn"), []byte("USD 120 bn"), 1), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	app := commandLine(t).Model.Node
	for _, c := range []struct{ typed, want string }{
		{"vers", "version"},
		{"facts wh", "where"},
		{"facts show --q", "--quiet"},
		{"-q --today 2026-01-01 facts d", "diff due"},
		{"facts --root ROOT show ", "stake price worth"},
		{"facts show --root=ROOT pr", "price"},
		{"facts show --root = ROOT pr", "price"}, // as bash parts it
		{"facts show --root ROOT price ", ""},    // one is enough
		{"facts show --root ROOT/nowhere ", ""},
		{"facts list --root ROOT --source ", "filing"},
		{"facts list --root ROOT --source=f", "--source=filing"},
		{"facts list --root ROOT --page ", "index second 404 changes differ facts sources"},
		{"facts list --root ROOT --page s", "second sources"},
		{"facts list --root ROOT/nowhere --source ", ""},
		{"serve --editor vs", "vscode vscodium"},
		{"record --root ROOT --correct ", "price worth"}, // what changed, and no more
		{"record --root ROOT/nowhere --correct ", ""},
		{"build --format ", "text json sarif github"},
		{"build --format=s", "--format=sarif"},
		{"build --format = s", "sarif"},
		{"build --format =", "text json sarif github"},
		{"build --strict=t", ""},
		{"build --nope=t", ""},
		{"build --nope che", ""},
		{"facts list --status r", "reported rumoured"},
		{"explain yaml-d", "yaml-duplicate"},
		{"schema ", "facts site front-matter"},
		{"completion ", "bash zsh fish"},
		{"init --b", "--bare"},
		{"build --output ", ""}, // a folder, which the shell knows
		{"build -- --", ""},
		{"nope ", "init build check serve lsp facts verify record schema explain completion version"},
	} {
		words := strings.Split(strings.ReplaceAll(c.typed, "ROOT", root), " ")
		var got []string
		for _, o := range complete(app, words) {
			got = append(got, o.word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
		}
	}
	// Every command and every flag is offered with what it means.
	for _, words := range [][]string{{""}, {"facts", ""}, {"check", "--"}} {
		for _, o := range complete(app, words) {
			if o.means == "" {
				t.Errorf("%q: %s is offered without a word", words, o.word)
			}
		}
	}
}
