package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"explainer/internal/diag"
)

type build = func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error)

var files = map[string]string{
	"index.html":                "<p>home</p>",
	"new-terms.html":            "<p>terms</p>",
	"404.html":                  "<p>lost</p>",
	"facts.json":                "{}",
	"feed.xml":                  "<feed/>",
	"empty.txt":                 "",
	"_headers":                  "/*\n",
	".nojekyll":                 "",
	"assets/style.0a1b2c3d.css": "p{}",
	"assets/icon.0a1b2c3d.svg":  "<svg/>",
	"assets/odd.0a1b2c3d.blob":  "\x00\xff",
}

func of(tree map[string]string) build {
	return func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
		for path, data := range tree {
			if err := put(path, []byte(data)); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
}

func ask(h http.Handler, method, target, host string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost/", nil)
	r.Host = host
	r.URL.Path = target
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// plain is a page without our script, which must be there once.
func plain(t *testing.T, page string) string {
	t.Helper()
	found := ourScript.FindAllString(page, -1)
	if len(found) != 1 {
		t.Errorf("%d scripts in %.200q", len(found), page)
	}
	return ourScript.ReplaceAllString(page, "")
}

var ourScript = regexp.MustCompile(`<script src="/_live/live\.js" data-run="[A-Z2-7]+" data-build="\d+" data-tree="[0-9a-f]*" data-page="[0-9a-f]{16}" defer></script>`)

// living is a site with one file that says what it is told, and was written when it was told last.
type living struct {
	file atomic.Pointer[fstest.MapFile]
}

func (l *living) say(text string) {
	l.file.Store(&fstest.MapFile{Data: []byte(text), ModTime: time.Now()})
}

func (l *living) said() string { return string(l.file.Load().Data) }

func (l *living) Open(name string) (fs.File, error) {
	return fstest.MapFS{"content/a.md": l.file.Load()}.Open(name)
}

func TestServedIsBuilt(t *testing.T) {
	s := New(Options{Build: of(files)})
	for path, want := range files {
		got := ask(s, "GET", "/"+path, "localhost:8080")
		sent := body(t, got)
		served := sent
		if strings.HasSuffix(path, ".html") {
			served = plain(t, sent)
		}
		if got.StatusCode != 200 || served != want {
			t.Errorf("%s: %d, other bytes than were built", path, got.StatusCode)
		}
		if got.Header.Get("Content-Length") != fmt.Sprint(len(sent)) {
			t.Errorf("%s: Content-Length %s", path, got.Header.Get("Content-Length"))
		}
		head := ask(s, "HEAD", "/"+path, "localhost")
		if head.StatusCode != 200 || body(t, head) != "" || head.Header.Get("Content-Length") != fmt.Sprint(len(sent)) {
			t.Errorf("HEAD %s: %d, length %s", path, head.StatusCode, head.Header.Get("Content-Length"))
		}
	}
	if got := plain(t, body(t, ask(s, "GET", "/", "localhost"))); got != files["index.html"] {
		t.Errorf("/ gives %q", got)
	}
	// What is sent is not what is kept.
	for path, data := range s.shown.Load().tree {
		if string(data) != files[path] {
			t.Errorf("%s was built as %q, and is kept as %q", path, files[path], data)
		}
	}
}

// TestHeaders: each answer has the same headers, and types that are the same on every machine, whatever its tables say.
func TestHeaders(t *testing.T) {
	for extension, kind := range map[string]string{".html": "text/evil", ".css": "text/plain", ".svg": "text/html", ".blob": "text/html"} {
		old := mime.TypeByExtension(extension)
		if err := mime.AddExtensionType(extension, kind); err != nil {
			t.Fatal(err)
		}
		if old != "" {
			defer func() {
				if err := mime.AddExtensionType(extension, old); err != nil {
					t.Error(err)
				}
			}()
		}
	}
	tree := maps.Clone(files)
	tree["assets/large.0a1b2c3d.txt"] = strings.Repeat("large ", 1<<18)
	address := start(t, Options{Build: of(tree)})
	for path, want := range map[string]string{
		"/":                          "text/html; charset=utf-8",
		"/nope":                      "text/html; charset=utf-8",
		"/facts.json":                "application/json; charset=utf-8",
		"/feed.xml":                  "application/atom+xml; charset=utf-8",
		"/_headers":                  "text/plain; charset=utf-8",
		"/assets/style.0a1b2c3d.css": "text/css; charset=utf-8",
		"/assets/icon.0a1b2c3d.svg":  "image/svg+xml; charset=utf-8",
		"/assets/odd.0a1b2c3d.blob":  "application/octet-stream",
		"/assets/large.0a1b2c3d.txt": "text/plain; charset=utf-8",
		"/_live/live.js":             "text/javascript; charset=utf-8",
		"/_live/live.css":            "text/css; charset=utf-8",
	} {
		_, header, text := raw(t, address, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		for name, value := range map[string]string{
			"Content-Type":                 want,
			"Cache-Control":                "no-store",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Referrer-Policy":              "no-referrer",
			"Access-Control-Allow-Origin":  "",
			"Etag":                         "", // nothing is kept, so nothing is asked whether it is still right
			"Last-Modified":                "",
			"Content-Length":               fmt.Sprint(len(text)),
		} {
			if got := header.Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got, value)
			}
		}
	}
}

func TestMethods(t *testing.T) {
	s := New(Options{Build: of(files)})
	for _, m := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "PROPFIND"} {
		r := ask(s, m, "/", "localhost")
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" || body(t, r) != "" {
			t.Errorf("%s: %d, Allow %q", m, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	for _, lost := range []string{"/nope", "/assets/nope.css"} {
		long, head := body(t, ask(s, "GET", lost, "localhost")), ask(s, "HEAD", lost, "localhost")
		if head.StatusCode != 404 || head.Header.Get("Content-Length") != fmt.Sprint(len(long)) || body(t, head) != "" {
			t.Errorf("HEAD %s: %d, %s bytes, want %d", lost, head.StatusCode, head.Header.Get("Content-Length"), len(long))
		}
	}
}

func TestHosts(t *testing.T) {
	s := New(Options{Build: of(files), Hosts: []string{"Draft.example"}})
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "LOCALHOST:1": 200, "127.0.0.1": 200, "127.0.0.1:65535": 200,
		"[::1]": 200, "[::1]:8080": 200, "docs.localhost": 200, "a.b.localhost:8080": 200,
		"draft.example": 200, "draft.example:80": 200,

		"": 403, ":8080": 403, "evil.example": 403, "127.0.0.1.nip.io": 403, "localhost.": 403, "localhost.evil.example": 403,
		"evillocalhost": 403, ".localhost": 403, "a/b.localhost": 403, "::1": 403, "[localhost]": 403, "[::1": 403, "::1]": 403,
		"localhost:": 403, "localhost:x": 403, "localhost:080": 403, "localhost:99999": 403, "localhost:-1": 403,
		"localhost:80:80": 403, "[::1]x:80": 403, "user@localhost": 403, "localhost, evil.example": 403, "localhost evil": 403,
		"0.0.0.0:8080": 403, "2130706433": 403, "127.1": 403, "0x7f.0.0.1": 403, "[::ffff:127.0.0.1]": 403, "localhost\x00": 403,
		"sub.draft.example": 403, "драфт.localhost": 403,
	} {
		r := ask(s, "GET", "/", host)
		got := body(t, r)
		if r.StatusCode != want || want == 403 && got != "" {
			t.Errorf("Host %q: %d with %d bytes, want %d", host, r.StatusCode, len(got), want)
		}
	}
}

// spellings are ways to ask for something outside the tree, as they stand in the request line.
var spellings = []string{
	"/../etc/passwd", "/..", "/.", "/./index.html", "/assets/../index.html", "/%2e%2e/etc/passwd", "/%2e%2e%2fetc%2fpasswd",
	"/%252e%252e/etc/passwd", "/..%2f..%2fetc/passwd", "/..%5c..%5cwindows", "/..\\..\\windows", "/%c0%ae%c0%ae/etc/passwd",
	"/..;/index.html", "//index.html", "//etc/passwd", "///etc/passwd", "/index.html/", "/index.html/..", "/index.html%00", "/%00",
	"/index.html%00.css", "/index.html::$DATA", "/INDEX~1.HTM", "/index.HTML", "/Index.html", "/index.html.", "/index.html%20",
	"/assets", "/assets/", "/assets//style.0a1b2c3d.css", "/assets%2fstyle.0a1b2c3d.css", "/%69ndex.html", "/new-terms", "/new-terms/",
	"/.env", "/.git/config", "/content/facts.yaml", "/go.mod", "/.explainer-stage/1", "/.explainer-manifest", "/C:/windows/win.ini",
	"/file:///etc/passwd", "/@fs/etc/passwd", "/proc/self/environ", "/etc/passwd?raw??", "/%e2%80%ae", "/" + strings.Repeat("a/", 3000),
	"/" + strings.Repeat("../", 500) + "etc/passwd",
}

// TestTraversal sends each spelling over a real connection, since a client would tidy it up.
func TestTraversal(t *testing.T) {
	address := start(t, Options{Build: of(files)})
	for _, target := range spellings {
		status, header, text := raw(t, address, "GET "+target+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		if status != 404 && status != 400 {
			t.Errorf("%.60q: status %d", target, status)
		}
		if header.Get("Location") != "" {
			t.Errorf("%.60q: redirects to %s", target, header.Get("Location"))
		}
		if status == 404 && plain(t, text) != files["404.html"] {
			t.Errorf("%.60q: answers %.60q", target, text)
		}
	}
}

func TestHostileRequests(t *testing.T) {
	address := start(t, Options{Build: of(files)})
	for _, c := range []struct {
		name, request string
		want          int
	}{
		{"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"no Host in 1.0", "GET / HTTP/1.0\r\n\r\n", 403},
		{"two Hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400},
		{"foreign absolute form", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 403},
		{"own absolute form", "GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 200},
		{"asterisk", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405},
		{"connect", "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\nConnection: close\r\n\r\n", 405},
		{"two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
		{"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 403},
		{"bare line", "hello\r\n\r\n", 400},
		{"NUL in header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n", 400},
		{"NUL in path", "GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
		{"header of 2 MB", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 2<<20) + "\r\n\r\n", 431},
		{"foreign origin", "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n", 200},
	} {
		status, header, _ := raw(t, address, c.request)
		if status != c.want {
			t.Errorf("%s: status %d, want %d", c.name, status, c.want)
		}
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: sends %s", c.name, name)
			}
		}
	}
}

// TestSlowRequests: who is slow to ask is let go, many who ask nothing make nobody wait, and nothing of them is left.
func TestSlowRequests(t *testing.T) {
	t.Parallel() // it waits
	address := start(t, Options{Build: of(files)})
	dial := func() net.Conn {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	for range 500 {
		dial()
	}
	slow := dial()
	began, gone := time.Now(), make(chan time.Duration, 1)
	go func() {
		io.WriteString(slow, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
		io.Copy(io.Discard, slow) // until it is let go
		gone <- time.Since(began)
	}()
	go func() {
		for { // a byte at a time, for ever
			if _, err := io.WriteString(slow, "x"); err != nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	if status, _, text := raw(t, address, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); status != 200 || plain(t, text) != files["index.html"] {
		t.Errorf("beside slow ones: %d %q", status, text)
	}
	select {
	case took := <-gone:
		t.Logf("let go after %v", took)
	case <-time.After(30 * time.Second):
		t.Error("a request that never ends keeps its connection")
	}
}

func FuzzRequest(f *testing.F) {
	for _, s := range spellings {
		f.Add(s, "localhost")
	}
	s := New(Options{Build: of(files)})
	own := map[string]string{}
	for _, name := range []string{"live.js", "live.css"} {
		data, err := liveFiles.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		own["/_live/"+name] = string(data)
	}
	f.Fuzz(func(t *testing.T, target, host string) {
		if target == "/_live/events" {
			return // has no end
		}
		r := ask(s, "GET", target, host)
		text := ourScript.ReplaceAllString(body(t, r), "")
		switch want, known := files[strings.TrimPrefix(target, "/")]; {
		case r.StatusCode == 403 && text == "":
		case r.StatusCode == 200 && own[target] != "" && text == own[target]:
		case r.StatusCode == 404 && text == files["404.html"]:
		case r.StatusCode == 200 && (known && text == want || target == "/" && text == files["index.html"]):
		default:
			t.Fatalf("%q at %q: %d %.60q", target, host, r.StatusCode, text)
		}
	})
}

// TestIdentity: a tree has the same name in another run, so that open pages need not be loaded again, and another name
// wherever a file, or its path, is another.
func TestIdentity(t *testing.T) {
	name := func(change func(map[string]string)) string {
		tree := maps.Clone(files)
		change(tree)
		return New(Options{Build: of(tree)}).look(nil).id
	}
	same := name(func(map[string]string) {})
	if again := name(func(map[string]string) {}); again != same || same == "" {
		t.Errorf("%s, in another run %s", same, again)
	}
	for what, change := range map[string]func(map[string]string){
		"another text": func(tree map[string]string) { tree["index.html"] += " " },
		"a file less":  func(tree map[string]string) { delete(tree, "empty.txt") },
		"another path": func(tree map[string]string) { delete(tree, "empty.txt"); tree["void.txt"] = "" },
		"two swapped": func(tree map[string]string) {
			tree["index.html"], tree["404.html"] = tree["404.html"], tree["index.html"]
		},
	} {
		if name(change) == same {
			t.Errorf("%s has the same name", what)
		}
	}
}

func TestRebuild(t *testing.T) {
	var state living
	var builds atomic.Int64
	state.say("0")
	s := New(Options{
		Sources: &state,
		Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			builds.Add(1)
			return nil, put("index.html", []byte(state.said()))
		},
	})
	for want := range int64(3) {
		state.say(fmt.Sprint(want))
		for range 3 {
			if got := plain(t, body(t, ask(s, "GET", "/", "localhost"))); got != fmt.Sprint(want) {
				t.Fatalf("after change %d: %q", want, got)
			}
		}
	}
	if builds.Load() != 3 {
		t.Errorf("%d builds for 3 states", builds.Load())
	}
}

func TestBroken(t *testing.T) {
	var state living
	state.say("broken")
	var log bytes.Buffer
	s := New(Options{
		Log:     &log,
		Sources: &state,
		Read:    func(string) ([]byte, error) { return []byte("one\n<script>alert(1)</script>\n"), nil },
		Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			now := state.said()
			if err := put("index.html", []byte(now)); err != nil {
				return nil, err
			}
			if now == "machine" {
				return nil, errors.New("disk on fire </pre>\x1b[31m")
			}
			level := diag.Warning
			if strings.HasPrefix(now, "broken") {
				level = diag.Error
			}
			return []diag.Finding{{Code: "page-unknown", Level: level, Message: `"</pre><script>" is unknown`,
				Span: diag.Span{File: "content/a.md", Start: 4, End: 10}}}, nil
		},
	})
	r := ask(s, "GET", "/", "localhost")
	text := body(t, r)
	if r.StatusCode != 500 || !strings.Contains(text, "content/a.md:2:1: error: ") || strings.Contains(plain(t, text), "<script") || strings.Count(text, "</pre>") != 1 {
		t.Errorf("without a good build: %d\n%s", r.StatusCode, text)
	}
	for _, step := range [][2]string{{"good", "good"}, {"broken again", "good"}, {"machine", "good"}, {"better", "better"}} {
		state.say(step[0])
		r := ask(s, "GET", "/", "localhost")
		if got := plain(t, body(t, r)); r.StatusCode != 200 || got != step[1] {
			t.Errorf("%s: %d %q, want %q", step[0], r.StatusCode, got, step[1])
		}
	}
	for _, want := range []string{"content/a.md:2:1: error: ", "still showing the last good state", "disk on fire </pre>\\u001b[31m", "built 1 file in "} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, log.String())
		}
	}
}

func TestMachineErrorIsTriedAgain(t *testing.T) {
	var n int
	s := New(Options{Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
		if n++; n == 1 {
			return nil, errors.New("no luck")
		}
		return nil, put("index.html", []byte("yes"))
	}})
	if r := ask(s, "GET", "/", "localhost"); r.StatusCode != 500 || !strings.Contains(body(t, r), "no luck") {
		t.Error(r.Status)
	}
	if r := ask(s, "GET", "/", "localhost"); r.StatusCode != 200 {
		t.Error(r.Status)
	}
}

// TestOneTree reads while the sources change: each answer is from one build, and no build runs beside another.
func TestOneTree(t *testing.T) {
	var running atomic.Int64
	var state living
	state.say("00000000")
	s := New(Options{
		Sources: &state,
		Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			if running.Add(1) > 1 {
				t.Error("two builds at once")
			}
			defer running.Add(-1)
			page := []byte(strings.Repeat(state.said(), 100))
			var wg sync.WaitGroup
			for i := range 4 {
				wg.Go(func() {
					if err := put(fmt.Sprintf("p%d.html", i), page); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			return nil, nil
		},
	})
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for range 500 {
				seen := state.said()
				text := plain(t, body(t, ask(s, "GET", fmt.Sprintf("/p%d.html", i), "localhost")))
				if len(text) != 800 || strings.Repeat(text[:8], 100) != text {
					t.Errorf("a mixed page: %.40q", text)
				} else if text[:8] < seen {
					t.Errorf("an old page: %s, the sources were at %s", text[:8], seen)
				}
			}
		})
	}
	wg.Go(func() {
		for i := range 100 {
			state.say(fmt.Sprintf("%08d", i+1))
			time.Sleep(time.Millisecond)
		}
	})
	wg.Wait()
}

// start runs a server on a free port for the length of a test.
func start(t *testing.T, o Options) string {
	t.Helper()
	ready := make(chan string, 1)
	o.Address, o.Ready = "127.0.0.1:0", func(url string) { ready <- url }
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- New(o).ListenAndServe(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case url := <-ready:
		return strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	case err := <-done:
		done <- err
		t.Fatal(err)
	}
	return ""
}

// raw sends a request as it stands, and reads the answer.
func raw(t *testing.T, address, request string) (int, http.Header, string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(c, request)
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Errorf("%.60q: %v", request, err)
		return 0, nil, ""
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, r.Header, string(b)
}

func TestStopsAtOnce(t *testing.T) {
	ready := make(chan string, 1)
	slow := make(chan bool)
	defer close(slow)
	s := New(Options{Address: "127.0.0.1:0", Ready: func(u string) { ready <- u },
		Build: func(fs.FS, func(string, []byte) error) ([]diag.Finding, error) { <-slow; return nil, nil }})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.ListenAndServe(ctx) }()
	url := <-ready
	go func() {
		if r, err := http.Get(url); err == nil { // waits for the build when the server stops
			r.Body.Close()
		}
	}()
	time.Sleep(20 * time.Millisecond)
	start := time.Now()
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 5*200*time.Millisecond { // five times the promise, for busy machines
		t.Errorf("took %v to stop", took)
	}
}

func TestTakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = New(Options{Address: l.Addr().String(), Build: of(files)}).ListenAndServe(context.Background())
	if err == nil || !strings.Contains(err.Error(), "the port is taken") || !strings.Contains(err.Error(), "--address 127.0.0.1:0") {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"": DefaultAddress, ":8080": "127.0.0.1:8080", "localhost:1": "localhost:1", "0.0.0.0:80": "0.0.0.0:80", "[::1]:0": "[::1]:0",
	} {
		if got, err := withHost(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"8080", "localhost", "::1", "a:b:c"} {
		if got, err := withHost(in); err == nil {
			t.Errorf("%q is taken for %q", in, got)
		}
	}
}

func TestWarnsOffLoopback(t *testing.T) {
	for _, c := range []struct {
		ip    string
		hosts []string
		warns int
		open  string // a Host that is answered
	}{
		{"127.0.0.1", nil, 0, "127.0.0.1"},
		{"::1", nil, 0, "[::1]"},
		{"192.0.2.7", nil, 1, "192.0.2.7:8080"},
		{"0.0.0.0", nil, 2, "localhost"},
		{"::", []string{"box.lan"}, 1, "box.lan:8080"},
	} {
		var log bytes.Buffer
		s := New(Options{Log: &log, Hosts: c.hosts, Build: of(files)})
		s.introduce(&net.TCPAddr{IP: net.ParseIP(c.ip), Port: 8080})
		if got := strings.Count(log.String(), "WARNING"); got != c.warns {
			t.Errorf("%s: %d warnings\n%s", c.ip, got, log.String())
		}
		if r := ask(s, "GET", "/", c.open); r.StatusCode != 200 {
			t.Errorf("%s: Host %s gets %d", c.ip, c.open, r.StatusCode)
		}
		if r := ask(s, "GET", "/", "0.0.0.0:8080"); r.StatusCode != 403 {
			t.Errorf("%s: Host 0.0.0.0 gets %d", c.ip, r.StatusCode)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	var state living
	state.say("")
	s := New(Options{Build: of(files), Sources: &state})
	r := httptest.NewRequest("GET", "http://localhost/", nil)
	for b.Loop() {
		s.ServeHTTP(httptest.NewRecorder(), r)
	}
}
