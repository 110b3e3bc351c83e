package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var rebuilds = flag.Int("rebuilds", 60, "how often TestRebuilds saves a page; 10000 takes some minutes")

// load is what a server holds at rest.
type load struct {
	heap             int64 // bytes in use
	goroutines, open int
}

// restingLoad waits until goroutines that are about to end have ended.
func restingLoad(t *testing.T, most int) load {
	t.Helper()
	var l load
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		files, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("no /proc on this system")
		}
		l.goroutines, l.open = runtime.NumGoroutine(), len(files)
		if most == 0 || l.goroutines+l.open <= most || time.Now().After(end) {
			break
		}
	}
	runtime.GC()
	runtime.GC() // what pools kept goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	l.heap = int64(m.HeapAlloc)
	return l
}

// TestRebuilds saves pages, facts and templates of a served site again and again, sound and broken: what the server
// holds does not grow. A tenth of the saves goes by before it counts.
func TestRebuilds(t *testing.T) {
	l := serveLive(t)
	layout, err := os.ReadFile("../../templates/layouts/page.html")
	if err != nil {
		t.Fatal(err)
	}
	words := func(i int) string { return fmt.Sprintf("saved %s times", strings.Repeat("i", i%50+1)) }
	page := func(i int) string {
		return "---\ntitle: A page that is saved\ndescription: It is saved again and again.\n---\nIt was " + words(i) + ".\n"
	}
	round := func(i int) {
		t.Helper()
		switch i % 10 {
		case 3:
			l.write("content/saved.md", "---\ntitle: [\n")
			l.get("saved.html")
		case 6:
			l.write("templates/layouts/page.html", string(layout)+strings.Repeat("\n", i%20/10))
		case 9:
			if err := os.RemoveAll(filepath.Join(l.root, "templates")); err != nil {
				t.Fatal(err)
			}
		}
		l.write("content/saved.md", page(i))
		if !strings.Contains(l.get("saved.html"), words(i)+".") {
			t.Fatalf("save %d is not shown", i)
		}
	}
	early := max(*rebuilds/10, 12)
	for i := range early {
		round(i)
	}
	before := restingLoad(t, 0)
	start := time.Now()
	for i := range *rebuilds {
		round(i)
	}
	took := time.Since(start)
	after := restingLoad(t, before.goroutines+before.open)
	t.Logf("%d saves in %v: heap %d KB, then %d KB; %d goroutines, then %d; %d open files, then %d", *rebuilds, took.Round(time.Second),
		before.heap/1024, after.heap/1024, before.goroutines, after.goroutines, before.open, after.open)
	if grown := after.heap - before.heap; grown > 1<<20 {
		t.Errorf("%d KB more are held than before", grown/1024)
	}
	if after.goroutines > before.goroutines || after.open > before.open {
		t.Errorf("%+v, before %+v", after, before)
	}
}
