package build

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBadInput: what authors get wrong about pages, data and addresses has a finding at its place, and no
// second one.
func TestBadInput(t *testing.T) {
	index := "---\ntitle: A page\ndescription: A page.\n---\nWords.\n\n![A drawing](figure:f)\n"
	facts := string(base()["content/facts.yaml"].Data)
	more := "  sum: {label: A sum, value: USD 2 bn, as_of: 2026-04-27, status: reported, claims: [{source: paper}]}\n" +
		"  words: {label: Words, text: cannot, as_of: 2026-04-27, status: reported, claims: [{source: paper}]}\n"
	figure := func(kind, keys string) map[string]string {
		return map[string]string{"content/index.md": index, "content/facts.yaml": facts + more + "figures:\n  f: {kind: " + kind + ", title: A title" + keys + "}\n"}
	}
	site := func(line string) map[string]string {
		return map[string]string{"content/site.yaml": "title: A site\ndescription: It explains.\n" + line + "\n"}
	}
	long := strings.Repeat("A long title ", 24)[:300]
	for name, c := range map[string]struct {
		files map[string]string
		want  []string // beginnings of lines
	}{
		"a title of 300 characters":            {map[string]string{"content/index.md": "---\ntitle: " + long + "\ndescription: A page.\n---\nWords.\n"}, []string{"content/index.md:2:8: error: the title has 300 characters [title-long]"}},
		"a short title with a long link":       {map[string]string{"content/index.md": "---\ntitle: See [this](https://example.org/" + strings.Repeat("x", 300) + ")\ndescription: A page.\n---\nWords.\n"}, nil},
		"a name that fills the navigation":     {map[string]string{"content/index.md": "---\ntitle: A page\ndescription: A page.\nnav: " + strings.Repeat("N", 41) + "\n---\nWords.\n"}, []string{"content/index.md:4:6: error: the name in the navigation has 41 characters [title-long]"}},
		"a site's title of 300 characters":     {map[string]string{"content/site.yaml": "title: " + long + "\ndescription: It explains.\n"}, []string{"content/site.yaml:1:8: error: the title of the site has 300 characters [title-long]"}},
		"a label of 300 characters":            {map[string]string{"content/facts.yaml": strings.Replace(facts, "A share", long, 1)}, []string{"content/facts.yaml:9:12: error: the label has 300 characters [title-long]"}},
		"an id with a space":                   {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  a share:", 1)}, []string{"content/facts.yaml:8:4: error: \"a share\" is not an id [id-invalid]"}},
		"an id that is a number sign":          {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  \"#share\":", 1)}, []string{"content/facts.yaml:8:"}},
		"an id in capitals":                    {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  Share:", 1)}, []string{"content/facts.yaml:8:3: error: "}},
		"an id in another alphabet":            {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  sh\u0430re:", 1)}, []string{"content/facts.yaml:8:5: error: "}},
		"an id of a part of the page":          {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  main:", 1)}, []string{"content/facts.yaml:8:3: error: the id \"main\" belongs to a part of the pages [id-invalid]"}},
		"an id of a card":                      {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  n12:", 1)}, []string{"content/facts.yaml:8:3: error: "}},
		"an id of a group":                     {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  group-share:", 1)}, []string{"content/facts.yaml:8:3: error: "}},
		"an id that begins like a card's":      {map[string]string{"content/facts.yaml": strings.Replace(facts, "  share:", "  n1.share:", 1)}, nil},
		"headings named like parts":            {map[string]string{"content/index.md": "---\ntitle: A page\ndescription: A page.\nexempt: [{text: N1, reason: a name}]\n---\n## Main\n\n## Toc\n\n## N1\n\n<fact:share>\n\n## Events\n"}, nil},
		"a heading with the id of the text":    {map[string]string{"content/index.md": "---\ntitle: A page\ndescription: A page.\n---\n## Words {#main}\n"}, []string{"content/index.md:5:"}},
		"a heading with the id of the list":    {map[string]string{"content/index.md": "---\ntitle: A page\ndescription: A page.\n---\n## Words {#nav}\n"}, []string{"content/index.md:5:"}},
		"a heading named like an entry":        {map[string]string{"content/facts.md": "---\ntitle: All\ndescription: All.\n---\n## Share\n"}, []string{"content/facts.md:1:1: error: the id \"share\" of a heading is that of an entry on this page [heading-id]"}},
		"a static file named like a page":      {map[string]string{"static/index.html": "<p>Mine.</p>"}, []string{"static/index.html:1:1: error: \"index.html\" is a page, and pages are made from content/ [static-refused]"}},
		"a static page in a folder":            {map[string]string{"static/old/about.htm": "<p>Mine.</p>"}, []string{"static/old/about.htm:1:1: error: "}},
		"a static file under .well-known":      {map[string]string{"static/.well-known/proof.html": "x"}, nil},
		"a static file that the build makes":   {map[string]string{"static/_headers": "x"}, []string{"static/_headers:1:1: error: static/_headers would be published as _headers, a file that the build makes itself [output-collision]"}},
		"a static file named like a device":    {map[string]string{"static/Nul.tar.gz": "x"}, []string{"static/Nul.tar.gz:1:1: error: \"Nul.tar.gz\" has a name that some systems cannot store [static-refused]"}},
		"a static file that hosts may drop":    {map[string]string{"static/_x.txt": "x"}, []string{"static/_x.txt:1:1: error: \"_x.txt\" has a name that some systems cannot store [static-refused]"}},
		"a static file with a tilde":           {map[string]string{"static/a~1.txt": "x"}, []string{"static/a~1.txt:1:1: error: "}},
		"a static file that ends with a dot":   {map[string]string{"static/deep./a.txt": "x"}, []string{"static/deep./a.txt:1:1: error: "}},
		"a static file with a long name":       {map[string]string{"static/" + strings.Repeat("n", 79) + ".txt": "x"}, []string{"static/" + strings.Repeat("n", 79) + ".txt:1:1: error: "}},
		"a static file with the longest name":  {map[string]string{"static/" + strings.Repeat("n", 78) + ".txt": "x"}, nil},
		"folders that differ in case":          {map[string]string{"static/Case/a.txt": "x", "static/case/b.txt": "x"}, []string{"static/case/b.txt:1:1: error: static/case/b.txt and static/Case/a.txt are in folders that some systems cannot tell apart [output-collision]"}},
		"a page named like a device":           {map[string]string{"content/com1.md": "---\ntitle: A page\ndescription: A page.\n---\n"}, []string{"content/com1.md:1:1: error: \"com1.md\" is a name that some systems cannot store [page-name]"}},
		"a page named nearly like a device":    {map[string]string{"content/Con!.md": "---\ntitle: A page\ndescription: A page.\n---\n"}, []string{"content/Con!.md:1:1: error: \"Con!.md\" is a name that some systems cannot store [page-name]"}},
		"a page named like a file of ours":     {map[string]string{"content/facts.md": "---\ntitle: Facts\ndescription: All.\n---\n", "content/differ.md": "---\ntitle: Two sides\ndescription: All.\n---\n"}, nil},
		"a language that does not exist":       {site("language: xx-YY"), []string{"content/site.yaml:3:11: error: \"xx-YY\" is not one of the words that may stand here [choice-unknown]"}},
		"a language that is not supported":     {site("language: de"), []string{"content/site.yaml:3:11: error: "}},
		"a base URL with a query":              {site("base_url: https://example.org/?x=1"), []string{"content/site.yaml:3:11: error: base_url cannot be \"https://example.org/?x=1\": it must not hold a query or fragment [setting-invalid]"}},
		"a base URL with a bare query":         {site("base_url: https://example.org/?"), []string{"content/site.yaml:3:11: error: "}},
		"a base URL with a fragment":           {site("base_url: \"https://example.org/#x\""), []string{"content/site.yaml:3:"}},
		"a base URL with a password":           {site("base_url: https://me:pw@example.org/"), []string{"content/site.yaml:3:11: error: "}},
		"a base URL of another scheme":         {site("base_url: javascript:alert(1)"), []string{"content/site.yaml:3:11: error: "}},
		"a base URL without a host":            {site("base_url: https:///deal/"), []string{"content/site.yaml:3:11: error: "}},
		"bars of different units":              {figure("bars", ", facts: [share, sum]"), []string{"content/facts.yaml:18:50: error: \"share\" is in per cent, \"sum\" is in billions of US dollars: they cannot share one scale [figure-scale]"}},
		"bars of no facts":                     {figure("bars", ""), []string{"content/facts.yaml:18:3: error: bars without a fact [figure-empty]"}},
		"bars of texts":                        {figure("bars", ", facts: [words]"), []string{"content/facts.yaml:18:43: error: "}},
		"bars of a number and a text":          {figure("bars", ", facts: [share, words]"), []string{"content/facts.yaml:18:50: error: "}},
		"key figures of no facts":              {figure("key-figures", ""), []string{"content/facts.yaml:18:3: error: key figures without a fact [figure-empty]"}},
		"key figures of everything":            {figure("key-figures", ", facts: [share, sum, words]"), nil},
		"a figure of a fact that is not there": {figure("bars", ", facts: [shere]"), []string{"content/facts.yaml:18:43: error: there is no fact \"shere\" [fact-unknown]"}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := base()
			for file, text := range c.files {
				tree[file] = &fstest.MapFile{Data: []byte(text)}
			}
			got := summary(tree)
			twice(t, tree)
			var lines []string
			for line := range strings.Lines(got) {
				if !strings.HasPrefix(line, "\t") {
					lines = append(lines, line)
				}
			}
			if len(lines) != len(c.want) {
				t.Fatalf("%d findings, want %d:\n%s", len(lines), len(c.want), got)
			}
			for i, want := range c.want {
				if !strings.HasPrefix(lines[i], want) {
					t.Errorf("got  %swant %s", lines[i], want)
				}
				if !strings.Contains(got, "\thint: ") {
					t.Errorf("no hint: %s", got)
				}
			}
		})
	}
}

// twice looks for an id that stands twice on a page that would be published.
func twice(t *testing.T, tree fstest.MapFS) {
	t.Helper()
	files, r := output(tree, Options{})
	if r.Failed() {
		return
	}
	for _, page := range pagesOf(files) {
		seen := map[string]bool{}
		for _, m := range anID.FindAllStringSubmatch(string(files[page]), -1) {
			if seen[m[1]] {
				t.Errorf("%s: the id %q stands twice", page, m[1])
			}
			seen[m[1]] = true
		}
	}
}

var anID = regexp.MustCompile(` id="([^"]*)"`)

// TestLongValue: a key figure whose value has no room has no card, and the build is whole all the same.
func TestLongValue(t *testing.T) {
	tree := rich()
	words := strings.Repeat("cannot and chooses not to ", 40)
	tree["content/facts.yaml"].Data = []byte(strings.Replace(string(tree["content/facts.yaml"].Data), "cannot *and* will not", words, 1))
	files := made(t, tree, Options{BaseURL: address})
	for name := range files {
		if strings.HasPrefix(name, "assets/share/fact-words") {
			t.Errorf("%s shows half a text", name)
		}
	}
	if strings.Count(string(files["facts.html"]), "Picture to share") != 2 {
		t.Error("two of the three key figures have a card")
	}
}
