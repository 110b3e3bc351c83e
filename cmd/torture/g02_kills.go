package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// kills kills a publish before each of its calls, then others at random times.
func kills(l *lab) *outcome {
	t, o := l.bench(), &outcome{}
	z, _, _ := l.editions()
	if why := tracing(); why == "" {
		points := t.points()
		n := 0
		for i, point := range points {
			if l.passes(i, point) || l.enough(o) {
				continue
			}
			n++
			was, _, reached := t.disturb(point, effect{kill: true})
			if !reached {
				o.miss("%s was not reached", point)
				continue
			}
			o.missAll("killed before "+point, t.after(was, z))
		}
		o.say("%d kills before calls", n)
	} else if os.Getenv("CI") != "" {
		o.miss("%s", why)
	} else {
		o.say("0 kills before calls (%s)", why)
	}
	t.atRandom(o, l.count(300, 10_000))
	return o
}

// atRandom kills publishes of two editions in turn, one upon the other, and lets each tenth end.
func (t *bench) atRandom(o *outcome, n int) {
	random := t.l.rand()
	was := t.reset()
	z, a, b := t.l.editions()
	began := time.Now()
	must(t.publish(b, t.out))
	whole := time.Since(began)
	killed, tried := 0, 0
	for i := range n {
		if t.l.enough(o) {
			break
		}
		tried++
		next := []*edition{a, b}[i%2]
		if kill(t.l.builder(next, t.out), time.Duration(random.Int64N(int64(whole)*5/4))) {
			killed++
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
	o.say("%d kills at random, %d of them in time", tried, killed)
}

// kill starts a command, kills it after a while and says whether that came in time.
func kill(cmd *exec.Cmd, after time.Duration) bool {
	must(cmd.Start())
	time.Sleep(after)
	cmd.Process.Kill()
	cmd.Wait()
	return cmd.ProcessState.ExitCode() < 0
}
