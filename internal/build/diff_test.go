package build

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"explainer/internal/site"
)

// What the reader of pages sees is what a browser's parser sees, on every page of the repository's own site.
func TestVisibleAsABrowser(t *testing.T) {
	pages := 0
	r := Run(os.DirFS("../.."), Options{Workers: 1}, func(name string, data []byte) error {
		if !strings.HasSuffix(name, ".html") {
			return nil
		}
		pages++
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		var got, want strings.Builder
		for _, l := range visible(data) {
			got.WriteString(l.String())
		}
		parsed(root, &want)
		if d := cmp.Diff(solid(want.String()), solid(got.String())); d != "" {
			t.Errorf("%s (-parser +ours): %.2000s", name, d)
		}
		if len(got.String()) < 200 {
			t.Errorf("%s shows %d bytes", name, got.Len())
		}
		return nil
	})
	if r.Err != nil || pages < 8 {
		t.Fatal(r.Err, pages)
	}
}

// parsed gathers the words of a tree, with what visible leaves out left out.
func parsed(n *html.Node, b *strings.Builder) {
	get := map[string]string{}
	for _, a := range n.Attr {
		get[a.Key] = a.Val
	}
	class := strings.Fields(get["class"])
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Data == "script" || n.Data == "style" || n.Data == "sup" || n.Data == "section" && slices.Contains(class, "notes"):
		return
	case n.Data == "meta" && get["name"] == "description":
		b.WriteString(get["content"])
	case n.Data == "img":
		b.WriteString(get["alt"])
	case n.Data == "figure":
		b.WriteString(get["aria-label"])
	}
	for c := range n.ChildNodes() {
		parsed(c, b)
	}
}

// solid is a text without its spaces, in lines that a difference can show.
func solid(s string) []string {
	bare := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	var lines []string
	for chunk := range slices.Chunk([]rune(bare), 60) {
		lines = append(lines, string(chunk))
	}
	return lines
}

func TestVisible(t *testing.T) {
	for html, want := range map[string]string{
		`<p>One <em>two</em>
three.</p><p>Four</p>`: "One two three.|Four",
		`<p>A&amp;B &lt;c&gt; d&nbsp;e</p>`:                             "A&B <c> d\u00a0e",
		`<p>x<!-- <p>no --> y</p>`:                                      "x y",
		`<script>a<b</script><style>p{}</style><p>x</p>`:                "x",
		`<ul><li>a<li>b</ul><br>c`:                                      "a|b|c",
		`<img src="a>b.png" alt="A 'picture'"> x`:                       "A 'picture' x",
		`<figure aria-label="Two bars"><svg><text x=1>27%</text></svg>`: "Two bars|27%",
		`<title>T</title><meta name="description" content="D &gt; E">`:  "T|D > E",
		`(<span class="m confirmed long">about <i>27%</i><button aria-label="Note 1"></button><sup><a href="facts.html#share">1</a></sup></span>), x`: "(about{share} 27%{share}), x",
		`<a href="/a/facts.html#b.c">9</a>9`:                      "9{b.c}9",
		`<article class="fact" id="q"><h3>L</h3>v</article>w`:     "L{q}|v{q}|w",
		`<section class="notes"><section>a</section>b</section>c`: "c",
		`x<sup class="fn"><a href="#fn-a">a</a></sup> y`:          "x y",
		"":                   "",
		"no tags":            "no tags",
		"a < b":              "a < b",
		"<p":                 "",
		`<p class="`:         "",
		"<p class='a>b":      "",
		"<!-- open":          "",
		"<p =a>x":            "x",
		"<p/>x</p>y":         "x|y",
		"<P CLASS=m>x<BR/>y": "x|y",
		"</section>x":        "x",
		"<sup>x":             "",
	} {
		var lines []string
		for _, l := range visible([]byte(html)) {
			text := ""
			for _, w := range l {
				if w.apart {
					text += " "
				}
				text += w.text
				if w.fact != "" {
					text += "{" + w.fact + "}"
				}
			}
			lines = append(lines, text)
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%s: got %q, want %q", html, got, want)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add([]byte(`<p class="a">x<sup><a href='facts.html#b'>1</a></sup>&amp;</p>`))
	f.Add([]byte("<a =<!--<sup/>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		for _, l := range visible(page) {
			if len(l) == 0 || l[0].apart {
				t.Errorf("%q has the line %+v", page, l)
			}
		}
	})
}

// Matches are in order and equal, and as many as there can be.
func TestMatches(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	list := func() []string {
		var all []string
		for range random.IntN(14) {
			all = append(all, string('a'+rune(random.IntN(4))))
		}
		return all
	}
	for range 5000 {
		a, b := list(), list()
		got := matches(a, b)
		last := match{-1, -1}
		for _, m := range got {
			if m.a <= last.a || m.b <= last.b || a[m.a] != b[m.b] {
				t.Fatalf("%q and %q: %v", a, b, got)
			}
			last = m
		}
		if want := common(a, b); len(got) != want {
			t.Fatalf("%q and %q: %d matches, want %d", a, b, len(got), want)
		}
	}
	// Nothing in common, at a size that a square would not bear.
	long := make([]string, 100_000)
	other := make([]string, 100_000)
	for i := range long {
		long[i], other[i] = "a", "b"
	}
	if got := matches(long, other); len(got) != 0 {
		t.Errorf("%d matches", len(got))
	}
}

// common is the length of the longest common subsequence, the plain way.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for k := range b {
			old := row[k+1]
			if a[i] == b[k] {
				row[k+1] = before + 1
			} else {
				row[k+1] = max(row[k], old)
			}
			before = old
		}
	}
	return row[len(b)]
}

// states is the arguments of Diff: a site before a change and after it.
func states(change func(fstest.MapFS)) (before, after fstest.MapFS, o Options) {
	fresh := func() fstest.MapFS {
		tree := base()
		tree["content/index.md"].Data = []byte("---\ntitle: A page\ndescription: A page.\nnav: Home\n---\nThe share was <fact:share> in a year in which much happened.\n\nMore words.\n")
		tree["content/other.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Other\ndescription: A page.\nnav: Other\n---\nWords.\n")}
		return tree
	}
	before, after = fresh(), fresh()
	change(after)
	return recorded(before), recorded(after), Options{}
}

func edited(tree fstest.MapFS, file, from, to string) {
	tree[file].Data = bytes.Replace(tree[file].Data, []byte(from), []byte(to), 1)
}

func TestDiff(t *testing.T) {
	if d, _ := Diff(states(func(fstest.MapFS) {})); !d.None() || d.Facts == nil || d.Pages == nil || d.Texts == nil {
		t.Errorf("equal states: %+v", d)
	}
	t.Run("a value", func(t *testing.T) {
		d, reports := Diff(states(func(tree fstest.MapFS) { edited(tree, "content/facts.yaml", "value: 27%", "value: 28%") }))
		was, is := site.Brief{ID: "share", Label: "A share", Value: "27%", AsOf: "2026-04-27", Status: "reported"}, site.Brief{}
		is = was
		is.Value = "28%"
		if diff := cmp.Diff([]FactChange{{"share", &was, &is}}, d.Facts); diff != "" {
			t.Error(diff)
		}
		want := TextChange{
			Pages: []string{"index.html"}, Was: "The share was 27% in a year in which much happened.", Is: "The share was 28% in a year in which much happened.",
			Facts: []string{"share"}, Parts: []Part{{"same", "The share was"}, {"was", " 27%"}, {"is", " 28%"}, {"same", " in a year in which much happened."}},
		}
		i := slices.IndexFunc(d.Texts, func(c TextChange) bool { return slices.Equal(c.Pages, want.Pages) })
		if i < 0 || cmp.Diff(want, d.Texts[i]) != "" {
			t.Errorf("%+v", d.Texts)
		}
		if !slices.ContainsFunc(d.Texts, func(c TextChange) bool { return slices.Equal(c.Pages, []string{"facts.html"}) }) {
			t.Error("the register is not there")
		}
		if len(reports[0].Findings)+len(reports[1].Findings) != 0 {
			t.Errorf("%+v", reports)
		}
	})
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		want   []string // pages: was > is
		facts  string   // that came (+), went (-), changed (~)
		pages  string
	}{
		{"words", func(tree fstest.MapFS) { edited(tree, "content/index.md", "More words", "More and more words") },
			[]string{"index.html: More words. > More and more words."}, "", ""},
		{"a new line", func(tree fstest.MapFS) { edited(tree, "content/index.md", "More", "New here.\n\nMore") },
			[]string{"index.html:  > New here."}, "", ""},
		{"a line goes", func(tree fstest.MapFS) { edited(tree, "content/index.md", "More words.\n", "") },
			[]string{"index.html: More words. > "}, "", ""},
		{"one on all pages", func(tree fstest.MapFS) { edited(tree, "content/site.yaml", "title: A site", "title: Our site") },
			[]string{"404.html changes.html differ.html facts.html index.html other.html sources.html: A site > Our site"}, "", ""},
		{"a page more", func(tree fstest.MapFS) {
			tree["content/more.md"] = &fstest.MapFile{Data: []byte("---\ntitle: More\ndescription: A page.\n---\nWords.\n")}
		}, nil, "", "more.html added"},
		{"a page less", func(tree fstest.MapFS) { delete(tree, "content/other.md") }, nil, "", "other.html removed"},
		{"what nobody sees", func(tree fstest.MapFS) {
			edited(tree, "content/facts.yaml", "    label:", "    review_by: 2030-01-01\n    label:")
			edited(tree, "content/index.md", "much happened", "*much* happened")
		}, nil, "", ""},
		{"another status", func(tree fstest.MapFS) { edited(tree, "content/facts.yaml", "status: reported", "status: rumoured") },
			nil, "~share", ""},
		{"a fact renamed", func(tree fstest.MapFS) {
			edited(tree, "content/facts.yaml", "  share:", "  part:")
			edited(tree, "content/index.md", "fact:share", "fact:part")
		}, nil, "+part -share", ""},
		{"a broken page", func(tree fstest.MapFS) { edited(tree, "content/index.md", "fact:share", "fact:shape") }, nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := Diff(states(c.change))
			var texts, facts, pages []string
			for _, x := range d.Texts {
				texts = append(texts, strings.Join(x.Pages, " ")+": "+x.Was+" > "+x.Is)
				checkParts(t, x)
			}
			for _, f := range d.Facts {
				sign := map[bool]string{f.Was == nil: "+", f.Is == nil: "-", f.Was != nil && f.Is != nil: "~"}[true]
				facts = append(facts, sign+f.ID)
			}
			for _, p := range d.Pages {
				pages = append(pages, p.Page+" "+p.Change)
			}
			for _, w := range c.want {
				if !slices.Contains(texts, w) {
					t.Errorf("no %q in %q", w, texts)
				}
			}
			if got := strings.Join(facts, " "); got != c.facts {
				t.Errorf("facts %q, want %q", got, c.facts)
			}
			if got := strings.Join(pages, " "); got != c.pages {
				t.Errorf("pages %q, want %q", got, c.pages)
			}
			if hidden := c.name == "what nobody sees"; hidden != d.None() {
				t.Errorf("%+v", d)
			}
		})
	}
}

// checkParts: the parts of a change are both of its texts.
func checkParts(t *testing.T, c TextChange) {
	t.Helper()
	var was, is string
	for _, p := range c.Parts {
		if p.Kind != "is" {
			was += p.Text
		}
		if p.Kind != "was" {
			is += p.Text
		}
	}
	if was != c.Was || is != c.Is {
		t.Errorf("the parts of %+v are %q and %q", c, was, is)
	}
}
