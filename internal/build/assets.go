package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"explainer/internal/diag"
	"explainer/internal/site"
	"explainer/static"
)

// assets are the files of static/: the theme's, overridden by the site's own, by their path there.
// A file is published as assets/NAME.HASH.ext, so that it may be cached for ever, but for the few that
// hosts look for under a fixed name.
type assets struct {
	files map[string]asset
	names []string // sorted
}

type asset struct {
	data  []byte
	out   string
	theme bool // it is the theme's, unchanged
}

const maxStatic = 16 << 20 // bytes of one file in static/

// hostFiles are published under their own names.
var hostFiles = []string{"CNAME", "favicon.ico", "robots.txt", "security.txt", "_redirects", "_headers"}

func readAssets(own fs.FS, l *diag.List) *assets {
	a := &assets{files: maps.Clone(themeAssets())}
	a.read(own, false, l)
	for name := range a.files {
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	a.tellFolders(l)
	return a
}

// tellFolders finds files of the site in folders that some systems cannot tell apart.
func (a *assets) tellFolders(l *diag.List) {
	first := map[string]string{} // a folder in lower case -> the first file in it
	for _, theme := range []bool{true, false} {
		for _, name := range a.names {
			if f := a.files[name]; f.theme == theme && mixes(name, first, l) {
				f.out = published(path.Base(name), f.data) // where it is in nobody's way
				a.files[name] = f
			}
		}
	}
}

// mixes says whether a file is in such a folder.
func mixes(name string, first map[string]string, l *diag.List) bool {
	for i := range name {
		if name[i] != '/' {
			continue
		}
		folder := strings.ToLower(name[:i])
		other, known := first[folder]
		switch {
		case !known:
			first[folder] = name
		case other[:i] != name[:i]:
			l.Add("output-collision", diag.Span{File: path.Join("static", name)},
				"static/"+name+" and static/"+other+" are in folders that some systems cannot tell apart", "rename one of them")
			return true
		}
	}
	return false
}

// themeAssets are those that the program brings along.
var themeAssets = sync.OnceValue(func() map[string]asset {
	a := &assets{files: map[string]asset{}}
	a.read(static.FS, true, new(diag.List)) // tests judge them
	return a.files
})

func (a *assets) read(tree fs.FS, theme bool, l *diag.List) {
	if tree == nil {
		return
	}
	_ = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		at := diag.Span{File: path.Join("static", name)}
		switch {
		case err != nil: // passed over, its files would be missing, or the theme's would stand for them
			l.Add("static-refused", at, "the folder cannot be read"+because(err), "")
			return nil
		case name == ".":
			return nil
		}
		base := path.Base(name)
		switch {
		case temporary(base) && !d.IsDir():
			return nil
		case strings.HasPrefix(base, ".") && base != ".well-known":
			l.Add("static-refused", at, "\""+name+"\" is a hidden file, which most servers would show to anyone", "move it out of static/")
			return skip(d)
		case d.IsDir() || path.Ext(name) == ".go":
			return nil
		case !d.Type().IsRegular():
			l.Add("static-refused", at, "\""+name+"\" is not an ordinary file", "take it away: a pipe or a device has no place in a site")
			return nil
		case slices.Contains(pageKinds, kindOf(name)) && !slices.Contains(hostFiles, name) && !strings.HasPrefix(name, ".well-known/"):
			l.Add("static-refused", at, "\""+name+"\" is a page, and pages are made from content/", "write it as content/"+strings.TrimSuffix(base, path.Ext(base))+".md, or host it elsewhere")
			return nil
		case kindOf(name) == ".svgz":
			l.Add("static-active", at, "\""+name+"\" is compressed, so nobody can see what it holds", "unpack it to .svg")
			return nil
		case !slices.Contains(hostFiles, name) && !portable(published(name, nil)):
			l.Add("static-refused", at, "\""+name+"\" has a name that some systems cannot store",
				"use up to 80 letters, digits, dots, hyphens and underscores, a letter or a digit first, and no device of Windows such as con")
			return nil
		}
		if info, err := d.Info(); err == nil && info.Size() > maxStatic {
			l.Add("file-too-large", at, "\""+name+"\" is larger than 16 MB", "host it elsewhere and link to it")
			return nil
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			l.Add("static-refused", at, "\""+name+"\" cannot be read"+because(err), "")
			return nil
		}
		if slices.Contains(documentKinds, kindOf(name)) {
			if what, start := active(data); what != "" {
				l.Add("static-active", diag.Span{File: at.File, Start: start, End: start + 1}, "\""+name+"\" holds "+what, "take it out: a drawing that is opened by itself has the rights of the whole site")
				return nil
			}
		}
		if path.Ext(name) == ".css" {
			data = squeeze(data)
		}
		same := a.files[name].theme && bytes.Equal(a.files[name].data, data)
		a.files[name] = asset{data: data, out: published(name, data), theme: theme || same}
		return nil
	})
}

// because is the cause of an error, without the path that the finding has already.
func because(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return ": " + err.Error()
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// published is where a static file goes.
func published(name string, data []byte) string {
	if slices.Contains(hostFiles, name) || strings.HasPrefix(name, ".well-known/") {
		return name
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

// portable says whether a path can be stored, and told apart from others, on every system, and is served by every host.
func portable(out string) bool {
	if len(out) > 100 {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(out, "."), "/") {
		if !fileName.MatchString(part) || site.Device(part) {
			return false
		}
	}
	return true
}

var fileName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$`)

// swap is how the names of Vim's swap files end; of the next one where there is one already, too.
var swap = regexp.MustCompile(`\.sw[a-px]$`)

// inPlace is the names of files that sed -i, perl -i and ln -f make before they put them in the place of others: they
// end in six characters by chance, which are hardly ever a word.
var inPlace = regexp.MustCompile(`^(?:sed|XX|Cu)([A-Za-z0-9_]{6})$`)

// beside is the names of hidden files that editors write before they put them in the place of others: those of GNOME, of
// Apple's programs and Sublime Text, and of Kakoune.
var beside = regexp.MustCompile(`^\.(?:goutputstream-\w{6}$|sb-|.+\.kak\.\w{6}$)`)

// viewed are files that file managers leave in folders that they show.
var viewed = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

// temporary says whether a file is an editor's own: a backup, a lock, a swap file; or a file manager's.
func temporary(base string) bool {
	if slices.Contains(viewed, base) || beside.MatchString(base) {
		return true
	}
	if m := inPlace.FindStringSubmatch(base); m != nil && strings.ContainsFunc(m[1], func(r rune) bool { return r < 'a' }) {
		return true
	}
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") || strings.HasPrefix(base, ".#") ||
		strings.HasPrefix(base, ".") && swap.MatchString(base) || strings.HasSuffix(base, ".tmp") || base == "4913" || strings.HasSuffix(base, ".bck") ||
		strings.HasSuffix(base, "___jb_tmp___") || strings.HasSuffix(base, "___jb_old___")
}

// path gives the published path of a static file.
func (a *assets) path(name string) (string, bool) {
	f, ok := a.files[name]
	return f.out, ok
}

// unread are the site's own files that may show a reader figures, in pictures, stylesheets and downloads:
// nothing here reads those. What the theme brings holds none.
func (a *assets) unread() []string {
	var names []string
	for _, name := range a.names {
		switch ext := strings.ToLower(path.Ext(name)); {
		case a.files[name].theme, slices.Contains(hostFiles, name), strings.HasPrefix(name, ".well-known/"):
		case ext == ".woff2" || ext == ".woff" || ext == ".ttf" || ext == ".otf":
		default:
			names = append(names, name)
		}
	}
	return names
}
