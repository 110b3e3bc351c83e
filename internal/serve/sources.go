package serve

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
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
	checkout = time.Second            // for more and more files that change: a branch that is checked out
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
	var files []entry
	for _, folder := range folders {
		// What goes away while it is looked at is not there; what cannot be read is told by the build.
		_ = fs.WalkDir(tree, folder, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
			case !d.IsDir():
				files = append(files, entry{path, d.Type()})
			default:
				now[path] = stamp{mode: fs.ModeDir}
				if hidden(d.Name()) {
					return fs.SkipDir
				}
			}
			return nil
		})
	}
	for i, s := range stamps(tree, files, last, reread) {
		now[files[i].name] = s
	}
	return now, nil
}

// entry is a name that a folder has, and what it is there: a file, or a link.
type entry struct {
	name string
	kind fs.FileMode
}

// hidden reports whether a folder is an editor's or a repository's own, by its name: the build does not look inside
// either.
func hidden(folder string) bool { return strings.HasPrefix(folder, ".") && folder != ".well-known" }

// stamps looks at files, several at the same time: to ask for ten thousand one by one takes a tenth of a second.
func stamps(tree fs.FS, files []entry, last snapshot, reread func(string) bool) []stamp {
	found := make([]stamp, len(files))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(files); i += workers {
				found[i] = stampOf(tree, files[i], last[files[i].name], reread(files[i].name))
			}
		})
	}
	wg.Wait()
	return found
}

// stampOf reads one file, if need be. A link is what it points to; pipes and devices are never opened.
func stampOf(tree fs.FS, e entry, last stamp, reread bool) stamp {
	started := time.Now()
	info, err := fs.Stat(tree, e.name)
	if err != nil {
		return stamp{mode: fs.ModeIrregular | e.kind&fs.ModeSymlink} // a link to nothing: it is there all the same
	}
	if info.IsDir() {
		return stamp{mode: fs.ModeSymlink} // a link to a folder, which is not followed
	}
	s := stamp{mode: info.Mode() | e.kind&fs.ModeSymlink, size: info.Size(), mod: info.ModTime().UnixNano(), info: info, data: last.data, sure: true}
	if last.sure && !reread && s.same(last) {
		return s
	}
	s.data, s.sure = nil, started.Sub(info.ModTime()) > coarse
	if info.Mode().IsRegular() && info.Size() <= largest {
		if data, err := fs.ReadFile(tree, e.name); err == nil {
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
func (s snapshot) again(tree fs.FS, names []string, reread func(string) bool) snapshot {
	now := maps.Clone(s)
	for _, name := range names {
		delete(now, name)
		if info, err := fs.Lstat(tree, name); err == nil {
			now[name] = stampOf(tree, entry{name, info.Mode().Type()}, s[name], reread(name))
		}
	}
	return now
}

// apart reports whether a change of these files changes no other: no folder comes or goes with them, and no link leads to
// one of them.
func (s snapshot) apart(tree fs.FS, names []string) bool {
	for _, name := range names {
		folder := path.Dir(name)
		if !s[folder].mode.IsDir() || hidden(path.Base(folder)) || s[name].mode.IsDir() {
			return false
		}
		if info, err := fs.Lstat(tree, name); err == nil && info.IsDir() {
			return false
		}
	}
	for _, stamp := range s {
		if stamp.mode&fs.ModeSymlink != 0 {
			return false
		}
	}
	return len(names) > 0
}

// settle looks at the files until a change is one to believe: two looks agree, and nothing is missing that
// may come back. The first look is at all files, or at those alone that events name where that is enough; while no
// further event comes, the second is at the files that changed. It gives up after its patience, since files may also be
// deleted, emptied or written to without end; that begins anew where further files have changed, for a while. It returns
// when its last look at all files began, too.
func (s *Server) settle(reread func(string) bool, named []string) (now snapshot, began time.Time, err error) {
	tree, was, began := s.o.Sources, s.seen, s.looked
	all := func(last snapshot, reread func(string) bool) (snapshot, error) {
		began = time.Now()
		return scan(tree, last, reread)
	}
	end, last := time.Now().Add(patience), time.Now().Add(checkout)
	if was.apart(tree, named) {
		now = was.again(tree, named, reread)
	} else {
		now, err = all(was, reread)
		s.took = time.Since(began)
	}
	if err != nil || was == nil || now.same(was) {
		return now, began, err
	}
	for count := 0; time.Now().Before(end); {
		time.Sleep(calm)
		var next snapshot
		if s.quiet() {
			next = now.again(tree, changed(was, now), never)
		} else if next, err = all(now, never); err != nil {
			return nil, began, err
		}
		if next.same(now) && !doubtful(was, next) || next.same(was) {
			return next, began, nil
		}
		now = next
		if n := len(changed(was, now)); n > count {
			count, end = n, time.Now().Add(min(patience, time.Until(last)))
		}
	}
	return now, began, nil
}

func never(string) bool  { return false }
func always(string) bool { return true }
