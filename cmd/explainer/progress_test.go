package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgress: a terminal is told from the first word on, and is left as it was.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, all: 3, stop: make(chan struct{})}
	first, next := make(chan time.Time), make(chan time.Time)
	p.wg.Go(func() { p.tell(first, next) })
	put := p.count(func(string, []byte) error { return nil })
	for _, name := range []string{"index.html", "assets/a.css", "words.html"} {
		if err := put(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	first <- time.Time{}
	if err := put("facts.html", nil); err != nil {
		t.Fatal(err)
	}
	next <- time.Time{}
	close(p.stop)
	p.wg.Wait()
	if got, want := out.String(), "\r\x1b[K2 of about 3 pages\r\x1b[K3 of about 3 pages\r\x1b[K"; got != want && got != "\r\x1b[K3 of about 3 pages\r\x1b[K3 of about 3 pages\r\x1b[K" {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNoProgress: what is done within a second needs no word, and what is no terminal gets none.
func TestNoProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, stop: make(chan struct{})}
	p.wg.Go(func() { p.tell(nil, nil) })
	close(p.stop)
	p.wg.Wait()
	g := &globals{err: &out}
	put, end := g.progress(nil, func(string, []byte) error { return nil })
	if err := put("index.html", nil); err != nil {
		t.Fatal(err)
	}
	end()
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}
