package build

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"explainer/internal/diag"
)

// maxLinks is how many links may stand between a name and its file, as on Linux.
const maxLinks = 40

// followed is a site's tree in which a symbolic link to one of the site's own files is that file. Any other link is
// a finding, and not there: the tree below would follow it to any file of the machine.
type followed struct {
	tree fs.FS
	real map[string]string // what a link stands for, by its path; "" where it is refused
	l    *diag.List
}

// follow puts what is wrong with links in some folders of a site on a list, once those folders are read. The folders may
// be links too, to other folders of the site.
func follow(tree fs.FS, l *diag.List, folders ...string) *followed {
	f := &followed{tree, map[string]string{}, l}
	for _, name := range folders {
		switch info, err := fs.Lstat(tree, name); {
		case err == nil && info.Mode().Type() == fs.ModeSymlink:
			f.follow(name, true)
		case err != nil && !errors.Is(err, fs.ErrNotExist): // it may be a link, too
			l.Add("file-link", diag.Span{File: name}, "\""+name+"\" cannot be looked at"+because(err), "")
			f.real[name] = ""
		}
	}
	return f
}

// follow looks where a link leads, and gives what is there; nil where it is refused.
func (f *followed) follow(name string, folder bool) fs.FileInfo {
	real, fault := resolve(f.tree, name)
	var info fs.FileInfo
	if fault == "" {
		var err error
		switch info, err = fs.Lstat(f.tree, real); {
		case err != nil:
			fault = "leads nowhere"
		case folder && !info.IsDir():
			fault = "leads to something that is no folder"
		case !folder && !info.Mode().IsRegular():
			fault = "leads to something that is no file"
		}
	}
	if fault != "" {
		f.l.Add("file-link", diag.Span{File: name}, "\""+path.Base(name)+"\" is a link that "+fault,
			"copy what it is to stand for into its place, or link to a file of the site by a relative path")
		real, info = "", nil
	}
	f.real[name] = real
	return info
}

// place is where the tree has what a name stands for.
func (f *followed) place(name string) (string, error) {
	real, ok := f.real[name]
	switch {
	case !ok:
		return name, nil
	case real == "":
		return "", fs.ErrNotExist
	}
	return real, nil
}

// Open opens what a name stands for.
func (f *followed) Open(name string) (fs.File, error) {
	real, err := f.place(name)
	if err != nil {
		return nil, err
	}
	return f.tree.Open(real)
}

// ReadFile reads what a name stands for.
func (f *followed) ReadFile(name string) ([]byte, error) {
	real, err := f.place(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(f.tree, real)
}

// Stat looks at what a name stands for, and opens nothing.
func (f *followed) Stat(name string) (fs.FileInfo, error) {
	real, err := f.place(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(f.tree, real)
}

// ReadDir lists a folder. A link is listed as the file that it stands for, unless it is an editor's own.
func (f *followed) ReadDir(name string) ([]fs.DirEntry, error) {
	real, err := f.place(name)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(f.tree, real)
	var kept []fs.DirEntry
	for _, e := range entries {
		if e.Type() == fs.ModeSymlink && !strings.HasPrefix(e.Name(), ".") && !temporary(e.Name()) {
			info := f.follow(path.Join(name, e.Name()), false)
			if info == nil {
				continue
			}
			e = linked{fs.FileInfoToDirEntry(info), e.Name()}
		}
		kept = append(kept, e)
	}
	return kept, err
}

// linked is a file under the name of a link to it.
type linked struct {
	fs.DirEntry
	name string
}

func (e linked) Name() string { return e.name }

// resolve follows the links in a path by hand. It gives the path of what that stands for, of which no part is a
// link, or says where it leads instead.
func resolve(tree fs.FS, name string) (real, fault string) {
	if _, ok := tree.(fs.ReadLinkFS); !ok { // it would follow them unseen
		return "", "cannot be followed here"
	}
	real = "."
	for links, rest := 0, strings.Split(name, "/"); len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		if part == ".." && real == "." {
			return "", "leads out of the site's folder"
		}
		if part == "" || part == "." || part == ".." {
			real = path.Join(real, part)
			continue
		}
		next := path.Join(real, part)
		info, err := fs.Lstat(tree, next)
		if err != nil {
			return "", "leads nowhere"
		}
		if info.Mode().Type() != fs.ModeSymlink {
			real = next
			continue
		}
		target, err := fs.ReadLink(tree, next)
		switch links++; {
		case err != nil:
			return "", "cannot be read"
		case links > maxLinks:
			return "", "leads in a circle"
		case path.IsAbs(target):
			return "", "leads out of the site's folder"
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	return real, ""
}
