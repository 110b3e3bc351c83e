package publish

import (
	"crypto/sha256"
	"runtime"
	"sync"
	"sync/atomic"
)

// From notes what the files of the publish are made from, by a hash of the caller's, which Standing is asked for next
// time. Zero, as without a call, stands for nothing known.
func (s *Stage) From(from [sha256.Size]byte) { s.from = from }

// Standing reports whether the output is what a publish from these sources left: whole, and to the byte. The summary is
// then that of a publish that changes nothing, but for the bytes.
func (s *Stage) Standing(from [sha256.Size]byte) (Summary, bool) {
	if from == (hash{}) || s.old.from != from || len(s.old.coming) > 0 {
		return Summary{}, false
	}
	paths := s.old.paths()
	var at, wrong atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := at.Add(1) - 1; i < int64(len(paths)) && wrong.Load() == 0; i = at.Add(1) - 1 {
				if state, _, err := s.look(paths[i]); err != nil || state != ours {
					wrong.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return Summary{Unchanged: len(s.old.files), Kept: len(s.old.kept), Hash: s.old.sum()}, wrong.Load() == 0
}
