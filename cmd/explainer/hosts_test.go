package main

import (
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

// TestHosts puts the site on real web servers and walks it: the same bytes at the root and under a sub-path,
// and there once more as it is built for that address, which alone has a 404 page that is right. The policy is
// sent as a header where the server can. Under the sub-path the browser runs no scripts.
func TestHosts(t *testing.T) {
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
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			at := s.run(t, anywhere, "/404.html")
			t.Run("root", func(t *testing.T) { walkHost(t, b, s, p.plain, at+"/", true, s.lost) })
			t.Run("sub-path", func(t *testing.T) { walkHost(t, b, s, p.plain, at+subPath, false, false) })
			at = s.run(t, based, subPath+"404.html")
			t.Run("base URL", func(t *testing.T) { walkHost(t, b, s, p.based, at+subPath, false, s.lost) })
		})
	}
}

// walkHost opens each page at an address, follows each link that the browser finds in it, and asks for each file.
func walkHost(t *testing.T, b *browser, s server, dir, at string, scripts, lost bool) {
	b.mute = !scripts
	if err := chromedp.Run(b.ctx, emulation.SetScriptExecutionDisabled(b.mute)); err != nil {
		t.Fatal(err)
	}
	documents, answers := map[string]document{}, map[string]reply{}
	names := pages(t, dir)
	for _, name := range names {
		d, err := readDocument(read(t, filepath.Join(dir, name)))
		if err != nil {
			t.Fatal(err)
		}
		documents[at+name] = d
	}
	for _, name := range names {
		if name != "404.html" {
			walkPage(t, b, s, at, name, documents, answers)
		}
	}
	if lost {
		walkPage(t, b, s, at, "nothing.html", documents, answers)
		walkPage(t, b, s, at, "no/such/folder/page.html", documents, answers)
	}
	if a := ask(t, answers, at+"no/such/page"); a.status != http.StatusNotFound {
		t.Errorf("%s answers %d for what is not there", s.name, a.status)
	}
	tellTypes(t, s, dir, at, answers)
	if a := answers[at+"index.html"]; s.policy && (a.policy != policy || a.sniff != "nosniff") {
		t.Errorf("the policy is not sent: %q, %q", a.policy, a.sniff)
	}
	t.Logf("%d pages, %d addresses", len(names), len(answers))
}

// hrefs are the addresses of all links and resources, as the browser understands them, and the heading, which
// is in view: 0 high it would be a page without its style or its text.
const hrefs = `({
	links: [...document.querySelectorAll("a[href], link[href], area[href]")].map(a => a.href).concat([...document.querySelectorAll("[src]")].map(e => e.src)),
	title: document.querySelector("h1")?.innerText ?? "",
	styled: getComputedStyle(document.querySelector("main") ?? document.body).borderTopStyle === "solid",
})`

func walkPage(t *testing.T, b *browser, s server, at, name string, documents map[string]document, answers map[string]reply) {
	t.Helper()
	var found struct {
		Links  []string
		Title  string
		Styled bool
	}
	for _, complaint := range b.open(at+name, chromedp.Evaluate(hrefs, &found)) {
		t.Errorf("%s: %s", name, complaint)
	}
	if found.Title == "" || !found.Styled || len(found.Links) < 5 {
		t.Errorf("%s: not a page of the site with its style: %+v", name, found)
	}
	slices.Sort(found.Links)
	for _, link := range slices.Compact(found.Links) {
		u, err := url.Parse(link)
		if err != nil || !strings.HasPrefix(link, at) {
			if err != nil || u.Hostname() == "127.0.0.1" {
				t.Errorf("%s: %q leads out of the site", name, link)
			}
			continue
		}
		id := u.Fragment
		u.Fragment, u.RawFragment = "", ""
		if a := ask(t, answers, u.String()); a.status != http.StatusOK && u.String() != at+name {
			t.Errorf("%s: %s answers %d", name, link, a.status)
		}
		if d, ok := documents[u.String()]; ok && id != "" && d.ids[id] == 0 {
			t.Errorf("%s: %s is not there", name, link)
		}
	}
}

// reply is what a server said of one address.
type reply struct {
	status              int
	kind, policy, sniff string
	size                int64
}

func ask(t *testing.T, answers map[string]reply, address string) reply {
	t.Helper()
	if a, ok := answers[address]; ok {
		return a
	}
	r, err := http.Get(address)
	if err != nil {
		t.Errorf("%s: %v", address, err)
		return reply{}
	}
	defer r.Body.Close()
	n, err := io.Copy(io.Discard, r.Body)
	if err != nil {
		t.Errorf("%s: %v", address, err)
	}
	a := reply{r.StatusCode, r.Header.Get("Content-Type"), r.Header.Get("Content-Security-Policy"), r.Header.Get("X-Content-Type-Options"), n}
	answers[address] = a
	return a
}

// kinds are the right types of what a site holds; a charset may follow.
var kinds = map[string][]string{
	".html": {"text/html"}, ".css": {"text/css"}, ".svg": {"image/svg+xml"}, ".png": {"image/png"}, ".js": {"text/javascript", "application/javascript"},
	".json": {"application/json"}, ".csv": {"text/csv"}, ".xml": {"text/xml", "application/xml", "application/atom+xml"}, ".txt": {"text/plain"},
}

// tellTypes asks for every file: it comes whole, with its right type.
func tellTypes(t *testing.T, s server, dir, at string, answers map[string]reply) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	assets, err := filepath.Glob(filepath.Join(dir, "assets", "*.*"))
	if err != nil || len(assets) == 0 {
		t.Fatalf("no assets: %v", err)
	}
	for _, file := range append(files, assets...) {
		name, err := filepath.Rel(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		want, known := kinds[path.Ext(name)]
		if info, err := os.Stat(file); err != nil || info.IsDir() || strings.HasPrefix(name, ".") {
			continue
		} else if a := ask(t, answers, at+filepath.ToSlash(name)); a.status != http.StatusOK || a.size != info.Size() && name != "404.html" {
			t.Errorf("%s: status %d, %d bytes of %d", name, a.status, a.size, info.Size())
		} else if kind, _, _ := strings.Cut(a.kind, ";"); !known {
			t.Errorf("%s: no type is known for it: add it to the list", name)
		} else if right := slices.Contains(want, kind); right == slices.Contains(s.untyped, path.Ext(name)) {
			t.Errorf("%s: type %q, want %s%s", name, a.kind, want, map[bool]string{true: "; it is listed as one that " + s.name + " does not know"}[right])
		}
	}
}
