package main

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// op is one call of a publish that changes what is on the disk, or makes earlier ones durable.
type op struct {
	name     string // create, write, mkdir, rename, remove; fsync, syncfs
	path, to string // below the output
	inode    int    // of create, write, rename
	data     string
}

func (x op) syncs() bool { return x.name == "fsync" || x.name == "syncfs" }

func (x op) String() string { return strings.TrimSpace(x.name + " " + x.path + " " + x.to) }

// disk is a model of a file system: names of inodes, and what they hold.
type disk struct {
	names   map[string]int
	folders map[string]bool
	data    map[int]string
}

func (d disk) clone() disk {
	return disk{maps.Clone(d.names), maps.Clone(d.folders), maps.Clone(d.data)}
}

// do makes a call happen. A name stands for the inode that it stood for when the call was recorded, also where the
// call that gave it is lost.
func (d disk) do(x op) {
	switch x.name {
	case "create":
		d.names[x.path] = x.inode
	case "write":
		d.data[x.inode] += x.data
	case "mkdir":
		d.folders[x.path] = true
	case "rename":
		delete(d.names, x.path)
		d.names[x.to] = x.inode
	case "remove":
		delete(d.names, x.path)
		delete(d.folders, x.path)
	}
}

// tree is what a reader finds. A file in a folder whose name was lost is lost.
func (d disk) tree() tree {
	t := tree{}
	for name, inode := range d.names {
		if strings.HasPrefix(name, stage+"/") {
			continue
		}
		if dir := path.Dir(name); dir == "." || d.folders[dir] {
			t[name] = d.data[inode]
		}
	}
	return t
}

// recorder writes down the calls of a publish.
type recorder struct {
	out   string
	now   disk // as if nothing were lost
	known map[string]string
	ops   []op
	odd   []string // calls that the model does not know
}

func newRecorder(out string, start tree, known ...*edition) *recorder {
	r := &recorder{out: out, now: disk{map[string]int{}, map[string]bool{}, map[int]string{}}, known: map[string]string{}}
	for _, e := range known {
		for _, data := range e.files {
			r.known[data] = data // equal texts are one text, which compares at once
		}
	}
	for name, data := range start {
		inode := len(r.now.data)
		r.now.names[name], r.now.data[inode] = inode, r.one(data)
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			r.now.folders[dir] = true
		}
	}
	return r
}

func (r *recorder) one(data string) string {
	if same, ok := r.known[data]; ok {
		return same
	}
	return data
}

// after takes a call down that worked.
func (r *recorder) after(c *call) {
	if c.got < 0 || !c.within(r.out) {
		return
	}
	var at []string
	for _, p := range c.paths {
		rel, _ := filepath.Rel(r.out, p)
		at = append(at, rel)
	}
	x := op{path: at[0]}
	switch c.name {
	case "openat":
		_, there := r.now.names[x.path]
		if c.flags&syscall.O_CREAT == 0 || there && c.flags&syscall.O_TRUNC == 0 {
			return
		}
		x.name, x.inode = "create", len(r.now.data)
		r.now.data[x.inode] = ""
	case "write":
		x.name, x.inode, x.data = "write", r.now.names[x.path], r.one(string(c.data[:c.got]))
	case "mkdirat":
		x.name = "mkdir"
	case "renameat", "renameat2":
		x.name, x.inode, x.to = "rename", r.now.names[x.path], at[1]
	case "unlinkat":
		x.name = "remove"
	case "fsync", "fdatasync":
		x.name, x.inode = "fsync", -1 // of a folder
		if inode, ok := r.now.names[x.path]; ok {
			x.inode = inode
		}
	case "syncfs":
		x.name = "syncfs"
	case "read", "pread64", "close", "fstat", "newfstatat", "statx", "faccessat", "faccessat2", "readlinkat", "getdents64", "lseek", "fcntl", "flock":
		return
	default:
		r.odd = append(r.odd, c.name)
		return
	}
	r.now.do(x)
	r.ops = append(r.ops, x)
}

// makesDurable says whether a call saves an earlier one from a power cut: a sync of the file that was written, or of
// the folder in which a name came, changed or went.
func (x op) makesDurable(earlier op) bool {
	switch {
	case x.name == "syncfs":
		return true
	case x.name != "fsync":
		return false
	case earlier.name == "write":
		return x.inode == earlier.inode
	case earlier.name == "rename":
		return x.path == path.Dir(earlier.to)
	}
	return x.path == path.Dir(earlier.path)
}

// unsynced are the calls before n which a power cut may lose.
func unsynced(ops []op, n int) []int {
	var open []int
	for i, x := range ops[:n] {
		if !x.syncs() && !slices.ContainsFunc(ops[i:n], func(later op) bool { return later.makesDurable(x) }) {
			open = append(open, i)
		}
	}
	return open
}

// vain are the syncs before which there is nothing that they make durable.
func vain(ops []op) []int {
	var found []int
	for n, x := range ops {
		if x.syncs() && !slices.ContainsFunc(unsynced(ops, n), func(i int) bool { return x.makesDurable(ops[i]) }) {
			found = append(found, n)
		}
	}
	return found
}

// withoutSync publishes with --no-sync: the calls are the same, in the same order, less those that wait for the disk, so
// that whatever holds for a publish that was killed holds for this one.
func (t *bench) withoutSync(o *outcome, ops []op) {
	t.reset()
	r := newRecorder(t.out, readTree(t.out).without(t.others), t.b)
	cmd := t.builder()
	cmd.Args = append(cmd.Args, "--no-sync")
	_, err := trace(cmd, nil, r.after)
	must(err)
	if syncs(r.ops) > 0 {
		o.miss("--no-sync syncs")
	}
	if got, want := changes(r.ops), changes(ops); !slices.Equal(got, want) {
		o.miss("--no-sync makes other calls: %q, not %q", got, want)
	}
}

// changes are the calls that readers could see, in order: pages are staged in any.
func changes(ops []op) (list []string) {
	for _, x := range ops {
		switch {
		case x.name == "rename":
			list = append(list, "rename to "+x.to)
		case !x.syncs() && !strings.HasPrefix(x.path, stage+"/"):
			list = append(list, x.String())
		}
	}
	return list
}

func syncs(ops []op) (n int) {
	for _, x := range ops {
		if x.syncs() {
			n++
		}
	}
	return n
}

// powerCuts records the calls of a publish, and judges what a power cut can leave: all calls up to one, less any one
// or two, in a full run three, that no sync had made durable.
func powerCuts(l *lab) *outcome {
	if why := tracing(); why != "" {
		return skip("%s", why)
	}
	t, o := l.bench(0), &outcome{}
	z, a, b := l.editions()
	t.reset()
	r := newRecorder(t.out, t.start.without(t.others), z, a, b)
	first := r.now.clone()
	e, err := trace(t.builder(), nil, r.after)
	must(err)
	if e.code != 0 || len(r.odd) > 0 {
		return o.miss("the publish ends with status %d, calls that the model does not know: %q", e.code, r.odd)
	}
	if got := r.now.tree().differs(t.healed); len(got) > 0 {
		o.missAll("the model is not the disk", got)
		return o
	}
	for _, i := range vain(r.ops) {
		o.miss("%s, call %d, makes nothing durable", r.ops[i], i+1)
	}
	states, random := 0, l.rand(0)
	found := map[string]disk{} // states in which something is under way, one of each kind
	for n := range len(r.ops) + 1 {
		if l.enough(o) {
			break
		}
		open := unsynced(r.ops, n)
		for _, lost := range losses(open, l.count(2, 3)) {
			d := first.clone()
			for i, x := range r.ops[:n] {
				if !slices.Contains(lost, i) {
					d.do(x)
				}
			}
			states++
			now := d.tree()
			o.missAll(fmt.Sprintf("cut after %d calls, without %s", n, names(r.ops, lost)),
				slices.Concat(now.broken(z, a, b), now.lost(a, b), now.unknown()))
			if random.IntN(len(open)*len(open)+1) == 0 {
				found[fmt.Sprint(n, lost)] = d
			}
		}
	}
	mended := t.mend(o, found, l.count(40, 1000))
	t.reset()
	must(t.publish(b, t.out))
	again := newRecorder(t.out, readTree(t.out).without(t.others), b)
	_, err = trace(t.builder(), nil, again.after)
	must(err)
	if len(again.ops) > 0 {
		o.miss("a publish of what is there makes %d calls that write or sync, such as %s", len(again.ops), again.ops[0])
	}
	t.withoutSync(o, r.ops)
	return o.say("%d states of %d calls, %d of them syncs", states, len(r.ops), syncs(r.ops)).
		say("%d states put on a disk and mended", mended).say("%d writes where nothing changed", len(again.ops))
}

// losses are all choices of up to so many of some calls.
func losses(open []int, most int) [][]int {
	all := [][]int{nil}
	for i := 0; i < len(all); i++ {
		if len(all[i]) == most {
			continue
		}
		for _, x := range open {
			if len(all[i]) == 0 || x > all[i][len(all[i])-1] {
				all = append(all, append(slices.Clone(all[i]), x))
			}
		}
	}
	return all
}

func names(ops []op, which []int) string {
	var list []string
	for _, i := range which {
		list = append(list, ops[i].String())
	}
	return strings.Join(list, " and ")
}

// mend puts states on the disk, and lets a publish heal each.
func (t *bench) mend(o *outcome, states map[string]disk, most int) int {
	n := 0
	z, a, b := t.l.editions()
	for _, name := range slices.Sorted(maps.Keys(states)) {
		if n == most {
			break
		}
		n++
		clear(t.out)
		d := states[name]
		for _, folder := range slices.Sorted(maps.Keys(d.folders)) {
			must(os.MkdirAll(filepath.Join(t.out, folder), 0o755))
		}
		for file, inode := range d.names {
			if exists(filepath.Join(t.out, path.Dir(file))) {
				must(os.WriteFile(filepath.Join(t.out, file), []byte(d.data[inode]), 0o644))
			}
		}
		if err := t.publish(b, t.out); err != nil {
			o.miss("state %s: the next publish fails: %v", name, err)
			continue
		}
		wrong := readTree(t.out).unhealed(b, z, a)
		if exists(filepath.Join(t.out, stage)) {
			wrong = append(wrong, "a stage is left over")
		}
		o.missAll("state "+name, wrong)
	}
	return n
}
