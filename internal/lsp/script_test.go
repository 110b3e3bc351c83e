package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/build"
	"explainer/internal/value"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata")

// editor is the other end of a server.
type editor struct {
	t     testing.TB
	tree  fstest.MapFS
	texts map[string]string // what stands in it, by file
	to    io.WriteCloser
	heard chan message
	ended chan error
	ids   int
	units string            // in which it counts
	said  map[string]string // diagnostics as they came since they were last asked for, by file
}

type heardMessage struct {
	message
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

// message is kept with its bytes, to be read again as what it is.
func (e *editor) hear(from io.Reader) {
	in := bufio.NewReader(from)
	for {
		w := &wire{in: in}
		content, err := w.read()
		if err != nil {
			close(e.heard)
			return
		}
		e.heard <- message{Params: content}
	}
}

// start starts a server for a site.
func start(t *testing.T, tree fstest.MapFS) *editor {
	t.Helper()
	return startWith(t, tree, Options{
		Root: "/site", Open: func(string) fs.FS { return tree }, Docs: "https://example.org/codes", Version: "1",
		Judge: func() (build.Options, error) {
			return build.Options{Today: value.Date{Year: 2026, Month: 5, Day: 1}, Due: true}, nil
		},
	})
}

func startWith(t testing.TB, tree fstest.MapFS, o Options) *editor {
	t.Helper()
	in, to := io.Pipe()
	from, out := io.Pipe()
	e := &editor{t: t, tree: tree, texts: map[string]string{}, to: to, heard: make(chan message, 1000), ended: make(chan error, 1), said: map[string]string{}}
	go e.hear(from)
	go func() {
		err := Serve(in, out, o)
		out.Close()
		e.ended <- err
	}()
	t.Cleanup(func() { to.Close() })
	return e
}

func (e *editor) send(content string) {
	e.t.Helper()
	if _, err := fmt.Fprintf(e.to, "Content-Length: %d\r\n\r\n%s", len(content), content); err != nil {
		e.t.Fatal(err)
	}
}

// next is the next message that is no diagnostic, or "" at the end.
func (e *editor) next() (heardMessage, string) {
	e.t.Helper()
	for {
		select {
		case m, ok := <-e.heard:
			if !ok {
				return heardMessage{}, ""
			}
			var h heardMessage
			if err := json.Unmarshal(m.Params, &h); err != nil {
				e.t.Fatalf("%s: %v", m.Params, err)
			}
			if h.Method == "textDocument/publishDiagnostics" {
				var p publishParams
				if err := json.Unmarshal(h.Params, &p); err != nil {
					e.t.Fatal(err)
				}
				e.said[p.URI] = string(h.Params)
				continue
			}
			return h, string(m.Params)
		case <-time.After(time.Minute):
			e.t.Fatal("the server says nothing")
		}
	}
}

// ask sends a request, and returns its result or its error.
func (e *editor) ask(method string, params any) string {
	e.t.Helper()
	e.ids++
	data, err := json.Marshal(params)
	if err != nil {
		e.t.Fatal(err)
	}
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, e.ids, method, data))
	for {
		h, _ := e.next()
		if string(h.ID) == strconv.Itoa(e.ids) && h.Method == "" {
			return string(h.Result) + string(h.Error)
		}
		if h.ID == nil && h.Method == "" {
			e.t.Fatalf("%s: the server ended", method)
		}
	}
}

func (e *editor) tell(method string, params any) {
	e.t.Helper()
	data, err := json.Marshal(params)
	if err != nil {
		e.t.Fatal(err)
	}
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, data))
}

func (e *editor) hello() string {
	e.t.Helper()
	answer := e.ask("initialize", json.RawMessage(`{"capabilities":{"general":{"positionEncodings":["`+e.units+`"]},"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}},"textDocument":{"publishDiagnostics":{"relatedInformation":true},"hover":{"contentFormat":["markdown"]}}}}`))
	e.tell("initialized", struct{}{})
	return answer
}

// settled waits until what was sent has been judged.
func (e *editor) settled() {
	e.t.Helper()
	e.ask("textDocument/documentSymbol", e.document("content/facts.yaml", nil))
}

type object = map[string]any

func (e *editor) document(file string, more object) object {
	p := object{"textDocument": object{"uri": "file:///site/" + file}}
	maps.Copy(p, more)
	return p
}

// text is what the editor shows of a file.
func (e *editor) text(file string) string {
	if text, ok := e.texts[file]; ok {
		return text
	}
	if f := e.tree[file]; f != nil {
		return string(f.Data)
	}
	return ""
}

// position counts as a client does, apart from how the server counts.
func (e *editor) position(text string, offset int) object {
	before := text[:offset]
	line := strings.Count(before, "\n")
	last := before[strings.LastIndexByte(before, '\n')+1:]
	n := len(utf16.Encode([]rune(last)))
	if e.units == "utf-8" {
		n = len(last)
	}
	return object{"line": line, "character": n}
}

// at finds a place: the bar in `<fact:sh|are>`.
func (e *editor) at(file, marked string) object {
	e.t.Helper()
	before, after, _ := strings.Cut(marked, "|")
	i := strings.Index(e.text(file), before+after)
	if i < 0 {
		e.t.Fatalf("%s does not stand in %s", marked, file)
	}
	return e.position(e.text(file), i+len(before))
}

// do carries out a line of a script, and returns what came of it.
func (e *editor) do(args []string) string {
	e.t.Helper()
	file := ""
	if len(args) > 1 {
		file = args[1]
	}
	place := func() object { return e.document(file, object{"position": e.at(file, args[2])}) }
	switch args[0] {
	case "open":
		text := e.text(file)
		if len(args) > 2 {
			text = args[2]
		}
		e.texts[file] = text
		e.tell("textDocument/didOpen", object{"textDocument": object{"uri": "file:///site/" + file, "version": 1, "text": e.texts[file], "languageId": "markdown"}})
	case "edit":
		i := strings.Index(e.texts[file], args[2])
		if i < 0 {
			e.t.Fatalf("%q does not stand in %s", args[2], file)
		}
		p := object{"textDocument": object{"uri": "file:///site/" + file, "version": 2}, "contentChanges": []object{{
			"range": object{"start": e.position(e.texts[file], i), "end": e.position(e.texts[file], i+len(args[2]))}, "text": args[3],
		}}}
		e.texts[file] = strings.Replace(e.texts[file], args[2], args[3], 1)
		e.tell("textDocument/didChange", p)
	case "close":
		delete(e.texts, file)
		e.tell("textDocument/didClose", e.document(file, nil))
	case "disk":
		e.tree[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(e.tree[file].Data), args[2], args[3], 1))}
		e.tell("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": "file:///site/" + file, "type": 2}}})
	case "diagnostics":
	case "hover", "definition", "completion", "prepareRename":
		return e.ask("textDocument/"+args[0], place())
	case "references":
		p := place()
		p["context"] = object{"includeDeclaration": true}
		return e.ask("textDocument/references", p)
	case "rename":
		p := place()
		p["newName"] = args[3]
		return e.ask("textDocument/rename", p)
	case "symbols":
		return e.ask("textDocument/documentSymbol", e.document(file, nil))
	case "actions":
		at := e.at(file, args[2])
		return e.ask("textDocument/codeAction", e.document(file, object{"range": object{"start": at, "end": at}, "context": object{"diagnostics": []object{}}}))
	default:
		e.t.Fatalf("there is no command %s", args[0])
	}
	e.settled()
	var out []string
	for _, uri := range slices.Sorted(maps.Keys(e.said)) {
		out = append(out, e.said[uri])
	}
	clear(e.said)
	return strings.Join(out, "\n")
}

// splitWords splits a line at spaces; what stands in quotes is one word.
func splitWords(line string) []string {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if quoted, err := strconv.QuotedPrefix(line); err == nil {
			word, _ := strconv.Unquote(quoted)
			words, line = append(words, word), line[len(quoted):]
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		words, line = append(words, word), rest
	}
	return words
}

// TestScripts carries out every script of testdata on its site, and holds the answers against those that stand there.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			script, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree := bridge(t)
			for _, f := range script.Files {
				tree[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			e := start(t, tree)
			e.units = "utf-16"
			var got bytes.Buffer
			begun := false
			for line := range strings.Lines(string(script.Comment)) {
				switch line = strings.TrimSuffix(line, "\n"); {
				case strings.HasPrefix(line, "< "):
				case line == "", strings.HasPrefix(line, "# "):
					got.WriteString(line + "\n")
				default:
					got.WriteString(line + "\n")
					if line == "utf-8" {
						e.units = line
						continue
					}
					if !begun {
						e.hello()
						begun = true
					}
					for answer := range strings.Lines(e.do(splitWords(line))) {
						got.WriteString("< " + strings.TrimSuffix(answer, "\n") + "\n")
					}
				}
			}
			if *update {
				script.Comment = got.Bytes()
				if err := os.WriteFile(file, txtar.Format(script), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(script.Comment), got.String()); d != "" {
				t.Errorf("answers (-there +heard):\n%s", d)
			}
			e.ask("shutdown", nil)
			e.tell("exit", nil)
			if err := <-e.ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// bridge is a small site with something of everything; scripts lay their files over it.
func bridge(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/site/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	for _, f := range archive.Files {
		tree[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return tree
}
