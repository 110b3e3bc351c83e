package remote

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"explainer/internal/publish"
)

const (
	atOnce  = 4                // requests under way: what a browser opens to a host, less two
	patient = 30 * time.Second // for one file, from the question to its last byte
	enough  = 5                // files without any answer, after which the server is taken for lost
)

// Options say how to ask. The zero value asks a server for its own manifest.
type Options struct {
	// Against is what the site should hold; nil takes the server's word for it, its manifest.
	Against publish.Contents
	// Agent is what the server is told of who asks.
	Agent string
	// Timeout is how long one file may take; zero is half a minute.
	Timeout time.Duration
}

// hostFiles are read by the host that a site is copied to. Many do not show them.
var hostFiles = []string{".nojekyll", "_headers", "_redirects"}

// Verify holds the site at an address, http or https, against what was published. The error is one sentence that
// names the address: it cannot be judged.
func Verify(ctx context.Context, address string, o Options) (publish.Report, error) {
	base, err := parse(address)
	if base != nil {
		address = base.Redacted()
	}
	cannot := func(err error) error { return fmt.Errorf("cannot verify %s: %w", address, err) }
	if err != nil {
		return publish.Report{}, cannot(err)
	}
	if o.Timeout == 0 {
		o.Timeout = patient
	}
	a := asker{base: base, agent: o.Agent, timeout: o.Timeout, client: client(base)}
	defer a.client.CloseIdleConnections()
	a.want = o.Against
	if a.want == nil {
		if a.want, err = a.manifest(ctx); err != nil {
			return publish.Report{}, cannot(err)
		}
	}
	var r publish.Report
	var paths []string
	for _, path := range slices.Sorted(maps.Keys(a.want)) {
		if slices.Contains(hostFiles, path) {
			r.Unasked = append(r.Unasked, path)
		} else {
			paths = append(paths, path)
		}
	}
	r.Files = len(paths)
	if r.Faults, err = a.faults(ctx, paths); err != nil {
		return publish.Report{}, cannot(err)
	}
	if len(r.Faults) > 0 && o.Against == nil {
		if now, err := a.manifest(ctx); err != nil || !maps.Equal(now, a.want) {
			return publish.Report{}, cannot(errors.New("it was published anew meanwhile; verify it again"))
		}
	}
	return r, nil
}

// parse reads the address of a site: a folder, with or without its last slash. What can be read of one that is
// refused is returned too.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("it is no address")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return u, errors.New("an address begins with http:// or https://")
	case u.Hostname() == "":
		return u, errors.New("it names no host")
	case u.User != nil:
		return u, errors.New("an address with a password in it would be seen by others on this machine")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return u, errors.New("the address of a site has no ? and no #")
	}
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	return u, nil
}

// client follows redirects only to where the same site may stand: the same host and port, or the same host by https.
func client(base *url.URL) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true // what is unpacked by itself has no length to hold it against
	transport.MaxIdleConnsPerHost = atOnce
	return &http.Client{
		Transport: transport,
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			from, to := via[len(via)-1].URL, req.URL
			secured := from.Scheme == "http" && to.Scheme == "https" && from.Hostname() == to.Hostname()
			switch {
			case len(via) > 5:
				return errRedirect{"it redirects over and over"}
			case from.Scheme == to.Scheme && from.Host == to.Host, secured:
				return nil
			}
			return errRedirect{"it redirects to " + to.Redacted()}
		},
	}
}

// errRedirect is of a server that answers, and sends readers where the site is not.
type errRedirect struct{ why string }

func (e errRedirect) Error() string { return e.why }

// faults asks for files, a few at a time. The first is asked for alone: where nobody answers, that is said once.
func (a asker) faults(ctx context.Context, paths []string) ([]publish.Fault, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found := make([]publish.Fault, len(paths))
	var mu sync.Mutex
	lost := 0
	ask := func(i int) error {
		fault, err := a.fault(ctx, paths[i])
		if err != nil && ctx.Err() == nil {
			mu.Lock()
			defer mu.Unlock()
			fault = publish.Fault{Path: paths[i], State: publish.Unread, Why: err.Error()}
			if lost++; lost == enough {
				cancel(fmt.Errorf("the server does not answer any more: %w", err))
			}
		}
		found[i] = fault
		return err
	}
	if len(paths) > 0 {
		if err := ask(0); err != nil {
			return nil, err
		}
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for i := range next {
				ask(i)
			}
		})
	}
	for i := 1; i < len(paths) && ctx.Err() == nil; i++ {
		next <- i
	}
	close(next)
	workers.Wait()
	found = slices.DeleteFunc(found, func(f publish.Fault) bool { return f.State == "" })
	return found, context.Cause(ctx)
}
