package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// Contents are the files of a published site by path, each with the SHA-256 of what is in it. The hashed assets of
// the publish before are among them.
type Contents map[string][32]byte

// ParseManifest reads a manifest. The error says what is wrong with it, or that a publish is under way; it begins
// with "it".
func ParseManifest(data []byte) (Contents, error) {
	m, err := parseManifest(data)
	if err != nil {
		return nil, err
	}
	return m.contents()
}

// ReadManifest reads the manifest of a published folder. The error is one sentence that names the folder.
func ReadManifest(dir string) (Contents, error) {
	o, err := openOutput(dir)
	if err != nil {
		return nil, err
	}
	defer o.root.Close()
	return o.contents()
}

func (m manifest) contents() (Contents, error) {
	if len(m.coming) > 0 {
		return nil, errors.New("it tells of a publish that is under way or was cut short: build again")
	}
	all := Contents(maps.Clone(m.files))
	maps.Copy(all, m.kept)
	return all, nil
}

// State is what became of a file.
type State string

// The states of a file that is not as it was published.
const (
	Changed State = "changed"
	Foreign State = "foreign" // there, and in no manifest
	Missing State = "missing"
	Unread  State = "unread" // nobody can say
)

// Fault is a file that is not as it was published. Why may be empty.
type Fault struct {
	Path  string `json:"path"`
	State State  `json:"state"`
	Why   string `json:"why"`
}

// Report says how a place holds against a manifest.
type Report struct {
	Files   int      // that were asked for
	Unasked []string // paths that only a host reads, and may not show
	Faults  []Fault  // by path
}

// Count is how many files are in a state.
func (r Report) Count(s State) int {
	n := 0
	for _, f := range r.Faults {
		if f.State == s {
			n++
		}
	}
	return n
}

// Verify holds a folder against contents, or against its own manifest where they are nil. Files that stand there
// because of a host, such as CNAME, are not foreign. Nothing is written or locked. The error is one sentence that
// names the folder: it cannot be judged.
func Verify(dir string, against Contents) (Report, error) {
	o, err := openOutput(dir)
	if err != nil {
		return Report{}, err
	}
	defer o.root.Close()
	want := against
	if against == nil {
		if want, err = o.contents(); err != nil {
			return Report{}, err
		}
	}
	r := Report{Files: len(want)}
	for path, h := range want {
		if f := o.fault(path, h); f.State != "" {
			r.Faults = append(r.Faults, f)
		}
	}
	foreign, err := o.foreign(want)
	if err != nil {
		return Report{}, fmt.Errorf("cannot verify %s: %w", dir, err)
	}
	r.Faults = append(r.Faults, foreign...)
	slices.SortFunc(r.Faults, func(a, b Fault) int { return cmp.Compare(a.Path, b.Path) })
	if len(r.Faults) > 0 && against == nil {
		if err := o.still(want); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

func openOutput(dir string) (*output, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("it is a file")
	}
	var root *os.Root
	if err == nil {
		root, err = os.OpenRoot(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot verify %s: %w", dir, cause(err))
	}
	return &output{dir, root}, nil
}

func (o *output) contents() (Contents, error) {
	m, err := o.manifest()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("cannot verify %s: it has no %s; name the folder that it was copied from with --against", o.dir, ManifestName)
	case err != nil:
		return nil, fmt.Errorf("cannot verify %s: %s cannot be used: %w", o.dir, ManifestName, cause(err))
	}
	all, err := m.contents()
	if err != nil {
		return nil, fmt.Errorf("cannot verify %s: %s cannot be used: %w", o.dir, ManifestName, err)
	}
	return all, nil
}

// still is an error where the folder was published anew since its contents were read: what differs may be no fault.
func (o *output) still(was Contents) error {
	if now, err := o.contents(); err != nil || !maps.Equal(now, was) {
		return fmt.Errorf("cannot verify %s: it was published anew meanwhile; verify it again", o.dir)
	}
	return nil
}

// fault has no state where a file is as it should be.
func (o *output) fault(path string, want hash) Fault {
	h, err := o.hashOf(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Fault{path, Missing, ""}
	case errors.Is(err, errNotPlain):
		return Fault{path, Changed, err.Error()}
	case err != nil:
		return Fault{path, Unread, cause(err).Error()}
	case h != want:
		return Fault{path, Changed, ""}
	}
	return Fault{}
}

// foreign are the files that are neither in contents nor a host's.
func (o *output) foreign(want Contents) ([]Fault, error) {
	var faults []Fault
	err := fs.WalkDir(o.root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		top, _, _ := strings.Cut(path, "/")
		_, ours := want[path]
		switch {
		case errors.Is(err, fs.ErrNotExist): // removed while we look
			return nil
		case err != nil:
			return err
		case path == ManifestName || ours:
			return nil
		case path == stageName:
			faults = append(faults, Fault{path, Foreign, "a publish is under way or was cut short"})
			return skip(d)
		case deployFiles[top]:
			return skip(d)
		case !d.IsDir():
			faults = append(faults, Fault{path, Foreign, ""})
		}
		return nil
	})
	return faults, err
}

// skip passes over an entry and all that is in it.
func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}
