package build

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/diag"
	"explainer/internal/ledger"
)

// TestLowered makes a warning of each finding in turn, as a site may, and then changes a figure beside it:
// no setting may open a way past the checks. A change of a fact must still be seen where its file has a
// fault, and a loose figure where the setting itself has one.
func TestLowered(t *testing.T) {
	judged := 0
	for _, e := range diag.Catalogue() {
		file := filepath.Join("testdata", "codes", e.Code+".txtar")
		example, err := txtar.ParseFile(file)
		if err != nil {
			continue // TestCodes says so
		}
		tree, _ := exampleSite(example)
		settings, facts := tree["content/site.yaml"], tree["content/facts.yaml"]
		if settings == nil || facts == nil || tree[ledger.File] != nil || bytes.Contains(settings.Data, []byte("severity:")) {
			continue
		}
		lowered := "severity:\n  - {code: " + e.Code + ", level: warning, reason: a test}\n"
		tree = with(tree, "content/site.yaml", slices.Concat(settings.Data, []byte(lowered)))
		tree = recorded(tree)
		if changed := bytes.Replace(facts.Data, []byte("27%"), []byte("28%"), 1); tree[ledger.File] != nil && !bytes.Equal(changed, facts.Data) {
			judged++
			if _, r := output(with(tree, "content/facts.yaml", changed), Options{}); !r.Failed() {
				t.Errorf("%s lowered: a fact changes in silence", e.Code)
			}
		}
		page := tree["content/index.md"]
		if page == nil {
			continue
		}
		judged++
		if _, r := output(with(tree, "content/index.md", slices.Concat(page.Data, []byte("\nLoose: 99 things.\n"))), Options{}); !r.Failed() {
			t.Errorf("%s lowered: a loose figure passes", e.Code)
		}
	}
	if judged < 80 {
		t.Errorf("only %d cases were judged", judged)
	}
	both := with(base(), "content/site.yaml", slices.Concat(base()["content/site.yaml"].Data, []byte(
		"severity:\n  - {code: severity-locked, level: warning, reason: a}\n  - {code: figure-loose, level: warning, reason: b}\n")))
	both = with(both, "content/index.md", []byte("---\ntitle: A\ndescription: B.\n---\n\n99 things.\n"))
	both = recorded(both)
	if _, r := output(both, Options{}); !strings.Contains(shown(both, r), "99") {
		t.Errorf("two settings let a loose figure pass:\n%v", r.Findings)
	}
}
