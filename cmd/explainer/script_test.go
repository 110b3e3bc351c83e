package main

import (
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"explainer/internal/build"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

var update = flag.Bool("update", false, "write what the scripts got into them, where they compare")

func TestMain(m *testing.M) {
	buildInfo = builtAs("(devel)") // whatever go test stamped
	testscript.Main(tidy{m}, map[string]func(){
		"explainer": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// tidy removes the site that was built for all tests, once they have run.
type tidy struct{ m *testing.M }

func (t tidy) Run() int {
	code := t.m.Run()
	if top := built; top != "" {
		os.RemoveAll(top)
	}
	return code
}

// TestScripts runs testdata/script: what a user types, and what happens then. Each script finds the small
// site of testdata/site in its folder, as site/, with its own files of that name laid over it. What that
// site says is recorded, and so is a site in the script's folder itself, unless the script is about the
// ledger: its name then begins with record.
//
//	code N COMMAND…        runs a command that must end with that exit code
//	edit FILE OLD NEW      replaces a text that occurs exactly once
//	refused PLACE CODE     builds site into public: exit 1, a finding with that code at that place (a
//	                       regular expression for file:line:column, or - for the site as a whole),
//	                       and public as it was
//	same FOLDER FOLDER     compares two folders, byte for byte
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			site := filepath.Join(e.WorkDir, "site")
			if err := overlay(site, os.DirFS("testdata/site")); err != nil || strings.HasPrefix(filepath.Base(e.WorkDir), "script-record") {
				return err
			}
			return errors.Join(recorded(site), recorded(e.WorkDir))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "edit": edit, "refused": refused, "same": same,
		},
	})
}

// overlay copies files to where there are none yet.
func overlay(to string, from fs.FS) error {
	return fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, path)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if _, err := os.Lstat(target); err == nil {
			return nil
		}
		data, err := fs.ReadFile(from, path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

// recorded gives a site its ledger, whether or not it is sound: a script shows one fault, and a site that
// was never recorded has another.
func recorded(root string) error {
	file := filepath.Join(root, filepath.FromSlash(ledger.File))
	if _, err := os.Lstat(filepath.Dir(file)); err != nil {
		return nil // no site
	}
	rec := build.Recordable(os.DirFS(root), build.Options{})
	if rec.Ledger != nil {
		return nil
	}
	draft, err := ledger.NewDraft(nil, rec.State, nil)
	if err != nil {
		return err
	}
	data, err := draft.Record(value.Date{Year: 2026, Month: 2, Day: 1}, "")
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// ends runs a command and returns its exit code.
func ends(ts *testscript.TestScript, command string, args ...string) int {
	err := ts.Exec(command, args...)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := ends(ts, args[1], args[2:]...); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text, unescape := ts.ReadFile(args[0]), strings.NewReplacer(`\n`, "\n", `\t`, "\t")
	from := unescape.Replace(args[1])
	if n := strings.Count(text, from); n != 1 {
		ts.Fatalf("%q occurs %d times in %s", from, n, args[0])
	}
	text = strings.Replace(text, from, unescape.Replace(args[2]), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func refused(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: refused PLACE CODE")
	}
	before := files(ts, "public")
	got := ends(ts, "explainer", "build", "--root", "site", "--output", "public")
	said := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if got != 1 {
		ts.Fatalf("exit code %d, want 1", got)
	}
	place := args[0] + ": "
	if args[0] == "-" {
		place = ""
	}
	finding := regexp.MustCompile(`(?m)^` + place + `error: .+ \[` + regexp.QuoteMeta(args[1]) + `\]$`)
	if !finding.MatchString(said) {
		ts.Fatalf("no finding %s", finding)
	}
	if !maps.Equal(before, files(ts, "public")) {
		ts.Fatalf("the published folder changed")
	}
}

func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same FOLDER FOLDER")
	}
	a, b := files(ts, args[0]), files(ts, args[1])
	if maps.Equal(a, b) == neg {
		ts.Fatalf("%s (%d files) and %s (%d files): equal is %v", args[0], len(a), args[1], len(b), !neg)
	}
}

// files are all files of a folder, which may be missing.
func files(ts *testscript.TestScript, folder string) map[string]string {
	all := map[string]string{}
	dir := ts.MkAbs(folder)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return all
	}
	ts.Check(fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		all[path] = string(data)
		return err
	}))
	return all
}
