package serve

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
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
