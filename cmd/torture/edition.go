package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"explainer/static"
)

const (
	today    = "2026-06-01"
	stage    = ".explainer-stage"
	manifest = ".explainer-manifest"

	sitePrefix = "site-" // of folders with sources
)

// tree is the plain files of a folder by their paths.
type tree map[string]string

// edition is one state of a site: its sources, and what a clean build makes of them.
type edition struct {
	name  string
	dir   string
	files tree
	asks  map[string][]string // what each page asks for, below the output
}

// editions are three states of one site. From one to the next each page changes with the stylesheet that it names, a
// page comes and one goes, and so do assets, one of them in a folder of its own. The sites have no address, since drawing
// cards would be most of the work of each of many thousand builds.
func (l *lab) editions() (z, a, b *edition) {
	if l.kept == nil {
		for _, name := range []string{"z", "a", "b"} {
			l.kept = append(l.kept, l.edition(name))
		}
	}
	return l.kept[0], l.kept[1], l.kept[2]
}

func (l *lab) edition(name string) *edition {
	e := &edition{name: name, dir: l.path(sitePrefix + name), asks: map[string][]string{}}
	init := finish(exec.Command(l.bin, "init", e.dir))
	if init.code != 0 {
		panic(trouble{fmt.Errorf("init: %s", init.stderr)})
	}
	style, err := fs.ReadFile(static.FS, "style.css")
	must(err)
	about, err := os.ReadFile(filepath.Join(e.dir, "content", "about.md"))
	must(err)
	for file, text := range map[string]string{
		"content/about.md":              string(about) + "\nWords of edition " + name + ".\n",
		"content/only-" + name + ".md":  "---\ntitle: Only in " + name + "\ndescription: A page that comes and goes.\n---\nWords.\n",
		"static/style.css":              string(style) + ".only-" + name + "{color:red}\n",
		"static/" + name + "/sheet.css": ".only-" + name + "{color:red}\n",
		"static/robots.txt":             "# " + name + "\n",
	} {
		file = filepath.Join(e.dir, filepath.FromSlash(file))
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, []byte(text), 0o644))
	}
	out := l.path("clean-" + name)
	if r := l.publish(e, out); r.code != 0 {
		panic(trouble{fmt.Errorf("a clean build of edition %s: %s", name, r.stderr)})
	}
	e.files = readTree(out)
	delete(e.files, manifest)
	for file, data := range e.files {
		e.asks[file] = assetsOf(file, data)
	}
	return e
}

// readTree reads the plain files of a folder.
func readTree(dir string) tree {
	t := tree{}
	must(filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(file)
		rel, _ := filepath.Rel(dir, file)
		t[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	return t
}

// without is a tree less the files of others, and the stage, which no reader asks for.
func (t tree) without(others tree) tree {
	t = maps.Clone(t)
	maps.DeleteFunc(t, func(file, _ string) bool {
		_, other := others[file]
		return other || strings.HasPrefix(file, stage+"/")
	})
	return t
}

// broken says where a published folder is not what readers may meet at any time between editions: each file is one of
// theirs to the byte, what a page asks for is there, and nothing is missing that all of them have.
func (t tree) broken(of ...*edition) []string {
	wrong := t.torn(of...)
	for file := range of[0].files {
		everywhere := !slices.ContainsFunc(of, func(e *edition) bool { _, ok := e.files[file]; return !ok })
		if _, ok := t[file]; everywhere && !ok {
			wrong = append(wrong, file+" is lost")
		}
	}
	return wrong
}

// torn is broken for a folder in which nothing was published yet.
func (t tree) torn(of ...*edition) []string {
	var wrong []string
	for file, data := range t {
		if file == manifest {
			continue
		}
		i := slices.IndexFunc(of, func(e *edition) bool { got, ok := e.files[file]; return ok && got == data })
		if i < 0 {
			wrong = append(wrong, fmt.Sprintf("%s (%d bytes) is of no edition", file, len(data)))
			continue
		}
		for _, asset := range of[i].asks[file] {
			if _, ok := t[asset]; !ok {
				wrong = append(wrong, fmt.Sprintf("%s asks for %s, which is missing", file, asset))
			}
		}
	}
	return wrong
}

// lost are files of one edition that are gone although the next is not whole.
func (t tree) lost(was, next *edition) []string {
	for file, data := range next.files {
		if t[file] != data {
			for file := range was.files {
				if _, ok := t[file]; !ok {
					return []string{file + " is lost before the next edition is whole"}
				}
			}
			return nil
		}
	}
	return nil
}

// unknown are files that the manifest does not list with the hash that they have: the next publish would take them
// for somebody else's.
func (t tree) unknown() []string {
	var wrong []string
	for file, data := range t {
		if file == manifest {
			continue
		}
		if !strings.Contains(t[manifest], fmt.Sprintf("%s  %s\n", hashOf(data), file)) {
			wrong = append(wrong, "the manifest does not know "+file+" as it is")
		}
	}
	if len(t) > 0 && !strings.HasSuffix(t[manifest], "\n# end\n") {
		wrong = append(wrong, "the manifest is not whole")
	}
	return wrong
}

// unhealed says where a folder is not a whole edition after a publish that ended well. Of editions before it hashed
// assets may be left, which cached pages ask for, if the manifest knows them.
func (t tree) unhealed(now *edition, before ...*edition) []string {
	wrong := t.unknown()
	for file, data := range now.files {
		if got, ok := t[file]; !ok || got != data {
			wrong = append(wrong, file+" is not healed")
		}
	}
	for file := range t {
		if _, ok := now.files[file]; ok || file == manifest {
			continue
		}
		if !strings.HasPrefix(file, "assets/") {
			wrong = append(wrong, file+" is left over")
		}
	}
	if strings.Contains(t[manifest], "# coming\n") {
		wrong = append(wrong, "the manifest is still that of a publish under way")
	}
	return append(wrong, t.broken(append(before, now)...)...)
}

// differs says where two trees are not the same to the byte.
func (t tree) differs(want tree) []string {
	var wrong []string
	for file, data := range want {
		if got, ok := t[file]; !ok {
			wrong = append(wrong, file+" is missing")
		} else if got != data {
			wrong = append(wrong, file+" differs")
		}
	}
	for file := range t {
		if _, ok := want[file]; !ok {
			wrong = append(wrong, file+" is left over")
		}
	}
	return wrong
}

var asset = regexp.MustCompile(`(?:href|src|data-[a-z]+)="([^"#?:]*assets/[^"#?]+)"`)

// assetsOf are the paths below the output that a page asks for.
func assetsOf(file, data string) []string {
	if path.Ext(file) != ".html" || file == "404.html" { // which is rooted
		return nil
	}
	var files []string
	for _, m := range asset.FindAllStringSubmatch(data, -1) {
		files = append(files, path.Join(path.Dir(file), m[1]))
	}
	return files
}

func hashOf(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}

// seal is what may not change of a file of others.
type seal struct {
	info fs.FileInfo
	data []byte
}

// seals notes the files, links and folders below some paths.
func seals(paths ...string) map[string]seal {
	all := map[string]seal{}
	for _, p := range paths {
		must(filepath.WalkDir(p, func(file string, _ fs.DirEntry, err error) error {
			if err == nil {
				all[file], err = sealOf(file)
			}
			return err
		}))
	}
	return all
}

func sealOf(file string) (s seal, err error) {
	s.info, err = os.Lstat(file)
	switch {
	case err != nil:
	case s.info.Mode().IsRegular():
		s.data, err = os.ReadFile(file)
	case s.info.Mode()&fs.ModeSymlink != 0:
		var to string
		to, err = os.Readlink(file)
		s.data = []byte(to)
	}
	return s, err
}

// touched are the files of others that are not as they were: another file, other bytes, another mode or time.
func touched(was map[string]seal) []string {
	var wrong []string
	for file, s := range was {
		now, err := sealOf(file)
		switch {
		case err != nil:
			wrong = append(wrong, "a file of others is gone: "+file)
		case !os.SameFile(now.info, s.info), now.info.Mode() != s.info.Mode(), !now.info.ModTime().Equal(s.info.ModTime()):
			wrong = append(wrong, "a file of others was replaced: "+file)
		case !bytes.Equal(now.data, s.data):
			wrong = append(wrong, "a file of others was written: "+file)
		}
	}
	return wrong
}
