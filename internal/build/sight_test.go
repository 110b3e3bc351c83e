package build

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"
)

// ownSite is the content of this repository's own site, in memory.
func ownSite(t testing.TB) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("../.."), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile("../../" + name)
		tree[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// with is a tree in which one file has other bytes.
func with(tree fstest.MapFS, file string, data []byte) fstest.MapFS {
	other := maps.Clone(tree)
	other[file] = &fstest.MapFile{Data: data}
	return other
}

// A glimpse is one stretch of text that a reader comes to see, and where.
type glimpse struct {
	text string
	node *html.Node // the text itself, or the element that has the attribute
	attr string     // the attribute, "" for a text
}

// seenAttributes are those whose words readers see or hear; that of <meta> is seen by search engines and in
// what is shared.
var seenAttributes = []string{"alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary", "data-n"}

// glimpses is everything that can be seen of a page, in its order.
func glimpses(root *html.Node) []glimpse {
	var out []glimpse
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			if strings.TrimSpace(n.Data) != "" && n.Parent.Data != "script" && n.Parent.Data != "style" {
				out = append(out, glimpse{text: n.Data, node: n})
			}
		case html.ElementNode:
			for _, a := range n.Attr {
				if slices.Contains(seenAttributes, a.Key) && a.Val != "" || n.Data == "meta" && a.Key == "content" && seenMeta(n) {
					out = append(out, glimpse{text: a.Val, node: n, attr: a.Key})
				}
			}
		}
	}
	return out
}

// seenMeta says whether the content of a <meta> is for readers.
func seenMeta(n *html.Node) bool {
	name := attribute(n, "name") + attribute(n, "property")
	return name == "description" || strings.HasPrefix(name, "og:") || strings.HasPrefix(name, "twitter:")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func parsePage(t testing.TB, data []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// seen is what can be seen of all files of a build: of pages the texts, the attributes, and the addresses of
// claims, which the style prints on paper; of files for machines each line. Each stretch begins with the
// file's name.
func seen(t testing.TB, files map[string][]byte) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch path.Ext(name) {
		case ".html":
			root := parsePage(t, files[name])
			for _, g := range glimpses(root) {
				out = append(out, name+" "+strings.Join(strings.Fields(g.text), " "))
			}
			for n := range root.Descendants() {
				if enclosing(n, "ul.claims a") == n {
					out = append(out, name+" "+attribute(n, "href"))
				}
			}
		case ".json", ".csv", ".xml":
			for line := range strings.Lines(string(files[name])) {
				out = append(out, name+" "+strings.TrimSpace(line))
			}
		}
	}
	return out
}

// isFigure says whether a character is a digit, or any other sign that stands for a number.
func isFigure(r rune) bool { return unicode.In(r, unicode.Nd, unicode.Nl, unicode.No) }

func hasFigure(s string) bool { return strings.ContainsFunc(s, isFigure) }

// figures is the stretches of seen that hold a digit, sorted: to show the same figures in another order is
// to show the same figures.
func figures(seen []string) []string {
	var out []string
	for _, s := range seen {
		if name, text, _ := strings.Cut(s, " "); hasFigure(text) {
			out = append(out, name+" "+text)
		}
	}
	slices.Sort(out)
	return out
}
