package serve

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestOverflow touches more files during a build than the system keeps events for. The last of them is written, too,
// and keeps its size and its time: its own event is lost, and only a look into all files can tell of it.
func TestOverflow(t *testing.T) {
	if testing.Short() {
		t.Skip("-short touches fewer files")
	}
	const many = 30_000
	f := newFolder(t)
	name := func(i int) string { return fmt.Sprintf("static/many/%d.txt", i) }
	old := time.Now().Add(-time.Hour)
	touch := func(i int, when time.Time) { f.must(os.Chtimes(f.path(name(i)), when, when)) }
	f.must(os.Mkdir(f.path("static/many"), 0o755))
	for i := range many {
		f.write(name(i), "one")
	}
	touch(many-1, old)
	f.serve(false)

	hold, held := make(chan bool), make(chan bool)
	f.mu.Lock()
	f.wait = func() { held <- true; <-hold }
	f.mu.Unlock()
	f.write("content/a.md", "other text")
	<-held
	for i := range many {
		touch(i, time.Now())
	}
	f.write(name(many-1), "two")
	touch(many-1, old)
	f.mu.Lock()
	f.wait = nil
	f.mu.Unlock()
	close(hold)
	start := time.Now()
	f.shows(name(many-1), "two")
	right := time.Since(start)
	const told = "overflow; all files are read again\n"
	for end := time.Now().Add(time.Minute); !strings.Contains(f.logged(), told) && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	t.Logf("%d files touched: right after %v, all events answered after %v", many, right, time.Since(start))
	if n := strings.Count(f.logged(), told); n != 1 {
		t.Errorf("told %d times:\n%s", n, f.logged())
	}
}

// TestLimits runs out of what the system lets a user watch: the files are polled, which is said once. The limits are
// those of a namespace of the test's own, so that nobody else notices.
func TestLimits(t *testing.T) {
	const inside = "EXPLAINER_TEST_LIMIT"
	if limit, value, ok := strings.Cut(os.Getenv(inside), "="); ok {
		if err := os.WriteFile("/proc/sys/user/"+limit, []byte(value), 0o644); err != nil {
			t.Fatal(err)
		}
		f := serveFolder(t, false)
		f.must(os.MkdirAll(f.path("static/a/b/c/d"), 0o755))
		for _, text := range []string{"saved once", "saved twice"} {
			f.write("content/a.md", text)
			f.shows("content/a.md", text)
			f.write("static/a/b/c/d/e.txt", text)
			f.shows("static/a/b/c/d/e.txt", text)
		}
		log := f.logged()
		if strings.Count(log, "cannot be watched") != 1 || !strings.Contains(log, "fs.inotify.max_user_watches and max_user_instances") {
			t.Errorf("the log:\n%s", log)
		}
		return
	}
	for _, limit := range []string{"max_inotify_instances=0", "max_inotify_watches=0", "max_inotify_watches=3", "max_inotify_watches=6"} {
		cmd := exec.Command("/proc/self/exe", "-test.run", "^TestLimits$", "-test.v")
		cmd.Env = append(os.Environ(), inside+"="+limit)
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		if _, ran := errors.AsType[*exec.ExitError](err); err != nil && !ran {
			t.Skip("no namespace of users can be made: ", err)
		}
		if err != nil || !strings.Contains(string(out), "--- PASS: TestLimits") {
			t.Errorf("%s: %v\n%s", limit, err, out)
		}
	}
}

// TestExchanged saves by an exchange of two files: both are there all the time.
func TestExchanged(t *testing.T) {
	f := serveFolder(t, false)
	for i, text := range []string{"other text", "third text"} {
		f.must(os.WriteFile(f.path("content/.new"), []byte(text), 0o644))
		f.must(unix.Renameat2(unix.AT_FDCWD, f.path("content/.new"), unix.AT_FDCWD, f.path("content/a.md"), unix.RENAME_EXCHANGE))
		f.shows("content/a.md", text)
		if n := f.s.shown.Load().number; n != i+2 {
			t.Errorf("%d states were shown for %d saves", n-1, i+1)
		}
	}
}

// TestMapped writes into a file through memory, for which no event comes.
func TestMapped(t *testing.T) {
	f := serveFolder(t, false)
	for _, text := range []string{"other text", "third text"} {
		file, err := os.OpenFile(f.path("content/a.md"), os.O_RDWR, 0)
		f.must(err)
		memory, err := syscall.Mmap(int(file.Fd()), 0, len(text), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
		f.must(err)
		copy(memory, text)
		f.must(syscall.Munmap(memory), file.Close())
		f.shows("content/a.md", text)
	}
}

// TestMounted edits the files below a mount that passes no events on, as those of networks and containers do.
func TestMounted(t *testing.T) {
	if _, err := exec.LookPath("bindfs"); err != nil {
		t.Skip("there is no bindfs")
	}
	f := newFolder(t)
	below := f.root
	f.root = filepath.Join(t.TempDir(), "mount")
	f.must(os.Mkdir(f.root, 0o755))
	if out, err := exec.Command("bindfs", below, f.root).CombinedOutput(); err != nil {
		t.Skipf("nothing can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("fusermount", "-u", "-z", f.root).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	f.serve(false)
	edit := func(name, text string) {
		t.Helper()
		f.must(os.WriteFile(filepath.Join(below, name), []byte(text), 0o644))
		f.shows(name, text)
	}
	edit("content/a.md", "other text")
	edit("content/a.md", "third text")
	edit("static/deep/new.txt", "a new file")
	f.must(os.Remove(filepath.Join(below, "static/deep/new.txt")))
	f.shows("static/deep/new.txt", "")
}
