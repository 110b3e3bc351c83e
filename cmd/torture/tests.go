package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// suite is tests of the module that try a goal by themselves: a package, which of its tests, and their flags.
type suite struct {
	pkg, run    string
	short, full string // flags, in a sample and in a full run
}

// tests tries a goal by tests of the module.
func tests(suites ...suite) func(*lab) *outcome {
	return func(l *lab) *outcome {
		o := &outcome{}
		for _, s := range suites {
			flags := s.full
			if l.short {
				flags = s.short
			}
			args := append([]string{"test", "-count", "1", "-timeout", "3h", "-v", "-run", s.run, "./" + s.pkg}, strings.Fields(flags)...)
			o.goCommand(l, s.pkg+" "+s.run+" "+flags, args...)
		}
		return o
	}
}

var (
	passed  = regexp.MustCompile(`(?m)^--- PASS: `)
	skipped = regexp.MustCompile(`(?m)^--- SKIP: .*\n(.*)`)
	failed  = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)
	logged  = regexp.MustCompile(`(?m)^    \S+_test\.go:\d+: (.*\d.*)$`)
)

// goCommand runs go in the module, and counts its tests.
func (o *outcome) goCommand(l *lab, what string, args ...string) {
	cmd := exec.Command("go", args...)
	cmd.Dir = l.root
	data, err := cmd.CombinedOutput()
	text := string(data)
	if err != nil {
		var names []string
		for _, m := range failed.FindAllStringSubmatch(text, -1) {
			names = append(names, m[1])
		}
		o.miss("%s: %v %s: %s", strings.TrimSpace(what), err, strings.Join(names, " "), tail(text))
	}
	if args[0] != "test" {
		return
	}
	n := len(passed.FindAllString(text, -1))
	if n == 0 && err == nil && !skipped.MatchString(text) {
		o.miss("%s: no test of that name", what)
	}
	figures := fmt.Sprintf("%d tests of %s", n, args[len(args)-1])
	for _, arg := range args {
		if strings.HasPrefix(arg, "./") {
			figures = fmt.Sprintf("%d tests of %s", n, strings.TrimPrefix(arg, "./"))
		}
	}
	for _, m := range skipped.FindAllStringSubmatch(text, -1) {
		figures += ", one skipped (" + strings.TrimSpace(m[1]) + ")"
	}
	if m := logged.FindAllStringSubmatch(text, -1); len(m) == 1 && err == nil {
		figures += ": " + m[0][1]
	}
	o.say("%s", strings.ReplaceAll(figures, "|", "/"))
}

var (
	target = regexp.MustCompile(`(?m)^(Fuzz\S+) in (\S+)$`)
	execs  = regexp.MustCompile(`, execs: (\d+) `)
)

// fuzz lets each fuzz target of the module run for a while.
func fuzz(l *lab) *outcome {
	o, each := &outcome{}, l.fuzz
	if l.short {
		each = 2 * time.Second
	}
	cmd := exec.Command(".ci/fuzz", each.String())
	cmd.Dir = l.root
	data, err := cmd.CombinedOutput()
	text := string(data)
	if err != nil {
		o.miss("%v: %s", err, tail(text))
	}
	all, ran := target.FindAllStringSubmatchIndex(text, -1), 0
	for i, m := range all {
		end := len(text)
		if i+1 < len(all) {
			end = all[i+1][0]
		}
		n := 0 // while the known inputs are run none is counted
		if counts := execs.FindAllStringSubmatch(text[m[0]:end], -1); len(counts) > 0 {
			n, _ = strconv.Atoi(counts[len(counts)-1][1])
		}
		ran += n
		o.note("%s in %s: %d executions in %v", text[m[2]:m[3]], text[m[4]:m[5]], n, each)
	}
	return o.say("%d targets, %v each, %d executions", len(all), each, ran)
}

// modules asks whether the dependencies are those that were recorded, and no others.
func modules(l *lab) *outcome {
	o := &outcome{}
	o.goCommand(l, "go mod verify", "mod", "verify")
	o.goCommand(l, "go mod tidy -diff", "mod", "tidy", "-diff")
	out, err := exec.Command("go", "version", "-m", l.bin).Output()
	must(err)
	return o.say("%d modules in the program, all as recorded", strings.Count(string(out), "\tdep\t"))
}
