package lsp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"

	"explainer/internal/build"
)

// slow is a server whose looks wait for a word.
func slow(t *testing.T) (e *editor, let chan struct{}, looks *atomic.Int64) {
	t.Helper()
	let, looks = make(chan struct{}), new(atomic.Int64)
	tree := bridge(t)
	e = startWith(t, tree, Options{
		Root: "/site", Open: func(string) fs.FS { return tree },
		Judge: func() (build.Options, error) {
			looks.Add(1)
			<-let
			return build.Options{}, nil
		},
	})
	e.units = "utf-16"
	return e, let, looks
}

// TestBusy: while a look lasts, typing adds up to one more; completion answers meanwhile, and a request that waits for
// the look can be taken back.
func TestBusy(t *testing.T) {
	e, let, looks := slow(t)
	e.hello()
	let <- struct{}{}
	e.settled()
	e.texts["content/index.md"] = e.text("content/index.md")
	e.tell("textDocument/didOpen", object{"textDocument": object{"uri": "file:///site/content/index.md", "version": 1, "text": e.texts["content/index.md"]}})
	text := e.texts["content/index.md"]
	for i := range 200 {
		e.tell("textDocument/didChange", object{"textDocument": object{"uri": "file:///site/content/index.md", "version": i + 2}, "contentChanges": []object{{"text": text + strings.Repeat("x", i) + " <fact:co"}}})
	}
	e.texts["content/index.md"] = text + strings.Repeat("x", 199) + " <fact:co"
	if got := e.ask("textDocument/completion", e.document("content/index.md", object{"position": e.at("content/index.md", "x <fact:co|")})); !strings.Contains(got, "cost.first") {
		t.Errorf("completion waits, or offers %s", got)
	}
	hover, _ := json.Marshal(e.document("content/index.md", object{"position": e.at("content/index.md", "<fact:co|st>")}))
	e.send(fmt.Sprintf(`{"id":"h","method":"textDocument/hover","params":%s}`, hover))
	e.send(fmt.Sprintf(`{"id":"h","method":"textDocument/hover","params":%s}`, hover))
	if _, got := e.next(); !strings.Contains(got, "-32600") {
		t.Errorf("a second request of one id is answered %s", got)
	}
	e.send(`{"method":"$/cancelRequest","params":{"id":"h"}}`)
	if _, got := e.next(); !strings.Contains(got, "-32800") || !strings.Contains(got, `"id":"h"`) {
		t.Errorf("a request that was taken back is answered %s", got)
	}
	close(let)
	e.settled()
	if n := looks.Load(); n > 4 {
		t.Errorf("200 edits took %d looks", n)
	}
	if got := e.said["file:///site/content/index.md"]; !strings.Contains(got, `"version":201`) || strings.Count(got, `"code"`) != 1 {
		t.Errorf("the last word is %s", got)
	}
}
