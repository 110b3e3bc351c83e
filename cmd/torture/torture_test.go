package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// two editions of a site with one page, which asks for a stylesheet.
func two() (a, b *edition) {
	page := func(style string) string { return `<link href="assets/` + style + `.css">` }
	a = &edition{name: "a", files: tree{"index.html": page("one"), "assets/one.css": "1", "old.html": "old"}}
	b = &edition{name: "b", files: tree{"index.html": page("two"), "assets/two.css": "2"}}
	for _, e := range []*edition{a, b} {
		e.asks = map[string][]string{}
		for file, data := range e.files {
			e.asks[file] = assetsOf(file, data)
		}
	}
	return a, b
}

// listed is a tree with a manifest that knows all of it.
func listed(t tree) tree {
	text := "# explainer manifest 1\n"
	for file, data := range t {
		text += hashOf(data) + "  " + file + "\n"
	}
	t[manifest] = text + "# end\n"
	return t
}

func TestJudges(t *testing.T) {
	a, b := two()
	judge := func(now tree) string {
		return strings.Join(slices.Concat(now.broken(a, b), now.lost(a, b), now.unknown()), "\n")
	}
	healed := func(now tree) string { return strings.Join(now.unhealed(b, a), "\n") }
	kept := tree{"index.html": b.files["index.html"], "assets/two.css": "2", "assets/one.css": "1"}
	for _, c := range []struct {
		name   string
		judge  func(tree) string
		change func(tree)
		want   string // "": nothing is wrong
	}{
		{"whole", judge, func(tree) {}, ""},
		{"healed", healed, func(tree) {}, ""},
		{"torn", judge, func(now tree) { now["index.html"] = now["index.html"][:5] }, "index.html (5 bytes) is of no edition"},
		{"emptied", judge, func(now tree) { now["assets/two.css"] = "" }, "of no edition"},
		{"lost", judge, func(now tree) { delete(now, "index.html") }, "index.html is lost"},
		{"early page", judge, func(now tree) { delete(now, "assets/two.css") }, "index.html asks for assets/two.css"},
		{"early removal", judge, func(now tree) { now["index.html"] = a.files["index.html"] }, "old.html is lost before the next edition is whole"},
		{"unlisted", judge, func(now tree) { now[manifest] = "# explainer manifest 1\n# end\n" }, "does not know index.html"},
		{"half a manifest", judge, func(now tree) { now[manifest] = strings.TrimSuffix(now[manifest], "# end\n") }, "the manifest is not whole"},
		{"not healed", healed, func(now tree) { now["index.html"] = a.files["index.html"] }, "index.html is not healed"},
		{"left over", healed, func(now tree) { now["old.html"] = "old" }, "old.html is left over"},
	} {
		now := tree{}
		for file, data := range kept {
			now[file] = data
		}
		listed(now)
		c.change(now)
		if got := c.judge(now); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTouched(t *testing.T) {
	file := filepath.Join(t.TempDir(), "theirs")
	write := func(text string) { must(os.WriteFile(file, []byte(text), 0o644)) }
	for name, change := range map[string]func(){
		"written": func() { write("other") }, "gone": func() { os.Remove(file) },
		"replaced": func() { must(os.Rename(file, file+"2")); write("theirs") }, "mode": func() { os.Chmod(file, 0o600) },
	} {
		os.Remove(file)
		write("theirs")
		was := seals(file)
		if wrong := touched(was); wrong != nil {
			t.Error(wrong)
		}
		change()
		if touched(was) == nil {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

// TestUnsynced: a call is safe when the file or the folder that it changed is synced after it, and no sooner.
func TestUnsynced(t *testing.T) {
	ops := []op{
		{name: "create", path: "s/1", inode: 1}, {name: "write", path: "s/1", inode: 1, data: "x"},
		{name: "fsync", path: "s/1", inode: 1}, {name: "rename", path: "s/1", to: "a/x", inode: 1},
		{name: "fsync", path: "s", inode: -1}, {name: "fsync", path: "a", inode: -1}, {name: "remove", path: "s/2"}, {name: "syncfs", path: "."},
	}
	for n, want := range [][]int{nil, {0}, {0, 1}, {0}, {0, 3}, {3}, nil, {6}, nil} {
		if got := unsynced(ops, n); !slices.Equal(got, want) {
			t.Errorf("after %d calls: got %v, want %v", n, got, want)
		}
	}
	if got := vain(append(slices.Clone(ops), op{name: "fsync", path: "a", inode: -1})); !slices.Equal(got, []int{len(ops)}) {
		t.Errorf("in vain are %v, want the last call alone", got)
	}
	if got := losses([]int{1, 2, 3}, 2); len(got) != 7 {
		t.Errorf("got %v", got)
	}
	d := disk{map[string]int{"a/x": 0}, map[string]bool{"a": true}, map[int]string{0: "old"}}
	lost := d.clone()
	for i, x := range ops {
		d.do(x)
		if i != 1 {
			lost.do(x)
		}
	}
	if d.tree()["a/x"] != "x" || lost.tree()["a/x"] != "" {
		t.Errorf("got %v, and without the write %v", d.tree(), lost.tree())
	}
}

// TestSabotages: each still finds the text that it is to replace, and names a goal.
func TestSabotages(t *testing.T) {
	for _, s := range sabotages {
		data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(s.file)))
		if n := strings.Count(string(data), s.old); err != nil || n != 1 {
			t.Errorf("%s: %s holds its text %d times (%v)", s.what, s.file, n, err)
		}
		if _, err := choose(s.goal); err != nil {
			t.Error(err)
		}
	}
	if len(sabotages) < 10 {
		t.Errorf("%d sabotages, 10 at least", len(sabotages))
	}
}

// TestSuites: the tests that goals run are there, since go test says nothing of a name that it does not find.
func TestSuites(t *testing.T) {
	var found [][]string
	sources, _ := filepath.Glob("g*.go")
	for _, file := range sources {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, regexp.MustCompile(`suite\{"([^"]+)", "([^"]+)"`).FindAllStringSubmatch(string(data), -1)...)
	}
	if len(found) < 15 {
		t.Fatalf("%d suites were read", len(found))
	}
	for _, m := range found {
		files, _ := filepath.Glob(filepath.Join("..", "..", m[1], "*_test.go"))
		var all strings.Builder
		for _, file := range files {
			text, _ := os.ReadFile(file)
			all.Write(text)
		}
		for _, name := range regexp.MustCompile(`Test\w+`).FindAllString(m[2], -1) {
			if !strings.Contains(all.String(), "\nfunc "+name) {
				t.Errorf("%s has no %s", m[1], name)
			}
		}
	}
}

// TestStores: a file system that stores all names, as Linux has them, is told from those that G24 is for.
func TestStores(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere an ordinary folder need not store them")
	}
	for _, s := range stores {
		dir := filepath.Join(t.TempDir(), "odd")
		if !storesAll(dir, s.odd) {
			t.Errorf("%s: an ordinary folder does not store each of %q", s.name, s.odd)
		}
		must(os.RemoveAll(dir))
		if storesAll(dir, append(s.odd, "one/two")) {
			t.Errorf("%s: a name that cannot be stored is not missed", s.name)
		}
	}
}

// TestAilments: a disk fails from each call on, and before it, with and without a witness.
func TestAilments(t *testing.T) {
	points := []string{"open", "write", "sync"}
	atTimes := len(new(lab).ailments(nil))
	all := new(lab).ailments(points)
	kinds := map[string]bool{}
	for _, a := range all {
		if a.point != "" {
			kinds[fmt.Sprint(a.point, a.brief, a.told)] = true
		}
	}
	if len(kinds) != 3*len(points) || len(all) != atTimes+3*len(points) || atTimes < 100 {
		t.Errorf("%d trials, %d of them at times, %d kinds at calls", len(all), atTimes, len(kinds))
	}
}

func TestChoose(t *testing.T) {
	if got, err := choose("g8,G1"); err != nil || len(got) != 2 || got[0].name != "G1" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := choose("G99"); err == nil {
		t.Error("G99 was found")
	}
}

// TestMet: where CI is set nothing may be skipped for want of something.
func TestMet(t *testing.T) {
	wanting, excused, missed := skip("no root"), &outcome{skipped: "full runs only", excused: true}, new(outcome).miss("x")
	for ci, want := range map[string][]bool{"": {true, true, false}, "1": {false, true, false}} {
		t.Setenv("CI", ci)
		for i, o := range []*outcome{wanting, excused, missed} {
			if o.met() != want[i] {
				t.Errorf("CI=%q, %d: got %t", ci, i, o.met())
			}
		}
	}
}
