package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

const slow = 4 // milliseconds that a write takes, so that a moment between two of them can be met by chance

// drive is a disk that can fail, and on it an ext4 with a bench's folder: an image that nbdkit writes, which fails
// writes while a file called failing is there; nbdfuse, which makes a file of what nbdkit serves; a loop device.
type drive struct {
	t      *bench // its out is on the drive
	dir    string
	image  string
	at     string // where it is mounted
	blank  []byte // the image as each trial begins
	server *exec.Cmd
	gone   chan bool // closed when the server is, so that nothing more is written
}

// ailment is how a drive fails.
type ailment struct {
	name  string
	rate  int     // percent of the writes that fail
	delay int     // milliseconds that a write takes
	point string  // the call of the publish at which it begins; "": at a time
	at    float64 // that time, in parts of what a publish takes
	brief bool    // it is well again when that call happens; what was staged was to be written meanwhile
	told  bool    // and somebody else has been told that it was not
}

// failingDisk publishes an edition onto disks whose writes fail: from the beginning, from each of its calls on, for the
// moment before each, and from random times on. The publish tells it, or what it published is on the disk even where that
// is taken away at once. Either way each file is whole, and the next publish heals.
func failingDisk(l *lab) *outcome {
	if why := kernelLacks(); why != "" {
		return &outcome{skipped: why, excused: true}
	}
	if why := lacking("nbdkit", "nbdfuse", "mkfs.ext4", "e2fsck", "sync"); why != "" {
		return skip("%s", why)
	}
	o := &outcome{}
	drives := map[*bench]*drive{}
	for lane := range l.lanes() {
		t := l.bench(lane)
		d, err := newDrive(t)
		if err != nil {
			return skip("a disk that fails cannot be made: %v", err)
		}
		drives[t] = d
	}
	first := drives[l.bench(0)]
	if err := first.start(0, 0); err != nil {
		return skip("a disk that fails cannot be made: %v", err)
	}
	first.end()
	points, usual := first.healthy(o)
	if o.missed > 0 {
		return o
	}
	trials := l.ailments(points)
	var told, durable atomic.Int64
	l.spread(o, len(trials), func(t *bench, i int) {
		tells, reached := false, false
		for try := 0; try < 5 && !reached; try++ { // with luck the order of calls is another one
			tells, reached = drives[t].fail(o, trials[i], usual, i%2 == 1)
		}
		switch {
		case !reached:
			o.miss("%s: it was not reached", trials[i].name)
		case tells:
			told.Add(1)
		default:
			durable.Add(1)
		}
	})
	n, m := told.Load(), durable.Load()
	if n == 0 {
		o.miss("of %d publishes none met the failing disk", m)
	}
	return o.say("%d failing disks at %d calls: %d told, %d with all on the disk", n+m, len(points), n, m)
}

// ailments are the trials. Without calls, which ask for tracing, there are those at random times alone.
func (l *lab) ailments(points []string) []ailment {
	random := l.rand(0)
	all := []ailment{{name: "all writes fail from the beginning", rate: 100}, {name: "some writes fail from the beginning", rate: 40}}
	for range l.count(6, 150) {
		rate := []int{100, 50, 15}[random.IntN(3)]
		at := random.Float64() * 1.1
		all = append(all, ailment{name: fmt.Sprintf("%d%% of the writes fail from %.2f of the time on", rate, at), rate: rate, delay: slow, at: at})
	}
	step := l.count(max(1, len(points)/8), 1)
	for i := random.IntN(step); i < len(points); i += step {
		p, rate := points[i], []int{100, 50, 25}[random.IntN(3)]
		all = append(all,
			ailment{name: fmt.Sprintf("%d%% of the writes fail from %s on", rate, p), rate: rate, point: p},
			ailment{name: "the system writes before " + p + " in vain", rate: 100, point: p, brief: true},
			ailment{name: "the system writes before " + p + " in vain and tells somebody else", rate: 100, point: p, brief: true, told: true})
	}
	rand.New(rand.NewPCG(l.seed, 5)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// newDrive makes a drive with an ext4 and the folder of a bench.
func newDrive(t *bench) (d *drive, err error) {
	dir := filepath.Join(t.dir, "drive")
	own := *t
	d = &drive{t: &own, dir: dir, at: filepath.Join(dir, "at")}
	d.t.out = filepath.Join(d.at, "out")
	for _, folder := range []string{d.at, filepath.Join(dir, "fuse")} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
	}
	if d.image, err = newImage(16, dir, "image"); err != nil {
		return nil, err
	}
	// A write that begins in the middle of a page is two writes of nbdfuse. Where only the second fails, the loop device
	// takes the first for success, and tells ext4 nothing; so blocks are as large as pages.
	if err := system("mkfs.ext4", "-q", "-F", "-b", "4096", "-E", "nodiscard,lazy_itable_init=0,lazy_journal_init=0", d.image); err != nil {
		return nil, err
	}
	if err := mounted(d.image, d.at, func() { must(os.CopyFS(d.t.out, os.DirFS(t.before))) }, "-t", "ext4", "-o", "loop"); err != nil {
		return nil, err
	}
	d.blank, err = os.ReadFile(d.image)
	return d, err
}

// start puts the drive back and mounts it, well for now.
func (d *drive) start(rate, delay int) error {
	pid := filepath.Join(d.dir, "pid")
	os.Remove(pid)
	if err := os.WriteFile(d.image, d.blank, 0o644); err != nil {
		return err
	}
	args := []string{"-P", pid, filepath.Join(d.dir, "fuse", "disk"), "--command", "nbdkit", "-s", "--filter=error", "--filter=delay", "file", d.image,
		"error-file=" + d.failing(), fmt.Sprintf("wdelay=%dms", delay)}
	for _, what := range []string{"pwrite", "zero", "trim"} {
		args = append(args, fmt.Sprintf("error-%s-rate=%d%%", what, rate))
	}
	d.server, d.gone = exec.Command("nbdfuse", args...), make(chan bool)
	var said strings.Builder
	d.server.Stdout, d.server.Stderr = &said, &said // nbdkit has them too: Wait waits for both
	if err := d.server.Start(); err != nil {
		return err
	}
	go func() {
		d.server.Wait()
		close(d.gone)
	}()
	for began := time.Now(); !exists(pid); time.Sleep(2 * time.Millisecond) {
		select {
		case <-d.gone:
			d.end()
			return fmt.Errorf("nbdfuse ends at once: %s", tail(said.String()))
		default:
		}
		if time.Since(began) > patience {
			d.end()
			return fmt.Errorf("nbdfuse does not begin")
		}
	}
	if err := system("mount", "-t", "ext4", "-o", "loop,errors=remount-ro", filepath.Join(d.dir, "fuse", "disk"), d.at); err != nil {
		d.end()
		return err
	}
	return nil
}

func (d *drive) failing() string { return filepath.Join(d.dir, "failing") }

// ill makes writes fail.
func (d *drive) ill() { os.WriteFile(d.failing(), nil, 0o644) }

// well ends it.
func (d *drive) well() { os.Remove(d.failing()) }

// pull takes the disk away, as a power cut does. Whoever waits for it gets an error.
func (d *drive) pull() {
	d.server.Process.Kill()
	select {
	case <-d.gone:
	case <-time.After(patience):
		panic(trouble{fmt.Errorf("nbdkit does not end")})
	}
}

// end pulls the disk and unmounts all of it.
func (d *drive) end() {
	d.pull()
	dismount(d.at)
	dismount(filepath.Join(d.dir, "fuse"))
	d.well()
}

// publish runs a publish onto the drive, which is pulled where that takes too long.
func (d *drive) publish(o *outcome, trial string, run publisher) ended {
	late := time.AfterFunc(patience, func() { o.miss("%s: no end after %v", trial, patience); d.server.Process.Kill() })
	defer late.Stop()
	r, err := run(d.t.builder())
	must(err)
	return r
}

// publisher runs the command of a publish, with what happens meanwhile.
type publisher func(*exec.Cmd) (ended, error)

func plainly(cmd *exec.Cmd) (ended, error) { return finish(cmd), nil }

// healthy publishes onto the drive while it is well, and says by which calls that writes to the disk, and how long it
// takes where a write takes a while.
func (d *drive) healthy(o *outcome) (points []string, usual time.Duration) {
	for _, delay := range []int{0, slow} {
		must(d.start(0, delay))
		began := time.Now()
		run := publisher(plainly)
		if delay == 0 && tracing() == "" {
			seen := map[string]int{}
			run = func(cmd *exec.Cmd) (ended, error) {
				return trace(cmd, func(c *call) effect {
					if d.changes(c) {
						points = append(points, d.t.point(c, seen))
					}
					return effect{}
				}, nil)
			}
		}
		r := d.publish(o, "a disk that is well", run)
		usual = time.Since(began)
		d.end()
		if r.code != 0 {
			o.miss("a disk that is well: %s", tail(r.stderr))
		} else {
			o.missAll("a disk that is well", d.judge(true))
		}
	}
	return points, usual
}

// changes says whether a call is one at which a disk may fail: it writes, makes durable what was written, or opens
// what is then written or made durable.
func (d *drive) changes(c *call) bool {
	return d.t.concerns(c) && c.within(d.at) && (vital[c.name] || c.name == "unlinkat" || c.name == "openat" && strings.Contains(c.paths[0], stage))
}

// fail publishes onto the drive while it fails, and says whether the publish told it, and whether it came to fail.
func (d *drive) fail(o *outcome, a ailment, usual time.Duration, again bool) (told, reached bool) {
	reached = a.point == ""
	run := func(cmd *exec.Cmd) (ended, error) {
		switch {
		case a.point != "":
			return d.from(cmd, a, &reached)
		case a.at == 0:
			d.ill()
		default:
			defer time.AfterFunc(time.Duration(a.at*float64(usual)), d.ill).Stop()
		}
		return plainly(cmd)
	}
	must(d.start(a.rate, a.delay))
	trial, told, whole := d.tell(o, a.name, run, again)
	o.missAll(trial, d.judge(whole))
	return told, reached
}

// tell says whether a publish tells that the disk fails. Where it does, the disk is pulled at once, or it is well
// again, so that a second publish may end well. All must be on it where one did.
func (d *drive) tell(o *outcome, trial string, run publisher, again bool) (name string, told, whole bool) {
	defer d.end()
	r := d.publish(o, trial, run)
	if r.code == 0 {
		return trial, false, true
	}
	o.missAll(trial, r.complaint())
	if !again {
		return trial, true, false
	}
	d.well()
	trial += ", then well"
	if r = d.publish(o, trial, plainly); r.code == 0 {
		return trial, true, true
	}
	o.missAll(trial, r.complaint())
	must(dismount(d.at)) // in good order
	return trial, true, false
}

// from runs a publish, and lets the drive fail from a call on, or for a while before it.
func (d *drive) from(cmd *exec.Cmd, a ailment, reached *bool) (ended, error) {
	seen := map[string]int{}
	return trace(cmd, func(c *call) effect {
		if *reached || !d.changes(c) || d.t.point(c, seen) != a.point {
			return effect{}
		}
		*reached = true
		d.ill()
		if a.brief {
			writeBack(filepath.Join(d.t.out, stage))
			d.well()
		}
		if a.told {
			system("sync", "-f", d.at)
		}
		return effect{}
	}, nil)
}

// judge says what is wrong on the disk that was taken away: after a publish that ended well all must be there, and
// after any what must be there at all times, which the next publish heals.
func (d *drive) judge(whole bool) (wrong []string) {
	const mended = 1 // what e2fsck exits with
	err := system("e2fsck", "-fy", d.image)
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != mended) {
		return []string{err.Error()}
	}
	z, _, _ := d.t.l.editions()
	must(mounted(d.image, d.at, func() {
		now := readTree(d.t.out)
		for file, text := range d.t.others {
			if now[file] != text {
				wrong = append(wrong, "a file of others was written or is gone: "+file)
			}
		}
		if whole {
			wrong = append(wrong, now.without(d.t.others).differs(d.t.healed)...)
		}
		wrong = append(wrong, d.t.after(nil, z)...)
	}, "-t", "ext4", "-o", "loop"))
	return wrong
}
