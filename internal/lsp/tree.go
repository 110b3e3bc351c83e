package lsp

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// tree is the files of a site with what stands in an editor over what is on disk. It is never changed.
type tree struct {
	disk fs.FS
	open map[string]*document // by path
}

var (
	_ fs.ReadDirFS  = tree{}
	_ fs.ReadFileFS = tree{}
	_ fs.ReadLinkFS = tree{}
	_ fs.StatFS     = tree{}
)

// Open opens a file, or a folder as it is on disk.
func (t tree) Open(name string) (fs.File, error) {
	if d := t.open[name]; d != nil {
		return &openFile{unsaved{path.Base(name), int64(len(d.src))}, bytes.NewReader(d.src)}, nil
	}
	return t.disk.Open(name)
}

// ReadFile gives the bytes of a file.
func (t tree) ReadFile(name string) ([]byte, error) {
	if d := t.open[name]; d != nil {
		return bytes.Clone(d.src), nil
	}
	return fs.ReadFile(t.disk, name)
}

// Stat describes a file or folder.
func (t tree) Stat(name string) (fs.FileInfo, error) {
	if d := t.open[name]; d != nil {
		return unsaved{path.Base(name), int64(len(d.src))}, nil
	}
	return fs.Stat(t.disk, name)
}

// Lstat describes a file or folder, and a link as a link.
func (t tree) Lstat(name string) (fs.FileInfo, error) {
	if d := t.open[name]; d != nil {
		return unsaved{path.Base(name), int64(len(d.src))}, nil
	}
	return fs.Lstat(t.disk, name)
}

// ReadLink is where a link leads.
func (t tree) ReadLink(name string) (string, error) { return fs.ReadLink(t.disk, name) }

// ReadDir lists a folder of the disk, with the files that were never saved there.
func (t tree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.disk, name)
	if err != nil {
		return entries, err
	}
	for file, d := range t.open {
		if path.Dir(file) != name {
			continue
		}
		own := fs.FileInfoToDirEntry(unsaved{path.Base(file), int64(len(d.src))})
		at, found := slices.BinarySearchFunc(entries, path.Base(file), func(e fs.DirEntry, base string) int { return strings.Compare(e.Name(), base) })
		if found {
			entries[at] = own
		} else {
			entries = slices.Insert(entries, at, own)
		}
	}
	return entries, nil
}

// unsaved describes a file that stands in an editor.
type unsaved struct {
	name string
	size int64
}

func (u unsaved) Name() string     { return u.name }
func (u unsaved) Size() int64      { return u.size }
func (unsaved) Mode() fs.FileMode  { return 0o644 }
func (unsaved) ModTime() time.Time { return time.Time{} }
func (unsaved) IsDir() bool        { return false }
func (unsaved) Sys() any           { return nil }

// openFile reads a file that stands in an editor.
type openFile struct {
	unsaved
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.unsaved, nil }
func (f *openFile) Size() int64                { return f.unsaved.size }
func (f *openFile) Close() error               { return nil }
