package lsp

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/build"
)

// TestRenameEverywhere gives entries of our own site another id, one in fifteen of every section, and finds nothing
// wrong but what the ledger notes: no place that names an entry was missed, and nothing else was touched.
func TestRenameEverywhere(t *testing.T) {
	tree := fstest.MapFS{}
	files, err := filepath.Glob("../../content/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree["content/"+filepath.Base(file)] = &fstest.MapFile{Data: data}
	}
	e := start(t, tree)
	e.units = "utf-16"
	e.hello()
	var entries []symbol
	if err := json.Unmarshal([]byte(e.ask("textDocument/documentSymbol", e.document("content/facts.yaml", nil))), &entries); err != nil || len(entries) < 100 {
		t.Fatal(len(entries), err)
	}
	named := 0
	for i := 0; i < len(entries); i += 15 {
		id := entries[i].Name
		p := e.document("content/facts.yaml", object{"position": entries[i].Selection.Start})
		p["newName"] = "renamed." + id
		var edit workspaceEdit
		if err := json.Unmarshal([]byte(e.ask("textDocument/rename", p)), &edit); err != nil || len(edit.Changes) == 0 {
			t.Errorf("%s: %v", id, err)
			continue
		}
		now := maps.Clone(tree)
		for uri, edits := range edit.Changes {
			file := strings.TrimPrefix(uri, "file:///site/")
			text := newText(tree[file].Data)
			for _, x := range slices.Backward(edits) {
				text = text.change(contentChange{Range: &x.Range, Text: x.Text}, utf16Units)
			}
			now[file] = &fstest.MapFile{Data: text.src}
			named += len(edits)
		}
		report := new(build.Judge).Run(now, build.Options{}, nil)
		for _, f := range report.Findings {
			if f.Code != "ledger-unrecorded" {
				t.Errorf("%s: %s: %s", id, f.Span.File, f.Message)
			}
		}
		if len(report.Findings) == 0 {
			t.Errorf("%s: the ledger does not notice", id)
		}
	}
	if named < 50 {
		t.Errorf("%d places", named)
	}
}
