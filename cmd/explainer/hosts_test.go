package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var moreHosts = flag.Bool("hosts", false, "TestHosts asks more web servers, those that are here")

// TestHosts puts the site on real web servers and walks it: the same bytes at the root and under a sub-path,
// and there once more as it is built for that address, which alone has a 404 page that is right. The policy is
// sent as a header where the server can. Under the sub-path the browser runs no scripts.
func TestHosts(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	p := ownSite(t)
	if p.based == "" {
		t.Skip("the 404 page of a folder is made for one path alone")
	}
	b := newBrowser(t)
	top := t.TempDir()
	if err := os.Chmod(filepath.Dir(top), 0o755); err != nil { // servers that drop root's rights read it as anyone
		t.Fatal(err)
	}
	anywhere, based := filepath.Join(top, "anywhere"), filepath.Join(top, "based")
	for dir, from := range map[string]string{
		anywhere:                         p.plain,
		filepath.Join(anywhere, subPath): p.plain,
		filepath.Join(based, subPath):    p.based,
	} {
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	asked := servers
	if *moreHosts {
		asked = slices.Concat(servers, moreServers)
	}
	for _, s := range asked {
		t.Run(s.name, func(t *testing.T) {
			at := s.run(t, anywhere, "/404.html")
			t.Run("root", func(t *testing.T) {
				report(t, &walk{b: b, server: s, dir: p.plain, at: at + "/", scripts: true, lost: s.lost})
			})
			t.Run("verify", func(t *testing.T) {
				whole := clean
				if s.hides {
					whole = misuse // there is no manifest to hold it against
				}
				for address, want := range map[string]int{at + "/": whole, at + subPath: whole, at + "/no/such/": misuse} {
					if s.bare && address != at+"/" {
						continue
					}
					var out, errs strings.Builder
					if code := run([]string{"verify", address}, &out, &errs); code != want || out.Len() > 0 {
						t.Errorf("%s: exit code %d, want %d: %s%s", address, code, want, &out, &errs)
					}
				}
			})
			t.Run("start page", func(t *testing.T) {
				want := string(read(t, filepath.Join(p.plain, "index.html")))
				for _, address := range []string{"/", "/?from=a&to=b", "/index.html?from=a&to=b", subPath, subPath + "index.html?"} {
					r, err := http.Get(at + address)
					if err != nil {
						t.Fatal(err)
					}
					got, err := io.ReadAll(r.Body)
					r.Body.Close()
					if err != nil || r.StatusCode != http.StatusOK || string(got) != want {
						t.Errorf("%s: %s, %d bytes of %d: %v", address, r.Status, len(got), len(want), err)
					}
				}
			})
			if s.bare {
				return
			}
			t.Run("sub-path", func(t *testing.T) { report(t, &walk{b: b, server: s, dir: p.plain, at: at + subPath}) })
			at = s.run(t, based, subPath+"404.html")
			t.Run("base URL", func(t *testing.T) { report(t, &walk{b: b, server: s, dir: p.based, at: at + subPath, lost: s.lost}) })
		})
	}
}

// TestDisk walks the site as it lies on a disk, with scripts and without.
func TestDisk(t *testing.T) {
	t.Parallel() // it leaves a processor idle
	p, b := ownSite(t), newBrowser(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without": false} {
		t.Run(name, func(t *testing.T) { report(t, &walk{b: b, dir: p.plain, at: onDisk(t, p.plain), scripts: scripts}) })
	}
}

// onDisk is the address of a folder without a server.
func onDisk(t *testing.T, dir string) string {
	t.Helper()
	disk, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(disk) + "/"}).String()
}

func report(t *testing.T, w *walk) {
	for _, fault := range w.run(t) {
		t.Error(fault)
	}
	t.Logf("%d addresses", len(w.answers))
}

// walk is a tour of a published site, wherever it is.
type walk struct {
	b       *browser
	server  server // which serves it; the zero server for none, that is from disk
	dir     string // what is published
	at      string // the address of dir, with a slash at its end
	scripts bool   // pages may run theirs
	lost    bool   // the 404 page is shown for what is not there

	documents map[string]document // by address
	answers   map[string]reply    // by address
	faults    []string
}

func (w *walk) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// run opens each page, follows each link that the browser finds in it, and asks for each file. It returns what is wrong.
func (w *walk) run(t *testing.T) []string {
	t.Helper()
	w.b.mute = !w.scripts
	if err := chromedp.Run(w.b.ctx, emulation.SetScriptExecutionDisabled(w.b.mute)); err != nil {
		t.Fatal(err)
	}
	w.documents, w.answers = map[string]document{}, map[string]reply{}
	names := pages(t, w.dir)
	for _, name := range names {
		d, err := readDocument(read(t, filepath.Join(w.dir, name)))
		if err != nil {
			t.Fatal(err)
		}
		w.documents[w.at+name] = d
	}
	for _, name := range names {
		if name != "404.html" { // it alone is rooted
			w.page(name)
		}
	}
	if w.lost {
		w.page("nothing.html")
		w.page("no/such/folder/page.html")
	}
	if a := w.ask(w.at + "no/such/page"); a.status != http.StatusNotFound {
		w.fault("%d is the answer for what is not there", a.status)
	}
	w.files(t)
	if a := w.answers[w.at+"index.html"]; w.server.policy && (a.policy != policy || a.sniff != "nosniff") {
		w.fault("the policy is not sent: %q, %q", a.policy, a.sniff)
	}
	return w.faults
}

// hrefs are the addresses of all links and resources, as the browser understands them, and the heading, which
// is in view: 0 high it would be a page without its style or its text.
const hrefs = `({
	links: [...document.querySelectorAll("a[href], link[href], area[href]")].map(a => a.href).concat([...document.querySelectorAll("[src]")].map(e => e.src)),
	title: document.querySelector("h1")?.innerText ?? "",
	styled: getComputedStyle(document.querySelector("main") ?? document.body).borderTopStyle === "solid",
})`

// page opens one page and follows what leads from it to the site.
func (w *walk) page(name string) {
	var found struct {
		Links  []string
		Title  string
		Styled bool
	}
	for _, complaint := range w.b.open(w.at+name, chromedp.Evaluate(hrefs, &found)) {
		w.fault("%s: %s", name, complaint)
	}
	if found.Title == "" || !found.Styled || len(found.Links) < 5 {
		w.fault("%s: not a page of the site with its style: %q, %t, %d links", name, found.Title, found.Styled, len(found.Links))
	}
	slices.Sort(found.Links)
	for _, link := range slices.Compact(found.Links) {
		u, err := url.Parse(link)
		if err != nil || !strings.HasPrefix(link, w.at) {
			if err != nil || u.Hostname() == "127.0.0.1" || u.Scheme == "file" {
				w.fault("%s: %q leads out of the site", name, link)
			}
			continue
		}
		id := u.Fragment
		u.Fragment, u.RawFragment = "", ""
		if a := w.ask(u.String()); a.status != http.StatusOK && u.String() != w.at+name {
			w.fault("%s: %s answers %d", name, link, a.status)
		}
		if d, ok := w.documents[u.String()]; ok && id != "" && d.ids[id] == 0 {
			w.fault("%s: %s is not there", name, link)
		}
	}
}

// reply is what came of one address.
type reply struct {
	status              int
	kind, policy, sniff string
	size                int64
}

// ask asks for an address, once. A file on disk has a status, too, and its size; a folder is no page.
func (w *walk) ask(address string) (a reply) {
	if a, ok := w.answers[address]; ok {
		return a
	}
	defer func() { w.answers[address] = a }()
	if u, err := url.Parse(address); err == nil && u.Scheme == "file" {
		info, err := os.Stat(filepath.FromSlash(u.Path))
		if err != nil || !info.Mode().IsRegular() {
			return reply{status: http.StatusNotFound}
		}
		return reply{status: http.StatusOK, size: info.Size()}
	}
	r, err := http.Get(address)
	if err != nil {
		w.fault("%s: %v", address, err)
		return reply{}
	}
	defer r.Body.Close()
	n, err := io.Copy(io.Discard, r.Body)
	if err != nil {
		w.fault("%s: %v", address, err)
	}
	return reply{r.StatusCode, r.Header.Get("Content-Type"), r.Header.Get("Content-Security-Policy"), r.Header.Get("X-Content-Type-Options"), n}
}

// kinds are the right types of what a site holds; a charset may follow.
var kinds = map[string][]string{
	".html": {"text/html"}, ".css": {"text/css"}, ".svg": {"image/svg+xml"}, ".png": {"image/png"}, ".js": {"text/javascript", "application/javascript"},
	".json": {"application/json"}, ".csv": {"text/csv"}, ".xml": {"text/xml", "application/xml", "application/atom+xml"}, ".txt": {"text/plain"},
}

// files asks for every file: it comes whole, from a server with its right type.
func (w *walk) files(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.dir, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	assets, err := filepath.Glob(filepath.Join(w.dir, "assets", "*.*"))
	if err != nil || len(assets) == 0 {
		t.Fatalf("no assets: %v", err)
	}
	for _, file := range append(files, assets...) {
		name, err := filepath.Rel(w.dir, file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil || info.IsDir() || strings.HasPrefix(name, ".") {
			continue
		}
		a := w.ask(w.at + filepath.ToSlash(name))
		if a.status != http.StatusOK || a.size != info.Size() && name != "404.html" {
			w.fault("%s: status %d, %d bytes of %d", name, a.status, a.size, info.Size())
		} else if w.server.name != "" {
			w.kind(name, a.kind)
		}
	}
}

// kind judges the type with which a file came.
func (w *walk) kind(name, kind string) {
	kind, _, _ = strings.Cut(kind, ";")
	want, known := kinds[path.Ext(name)]
	untyped := slices.Contains(w.server.untyped, path.Ext(name))
	switch right := slices.Contains(want, kind); {
	case !known:
		w.fault("%s: no type is known for it: add it to the list", name)
	case right && untyped:
		w.fault("%s: %s knows its type: take it off the list", name, w.server.name)
	case !right && !untyped:
		w.fault("%s: type %q, want %s", name, kind, want)
	}
}
