package main

import (
	"fmt"
	"regexp"
	"strings"
	"syscall"
)

// call is one system call of a program under trace.
//
// Calls are watched by ptrace itself. strace counts calls by thread, and a Go program moves between threads as it
// likes, so that no count of strace's is sure to reach each call; and a name of a call, which is stable, it does not have.
type call struct {
	name  string
	paths []string // what it names, absolute: by its arguments, and what its descriptor stands for
	flags int      // of openat, unlinkat
	data  []byte   // of write
	got   int64    // what it returned; an error is negative
}

// effect is what becomes of a call.
type effect struct {
	kill  bool
	errno syscall.Errno // it does not happen, and fails with this
	bytes int           // a write takes so many at most; 0: all
}

// errors are those that a call is failed with.
var errnos = []syscall.Errno{
	syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EPERM, syscall.EROFS,
	syscall.EMFILE, syscall.ENFILE, syscall.EINTR, syscall.EDQUOT, syscall.ENOMEM,
}

// within says whether a call names something in a folder.
func (c call) within(dir string) bool {
	for _, p := range c.paths {
		if p == dir || strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
}

var staged = regexp.MustCompile(`/` + regexp.QuoteMeta(stage) + `/\d+`)

// point is the name of a call in a run, the same in every run: what it does to which file, and the how-manieth time.
// Numbers of the stage are given as pages get ready, so they are no part of it.
func (c call) point(seen map[string]int) string {
	name := c.name
	for _, p := range c.paths {
		name += " " + staged.ReplaceAllString(p, "/"+stage+"/n")
	}
	seen[name]++
	return fmt.Sprintf("%s #%d", name, seen[name])
}
