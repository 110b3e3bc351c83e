package build

import (
	"encoding/xml"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/value"
)

// put records what a site says now on a day.
func put(t *testing.T, tree fstest.MapFS, day int, note string, correct ...string) {
	t.Helper()
	rec := Recordable(tree, Options{})
	if rec.Report.Failed() || rec.Report.Err != nil {
		t.Fatal(rec.Report.Findings, rec.Report.Err)
	}
	draft, err := ledger.NewDraft(rec.Ledger, rec.State, correct)
	if err != nil {
		t.Fatal(err)
	}
	data, err := draft.Record(value.Date{Year: 2026, Month: 5, Day: day}, note)
	if err != nil {
		t.Fatal(err)
	}
	tree[ledger.File] = &fstest.MapFile{Data: data}
}

func rewrite(t *testing.T, tree fstest.MapFS, file, from, to string) {
	t.Helper()
	text := string(tree[file].Data)
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q stands %d times in %s", from, strings.Count(text, from), file)
	}
	tree[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
}

// told is a site with a history of three records.
func told(t *testing.T) fstest.MapFS {
	tree := base()
	put(t, tree, 1, "")
	rewrite(t, tree, "content/facts.yaml", "27%", "28%")
	put(t, tree, 2, `A slip: <b> & "x"`, "share")
	rewrite(t, tree, "content/facts.yaml", "28%", "29%")
	rewrite(t, tree, "content/facts.yaml", "title: A paper", "title: A newspaper")
	put(t, tree, 2, "Two things")
	return tree
}

// built is the files of a sound site.
func built(t *testing.T, tree fs.FS, o Options) map[string]string {
	t.Helper()
	files := map[string]string{}
	var mu sync.Mutex
	r := Run(tree, o, func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[path] = string(data)
		return nil
	})
	if r.Failed() {
		t.Fatal(r.Findings, r.Err)
	}
	return files
}

// TestFeed holds the feed against the musts of RFC 4287.
func TestFeed(t *testing.T) {
	tree := told(t)
	const address = "https://example.org:8443/a%20b/"
	files := built(t, tree, Options{BaseURL: address})
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      []string `xml:"id"`
		Title   []string `xml:"title"`
		Updated []string `xml:"updated"`
		Author  []string `xml:"author>name"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			ID      []string `xml:"id"`
			Title   []string `xml:"title"`
			Updated []string `xml:"updated"`
			Content []string `xml:"content"`
			Link    struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Categories []struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(files["feed.xml"]), &feed); err != nil {
		t.Fatal(err, files["feed.xml"])
	}
	one := func(what string, values []string) string {
		t.Helper()
		if len(values) != 1 || values[0] == "" {
			t.Fatalf("%s: %q", what, values)
		}
		return values[0]
	}
	ids := map[string]bool{}
	id := func(values []string) {
		t.Helper()
		x := one("id", values)
		if u, err := url.Parse(x); err != nil || !u.IsAbs() || ids[x] {
			t.Errorf("the id %q is no IRI, or not the first: %v", x, err)
		}
		ids[x] = true
	}
	moment := func(values []string) time.Time {
		t.Helper()
		m, err := time.Parse(time.RFC3339, one("updated", values))
		if err != nil {
			t.Error(err)
		}
		return m
	}
	id(feed.ID)
	one("title", feed.Title)
	one("author", feed.Author)
	newest := moment(feed.Updated)
	hrefs := map[string]string{}
	for _, l := range feed.Links {
		hrefs[l.Rel] = l.Href
	}
	if !maps.Equal(hrefs, map[string]string{"self": address + "feed.xml", "alternate": address + "changes.html"}) {
		t.Errorf("links: %v", hrefs)
	}
	var titles []string
	for _, e := range feed.Entries {
		id(e.ID)
		titles = append(titles, one("title", e.Title))
		one("content", e.Content)
		if moment(e.Updated).After(newest) {
			t.Error("an entry is newer than the feed")
		}
		page, anchor, _ := strings.Cut(e.Link.Href, "#")
		if e.Link.Rel != "alternate" || page != address+"changes.html" || !strings.Contains(files["changes.html"], `id="`+anchor+`"`) {
			t.Errorf("link: %+v", e.Link)
		}
		if len(e.Categories) == 0 {
			t.Error("an entry without a kind")
		}
	}
	if got := strings.Join(titles, "|"); got != "Two things|Corrected: A share|First published" {
		t.Errorf("titles: %s", got)
	}
	if got := feed.Entries[1].Content[0]; got != "A slip: <b> & \"x\"\n\nCorrected: A share. Said before: 27%. Says now: 28%." {
		t.Errorf("content: %q", got)
	}
	if got := feed.ID[0]; got != "tag:example.org,2026-05-01:/a%20b/changes" {
		t.Errorf("id: %s", got)
	}
	if path, err := exec.LookPath("xmllint"); err == nil {
		file := filepath.Join(t.TempDir(), "feed.xml")
		if err := os.WriteFile(file, []byte(files["feed.xml"]), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(path, "--noout", file).CombinedOutput(); err != nil {
			t.Errorf("xmllint: %v\n%s", err, out)
		}
	}
	for _, want := range []string{`<link rel="alternate" type="application/atom+xml" title="Changes" href="feed.xml">`} {
		if !strings.Contains(files["index.html"], want) {
			t.Errorf("index.html lacks %s", want)
		}
	}
	if !strings.Contains(files["404.html"], `href="/a%20b/feed.xml"`) {
		t.Error("404.html does not lead to the feed from anywhere")
	}
	if !strings.Contains(files["sitemap.xml"], "<loc>"+address+"changes.html</loc>") {
		t.Errorf("the sitemap: %s", files["sitemap.xml"])
	}
}

// TestNoFeed: without an address no link of a feed would lead anywhere, and a draft is nobody's news.
func TestNoFeed(t *testing.T) {
	tree := told(t)
	for what, o := range map[string]Options{"no address": {}, "a draft": {BaseURL: "https://example.org/", Draft: true}} {
		files := built(t, tree, o)
		if _, ok := files["feed.xml"]; ok || strings.Contains(files["index.html"], "feed.xml") {
			t.Errorf("%s has a feed", what)
		}
		if !strings.Contains(files["changes.html"], "Two things") {
			t.Errorf("%s has no changes", what)
		}
	}
}

func TestTag(t *testing.T) {
	day := value.Date{Year: 2026, Month: 5, Day: 1}
	for base, want := range map[string]string{
		"https://example.org/":         "tag:example.org,2026-05-01:/changes",
		"http://example.org:80/x/":     "tag:example.org,2026-05-01:/x/changes",
		"https://[2001:db8::1]/":       "https://[2001:db8::1]/changes",
		"https://b%C3%BCcher.example/": "https://b%C3%BCcher.example/changes",
	} {
		if got := tag(base, day, "changes"); got != want {
			t.Errorf("%s: %s, want %s", base, got, want)
		}
	}
}

// TestChangesPage reads the page that the ledger makes.
func TestChangesPage(t *testing.T) {
	tree := told(t)
	page := built(t, tree, Options{})["changes.html"]
	for _, want := range []string{
		`<p id="c-2026-05-01">First published: 1 fact and 1 source.</p>`, `<p>Two things</p>`, `A slip: &lt;b&gt; &amp; &#34;x&#34;`,
		`<s>28%</s>`, `id="c-2026-05-02-share"`, `id="c-2026-05-02-share--2"`, `href="facts.html#share"`, `href="sources.html#paper"`, `badge corrected">Corrected`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("changes.html lacks %s:\n%s", want, page)
		}
	}
	if strings.Index(page, "Two things") > strings.Index(page, "A slip") || strings.Index(page, "A slip") > strings.Index(page, "First published") {
		t.Error("the newest does not stand first")
	}
	tree["content/changes.md"] = &fstest.MapFile{Data: []byte("---\ntitle: What we said\ndescription: Changes.\nnav: Changes\n---\nAn opening.\n")}
	rewrite(t, tree, "content/index.md", "Words.", "Words, and [a change](changes.md#c-2026-05-02-share).")
	files := built(t, tree, Options{})
	if page := files["changes.html"]; !strings.Contains(page, "An opening.") || !strings.Contains(page, "What we said") || !strings.Contains(page, "<s>28%</s>") {
		t.Error("changes.md is no introduction")
	}
	if !strings.Contains(files["index.html"], `href="changes.html#c-2026-05-02-share"`) {
		t.Error("a page cannot lead to a change")
	}
}

// TestUnread: a site whose files cannot be read whole is not held against its ledger, since what they lack
// would look as if it had been taken out.
func TestUnread(t *testing.T) {
	for what, c := range map[string]struct {
		spoil func(fstest.MapFS)
		want  string
	}{
		"facts":      {func(tree fstest.MapFS) { tree["content/facts.yaml"].Data = []byte("facts: [\n") }, "yaml-syntax"},
		"no facts":   {func(tree fstest.MapFS) { delete(tree, "content/facts.yaml") }, "facts-missing"},
		"settings":   {func(tree fstest.MapFS) { tree["content/site.yaml"].Data = []byte("title: \xff\n") }, "text-not-utf8"},
		"the ledger": {func(tree fstest.MapFS) { tree[ledger.File] = &fstest.MapFile{Mode: fs.ModeSymlink} }, "file-link"},
		"too large": {func(tree fstest.MapFS) {
			tree[ledger.File] = &fstest.MapFile{Data: append(tree[ledger.File].Data, strings.Repeat("#", ledger.MaxFile)...)}
		}, "ledger-invalid"},
	} {
		tree := told(t)
		c.spoil(tree)
		got := judged(tree)
		if !strings.Contains(got, "["+c.want+"]") || strings.Count(got, "error: ") != 1 {
			t.Errorf("%s: got %s", what, got)
		}
	}
}

// TestRecordable: one build gives all that record needs, and what it says of the ledger stands apart.
func TestRecordable(t *testing.T) {
	tree := told(t)
	rewrite(t, tree, "content/facts.yaml", "29%", "30%")
	rec := Recordable(tree, Options{})
	if rec.Report.Failed() || len(rec.Faults) > 0 || rec.Ledger == nil || string(rec.File) != string(tree[ledger.File].Data) || rec.Report.Facts != 1 {
		t.Errorf("%+v", rec)
	}
	rewrite(t, tree, ledger.File, "First published", "First shown")
	if rec = Recordable(tree, Options{}); rec.Report.Failed() || len(rec.Faults) == 0 || !rec.Ledger.Unusable() {
		t.Errorf("%+v", rec)
	}
}

// TestAnyDigit changes each digit of a whole site's facts file and settings, one at a time: the build is
// refused, and says where.
func TestAnyDigit(t *testing.T) {
	tree := base()
	rewrite(t, tree, "content/site.yaml", "description:", "publisher: Paper 3\ndescription:")
	put(t, tree, 1, "")
	if got := summary(tree); got != "" {
		t.Fatal(got)
	}
	tried := 0
	for _, file := range []string{"content/facts.yaml", "content/site.yaml", ledger.File} {
		good := tree[file].Data
		for i, c := range good {
			if c < '0' || c > '9' {
				continue
			}
			bad := []byte(string(good))
			bad[i] = '0' + (c-'0'+1)%10
			tree[file] = &fstest.MapFile{Data: bad}
			tried++
			r := Run(tree, Options{}, func(string, []byte) error { return nil })
			if !r.Failed() || r.Findings[0].Span == (diag.Span{}) {
				t.Errorf("%s: byte %d made %c: %v", file, i, bad[i], r.Findings)
			}
		}
		tree[file] = &fstest.MapFile{Data: good}
	}
	if tried < 100 {
		t.Errorf("only %d digits", tried)
	}
}
