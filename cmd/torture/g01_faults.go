package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
)

// bench is a published folder, ready for the next publish, that can be put back as often as needed: edition a with
// the kept assets of z, and beside it files of others, which a publish may not touch.
type bench struct {
	l       *lab
	dir     string // its own
	a, b    *edition
	before  string // the folder as it is put back
	out     string
	others  tree
	start   tree // all that it then holds
	healed  tree // what a publish of b makes of it
	foreign []string
}

// othersFiles stand in the folder because of where it is hosted, or for no reason.
var othersFiles = tree{
	"CNAME":                  "example.org\n",
	".git/HEAD":              "ref: refs/heads/main\n",
	".well-known/security":   "Contact: someone\n",
	"notes of the editor":    "by hand\n",
	"assets/by-hand.txt":     "by hand\n",
	"deep/er/index.html.bak": "<p>by hand\n",
}

// bench is that of a lane. It is made once: each trial puts it back.
func (l *lab) bench(lane int) *bench {
	for len(l.benches) <= lane {
		l.benches = append(l.benches, l.newBench(len(l.benches)))
	}
	return l.benches[lane]
}

func (l *lab) newBench(lane int) *bench {
	z, a, b := l.editions()
	dir := l.path(fmt.Sprintf("lane-%d", lane))
	t := &bench{l: l, dir: dir, a: a, b: b, before: filepath.Join(dir, "before"), out: filepath.Join(dir, "case", "out"), others: othersFiles}
	clear(t.before)
	for _, e := range []*edition{z, a} {
		must(t.publish(e, t.before))
	}
	for file, text := range t.others {
		t.foreign = append(t.foreign, filepath.Join(t.out, filepath.FromSlash(file)))
		file = filepath.Join(t.before, filepath.FromSlash(file))
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, []byte(text), 0o640))
	}
	t.reset()
	t.start = readTree(t.out)
	must(t.publish(b, t.out))
	t.healed = readTree(t.out).without(t.others)
	return t
}

func (t *bench) publish(e *edition, out string) error {
	if r := t.l.publish(e, out); r.code != 0 {
		return errors.New(strings.TrimSpace(r.stderr))
	}
	return nil
}

// reset puts the folder back, and notes the files of others.
func (t *bench) reset() map[string]seal {
	must(os.RemoveAll(t.out))
	must(os.CopyFS(t.out, os.DirFS(t.before)))
	return seals(t.foreign...)
}

// builder is the publish that is disturbed. One processor makes the order of its calls nearly the same each time.
func (t *bench) builder() *exec.Cmd {
	cmd := t.l.builder(t.b, t.out)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	return cmd
}

// points are the file calls of a publish by their names: all that name the sources or the output.
func (t *bench) points() []string {
	t.reset()
	var all []string
	seen := map[string]int{}
	r, err := trace(t.builder(), func(c *call) effect {
		if t.concerns(c) {
			all = append(all, t.point(c, seen))
		}
		return effect{}
	}, nil)
	must(err)
	if r.code != 0 {
		panic(trouble{errors.New(r.stderr)})
	}
	return all
}

// point is the name of a call, the same on every bench.
func (t *bench) point(c *call, seen map[string]int) string {
	return strings.ReplaceAll(strings.ReplaceAll(c.point(seen), t.dir+"/", ""), t.l.dir+"/", "")
}

func (t *bench) concerns(c *call) bool {
	return c.name != "execve" && (c.within(filepath.Dir(t.out)) || c.within(t.b.dir))
}

// disturb puts the folder back and runs a publish in which something becomes of one call. It gives the files of others
// as they were, and says whether the call was reached: with luck the order of calls is another one, so it tries again.
func (t *bench) disturb(point string, e effect) (was map[string]seal, r ended, reached bool) {
	for try := 0; try < 5 && !reached; try++ {
		was = t.reset()
		seen := map[string]int{}
		var err error
		r, err = trace(t.builder(), func(c *call) effect {
			if !reached && t.concerns(c) && t.point(c, seen) == point {
				reached = true
				return e
			}
			return effect{}
		}, nil)
		must(err)
	}
	return was, r, reached
}

// after says what is wrong in the folder when a publish was disturbed, and when the next one has mended it.
func (t *bench) after(was map[string]seal, z *edition) []string {
	all := readTree(t.out)
	now := all.without(t.others)
	wrong := slices.Concat(now.broken(z, t.a, t.b), now.lost(t.a, t.b), now.unknown(), touched(was))
	if !exists(filepath.Join(t.out, stage)) && maps.Equal(all, t.start) {
		return wrong // nothing happened, so there is nothing to mend
	}
	if err := t.publish(t.b, t.out); err != nil {
		return append(wrong, "the next publish fails: "+err.Error())
	}
	return slices.Concat(wrong, t.rest(), touched(was))
}

// rest says where a folder is not what an undisturbed publish leaves.
func (t *bench) rest() []string {
	wrong := readTree(t.out).without(t.others).differs(t.healed)
	if exists(filepath.Join(t.out, stage)) {
		wrong = append(wrong, "a stage is left over")
	}
	return wrong
}

// vital are the calls of which no failure may be passed over: what they were to do did not happen.
var vital = map[string]bool{"write": true, "renameat": true, "mkdirat": true, "fsync": true, "syncfs": true, "fdatasync": true}

// passes says whether a sample leaves a call out: it takes those that change something, and one in six that only look.
func (l *lab) passes(i int, point string) bool {
	name, _, _ := strings.Cut(point, " ")
	changes := vital[name] || name == "unlinkat" || strings.Contains(point, "/"+stage+"/")
	return l.short && !changes && (l.hasty || i%6 != 0)
}

// faults fails each call once with each errno; a sample takes the errnos in turn.
func faults(l *lab) *outcome {
	if why := tracing(); why != "" {
		return skip("%s", why)
	}
	o := &outcome{}
	z, _, _ := l.editions()
	points := l.bench(0).points()
	var trials, absorbed atomic.Int64
	l.spread(o, len(points)*l.count(1, len(errnos)), func(t *bench, i int) {
		round, i := i/len(points), i%len(points)
		point := points[i]
		if l.passes(i, point) {
			return
		}
		errno := errnos[(i+round)%len(errnos)]
		trial := point + " fails with " + errno.Error()
		was, r, reached := t.disturb(point, effect{errno: errno})
		if !reached {
			o.miss("%s: it was not reached", trial)
			return
		}
		trials.Add(1)
		name, _, _ := strings.Cut(point, " ")
		switch {
		case r.code == 1 && strings.Contains(point, sitePrefix):
			o.missAll(trial, r.finding(errno))
		case r.code != 0:
			o.missAll(trial, r.complaint())
		case vital[name] && errno != syscall.EINTR:
			o.miss("%s: passed over", trial)
		default:
			absorbed.Add(1)
			o.missAll(trial, t.rest())
		}
		o.missAll(trial, t.after(was, z))
	})
	kinds := map[string]int{}
	for _, point := range points {
		name, _, _ := strings.Cut(point, " ")
		kinds[name]++
	}
	return o.say("%d faults in %d calls of %d kinds", trials.Load(), len(points), len(kinds)).
		say("%d told, %d without effect", trials.Load()-absorbed.Load(), absorbed.Load()).
		say("%d writes cut short", l.bench(0).shortWrites(o))
}

// shortWrites publishes while no write takes more than a part of what it is given, and counts them: each is completed.
func (t *bench) shortWrites(o *outcome) (n int) {
	const most = 1000 // bytes
	was := t.reset()
	r, err := trace(t.builder(), func(c *call) effect {
		if c.name != "write" || !t.concerns(c) {
			return effect{}
		}
		if len(c.data) > most {
			n++
		}
		return effect{bytes: most}
	}, nil)
	must(err)
	if r.code != 0 || n == 0 {
		o.miss("%d writes cut short: status %d: %s", n, r.code, r.stderr)
	}
	o.missAll("writes cut short", slices.Concat(t.rest(), touched(was)))
	return n
}
