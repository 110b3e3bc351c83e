package publish

import (
	"crypto/sha256"

	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
)

// stageName is the folder inside the output in which a publish is prepared.
const stageName = ".explainer-stage"

// Options say how to publish. The zero value is safe.
type Options struct {
	// NoSync skips making files durable: faster, whole after a crash of the program, not after a power cut.
	NoSync bool
	// Protected are paths that the output may not be, contain or lie in: the site's content, templates
	// and static folders. They need not exist.
	Protected []string
	// Roots are paths that the output may lie in, but may not be or contain: the site's root.
	Roots []string
}

// Summary says what a publish did. Counts are of files; Bytes is the size of the whole site.
type Summary struct {
	Written   int // new or changed
	Unchanged int // already there, not touched
	Removed   int // no longer part of the site
	Kept      int // hashed assets of the publish before, which cached pages may still ask for
	Bytes     int64
	Hash      string // SHA-256 of the manifest as it stands in the output, in hexadecimal
}

// Stage is a publish that has begun. It ends with Commit or Discard.
type Stage struct {
	output
	lock  *os.File // the output, held while we publish
	made  []string // folders that Open had to make, outermost first
	sync  bool
	fresh bool // the output was empty: nothing to compare with
	old   manifest
	from  hash // what the files were made from; zero: nobody said

	mu      sync.Mutex
	stage   *os.Root          // made by the first file that changed
	entries map[string]*entry // by path
	folded  map[string]string // lower-case path or folder of a path -> as first written
	folders map[string]bool   // folders that the entries lie in
	next    int               // the next name in the stage
	done    bool
	failed  error // of the first Put that did not work
}

// entry is one file of the site that is being published.
type entry struct {
	hash   hash
	size   int64
	staged string // its name in the stage; "" where the output already has these bytes
}

// Open begins a publish into a folder, which is made if it is missing. It refuses a folder that is, holds
// or lies in a protected one, and a folder with files of others on first use. It waits a while for
// another publish into the same folder. The error is one sentence that names the path and the cause.
func Open(dir string, o Options) (*Stage, error) {
	path, err := guard(dir, o)
	if err != nil {
		return nil, err
	}
	s := &Stage{
		output: output{dir: dir}, sync: !o.NoSync,
		entries: map[string]*entry{}, folded: map[string]string{}, folders: map[string]bool{},
	}
	if err := s.open(path); err != nil {
		s.close(true)
		return nil, err
	}
	return s, nil
}

func (s *Stage) open(path string) error {
	for {
		made, err := makeFolders(path)
		s.made = append(s.made, made...)
		if err != nil {
			return fmt.Errorf("cannot make %s: %w", s.dir, cause(err))
		}
		if s.root, err = os.OpenRoot(path); err != nil {
			return fmt.Errorf("cannot open %s: %w", s.dir, cause(err))
		}
		if s.lock, err = s.root.Open("."); err != nil {
			return fmt.Errorf("cannot open %s: %w", s.dir, cause(err))
		}
		if err := lock(s.lock); err != nil {
			return fmt.Errorf("cannot publish into %s: %w", s.dir, err)
		}
		// Whoever had the lock may have thrown the folder away meanwhile.
		held, err1 := s.lock.Stat()
		there, err2 := os.Stat(path)
		if err1 == nil && err2 == nil && os.SameFile(held, there) {
			break
		}
		s.lock.Close()
		s.root.Close()
	}
	var known bool
	var err error
	if s.old, known, err = s.readManifest(); err != nil {
		return err
	}
	names, err := s.lock.Readdirnames(-1)
	if err != nil {
		return fmt.Errorf("cannot list %s: %w", s.dir, cause(err))
	}
	if !known {
		if err := s.refuseForeign(names); err != nil {
			return err
		}
	}
	s.fresh = true
	for _, name := range names {
		s.fresh = s.fresh && name == stageName
	}
	return s.removeStage() // of a publish that was killed
}

// deployFiles stand in a published folder because of where it is hosted, and are nobody's mistake.
var deployFiles = map[string]bool{
	".git": true, ".gitattributes": true, ".gitignore": true, ".gitkeep": true,
	".nojekyll": true, ".well-known": true, "CNAME": true,
}

// refuseForeign is for a folder without a manifest: it may hold nothing but deploy files.
func (s *Stage) refuseForeign(names []string) error {
	var foreign []string
	for _, name := range names {
		if name != stageName && !deployFiles[name] {
			foreign = append(foreign, name)
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	return fmt.Errorf("%s holds files that explainer did not put there (%s): empty it, or publish into another folder with --output",
		s.dir, some(foreign))
}

// Put adds a file to the publish. The path is relative, with slashes; data is not kept. Nothing that a
// reader sees changes before Commit. It is safe for concurrent use.
func (s *Stage) Put(path string, data []byte) error {
	if err := checkPath(path); err != nil {
		return err
	}
	e := &entry{hash: sha256.Sum256(data), size: int64(len(data))}
	name, err := s.enter(path, e)
	if err != nil {
		return err
	}
	if !s.fresh && s.holds(path, data) {
		return nil
	}
	e.staged = name // only this call and, later, Commit look at it
	if err := s.write(path, name, data); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed == nil {
			s.failed = err
		}
		return err
	}
	return nil
}

// enter notes a path and gives it a name in the stage.
func (s *Stage) enter(path string, e *entry) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return "", fmt.Errorf("cannot publish %s: the publish has ended", path)
	}
	if s.entries[path] != nil {
		return "", fmt.Errorf("cannot publish %s twice", path)
	}
	if s.folders[path] {
		return "", fmt.Errorf("cannot publish %s: it is a folder too", path)
	}
	for i := range len(path) + 1 {
		if i < len(path) && path[i] != '/' {
			continue
		}
		part := path[:i]
		if first, ok := s.folded[strings.ToLower(part)]; ok && first != part {
			return "", fmt.Errorf("cannot publish %s beside %s: some systems cannot tell the names apart", path, first)
		}
		if i < len(path) && s.entries[part] != nil {
			return "", fmt.Errorf("cannot publish %s: %s is a file", path, part)
		}
	}
	for i := range len(path) + 1 {
		if i == len(path) || path[i] == '/' {
			s.folded[strings.ToLower(path[:i])] = path[:i]
			if i < len(path) {
				s.folders[path[:i]] = true
			}
		}
	}
	s.entries[path] = e
	s.next++
	return strconv.Itoa(s.next), nil
}

// write puts a file into the stage, which it makes when it is the first.
func (s *Stage) write(path, name string, data []byte) error {
	stage, err := s.stageRoot()
	if err != nil {
		return err
	}
	f, err := stage.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = f.Write(data)
		if err == nil && s.sync {
			err = syncFile(f)
		}
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return fmt.Errorf("cannot stage %s for %s: %w", path, s.dir, cause(err))
	}
	return nil
}

func (s *Stage) stageRoot() (*os.Root, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stage != nil {
		return s.stage, nil
	}
	err := s.root.Mkdir(stageName, 0o755)
	if err == nil {
		s.stage, err = s.root.OpenRoot(stageName)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot make the stage in %s: %w", s.dir, cause(err))
	}
	return s.stage, nil
}

// Discard throws the stage away; what is published stays as it was. After Commit it does nothing.
func (s *Stage) Discard() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil
	}
	s.done = true
	err := s.removeStage()
	s.close(true)
	return err
}

func (s *Stage) removeStage() error {
	if s.stage != nil {
		s.stage.Close()
		s.stage = nil
	}
	if err := s.root.RemoveAll(stageName); err != nil {
		return fmt.Errorf("cannot remove the stage in %s: %w", s.dir, cause(err))
	}
	return nil
}

// close lets the output go, and takes back folders that were made for nothing.
func (s *Stage) close(undo bool) {
	if undo {
		for i := len(s.made) - 1; i >= 0; i-- {
			if os.Remove(s.made[i]) != nil {
				break // somebody uses it
			}
		}
	}
	if s.lock != nil {
		s.lock.Close()
	}
	if s.root != nil {
		s.root.Close()
	}
}
