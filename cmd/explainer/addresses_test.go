package main

import (
	"bytes"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// spelling is a way in which a host may let a page be asked for, or a reader may ask.
type spelling struct {
	name string
	of   func(page string) string // its address, from the root of the site
}

// spellings all show a page of the site.
var spellings = []spelling{
	{"as it is", func(page string) string { return page }},
	{"without .html", func(page string) string { return strings.TrimSuffix(page, ".html") }},
	{"with a query", func(page string) string { return page + "?from=a&to=b%2Fc" }},
	{"with a place", func(page string) string { return page + "#main" }},
	{"with a slash too many", func(page string) string { return "/" + page }},
}

// TestSpellings: wherever a host shows a page, a link of it leads to the same file as on disk, as long as the address has
// no slash at its end. With one no relative link can be right, which docs/hosting.md says.
func TestSpellings(t *testing.T) {
	p := ownSite(t)
	for _, at := range []string{"https://example.org/", "https://example.org" + subPath} {
		for _, s := range spellings {
			if lost := strayed(t, p.plain, at, s.of); len(lost) > 0 {
				t.Errorf("%s at %s: %q", s.name, at, lost)
			}
		}
		folder := func(page string) string { return strings.TrimSuffix(page, ".html") + "/" }
		if lost := strayed(t, p.plain, at, folder); len(lost) == 0 {
			t.Error("links of a page that is shown as a folder are right: docs/hosting.md says that they are not")
		}
	}
	if told := string(read(t, "../../docs/hosting.md")); !strings.Contains(told, "`/terms/`, with a slash at the end, its links are broken") {
		t.Error("docs/hosting.md does not say where links break")
	}
	home := func(string) string { return "" }
	if lost := strayed(t, p.plain, "https://example.org/", home); len(lost) > 0 {
		t.Errorf("the start page as /: %q", lost)
	}
}

// strayed are the links of the pages of a folder that lead to no file, or to another one than on disk, where a page is
// shown at an address below at.
func strayed(t *testing.T, dir, at string, of func(page string) string) (lost []string) {
	t.Helper()
	for _, page := range pages(t, dir) {
		if page == "404.html" { // it alone is rooted
			continue
		}
		d, err := readDocument(read(t, filepath.Join(dir, page)))
		if err != nil {
			t.Fatal(err)
		}
		shown, err := url.Parse(at + of(page))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range d.links {
			to, err := url.Parse(l.to)
			if err != nil {
				t.Fatal(err)
			}
			if to.Scheme != "" || to.Host != "" || to.Path == "" {
				continue
			}
			want := path.Join("/", strings.TrimPrefix(at, "https://example.org"), to.Path)
			got := shown.ResolveReference(to)
			if _, err := os.Stat(filepath.Join(dir, to.Path)); err != nil || path.Clean(got.Path) != want {
				lost = append(lost, page+": "+l.to+" leads to "+got.String())
			}
		}
	}
	return lost
}

// TestBareHost: nothing that is published needs a header of its host. Each file says in what it is written, where its kind
// does not, and each page what it may ask for and tell of.
func TestBareHost(t *testing.T) {
	p := ownSite(t)
	for _, dir := range []string{p.plain, p.based} {
		if dir == "" { // -site names one folder alone
			continue
		}
		n := 0
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			n++
			if fault := leans(name, read(t, filepath.Join(dir, filepath.FromSlash(name)))); fault != "" {
				t.Errorf("%s: %s", name, fault)
			}
			return nil
		})
		if err != nil || n < 10 {
			t.Fatal(n, err)
		}
	}
}

// leans says what a file leaves to the headers of its host; "" for nothing.
func leans(name string, data []byte) string {
	plain := bytes.IndexFunc(data, func(r rune) bool { return r > 127 }) < 0
	declared := strings.HasPrefix(strings.ToLower(string(data[:min(len(data), 64)])), `<?xml version="1.0" encoding="utf-8"?>`)
	switch path.Ext(name) {
	case ".html":
		head := data[:min(len(data), 1024)]
		switch {
		case !bytes.Contains(head, []byte(`<meta charset="utf-8">`)):
			return "the charset is not said in time"
		case !bytes.Contains(data, []byte(`<meta http-equiv="Content-Security-Policy" content="`+policy+`">`)):
			return "there is no policy"
		case !bytes.Contains(data, []byte(`<meta name="referrer" content="strict-origin-when-cross-origin">`)):
			return "nothing is said of referrers"
		}
	case ".xml":
		if !declared {
			return "there is no declaration"
		}
	case ".svg":
		if !plain && !declared {
			return "there is no declaration, and other letters than ASCII"
		}
	case ".css":
		if !plain && !bytes.HasPrefix(data, []byte(`@charset "utf-8";`)) {
			return "there is no charset, and other letters than ASCII"
		}
	case ".csv":
		if !bytes.HasPrefix(data, []byte("\ufeff")) {
			return "there is no byte order mark"
		}
	case ".js", ".txt", "", ".nojekyll", ".explainer-manifest": // nothing can be said within
		if !plain {
			return "there are other letters than ASCII"
		}
	case ".json", ".webmanifest", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2", ".pdf", ".br", ".gz": // their kinds say it
	default:
		return "a kind that nobody has thought of"
	}
	return ""
}

// TestBareHostComplains makes sure that the judges above can fail.
func TestBareHostComplains(t *testing.T) {
	page := string(read(t, filepath.Join(ownSite(t).plain, "index.html")))
	for name, c := range map[string]struct{ text, want string }{
		"a.html":  {page, ""},
		"b.html":  {strings.Replace(page, "<head>", "<head>"+strings.Repeat(" ", 1024), 1), "charset"},
		"c.html":  {strings.Replace(page, "default-src", "x", 1), "policy"},
		"d.html":  {strings.Replace(page, "strict-origin", "x", 1), "referrers"},
		"a.xml":   {"<feed/>", "declaration"},
		"a.svg":   {"<svg>é</svg>", "declaration"},
		"a.css":   {"p::after { content: '–' }", "charset"},
		"a.csv":   {"id,value", "byte order mark"},
		"a.js":    {"'é'", "letters"},
		"a.woff3": {"", "nobody"},
	} {
		if got := leans(name, []byte(c.text)); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"a.html": `<a href="b.html#x">`, "b.html": `<a href="/a.html">`, "c.html": `<a href="nope.html">`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for at, want := range map[string]int{"https://example.org/": 1, "https://example.org" + subPath: 2} {
		if lost := strayed(t, dir, at, spellings[0].of); len(lost) != want {
			t.Errorf("%s: %q", at, lost)
		}
	}
}
