package build

import (
	"strings"
	"sync"
	"testing"
)

// TestFaults: a panic on a page comes out of the build that runs it, with the file and the place where it began,
// once its other goroutines are done.
func TestFaults(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		done := 0
		got := func() (p any) {
			defer func() { p = recover() }()
			(&run{o: Options{Workers: workers}}).each(100, func(i int) {
				defer blame("content/odd.md")
				if i%10 == 3 {
					burst()
				}
			})
			done++
			return nil
		}()
		f, ok := got.(*fault)
		if !ok || done > 0 {
			t.Fatalf("%d workers: %v", workers, got)
		}
		first, where, _ := strings.Cut(f.Error(), "\n")
		if first != "content/odd.md: it burst" || !strings.Contains(where, "build.burst(") {
			t.Errorf("%s\n%s", first, where)
		}
	}
}

func burst() { panic("it burst") }

// TestFaultForgets: of a build in which the program panicked nothing is remembered, and the next one is whole.
func TestFaultForgets(t *testing.T) {
	tree, m := base(), new(Memory)
	build := func(put func(string, []byte) error) (p any) {
		defer func() { p = recover() }()
		if r := Run(tree, Options{Draft: true, Memory: m}, put); r.Failed() {
			t.Fatal(r.Findings)
		}
		return nil
	}
	all := map[string]bool{}
	var mu sync.Mutex
	keep := func(path string, _ []byte) error {
		mu.Lock()
		defer mu.Unlock()
		all[path] = true
		return nil
	}
	if p := build(keep); p != nil || m.pages == nil {
		t.Fatal(p, "or nothing is remembered")
	}
	if p, ok := build(func(string, []byte) error { burst(); return nil }).(*fault); !ok || p.file != "content/index.md" || m.pages != nil {
		t.Errorf("%v, and remembered: %v", p, m.pages)
	}
	whole := len(all)
	clear(all)
	if p := build(keep); p != nil || len(all) != whole {
		t.Errorf("%v, %d files of %d", p, len(all), whole)
	}
}
