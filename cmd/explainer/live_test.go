package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"explainer/internal/serve"
)

var (
	saves   = flag.Int("saves", 10, "how many saves TestServeLatency measures")
	savesIn = flag.String("saves-in", "testdata/site", "a folder with the site in which it does")
)

// live is a site on disk that is being served, as by the command.
type live struct {
	t       *testing.T
	root    string
	address string // host:port, settled by the first start
	log     io.Writer
	stop    func()
}

// serveLive serves a copy of the small site.
func serveLive(t *testing.T) *live {
	t.Helper()
	return serveCopy(t, "testdata/site")
}

func serveCopy(t *testing.T, site string) *live {
	t.Helper()
	l := &live{t: t, root: t.TempDir()}
	if err := overlay(l.root, os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	if err := recorded(l.root); err != nil {
		t.Fatal(err)
	}
	l.address = "127.0.0.1:0"
	l.start()
	t.Cleanup(func() { l.stop() })
	return l
}

func (l *live) start() {
	l.t.Helper()
	c := serveCmd{Address: l.address, Editor: "vscode"}
	if l.log == nil {
		l.log = io.Discard
	}
	o, err := c.options(&globals{Root: l.root, Today: "2026-05-01", out: os.Stdout, err: l.log})
	if err != nil {
		l.t.Fatal(err)
	}
	ready := make(chan string, 1)
	o.Ready = func(url string) { ready <- url }
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serve.New(o).ListenAndServe(ctx) }()
	select {
	case url := <-ready:
		l.address = strings.Trim(strings.TrimPrefix(url, "http://"), "/")
	case err := <-done:
		l.t.Fatal(err)
	}
	l.stop = func() {
		stop()
		if err := <-done; err != nil {
			l.t.Error(err)
		}
		l.stop = func() {}
	}
}

func (l *live) url(name string) string { return "http://" + l.address + "/" + name }

// get is what the server answers for a file.
func (l *live) get(name string) string {
	l.t.Helper()
	r, err := http.Get(l.url(name))
	if err != nil {
		l.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(data)
}

func (l *live) write(name, text string) {
	l.t.Helper()
	path := filepath.Join(l.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		l.t.Fatal(err)
	}
}

// page is a page of words, and a good deal of room below them.
func (l *live) page(words string) {
	l.t.Helper()
	l.write("content/words.md", "---\ntitle: Words\ndescription: A page.\n---\nIt says "+words+".\n\n"+strings.Repeat("More words.\n\n", 200))
}

// until waits in the tab until an expression is true.
func (l *live) until(b *browser, what, expression string) {
	l.t.Helper()
	if err := comesTrue(b, expression); err != nil {
		l.t.Fatalf("never: %s: %v", what, err)
	}
}

// untilAll waits until an expression is true in all tabs.
func (l *live) untilAll(tabs []*browser, what, expression string) {
	l.t.Helper()
	never := make([]error, len(tabs))
	var done sync.WaitGroup
	for i, tab := range tabs {
		done.Go(func() { never[i] = comesTrue(tab, expression) })
	}
	done.Wait()
	for i, err := range never {
		if err != nil {
			l.t.Errorf("never: %s in tab %d: %v", what, i+1, err)
		}
	}
	if l.t.Failed() {
		l.t.FailNow()
	}
}

// comesTrue waits for an expression. The error of one that stays false tells what the page says instead.
func comesTrue(b *browser, expression string) error {
	ctx, stop := context.WithTimeout(b.ctx, 40*time.Second)
	defer stop()
	// A page that is about to go cannot answer: it is asked again.
	for {
		var so bool
		err := chromedp.Run(ctx, await(expression, &so))
		if err == nil && so {
			return nil
		}
		if ctx.Err() != nil {
			ctx, stop := context.WithTimeout(b.ctx, 5*time.Second)
			defer stop()
			var text string
			_ = chromedp.Run(ctx, chromedp.Evaluate(`document.body.innerText.slice(0, 300) + "\n" + `+panelText, &text))
			return fmt.Errorf("%w\n%s", err, text)
		}
		time.Sleep(15 * time.Millisecond)
	}
}

const panelText = `(document.querySelector("explainer-panel")?.shadowRoot.textContent ?? "")`

func says(words string) string { return fmt.Sprintf("document.body.innerText.includes(%q)", words) }

// TestServeInBrowser edits a site while a page of it is open, and never reloads by hand.
func TestServeInBrowser(t *testing.T) {
	l := serveLive(t)
	l.page("one")
	b := newBrowser(t)
	if said := b.open(l.url("words.html")); len(said) > 0 {
		t.Error(said)
	}
	l.until(b, "the first words", says("It says one."))

	// Words change: the page follows, and stays where it was.
	l.until(b, "scrolled", `(window.scrollTo(0, 900), window.scrollY === 900)`)
	l.page("two")
	l.until(b, "the second words", says("It says two."))
	l.until(b, "the place", `window.scrollY === 900`)

	// A stylesheet changes: the page is the same one, with other looks.
	l.until(b, "a mark", `(window.mark = true)`)
	style, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	l.write("static/style.css", string(style)+"\nbody{outline:7px solid red}\n")
	l.until(b, "the new looks", `getComputedStyle(document.body).outlineWidth === "7px"`)
	l.until(b, "the mark, and one stylesheet", `window.mark === true && document.querySelectorAll("link[rel=stylesheet]").length === 1`)

	// Another page changes: nothing happens here.
	l.write("content/other.md", "---\ntitle: Other\ndescription: A page.\n---\nWords.\n")
	l.until(b, "the other page", `(async () => (await fetch("/other.html")).ok)()`)

	// A fault: the panel over the last good state, with a link to its place. Mended: it goes.
	l.page("[three](fact:nothing.here)")
	l.until(b, "the panel", panelText+`.includes("fact-unknown")`)
	l.until(b, "the last good state", says("It says two."))
	l.until(b, "the place in the editor", fmt.Sprintf(`document.querySelector("explainer-panel").shadowRoot.querySelector("a").href === %q`,
		"vscode://file"+filepath.ToSlash(l.root)+"/content/words.md:5:17"))
	l.until(b, "the panel's looks", `getComputedStyle(document.querySelector("explainer-panel")).position === "fixed"`)
	l.page("four")
	l.until(b, "the words after the fault", says("It says four."))
	l.until(b, "no panel", panelText+` === ""`)

	// A fault whose words are markup is text.
	l.page("[x](fact:<img/src=x/onerror=alert(1)>) `</script>`")
	l.until(b, "the panel again", panelText+` !== "" && !document.querySelector("explainer-panel").shadowRoot.querySelector("img")`)
	l.page("five")
	l.until(b, "no panel again", says("It says five.")+" && "+panelText+` === ""`)

	// The server starts again: a page that is still right is not loaded again, and follows as before.
	l.until(b, "a mark", `(window.mark = true)`)
	l.stop()
	l.start()
	l.page("six")
	l.until(b, "the words after a new start, and the mark", says("It says six.")+" && window.mark === true")

	// A page that is not there yet.
	if said := b.open(l.url("later.html")); len(said) > 0 {
		t.Error(said)
	}
	l.write("content/later.md", "---\ntitle: Later\ndescription: A page.\n---\nHere it is.\n")
	l.until(b, "the page that came", says("Here it is."))
	if err := os.Remove(filepath.Join(l.root, "content", "later.md")); err != nil {
		t.Fatal(err)
	}
	l.until(b, "the page that went", "!"+says("Here it is."))
}

// samePage compares the page in a tab, which was never reloaded since it got its mark, with the page that a reload would show.
const samePage = `(async () => {
	const newer = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html")
	return window.mark === true && document.title === newer.title && document.body.isEqualNode(newer.body)
})()`

// TestServeInPlace edits a page in many ways: each time the open page becomes what a reload would show, without one.
func TestServeInPlace(t *testing.T) {
	l := serveLive(t)
	const name, front = "content/words.md", "---\ntitle: Words\ndescription: A page.\n---\n"
	l.write(name, front+"It begins.\n")
	b := newBrowser(t)
	if said := b.open(l.url("words.html")); len(said) > 0 {
		t.Fatal(said)
	}
	l.until(b, "a mark", `(window.mark = true)`)
	for i, text := range []string{
		"It goes on.\n",
		"It goes on.\n\nAnd on.\n\n- one\n- two\n- three\n",
		"## A heading\n\nIt goes on.\n\nAnd on.\n\n- one\n- three\n",
		"## A heading\n\n- three\n- one\n\nAnd *on*, and **on**.\n\n## Another\n\n> A quote.\n",
		"## Another heading\n\n| a | b |\n|---|--:|\n| c | d |\n\n## Another\n\nA note.[^n]\n\n[^n]: Its text.\n",
		"## Another heading\n\n| a | b |\n|---|--:|\n| e | d |\n| c | f |\n\n## Another\n\nA note.[^n] And one more.[^m]\n\n[^m]: Its text.\n[^n]: Its own text.\n",
		"A [link](index.md), and `code` that is <not> markup.\n\n```go\npackage main\n```\n",
		"",
		"The end.\n",
	} {
		l.write(name, front+text)
		l.until(b, fmt.Sprintf("text %d in its place", i), samePage)
	}
	l.write(name, strings.Replace(front, "Words", "Other words", 1)+"The end.\n")
	l.until(b, "the new title", `document.title.startsWith("Other words") && window.mark === true`)

	// What a reader has changed, a reload may lose; a patch could leave it half.
	l.until(b, "a reader's change", `(document.querySelector("main").dataset.changed = "so") === "so"`)
	l.write(name, front+"A change on top.\n")
	l.until(b, "the page as it is, loaded again", says("A change on top.")+` && window.mark === undefined && !document.querySelector("main").dataset.changed`)

	// The register's filter holds on to its entries.
	if said := b.open(l.url("facts.html")); len(said) > 0 {
		t.Fatal(said)
	}
	l.until(b, "a mark", `(window.mark = true)`)
	facts, err := os.ReadFile(filepath.Join(l.root, "content", "facts.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	l.write("content/facts.yaml", strings.Replace(string(facts), "Stake in the company", "Share of the company", 1))
	l.until(b, "the register, loaded again", says("Share of the company")+` && window.mark === undefined`)
}

// TestServeTabs opens twenty tabs, more than a browser has connections for.
func TestServeTabs(t *testing.T) {
	l := serveLive(t)
	l.page("one")
	tabs := newTabs(t, 20)
	for _, tab := range tabs {
		if said := tab.open(l.url("words.html")); len(said) > 0 {
			t.Fatal(said)
		}
	}
	all := func(what, expression string) { l.untilAll(tabs, what, expression) }
	l.page("two")
	// A page of which the server goes before its script is there can know nothing of the next one.
	all("words after a save", says("It says two.")+` && document.readyState === "complete"`)

	// The server goes, the site changes, and it comes back at the same place.
	l.stop()
	l.page("three")
	l.start()
	all("words after a new start", says("It says three."))
	l.page("[four](fact:nothing.here)")
	all("the panel", panelText+`.includes("fact-unknown")`)
	l.stop()
	l.page("four")
	l.start()
	all("no panel", says("It says four.")+" && "+panelText+` === ""`)
}

// newTabs are n tabs of a browser.
func newTabs(t *testing.T, n int) []*browser {
	t.Helper()
	tabs := []*browser{newBrowser(t)}
	for len(tabs) < n {
		tab, err := tabs[0].another()
		if err != nil {
			t.Fatal(err)
		}
		tabs = append(tabs, tab)
	}
	return tabs
}

// TestServeTabsWithoutWorker: of tabs whose shared worker cannot be fetched at first, as when the server goes
// just then, none keeps a connection of its own: a browser has six for a server, and pages need one.
func TestServeTabsWithoutWorker(t *testing.T) {
	l := serveLive(t)
	l.page("one")
	var asked atomic.Int32
	const refused = 8
	to := &httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: l.address})
		r.Out.Host = r.In.Host
	}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Sec-Fetch-Dest") == "sharedworker" && asked.Add(1) <= refused {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		to.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		front.CloseClientConnections() // a stream ends by itself never
		front.Close()
	})
	tabs := newTabs(t, refused)
	for _, tab := range tabs {
		tab.open(front.URL + "/words.html")
	}
	l.page("two")
	l.untilAll(tabs, "words after a save", says("It says two."))
	if n := asked.Load(); n <= refused {
		t.Errorf("a worker was asked for %d times: this tested nothing", n)
	}
}

// TestServeLatency says how long it takes from a save to the page that shows it. It judges nothing but that every save
// came through: machines differ.
func TestServeLatency(t *testing.T) {
	l := serveCopy(t, *savesIn)
	l.page("save 0")
	b := newBrowser(t)
	if said := b.open(l.url("words.html")); len(said) > 0 {
		t.Error(said)
	}
	answer, err := http.Get(l.url("_live/events"))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	events := make(chan time.Time, 1000)
	go func() {
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "data: {") {
				events <- time.Now()
			}
		}
	}()
	<-events // the state that it found
	var took, told []time.Duration
	// The page notes when it has painted the words, in milliseconds since 1970: asking it costs time.
	const watch = `window.shown = 0, new MutationObserver((_, o) => {
		if (document.body.innerText.includes(%q)) { o.disconnect(); requestAnimationFrame(() => setTimeout(() => { window.shown = performance.timeOrigin + performance.now() })) }
	}).observe(document.body, { subtree: true, childList: true, characterData: true })`
	const shown = `window.shown ?? performance.timeOrigin + performance.getEntriesByType("navigation")[0].loadEventEnd`
	reloads := 0
	for i := 1; i <= *saves; i++ {
		time.Sleep(50 * time.Millisecond) // as after a page that is looked at
		if err := chromedp.Run(b.ctx, chromedp.Evaluate(fmt.Sprintf(watch, fmt.Sprintf("save %d.", i)), nil)); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		l.page(fmt.Sprintf("save %d", i))
		l.until(b, fmt.Sprintf("save %d", i), says(fmt.Sprintf("save %d.", i))+` && performance.getEntriesByType("navigation")[0].loadEventEnd > 0 && window.shown !== 0`)
		var at float64
		var reloaded bool
		if err := chromedp.Run(b.ctx, chromedp.Evaluate(shown, &at), chromedp.Evaluate(`window.shown === undefined`, &reloaded)); err != nil {
			t.Fatal(err)
		}
		if reloaded {
			reloads++
		}
		took = append(took, time.UnixMicro(int64(at*1000)).Sub(start))
		told = append(told, (<-events).Sub(start))
	}
	slices.Sort(took)
	slices.Sort(told)
	n := len(took)
	t.Logf("of %d saves, %d of them by a reload, from save to the page that shows it: median %v, 95%% %v, worst %v", n, reloads, took[n/2], took[n*95/100], took[n-1])
	t.Logf("from save to the word that there is a new build: median %v, worst %v", told[n/2], told[n-1])
}

// TestServeStreamOrigin asks for the stream as pages of others would.
func TestServeStreamOrigin(t *testing.T) {
	l := serveLive(t)
	for _, c := range []struct {
		header, value string
		want          int
	}{
		{"Origin", "http://evil.example", 403}, {"Origin", "null", 403}, {"Sec-Fetch-Site", "cross-site", 403}, {"Sec-Fetch-Site", "same-site", 403},
		{"Origin", "http://" + l.address, 200}, {"Sec-Fetch-Site", "same-origin", 200},
	} {
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		r, err := http.NewRequestWithContext(ctx, "GET", l.url("_live/events"), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(c.header, c.value)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: sends %s", c.value, name)
			}
		}
		if answer.StatusCode != c.want {
			t.Errorf("%s: %s: %d, want %d", c.header, c.value, answer.StatusCode, c.want)
		}
		answer.Body.Close()
		stop()
	}
}
