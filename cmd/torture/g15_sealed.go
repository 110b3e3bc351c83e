package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// reads are the files outside of the site that the program may open, with the reason. A * stands for a name.
var reads = map[string]string{
	"/etc/ld.so.cache": "the loader, where the program is linked to the system's C library",
	"/lib/*/libc.so.6": "that library",
	"/lib/libc.so.6":   "that library",
	"/sys/kernel/mm/transparent_hugepage/hpage_pmd_size": "Go's memory: the size of large pages",
	"/proc/self/maps":              "the C library's start, where the program is linked to it: where the stack lies",
	"/sys/fs/cgroup/cpu/cpu.cfs_*": "Go's scheduler: how many processors it may use",
	"/proc/self/auxv":              "Go's start: what the kernel tells a program",
	"/proc/self/cgroup":            "Go's scheduler: how many processors it may use",
	"/proc/self/mountinfo":         "the same",
	"/sys/fs/cgroup/*cpu.max":      "the same",
	"/sys/fs/cgroup/cpu.max":       "the same",
	"/proc/sys/net/core/somaxconn": "package net, where it is linked: how long a queue may be",
	"/dev/null":                    "Go's start: a standard stream that is closed",
}

// forbidden start programs or reach the network.
var forbidden = []string{
	"execve", "execveat", "fork", "vfork", "socket", "socketpair", "connect", "bind", "listen", "sendto", "sendmsg", "sendmmsg",
	"ptrace", "io_uring_setup",
}

// sealed looks at every call of commands that make or judge a site. The site holds addresses that are not to be asked.
func sealed(l *lab) *outcome {
	if why := tracing(); why != "" {
		return skip("%s", why)
	}
	_, a, _ := l.editions()
	o := &outcome{}
	watched, opened := 0, map[string]int{}
	for _, args := range [][]string{
		{"build", "--output", l.path("sealed")}, {"build", "--output", l.path("sealed")},
		{"build", "--output", l.path("sealed-there"), "--base-url", "https://example.org/deal/"},
		{"check"}, {"facts", "list"}, {"record", "--note", "Nothing."},
	} {
		cmd := exec.Command(l.bin, append(args, "--root", a.dir)...)
		cmd.Dir = l.dir
		_, err := trace(cmd, func(c *call) effect {
			watched++
			if slices.Contains(forbidden, c.name) {
				o.miss("explainer %s calls %s %v", args[0], c.name, c.paths)
			}
			if strings.HasPrefix(c.name, "open") && !c.within(a.dir) && !c.within(l.path("sealed")) && !c.within(l.path("sealed-there")) {
				opened[c.paths[0]]++
				if reason(c.paths[0]) == "" {
					o.miss("explainer %s opens %s", args[0], c.paths[0])
				}
			}
			return effect{}
		}, nil)
		must(err)
	}
	if watched < 1000 {
		o.miss("only %d calls were seen", watched)
	}
	return o.say("%d calls of 6 runs, 0 processes, 0 connections, %d files outside, all known", watched, len(opened))
}

// reason is why a file outside of the site may be opened.
func reason(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 2 && parts[1] == "proc" { // of the program itself, by its number
		parts[2] = "self"
		if path != "/proc/sys/net/core/somaxconn" {
			path = strings.Join(parts, "/")
		}
	}
	path = strings.TrimPrefix(path, "/usr")
	for pattern, why := range reads {
		if ok, _ := filepath.Match(pattern, path); ok {
			return fmt.Sprint(why)
		}
	}
	return ""
}
