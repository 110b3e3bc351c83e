package build

import (
	"bytes"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"explainer/internal/diag"
	"explainer/templates"
)

// TestMemory makes random edits, and holds each build that remembers the ones before it against one that does
// not: the same files, the same findings, the same counts.
func TestMemory(t *testing.T) {
	sound, edit := randomEdits(t)
	shared := Options{BaseURL: "https://example.org/deal/"}
	memory := map[string]*Memory{"": {}, shared.BaseURL: {}}
	tree, broken := sound, 0
	for i := range 100 {
		o := Options{}
		if i%25 == 24 {
			o = shared
		}
		clean, want := outputAsIs(tree, o)
		o.Memory = memory[o.BaseURL]
		files, got := outputAsIs(tree, o)
		if want.Failed() {
			broken++
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
			t.Fatalf("another report (-clean +remembered):\n%s", diff)
		}
		if !maps.EqualFunc(clean, files, bytes.Equal) {
			t.Fatal("other files")
		}
		what := "restored"
		if tree = sound; !want.Failed() || i%3 > 0 {
			tree, what = edit(tree)
		}
		t.Log(what)
	}
	if broken < 15 || broken > 85 {
		t.Errorf("%d of 100 builds failed: that tests little", broken)
	}
}

// randomEdits gives a sound site, and how to make a random edit of a tree that came of it.
func randomEdits(t *testing.T) (sound fstest.MapFS, edit func(fstest.MapFS) (fstest.MapFS, string)) {
	t.Helper()
	sound = withHistory(t)
	partial, err := fs.ReadFile(templates.FS, "partials/date.html")
	if err != nil {
		t.Fatal(err)
	}
	sound["templates/partials/date.html"] = &fstest.MapFile{Data: partial}
	names := slices.Sorted(maps.Keys(sound))
	random := rand.New(rand.NewPCG(1, 2))
	return sound, func(tree fstest.MapFS) (fstest.MapFS, string) {
		tree = maps.Clone(tree)
		name := names[random.IntN(len(names))]
		data := sound[name].Data
		switch lines := bytes.SplitAfter(data, []byte("\n")); random.IntN(8) {
		case 0:
			delete(tree, name)
			return tree, name + " deleted"
		case 1:
			tree[name] = sound[name]
			return tree, name + " restored"
		case 2, 3:
			i := random.IntN(len(lines))
			tree[name] = &fstest.MapFile{Data: bytes.Join(slices.Delete(lines, i, i+1), nil)}
			return tree, name + " without a line"
		case 4:
			i := bytes.IndexAny(data, "0123456789")
			if i < 0 {
				return tree, "nothing"
			}
			tree[name] = &fstest.MapFile{Data: slices.Concat(data[:i], []byte{'0' + byte(random.IntN(10))}, data[i+1:])}
			return tree, name + " with another digit"
		case 5:
			tree[name] = &fstest.MapFile{Data: bytes.Replace(data, []byte("\ntitle: "), []byte("\ntitle: Another "), 1)}
			return tree, name + " with another title"
		default: // the most likely one: more words
			tree[name] = &fstest.MapFile{Data: slices.Concat(data, []byte("\nMore words.\n")[:random.IntN(14)])}
			return tree, name + " with more words"
		}
	}
}

// TestMemorySpares makes sure that there is a memory: an edit of one page builds that one alone.
func TestMemorySpares(t *testing.T) {
	tree := withLedger(t, smallSite(t))
	m := new(Memory)
	outputAsIs(tree, Options{Memory: m})
	before := map[string]*result{}
	for file, r := range m.pages {
		before[file] = r.page
	}
	const edited = "content/index.md"
	tree[edited] = &fstest.MapFile{Data: append(slices.Clone(tree[edited].Data), "\nMore words.\n"...)}
	_, r := outputAsIs(tree, Options{Memory: m})
	if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Level == diag.Error }) {
		t.Fatal(r.Findings)
	}
	spared := 0
	for file, r := range m.pages {
		if same := r.page == before[file]; same == (file == edited) {
			t.Errorf("%s: built again: %v", file, !same)
		} else if same && r.page != nil {
			spared++
		}
	}
	if spared == 0 {
		t.Error("the small site has one page: this tested nothing")
	}
}
