package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// store is a file system of another world.
type store struct {
	name, kind, options string
	make                []string
	// odd are names of which it does not store each as it is spelled, beside those before it. That it refuses them is
	// seen first: what would store them all shows nothing.
	odd []string
}

var stores = []store{
	{"exFAT", "exfat-fuse", "loop", []string{"mkfs.exfat"}, []string{"a:b", "a?b", "README.md", "readme.md"}},
	{"NTFS", "ntfs-3g", "loop,windows_names", []string{"mkntfs", "-F", "-Q", "-q"}, []string{"con.txt", "aux", "a:b", "trail.", "trail "}},
	{"NTFS without case", "lowntfs-3g", "loop,ignore_case", []string{"mkntfs", "-F", "-Q", "-q"}, []string{"README.md", "readme.md"}},
}

// unstorable are files of a site that some system cannot store or not tell apart, each with the code of its finding.
var unstorable = []struct {
	code  string
	files []string
}{
	{"static-refused", []string{"static/con.txt"}},
	{"static-refused", []string{"static/aux"}},
	{"static-refused", []string{"static/Nul.tar.gz"}},
	{"static-refused", []string{"static/com1/sheet.css"}},
	{"static-refused", []string{"static/.well-known/lpt9"}},
	{"static-refused", []string{"static/a:b.txt"}},
	{"static-refused", []string{"static/a?b.txt"}},
	{"static-refused", []string{"static/a\\b.txt"}},
	{"static-refused", []string{"static/trail."}},
	{"static-refused", []string{"static/trail "}},
	{"static-refused", []string{"static/trail./sheet.css"}},
	{"static-refused", []string{"static/u\u0308.txt"}},
	{"static-refused", []string{"static/_dropped.txt"}},
	{"static-refused", []string{"static/tilde~1.txt"}},
	{"static-refused", []string{"static/" + strings.Repeat("long", 22) + ".txt"}},
	{"output-collision", []string{"static/README.txt", "static/readme.txt"}},
	{"output-collision", []string{"static/.well-known/Key", "static/.well-known/key"}},
	{"output-collision", []string{"static/Case/a.css", "static/case/b.css"}},
	{"page-name", []string{"content/con.md"}},
	{"page-name", []string{"content/com1.md"}},
	{"page-name", []string{"content/a:b.md"}},
	{"page-name", []string{"content/trail .md"}},
	{"page-name", []string{"content/README.md", "content/readme.md"}},
}

// storedNames publishes this repository's site and the editions onto file systems of other systems, where the same is
// to come of it as here, and sites with names that one of them cannot store, which are refused here and there with the
// same words.
func storedNames(l *lab) *outcome {
	o := tests(suite{"internal/publish", "^(TestPaths|TestPutErrors)$", "", ""})(l)
	dir := l.path("names")
	clear(dir)
	n := &naming{l: l, o: o, dir: dir, here: filepath.Join(dir, "here")}
	n.publish("here", n.here)
	n.refuse("here", filepath.Join(dir, "refused"))
	tried := 0
	for _, s := range stores {
		kernel := kernelLacks()
		why := cmp.Or(kernel, lacking("mount."+s.kind, s.make[0]))
		if why == "" {
			why = n.on(s)
		}
		switch {
		case why == "":
			tried++
		case kernel == "" && os.Getenv("CI") != "":
			o.miss("%s: %s", s.name, why)
		default:
			o.note("%s was not tried: %s", s.name, why)
		}
	}
	return o.say("%d publishes and %d refusals, here and on %d of %d other file systems", n.published, n.refused, tried, len(stores))
}

// naming is what was published and refused so far.
type naming struct {
	l                  *lab
	o                  *outcome
	dir, here          string
	said               []ended // of the sites that are refused, what came of it here
	published, refused int
}

// on tries a file system, and says why that cannot be done here.
func (n *naming) on(s store) string {
	at := filepath.Join(n.dir, "at")
	must(os.MkdirAll(at, 0o755))
	image, err := newImage(32, n.dir, "image")
	must(err)
	if err := system(s.make[0], append(s.make[1:], image)...); err != nil {
		return err.Error()
	}
	err = mounted(image, at, func() {
		defer time.AfterFunc(4*patience, func() { system("umount", "-f", at) }).Stop() // whoever waits for it gets an error
		if stored := storesAll(filepath.Join(at, "odd"), s.odd); stored {
			n.o.miss("%s stores each of %q, so it shows nothing", s.name, s.odd)
		}
		n.publish(s.name, filepath.Join(at, "out"))
		n.refuse(s.name, filepath.Join(at, "refused"))
	}, "-t", s.kind, "-o", s.options)
	if err != nil {
		return err.Error()
	}
	return ""
}

// storesAll says whether a folder holds files of some names under those names, each with its own bytes.
func storesAll(dir string, names []string) bool {
	must(os.Mkdir(dir, 0o755))
	want := tree{}
	for _, name := range names {
		want[name] = name
		os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644)
	}
	return maps.Equal(readTree(dir), want)
}

// publish publishes the repository's site, then the editions, each twice, into folders that must come to be what they
// are here, and asks verify about each.
func (n *naming) publish(where, out string) {
	z, a, b := n.l.editions()
	site := func(out string) *exec.Cmd {
		return exec.Command(n.l.bin, "build", "--quiet", "--root", n.l.root, "--today", today, "--base-url", "https://example.org/deal/", "--output", out)
	}
	type step struct {
		into, name string
		build      func(out string) *exec.Cmd
	}
	steps := []step{{"site", "the site", site}}
	for _, e := range []*edition{z, a, b} {
		steps = append(steps, step{"editions", "edition " + e.name, func(out string) *exec.Cmd { return n.l.builder(e, out) }})
	}
	for _, s := range steps {
		into := filepath.Join(out, s.into)
		for _, time := range []string{"", " again"} {
			trial := s.name + time + " on " + where
			if r := finish(s.build(into)); r.code != 0 {
				n.o.miss("%s: status %d: %s", trial, r.code, tail(r.stdout+r.stderr))
			}
			n.published++
			if r := finish(exec.Command(n.l.bin, "verify", "--quiet", into)); r.code != 0 {
				n.o.miss("%s: verify: %s", trial, tail(r.stdout+r.stderr))
			}
		}
	}
	if out == n.here {
		n.o.missAll("editions "+where, readTree(filepath.Join(out, "editions")).unhealed(b, z, a))
		return
	}
	n.o.missAll("published on "+where, readTree(out).differs(readTree(n.here)))
}

// refuse builds each of the sites that cannot be stored. All are refused as they are here.
func (n *naming) refuse(where, out string) {
	for i, u := range unstorable {
		site := filepath.Join(n.dir, fmt.Sprintf("site-%d", i))
		first := len(n.said) == i // it is the first time
		if first {
			must(makeSite(n.l, site, u.files))
		}
		r := finish(exec.Command(n.l.bin, "build", "--quiet", "--root", site, "--today", today, "--output", out))
		if first {
			n.said = append(n.said, r)
		}
		n.refused++
		trial := fmt.Sprintf("%q on %s", u.files, where)
		switch {
		case r.code != 1 || !strings.Contains(r.stdout, "["+u.code+"]"):
			n.o.miss("%s: status %d and no %s: %s", trial, r.code, u.code, tail(r.stdout+r.stderr))
		case exists(out):
			n.o.miss("%s: something was published: %v", trial, slices.Sorted(maps.Keys(readTree(out))))
		case r != n.said[i]:
			n.o.miss("%s: it is refused with other words than here: %s", trial, tail(r.stdout+r.stderr))
		}
	}
}

// makeSite makes a small site with some files more.
func makeSite(l *lab, site string, files []string) error {
	if r := finish(exec.Command(l.bin, "init", site)); r.code != 0 {
		return fmt.Errorf("init: %s", r.stderr)
	}
	for _, file := range files {
		file = filepath.Join(site, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte("---\ntitle: A name\ndescription: A page with an odd name.\n---\nWords.\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}
