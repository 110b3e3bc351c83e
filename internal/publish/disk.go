package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// output is a folder that a site is published into.
type output struct {
	dir  string   // as its user wrote it, for messages
	root *os.Root // the same, opened
}

// holds reports whether the output has exactly these bytes at a path, as a plain file in plain folders.
func (o *output) holds(path string, data []byte) bool {
	f, size, err := o.openPlain(path)
	if err != nil {
		return false
	}
	defer f.Close()
	if size != int64(len(data)) {
		return false
	}
	buf := make([]byte, min(len(data)+1, 64<<10))
	for {
		n, err := f.Read(buf)
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0
		}
		if err != nil {
			return false
		}
	}
}

// Published gives the bytes of a file that stands in the output, nil where there is no such file.
func (s *Stage) Published(path string) []byte {
	if s.fresh || checkPath(path) != nil {
		return nil
	}
	f, size, err := s.openPlain(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, size))
	if err != nil {
		return nil
	}
	return data
}

var errNotPlain = errors.New("it is no longer a plain file in a plain folder")

// openPlain opens a file of the output without going through a link or waiting on a pipe.
func (o *output) openPlain(path string) (*os.File, int64, error) {
	for i := range path {
		if path[i] != '/' {
			continue
		}
		folder, err := o.root.Lstat(path[:i])
		if err != nil {
			return nil, 0, err
		}
		if !folder.IsDir() {
			return nil, 0, errNotPlain
		}
	}
	seen, err := o.root.Lstat(path)
	if err != nil {
		return nil, 0, err
	}
	if !seen.Mode().IsRegular() {
		return nil, 0, errNotPlain
	}
	f, err := o.root.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, err
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(seen, opened) {
		err = errNotPlain
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, opened.Size(), nil
}

// hashOf is the hash of a file of the output.
func (o *output) hashOf(path string) (hash, error) {
	f, _, err := o.openPlain(path)
	if err != nil {
		return hash{}, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return hash{}, err
	}
	return hash(h.Sum(nil)), nil
}

// makeFolders makes a folder and its parents, and returns those that it made, outermost first.
func makeFolders(path string) ([]string, error) {
	if info, err := os.Stat(path); err == nil {
		if !info.IsDir() {
			return nil, syscall.ENOTDIR
		}
		return nil, nil
	}
	made, err := []string(nil), error(nil)
	if parent := parentOf(path); parent != path {
		if made, err = makeFolders(parent); err != nil {
			return made, err
		}
	}
	switch err := os.Mkdir(path, 0o755); {
	case err == nil:
		return append(made, path), nil
	case errors.Is(err, fs.ErrExist):
		return made, nil // another publish was quicker
	default:
		return made, err
	}
}

// cause strips the operation and path that package os puts before an error: our sentences name the path.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
