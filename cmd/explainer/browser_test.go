package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser opens pages one after the other, and notes what each complains about.
type browser struct {
	ctx  context.Context
	mu   sync.Mutex
	said []string
	page string // the document that is open: its own status may be 404
	mute bool   // pages run no scripts
}

// findBrowser is a Chromium on this machine, or "".
func findBrowser() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "headless-shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// lacks skips a test for want of something of this machine; in continuous integration that is a failure.
func lacks(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// drives is called by what starts a program of others: with -short the test is skipped.
func drives(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short starts no program of others")
	}
}

// newBrowser starts Chromium, with more settings than all tests share, if need be.
func newBrowser(t *testing.T, more ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	drives(t)
	path := findBrowser()
	if path == "" {
		lacks(t, "no Chromium was found: `make test` as root installs Debian's, or install it from your system's packages")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("no-default-browser-check", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(time.Minute),
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Minute) // outlives the test until the browser has gone
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, append(options, more...)...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithErrorf(grumble))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil { // waits until it has gone, so that its folder can go too
			t.Log(err)
		}
		stop()
	})
	b, err := listen(ctx)
	if err != nil {
		t.Fatalf("cannot start %s: %v", path, err)
	}
	return b
}

// grumble prints what chromedp has to say, but not that it does not know an event: Chromium is newer.
func grumble(format string, args ...any) {
	if !strings.HasPrefix(format, "unhandled ") {
		fmt.Fprintf(os.Stderr, format+"\n", args...)
	}
}

// listen opens the tab of a context and hears what its pages say. It counts as the one that has the focus.
func listen(ctx context.Context) (*browser, error) {
	b := &browser{ctx: ctx}
	chromedp.ListenTarget(ctx, b.hear)
	return b, chromedp.Run(ctx, network.Enable(), runtime.Enable(), log.Enable(), network.SetCacheDisabled(true),
		emulation.SetFocusEmulationEnabled(true))
}

func (b *browser) say(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said = append(b.said, fmt.Sprintf(format, args...))
}

func (b *browser) isPage(address string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return address == b.page
}

// hear notes each event that a sound page does not cause. What a content security policy stops is an
// entry of the log.
func (b *browser) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.say("exception: %v", e.ExceptionDetails)
	case *runtime.EventConsoleAPICalled:
		b.say("console %s", e.Type)
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Host != "" && u.Hostname() != "127.0.0.1" {
			b.say("asks another host: %s", e.Request.URL)
		}
	case *log.EventEntryAdded:
		if (e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning) && !b.isPage(e.Entry.URL) || e.Entry.Source == log.SourceSecurity {
			b.say("%s %s: %s (%s)", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventLoadingFailed:
		b.say("request failed: %s %s%s", e.Type, e.ErrorText, e.BlockedReason)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 && !b.isPage(e.Response.URL) {
			b.say("%s: status %d", e.Response.URL, e.Response.Status)
		}
	}
}

// open opens a page, waits until it is quiet, and returns its complaints.
func (b *browser) open(address string, more ...chromedp.Action) []string {
	b.mu.Lock()
	b.said, b.page = nil, address
	b.mu.Unlock()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute) // past it a page hangs; a busy machine is slow
	defer stop()
	// Two frames after load everything that the page asks for by itself has been asked for.
	var ready bool
	pause := await(`new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 30)))`, &ready)
	if b.mute {
		pause = chromedp.Sleep(60 * time.Millisecond)
	}
	actions := append([]chromedp.Action{chromedp.Navigate(address), pause}, more...)
	if err := chromedp.Run(ctx, actions...); err != nil {
		b.say("cannot be opened: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.said
}

// host serves a folder under a path as a plain file server does: no header of ours, and 404.html.
func host(t *testing.T, dir, base, lost string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, base)
		if name == "" {
			name = "index.html"
		}
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); ok && err == nil {
			http.ServeContent(w, r, name, time.Time{}, strings.NewReader(string(data)))
			return
		}
		data, err := os.ReadFile(filepath.Join(lost, "404.html"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		if _, err := w.Write(data); err != nil {
			t.Log(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + base
}

// TestBrowser opens every page at a root, under a sub-path and from disk. The 404 page, which alone is
// rooted, is met where a host would show it: at an address that is not there, any number of folders deep.
func TestBrowser(t *testing.T) {
	p := ownSite(t)
	b := newBrowser(t)
	lost := p.based
	if lost == "" {
		lost = p.plain
	}
	for _, place := range []struct{ name, at string }{
		{"root", host(t, p.plain, "/", p.plain)},
		{"sub-path", host(t, p.plain, subPath, lost)},
		{"disk", onDisk(t, p.plain)},
	} {
		t.Run(place.name, func(t *testing.T) {
			for _, page := range pages(t, p.plain) {
				if page == "404.html" {
					if place.name == "disk" || *siteFlag != "" {
						continue
					}
					page = "no/such/page.html"
				}
				for _, complaint := range b.open(place.at + page) {
					t.Errorf("%s: %s", page, complaint)
				}
			}
		})
	}
}

// sideways lists what sticks out of a page, farthest first; an empty list is a page that only scrolls down.
// What scrolls or is cut off within a box of its own does not count.
const sideways = `(() => {
	const root = document.documentElement, limit = root.clientWidth
	if (root.scrollWidth <= limit) return []
	const boxed = e => e && e !== document.body && (getComputedStyle(e).overflowX !== "visible" || boxed(e.parentElement))
	const right = e => Math.round(e.getBoundingClientRect().right)
	const name = e => e.tagName.toLowerCase() + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("")
	const out = [...document.body.querySelectorAll("*")].filter(e => right(e) > limit && !boxed(e.parentElement))
		.sort((a, b) => right(b) - right(a)).slice(0, 4)
		.map(e => name(e) + " in " + name(e.closest("[id]") || document.body) + " ends at " + right(e) + " px")
	return ["the page is " + root.scrollWidth + " px wide, " + limit + " px fit", ...out]
})()`

// TestNarrow opens every page on a screen of 320 px, as WCAG 1.4.10 asks: nothing scrolls sideways.
func TestNarrow(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	p := ownSite(t)
	b := newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	if err := chromedp.Run(b.ctx, emulation.SetDeviceMetricsOverride(320, 640, 1, false), emulation.SetScrollbarsHidden(true)); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t, p.plain) {
		var out []string
		for _, complaint := range b.open(at+page, chromedp.Evaluate(sideways, &out)) {
			t.Errorf("%s: %s", page, complaint)
		}
		if len(out) > 0 {
			t.Errorf("%s: %s", page, strings.Join(out, "; "))
		}
	}
}

// TestBrowserComplains makes sure that the other tests can fail: each of these pages is a bad one.
func TestBrowserComplains(t *testing.T) {
	b := newBrowser(t)
	const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, says string }{
		"good":      {"<p>Good.</p>", ""},
		"console":   {"<script>console.error('x')</script>", "console error"},
		"exception": {"<script>nope()</script>", "exception"},
		"later":     {"<script>setTimeout(() => nope(), 10)</script>", "exception"},
		"missing":   {"<img src='nope.png' alt=''>", "status 404"},
		"refused":   {"<img src='http://127.0.0.1:1/x.png' alt=''>", "request failed"},
		"style":     {policy + "<p style='color:red'>x</p>", "security error"},
		"script":    {policy + "<script>1</script>", "security error"},
		"image":     {policy + "<img src='good.html' alt=''>", "security error"},
		"chatty":    {"<script>console.log('x')</script>", "console log"},
		"abroad":    {"<img src='http://host.invalid/x.png' alt=''>", "asks another host"},
		"wide":      {"<div style='width:2000px'>x</div>", "div in body ends at"},
	} {
		file := filepath.Join(dir, name+".html")
		if err := os.WriteFile(file, []byte("<!doctype html><title>x</title><link rel=icon href=data:,>"+c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		at := host(t, dir, "/", dir)
		var out []string
		said := strings.Join(append(b.open(at+name+".html", chromedp.Evaluate(sideways, &out)), out...), "; ")
		if c.says == "" && said != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q, want %q", name, said, c.says)
		}
	}
}
