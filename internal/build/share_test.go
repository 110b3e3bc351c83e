package build

import (
	"bytes"
	"fmt"
	"image/png"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"explainer/internal/share"
)

// head is what a page says to machines, and its words for readers.
type head struct {
	meta   map[string][]string
	linked []string
	link   string // canonical
	words  string
}

func readHead(t *testing.T, data []byte) head {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	h := head{meta: map[string][]string{}}
	var words strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			words.WriteString(n.Data + " ")
		}
		get := map[string]string{}
		for _, a := range n.Attr {
			get[a.Key] = a.Val
		}
		switch {
		case n.Data == "meta" && get["property"]+get["name"] != "":
			h.meta[get["property"]+get["name"]] = append(h.meta[get["property"]+get["name"]], get["content"])
		case n.Data == "link" && get["rel"] == "canonical":
			h.link = get["href"]
		case n.Data == "script" && get["type"] == "application/ld+json":
			h.linked = append(h.linked, n.FirstChild.Data)
		}
	}
	h.words = spaces(words.String())
	return h
}

func spaces(s string) string { return strings.Join(strings.Fields(s), " ") }

func pagesOf(files map[string][]byte) (pages []string) {
	for name := range files {
		if path.Ext(name) == ".html" {
			pages = append(pages, name)
		}
	}
	slices.Sort(pages)
	return pages
}

// TestTags holds what networks read: every address whole, and a picture that is there.
func TestTags(t *testing.T) {
	for name, tree := range map[string]fstest.MapFS{"own": ownTree(t), "rich": rich()} {
		files, _ := output(tree, Options{BaseURL: address})
		for _, page := range pagesOf(files) {
			h := readHead(t, files[page])
			if page == "404.html" {
				if h.meta["og:url"] != nil || h.link != "" {
					t.Errorf("%s: 404.html has an address", name)
				}
				continue
			}
			for _, tag := range []string{"og:type", "og:url", "og:title", "og:description", "og:site_name", "og:locale", "og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt", "twitter:card", "twitter:image:alt", "description"} {
				if v := h.meta[tag]; len(v) != 1 || strings.TrimSpace(v[0]) == "" {
					t.Errorf("%s: %s: %s is %q", name, page, tag, v)
					h.meta[tag] = []string{""}
				}
			}
			if one := h.meta["og:url"][0]; one != h.link || one != address+strings.TrimSuffix(page, "index.html") {
				t.Errorf("%s: %s: og:url is %q, canonical %q", name, page, one, h.link)
			}
			if h.meta["og:locale"][0] != "en_GB" || h.meta["og:type"][0] != "article" || h.meta["twitter:card"][0] != "summary_large_image" {
				t.Errorf("%s: %s: %v", name, page, h.meta)
			}
			picture, ok := strings.CutPrefix(h.meta["og:image"][0], address)
			size, err := png.DecodeConfig(bytes.NewReader(files[picture]))
			if !ok || err != nil || size.Width != share.Width || size.Height != share.Height || len(files[picture]) > 60_000 {
				t.Errorf("%s: %s: picture %q: %v, %d bytes", name, page, picture, err, len(files[picture]))
			}
			if fmt.Sprint(size.Width) != h.meta["og:image:width"][0] || fmt.Sprint(size.Height) != h.meta["og:image:height"][0] {
				t.Errorf("%s: %s: the size is not said", name, page)
			}
		}
		// Without an address, and in a draft, there is nothing to share.
		for _, o := range []Options{{}, {BaseURL: address, Draft: true}} {
			files, _ := output(tree, o)
			for file, data := range files {
				if strings.Contains(file, "share") || path.Ext(file) == ".html" && (bytes.Contains(data, []byte("og:")) || bytes.Contains(data, []byte("ld+json"))) {
					t.Errorf("%s: %s has something to share", name, file)
				}
			}
		}
	}
}

// TestCardsChange: another value is another file, so that no cache shows the old figure.
func TestCardsChange(t *testing.T) {
	cards := func(tree fstest.MapFS) (names []string) {
		files, _ := output(tree, Options{BaseURL: address})
		for name := range files {
			if strings.HasPrefix(name, "assets/share/") {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names
	}
	before, again := cards(rich()), cards(rich())
	if !slices.Equal(before, again) {
		t.Errorf("built twice: %q and %q", before, again)
	}
	changed := rich()
	changed["content/facts.yaml"].Data = bytes.Replace(changed["content/facts.yaml"].Data, []byte("about 27%"), []byte("about 28%"), 1)
	var gone []string
	for _, name := range before {
		if !slices.Contains(cards(changed), name) {
			gone = append(gone, regexp.MustCompile(`\.[0-9a-f]{10}\.png$`).ReplaceAllString(path.Base(name), ""))
		}
	}
	if want := []string{"fact-share", "fact-worth"}; !slices.Equal(gone, want) {
		t.Errorf("another share renames %q, want %q", gone, want)
	}
}

// TestSharedAlike: however many pages are drawn at a time, the bytes are the same.
func TestSharedAlike(t *testing.T) {
	one := made(t, rich(), Options{BaseURL: address, Workers: 1})
	many := made(t, rich(), Options{BaseURL: address, Workers: 8})
	if len(one) != len(many) {
		t.Errorf("%d files and %d", len(one), len(many))
	}
	for name, data := range one {
		if !bytes.Equal(data, many[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// TestMachineFiles: the files that hosts and crawlers look for.
func TestMachineFiles(t *testing.T) {
	files := made(t, rich(), Options{BaseURL: address})
	for _, page := range pagesOf(files) {
		loc := "<loc>" + address + strings.TrimSuffix(page, "index.html") + "</loc>"
		if listed := bytes.Contains(files["sitemap.xml"], []byte(loc)); listed == (page == "404.html") {
			t.Errorf("sitemap: %s listed: %v", page, listed)
		}
	}
	for file, want := range map[string]string{
		"robots.txt": "User-agent: *\nAllow: /\n\nSitemap: " + address + "sitemap.xml\n",
		"_headers":   "\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
	} {
		if !strings.Contains(string(files[file]), want) {
			t.Errorf("%s: %s", file, files[file])
		}
	}
	plain := made(t, rich(), Options{})
	if plain["sitemap.xml"] != nil || plain["robots.txt"] != nil {
		t.Error("without an address there is nothing to list")
	}
	if data, ok := plain[".nojekyll"]; !ok || len(data) != 0 {
		t.Error("no empty .nojekyll")
	}
	// What only some hosts look for is the author's to write, and is copied as it is.
	tree := rich()
	for _, name := range []string{"CNAME", "_redirects", "robots.txt", "security.txt", ".well-known/proof.txt"} {
		if plain[name] != nil {
			t.Errorf("nobody asked for %s", name)
		}
		tree["static/"+name] = &fstest.MapFile{Data: []byte("mine\n")}
	}
	own := made(t, tree, Options{BaseURL: address})
	for name := range tree {
		if file, ok := strings.CutPrefix(name, "static/"); ok && string(own[file]) != "mine\n" {
			t.Errorf("%s is published as %q", name, own[file])
		}
	}
}
