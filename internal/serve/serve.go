package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"explainer/internal/diag"
)

// DefaultAddress is where the site is shown when nothing else is said.
const DefaultAddress = "127.0.0.1:8080"

// Options say what to serve, and where.
type Options struct {
	// Address is host:port; without a host it is 127.0.0.1, port 0 is any free one, "" is DefaultAddress.
	Address string
	// Hosts are further names that a request may ask for, beside localhost and the address itself.
	Hosts []string
	// Build makes the site by calling put, from any number of goroutines, for each of its files. Findings
	// are about the author's files; err is about the machine. Build is never called twice at once.
	Build func(put func(path string, data []byte) error) (findings []diag.Finding, err error)
	// Fingerprint tells one state of the sources from another, cheaply: it is asked for before each page.
	// Where it is nil the site is built once.
	Fingerprint func() (string, error)
	// Read gives a source file's bytes, to show findings with line and column; it may be nil.
	Read func(file string) ([]byte, error)
	// Ready is called with the site's address once the server listens; it may be nil.
	Ready func(url string)
	// Log is told about builds and warnings; it may be nil.
	Log io.Writer
}

// Server shows a site. It is an http.Handler too, so that it can be asked without a listener.
type Server struct {
	o     Options
	names atomic.Pointer[[]string] // the names that it goes by, in lower case

	building sync.Mutex // held while the sources are looked at and built
	shown    atomic.Pointer[shown]
}

// shown is what requests are answered from: the last good tree, and what the last build said.
type shown struct {
	tree        map[string][]byte // nil until a build has worked
	fingerprint string            // of the sources that were last built
	current     bool              // fingerprint is set, and the build got to its end
	findings    []diag.Finding
	err         error
}

// New makes a server. It builds nothing before the first request, or before ListenAndServe.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = io.Discard
	}
	o.Log = &oneByOne{w: o.Log}
	s := &Server{o: o}
	s.shown.Store(&shown{})
	s.goBy(o.Hosts...)
	return s
}

// goBy sets the names that requests may ask for.
func (s *Server) goBy(names ...string) {
	all := []string{"localhost", "127.0.0.1", "::1"}
	for _, n := range names {
		all = append(all, strings.ToLower(strings.Trim(n, "[]")))
	}
	s.names.Store(&all)
}

// ListenAndServe shows the site until ctx ends, which is no error; it stops within 200 ms.
func (s *Server) ListenAndServe(ctx context.Context) error {
	address, err := withHost(s.o.Address)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("cannot serve on %s: the port is taken by another program; try --address 127.0.0.1:0, which finds a free one", address)
	}
	if err != nil {
		return fmt.Errorf("cannot serve on %s: %w", address, causeOf(err))
	}
	bound := l.Addr().(*net.TCPAddr)
	s.introduce(bound)
	server := &http.Server{
		Handler:                      s,
		ReadHeaderTimeout:            5 * time.Second,
		ReadTimeout:                  10 * time.Second,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               1 << 20,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(s.o.Log, "", 0),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	go s.look() // so that the author sees at once what is wrong, and the first page is quick
	if s.o.Ready != nil {
		s.o.Ready(urlOf(bound))
	}
	select {
	case err = <-done:
		return fmt.Errorf("cannot serve on %s any more: %w", address, causeOf(err))
	case <-ctx.Done():
	}
	// Answers on their way may finish, but a build or a slow reader does not hold the program up.
	grace, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if server.Shutdown(grace) != nil {
		server.Close()
	}
	return nil
}

// introduce settles the names of the server, and says where it can be found and who else can find it.
func (s *Server) introduce(bound *net.TCPAddr) {
	names := s.o.Hosts
	if !bound.IP.IsUnspecified() {
		names = append([]string{bound.IP.String()}, names...)
	}
	s.goBy(names...)
	if s.o.Ready == nil {
		s.logf("serving on %s\n", urlOf(bound))
	}
	if bound.IP.IsLoopback() {
		return
	}
	s.logf("WARNING: %s is not only this machine: whoever is on its networks can read this draft.\n", bound)
	if bound.IP.IsUnspecified() && len(s.o.Hosts) == 0 {
		s.logf("WARNING: no host names were given, so that only requests for localhost are answered.\n")
	}
}

// withHost completes an address: a port alone is on loopback.
func withHost(address string) (string, error) {
	if address == "" {
		return DefaultAddress, nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("cannot serve on %q: an address is host:port, as in %s", address, DefaultAddress)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// urlOf is an address that a browser on this machine can open.
func urlOf(a *net.TCPAddr) string {
	host := a.IP.String()
	if a.IP.IsUnspecified() {
		host = "localhost"
	}
	return fmt.Sprintf("http://%s/", net.JoinHostPort(host, fmt.Sprint(a.Port)))
}

func causeOf(err error) error {
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return e.Err
	}
	return err
}

// oneByOne lets one writer at a time at the log.
type oneByOne struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *oneByOne) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(p)
}

func (s *Server) logf(format string, args ...any) { fmt.Fprintf(s.o.Log, format, args...) }

// look returns what to show, after building the site again if its sources have changed. Whoever comes
// while a build runs waits for it, and looks again.
func (s *Server) look() *shown {
	s.building.Lock()
	defer s.building.Unlock()
	was := s.shown.Load()
	// The fingerprint is taken before the build: what is saved while it runs makes the next one differ.
	fingerprint := ""
	if s.o.Fingerprint != nil {
		f, err := s.o.Fingerprint()
		if err != nil {
			return s.show(was, &shown{tree: was.tree, err: err})
		}
		fingerprint = f
	}
	if was.current && was.fingerprint == fingerprint {
		return was
	}
	start := time.Now()
	tree, findings, err := s.build()
	now := &shown{tree: was.tree, findings: findings, err: err}
	if err == nil {
		now.fingerprint, now.current = fingerprint, true
		if broken(findings) == 0 {
			now.tree = tree
		}
	}
	s.show(was, now)
	if err == nil && broken(findings) == 0 {
		s.logf("built %d files in %s\n", len(tree), time.Since(start).Round(time.Millisecond))
	}
	return now
}

// show makes a state the one that is answered from, and tells the log what is wrong, unless it was told.
func (s *Server) show(was, now *shown) *shown {
	s.shown.Store(now)
	if now.err != nil && (was.err == nil || was.err.Error() != now.err.Error()) {
		s.logf("cannot build the site: %s\n", diag.Clean(now.err.Error()))
	}
	if len(now.findings) > 0 {
		if err := (diag.Printer{Read: s.o.Read}).Print(s.o.Log, now.findings); err != nil {
			return now // nobody is left to tell
		}
	}
	if n := broken(now.findings); n > 0 && now.tree != nil {
		s.logf("still showing the last good state (errors: %d)\n", n)
	}
	return now
}

// build runs one build into a map of its own.
func (s *Server) build() (map[string][]byte, []diag.Finding, error) {
	var mu sync.Mutex
	tree := map[string][]byte{}
	findings, err := s.o.Build(func(path string, data []byte) error {
		data = bytes.Clone(data)
		mu.Lock()
		defer mu.Unlock()
		if tree[path] != nil {
			return fmt.Errorf("%s was built twice", path)
		}
		if data == nil {
			data = []byte{}
		}
		tree[path] = data
		return nil
	})
	return tree, findings, err
}

func broken(findings []diag.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Level == diag.Error {
			n++
		}
	}
	return n
}
