package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var sources, others = hash{1}, hash{2}

// publishFrom publishes files that were made from something.
func publishFrom(t *testing.T, dir string, files site, from hash) Summary {
	t.Helper()
	s, err := Open(dir, Options{})
	check(t, err)
	s.From(from)
	for path, data := range files {
		check(t, s.Put(path, []byte(data)))
	}
	sum, err := s.Commit()
	check(t, err)
	return sum
}

// standing asks whether what was made from something stands in a folder, and leaves it as it is.
func standing(t *testing.T, dir string, from hash) (Summary, bool) {
	t.Helper()
	s, err := Open(dir, Options{})
	check(t, err)
	sum, stands := s.Standing(from)
	check(t, s.Discard())
	return sum, stands
}

func head(t *testing.T, dir string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	check(t, err)
	return strings.SplitN(string(data), "\n", 3)[:2]
}

// TestStanding: what stands is told by the sources' hash, and by every byte that was published.
func TestStanding(t *testing.T) {
	dir := t.TempDir()
	if _, stands := standing(t, dir, sources); stands {
		t.Error("an empty folder stands")
	}
	publishFrom(t, dir, first.with("assets/style.0a1b2c3d.css", "", "assets/style.99999999.css", "p{}"), sources)
	was := publishFrom(t, dir, first, sources) // with an asset that is kept
	want := Summary{Unchanged: len(first), Kept: 1, Hash: was.Hash}
	if sum, stands := standing(t, dir, sources); !stands || sum != want {
		t.Errorf("%v %+v, want %+v", stands, sum, want)
	}
	for name, from := range map[string]hash{"other sources": others, "nothing known": {}} {
		if _, stands := standing(t, dir, from); stands {
			t.Errorf("%s: it stands", name)
		}
	}
	for path := range tree(t, dir) {
		at := filepath.Join(dir, path)
		if path == ManifestName || strings.HasSuffix(path, "/") {
			continue
		}
		is, err := os.ReadFile(at)
		check(t, err)
		for name, meddle := range map[string]func() error{
			"another byte": func() error { return os.WriteFile(at, append([]byte("x"), is...), 0o644) },
			"removed":      func() error { return nil },
			"a link":       func() error { return os.Symlink("/etc/hostname", at) },
			"a folder":     func() error { return os.Mkdir(at, 0o755) },
		} {
			check(t, os.RemoveAll(at))
			check(t, meddle())
			if _, stands := standing(t, dir, sources); stands {
				t.Errorf("%s, %s: it stands", path, name)
			}
		}
		check(t, os.RemoveAll(at))
		check(t, os.WriteFile(at, is, 0o644))
	}
	if _, stands := standing(t, dir, sources); !stands {
		t.Error("as it was, it does not stand")
	}
	check(t, os.MkdirAll(filepath.Join(dir, ".well-known"), 0o755)) // a host's
	if _, stands := standing(t, dir, sources); !stands {
		t.Error("beside files of a host it does not stand")
	}
}

// TestFrom: sources that come to the same files are told of, and nothing else changes.
func TestFrom(t *testing.T) {
	dir := t.TempDir()
	asset := "assets/style.99999999.css"
	publishFrom(t, dir, first.with(asset, "p{}"), sources)
	publishFrom(t, dir, first, sources)
	sum := publishFrom(t, dir, first, others)
	if sum.Unchanged != len(first) || sum.Written+sum.Removed != 0 || sum.Kept != 1 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, first.with(asset, "p{}"))
	if _, stands := standing(t, dir, others); !stands {
		t.Error("it does not stand")
	}
	if _, stands := standing(t, dir, sources); stands {
		t.Error("it stands for what it was made from before")
	}
	if got := head(t, dir); got[0] != "# explainer manifest 2" || got[1] != "# made from 02"+strings.Repeat("0", 62) {
		t.Errorf("%q", got)
	}
	publish(t, dir, first)
	if got := head(t, dir); got[0] != "# explainer manifest 1" {
		t.Errorf("nobody knows the sources, and it says %q", got)
	}
}

// TestFromOfOthers: a file that somebody put there by hand is not ours, so that the manifest cannot tell of it.
func TestFromOfOthers(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "CNAME"), "example.org")
	publishFrom(t, dir, first.with("CNAME", "example.org"), sources)
	check(t, os.Remove(filepath.Join(dir, "CNAME")))
	if _, stands := standing(t, dir, sources); stands {
		t.Error("it stands, without a file")
	}
	publishFrom(t, dir, first.with("CNAME", "example.org"), sources)
	if _, stands := standing(t, dir, sources); !stands {
		t.Error("it does not stand")
	}
}

// TestStandingCut: what a publish left that was cut short does not stand for what it would have come to, or for what was.
func TestStandingCut(t *testing.T) {
	dir := t.TempDir()
	publishFrom(t, dir, first, sources)
	s, err := Open(dir, Options{})
	check(t, err)
	s.From(others)
	next := first.with("index.html", "<p>new</p>")
	for path, data := range next {
		check(t, s.Put(path, []byte(data)))
	}
	p, err := s.plan()
	check(t, err)
	check(t, s.write(ManifestName, "during", p.during(s.old, s.entries).bytes()))
	check(t, s.move("during", ManifestName))
	check(t, s.move(s.entries["index.html"].staged, "index.html"))
	s.close(false)
	for _, from := range []hash{sources, others} {
		if _, stands := standing(t, dir, from); stands {
			t.Errorf("%x stands", from[:1])
		}
	}
	publishFrom(t, dir, next, others)
	expect(t, dir, next)
}
