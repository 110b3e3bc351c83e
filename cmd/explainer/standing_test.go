package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"explainer/internal/publish"
)

// builtAs is what a program knows of itself.
func builtAs(version string, deps ...*debug.Module) func() (*debug.BuildInfo, bool) {
	return func() (*debug.BuildInfo, bool) {
		return &debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Path: "explainer", Version: version}, Deps: deps}, true
	}
}

// TestStanding makes random edits of a site, of what was published, and of the command line. A program that knows what it
// is spares itself the build of what stands, and one that does not builds every time: both say the same of the site, end
// alike and leave the same files.
func TestStanding(t *testing.T) {
	root, to := t.TempDir(), t.TempDir()
	if err := errors.Join(overlay(root, os.DirFS("testdata/site")), recorded(root)); err != nil {
		t.Fatal(err)
	}
	places := []string{filepath.Join(to, "a", "public"), filepath.Join(to, "b", "public")}
	was := buildInfo
	t.Cleanup(func() { buildInfo = was })
	infos := []func() (*debug.BuildInfo, bool){builtAs("v1.2.3"), builtAs("v1.2.3", &debug.Module{Version: "(devel)"})}
	e := &editor{Rand: rand.New(rand.NewPCG(*seed, 1)), root: root}
	sound := filesOf(root)
	var flags []string
	spared, failed := 0, 0
	mend := func() {
		err := e.checkout(sound)
		for _, place := range places {
			err = errors.Join(err, os.RemoveAll(place))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rounds := 30 + *edits/4
	for i := range rounds {
		if e.IntN(4) == 0 {
			flags = []string{"--today", []string{"2026-05-01", "2026-05-02", "2099-01-01"}[e.IntN(3)]}
			flags = append(flags, [][]string{nil, nil, {"--strict"}, {"--draft"}, {"--precompress"}, {"--base-url", "https://example.org/"}, {"--format", "json"}}[e.IntN(7)]...)
		}
		var codes [2]int
		var outs, errs [2]bytes.Buffer
		for k, place := range places {
			buildInfo = infos[k]
			codes[k] = run(append([]string{"build", "--root", root, "--output", place, "--no-sync"}, flags...), &outs[k], &errs[k])
		}
		if codes[0] != codes[1] || outs[0].String() != outs[1].String() {
			t.Fatalf("edit %d, %q: it ends with %d and says %q, and should end with %d and say %q", i, flags, codes[0], outs[0].String(), codes[1], outs[1].String())
		}
		if strings.Contains(errs[1].String(), "as it was published") {
			t.Fatal("a program of which nobody knows what it is believes what another left")
		}
		if stands := strings.Contains(errs[0].String(), "as it was published"); stands {
			spared++
			if codes[1] != clean || outs[1].Len() > 0 && !strings.Contains(outs[1].String(), `"findings": []`) || !strings.Contains(errs[1].String(), "; 0 written, ") || !strings.Contains(errs[1].String(), ", 0 removed in ") {
				t.Fatalf("it should have been built: %d, %s%s", codes[1], outs[1].String(), errs[1].String())
			}
		}
		if codes[1] != clean {
			failed++
		}
		if a, b := standsIn(places[0]), standsIn(places[1]); !maps.Equal(a, b) {
			t.Fatalf("edit %d, %q: other files: %s%s", i, flags, errs[0].String(), errs[1].String())
		}
		switch e.IntN(8) {
		case 0, 1:
			_, _ = e.do()
		case 4, 5: // of the same length, and nobody's fault
			if err := e.write("content/index.md", fmt.Sprintf("%s\nMore words, %c.\n", sound["content/index.md"], 'a'+rune(e.IntN(26)))); err != nil {
				t.Fatal(err)
			}
		case 2:
			name := anyFile(e, standsIn(places[0]))
			for _, place := range places {
				file := filepath.Join(place, name)
				if i%2 == 0 || os.WriteFile(file, []byte("of somebody else"), 0o644) != nil {
					_ = os.Remove(file)
				}
			}
		case 3:
			mend()
		}
		if codes[1] != clean && e.IntN(2) == 0 {
			mend()
		}
	}
	t.Logf("of %d builds %d were spared, %d failed", rounds, spared, failed)
	if spared < rounds/10 || failed < rounds/10 || failed > rounds*3/4 {
		t.Error("that tests little")
	}
}

// standsIn is what stands in a place, but for the manifest.
func standsIn(place string) map[string]string {
	files := filesOf(place)
	delete(files, publish.ManifestName)
	return files
}

// anyFile is a random file of some, in the order of their names; of none it is a name that does no harm.
func anyFile(e *editor, files map[string]string) string {
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 0 {
		return "none"
	}
	return names[e.IntN(len(names))]
}

// TestIdentity: a program knows what it is where it was built from a commit, and from modules as they were recorded.
func TestIdentity(t *testing.T) {
	was := buildInfo
	t.Cleanup(func() { buildInfo = was })
	module := &debug.Module{Path: "example.org/a", Version: "v1.0.0", Sum: "h1:a"}
	for _, c := range []struct {
		name, version, want string
		deps                []*debug.Module
	}{
		{"a release", "v1.2.3", "v1.2.3 go1.26", []*debug.Module{module}},
		{"a commit", "v0.0.0-20261128123636-711f714abcde", "v0.0.0-20261128123636-711f714abcde go1.26", nil},
		{"files in no commit", "v0.0.0-20261128123636-711f714abcde+dirty", "", nil},
		{"no version", "(devel)", "", nil},
		{"nothing", "", "", nil},
		{"a module in the place of another", "v1.2.3", "", []*debug.Module{{Path: "example.org/a", Version: "v1.0.0", Replace: module}}},
		{"a module of a workspace", "v1.2.3", "", []*debug.Module{module, {Path: "example.org/b", Version: "(devel)"}}},
	} {
		buildInfo = builtAs(c.version, c.deps...)
		if got := identity(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	buildInfo = func() (*debug.BuildInfo, bool) { return nil, false }
	if got := identity(); got != "" {
		t.Errorf("without modules: %q", got)
	}
}
