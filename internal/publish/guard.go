package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// guard resolves the output folder once, and refuses one whose files are somebody's work: by path, and
// by device and inode, so that neither a link nor a second mount hides it.
func guard(dir string, o Options) (string, error) {
	if dir == "" {
		return "", errors.New("cannot publish: the output folder has no name")
	}
	path, err := resolve(dir)
	if err != nil {
		return "", fmt.Errorf("cannot publish into %s: %w", dir, err)
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return "", fmt.Errorf("cannot publish into %s: it is a file", dir)
	}
	refuse := func(what, other string) (string, error) {
		return "", fmt.Errorf("refusing to publish into %s: it %s %s; choose another folder with --output", dir, what, other)
	}
	roots := append([]string{string(filepath.Separator)}, o.Roots...)
	if home, err := os.UserHomeDir(); err == nil && filepath.IsAbs(home) {
		roots = append(roots, home)
	}
	for _, p := range append(roots, o.Protected...) {
		other, err := resolve(p)
		if err != nil {
			return "", fmt.Errorf("cannot publish into %s: %s: %w", dir, p, err)
		}
		switch {
		case filepath.Clean(p) == filepath.Clean(dir):
			return "", fmt.Errorf("refusing to publish into %s: that folder is for other files; choose another one with --output", dir)
		case same(path, other):
			return refuse("is", p)
		case within(other, path):
			return refuse("contains", p)
		}
	}
	for _, p := range o.Protected {
		other, _ := resolve(p)
		if within(path, other) {
			return refuse("lies in", p)
		}
	}
	for p := path; p != parentOf(p); p = parentOf(p) {
		if filepath.Base(p) == ".git" {
			return refuse("lies in", p)
		}
	}
	return path, nil
}

// resolve makes a path absolute and follows its links; a tail that does not exist yet stays as written.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	tail := ""
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(real, tail), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", cause(err)
		}
		if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return "", fmt.Errorf("%s is a link that leads nowhere", path)
		}
		tail = filepath.Join(filepath.Base(path), tail)
		if path == parentOf(path) {
			return "", cause(err)
		}
		path = parentOf(path)
	}
}

func same(a, b string) bool {
	if a == b {
		return true
	}
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// within reports whether a path lies in a folder, at any depth.
func within(path, folder string) bool {
	if rel, err := filepath.Rel(folder, path); err == nil && rel != "." && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return true
	}
	for p := parentOf(path); ; p = parentOf(p) {
		if same(p, folder) {
			return true
		}
		if p == parentOf(p) {
			return false
		}
	}
}

func parentOf(path string) string { return filepath.Dir(path) }
