package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	often  = 200 * time.Millisecond // between two looks where no events come
	seldom = time.Second            // between two looks that read every file
	share  = 50                     // looks for want of events take one part in this many of a processor's time
	batch  = 4096                   // events that one look may answer: a branch that is checked out makes thousands
)

// watch looks at the sources whenever something stirs in their folders, until ctx ends. An event only says
// that it is time to look, and which file to read whatever its stamp says: events get lost, come twice, or
// do not come at all, as on many mounts of networks and containers. So all files are read now and then too.
func (s *Server) watch(ctx context.Context) {
	w := s.watcher()
	defer func() {
		s.watching.Store(nil)
		if w != nil {
			w.Close() // nothing is left to tell
		}
	}()
	w = s.follow(w)
	quick, whole := time.NewTimer(often), time.NewTimer(seldom)
	for {
		s.watching.Store(w)
		var events chan fsnotify.Event
		var failures chan error
		if w != nil {
			events, failures = w.Events, w.Errors
		}
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			names := s.named(e, events)
			s.look(func(path string) bool { return names[path] }, slices.Collect(maps.Keys(names))...)
		case err := <-failures: // most likely more events than the system can keep
			s.logf("watching: %v; all files are read again\n", err)
			s.look(always)
		case <-quick.C:
			if w == nil {
				s.look(never)
			}
			quick.Reset(s.pause(often))
		case <-whole.C:
			s.look(always)
			whole.Reset(s.pause(seldom))
		}
		w = s.follow(w)
	}
}

// quiet says that the files are watched and nothing stirs there.
func (s *Server) quiet() bool {
	w := s.watching.Load()
	return w != nil && len(w.Events) == 0 && len(w.Errors) == 0
}

// watcher is what tells of events; nil where files are polled.
func (s *Server) watcher() *fsnotify.Watcher {
	if s.o.Poll || s.o.Root == "" {
		return nil
	}
	w, err := fsnotify.NewBufferedWatcher(batch)
	if err != nil {
		s.poll(err)
		return nil
	}
	return w
}

// follow watches the folders that the last look saw, and looks again where one is new: what was put into
// it before it was watched gave no event. A folder that is watched already may be another by now, under
// its old name, so each is asked for anew. One that was moved with the folder that it is in is still watched
// under its old name: that is let go first.
func (s *Server) follow(w *fsnotify.Watcher) *fsnotify.Watcher {
	for w != nil {
		known, before := w.WatchList(), 0
		folders := s.folders()
		for _, folder := range known {
			if _, there := slices.BinarySearch(folders, folder); !there {
				_ = w.Remove(folder) // it may have gone by itself
			}
		}
		for _, folder := range folders {
			if slices.Contains(known, folder) {
				before++
			}
			if err := w.Add(folder); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
				s.poll(err)
				w.Close()
				return nil
			}
		}
		if before == len(folders) {
			return w
		}
		s.look(never)
		if slices.Equal(folders, s.folders()) {
			return w
		}
	}
	return nil
}

// poll says why files are looked at by the clock.
func (s *Server) poll(err error) {
	hint := ""
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		hint = "; on Linux, fs.inotify.max_user_watches and max_user_instances of sysctl say how many there may be"
	}
	s.logf("the folders cannot be watched: %v%s; files are polled instead\n", causeOf(err), hint)
}

// folders are the root and all folders of sources in it, as the system names them, sorted.
func (s *Server) folders() []string {
	s.building.Lock()
	defer s.building.Unlock()
	found := []string{s.o.Root}
	for path, stamp := range s.seen {
		if stamp.mode.IsDir() {
			found = append(found, filepath.Join(s.o.Root, filepath.FromSlash(path)))
		}
	}
	slices.Sort(found)
	return found
}

// named takes the events that wait behind one, and says which files they are about.
func (s *Server) named(e fsnotify.Event, more chan fsnotify.Event) map[string]bool {
	names := map[string]bool{}
	for {
		if path, err := filepath.Rel(s.o.Root, e.Name); err == nil {
			names[filepath.ToSlash(path)] = true
		}
		select {
		case e = <-more:
		default:
			return names
		}
	}
}

// pause is how long to wait after a look that nothing had asked for.
func (s *Server) pause(least time.Duration) time.Duration {
	s.building.Lock()
	defer s.building.Unlock()
	return max(least, share*s.took)
}
