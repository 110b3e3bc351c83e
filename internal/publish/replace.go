package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace puts new bytes into one file of an author's, or makes it: whole or not at all, whatever happens.
// Was is what the author's file held when the new bytes were worked out, nil where there was none; a file
// that holds something else by now is left alone. The error is one sentence that names the path.
func Replace(path string, was, data []byte) error {
	refuse := func(err error) error { return fmt.Errorf("cannot write %s: %w", path, cause(err)) }
	mode := fs.FileMode(0o644)
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist) && was == nil:
	case err != nil:
		return refuse(err)
	case !info.Mode().IsRegular():
		return refuse(errors.New("it is not an ordinary file"))
	case info.Mode().Perm()&0o222 == 0: // its folder would let us, but its author did not mean to
		return refuse(errors.New("it is read-only"))
	default:
		is, err := os.ReadFile(path)
		if err != nil {
			return refuse(err)
		}
		if was == nil || !bytes.Equal(is, was) {
			return refuse(errors.New("it was changed meanwhile; look at it and run the command again"))
		}
		mode = info.Mode().Perm()
	}
	// A hidden name: a build that reads the folder now passes it over.
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return refuse(err)
	}
	defer os.Remove(f.Name()) // once it is moved there is nothing to remove
	err = fill(f, data, mode)
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = settle(filepath.Dir(path))
	}
	if err != nil {
		return refuse(err)
	}
	return nil
}

// fill writes a new file and closes it, once the disk has it.
func fill(f *os.File, data []byte, mode fs.FileMode) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// settle makes the names in a folder durable.
func settle(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return syncFolder(folder)
}
