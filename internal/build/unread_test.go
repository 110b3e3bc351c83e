package build

import (
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
)

// refusing is a tree that does not give up one of its folders, as a disk with a fault or a process with too many open
// files does not.
type refusing struct {
	fs.FS
	call, name string
}

func (t refusing) refuse(call, name string) error {
	if call == t.call && name == t.name {
		return &fs.PathError{Op: call, Path: name, Err: syscall.EIO}
	}
	return nil
}

func (t refusing) Open(name string) (fs.File, error) {
	if err := t.refuse("open", name); err != nil {
		return nil, err
	}
	return t.FS.Open(name)
}

func (t refusing) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := t.refuse("readdir", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(t.FS, name)
}

func (t refusing) Stat(name string) (fs.FileInfo, error) {
	if err := t.refuse("stat", name); err != nil {
		return nil, err
	}
	return fs.Stat(t.FS, name)
}

func (t refusing) Lstat(name string) (fs.FileInfo, error) {
	if err := t.refuse("lstat", name); err != nil {
		return nil, err
	}
	return fs.Lstat(t.FS, name)
}

func (t refusing) ReadLink(name string) (string, error) { return fs.ReadLink(t.FS, name) }

// TestUnreadable: no build passes a folder over that is there and cannot be read, and each says which and why. In a
// site without its own stylesheet the theme's would stand, and all would look well.
func TestUnreadable(t *testing.T) {
	for _, tree := range []refusing{
		{call: "readdir", name: "content"}, {call: "lstat", name: "content"},
		{call: "stat", name: "static"}, {call: "stat", name: "templates"},
		{call: "readdir", name: "static"}, {call: "lstat", name: "static"},
		{call: "readdir", name: "static/deep"}, {call: "open", name: "static/deep/x.css"},
		{call: "readdir", name: "templates"}, {call: "lstat", name: "templates"},
		{call: "open", name: "content/index.md"}, {call: "open", name: "content/site.yaml"},
	} {
		files := base()
		for _, name := range []string{"static/style.css", "static/deep/x.css", "templates/partials/mention.html"} {
			files[name] = &fstest.MapFile{}
		}
		files["content/other.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Other\ndescription: A page.\n---\nBack to [the first](index.md#there).\n")}
		tree.FS = files
		r := Run(tree, Options{Draft: true}, func(string, []byte) error { return nil })
		said := false
		if tree.name == "content/index.md" && len(r.Findings) != 1 {
			t.Errorf("a page that cannot be read is told more than once: %v", r.Findings)
		}
		for _, f := range r.Findings {
			said = said || strings.Contains(f.Span.File+f.Message, tree.name) && strings.Contains(f.Message, syscall.EIO.Error())
		}
		if !r.Failed() || !said {
			t.Errorf("%s of %s fails: %v %v", tree.call, tree.name, r.Err, r.Findings)
		}
	}
}
