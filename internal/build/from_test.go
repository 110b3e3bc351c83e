package build

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"explainer/internal/value"
)

// stand is a place where a site was published.
type stand struct {
	from  From
	files map[string][]byte
}

// update builds a site for such a place, and publishes it there.
func (s *stand) update(tree fstest.MapFS, o Options) Report {
	files, r := outputOf(func(put func(string, []byte) error) Report {
		return Update(tree, o, func(from From) bool { return from == s.from }, put)
	})
	if !r.Published && !r.Failed() {
		s.from, s.files = r.From, files
	}
	return r
}

// TestUpdate makes random edits of a site and on random days: what is said to be published already is to the byte what
// a build would make, which would find nothing; and where nothing changed and nothing is found, nothing is made.
func TestUpdate(t *testing.T) {
	sound, edit := randomEdits(t)
	days := []value.Date{{Year: 2026, Month: 5, Day: 1}, {Year: 2026, Month: 6, Day: 10}, {Year: 2099, Month: 1, Day: 1}}
	facts := string(sound["content/facts.yaml"].Data)
	due := strings.Replace(facts, "    as_of:", "    review_by: 2098-12\n    as_of:", 1)
	if due == facts {
		t.Fatal("the small site has no fact that could be due")
	}
	sound["content/facts.yaml"] = &fstest.MapFile{Data: []byte(due)}
	random := rand.New(rand.NewPCG(3, 4))
	var place stand
	published, overdue, edited := 0, 0, 0
	tree, was, last := sound, fstest.MapFS(nil), Options{}
	for range 150 {
		o := Options{Today: days[random.IntN(len(days))], Draft: random.IntN(9) == 0, Version: "1"}
		clean, want := outputAsIs(tree, o)
		got := place.update(tree, o)
		switch {
		case got.Published:
			published++
			if len(want.Findings) > 0 || !maps.EqualFunc(clean, place.files, bytes.Equal) {
				t.Fatalf("it is said to be published, and is not; found: %v", want.Findings)
			}
		case maps.EqualFunc(tree, was, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) && o.Draft == last.Draft && len(want.Findings) == 0:
			t.Fatal("nothing changed, and it was built")
		default:
			got.From = From{}
			if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
				t.Fatalf("another report (-clean +updated):\n%s", diff)
			}
		}
		if !want.Failed() {
			was, last = tree, o
			if len(want.Findings) > 0 && place.from != (From{}) {
				overdue++ // of the day alone, so that another day need not build it again
			}
		}
		switch random.IntN(4) {
		case 0, 1:
			tree, _ = edit(tree)
			edited++
		case 2:
			tree = sound
		}
	}
	if published < 15 || overdue < 5 || edited < 15 {
		t.Errorf("%d edits, %d times published already, %d times found due alone: that tests little", edited, published, overdue)
	}
}

// TestSources: whatever a build hangs on, but the day, makes another hash; so do two files that change places.
func TestSources(t *testing.T) {
	sound := withHistory(t)
	sound["static/a.txt"], sound["static/b.txt"] = &fstest.MapFile{Data: []byte("x")}, &fstest.MapFile{Data: []byte("y")}
	sound["static/CNAME"] = &fstest.MapFile{Data: []byte("example.org")}
	sound["content/extra.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Extra\ndescription: A page.\ndraft: true\n---\nWords.\n")}
	from := func(tree fstest.MapFS, o Options) From {
		t.Helper()
		r := Update(tree, o, func(From) bool { return false }, discard)
		if len(r.Findings) > 0 || r.From == (From{}) {
			t.Fatalf("%v", r.Findings)
		}
		return r.From
	}
	o := Options{Version: "1", Today: value.Date{Year: 2026, Month: 6, Day: 10}}
	first := from(sound, o)
	seen := map[From]string{first: "as it is"}
	other := func(what string, f From) {
		t.Helper()
		if is, ok := seen[f]; ok {
			t.Errorf("%s: as if %s", what, is)
		}
		seen[f] = what
	}
	for _, name := range slices.Sorted(maps.Keys(sound)) {
		data := string(sound[name].Data)
		text := data + "\n"
		if strings.HasSuffix(name, ".yaml") {
			text = data + "# a comment\n"
		}
		other(name, from(with(sound, name, []byte(text)), o))
	}
	other("two files that change places", from(with(with(sound, "static/a.txt", []byte("y")), "static/b.txt", []byte("x")), o))
	other("a version", from(sound, Options{Version: "2", Today: o.Today}))
	other("an address", from(sound, Options{Version: "1", Today: o.Today, BaseURL: "https://example.org/deal/"}))
	renamed := maps.Clone(sound)
	renamed["static/c.txt"] = renamed["static/b.txt"]
	delete(renamed, "static/b.txt")
	other("a name", from(renamed, o))
	if from(sound, Options{Version: "1", Today: value.Date{Year: 2026, Month: 6, Day: 11}}) != first {
		t.Error("the day is in it")
	}
	// The address counts, not who says it.
	said := with(sound, "content/site.yaml", append(slices.Clone(sound["content/site.yaml"].Data), "base_url: https://example.org/deal/\n"...))
	if from(said, o) != from(said, Options{Version: "1", Today: o.Today, BaseURL: "https://example.org/deal/"}) {
		t.Error("the same address twice makes two")
	}
}
