package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

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
	// Build makes the site by calling put, from any number of goroutines, for each of its files, whose data
	// nobody changes afterwards. Findings are about the author's files; err is about the machine. Build is
	// never called twice at once. It reads from tree, which is Sources as it was looked at; no byte that it
	// is given may be changed.
	Build func(tree fs.FS, put func(path string, data []byte) error) (findings []diag.Finding, err error)
	// Sources is the site's folder, with what Build reads below content, static and templates. It is looked
	// at before each page, and at each sign that a file has changed. Where it is nil the site is built once.
	Sources fs.FS
	// Root is where Sources is on disk, to watch it and to open its files in an editor.
	Root string
	// Poll looks at Sources by the clock, for folders that send no word of changes.
	Poll bool
	// Editor makes links to places in files; the zero Editor makes none.
	Editor Editor
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

	run   string // another for each server
	shown atomic.Pointer[shown]

	watching atomic.Pointer[fsnotify.Watcher] // nil while files are polled
	building sync.Mutex                       // held while the sources are looked at and built; it guards what follows
	seen     snapshot                         // the sources as they were last built
	current  bool                             // that build has said all that it can of them
	looked   time.Time                        // when the last look at them began
	took     time.Duration                    // by a look at them, waiting left out
}

// New makes a server. It builds nothing before the first request, or before ListenAndServe.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = io.Discard
	}
	o.Log = &oneByOne{w: o.Log}
	s := &Server{o: o, run: rand.Text()}
	s.shown.Store(&shown{replaced: make(chan struct{})})
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
		BaseContext:                  func(net.Listener) context.Context { return ctx }, // streams end with it
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	go s.start(ctx)
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

// start builds at once, so that the author sees what is wrong and the first page is quick, and watches.
func (s *Server) start(ctx context.Context) {
	s.look(nil)
	if s.o.Sources != nil {
		s.watch(ctx)
	}
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
