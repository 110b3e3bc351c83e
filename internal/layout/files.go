package layout

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
)

// folder is where a site keeps its templates; the default theme's files are named alike.
const folder = "templates/"

// A file is one template file: its place in a site, the name by which it is called, and its source.
type file struct {
	path string // templates/partials/mention.html
	kind string // base, layout or partial
	name string // mention
	src  string
}

// gather reads the templates of the theme and those of the site, which win file by file. changed says that
// the site has one that differs from the theme's.
func gather(theme, own fs.FS, l *diag.List) (files []file, changed bool) {
	found := map[string]file{}
	for i, tree := range []fs.FS{theme, own} {
		if tree == nil {
			continue
		}
		ours := i == 1
		err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(p) != ".html" || strings.HasPrefix(path.Base(p), ".") { // .#page.html is Emacs's lock
				return err
			}
			f, ok := place(p)
			if !ok {
				l.Add("template-missing", diag.Span{File: f.path}, "nothing uses \""+f.path+"\"",
					"templates are base.html, layouts/NAME.html and partials/NAME.html")
				return nil
			}
			if !d.Type().IsRegular() {
				l.Add("template-syntax", diag.Span{File: f.path}, "\""+f.path+"\" is not an ordinary file", "take it away: a pipe or a device has no place in a site")
				return nil
			}
			if info, err := d.Info(); err == nil && info.Size() > maxFile {
				l.Add("file-too-large", diag.Span{File: f.path}, "\""+f.path+"\" is larger than 1 MB", "split it into partials")
				return nil
			}
			src, err := fs.ReadFile(tree, p)
			f.src = strings.TrimPrefix(string(src), "\ufeff")
			if ours && !isText(f, l) {
				return nil
			}
			if before, ok := found[f.path]; ours && (!ok || before.src != f.src) {
				changed = true
			}
			found[f.path] = f
			return err
		})
		if err != nil {
			l.Add("template-missing", diag.Span{File: strings.TrimSuffix(folder, "/")}, "the templates could not be read: "+err.Error(), "")
		}
	}
	for _, f := range found {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return files, changed
}

// maxFile is the most bytes that a template may have.
const maxFile = 1 << 20

// isText says whether a template holds nothing but text that an author can see, and reports the first place where not.
func isText(f file, l *diag.List) bool {
	for i, r := range f.src {
		code, message, hint := "", "", ""
		switch _, size := utf8.DecodeRuneInString(f.src[i:]); {
		case r == utf8.RuneError && size == 1:
			code, message, hint = "text-not-utf8", fmt.Sprintf("the byte 0x%02X is not UTF-8 text", f.src[i]), "save the file as UTF-8"
		case r == '\n' || r == '\r' || r == '\t':
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff', r&0xfffe == 0xfffe:
			code, message, hint = "text-control", fmt.Sprintf("this is U+%04X, which cannot be seen", r), "delete it"
		default:
			continue
		}
		l.Add(code, diag.Span{File: f.path, Start: i, End: i + 1}, message, hint)
		return false
	}
	return true
}

// place says what a file in a folder of templates is; false for one that nothing would ever use.
func place(p string) (file, bool) {
	f := file{path: folder + p, name: strings.TrimSuffix(path.Base(p), ".html")}
	switch path.Dir(p) {
	case ".":
		f.kind = "base"
		return f, f.name == "base"
	case "layouts":
		f.kind = "layout"
		return f, true
	case "partials":
		f.kind = "partial"
		return f, true
	}
	return f, false
}

// needed is what every build asks for. A partial of a figure is only needed by pages that show one.
var needed = []string{
	"base.html",
	"layouts/404.html", "layouts/changes.html", "layouts/facts.html", "layouts/page.html",
	"layouts/sources.html", "layouts/summary.html", "layouts/wide.html",
	"partials/callout.html", "partials/card.html", "partials/cite.html", "partials/claimant.html", "partials/claims.html", "partials/evidence.html",
	"partials/footnote-ref.html", "partials/footnotes.html", "partials/mention.html",
	"partials/note.html", "partials/when.html",
}

func findMissing(files []file, l *diag.List) {
	for _, n := range needed {
		if !slices.ContainsFunc(files, func(f file) bool { return f.path == folder+n }) {
			l.Add("template-missing", diag.Span{File: folder + n}, "\""+folder+n+"\" is missing", "")
		}
	}
}
