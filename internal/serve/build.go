package serve

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"explainer/internal/diag"
)

// shown is what requests are answered from: the last good tree, and what the last build said. It is never
// changed but for replaced, which is closed once there is a newer one.
type shown struct {
	number   int               // of the build, from 1; 0 before the first
	tree     map[string][]byte // nil until a build has worked
	sums     map[string]sum    // of the files of the tree
	id       string            // of the tree: the same for the same files, also of another run; "" without one
	failed   bool              // the tree is not what the sources are now
	findings []diag.Finding
	err      error
	notes    []note // the findings and err, in words
	event    []byte // what open pages are told
	replaced chan struct{}
}

// look returns what to show, after building the site again if its sources have changed. Whoever comes
// while a build runs waits for it, and looks again. Files that reread asks for are read whatever their times
// say; where it is nil, a look that began after the caller came is as good. Where files are named, they are the
// only ones that are known to have changed.
func (s *Server) look(reread func(path string) bool, named ...string) *shown {
	came := time.Now()
	s.building.Lock()
	defer s.building.Unlock()
	was := s.shown.Load()
	if reread == nil {
		if s.looked.After(came) {
			return was
		}
		reread = never
	}
	files, began, err := s.seen, time.Now(), error(nil)
	if s.o.Sources != nil {
		// The files are looked at before the build: what is saved while it runs makes the next look differ.
		files, began, err = s.settle(reread, named)
	}
	if err != nil {
		s.current = false
		return s.show(&shown{tree: was.tree, sums: was.sums, id: was.id, failed: true, err: err}, 0, nil)
	}
	what := changed(s.seen, files)
	unchanged := s.current && files.same(s.seen)
	s.seen, s.looked = files, began
	if unchanged {
		return was
	}
	start := time.Now()
	tree, findings, err := s.build()
	_, fault := err.(panicked) // it would come again, and again
	s.current = err == nil || fault
	now := &shown{tree: tree, findings: findings, err: err}
	if now.failed = err != nil || count(findings, diag.Error) > 0; now.failed {
		now.tree, now.sums, now.id = was.tree, was.sums, was.id
	} else {
		now.sums = was.sumsOf(tree)
		now.id = identity(now.sums)
	}
	return s.show(now, time.Since(start), what)
}

// show makes a state the one that is answered from and tells everybody, unless it is the one that is shown.
func (s *Server) show(now *shown, took time.Duration, what []string) *shown {
	was := s.shown.Load()
	now.notes = s.notes(now)
	if was.number > 0 && was.id == now.id && was.failed == now.failed && slices.Equal(was.notes, now.notes) {
		return was
	}
	now.number, now.replaced = was.number+1, make(chan struct{})
	now.event = s.event(now)
	s.logf("%s\n", now.line(took, what))
	s.shown.Store(now)
	close(was.replaced)
	return now
}

// panicked is a build that ended in a fault of the program.
type panicked struct{ cause string }

func (p panicked) Error() string {
	return "this program has a fault, please report it with what the terminal shows: " + p.cause
}

// build runs one build into a map of its own. A panic there is told, and ends the build alone.
func (s *Server) build() (tree map[string][]byte, findings []diag.Finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			text := fmt.Sprintf("%v\n%s", p, debug.Stack())
			for line := range strings.Lines(text) {
				s.logf("%s\n", diag.Clean(strings.TrimSuffix(line, "\n")))
			}
			first, _, _ := strings.Cut(text, "\n")
			err = panicked{first}
		}
	}()
	var mu sync.Mutex
	tree = map[string][]byte{}
	findings, err = s.o.Build(s.seen.over(s.o.Sources), func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := tree[path]; twice {
			return fmt.Errorf("%s was built twice", path)
		}
		tree[path] = data
		return nil
	})
	return tree, findings, err
}

type sum [sha256.Size]byte

// sumsOf are the hashes of a new tree's files. A build may hand over the very bytes of the one before: they are known.
func (s *shown) sumsOf(tree map[string][]byte) map[string]sum {
	sums := make(map[string]sum, len(tree))
	for path, data := range tree {
		if was := s.tree[path]; len(data) > 0 && len(was) == len(data) && &was[0] == &data[0] {
			sums[path] = s.sums[path]
		} else {
			sums[path] = sumOf(path, data)
		}
	}
	return sums
}

func sumOf(path string, data []byte) (s sum) {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", path)
	h.Write(data)
	h.Sum(s[:0])
	return s
}

// identity is a name for a tree: another for other files, the same in another run of the program. Each hash covers a
// file's path too, so that their order does not matter, and tens of thousands need not be sorted at each save.
func identity(sums map[string]sum) string {
	var all [sha256.Size]byte
	for _, sum := range sums {
		subtle.XORBytes(all[:], all[:], sum[:])
	}
	return hex.EncodeToString(all[:8])
}

func count(findings []diag.Finding, level diag.Level) int {
	n := 0
	for _, f := range findings {
		if f.Level == level {
			n++
		}
	}
	return n
}
