package main

import (
	"bytes"
	"runtime"
	"testing"
	"testing/fstest"

	"explainer/internal/build"
)

// maxOfFloor is how many times the objects, and the bytes, of the floor a page of ours may allocate. When this was
// written a page had 2.2 times the objects and 2.0 times the bytes, the same within a twentieth from run to run; with
// its text parsed twice it had 2.9 times of both.
const maxOfFloor = 2.5

// TestFloor guards on any machine against pages that come to cost more: what a page allocates is compared with what it
// does in the floor, in the same run.
func TestFloor(t *testing.T) {
	if testing.Short() {
		t.Skip("it parses megabytes")
	}
	objects, size := aPage(func(site fstest.MapFS) {
		build.Run(site, build.Options{Workers: 1}, func(string, []byte) error { return nil })
	})
	low := newFloor(0)
	var out bytes.Buffer
	lowObjects, lowSize := aPage(func(site fstest.MapFS) {
		for _, file := range site {
			out.Reset()
			if err := low.page(&out, file.Data); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Logf("a page allocates %.0f objects of %.0f KB, in the floor %.0f of %.0f KB: %.2f and %.2f times as much",
		objects, size/1e3, lowObjects, lowSize/1e3, objects/lowObjects, size/lowSize)
	if objects > maxOfFloor*lowObjects || size > maxOfFloor*lowSize {
		t.Errorf("a page allocates more than %v times what the floor does", maxOfFloor)
	}
}

// aPage is what a page allocates: the difference between two sites, so that what a site costs once is not in it.
func aPage(work func(site fstest.MapFS)) (objects, size float64) {
	const few, many = 20, 120
	small, large := ourSite(newCorpus(few, pageSize), 0), ourSite(newCorpus(many, pageSize), 0)
	work(large) // makes what the process keeps
	before := allocated(func() { work(small) })
	after := allocated(func() { work(large) })
	return float64(after.Mallocs-before.Mallocs) / (many - few), float64(after.TotalAlloc-before.TotalAlloc) / (many - few)
}

// allocated is what a piece of work allocates.
func allocated(work func()) (m struct{ Mallocs, TotalAlloc uint64 }) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	m.Mallocs, m.TotalAlloc = after.Mallocs-before.Mallocs, after.TotalAlloc-before.TotalAlloc
	return m
}
