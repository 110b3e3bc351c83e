package main

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// sleeper stands between a browser and a server. Put to sleep, it keeps the streams of events that it has
// open and lets nothing through, as a network does of which a machine has woken up; new ones are well.
type sleeper struct {
	net.Listener
	to string

	mu      sync.Mutex
	streams []net.Conn // to the server
}

func newSleeper(t *testing.T, to string) *sleeper {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &sleeper{Listener: l, to: to}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.carry(c)
		}
	}()
	return p
}

func (p *sleeper) carry(browser net.Conn) {
	server, err := net.Dial("tcp", p.to)
	if err != nil {
		browser.Close()
		return
	}
	stream := false
	go func() {
		defer server.Close()
		buffer := make([]byte, 1<<16)
		for {
			n, err := browser.Read(buffer)
			if bytes.HasPrefix(buffer[:n], []byte("GET /_live/events ")) {
				p.mu.Lock()
				stream, p.streams = true, append(p.streams, server)
				p.mu.Unlock()
			}
			if _, e := server.Write(buffer[:n]); err != nil || e != nil {
				return
			}
		}
	}()
	_, _ = io.Copy(browser, server) // until either has gone
	p.mu.Lock()
	defer p.mu.Unlock()
	if !stream {
		browser.Close() // one of a stream stays open, and silent
	}
}

// sleep cuts the server off from its streams, of which the browser hears nothing. It returns their number.
func (p *sleeper) sleep() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.streams)
	for _, s := range p.streams {
		s.Close()
	}
	p.streams = nil
	return n
}

// TestServeAfterSleep: a tab whose stream died without a word hears of what was saved meanwhile.
func TestServeAfterSleep(t *testing.T) {
	l := serveLive(t)
	l.page("one")
	b := newBrowser(t)
	p := newSleeper(t, l.address)
	if said := b.open("http://" + p.Addr().String() + "/words.html"); len(said) > 0 {
		t.Fatal(said)
	}
	for p.sleep() == 0 {
		time.Sleep(10 * time.Millisecond) // until the page has opened its stream
	}
	l.page("two")
	l.until(b, "words after sleep", says("It says two."))
}
