package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// oddNames are names of others' files: what shells, archives and other systems stumble over, and what looks like ours.
var oddNames = []string{
	"-rf", " ", "a\nb", "ä", "a\u0308", "\xff\xfe", "...", "CON", "aux.html", "a:b", "*", "$(x)", "INDEX.HTML", "Assets",
	".explainer", ".explainer-manifest.bak", ".explainer-stage.old", ".DS_Store", "index.html~", "x.html", "assets.html",
	strings.Repeat("n", 255), strings.Repeat("ü", 127),
}

// foreign publishes into folders that hold files, links, pipes and folders of others, and in which some of ours were
// changed or replaced: what is others' stays as it is, whether the publish ends well or is refused.
func foreign(l *lab) *outcome {
	o := &outcome{}
	var published, refused atomic.Int64
	l.spread(o, l.count(200, 10_000), func(t *bench, i int) {
		if t.crowded(o, l.rand(i)) {
			published.Add(1)
		} else {
			refused.Add(1)
		}
	})
	p, r := published.Load(), refused.Load()
	if p == 0 || r == 0 {
		o.miss("%d publishes, %d refused: one of both was not tried", p, r)
	}
	return o.say("%d folders: %d publishes, %d refused", p+r, p, r)
}

// crowded publishes into one such folder, and says whether that was not refused.
func (t *bench) crowded(o *outcome, random *rand.Rand) (published bool) {
	outside := filepath.Join(t.dir, "case", "outside")
	clear(outside)
	must(os.WriteFile(filepath.Join(outside, "precious"), []byte("precious"), 0o600))
	clear(t.out)
	first := random.IntN(4) == 0 // a folder in which nothing was published yet
	if !first {
		t.reset()
	}
	p := planter{random, t.out, outside}
	var done, theirs []string
	for range 1 + random.IntN(5) {
		what, path := p.plant(t)
		done = append(done, what)
		if path != "" {
			theirs = append(theirs, path)
		}
	}
	theirs = slices.DeleteFunc(theirs, func(path string) bool { // what another thing has replaced meanwhile
		info, err := os.Lstat(path)
		return err != nil || info.IsDir()
	})
	if !first {
		theirs = append(theirs, slices.DeleteFunc(slices.Clone(t.foreign), func(path string) bool { return !exists(path) })...)
	}
	was := seals(append(theirs, outside)...)
	before := seals(t.out)
	r := t.l.publish(t.b, t.out)
	trial := fmt.Sprintf("first: %t, %q", first, done)
	o.missAll(trial, touched(was))
	if r.code != 0 {
		o.missAll(trial, r.complaint())
		o.missAll(trial+", refused", touched(files(before)))
		return false
	}
	now := readTree(t.out)
	for file, data := range t.b.files {
		if now[file] != data {
			o.miss("%s: published, but %s is not", trial, file)
		}
	}
	return true
}

// files are those of some seals that are no folder, and not the stage, which may come and go.
func files(all map[string]seal) map[string]seal {
	kept := map[string]seal{}
	for file, s := range all {
		if !s.info.IsDir() && filepath.Base(file) != stage {
			kept[file] = s
		}
	}
	return kept
}

// planter puts things of others into an output folder.
type planter struct {
	*rand.Rand
	out, outside string
}

// plant does one thing and says which; path is what is others' now, "" where it is only gone.
func (p planter) plant(t *bench) (what, path string) {
	name := oddNames[p.IntN(len(oddNames))]
	ours := []string{"index.html", "only-b.html", "robots.txt", "assets", "assets/b", "assets/b/sheet.b2d1c2e2e2.css", manifest, stage, "facts.json"}
	folder := filepath.Join(p.out, []string{".", "assets", "deep", "deep/er", ".git"}[p.IntN(5)])
	os.MkdirAll(folder, 0o755)
	path = filepath.Join(folder, name)
	kind := p.IntN(8)
	if kind >= 6 {
		name = ours[p.IntN(len(ours))]
		path = filepath.Join(p.out, name)
		if name == stage {
			return "a stage of its own", p.stage()
		}
		if info, err := os.Stat(filepath.Dir(path)); err == nil && !info.IsDir() {
			return "nothing", "" // RemoveAll opens the folder, and of a pipe that waits for ever
		}
		os.RemoveAll(path)
		kind = p.IntN(6)
	}
	if exists(path) {
		return "nothing", ""
	}
	os.MkdirAll(filepath.Dir(path), 0o755)
	what = fmt.Sprintf("%s at %q", []string{"file", "folder", "link to a file", "link to a folder", "pipe", "link to nowhere"}[kind], strings.TrimPrefix(path, p.out))
	var err error
	switch kind {
	case 0:
		err = os.WriteFile(path, []byte(what), 0o640)
	case 1: // what is ours may be put beside it, so only what it holds is to stay as it is
		if err = os.Mkdir(path, 0o750); err == nil {
			path = filepath.Join(path, "precious")
			err = os.WriteFile(path, []byte(what), 0o600)
		}
	case 2:
		err = os.Symlink(filepath.Join(p.outside, "precious"), path)
	case 3:
		err = os.Symlink(p.outside, path)
	case 4:
		err = mkfifo(path)
	case 5:
		err = os.Symlink("nowhere", path)
	}
	if err != nil {
		return what + " failed", ""
	}
	return what, path
}

// stage makes a link to others' files where the stage is to be: it may be taken away, but not what it leads to.
func (p planter) stage() string {
	os.RemoveAll(filepath.Join(p.out, stage))
	os.Symlink(p.outside, filepath.Join(p.out, stage))
	return ""
}
