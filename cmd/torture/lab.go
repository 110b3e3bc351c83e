package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// lab is where goals are tried: the program under test, the module that it is made from, and a folder to work in.
type lab struct {
	root  string // the module
	bin   string // the program
	dir   string // the scratch folder
	short bool
	hasty bool          // one miss is enough
	limit time.Duration // for a goal that goes round and round; 0: none
	fuzz  time.Duration // for each fuzz target
	seed  uint64

	began time.Time   // the goal that is tried
	cut   atomic.Bool // it came to its limit
	stop  atomic.Bool // somebody wants an end: what is mounted and started is put away first

	kept    []*edition
	benches []*bench // one a lane
}

func (l *lab) path(parts ...string) string {
	return filepath.Join(append([]string{l.dir}, parts...)...)
}

// count is how often something is tried.
func (l *lab) count(short, full int) int {
	if l.short {
		return short
	}
	return full
}

// enough says whether a goal may end before its time.
func (l *lab) enough(o *outcome) bool {
	if l.limit > 0 && time.Since(l.began) > l.limit {
		l.cut.Store(true)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return l.stop.Load() || l.cut.Load() || l.hasty && o.missed > 0
}

// lanes is how many trials are made at the same time.
func (l *lab) lanes() int { return runtime.NumCPU() }

// spread tries 0 to n-1, in this order, several at the same time, each on a bench of its own. It ends early where
// enough was tried.
func (l *lab) spread(o *outcome, n int, try func(t *bench, i int)) {
	var next atomic.Int64
	var fault atomic.Value
	var wg sync.WaitGroup
	lanes := min(l.lanes(), n)
	for lane := range lanes {
		l.bench(lane)
	}
	for _, t := range l.benches[:lanes] {
		wg.Go(func() {
			defer func() {
				if f := recover(); f != nil {
					fault.CompareAndSwap(nil, lost{f})
				}
			}()
			for i := int(next.Add(1)) - 1; i < n && !l.enough(o); i = int(next.Add(1)) - 1 {
				try(t, i)
			}
		})
	}
	wg.Wait()
	if f, ok := fault.Load().(lost); ok {
		panic(f.fault)
	}
}

// lost is what a lane panicked with.
type lost struct{ fault any }

// rand is random numbers, the same ones for every goal that asks, and others for each lane or trial.
func (l *lab) rand(lane int) *rand.Rand { return rand.New(rand.NewPCG(l.seed, uint64(lane))) }

// trouble is an error of the trial itself: it ends a goal, which then is missed.
type trouble struct{ error }

// must ends the goal where its own preparations fail.
func must(err error) {
	if err != nil {
		panic(trouble{err})
	}
}

// try runs a goal.
func (l *lab) try(g goal) (o *outcome) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case trouble:
			o = new(outcome).miss("%v", fault.error)
		default:
			panic(fault)
		}
	}()
	l.began = time.Now()
	l.cut.Store(false)
	o = g.run(l)
	if l.cut.Load() {
		o.say("cut short after %v", l.limit)
	}
	return o
}

// ended is what a run of the program left behind.
type ended struct {
	code   int // -1: killed
	stdout string
	stderr string
}

// finding says where an exit is not what a source asks for that cannot be read: status 1 and findings, of which one
// names the cause. It is the author's file, so the author is told.
func (e ended) finding(errno error) []string {
	if !strings.Contains(e.stdout, ": "+errno.Error()+" [") {
		return []string{fmt.Sprintf("no finding names the cause: %q", tail(e.stdout))}
	}
	return nil
}

// complaint says where an exit is not what a fault of the machine asks for: status 2, and one sentence which names
// a path and a cause.
func (e ended) complaint() []string {
	var wrong []string
	if e.code != 2 {
		wrong = append(wrong, fmt.Sprintf("exit status %d, not 2", e.code))
	}
	text := strings.TrimSuffix(e.stderr, "\n")
	sentence, ok := strings.CutPrefix(text, "explainer: ")
	if !ok || strings.Contains(text, "\n") || !strings.Contains(sentence, ": ") || strings.Contains(text, "goroutine") {
		wrong = append(wrong, fmt.Sprintf("no sentence with path and cause: %q", tail(text)))
	}
	return wrong
}

// builder is a build of an edition into a folder.
func (l *lab) builder(e *edition, out string, flags ...string) *exec.Cmd {
	args := append([]string{"build", "--quiet", "--root", e.dir, "--today", today, "--output", out}, flags...)
	cmd := exec.Command(l.bin, args...)
	cmd.Dir = l.dir
	return cmd
}

// publish builds an edition into a folder.
func (l *lab) publish(e *edition, out string) ended { return finish(l.builder(e, out)) }

// finish runs a command to its end.
func finish(cmd *exec.Cmd) ended {
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		panic(trouble{err})
	}
	return ended{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// clear removes a folder of the scratch folder and makes it anew, empty.
func clear(dir string) {
	must(os.RemoveAll(dir))
	must(os.MkdirAll(dir, 0o755))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
