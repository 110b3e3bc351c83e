package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fsnotify/fsnotify"

	"explainer/internal/diag"
)

// TestFallsBackToPolling: what cannot be watched is polled, and the author is told why, once.
func TestFallsBackToPolling(t *testing.T) {
	f := serveFolder(t, true)
	w, err := fsnotify.NewWatcher()
	f.must(err, w.Close()) // a watcher that refuses every folder
	if got := f.s.follow(w); got != nil {
		t.Error("a watcher that takes no folder was kept")
	}
	f.s.poll(syscall.ENOSPC)
	for _, want := range []string{"cannot be watched: fsnotify: ", "files are polled instead\n", "fs.inotify.max_user_watches"} {
		if !strings.Contains(f.log.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, f.log)
		}
	}
	f.write("content/a.md", "polled")
	f.shows("content/a.md", "polled")
}

// TestKeepsNothing builds again and again: the number of goroutines and of open files stays.
func TestKeepsNothing(t *testing.T) {
	f := serveFolder(t, false)
	count := func() (int, int) {
		open, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("no /proc on this system")
		}
		return runtime.NumGoroutine(), len(open)
	}
	round := func(i int) {
		text := fmt.Sprint("round ", i)
		f.must(os.MkdirAll(f.path("static/more"), 0o755))
		f.write("static/more/x.txt", text)
		f.shows("static/more/x.txt", text)
		f.must(os.RemoveAll(f.path("static/more")))
		f.shows("static/more/x.txt", "")
	}
	round(0)
	goroutines, open := count()
	for i := range 30 {
		round(i + 1)
	}
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		g, o := count()
		if g <= goroutines && o <= open {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, were %d; %d open files, were %d", g, goroutines, o, open)
		}
	}
}

// TestWatches: the folders that are watched are those of the site, under the names that they have now, whatever became of
// those that were.
func TestWatches(t *testing.T) {
	f := serveFolder(t, false)
	watched := func() {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			got, want := f.s.watching.Load().WatchList(), f.s.folders()
			if slices.Sort(got); slices.Equal(got, want) {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("watched: %q\nthere are: %q", got, want)
			}
		}
	}
	f.must(os.MkdirAll(f.path("static/new/deep"), 0o755))
	f.write("static/new/deep/x.txt", "x")
	f.shows("static/new/deep/x.txt", "x")
	watched()
	f.must(os.Rename(f.path("static/new"), f.path("static/moved")))
	f.shows("static/moved/deep/x.txt", "x")
	watched()
	f.must(os.Rename(f.path("static/moved"), f.path("away"))) // out of what is watched
	f.shows("static/moved/deep/x.txt", "")
	watched()
	f.must(os.Rename(f.path("away"), f.path("static/back")))
	f.shows("static/back/deep/x.txt", "x")
	f.must(os.RemoveAll(f.path("static/back")))
	f.shows("static/back/deep/x.txt", "")
	watched()
}

// TestFollow: what was put into a folder before it was watched gave no event, and is seen all the same, at once.
func TestFollow(t *testing.T) {
	f := newFolder(t)
	f.s = New(Options{Sources: os.DirFS(f.root), Root: f.root, Build: f.build})
	f.s.look(nil)
	f.write("static/deep/early.txt", "x")
	w := f.s.follow(f.s.watcher())
	if w == nil {
		t.Fatal("nothing can be watched")
	}
	defer w.Close()
	if got := string(f.s.shown.Load().tree["static/deep/early.txt"]); got != "x" {
		t.Errorf("it is shown as %q", got)
	}
}

// TestFirstBuild: what is saved while the first build runs, before anything is watched, is not lost.
func TestFirstBuild(t *testing.T) {
	f := newFolder(t)
	f.wait = func() {
		f.mu.Lock()
		f.wait = nil
		f.mu.Unlock()
		f.write("content/a.md", "saved then")
		f.write("static/deep/new.txt", "a new file")
	}
	f.serve(false)
	f.shows("content/a.md", "saved then")
	f.shows("static/deep/new.txt", "a new file")
}

// TestTogether: a file that is saved while the look at another one waits for its rest is built with it, where an event
// tells of it and where none does.
func TestTogether(t *testing.T) {
	const page, template = "content/a.md", "templates/b.html"
	file := func(text string, age time.Duration) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), ModTime: time.Now().Add(-age)}
	}
	for _, events := range []bool{false, true} {
		together := &pair{files: fstest.MapFS{page: file("0", time.Hour), template: file("0", time.Hour)}}
		var built []string
		s := New(Options{Sources: together, Root: t.TempDir(), Build: func(tree fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			a, err := fs.ReadFile(tree, page)
			b, e := fs.ReadFile(tree, template)
			built = append(built, string(a)+string(b))
			return nil, errors.Join(err, e)
		}})
		s.look(nil)
		together.files[page] = file("1", 0)
		together.after = template // which is looked at, and then saved
		var named []string
		if events {
			w := &fsnotify.Watcher{Events: make(chan fsnotify.Event, 1)}
			s.watching.Store(w)
			together.saved = func() { w.Events <- fsnotify.Event{Name: template} }
			together.after = page // which alone is looked at
			named = []string{page}
		}
		together.save = func() { together.files[template] = file("1", 0) }
		s.look(never, named...)
		if got := strings.Join(built, " "); got != "00 11" {
			t.Errorf("with events %t: built %s", events, got)
		}
	}
}

// pair is a page and a template, of which the template is saved once a file has been looked at.
type pair struct {
	mu          sync.Mutex
	files       fstest.MapFS
	after       string // the file; "" once it was looked at
	save, saved func() // saved tells of it, where it is set
}

func (p *pair) Open(name string) (fs.File, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f, err := p.files.Open(name)
	if name == p.after {
		p.after = ""
		p.save()
		if p.saved != nil {
			p.saved()
		}
	}
	return f, err
}

// What is built is what was looked at, where a tree tells links from files: this one has none.
func (p *pair) ReadLink(string) (string, error)        { return "", fs.ErrInvalid }
func (p *pair) Lstat(name string) (fs.FileInfo, error) { return fs.Stat(p, name) }

// TestAside: what changes beside the site, or in hidden folders of it, starts no build, and what editors and file managers
// leave among its files shows nowhere.
func TestAside(t *testing.T) {
	f := newFolder(t)
	folders := []string{".git", "node_modules/x", "public", "content/.obsidian", "static/.idea", "templates/.git"}
	for _, folder := range folders {
		f.must(os.MkdirAll(f.path(folder), 0o755))
	}
	f.serve(false)
	for _, name := range []string{".git/index", "node_modules/x/y.js", "public/index.html", "content/.obsidian/workspace.json", "static/.idea/a.xml", "templates/.git/b", "go.mod", ".env"} {
		f.write(name, "x")
		f.s.look(always)
	}
	f.mu.Lock()
	if f.builds != 1 {
		t.Errorf("%d builds, one is enough", f.builds)
	}
	f.mu.Unlock()
	for _, name := range []string{"content/.a.md.swp", "content/4913", "content/a.md~", "content/#a.md#", "static/.DS_Store", "static/deep/.syncthing.style.css.tmp", "content/.~lock.a.md#"} {
		f.write(name, "x")
		f.s.look(always)
		f.must(os.Remove(f.path(name)))
	}
	f.write("content/a.md", "other text")
	f.shows("content/a.md", "other text")
	if n := f.s.shown.Load().number; n != 2 {
		t.Errorf("%d states were shown, of 2:\n%s", n, f.logged())
	}
}

// TestTwoServers: two servers of one site do not meet.
func TestTwoServers(t *testing.T) {
	f := serveFolder(t, false)
	other := &folder{t: t, root: f.root, log: &strings.Builder{}}
	other.serve(false)
	for _, text := range []string{"other text", "third text"} {
		f.write("content/a.md", text)
		f.shows("content/a.md", text)
		other.shows("content/a.md", text)
	}
}

// TestPause: looks for want of events take a small part of a processor, however many files there are.
func TestPause(t *testing.T) {
	s := New(Options{})
	for took, want := range map[time.Duration]time.Duration{0: often, time.Millisecond: often, 20 * time.Millisecond: time.Second, time.Second: 50 * time.Second} {
		s.took = took
		if got := s.pause(often); got != want {
			t.Errorf("after a look of %v: %v, want %v", took, got, want)
		}
	}
	var slow living
	slow.say("one")
	s = New(Options{Sources: slowly{&slow}, Build: of(nil)})
	s.look(nil)
	if s.took < 10*time.Millisecond {
		t.Errorf("a look at slow files counts as %v", s.took)
	}
}

// slowly is a tree on a slow disk.
type slowly struct{ fs.FS }

func (s slowly) Open(name string) (fs.File, error) {
	time.Sleep(10 * time.Millisecond)
	return s.FS.Open(name)
}

// TestApart: where events name files alone, to look at these gives what a look at all gives; where a folder came or
// went, or a link may lead to one of them, all are looked at.
func TestApart(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(f *folder)
		named  []string
		apart  bool
	}{
		{"edited", func(f *folder) { f.write("content/a.md", "uno") }, []string{"content/a.md"}, true},
		{"new", func(f *folder) { f.write("content/b.md", "b") }, []string{"content/b.md"}, true},
		{"in a folder of static", func(f *folder) { f.write("static/img/b.svg", "b") }, []string{"static/img/b.svg"}, true},
		{"gone", func(f *folder) { f.must(os.Remove(f.path("content/a.md"))) }, []string{"content/a.md"}, true},
		{"renamed", func(f *folder) { f.must(os.Rename(f.path("content/a.md"), f.path("content/b.md"))) }, []string{"content/a.md", "content/b.md"}, true},
		{"gone before it was looked at", func(*folder) {}, []string{"content/.a.md.swp"}, true},
		{"a file became a folder", func(f *folder) { f.must(os.Remove(f.path("content/a.md")), os.Mkdir(f.path("content/a.md"), 0o755)) }, []string{"content/a.md"}, false},
		{"a folder became a file", func(f *folder) { f.must(os.RemoveAll(f.path("static/img"))); f.write("static/img", "") }, []string{"static/img"}, false},
		{"a new folder", func(f *folder) { f.must(os.Mkdir(f.path("content/facts"), 0o755)) }, []string{"content/facts"}, false},
		{"in a new folder", func(f *folder) {
			f.must(os.Mkdir(f.path("content/facts"), 0o755))
			f.write("content/facts/a.yaml", "a")
		}, []string{"content/facts/a.yaml"}, false},
		{"a folder is gone", func(f *folder) { f.must(os.RemoveAll(f.path("static/img"))) }, []string{"static/img"}, false},
		{"in a hidden folder", func(f *folder) { f.write("content/.git/index", "b") }, []string{"content/.git/index"}, false},
		{"beside the site", func(f *folder) { f.write("go.mod", "b") }, []string{"go.mod"}, false},
		{"the root", func(*folder) {}, []string{"."}, false},
		{"a link", func(f *folder) { f.must(os.Symlink("a.md", f.path("content/b.md"))) }, []string{"content/b.md"}, true},
		{"what is linked to", func(f *folder) { f.write("static/linked.txt", "uno") }, []string{"static/linked.txt"}, false},
		{"what a link to nothing waits for", func(f *folder) { f.write("static/late.txt", "uno") }, []string{"static/late.txt"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &folder{t: t, root: t.TempDir()}
			f.must(os.MkdirAll(f.path("content/.git"), 0o755), os.MkdirAll(f.path("static/img"), 0o755))
			f.write("content/a.md", "one")
			f.write("content/.git/index", "a")
			f.write("static/img/a.svg", "three")
			if strings.Contains(c.named[0], "linked") {
				f.write("static/linked.txt", "two")
				f.must(os.Symlink("../static/linked.txt", f.path("content/linked.md")))
			}
			if strings.Contains(c.named[0], "late") {
				f.must(os.Symlink("../static/late.txt", f.path("content/late.md")))
			}
			tree := os.DirFS(f.root)
			before, err := scan(tree, nil, never)
			f.must(err)
			c.change(f)
			if got := before.apart(tree, c.named); got != c.apart {
				t.Fatalf("apart is %t", got)
			}
			whole, err := scan(tree, before, always)
			f.must(err)
			if some := before.again(tree, c.named, always); c.apart && !some.same(whole) {
				t.Errorf("the named files alone: %v, all files: %v", changed(before, some), changed(before, whole))
			}
		})
	}
}

// TestScan: a file is read when it looks otherwise than before, when it was written too shortly ago to tell,
// and when it is asked for; links are what they point to, and pipes are not opened.
func TestScan(t *testing.T) {
	f := &folder{t: t, root: t.TempDir()}
	f.must(os.MkdirAll(f.path("content/.hidden"), 0o755), os.MkdirAll(f.path("elsewhere"), 0o755))
	f.write("content/a.md", "one")
	f.write("elsewhere/b.md", "two")
	f.write("content/.hidden/c.md", "three")
	f.must(os.Symlink("../elsewhere/b.md", f.path("content/b.md")), os.Symlink("nowhere", f.path("content/d.md")), os.Symlink("..", f.path("content/round")))
	f.must(syscall.Mkfifo(f.path("content/pipe"), 0o644))
	old := time.Now().Add(-time.Hour)
	touch := func(name string) { f.must(os.Chtimes(f.path(name), old, old)) }
	touch("content/a.md")
	touch("elsewhere/b.md")
	tree := os.DirFS(f.root)
	look := func(last snapshot, reread func(string) bool) snapshot {
		now, err := scan(tree, last, reread)
		f.must(err)
		return now
	}
	first := look(nil, never)
	if got := fmt.Sprint(changed(nil, first)); got != "[content/a.md content/b.md content/d.md content/pipe content/round]" {
		t.Error(got)
	}
	f.write("content/a.md", "uno")
	touch("content/a.md")
	if got := changed(first, look(first, never)); len(got) != 0 {
		t.Errorf("%v looks as before, and was read", got)
	}
	if got := fmt.Sprint(changed(first, look(first, always))); got != "[content/a.md]" {
		t.Error(got)
	}
	f.write("elsewhere/b.md", "dos")
	if got := fmt.Sprint(changed(first, look(first, never))); got != "[content/b.md]" {
		t.Error(got)
	}
	// Two saves within one tick of the clock, of the same size.
	now := time.Now()
	tick := func(text string) {
		f.write("content/a.md", text)
		f.must(os.Chtimes(f.path("content/a.md"), now, now))
	}
	tick("tic")
	ticked := look(first, never)
	tick("tac")
	if got := fmt.Sprint(changed(ticked, look(ticked, never))); got != "[content/a.md]" {
		t.Errorf("the second save of one tick: %s", got)
	}
	second := look(first, always)
	f.must(os.Chmod(f.path("content/a.md"), 0o600))
	if got := fmt.Sprint(changed(second, look(second, never))); got != "[content/a.md]" {
		t.Error(got)
	}
	f.must(os.RemoveAll(f.root))
	if _, err := scan(tree, first, never); err == nil {
		t.Error("a root that is gone is no error")
	}
}
