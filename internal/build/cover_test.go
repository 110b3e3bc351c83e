package build

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
)

// covered is the base site with files that change it.
func covered(files map[string]string) fstest.MapFS {
	tree := base()
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func discard(string, []byte) error { return nil }

// figuresOf is what a report says of figures, place and words.
func figuresOf(r Report) []string {
	var out []string
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Code, "figure-") || strings.HasPrefix(f.Code, "exempt-") {
			out = append(out, f.Level.String()+" "+f.Code+" "+f.Span.File+" "+f.Message)
		}
	}
	return out
}

const twoFigures = "---\ntitle: A page\ndescription: A page.\n---\n<fact:share> and [about 27%](fact:share), open 24/7, on a 10-K, of 5.\n\n```\n1 2\n```\n"

// TestCoverage counts what became of the figures of a whole site: pages, the facts file, settings, templates.
func TestCoverage(t *testing.T) {
	tree := covered(map[string]string{
		"content/site.yaml":            "title: A site of 1999\ndescription: What it explains.\nnames: [10-K, GPT-4]\nexempt: [{text: 24/7, reason: idiom}]\n",
		"content/index.md":             twoFigures,
		"content/facts.yaml":           string(base()["content/facts.yaml"].Data) + "glossary:\n  model: {term: GPT-4, text: A model of 2023.}\n",
		"templates/partials/note.html": "<p title=\"x&#50;\">Open 24/7, part 3 {{markup .Body}} {{or \"\" \"part 7\"}}</p>",
		"static/chart.svg":             "<svg/>",
		"static/terms.pdf":             "%PDF",
		"static/font.woff2":            "x",
		"static/CNAME":                 "example.org",
	})
	r := Run(recorded(tree), Options{}, discard)
	want := []string{
		`error figure-loose content/facts.yaml "2023" is bound to no fact`,
		`error figure-loose content/index.md "5" is bound to no fact`,
		`error figure-loose content/site.yaml "1999" is bound to no fact`,
		`error figure-loose templates/partials/note.html "x2" is bound to no fact`,
		`error figure-loose templates/partials/note.html "3" is bound to no fact`,
		`error figure-loose templates/partials/note.html "7" is bound to no fact`,
	}
	if got := figuresOf(r); !slices.Equal(got, want) {
		t.Errorf("found\n%s", strings.Join(got, "\n"))
	}
	c := r.Coverage
	if c.Bound != 2 || c.Exempt != 4 || c.Code != 2 || c.Loose != 6 || c.Figures() != 14 {
		t.Errorf("coverage %+v", c)
	}
	if want := []string{"chart.svg", "terms.pdf"}; !slices.Equal(c.Unread, want) {
		t.Errorf("not read are %v, want %v", c.Unread, want)
	}
}

// TestLoose is what the ledger is told: pages by name, then fields, then templates.
func TestLoose(t *testing.T) {
	tree := covered(map[string]string{
		"content/site.yaml":            "title: A site\ndescription: Open 24/7.\nnames: [10-K, GPT-4]\nexempt: [{text: 24/7, reason: idiom}]\n",
		"content/index.md":             strings.Replace(twoFigures, ", of 5", "", 1),
		"content/another.md":           "---\ntitle: Another on GPT-4\ndescription: A page.\n---\nWords.\n",
		"content/facts.yaml":           string(base()["content/facts.yaml"].Data) + "glossary:\n  model: {term: GPT-4, text: A model.}\n",
		"templates/partials/note.html": "<p>Open 24/7 {{markup .Body}}</p>",
	})
	for _, workers := range []int{1, 4} {
		r, _ := whole(tree, Options{Workers: workers}, discard, nil)
		if got := figuresOf(r.report); len(got) > 0 {
			t.Fatal(got)
		}
		var got []string
		for _, x := range r.loose {
			got = append(got, x.Page+": "+x.Text+" ("+x.Reason+")")
		}
		want := []string{
			"another: GPT-4 (name)",
			"index: about 27% (words for share)", "index: 24/7 (idiom)", "index: 10-K (name)", "index: 1 2 (code)",
			"facts.yaml: GPT-4 (name)", "site.yaml: 24/7 (idiom)", "templates/partials/note.html: 24/7 (idiom)",
		}
		if !slices.Equal(got, want) {
			t.Errorf("told\n%s", strings.Join(got, "\n"))
		}
	}
}

// TestDraft: a draft may hold loose figures, marked as such; what changes a bound figure is an error even there.
func TestDraft(t *testing.T) {
	tree := covered(map[string]string{"content/index.md": "---\ntitle: A page\ndescription: A page.\n---\nOf 5, and −<fact:share>.\n"})
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, "error figure-loose, error figure-extended"},
		{Options{Draft: true}, "warning figure-loose, error figure-extended"},
		{Options{Draft: true, Strict: true}, "error figure-loose, error figure-extended"},
	} {
		var got []string
		for _, f := range Run(recorded(tree), c.o, discard).Findings {
			got = append(got, f.Level.String()+" "+f.Code)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%+v: %v, want %s", c.o, got, c.want)
		}
	}
}

// TestUnusedElsewhere: an exemption of the site is used wherever the site says its words, and is not missed
// where the facts file could not be read.
func TestUnusedElsewhere(t *testing.T) {
	settings := "title: A site\ndescription: What it explains.\nexempt: [{text: 24/7, reason: idiom}]\n"
	page := "---\ntitle: A page\ndescription: A page.\n---\nOpen 24/7.\n"
	for name, files := range map[string]map[string]string{
		"a page":          {"content/b.md": page},
		"a data page":     {"content/facts.md": page},
		"a template":      {"templates/partials/note.html": "<p>Open 24/7 {{markup .Body}}</p>"},
		"the facts file":  {"content/facts.yaml": string(base()["content/facts.yaml"].Data) + "glossary:\n  model: {term: Hours, text: Open 24/7.}\n"},
		"the description": {"content/site.yaml": strings.Replace(settings, "explains", "explains 24/7", 1)},
		"nothing read":    {"content/facts.yaml": "facts: [\n"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := covered(map[string]string{"content/site.yaml": settings})
			for file, text := range files {
				tree[file] = &fstest.MapFile{Data: []byte(text)}
			}
			r := Run(recorded(tree), Options{}, discard)
			if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "exempt-unused" }) {
				t.Errorf("found %v", figuresOf(r))
			}
		})
	}
	if got := figuresOf(Run(covered(map[string]string{"content/site.yaml": settings}), Options{}, discard)); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}
