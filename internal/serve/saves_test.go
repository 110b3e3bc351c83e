package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"explainer/internal/diag"
)

// folder is a site on disk that is served: what its build makes is what its files hold, and an empty or
// strange file is an error, as in a build of ours.
type folder struct {
	t    *testing.T
	root string
	s    *Server
	log  *strings.Builder

	mu     sync.Mutex
	states []*shown // all that were shown, but for the first
	builds int
	wait   func() // called by each build once it has read the files, where it is set
}

func serveFolder(t *testing.T, poll bool) *folder {
	t.Helper()
	f := newFolder(t)
	f.serve(poll)
	return f
}

// newFolder makes the site.
func newFolder(t *testing.T) *folder {
	t.Helper()
	f := &folder{t: t, root: t.TempDir(), log: &strings.Builder{}}
	f.must(os.MkdirAll(f.path("content"), 0o755), os.MkdirAll(f.path("static/deep"), 0o755), os.MkdirAll(f.path("templates"), 0o755))
	for _, name := range saved {
		f.write(name, "first text") // as long as the next, so that no size tells them apart
	}
	return f
}

// serve shows and watches it until the test ends.
func (f *folder) serve(poll bool) {
	f.s = New(Options{Sources: os.DirFS(f.root), Root: f.root, Poll: poll, Build: f.build, Log: f.log,
		Read: func(name string) ([]byte, error) { return os.ReadFile(f.path(name)) }})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan bool)
	first := f.s.look(nil)
	go func() { f.s.watch(ctx); close(done) }()
	go func() {
		for now := first; ; {
			select {
			case <-ctx.Done():
				return
			case <-now.replaced:
				now = f.s.shown.Load()
				f.mu.Lock()
				f.states = append(f.states, now)
				f.mu.Unlock()
			}
		}
	}()
	f.t.Cleanup(func() { stop(); <-done })
	time.Sleep(20 * time.Millisecond) // until the folders are watched
}

func (f *folder) build(tree fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
	f.mu.Lock()
	f.builds++
	f.mu.Unlock()
	var l diag.List
	for name := range f.held() {
		read, err := fs.ReadFile(tree, name)
		if err != nil {
			continue // it went
		}
		data, base := string(read), filepath.Base(name)
		if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") || base == "4913" || beside.MatchString(base) {
			continue
		}
		if data == "panic" {
			panic("no such luck\nin the\x1b[31m dark")
		}
		if data == "" || data == "broken" {
			l.Add("content-unknown", diag.Span{File: name}, "it is "+data, "")
		}
		if err := put(name, []byte(data)); err != nil {
			return nil, err
		}
	}
	for _, name := range saved {
		if _, err := os.Stat(f.path(name)); err != nil && strings.HasSuffix(name, ".yaml") {
			l.Add("facts-missing", diag.Span{File: name}, "it is missing", "")
		}
	}
	f.mu.Lock()
	wait := f.wait
	f.mu.Unlock()
	if wait != nil {
		wait()
	}
	return l.Sorted(), nil
}

// beside is the names of files that a build passes over, besides hidden ones.
var beside = regexp.MustCompile(`\.bck$|___jb_(tmp|old)___$`)

// held is what all files hold.
func (f *folder) held() map[string]string {
	all := map[string]string{}
	for _, folder := range folders {
		_ = filepath.WalkDir(f.path(folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if err == nil && hidden(d.Name()) {
					return fs.SkipDir
				}
				return nil
			}
			if data, err := os.ReadFile(path); err == nil {
				rel, _ := filepath.Rel(f.root, path)
				all[filepath.ToSlash(rel)] = string(data)
			}
			return nil
		})
	}
	return all
}

func (f *folder) path(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

func (f *folder) must(errs ...error) {
	f.t.Helper()
	if err := errors.Join(errs...); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) write(name, text string) {
	f.t.Helper()
	f.must(os.WriteFile(f.path(name), []byte(text), 0o644))
}

// logged is what the terminal was told so far.
func (f *folder) logged() string {
	o := f.s.o.Log.(*oneByOne)
	o.mu.Lock()
	defer o.mu.Unlock()
	return f.log.String()
}

// shows waits until a file is shown with a text, no request being made; "" is no such file.
func (f *folder) shows(name, text string) {
	f.t.Helper()
	f.until(fmt.Sprintf("%s with %.20q", name, text), func(now *shown) bool { return !now.failed && string(now.tree[name]) == text })
}

func (f *folder) until(what string, so func(*shown) bool) {
	f.t.Helper()
	for end := time.Now().Add(40 * time.Second); ; {
		now := f.s.shown.Load()
		if so(now) {
			return
		}
		select {
		case <-now.replaced:
		case <-time.After(time.Until(end)):
			f.t.Fatalf("never shown: %s\nshown: %d files, %v\nlog:\n%s", what, len(now.tree), now.findings, f.log)
		}
	}
}

// saved are the kinds of files that authors save.
var saved = []string{"content/a.md", "content/facts.yaml", "content/site.yaml", "templates/base.html", "static/deep/style.css"}

// saves are what editors do to save a file, as seen from the system.
var saves = map[string]func(f *folder, name, text string){
	"truncate and write (VS Code, nano)": func(f *folder, name, text string) {
		file, err := os.OpenFile(f.path(name), os.O_WRONLY|os.O_TRUNC, 0)
		f.must(err)
		time.Sleep(3 * time.Millisecond) // others see it empty
		_, err = file.WriteString(text)
		f.must(err, file.Close())
	},
	"backup and rename (Vim)": func(f *folder, name, text string) {
		probe := f.path(filepath.Dir(name) + "/4913")
		f.must(os.WriteFile(f.path(filepath.Dir(name)+"/."+filepath.Base(name)+".swp"), []byte("swap"), 0o600))
		f.must(os.WriteFile(probe, nil, 0o644), os.Remove(probe))
		f.must(os.Rename(f.path(name), f.path(name+"~")))
		time.Sleep(3 * time.Millisecond) // others see it gone
		f.write(name, text)
		f.must(os.Chmod(f.path(name), 0o644), os.Remove(f.path(name+"~")), os.Remove(f.path(filepath.Dir(name)+"/."+filepath.Base(name)+".swp")))
	},
	"copy as a backup (Vim, backupcopy=yes)": func(f *folder, name, text string) {
		data, err := os.ReadFile(f.path(name))
		f.must(err, os.WriteFile(f.path(name+"~"), data, 0o644))
		f.write(name, text)
		f.must(os.Remove(f.path(name + "~")))
	},
	"lock, auto-save and backup (Emacs)": func(f *folder, name, text string) {
		dir, base := f.path(filepath.Dir(name)), filepath.Base(name)
		f.must(os.Symlink("author@machine.1:2", filepath.Join(dir, ".#"+base)))
		f.must(os.WriteFile(filepath.Join(dir, "#"+base+"#"), []byte(text), 0o644))
		_ = os.Remove(f.path(name + "~"))
		f.must(os.Rename(f.path(name), f.path(name+"~")))
		f.write(name, text)
		f.must(os.Remove(filepath.Join(dir, "#"+base+"#")), os.Remove(filepath.Join(dir, ".#"+base)))
	},
	"safe write (JetBrains)": func(f *folder, name, text string) {
		f.write(name+"___jb_tmp___", text)
		f.must(os.Rename(f.path(name), f.path(name+"___jb_old___")))
		f.must(os.Rename(f.path(name+"___jb_tmp___"), f.path(name)), os.Remove(f.path(name+"___jb_old___")))
	},
	"rename to .bck and write (Helix)": func(f *folder, name, text string) {
		f.must(os.Rename(f.path(name), f.path(name+".bck")))
		f.write(name, text)
		f.must(os.Remove(f.path(name + ".bck")))
	},
	"hidden file, then rename (gedit, GNOME)": func(f *folder, name, text string) {
		hidden := f.path(filepath.Dir(name) + "/.goutputstream-AB12CD")
		f.must(os.WriteFile(hidden, []byte(text), 0o644), os.Rename(hidden, f.path(name)))
	},
	"atomic save (Sublime Text, TextEdit)": func(f *folder, name, text string) {
		hidden := f.path(filepath.Dir(name) + "/.sb-1234-" + filepath.Base(name))
		f.must(os.WriteFile(hidden, []byte(text), 0o644), os.Chmod(hidden, 0o644), os.Rename(hidden, f.path(name)))
	},
	"delete and create (git checkout)": func(f *folder, name, text string) {
		f.must(os.Remove(f.path(name)))
		f.write(name, text)
	},
	"a new file beside, then rename (sed -i)": func(f *folder, name, text string) {
		beside := f.path(filepath.Dir(name) + "/.sedXY12")
		f.must(os.WriteFile(beside, []byte(text), 0o644), os.Rename(beside, f.path(name)))
	},
	"the same size and the same time (touch -r)": func(f *folder, name, text string) {
		info, err := os.Stat(f.path(name))
		f.must(err)
		f.write(name, text)
		f.must(os.Chtimes(f.path(name), info.ModTime(), info.ModTime()))
	},
	"a link in its place (ln -f)": func(f *folder, name, text string) {
		other := f.path("other")
		_ = os.Remove(other)
		f.must(os.WriteFile(other, []byte(text), 0o644), os.Remove(f.path(name)), os.Link(other, f.path(name)))
	},
	"in pieces": func(f *folder, name, text string) {
		file, err := os.OpenFile(f.path(name), os.O_WRONLY|os.O_TRUNC, 0)
		f.must(err)
		for _, piece := range strings.SplitAfter(text, "-") {
			_, err := file.WriteString(piece)
			f.must(err)
		}
		f.must(file.Close())
	},
}

// TestSaves saves each kind of file in the way of each editor: shown once it is saved, as one change, and
// no fault is told that was there for a moment only.
func TestSaves(t *testing.T) {
	for _, poll := range []bool{false, true} {
		for way, save := range saves {
			if poll && strings.HasPrefix(way, "the same size") {
				continue // TestUnheard has it: it is found, later
			}
			t.Run(fmt.Sprintf("%s/poll=%v", way, poll), func(t *testing.T) {
				t.Parallel()
				f := serveFolder(t, poll)
				for _, name := range saved {
					save(f, name, "other-text")
					f.shows(name, "other-text")
				}
				time.Sleep(30 * time.Millisecond)
				f.mu.Lock()
				defer f.mu.Unlock()
				for _, now := range f.states {
					if len(now.findings) > 0 || now.err != nil {
						t.Errorf("a fault was told: %v %v", now.findings, now.err)
					}
				}
				if n := f.s.shown.Load().number - 1; n != len(saved) && way != "in pieces" {
					t.Errorf("%d changes were shown for %d saves", n, len(saved))
				}
			})
		}
	}
}

// TestFolders creates, renames, removes and replaces folders and files while they are watched.
func TestFolders(t *testing.T) {
	f := serveFolder(t, false)
	step := func(name, text string, errs ...error) {
		t.Helper()
		f.must(errs...)
		f.shows(name, text)
	}
	step("static/new/deep/x.txt", "x", os.MkdirAll(f.path("static/new/deep"), 0o755), os.WriteFile(f.path("static/new/deep/x.txt"), []byte("x"), 0o644))
	step("static/moved/deep/x.txt", "x", os.Rename(f.path("static/new"), f.path("static/moved")))
	step("static/new/deep/x.txt", "")
	step("static/moved/deep/x.txt", "y", os.WriteFile(f.path("static/moved/deep/x.txt"), []byte("y"), 0o644))
	step("static/moved/deep/x.txt", "", os.RemoveAll(f.path("static/moved")))
	step("static/moved/deep/x.txt", "z", os.MkdirAll(f.path("static/moved/deep"), 0o755), os.WriteFile(f.path("static/moved/deep/x.txt"), []byte("z"), 0o644))
	step("static/moved/deep/x.txt", "again", os.WriteFile(f.path("static/moved/deep/x.txt"), []byte("again"), 0o644))
	step("content/b.md", "first text", os.Rename(f.path("content/a.md"), f.path("content/b.md")))
	step("content/a.md", "")
	step("content/b.md", "", os.Remove(f.path("content/b.md")))
	step("content/b.md", "back", os.WriteFile(f.path("content/b.md"), []byte("back"), 0o644))
	step("static/.well-known/x", "w", os.MkdirAll(f.path("static/.well-known"), 0o755), os.WriteFile(f.path("static/.well-known/x"), []byte("w"), 0o644))

	// Another branch: everything under another name, then this one again.
	f.must(os.Rename(f.path("content"), f.path("away")), os.MkdirAll(f.path("content"), 0o755))
	for _, name := range []string{"content/facts.yaml", "content/site.yaml", "content/c.md"} {
		f.write(name, "other")
	}
	f.shows("content/c.md", "other")
	f.shows("content/b.md", "")
	step("content/c.md", "edited", os.WriteFile(f.path("content/c.md"), []byte("edited"), 0o644))
	f.must(os.RemoveAll(f.path("content")))
	f.until("a fault", func(now *shown) bool { return now.failed })
	step("content/b.md", "back", os.Rename(f.path("away"), f.path("content")))
	step("content/b.md", "more", os.WriteFile(f.path("content/b.md"), []byte("more"), 0o644))

	// The whole site goes away, and comes back.
	f.must(os.Rename(f.root, f.root+"-away"))
	f.until("an error", func(now *shown) bool { return now.err != nil })
	f.must(os.Rename(f.root+"-away", f.root))
	f.until("the site", func(now *shown) bool { return now.err == nil && !now.failed })
	step("content/b.md", "last", os.WriteFile(f.path("content/b.md"), []byte("last"), 0o644))
}

// TestBurst saves a file a thousand times at once.
func TestBurst(t *testing.T) {
	f := serveFolder(t, false)
	f.mu.Lock()
	before := f.builds
	f.mu.Unlock()
	start := time.Now()
	for i := range 1000 {
		f.write("content/a.md", fmt.Sprintf("save %d", i))
	}
	took := time.Since(start)
	f.shows("content/a.md", "save 999")
	f.mu.Lock()
	defer f.mu.Unlock()
	// Each look waits for a rest of the file, and at least its patience where there is none.
	if n, most := f.builds-before, 3+int(took/patience)*2; n > most {
		t.Errorf("%d builds for 1,000 saves in %v", n, took)
	}
}

// TestCheckout replaces a thousand files one by one, as another branch does, and takes some away.
func TestCheckout(t *testing.T) {
	f := newFolder(t)
	const many = 1000
	name := func(i int) string { return fmt.Sprintf("static/many/%d.txt", i) }
	f.must(os.Mkdir(f.path("static/many"), 0o755))
	for i := range many {
		f.write(name(i), "one")
	}
	f.serve(false)
	start := time.Now()
	for i := range many {
		f.must(os.Remove(f.path(name(i))))
		if i%10 > 0 {
			f.write(name(i), "two")
		}
	}
	took := time.Since(start)
	f.until("the other branch", func(now *shown) bool {
		for i := range many {
			if text := string(now.tree[name(i)]); text == "one" || (text == "two") == (i%10 == 0) {
				return false
			}
		}
		return true
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	if n, most := f.builds-1, 2+2*int(took/checkout); n > most {
		t.Errorf("%d builds for a checkout that took %v", n, took)
	}
	t.Logf("%d builds, %v", f.builds-1, took)
}

// TestBrokenAndMended breaks the facts file and mends it, again and again.
func TestBrokenAndMended(t *testing.T) {
	f := serveFolder(t, false)
	for i := range 20 {
		f.write("content/facts.yaml", "broken")
		f.until("the fault over the last good state", func(now *shown) bool {
			return now.failed && len(now.notes) == 1 && string(now.tree["content/facts.yaml"]) != "broken"
		})
		text := fmt.Sprintf("mended %d", i)
		f.write("content/facts.yaml", text)
		f.shows("content/facts.yaml", text)
	}
	if n := strings.Count(f.log.String(), "\n"); n != 41 {
		t.Errorf("%d lines for 41 builds:\n%s", n, f.log)
	}
}

// TestPanic: a fault of the program is told once, over the last good state, and the next save is built as ever.
func TestPanic(t *testing.T) {
	f := serveFolder(t, false)
	for range 3 {
		f.write("content/a.md", "panic")
		f.until("the fault over the last good state", func(now *shown) bool {
			return now.failed && now.err != nil && len(now.notes) == 1 && now.tally() == "1 error" && string(now.tree["content/a.md"]) != ""
		})
		if text := f.s.shown.Load().notes[0].Text; text != "cannot build the site: this program has a fault, please report it with what the terminal shows: no such luck\n" {
			t.Error(text)
		}
		f.mu.Lock()
		before := f.builds
		f.mu.Unlock()
		f.s.look(always)
		f.mu.Lock()
		if f.builds != before {
			t.Error("the same files were built again, to no other end")
		}
		f.mu.Unlock()
		f.write("content/a.md", "mended")
		f.shows("content/a.md", "mended")
	}
	if log := f.logged(); strings.Count(log, "serve.(*folder).build(") != 3 || !strings.Contains(log, "in the\\u001b[31m dark\n") {
		t.Errorf("the terminal does not say where it was:\n%s", log)
	}
}

// TestUnheard changes a file in a way that gives no event and leaves its size and its time: the slow look finds it.
func TestUnheard(t *testing.T) {
	var quiet living
	say := func(text string) { // nothing but the text: its size and its time stay
		quiet.file.Store(&fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)})
	}
	say("one")
	s := New(Options{Sources: &quiet, Root: t.TempDir(), Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
		return nil, put("index.html", []byte(quiet.said()))
	}})
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go s.start(ctx)
	for _, text := range []string{"two", "six", "ten"} {
		say(text)
		for end := time.Now().Add(10 * time.Second); string(s.shown.Load().tree["index.html"]) != text; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s was never shown", text)
			}
		}
	}
}

// TestStartsEmpty starts with nothing at all, and gets a site piece by piece.
func TestStartsEmpty(t *testing.T) {
	f := &folder{t: t, root: t.TempDir(), log: &strings.Builder{}}
	f.s = New(Options{Sources: os.DirFS(f.root), Root: f.root, Build: f.build})
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go f.s.start(ctx)
	f.until("what is missing", func(now *shown) bool { return now.number > 0 && now.failed && now.tree == nil })
	if r := ask(f.s, "GET", "/", "localhost"); r.StatusCode != http.StatusInternalServerError {
		t.Error(r.Status)
	}
	f.must(os.Mkdir(f.path("content"), 0o755))
	f.write("content/facts.yaml", "facts")
	f.write("content/site.yaml", "site")
	f.shows("content/site.yaml", "site")
}
