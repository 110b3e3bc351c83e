package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a row of the table in ARCHITECTURE.md.
type room struct {
	sentence string
	imports  []string
	doors    []string
}

// source is what the code of a package says of itself.
type source struct {
	comment string
	imports []string // of its non-test files
}

var row = regexp.MustCompile("^\\| `([a-z]+)` \\|([^|]+)\\|([^|]*)\\|([^|]*)\\|$")

func readRooms(text string) map[string]room {
	rooms := map[string]room{}
	for line := range strings.Lines(text) {
		m := row.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		rooms[m[1]] = room{
			sentence: strings.TrimSpace(m[2]),
			imports:  strings.Fields(m[3]),
			doors:    strings.Fields(strings.ReplaceAll(m[4], "`", "")),
		}
	}
	return rooms
}

// readSource reads the packages below internal/ and cmd/.
func readSource(root string) (map[string]source, error) {
	packages := map[string]source{}
	for _, pattern := range []string{"internal/*/*.go", "cmd/*/*.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.ImportsOnly)
			if err != nil {
				return nil, err
			}
			name := filepath.Base(filepath.Dir(file))
			p := packages[name]
			p.imports = append(p.imports, importsOf(f)...)
			if f.Doc != nil {
				p.comment = f.Doc.Text()
			}
			packages[name] = p
		}
	}
	return packages, nil
}

func importsOf(f *ast.File) []string {
	var paths []string
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, path)
	}
	return paths
}

// frontDoor is what the command alone shares with the room that writes: it opens trees, reads the
// environment, opens the browser and is told to stop.
var frontDoor = []string{"os", "os/exec", "os/signal"}

// outside are the programs that measure ours and others' from outside: they import no room, and no door is their business.
var outside = []string{"bench-peers", "torture"}

// faults are where the code is not what the table says.
func faults(rooms map[string]room, packages map[string]source) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		p := packages[name]
		r, ok := rooms[name]
		if slices.Contains(outside, name) {
			for _, path := range p.imports {
				if room, inside := strings.CutPrefix(path, "explainer/internal/"); inside {
					say("%s imports %s", name, room)
				}
			}
			continue
		}
		if !ok && name != "explainer" {
			say("%s has no row", name)
			continue
		}
		want := "Package " + name + " " + r.sentence + "."
		if got := new(doc.Package).Synopsis(p.comment); ok && got != want {
			say("%s: the package comment begins %q, the table says %q", name, got, want)
		}
		for _, path := range p.imports {
			if other, inside := strings.CutPrefix(path, "explainer/internal/"); inside && ok && !slices.Contains(r.imports, other) {
				say("%s imports %s", name, other)
			}
			if owners := doorsTo(path, rooms); len(owners) > 0 && !slices.Contains(owners, name) && !(name == "explainer" && slices.Contains(frontDoor, path)) {
				say("%s imports %s, whose only door is %s", name, path, strings.Join(owners, " or "))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		if _, ok := packages[name]; !ok {
			say("%s has a row and no code", name)
		}
	}
	return out
}

// doorsTo are the rooms that may import a path; none where anyone may.
func doorsTo(path string, rooms map[string]room) []string {
	var owners []string
	if path == "net/url" { // reads addresses, and opens nothing
		return nil
	}
	for _, owner := range slices.Sorted(maps.Keys(rooms)) {
		if slices.ContainsFunc(rooms[owner].doors, func(door string) bool { return path == door || strings.HasPrefix(path, door+"/") }) {
			owners = append(owners, owner)
		}
	}
	return owners
}

func TestArchitecture(t *testing.T) {
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	packages, err := readSource("../..")
	if err != nil {
		t.Fatal(err)
	}
	rooms := readRooms(string(text))
	if len(rooms) < 16 || len(packages) < 17 {
		t.Fatalf("read %d rooms and %d packages: the table or the tree was not found", len(rooms), len(packages))
	}
	for _, f := range faults(rooms, packages) {
		t.Error(f)
	}
	if n := strings.Count(string(text), "\n"); n > 150 {
		t.Errorf("ARCHITECTURE.md has %d lines, 150 at most", n)
	}
}

// TestArchitectureCatches plants each kind of fault into what the repository really says.
func TestArchitectureCatches(t *testing.T) {
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, room string
		plant      func(*source)
		want       string
	}{
		{"forbidden arrow", "value", func(p *source) { p.imports = append(p.imports, "explainer/internal/site") }, "value imports site"},
		{"arrow back", "markdown", func(p *source) { p.imports = append(p.imports, "explainer/internal/layout") }, "markdown imports layout"},
		{"second door", "site", func(p *source) { p.imports = append(p.imports, "github.com/yuin/goldmark/ast") }, "site imports github.com/yuin/goldmark/ast, whose only door is markdown"},
		{"second writer", "build", func(p *source) { p.imports = append(p.imports, "os") }, "build imports os, whose only door is publish"},
		{"door of a command", "explainer", func(p *source) { p.imports = append(p.imports, "html/template") }, "explainer imports html/template, whose only door is layout"},
		{"third way to the net", "build", func(p *source) { p.imports = append(p.imports, "net/http") }, "build imports net/http, whose only door is remote or serve"},
		{"socket", "markdown", func(p *source) { p.imports = append(p.imports, "net") }, "markdown imports net, whose only door is remote or serve"},
		{"changed sentence", "check", func(p *source) { p.comment = "Package check is a helper." }, "check: the package comment begins \"Package check is a helper.\", the table says \"Package check judges a site by our editorial rules.\""},
		{"room in what measures", "bench-peers", func(p *source) { p.imports = append(p.imports, "explainer/internal/build") }, "bench-peers imports build"},
		{"room in what tortures", "torture", func(p *source) { p.imports = append(p.imports, "explainer/internal/publish") }, "torture imports publish"},
		{"room without a row", "helpers", func(*source) {}, "helpers has no row"},
	} {
		t.Run(c.name, func(t *testing.T) {
			packages, err := readSource("../..")
			if err != nil {
				t.Fatal(err)
			}
			p := packages[c.room]
			c.plant(&p)
			packages[c.room] = p
			if got := faults(readRooms(string(text)), packages); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	rooms := readRooms(string(text))
	rooms["attic"] = room{sentence: "keeps what nobody needs"}
	packages, _ := readSource("../..")
	if got := faults(rooms, packages); !slices.Equal(got, []string{"attic has a row and no code"}) {
		t.Errorf("a row without code: got %q", got)
	}
}
