package remote

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"explainer/internal/publish"
)

var site = map[string]string{
	".nojekyll": "", "_headers": "/*\n", "404.html": "lost", "a.html": "one", "a.html.gz": "twin", "assets/style.0123abcd.css": "css", "index.html": "home",
}

// manifestOf is what a publish writes of some files.
func manifestOf(files map[string]string) string {
	var b strings.Builder
	b.WriteString("# explainer manifest 1\n")
	for _, path := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256([]byte(files[path])), path)
	}
	return b.String() + "# end\n"
}

// server serves the site below /deal/, but where a handler has something else to say of a path; nil says nothing else.
func server(t *testing.T, other map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler(other))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(s.Close)
	return s
}

func handler(other map[string]http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, inside := strings.CutPrefix(r.URL.Path, "/deal/")
		text, ok := site[path]
		if path == publish.ManifestName {
			text, ok = manifestOf(site), true
		}
		switch h := other[path]; {
		case inside && h != nil:
			h(w, r)
		case inside && ok && !slices.Contains(hostFiles, path): // as hosts do that read them themselves
			io.WriteString(w, text)
		default:
			http.Error(w, site["404.html"], http.StatusNotFound)
		}
	})
}

func says(code int, kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(code)
		io.WriteString(w, text)
	}
}

func packed(how, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", how)
		io.WriteString(w, text)
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

// TestVerify: what a server may do with one file, and what is said of it.
func TestVerify(t *testing.T) {
	const css = "assets/style.0123abcd.css"
	for _, c := range []struct {
		name  string
		path  string
		other http.HandlerFunc
		state publish.State
		why   string
	}{
		{"nothing", "", nil, "", ""},
		{"not there", "a.html", says(404, "text/html", "lost"), publish.Missing, "the server answers 404 Not Found"},
		{"gone", "a.html", says(410, "text/html", ""), publish.Missing, "the server answers 410 Gone"},
		{"a store's way to say so", "a.html", says(403, "text/html", ""), publish.Missing, "the server answers 403 Forbidden"},
		{"a server in trouble", "a.html", says(503, "text/html", ""), publish.Unread, "the server answers 503 Service Unavailable"},
		{"half an answer", "a.html", says(206, "text/html", "one"), publish.Unread, "the server answers 206 Partial Content"},
		{"other bytes", "a.html", says(200, "text/html", "two"), publish.Changed, ""},
		{"more bytes", "a.html", says(200, "text/html", "one\n"), publish.Changed, ""},
		{"no bytes", "a.html", says(200, "text/html", ""), publish.Changed, ""},
		{"the 404 page as if all were well", "a.html", says(200, "text/html", "lost"), publish.Changed, "the server sends 404.html"},
		{"the home page for all", css, says(200, "text/html", "home"), publish.Changed, "the server sends index.html"},
		{"a page of the host", css, says(200, "text/html; charset=utf-8", "<p>Log in"), publish.Changed, "the server sends a page"},
		{"the 404 page with its own number", "404.html", says(404, "text/html", "lost"), "", ""},
		{"another 404 page", "404.html", says(404, "text/html", "nginx"), publish.Changed, ""},
		{"compressed though asked not to", "a.html", packed("gzip", zipped("one")), "", ""},
		{"compressed, and other bytes", "a.html", packed("gzip", zipped("two")), publish.Changed, ""},
		{"compressed in a way of its own", "a.html", packed("br", "one"), publish.Unread, `it is sent as "br", though plain bytes were asked for`},
		{"not compressed at all", "a.html", packed("gzip", "plain text it is"), publish.Changed, "it says that it is gzip, and is not"},
		{"compressed and empty", "a.html", packed("gzip", ""), publish.Changed, "it says that it is gzip, and is not"},
		{"compressed and cut", "a.html", packed("gzip", zipped("one")[:12]), publish.Changed, "it is cut short"},
		{"a twin, sent as if it were what it stands for", "a.html.gz", packed("gzip", "twin"), "", ""},
		{"another twin", "a.html.gz", packed("gzip", "other"), publish.Changed, ""},
		{"a bomb", "a.html", packed("gzip", zipped(strings.Repeat("\x00", fileLimit+1))), publish.Changed, "it is larger than any file of a site"},
		{"an answer without end", "a.html", func(w http.ResponseWriter, r *http.Request) {
			chunk := make([]byte, 1<<20)
			for r.Context().Err() == nil {
				w.Write(chunk)
			}
		}, publish.Changed, "it is larger than any file of a site"},
		{"a length that is too long", "a.html", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "one")
		}, publish.Changed, "it is cut short"},
		{"a length that is too short", "a.html", func(w http.ResponseWriter, _ *http.Request) {
			c, _, _ := http.NewResponseController(w).Hijack()
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\none")
			c.Close()
		}, publish.Changed, ""},
		{"a connection that is dropped", "a.html", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, publish.Unread, "EOF"},
		{"an answer that does not come", "a.html", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, publish.Unread, "no answer, or not all of it, within 1s"},
		{"an answer that does not end", "a.html", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "o")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, publish.Unread, "no answer, or not all of it, within 1s"},
		{"a redirect to the same by another name", "a.html", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/deal/index.html", http.StatusFound)
		}, publish.Changed, "the server sends index.html"},
		{"a redirect to another host", "a.html", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://u:secret@other.invalid/a.html", http.StatusFound)
		}, publish.Changed, "it redirects to http://u:xxxxx@other.invalid/a.html"},
		{"a redirect to another port", "a.html", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/a.html", http.StatusFound)
		}, publish.Changed, "it redirects to http://127.0.0.1:1/a.html"},
		{"a redirect to a file of this machine", "a.html", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, publish.Changed, "it redirects to file:///etc/passwd"},
		{"a circle", "a.html", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}, publish.Changed, "it redirects over and over"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := server(t, map[string]http.HandlerFunc{c.path: c.other})
			var o Options
			if strings.Contains(c.why, "within 1s") {
				o.Timeout = time.Second
			}
			got, err := Verify(t.Context(), s.URL+"/deal", o)
			want := publish.Report{Files: 5, Unasked: []string{".nojekyll", "_headers"}}
			if c.state != "" {
				want.Faults = []publish.Fault{{Path: c.path, State: c.state, Why: c.why}}
			}
			if len(got.Faults) == 0 {
				got.Faults = nil
			}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v; want %+v", got, err, want)
			}
		})
	}
}

// TestRedirects: where a site may stand by another address, it is read there.
func TestRedirects(t *testing.T) {
	s := server(t, map[string]http.HandlerFunc{
		"a.html": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "a", http.StatusPermanentRedirect) },
		"a":      says(200, "text/html", "one"),
	})
	if got, err := Verify(t.Context(), s.URL+"/deal/", Options{}); err != nil || len(got.Faults) > 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	secure := httptest.NewTLSServer(handler(nil))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer secure.Close()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secure.URL+r.URL.Path, http.StatusMovedPermanently)
	}))
	defer plain.Close()
	if _, err := Verify(t.Context(), plain.URL+"/deal/", Options{}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("http was not followed to https of the same host: %v", err)
	}
}

// TestVerifyCannot: what cannot be judged is said in one sentence, once.
func TestVerifyCannot(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	secure := httptest.NewTLSServer(handler(nil))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer secure.Close()
	odd := func(h http.HandlerFunc) string {
		return server(t, map[string]http.HandlerFunc{publish.ManifestName: h}).URL + "/deal/"
	}
	whole, err := publish.ParseManifest([]byte(manifestOf(site)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, address, want string
	}{
		{"no server", "http://" + closed.Addr().String() + "/", "connection refused"},
		{"no host", "http://nowhere.invalid/", "there is no host nowhere.invalid"},
		{"a certificate of nobody", secure.URL + "/deal/", "its certificate cannot be trusted: x509: "},
		{"no https", strings.Replace(odd(nil), "http:", "https:", 1), "HTTP response to HTTPS client"},
		{"no manifest", odd(says(404, "text/html", "")), "404 Not Found: many hosts hide names that begin with a dot; name the folder that was published with --against"},
		{"a page for a manifest", odd(says(200, "text/html", "home")), "cannot be used: it does not begin as a manifest does"},
		{"half a manifest", odd(says(200, "", manifestOf(site)[:100])), "cannot be used: it is cut short"},
		{"a manifest elsewhere", odd(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://www.other.invalid/", http.StatusFound)
		}), "it redirects to http://www.other.invalid/"},
		{"a manifest without end", odd(func(w http.ResponseWriter, r *http.Request) {
			chunk := bytes.Repeat([]byte("# explainer manifest 1\n"), 1<<16)
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}), "it is too large"},
		{"a file", "file:///etc/passwd", "begins with http:// or https://"},
		{"no address", "http://a b/", "it is no address"},
		{"no name", "http:///x", "it names no host"},
		{"a query", "http://127.0.0.1/?x", "has no ? and no #"},
		{"a password", "http://u:secret@127.0.0.1/", "cannot verify http://u:xxxxx@127.0.0.1/: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Verify(t.Context(), c.address, Options{Timeout: 5 * time.Second})
			if err == nil || !strings.Contains(err.Error(), c.want) || len(got.Faults) > 0 {
				t.Errorf("got %+v, %v; want %q", got, err, c.want)
			}
		})
	}
	t.Run("no server, manifest at hand", func(t *testing.T) {
		got, err := Verify(t.Context(), "http://"+closed.Addr().String()+"/", Options{Against: whole})
		if err == nil || !strings.Contains(err.Error(), "connection refused") || len(got.Faults) > 0 {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

// TestAgainst: with the manifest of the folder that was published, the server's own is not asked for.
func TestAgainst(t *testing.T) {
	whole, err := publish.ParseManifest([]byte(manifestOf(site)))
	if err != nil {
		t.Fatal(err)
	}
	lying := maps.Clone(site)
	lying["a.html"] = "two"
	s := server(t, map[string]http.HandlerFunc{publish.ManifestName: says(200, "", manifestOf(lying)), "a.html": says(200, "", "two")})
	if got, err := Verify(t.Context(), s.URL+"/deal/", Options{}); err != nil || len(got.Faults) > 0 {
		t.Errorf("by its own word: %+v, %v", got, err)
	}
	got, err := Verify(t.Context(), s.URL+"/deal/", Options{Against: whole})
	if want := []publish.Fault{{Path: "a.html", State: publish.Changed}}; err != nil || !reflect.DeepEqual(got.Faults, want) {
		t.Errorf("by ours: %+v, %v", got, err)
	}
}

// TestPublishedMeanwhile: a site that is published while it is read is not called changed.
func TestPublishedMeanwhile(t *testing.T) {
	next := maps.Clone(site)
	next["a.html"] = "two"
	var asked atomic.Int32
	s := server(t, map[string]http.HandlerFunc{
		"a.html": says(200, "", "two"),
		publish.ManifestName: func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) == 1 {
				io.WriteString(w, manifestOf(site))
			} else {
				io.WriteString(w, manifestOf(next))
			}
		},
	})
	if _, err := Verify(t.Context(), s.URL+"/deal/", Options{}); err == nil || !strings.Contains(err.Error(), "published anew meanwhile") {
		t.Errorf("got %v", err)
	}
}

// TestGivesUp: a server that is lost on the way is not asked for every one of a thousand files.
func TestGivesUp(t *testing.T) {
	many := map[string]string{}
	for i := range 1000 {
		many[fmt.Sprintf("page-%04d.html", i)] = "x"
	}
	all, err := publish.ParseManifest([]byte(manifestOf(many)))
	if err != nil {
		t.Fatal(err)
	}
	var asked, open, most atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), open.Add(1)))
		defer open.Add(-1)
		if asked.Add(1) > 50 {
			panic(http.ErrAbortHandler)
		}
		io.WriteString(w, "x")
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer s.Close()
	got, err := Verify(context.Background(), s.URL, Options{Against: all})
	if err == nil || !strings.Contains(err.Error(), "the server does not answer any more: EOF") || len(got.Faults) > 0 {
		t.Errorf("got %v, %d faults", err, len(got.Faults))
	}
	if n := asked.Load(); n > 80 || most.Load() > atOnce {
		t.Errorf("%d requests, %d at once", n, most.Load())
	}
}

// TestAsksAsAReader: who asks is said, and nothing is asked to be fresher or smaller than readers get it.
func TestAsksAsAReader(t *testing.T) {
	var head http.Header
	s := server(t, map[string]http.HandlerFunc{"a.html": func(w http.ResponseWriter, r *http.Request) {
		head = r.Header
		io.WriteString(w, "one")
	}})
	if _, err := Verify(t.Context(), s.URL+"/deal/", Options{Agent: "explainer/1 (verify)"}); err != nil {
		t.Fatal(err)
	}
	want := http.Header{"User-Agent": {"explainer/1 (verify)"}, "Accept-Encoding": {"identity"}}
	if !reflect.DeepEqual(head, want) {
		t.Errorf("got %v", head)
	}
}
