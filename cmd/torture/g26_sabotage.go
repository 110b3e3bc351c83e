package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// sabotage is a program made worse: in one file of the module a piece of text is another.
type sabotage struct {
	what, goal, file string
	old, new         string
}

// sabotages each break one promise; a goal that does not see it is worth nothing.
var sabotages = []sabotage{
	{"files are not synced", "G6", "internal/publish/disk_linux.go", "{ return unix.Syncfs(int(output.Fd())) }", "{ return nil }"},
	{"folders are not synced", "G6", "internal/publish/disk_linux.go", "error { return f.Sync() }", "error { return nil }"},
	{"a failed sync is passed over", "G5", "internal/publish/disk_linux.go", "{ return unix.Syncfs(int(output.Fd())) }", "{ unix.Syncfs(int(output.Fd())); return nil }"},
	{"the sync is not told what failed before", "G5", "internal/publish/commit.go", "syncStage(s.lock)", "func() error { f, _ := s.stage.Open(\".\"); defer f.Close(); return syncStage(f) }()"},
	{"files are written in place, not moved", "G2", "internal/publish/commit.go",
		`err := s.root.Rename(stageName+"/"+staged, to); err != nil`,
		`err := func() error { data, err := s.root.ReadFile(stageName + "/" + staged); if err != nil { return err }; return s.root.WriteFile(to, data, 0o644) }(); err != nil`},
	{"pages come before what they ask for", "G2", "internal/publish/path.go", "	switch extension(path) {", "	switch extension(\"\") {"},
	{"no manifest says what is coming", "G2", "internal/publish/commit.go", `s.move("during", ManifestName)`, `error(nil)`},
	{"a failed write is passed over", "G1", "internal/publish/stage.go", "_, err = f.Write(data)", "f.Write(data)"},
	{"a full disk is passed over", "G4", "internal/publish/stage.go", "_, err = f.Write(data)", "f.Write(data)"},
	{"the folder is not locked", "G8", "internal/publish/lock_unix.go", "err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)", "err := error(nil)"},
	{"old assets go at once", "G3", "internal/publish/plan.go", "hashedAsset(path) && !wasKept", "false && !wasKept"},
	{"files of others are written over", "G7", "internal/publish/plan.go", "foreign = append(foreign, path)", "_ = foreign"},
	{"what was edited is written over", "G7", "internal/publish/plan.go", "if len(edited) > 0", "if false"},
	{"any name is stored", "G24", "internal/build/assets.go", "if !fileName.MatchString(part) || site.Device(part) {", "if false && site.Device(part) {"},
	{"what was published is believed without a look", "G9", "internal/publish/standing.go", "err != nil || state != ours", "err != nil || state > alien"},
	{"pages do not count among the sources", "G9", "internal/build/from.go", "h.put(p.File, sum[:])", "_ = sum"},
	{"any Host is answered", "G14", "internal/serve/answer.go", "case !s.goesBy(r.Host):", "case false:"},
	{"text is not escaped", "G16", "internal/markdown/links.go", "{ html.DefaultWriter.RawWrite(w, text) }", "{ _ = html.DefaultWriter; w.Write(text) }"},
	{"nothing is too deep", "G17", "internal/markdown/limits.go", "maxDepth    = 20 ", "maxDepth    = 1 << 30 "},
	{"a build reads a file of the machine", "G15", "cmd/explainer/build.go", "	put := stage.Put", "	os.ReadFile(\"/etc/hostname\")\n	put := stage.Put"},
	{"pages depend on the environment", "G21", "cmd/explainer/build.go", "put := stage.Put",
		`put := func(p string, d []byte) error { return stage.Put(p, append(d, os.Getenv("LANG")...)) }`},
}

// sabotaged makes each of them and tries a sample of the goal, which must be missed.
func sabotaged(l *lab) *outcome {
	o := &outcome{}
	if l.short {
		return &outcome{skipped: "only full runs make sabotaged programs", excused: true}
	}
	red := 0
	for i, s := range sabotages {
		dir := l.path(fmt.Sprintf("sabotage-%d", i))
		worse := &lab{root: filepath.Join(dir, "module"), bin: filepath.Join(dir, "explainer"), dir: dir, short: true, hasty: true, seed: l.seed}
		must(s.make(l.root, worse))
		chosen, err := choose(s.goal)
		must(err)
		got := worse.try(chosen[0])
		switch {
		case got.skipped != "":
			o.note("%s: %s was skipped", s.what, s.goal)
		case got.missed == 0:
			o.miss("%s: %s stays green: %s", s.what, s.goal, got.result())
		default:
			red++
			first, _, _ := strings.Cut(strings.ReplaceAll(got.first[0], dir+"/", ""), "\n")
			o.note("%s: %s is red: %s", s.what, s.goal, first)
		}
		must(os.RemoveAll(dir))
	}
	return o.say("%d of %d turn their goal red", red, len(sabotages))
}

// make builds the program from a copy of the module.
func (s sabotage) make(root string, l *lab) error {
	if err := copyModule(root, l.root); err != nil {
		return err
	}
	file := filepath.Join(l.root, filepath.FromSlash(s.file))
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text := string(data)
	if strings.Count(text, s.old) != 1 {
		return fmt.Errorf("%s: %s holds %q %d times, not once", s.what, s.file, s.old, strings.Count(text, s.old))
	}
	text = strings.Replace(text, s.old, s.new, 1)
	if strings.Contains(s.new, "os.") && !strings.Contains(text, "\t\"os\"\n") {
		text = strings.Replace(text, "import (\n", "import (\n\t\"os\"\n", 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	return build(l.root, l.bin)
}
