package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
)

// kills kills a publish before each of its calls, then others at random times and by several signals.
func kills(l *lab) *outcome {
	o := &outcome{}
	z, _, _ := l.editions()
	if why := tracing(); why == "" {
		points := l.bench(0).points()
		var n atomic.Int64
		l.spread(o, len(points), func(t *bench, i int) {
			point := points[i]
			if l.passes(i, point) {
				return
			}
			n.Add(1)
			was, _, reached := t.disturb(point, effect{kill: true})
			if !reached {
				o.miss("%s was not reached", point)
				return
			}
			o.missAll("killed before "+point, t.after(was, z))
		})
		o.say("%d kills before calls", n.Load())
	} else if os.Getenv("CI") != "" {
		o.miss("%s", why)
	} else {
		o.say("0 kills before calls (%s)", why)
	}
	const chain = 50 // publishes upon one another
	var tried, killed atomic.Int64
	l.spread(o, l.count(300, 10_000)/chain, func(t *bench, i int) {
		t.atRandom(o, l.rand(i), chain, &tried, &killed)
	})
	return o.say("%d kills at random, %d of them in time", tried.Load(), killed.Load())
}

// atRandom kills n publishes of two editions in turn, one upon the other, and lets each tenth end.
func (t *bench) atRandom(o *outcome, random *rand.Rand, n int, tried, killed *atomic.Int64) {
	was := t.reset()
	z, a, b := t.l.editions()
	began := time.Now()
	must(t.publish(b, t.out))
	whole := time.Since(began)
	for i := range n {
		if t.l.enough(o) {
			return
		}
		tried.Add(1)
		next := []*edition{a, b}[i%2]
		if kill(t.l.builder(next, t.out), deaths[i%len(deaths)], time.Duration(random.Int64N(int64(whole)*5/4))) {
			killed.Add(1)
		}
		now := readTree(t.out).without(t.others)
		wrong := append(now.broken(z, a, b), now.unknown()...)
		if i%10 == 9 {
			if err := t.publish(next, t.out); err != nil {
				wrong = append(wrong, "the next publish fails: "+err.Error())
			}
			wrong = append(wrong, readTree(t.out).without(t.others).unhealed(next, z, a, b)...)
			if exists(filepath.Join(t.out, stage)) {
				wrong = append(wrong, "a stage is left over")
			}
			wrong = append(wrong, touched(was)...)
		}
		if o.missAll("killed at random", wrong) {
			was = t.reset() // one fault is not told twice
		}
	}
}

// deaths are the signals by which a machine, a terminal or a supervisor ends a program.
var deaths = []os.Signal{syscall.SIGKILL, syscall.SIGTERM, os.Interrupt, syscall.SIGHUP}

// kill starts a command, ends it by a signal after a while and says whether that came in time.
func kill(cmd *exec.Cmd, signal os.Signal, after time.Duration) bool {
	must(cmd.Start())
	time.Sleep(after)
	cmd.Process.Signal(signal)
	cmd.Wait()
	return cmd.ProcessState.ExitCode() < 0
}
