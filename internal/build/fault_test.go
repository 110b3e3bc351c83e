package build

import (
	"strings"
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
