package build

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// late is a site with every kind of date that has passed on 2 May 2026, and a level that was chosen until then.
func late(severity string) fstest.MapFS {
	tree := base()
	facts := string(tree["content/facts.yaml"].Data)
	facts = strings.Replace(facts, "    status: reported\n", "    status: reported\n    review_by: 2026-04-30\n    valid_until: 2026-05-01\n", 1)
	tree["content/facts.yaml"].Data = []byte(facts)
	tree["content/site.yaml"].Data = append(tree["content/site.yaml"].Data, "stale_after: {report: 2}\nseverity:\n  - {code: html-raw, level: warning, reason: moving, until: 2026-05-01}\n"+severity...)
	tree["content/index.md"].Data = append(tree["content/index.md"].Data, "<br>\n"...)
	return tree
}

// Dates never stop a publish: not when warnings count, and not when the site itself makes errors of them.
// A check fails for them.
func TestDatesNeverStopAPublish(t *testing.T) {
	raised := ""
	for _, code := range []string{"review-due", "fact-expired", "source-stale"} {
		raised += "  - {code: " + code + ", level: error, reason: strict}\n"
	}
	for _, c := range []struct {
		name, severity string
		strict, due    bool
		errors         string
	}{
		{"build", "", false, false, ""},
		{"check", "", false, true, "fact-expired html-raw review-due source-stale"},
		{"build, with errors asked for", raised, false, false, ""},
		{"strict build", "", true, false, "html-raw"}, // what stops it is the fault, not the day
		{"strict check", "", true, true, "fact-expired html-raw review-due severity-ended source-stale"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Run(recorded(late(c.severity)), Options{Today: value.Date{Year: 2026, Month: 5, Day: 2}, Strict: c.strict, Due: c.due}, func(string, []byte) error { return nil })
			got := map[string]bool{}
			for _, f := range r.Findings {
				if f.Level == diag.Error {
					got[f.Code] = true
				}
			}
			want := strings.Fields(c.errors)
			for _, code := range want {
				if !got[code] {
					t.Errorf("%s is no error", code)
				}
			}
			if len(got) != len(want) || r.Failed() != (len(want) > 0) {
				t.Errorf("errors %v, failed %v, of %+v", got, r.Failed(), r.Findings)
			}
			if len(r.Findings) != 5 {
				t.Errorf("%d findings", len(r.Findings))
			}
		})
	}
}

// The day decides findings and nothing else: no page shows it.
func TestTheDayReachesNoPage(t *testing.T) {
	pages := func(today value.Date) map[string]string {
		made := map[string]string{}
		r := Run(recorded(late("")), Options{Today: today, Workers: 1}, func(path string, data []byte) error {
			made[path] = string(data)
			return nil
		})
		if r.Failed() || len(made) == 0 {
			t.Fatalf("%+v", r)
		}
		return made
	}
	a, b := pages(value.Date{Year: 2026, Month: 5, Day: 2}), pages(value.Date{})
	for path := range a {
		if a[path] != b[path] {
			t.Errorf("%s differs", path)
		}
	}
}

// unbound is an address of ours that is shown as it is written.
var unbound = regexp.MustCompile(`[> ](fact|event|word|source|figure):[a-z]`)

// Whatever a site lowers, every page is made and shows its facts: what may be lowered hides nothing. A code that
// may not be lowered stays an error.
func TestLoweredLevelsShipNothingWrong(t *testing.T) {
	lowered := 0
	for _, e := range diag.Catalogue() {
		example, err := txtar.ParseFile("testdata/codes/" + e.Code + ".txtar")
		if err != nil || e.Level != diag.Error {
			continue
		}
		tree := base()
		for _, f := range example.Files {
			if name, removed := strings.CutPrefix(f.Name, "!"); removed {
				delete(tree, name)
			} else if name != "want" {
				tree[name] = &fstest.MapFile{Data: f.Data}
			}
		}
		config := tree["content/site.yaml"]
		if config == nil || strings.Contains(string(config.Data), "severity:") {
			continue
		}
		config.Data = append(config.Data, "\nseverity:\n  - {code: "+e.Code+", level: warning, reason: x}\n"...)
		made := map[string]string{}
		r := Run(recorded(tree), Options{Workers: 1}, func(path string, data []byte) error {
			made[path] = string(data)
			return nil
		})
		if r.Failed() {
			continue
		}
		lowered++
		for name := range tree {
			if page, ok := strings.CutSuffix(strings.TrimPrefix(name, "content/"), ".md"); ok && !strings.Contains(made[page+".html"], "<h1>") {
				t.Errorf("%s lowered: %s was not made", e.Code, page)
			}
		}
		for path, html := range made {
			if strings.HasSuffix(path, ".html") && unbound.MatchString(html) {
				t.Errorf("%s lowered: %s shows a link that is bound to nothing", e.Code, path)
			}
		}
	}
	if lowered < 15 {
		t.Errorf("only %d codes were lowered", lowered)
	}
}

// A level that a site changes for one page holds there alone, is shown, and never makes half a site.
func TestSeverityInPlaces(t *testing.T) {
	tree := base()
	tree["content/other.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Other\ndescription: A page.\n---\nWords<br>.\n")}
	tree["content/index.md"].Data = append(tree["content/index.md"].Data, "More<br>.\n"...)
	tree["content/site.yaml"].Data = append(tree["content/site.yaml"].Data, "severity:\n  - {code: html-raw, level: warning, page: other.md, reason: moving}\n"...)
	r := Run(recorded(tree), Options{}, func(string, []byte) error { return nil })
	if len(r.Findings) != 2 {
		t.Fatalf("%+v", r.Findings)
	}
	if f := r.Findings[0]; f.Span.File != "content/index.md" || f.Level != diag.Error || f.Choice.Set() {
		t.Errorf("%+v", f)
	}
	if f := r.Findings[1]; f.Level != diag.Warning || f.Choice.Was != diag.Error || f.Choice.Reason != "moving" {
		t.Errorf("%+v", f)
	}
	if _, report := Inspect(tree, Options{}); len(report.Findings) != 0 {
		t.Errorf("reading alone finds %+v", report.Findings)
	}
	for _, code := range []string{"figure-empty", "template-syntax", "layout-unknown", "output-collision", "facts-missing", "yaml-syntax", "front-matter",
		"fact-unknown", "unit-unknown", "value-invalid", "fact-kind", "date-invalid", "link-nested", "list-start", "text-control"} {
		tree := base()
		tree["content/site.yaml"].Data = append(tree["content/site.yaml"].Data, "severity:\n  - {code: "+code+", level: warning, reason: x}\n"...)
		if got := summary(tree); !strings.Contains(got, "[severity-locked]") || strings.Count(got, "\n") != 2 {
			t.Errorf("%s can be lowered: %s", code, got)
		}
	}
	for entry, want := range map[string]string{
		"code: html-raw, level: warning, page: indx, reason: x":   `there is no page "indx"`,
		"code: html-raw, level: warning, entry: shar, reason: x":  `no entry of the facts file has the id "shar"`,
		"code: html-rare, level: warning, reason: x":              `no finding has the code "html-rare"`,
		"code: severity-unused, level: warning, reason: x":        "[severity-locked]",
		"code: html-raw, level: warning, page: index":             "[yaml-missing]",
		"code: html-raw, level: warning, reason: x, until: soon":  "[date-invalid]",
		"code: html-raw, level: fatal, reason: x":                 "[choice-unknown]",
		"code: html-raw, level: warning, where: index, reason: x": "[yaml-key]",
	} {
		tree := base()
		tree["content/site.yaml"].Data = append(tree["content/site.yaml"].Data, "severity:\n  - {"+entry+"}\n"...)
		if got := summary(tree); !strings.Contains(got, want) {
			t.Errorf("%s: %s", entry, got)
		}
	}
}
