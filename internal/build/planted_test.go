package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
	"explainer/templates"
)

// TestPlanted plants figures where nobody would look for them: each must be found, by check or by the audit
// of the finished pages.
func TestPlanted(t *testing.T) {
	for _, c := range []struct {
		name, file, before, after string
		check, audit              string // a code, and a part of a fault; "" where the one does not look there
	}{
		{"a layout", "templates/base.html", "Skip to the text", "Skip to the 5 texts", "figure-loose", "Skip to the 5 texts"},
		{"a label for screen readers", "templates/base.html", `aria-label="Evidence marks"`, `aria-label="5 marks"`, "figure-loose", "5 marks"},
		{"a partial, beside a value", "templates/partials/evidence.html", "{{markup .Value}}</span>", "{{markup .Value}}0</span>", "figure-loose", "li.card"},
		{"a mention", "templates/partials/mention.html", "{{markup .Words}}", "{{markup .Words}}7", "figure-loose", "span.m"},
		{"a note's number", "templates/partials/mention.html", "{{.Number}}</a>", "1{{.Number}}</a>", "figure-loose", "sup"},
		{"a date", "templates/partials/date.html", "{{.Text}}", "1{{.Text}}", "figure-loose", "time"},
		{"a bar's value", "templates/partials/bars.html", "{{.Value}}</text>", "{{.Value}}7</text>", "figure-loose", "figure.chart text"},
		{"a bar's label", "templates/partials/bars.html", "{{.Label}}</text>", "{{.Label}} 7</text>", "figure-loose", "figure.chart text"},
		{"an axis", "templates/partials/bars.html", "{{.Text}}</text>", "{{.Text}}0</text>", "figure-loose", "figure.chart text.q"},
		{"a drawing's title", "templates/partials/bars.html", "{{.Plain}}</title>", "{{.Plain}} 7</title>", "figure-loose", "figure.chart title"},
		{"a caption's frame", "templates/partials/caption.html", "{{markup .}}</h3>", "{{markup .}} in 1999</h3>", "figure-loose", "figcaption"},
		{"a count", "templates/base.html", "{{.Computed}} computed", "1{{.Computed}} computed", "figure-loose", "p.record"},
		{"a badge's count", "templates/partials/terms.html", `{{template "badge" .}} {{.Count}}`, `{{template "badge" .}} 1{{.Count}}`, "figure-loose", "ul.legend"},
		{"the search engines' words", "templates/base.html", `content="{{.Description}}"`, `content="{{.Description}} 7"`, "", "meta"},
		{"a caption", "content/facts.yaml", "title: More water", "title: 12% more water", "figure-loose", ""},
		{"a stage label", "content/facts.yaml", "label: Since 2024", "label: Since 2025", "ledger-unrecorded", ""},
		{"a party's name", "content/facts.yaml", "name: Town of Elm", "name: Town of Elm 2", "ledger-unrecorded", ""},
		{"the site's title", "content/site.yaml", "title: The Elm reservoirs", "title: The 5 Elm reservoirs", "figure-loose", ""},
		{"the publisher", "content/site.yaml", "publisher: The Elm water watch", "publisher: The Elm water watch 2", "ledger-unrecorded", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := withLedger(t, smallSite(t))
			data := themed(t, tree, c.file)
			if bytes.Count(data, []byte(c.before)) == 0 {
				t.Fatalf("%s has no %q", c.file, c.before)
			}
			tree = with(tree, c.file, bytes.ReplaceAll(data, []byte(c.before), []byte(c.after)))
			files, report := output(tree, Options{})
			if c.check != "" && !slices.ContainsFunc(report.Findings, func(f diag.Finding) bool {
				return f.Level == diag.Error && f.Code == c.check && f.Span.File == c.file
			}) {
				t.Errorf("check finds no %s in %s:\n%s", c.check, c.file, shown(tree, report))
			}
			faults, _ := audit(t, newOracle(t, tree, Options{}), files)
			if c.audit != "" && !strings.Contains(strings.Join(faults, "\n"), c.audit) {
				t.Errorf("the audit does not find %q in %q", c.audit, faults)
			}
		})
	}
}

// themed is the bytes of a file of the site, or else of the theme.
func themed(t testing.TB, tree fstest.MapFS, file string) []byte {
	t.Helper()
	if f := tree[file]; f != nil {
		return f.Data
	}
	data, err := fs.ReadFile(templates.FS, strings.TrimPrefix(file, "templates/"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var printing = regexp.MustCompile(`\{\{-? ?(?:markup )?(?:\.[A-Za-z.]*|\$[A-Za-z.]+) ?-?\}\}`)

// TestAuditTheme plants a digit beside each value that the theme prints, and behind each of its words. Where
// that changes what can be seen, the audit must say so: the whole theme is under it.
func TestAuditTheme(t *testing.T) {
	tree := withHistory(t)
	files, _ := output(tree, Options{})
	before := figures(seen(t, files))
	k := newOracle(t, tree, Options{})
	plants := templateDigits(t)
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		for _, m := range printing.FindAllIndex(data, -1) {
			if lt, gt := bytes.LastIndexByte(data[:m[0]], '<'), bytes.LastIndexByte(data[:m[0]], '>'); lt < gt { // a text
				plants = append(plants, mutation{kind: "beside a value", file: "templates/" + name, edits: []edit{{m[1], m[1], "7"}}})
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !*mutateAll {
		plants = sample(plants, 40)
	}
	visible := map[string]int{}
	for _, m := range plants {
		src := themed(t, tree, m.file)
		planted, _ := output(with(tree, m.file, m.apply(src)), Options{})
		if len(planted) < len(files) {
			continue // the template was refused
		}
		if slices.Equal(figures(seen(t, planted)), before) {
			continue
		}
		visible[m.kind]++
		if faults, _ := audit(t, k, planted); len(faults) == 0 {
			t.Errorf("%s: the audit finds nothing", m.show(src))
		}
	}
	if len(visible) < 2 || visible["beside a value"] < 10 {
		t.Errorf("hardly anything could be seen: %v", visible)
	}
	t.Log(fmt.Sprint(visible))
}
