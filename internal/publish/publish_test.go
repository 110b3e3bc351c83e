package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

type site map[string]string

var first = site{
	"index.html":                "<p>home</p>",
	"new-terms.html":            "<p>terms</p>",
	"facts.json":                "{}",
	"feed.xml":                  "<feed/>",
	"_headers":                  "",
	".nojekyll":                 "",
	"assets/style.0a1b2c3d.css": "p{}",
	"images/plan.svg":           "<svg/>",
}

// with is a site with some files changed ("" removes one).
func (s site) with(changes ...string) site {
	t := maps.Clone(s)
	for i := 0; i < len(changes); i += 2 {
		if t[changes[i]] = changes[i+1]; changes[i+1] == "" {
			delete(t, changes[i])
		}
	}
	return t
}

func try(dir string, files site, o Options) (Summary, error) {
	s, err := Open(dir, o)
	if err != nil {
		return Summary{}, err
	}
	for path, data := range files {
		if err := s.Put(path, []byte(data)); err != nil {
			return Summary{}, errors.Join(err, s.Discard())
		}
	}
	return s.Commit()
}

func publish(t *testing.T, dir string, files site) Summary {
	t.Helper()
	sum, err := try(dir, files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// tree is all that a folder holds: files by content, links by target, folders by a slash.
func tree(t *testing.T, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		switch {
		case rel == ".":
		case d.IsDir():
			got[rel+"/"] = ""
		case d.Type()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(path)
			got[rel] = "-> " + target
		case d.Type().IsRegular():
			b, err := os.ReadFile(path)
			got[rel] = string(b)
			return err
		default:
			got[rel] = d.Type().String()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// expect compares a folder with a site, leaving the manifest aside.
func expect(t *testing.T, dir string, want site) {
	t.Helper()
	got := tree(t, dir)
	delete(got, ManifestName)
	want = maps.Clone(want)
	for path := range want {
		for d := filepath.Dir(path); d != "."; d = filepath.Dir(d) {
			want[d+"/"] = ""
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			t.Errorf("%s should not be there", path)
		} else if got[path] != want[path] {
			t.Errorf("%s holds %q, want %q", path, got[path], want[path])
		}
	}
	for path := range want {
		if _, ok := got[path]; !ok {
			t.Errorf("%s is missing", path)
		}
	}
}

func put(t *testing.T, path, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks that a publish fails with a sentence that says all that it should, and changes nothing.
func refused(t *testing.T, dir string, files site, says ...string) {
	t.Helper()
	before := tree(t, dir)
	_, err := try(dir, files, Options{})
	if err == nil {
		t.Fatal("not refused")
	}
	for _, want := range says {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %v", err)
	}
	if after := tree(t, dir); !maps.Equal(before, after) {
		t.Errorf("the folder changed:\n%v\n%v", before, after)
	}
}

func TestFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "public")
	sum := publish(t, dir, first)
	expect(t, dir, first)
	if sum.Written != len(first) || sum.Unchanged+sum.Removed+sum.Kept != 0 || sum.Bytes != 41 {
		t.Errorf("%+v", sum)
	}
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	check(t, err)
	lines := strings.Split(string(data), "\n")
	if lines[0] != "# explainer manifest 1" || lines[len(lines)-2] != "# end" || len(lines) != len(first)+3 {
		t.Errorf("manifest:\n%s", data)
	}
	for _, line := range lines[1 : len(lines)-2] { // it tells nobody where, when or by whom it was made
		if h, path, ok := strings.Cut(line, "  "); !ok || h != fmt.Sprintf("%x", sha256.Sum256([]byte(first[path]))) {
			t.Errorf("the manifest says %q", line)
		}
	}
	if want := fmt.Sprintf("%x", sha256.Sum256(data)); sum.Hash != want {
		t.Errorf("hash %s, want %s", sum.Hash, want)
	}
	info, err := os.Stat(filepath.Join(dir, "index.html"))
	check(t, err)
	if info.Mode().Perm()&0o600 != 0o600 || info.Mode().Perm()&0o111 != 0 {
		t.Error(info.Mode())
	}
}

// TestUnchanged publishes the same site again: not a file, not even a folder, is touched.
func TestUnchanged(t *testing.T) {
	dir := t.TempDir()
	was := publish(t, dir, first)
	mtimes := func() map[string]int64 {
		m := map[string]int64{}
		check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			check(t, err)
			info, err := d.Info()
			m[path] = info.ModTime().UnixNano()
			return err
		}))
		return m
	}
	before := mtimes()
	sum := publish(t, dir, first)
	if sum.Unchanged != len(first) || sum.Written+sum.Removed+sum.Kept != 0 || sum.Hash != was.Hash || sum.Bytes != was.Bytes {
		t.Errorf("%+v", sum)
	}
	if after := mtimes(); !maps.Equal(before, after) {
		t.Errorf("touched:\n%v\n%v", before, after)
	}
}

// TestTimes: what a file holds decides, and never when it was written.
func TestTimes(t *testing.T) {
	for _, at := range []time.Time{time.Unix(0, 0), time.Now().AddDate(-10, 0, 0), time.Now().AddDate(10, 0, 0)} {
		dir := t.TempDir()
		publish(t, dir, first)
		age := func() {
			for path := range tree(t, dir) {
				check(t, os.Chtimes(filepath.Join(dir, path), at, at))
			}
		}
		age()
		if sum := publish(t, dir, first); sum.Unchanged != len(first) {
			t.Errorf("%v: %+v", at, sum)
		}
		next := first.with("index.html", "<p>HOME</p>") // as long as it was
		if sum := publish(t, dir, next); sum.Written != 1 {
			t.Errorf("%v: %+v", at, sum)
		}
		put(t, dir+"/index.html", "<p>mine</p>")
		age()
		refused(t, dir, next, "index.html")
	}
}

// TestStaged: until it is committed, a publish takes as much room as what changed, and no more.
func TestStaged(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, first)
	s, err := Open(dir, Options{})
	check(t, err)
	for path, data := range first.with("index.html", "two", "about.html", "three", "facts.json", "") {
		check(t, s.Put(path, []byte(data)))
	}
	size := 0
	for path, data := range tree(t, filepath.Join(dir, stageName)) {
		if size += len(data); data != "two" && data != "three" {
			t.Errorf("the stage holds %s: %q", path, data)
		}
	}
	if size != len("two"+"three") {
		t.Errorf("the stage has %d bytes", size)
	}
	check(t, s.Discard())
}

func TestChange(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, first)
	old, err := os.Stat(filepath.Join(dir, "new-terms.html"))
	check(t, err)
	next := first.with("index.html", "<p>new</p>", "about.html", "<p>about</p>", "facts.json", "", "images/plan.svg", "")
	sum := publish(t, dir, next)
	expect(t, dir, next)
	if sum.Written != 2 || sum.Removed != 2 || sum.Unchanged != len(next)-2 || sum.Kept != 0 {
		t.Errorf("%+v", sum)
	}
	now, err := os.Stat(filepath.Join(dir, "new-terms.html"))
	check(t, err)
	if !os.SameFile(old, now) {
		t.Error("an unchanged page was written again")
	}
	if sum, again := publish(t, dir, first), publish(t, t.TempDir(), first); sum.Hash != again.Hash {
		t.Error("equal sites have different hashes")
	}
}

func TestDeletedFileComesBack(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, first)
	check(t, os.RemoveAll(filepath.Join(dir, "images")))
	check(t, os.Remove(filepath.Join(dir, "index.html")))
	if sum := publish(t, dir, first); sum.Written != 2 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, first)
}

func TestEdited(t *testing.T) {
	for name, next := range map[string]site{
		"unchanged": first, "changed": first.with("index.html", "<p>new</p>"), "removed": first.with("index.html", ""),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			publish(t, dir, first)
			put(t, dir+"/index.html", "<p>mine</p>")
			refused(t, dir, next, dir, "index.html", "changed after they were published")
			check(t, os.Remove(dir+"/index.html")) // the way out that the error names
			publish(t, dir, next)
			expect(t, dir, next)
		})
	}
	t.Run("to what is coming", func(t *testing.T) {
		dir := t.TempDir()
		publish(t, dir, first)
		put(t, dir+"/index.html", "<p>new</p>")
		publish(t, dir, first.with("index.html", "<p>new</p>"))
		publish(t, dir, first)
		expect(t, dir, first)
	})
}

func TestForeign(t *testing.T) {
	dir := t.TempDir()
	for i := range 9 {
		put(t, fmt.Sprintf("%s/mine%d.txt", dir, i), "mine")
	}
	refused(t, dir, first, dir, "mine0.txt, mine1.txt", "and 4 more", "--output")

	dir = t.TempDir()
	put(t, dir+"/a\n\x1b[2Jb", "mine") // a terminal would obey such a name
	put(t, dir+"/ä", "mine")
	refused(t, dir, first, `"a\n\x1b[2Jb", ä`)

	dir = t.TempDir()
	hand := site{".git/config": "x", ".gitignore": "x", "CNAME": "x.example", ".well-known/security.txt": "x", ".nojekyll": ""}
	for path, data := range hand {
		put(t, filepath.Join(dir, path), data)
	}
	publish(t, dir, first)
	want := maps.Clone(first)
	maps.Copy(want, hand)
	put(t, dir+"/later.html", "mine")
	put(t, dir+"/assets/later.txt", "mine")
	want["later.html"], want["assets/later.txt"] = "mine", "mine"
	publish(t, dir, first.with("index.html", "new"))
	want["index.html"] = "new"
	expect(t, dir, want)
	refused(t, dir, first.with("later.html", "ours"), "later.html", "did not put there")
	refused(t, dir, first.with("CNAME", "y.example"), "CNAME", "did not put there")
	// With our bytes it may stay, but it does not become ours.
	publish(t, dir, first.with("index.html", "new", "later.html", "mine"))
	publish(t, dir, site{"index.html": "new"})
	publish(t, dir, site{"index.html": "newer"})
	hand["later.html"], hand["assets/later.txt"], hand["index.html"] = "mine", "mine", "newer"
	expect(t, dir, hand)
}

// TestKept follows the assets of a page that stays in caches.
func TestKept(t *testing.T) {
	dir := t.TempDir()
	a, b, c := "assets/style.aaaaaaaa.css", "assets/style.bbbbbbbb.css", "assets/style.cccccccc.css"
	publish(t, dir, site{"index.html": "1", a: "a", "assets/plain.css": "x"})
	sum := publish(t, dir, site{"index.html": "2", b: "b"})
	if sum.Kept != 1 || sum.Removed != 1 || sum.Written != 2 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, site{"index.html": "2", a: "a", b: "b"})
	if sum = publish(t, dir, site{"index.html": "2", b: "b"}); sum.Kept != 1 || sum.Written+sum.Removed != 0 {
		t.Errorf("a publish of nothing let it go: %+v", sum)
	}
	if sum = publish(t, dir, site{"index.html": "3", c: "c"}); sum.Kept != 1 || sum.Removed != 1 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, site{"index.html": "3", b: "b", c: "c"})
	publish(t, dir, site{"index.html": "4", b: "b"}) // one that comes back
	expect(t, dir, site{"index.html": "4", b: "b", c: "c"})
	if sum = publish(t, dir, site{"index.html": "5", b: "b"}); sum.Kept != 0 || sum.Removed != 1 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, site{"index.html": "5", b: "b"})
}

func TestDiscard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "public")
	s, err := Open(dir, Options{})
	check(t, err)
	check(t, s.Put("index.html", []byte("x")))
	check(t, s.Discard())
	check(t, s.Discard())
	if _, err := os.Stat(filepath.Dir(dir)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("folders made for nothing are left")
	}
	if s.Put("a.html", nil) == nil {
		t.Error("Put works after Discard")
	}
	if _, err := s.Commit(); err == nil {
		t.Error("Commit works after Discard")
	}
	publish(t, dir, first)
	s, err = Open(dir, Options{})
	check(t, err)
	check(t, s.Put("index.html", []byte("x")))
	check(t, s.Discard())
	expect(t, dir, first)
}

// TestCrash stops a publish after each of its moves, and publishes again: the same site, another one, and
// the one before.
func TestCrash(t *testing.T) {
	second := first.with("index.html", "2", "about.html", "2", "facts.json", "", "assets/style.0a1b2c3d.css", "", "assets/style.22222222.css", "p{2}")
	third := second.with("index.html", "3", "old.html", "3", "about.html", "", "assets/style.22222222.css", "", "assets/style.33333333.css", "p{3}")
	crash := func(dir string, files site, after int) bool {
		s, err := Open(dir, Options{NoSync: true})
		check(t, err)
		for path, data := range files {
			check(t, s.Put(path, []byte(data)))
		}
		p, err := s.plan()
		check(t, err)
		check(t, s.write(ManifestName, "during", p.during(s.old, s.entries).bytes()))
		check(t, s.write(ManifestName, "final", p.next.bytes()))
		s.stage.Close()
		defer s.close(false)
		if after == 0 {
			return true // killed while staging
		}
		done := len(p.moves)+len(p.removes) < after
		p.moves = p.moves[:min(after-1, len(p.moves))]
		p.removes = p.removes[:max(0, min(after-1-len(p.moves), len(p.removes)))]
		check(t, os.Remove(filepath.Join(dir, stageName, "final"))) // so that the last move cannot be made
		if s.apply(p) == nil {
			t.Fatal("no crash")
		}
		return !done
	}
	for n, more := 0, true; more; n++ {
		for name, next := range map[string]site{"same": second, "other": third, "before": first} {
			dir := t.TempDir()
			publish(t, dir, first)
			more = crash(dir, second, n)
			if name == "other" { // and a second time, on the way to a third state
				crash(dir, third, n)
			}
			publish(t, dir, next)
			got := tree(t, dir)
			for path, data := range next {
				if got[path] != data {
					t.Errorf("%s after crash %d: %s holds %q", name, n, path, got[path])
				}
			}
			for path := range got {
				if _, ok := next[path]; !ok && path != ManifestName && !strings.HasSuffix(path, "/") && !hashedAsset(path) {
					t.Errorf("%s after crash %d: %s is left", name, n, path)
				}
			}
			publish(t, dir, site{"index.html": "4"})
			publish(t, dir, site{"index.html": "5"})
			expect(t, dir, site{"index.html": "5"})
		}
	}
}

func TestStageOfCrash(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, stageName, "deep", "1"), "left over")
	publish(t, dir, first)
	expect(t, dir, first)
	put(t, filepath.Join(dir, stageName, "1"), "left over")
	publish(t, dir, first)
	expect(t, dir, first)
	outside := t.TempDir()
	put(t, outside+"/x", "mine")
	check(t, os.Symlink(outside, filepath.Join(dir, stageName)))
	publish(t, dir, first.with("index.html", "2"))
	expect(t, dir, first.with("index.html", "2"))
	expect(t, outside, site{"x": "mine"})
}

func TestPutErrors(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	check(t, err)
	check(t, s.Put("a/b.html", nil))
	for path, says := range map[string]string{
		"a/b.html": "twice", "A/c.html": "cannot tell the names apart", "a/B.html": "cannot tell the names apart",
		"a": "is a folder too", "a/b.html/c": "is a file", "../x": "may not begin",
	} {
		if err := s.Put(path, nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
	}
	check(t, s.Discard())
}

func TestPaths(t *testing.T) {
	for _, good := range []string{"index.html", "CNAME", ".nojekyll", ".well-known/security.txt", "_headers", "assets/a.0a1b2c3d.css", "a/b/c.x", "1", "a_b-c.d"} {
		if err := checkPath(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		"", "/", "/etc/passwd", "..", "../x", "a/../b", "a/..", "./a", "a/./b", "a//b", "a/", "a\\b", "C:/x", "c:x", "a\x00b", "a b", "ä.html", "a\nb",
		".explainer-manifest", ".explainer-stage/x", ".git/config", "a/.git", ".env", "_x.html", "a/_headers", "-rf", "a/-b", "a.", "a./b", "con", "CON.html",
		"a/nul.txt", "com1.x", "aux", strings.Repeat("a", 101), "a?b", "a*b", "a:b", "a%2fb", "a\u202eb",
	} {
		if checkPath(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestConcurrentPut(t *testing.T) {
	dir := t.TempDir()
	want := site{}
	for i := range 400 {
		want[fmt.Sprintf("d%d/p%d.html", i%7, i)] = strings.Repeat(fmt.Sprint(i), 100)
	}
	for range 2 {
		s, err := Open(dir, Options{NoSync: true})
		check(t, err)
		var wg sync.WaitGroup
		for path, data := range want {
			wg.Go(func() {
				if err := s.Put(path, []byte(data)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		_, err = s.Commit()
		check(t, err)
		expect(t, dir, want)
	}
}

// TestAtOnce lets publishes race for a folder: each waits for its turn, and the last one's site stands.
func TestAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 10 {
				s, err := Open(dir, Options{NoSync: true})
				if err != nil {
					t.Error(err)
					return
				}
				for j := range 5 {
					if err := s.Put(fmt.Sprintf("p%d.html", j), fmt.Append(nil, i, n)); err != nil {
						t.Error(err)
					}
				}
				if n%3 == 2 {
					err = s.Discard()
				} else {
					_, err = s.Commit()
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got := tree(t, dir)
	for j := range 5 {
		if got[fmt.Sprintf("p%d.html", j)] != got["p0.html"] {
			t.Errorf("a mixed tree: %v", got)
		}
	}
}

func sample(n int) site {
	s := site{}
	for i := range n {
		s[fmt.Sprintf("page-%d.html", i)] = strings.Repeat(fmt.Sprintf("<p>%d</p>", i), 1000)
	}
	return s
}

func BenchmarkFirst(b *testing.B) {
	files := sample(1000)
	for b.Loop() {
		dir := b.TempDir()
		if _, err := try(dir, files, Options{NoSync: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnchanged(b *testing.B) {
	files, dir := sample(1000), b.TempDir()
	for b.Loop() {
		if _, err := try(dir, files, Options{NoSync: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOneChangedDurably(b *testing.B) {
	files, dir := sample(10), b.TempDir()
	for i := 0; b.Loop(); i++ {
		files["page-1.html"] = fmt.Sprint(i)
		if _, err := try(dir, files, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
