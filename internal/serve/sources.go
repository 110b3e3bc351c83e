package serve

import (
	"bytes"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// folders are what a site is made of. Nothing else below its root is looked at: neither what was published
// there, nor a repository, nor node_modules.
var folders = []string{"content", "static", "templates"}

const (
	calm     = 5 * time.Millisecond   // between two looks that must agree before a change is believed
	patience = 120 * time.Millisecond // for files that move on, or that an editor may be about to put back
	coarse   = 2 * time.Second        // the widest step of a file system's clock: FAT counts in twos
	largest  = 16 << 20               // bytes of a file that is read; no build takes a larger one
)

// snapshot is what the files and folders of a site were like, by their path from its root. It is never
// changed once it was made.
type snapshot map[string]stamp

// stamp tells two states of a file apart.
type stamp struct {
	mode fs.FileMode
	size int64
	mod  int64       // in nanoseconds; 0 of a folder
	info fs.FileInfo // of a file
	data []byte      // nil where it is not read
	sure bool        // the file had rested when it was read: while the rest stays, so does data
}

func (a stamp) same(b stamp) bool {
	return a.mode == b.mode && a.size == b.size && a.mod == b.mod && bytes.Equal(a.data, b.data)
}

func (a snapshot) same(b snapshot) bool { return maps.EqualFunc(a, b, stamp.same) }

// scan looks at all files. One that looks as it did in last is not read again, unless it was written too
// shortly before for its time to tell, or reread asks for it by its path.
func scan(tree fs.FS, last snapshot, reread func(string) bool) (snapshot, error) {
	if _, err := fs.Stat(tree, "."); err != nil {
		return nil, err
	}
	now := make(snapshot, len(last))
	var files []string
	for _, folder := range folders {
		// What goes away while it is looked at is not there; what cannot be read is told by the build.
		_ = fs.WalkDir(tree, folder, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
			case !d.IsDir():
				files = append(files, path)
			default:
				now[path] = stamp{mode: fs.ModeDir}
				if name := d.Name(); strings.HasPrefix(name, ".") && name != ".well-known" {
					return fs.SkipDir // an editor's or a repository's own: the build does not look inside either
				}
			}
			return nil
		})
	}
	for i, s := range stamps(tree, files, last, reread) {
		now[files[i]] = s
	}
	return now, nil
}

// stamps looks at files, several at the same time: to ask for ten thousand one by one takes a tenth of a second.
func stamps(tree fs.FS, files []string, last snapshot, reread func(string) bool) []stamp {
	found := make([]stamp, len(files))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(files); i += workers {
				found[i] = stampOf(tree, files[i], last[files[i]], reread(files[i]))
			}
		})
	}
	wg.Wait()
	return found
}

// stampOf reads one file, if need be. A link is what it points to; pipes and devices are never opened.
func stampOf(tree fs.FS, path string, last stamp, reread bool) stamp {
	started := time.Now()
	info, err := fs.Stat(tree, path)
	if err != nil {
		return stamp{mode: fs.ModeIrregular} // a link to nothing: it is there all the same
	}
	if info.IsDir() {
		return stamp{mode: fs.ModeSymlink} // a link to a folder, which is not followed
	}
	s := stamp{mode: info.Mode(), size: info.Size(), mod: info.ModTime().UnixNano(), info: info, data: last.data, sure: true}
	if last.sure && !reread && s.same(last) {
		return s
	}
	s.data, s.sure = nil, started.Sub(info.ModTime()) > coarse
	if info.Mode().IsRegular() && info.Size() <= largest {
		if data, err := fs.ReadFile(tree, path); err == nil {
			s.data = data
			if bytes.Equal(data, last.data) {
				s.data = last.data // what a build remembers of it, it knows by its bytes
			}
		}
	}
	return s
}

// looked is a tree in which files that are read whole are as the last look saw them: what is built is what was looked
// at.
type looked struct {
	fs.ReadLinkFS
	files snapshot
}

// over gives a tree with the files of a snapshot.
func (s snapshot) over(tree fs.FS) fs.FS {
	if links, ok := tree.(fs.ReadLinkFS); ok && s != nil {
		return looked{links, s}
	}
	return tree
}

// whole is a file as it was looked at; false where it was not read, or while it was written.
func (l looked) whole(name string) (stamp, bool) {
	s := l.files[name]
	return s, s.data != nil && int64(len(s.data)) == s.size
}

// ReadFile gives the bytes of a file, which must not be changed.
func (l looked) ReadFile(name string) ([]byte, error) {
	if s, ok := l.whole(name); ok {
		return s.data, nil
	}
	return fs.ReadFile(l.ReadLinkFS, name)
}

// Stat describes a file as it was when it was read.
func (l looked) Stat(name string) (fs.FileInfo, error) {
	if s, ok := l.whole(name); ok {
		return s.info, nil
	}
	return fs.Stat(l.ReadLinkFS, name)
}

// ReadDir lists a folder as it is now.
func (l looked) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(l.ReadLinkFS, name) }

// changed are the paths of files that two snapshots differ in, sorted.
func changed(was, now snapshot) []string {
	var paths []string
	for path, s := range now {
		if before, ok := was[path]; (!ok || !s.same(before)) && !s.mode.IsDir() {
			paths = append(paths, path)
		}
	}
	for path, s := range was {
		if _, ok := now[path]; !ok && !s.mode.IsDir() {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// doubtful says that a file is gone or empty that was not so before. Most editors make it so for a moment
// when they save.
func doubtful(was, now snapshot) bool {
	for path, before := range was {
		if s, ok := now[path]; !before.mode.IsDir() && (!ok || s.size == 0 && before.size > 0) {
			return true
		}
	}
	return false
}

// again looks at some files of a snapshot once more.
func (s snapshot) again(tree fs.FS, paths []string) snapshot {
	now := maps.Clone(s)
	for _, path := range paths {
		delete(now, path)
		if _, err := fs.Lstat(tree, path); err != nil {
			continue
		}
		now[path] = stampOf(tree, path, s[path], false)
	}
	return now
}

// settle looks at the files until a change is one to believe: two looks agree, and nothing is missing that
// may come back. While no event comes, the second look is at the files that changed alone. It gives up after its
// patience, since files may also be deleted, emptied or written to without end. It returns when its last look
// began, too.
func (s *Server) settle(reread func(string) bool) (snapshot, time.Time, error) {
	tree, was, began := s.o.Sources, s.seen, time.Now()
	now, err := scan(tree, was, reread)
	s.took = time.Since(began)
	if err != nil || was == nil || now.same(was) {
		return now, began, err
	}
	for end := began.Add(patience); time.Now().Before(end); {
		time.Sleep(calm)
		var next snapshot
		if s.quiet() {
			next = now.again(tree, changed(was, now))
		} else {
			began = time.Now()
			if next, err = scan(tree, now, never); err != nil {
				return nil, began, err
			}
		}
		if next.same(now) && !doubtful(was, next) || next.same(was) {
			return next, began, nil
		}
		now = next
	}
	return now, began, nil
}

func never(string) bool  { return false }
func always(string) bool { return true }
