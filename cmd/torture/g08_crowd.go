package main

import (
	"fmt"
	"os/exec"
	"strings"
)

// crowd lets eight builds of two editions publish into one folder at once: whoever comes last, the folder holds one
// of them whole.
func crowd(l *lab) *outcome {
	const builds = 8
	_, a, b := l.editions()
	o := &outcome{}
	rounds := l.count(10, 50)
	out := l.path("crowd")
	tried := 0
	for i := range rounds {
		if l.enough(o) {
			break
		}
		tried++
		clear(out)
		var running []*exec.Cmd
		said := make([]strings.Builder, builds)
		for j := range builds {
			cmd := l.builder([]*edition{a, b}[j%2], out)
			cmd.Stderr = &said[j]
			must(cmd.Start())
			running = append(running, cmd)
		}
		for j, cmd := range running {
			if cmd.Wait() != nil {
				o.miss("round %d: a build ends with status %d: %s", i, cmd.ProcessState.ExitCode(), strings.TrimSpace(said[j].String()))
			}
		}
		now := readTree(out)
		wrong, other := now.unhealed(a, b), now.unhealed(b, a)
		if len(wrong) > 0 && len(other) > 0 {
			o.missAll(fmt.Sprintf("round %d", i), append(wrong, other...))
		}
		if exists(l.path("crowd", stage)) {
			o.miss("round %d: a stage is left over", i)
		}
	}
	return o.say("%d rounds of %d builds", tried, builds)
}
