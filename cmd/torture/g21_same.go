package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// same builds this repository's own site over and over, each time in another place and under other circumstances, and
// the program from two folders.
func same(l *lab) *outcome {
	o, random := &outcome{}, l.rand(0)
	hashes := map[string]string{}
	n := l.count(24, 200)
	bins := l.processors()
	for i := range n {
		hash, where := l.elsewhere(random, i, bins[i/2%len(bins)])
		if _, known := hashes[hash]; !known {
			hashes[hash] = where
		}
	}
	if len(hashes) != 1 {
		o.miss("%d hashes: %v", len(hashes), slices.Collect(maps.Values(hashes)))
	}
	o.say("%d builds of the site by %d programs: %d hash", n, len(bins), len(hashes))
	programs := map[string]bool{}
	for i, zone := range []string{"Asia/Tokyo", "America/Lima"} {
		module := l.path(fmt.Sprintf("module-%d", i), strings.Repeat("deep/", i*3))
		must(copyModule(l.root, module))
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", filepath.Join(module, "program"), "./cmd/explainer")
		cmd.Dir = module
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "TZ="+zone)
		if i > 0 && !l.short {
			cmd.Env = append(cmd.Env, "GOCACHE="+l.path("gocache")) // so that it is made anew
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			return o.miss("go build: %s", tail(string(out)))
		}
		data, err := os.ReadFile(filepath.Join(module, "program"))
		must(err)
		programs[hashOf(string(data))] = true
		must(os.RemoveAll(module))
	}
	os.RemoveAll(l.path("gocache"))
	if len(programs) != 1 {
		o.miss("the program has %d hashes", len(programs))
	}
	return o.say("2 builds of the program: %d hash", len(programs))
}

// processors are the program and, where this machine can run it, one for newer processors: they multiply and add in one
// step, and so do the usual programs for arm64 and others.
func (l *lab) processors() []string {
	newer := l.path("explainer-v3")
	if runtime.GOARCH != "amd64" {
		return []string{l.bin}
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-o", newer, "./cmd/explainer")
	cmd.Dir, cmd.Env = l.root, append(os.Environ(), "CGO_ENABLED=0", "GOAMD64=v3")
	if out, err := cmd.CombinedOutput(); err != nil {
		panic(trouble{fmt.Errorf("go build: %w\n%s", err, tail(string(out)))})
	}
	if exec.Command(newer, "version").Run() != nil {
		return []string{l.bin}
	}
	return []string{l.bin, newer}
}

// elsewhere builds the site in a place of its own and returns the hash of all that was published, and how.
func (l *lab) elsewhere(random *rand.Rand, i int, bin string) (hash, where string) {
	dir := l.path("elsewhere", fmt.Sprintf("%x", random.Uint64()), strings.Repeat("d/", random.IntN(6)))
	defer os.RemoveAll(l.path("elsewhere"))
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	must(scatter(random, filepath.Join(l.root, "content"), filepath.Join(site, "content")))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	cmd := exec.Command(bin, "build", "--quiet", "--root", site, "--output", out, "--base-url", "https://example.org/deal/")
	cmd.Dir = dir
	cmd.Env = []string{
		"HOME=" + dir, "TZ=" + pick("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "nonsense"),
		"LC_ALL=" + pick("C", "tr_TR.UTF-8", "ja_JP.SJIS", "de_DE@euro", ""), "LANG=" + pick("C", "tr_TR", ""),
		"GOMAXPROCS=" + pick("1", "2", "3", "8"), "GOGC=" + pick("off", "10", "100"), "GODEBUG=" + pick("", "randautoseed=0", "cpu.avx2=off"),
		fmt.Sprintf("SOURCE_DATE_EPOCH=%d", random.Int64N(4e9)),
		"USER=" + pick("root", "nobody", "ö"), "HOSTNAME=" + pick("a", "b"),
		"TMPDIR=" + pick("/tmp", "/nowhere"), "CI=" + pick("", "1"), "COLORTERM=" + pick("", "truecolor"), "PWD=/nowhere",
	}
	switch i % 8 {
	case 3:
		cmd.Env = []string{} // nothing at all
	case 5:
		for range 200 {
			cmd.Env = append(cmd.Env, fmt.Sprintf("X%d=%x", random.IntN(1e6), random.Uint64()))
		}
	}
	if os.Getuid() == 0 && i%2 == 1 {
		for p := dir; p != l.dir; p = filepath.Dir(p) {
			must(os.Chown(p, nobody, nobody))
		}
		asNobody(cmd)
	}
	mask := []int{0, 0o022, 0o027, 0o077}[random.IntN(4)]
	was := umask(mask)
	r := finish(cmd)
	umask(was)
	where = fmt.Sprintf("%s umask %03o %s", filepath.Base(bin), mask, strings.Join(cmd.Env, " "))
	if r.code != 0 {
		return "status " + fmt.Sprint(r.code) + ": " + tail(r.stdout+r.stderr), where
	}
	h := sha256.New()
	t := readTree(out)
	for _, file := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(h, "%s %s\n", hashOf(t[file]), file)
	}
	return hex.EncodeToString(h.Sum(nil)), where
}

// scatter copies a folder, file by file in any order, with any times: a folder is listed in the order of its making
// on some file systems.
func scatter(random *rand.Rand, from, to string) error {
	var names []string
	err := filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			rel, _ := filepath.Rel(from, file)
			names = append(names, rel)
		}
		return err
	})
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		file := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
		if err := os.Chtimes(file, time.Time{}, time.Unix(random.Int64N(4e9), 0)); err != nil {
			return err
		}
	}
	return err
}

// copyModule copies the sources of the module: what git keeps, and what is not kept yet.
func copyModule(from, to string) error {
	return filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, file)
		switch {
		case slices.Contains([]string{".git", "node_modules", "bin", "public", "shots"}, rel):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, info.Mode().Perm())
	})
}
