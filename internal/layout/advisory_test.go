package layout

import (
	"strings"
	"testing"
)

// TestAdvisories has the templates that html/template was led astray by, by the number of each report. None gets so
// far: an action stands where text does, or in quotes, or the template is refused.
func TestAdvisories(t *testing.T) {
	for _, c := range []struct{ id, main string }{
		{"CVE-2023-24538: a JavaScript template literal", "<script>var x = `{{.Title}}`</script>"},
		{"CVE-2023-39318: a comment like HTML's in a script", "<script><!-- \n{{.Title}}</script>"},
		{"CVE-2023-39319: a closing tag in a string of a script", `<script>var x = "<script>"; {{.Title}}</script>`},
		{"CVE-2023-24539: angle brackets in a value of CSS", `<p style="color: {{.Title}}">`},
		{"CVE-2023-24540: what JavaScript takes for space", "<script>\u00a0{{.Title}}</script>"},
		{"CVE-2023-29400: an empty attribute without quotes", `<a href={{.Title}} x>`},
		{"CVE-2026-32289: a branch in a template literal", "<script>`${ {{if .Title}}a{{end}} {{.Title}} }`</script>"},
		{"CVE-2026-39826: a script with an empty type", `<script type="">{{.Title}}</script>`},
		{"CVE-2026-56858: a regular expression", `<script>/[{{.Title}}]/</script>`},
		{"CVE-2026-27142: the address of a refresh", `<meta http-equiv="refresh" content="0;url={{.Canonical}}">`},
		{"CVE-2026-39823: the same, with spaces", `<meta http-equiv=" refresh " content="0; url = {{.Canonical}}">`},
		{"CVE-2024-24785: an error of a JSON value", `<script type="application/json">{{.Title}}</script>`},
	} {
		_, got := loaded(t, own("layouts/own.html", `{{define "main"}}`+c.main+`{{end}}`))
		if !strings.Contains(got, "template-unsafe") {
			t.Errorf("%s: %s", c.id, got)
		}
	}
}
