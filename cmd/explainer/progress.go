package main

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"
	"sync/atomic"
	"time"
)

const (
	patience = time.Second            // for which a command may keep silent
	pace     = 200 * time.Millisecond // of its words after that
)

// progress tells a terminal how many pages are done.
type progress struct {
	w    io.Writer
	all  int // about how many there are
	done atomic.Int64
	wg   sync.WaitGroup
	stop chan struct{}
}

// progress begins to count the pages that go through put. Where nobody looks on, it does nothing. End takes away what
// it wrote.
func (g *globals) progress(tree fs.FS, put func(string, []byte) error) (counted func(string, []byte) error, end func()) {
	if g.Quiet || !terminal(g.err) {
		return put, func() {}
	}
	p := &progress{w: g.err, all: countPages(tree), stop: make(chan struct{})}
	first, next := time.NewTimer(patience), time.NewTicker(pace)
	p.wg.Go(func() { p.tell(first.C, next.C) })
	return p.count(put), func() {
		first.Stop()
		next.Stop()
		close(p.stop)
		p.wg.Wait()
	}
}

func (p *progress) count(put func(string, []byte) error) func(string, []byte) error {
	return func(name string, data []byte) error {
		if path.Ext(name) == ".html" {
			p.done.Add(1)
		}
		return put(name, data)
	}
}

// tell writes one line over and over, from first on.
func (p *progress) tell(first, next <-chan time.Time) {
	select {
	case <-p.stop:
		return
	case <-first:
	}
	for {
		fmt.Fprintf(p.w, "\r\x1b[K%d of about %s", p.done.Load(), plural(p.all, "page"))
		select {
		case <-p.stop:
			fmt.Fprint(p.w, "\r\x1b[K")
			return
		case <-next:
		}
	}
}

// countPages is how many pages a site has, but for those that are made from data.
func countPages(tree fs.FS) int {
	files, err := fs.Glob(tree, "content/*.md")
	if err != nil {
		return 0 // a pattern of ours is never wrong
	}
	return len(files)
}
