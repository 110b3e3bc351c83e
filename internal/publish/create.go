package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Create makes a folder of an author's with files in it, by their paths below it, and the folders that it lies
// in: whole or not at all. Where its name is taken nothing is touched. The error is one sentence that names the
// path.
func Create(folder string, files map[string][]byte) error {
	refuse := func(err error) error { return fmt.Errorf("cannot make %s: %w", folder, cause(err)) }
	switch _, err := os.Lstat(folder); {
	case err == nil:
		return refuse(errors.New("its name is taken, and nothing is written over"))
	case !errors.Is(err, fs.ErrNotExist):
		return refuse(err)
	}
	parent := filepath.Dir(folder)
	made, err := makeFolders(parent)
	if err == nil {
		err = create(parent, folder, files)
	}
	if err != nil {
		for _, path := range slices.Backward(made) {
			os.Remove(path) // it is empty, or somebody else's by now
		}
		return refuse(err)
	}
	return nil
}

// create fills a hidden folder beside the one that is wanted, and moves it into place.
func create(parent, folder string, files map[string][]byte) error {
	hidden, err := os.MkdirTemp(parent, "."+filepath.Base(folder)+".*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(hidden) // once it is moved there is nothing to remove
	if err := os.Chmod(hidden, 0o755); err != nil {
		return err
	}
	folders := map[string]bool{hidden: true}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(hidden, filepath.FromSlash(name))
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return fmt.Errorf("%q is no path below it", name)
		}
		made, err := makeFolders(filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, f := range made {
			folders[f] = true
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		if err := fill(f, files[name], 0o644); err != nil {
			return err
		}
	}
	for f := range folders {
		if err := settle(f); err != nil {
			return err
		}
	}
	// A folder that somebody made meanwhile is not replaced: Rename refuses it.
	if err := os.Rename(hidden, folder); err != nil {
		return err
	}
	return settle(parent)
}
