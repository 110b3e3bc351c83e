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
