package main

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

var siteFlag = flag.String("site", "", "test this published folder instead of building the repository's own site")

// subPath is where the site is put besides a root.
const subPath = "/a/b/"

// published is the repository's own site as it was built once for all tests.
type published struct {
	plain string // without a base URL
	based string // for https://example.org/a/b/; "" where -site names the folder
	err   string
}

// built is the folder to remove after the tests.
var built string

var buildOnce = sync.OnceValue(func() (p published) {
	if *siteFlag != "" {
		return published{plain: *siteFlag}
	}
	top, err := os.MkdirTemp("", "explainer-site-")
	if err != nil {
		return published{err: err.Error()}
	}
	built = top
	p.plain, p.based = filepath.Join(top, "plain"), filepath.Join(top, "based")
	var out bytes.Buffer
	if run([]string{"build", "--root", "../..", "--output", p.plain, "--no-sync"}, &out, &out) != clean ||
		run([]string{"build", "--root", "../..", "--output", p.based, "--no-sync", "--base-url", "https://example.org" + subPath}, &out, &out) != clean {
		p.err = "the repository's own site does not build clean:\n" + out.String()
	}
	return p
})

// ownSite is the site to test; TestMain removes it.
func ownSite(t *testing.T) published {
	t.Helper()
	p := buildOnce()
	if p.err != "" {
		t.Fatal(p.err)
	}
	return p
}

// pages are the HTML files of a published folder, sorted.
func pages(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	return found
}

// document is what the tests want to know of one file.
type document struct {
	ids    map[string]int
	links  []link
	notes  []string // the ids of cards, as a reader first meets what opens them
	faults []string
}

type link struct{ where, to string }

// references are attributes that hold ids of the same page, separated by spaces.
var references = []string{"for", "headers", "popovertarget", "commandfor", "list", "form",
	"aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns"}

var addresses = []string{"href", "src", "xlink:href", "poster", "data", "action", "formaction", "cite"}

var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

var cardID = regexp.MustCompile(`^n[0-9]+$`)

func readDocument(data []byte) (document, error) {
	d := document{ids: map[string]int{}}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return d, err
	}
	if bytes.Contains(data, []byte("ZgotmplZ")) {
		d.faults = append(d.faults, "html/template refused a value: ZgotmplZ")
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			d.element(n)
		}
	}
	for id, n := range d.ids {
		if n > 1 {
			d.faults = append(d.faults, "the id "+id+" stands more than once")
		}
	}
	for i, id := range d.notes {
		if want := "n" + strconv.Itoa(i+1); id != want {
			d.faults = append(d.faults, "a reader meets "+id+" where "+want+" is the next")
			break
		}
	}
	for _, l := range d.links {
		if id, ok := strings.CutPrefix(l.to, "#"); ok && id != "" && id != "top" && d.ids[unescape(id)] == 0 {
			d.faults = append(d.faults, l.where+" leads to #"+id+", which is not there")
		}
	}
	return d, nil
}

func (d *document) element(n *html.Node) {
	get := map[string]string{}
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		get[name] = a.Val
		switch {
		case name == "style":
			d.faults = append(d.faults, "an inline style at <"+n.Data+">")
		case strings.HasPrefix(name, "on"):
			d.faults = append(d.faults, "a handler "+name+" at <"+n.Data+">")
		case name == "id":
			d.ids[a.Val]++
		case slices.Contains(addresses, name):
			d.links = append(d.links, link{"<" + n.Data + " " + name + ">", a.Val})
		case name == "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					d.links = append(d.links, link{"<" + n.Data + " srcset>", fields[0]})
				}
			}
		case name == "popovertarget" && cardID.MatchString(a.Val) && !slices.Contains(d.notes, a.Val):
			d.notes = append(d.notes, a.Val)
			fallthrough
		case slices.Contains(references, name):
			for id := range strings.FieldsSeq(a.Val) {
				d.links = append(d.links, link{"<" + n.Data + " " + name + ">", "#" + id})
			}
		}
	}
	switch src, ok := get["src"]; {
	case n.Data == "style":
		d.faults = append(d.faults, "an inline <style>")
	case n.Data == "base":
		d.faults = append(d.faults, "a <base>")
	case n.Data == "script" && get["type"] == "application/ld+json" && !ok:
	case n.Data == "script" && (!ok || src == ""):
		d.faults = append(d.faults, "an inline <script>")
	case n.Data == "meta" && strings.EqualFold(get["http-equiv"], "refresh"):
		d.faults = append(d.faults, "a refresh")
	}
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// TestSite reads every published file: every address leads somewhere inside, and nothing is inline.
func TestSite(t *testing.T) {
	p := ownSite(t)
	t.Run("plain", func(t *testing.T) { auditSite(t, p.plain, "/") })
	if p.based != "" {
		t.Run("with a base URL", func(t *testing.T) { auditSite(t, p.based, subPath) })
	}
}

// auditSite reads a published folder; base is the path at which its 404 page believes to stand.
func auditSite(t *testing.T, dir, base string) {
	files, documents := map[string]bool{}, map[string]document{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files[name] = true
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		switch path.Ext(name) {
		case ".html":
			documents[name], err = readDocument(data)
		case ".css", ".svg":
			d := document{}
			for _, m := range cssURL.FindAllSubmatch(data, -1) {
				d.links = append(d.links, link{"url()", string(m[1])})
			}
			documents[name] = d
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		d := documents[name]
		slices.Sort(d.faults)
		for _, fault := range d.faults {
			t.Errorf("%s: %s", name, fault)
		}
		for _, l := range d.links {
			if fault := follow(name, l.to, base, files, documents); fault != "" {
				t.Errorf("%s: %s %q %s", name, l.where, l.to, fault)
			}
		}
	}
	if len(documents) == 0 {
		t.Fatal("nothing was published")
	}
}

// follow says what is wrong with an address that stands in a file.
func follow(from, to, base string, files map[string]bool, documents map[string]document) string {
	u, err := url.Parse(to)
	switch {
	case err != nil:
		return "cannot be read"
	case u.Scheme == "http", u.Scheme == "https", u.Scheme == "mailto":
		return ""
	case u.Scheme == "data" && path.Ext(from) == ".css":
		return ""
	case u.Scheme != "":
		return "has a scheme that is not ours"
	case u.Host != "":
		return "leads to another host by the page's own scheme"
	case u.Path == "":
		return "" // within the page: the document says whether it is there
	case u.RawQuery != "":
		return "has a query"
	}
	target := path.Join(path.Dir(from), u.Path)
	if strings.HasPrefix(u.Path, "/") {
		if from != "404.html" {
			return "is rooted, so that it breaks under a sub-path and from disk"
		}
		rest, ok := strings.CutPrefix(u.Path, base)
		if !ok {
			return "leads out of the site's path " + base
		}
		target = path.Clean(rest)
		if rest == "" {
			target = "index.html"
		}
	} else if u.Path == "./" || u.Path == "." {
		return "leads to a folder, which no file system opens"
	}
	if !files[target] {
		return "leads to nothing"
	}
	if u.Fragment != "" && path.Ext(target) == ".html" && documents[target].ids[u.Fragment] == 0 {
		return "leads to a place that " + target + " does not have"
	}
	return ""
}

// TestAudit makes sure that the audit can fail: each fault is found.
func TestAudit(t *testing.T) {
	for text, want := range map[string]string{
		`<p style="color:red">`:                          "inline style",
		`<style>p{}</style>`:                             "inline <style>",
		`<script>1</script>`:                             "inline <script>",
		`<script type="application/json">1</script>`:     "inline <script>",
		`<script type="application/ld+json">{}</script>`: "",
		`<p onclick="x()">`:                              "handler onclick",
		`<svg><g onload="x()"></g></svg>`:                "handler onload",
		`<p id="a"><p id="a">`:                           "more than once",
		`<a href="#ZgotmplZ">x</a>`:                      "ZgotmplZ",
		`<a href="#gone">x</a>`:                          "not there",
		`<button popovertarget="gone">x</button>`:        "not there",
		`<b id="n1"><b id="n2"><button popovertarget="n2"><button popovertarget="n1">`: "meets n2 where n1",
		`<svg aria-labelledby="a b"><g id="a"/></svg>`:                                 "#b",
		`<base href="/">`:                                "<base>",
		`<meta http-equiv="Refresh" content="0">`:        "refresh",
		`<p id="a">x</p><a href="#a">y</a><a href="#">z`: "",
	} {
		d, err := readDocument([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(d.faults, "; "); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	files := map[string]bool{"index.html": true, "b.html": true, "assets/s.css": true}
	documents := map[string]document{"b.html": {ids: map[string]int{"x": 1}}}
	for to, want := range map[string]string{
		"b.html": "", "b.html#x": "", "assets/s.css": "", "https://example.org/x": "", "mailto:a@b.c": "", "#x": "", "index.html": "",
		"c.html": "nothing", "b.html#y": "does not have", "../b.html": "nothing", "/b.html": "rooted", "//b.html": "another host", "./": "folder",
		"javascript:x": "scheme", "data:text/html,x": "scheme", "b.html?x": "query", "B.html": "nothing", "fact:x": "scheme", "%zz": "read",
	} {
		if got := follow("index.html", to, "/", files, documents); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", to, got, want)
		}
	}
	if got := follow("404.html", "/b.html", subPath, files, documents); got == "" {
		t.Error("a 404 page outside its path passes")
	}
}
