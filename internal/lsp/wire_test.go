package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"explainer/internal/build"
)

const (
	initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	shutdown   = `{"jsonrpc":"2.0","id":9,"method":"shutdown"}`
	exit       = `{"jsonrpc":"2.0","method":"exit"}`
)

// framed puts a header before each message; what begins with a ! is written as it is.
func framed(messages ...string) string {
	var b strings.Builder
	for _, m := range messages {
		if raw, ok := strings.CutPrefix(m, "!"); ok {
			b.WriteString(raw)
			continue
		}
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(m), m)
	}
	return b.String()
}

// safe is a buffer for several goroutines.
type safe struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safe) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safe) bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.b.Bytes())
}

// exchange sends bytes to a server, and returns what it answered to requests, a line each: the id, and the code of the
// error or "ok".
func exchange(t testing.TB, in io.Reader) (answers string, err error) {
	t.Helper()
	tree := bridge(t)
	out := &safe{}
	err = Serve(in, out, Options{
		Root: "/site", Open: func(string) fs.FS { return tree },
		Judge: func() (build.Options, error) { return build.Options{}, nil },
	})
	w := &wire{in: bufio.NewReader(bytes.NewReader(out.bytes()))}
	var lines []string
	for {
		content, err := w.read()
		if errors.Is(err, io.EOF) {
			break
		}
		var m heardMessage
		if err != nil || json.Unmarshal(content, &m) != nil {
			t.Fatalf("the server says %q: %v", content, err)
		}
		if strings.Contains(string(content), "cannot be judged") || strings.Contains(string(content), "-32603") {
			t.Fatalf("%s", content)
		}
		if m.Method != "" {
			continue
		}
		line := string(m.ID) + " ok"
		if m.Error != nil {
			var f fault
			if err := json.Unmarshal(m.Error, &f); err != nil {
				t.Fatal(err)
			}
			line = fmt.Sprintf("%s %d", m.ID, f.Code)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", "), err
}

// TestLife: what comes out of order, or is no message, is answered as the protocol says, and ends nothing.
func TestLife(t *testing.T) {
	for _, c := range []struct {
		name    string
		sent    []string
		answers string
		ended   error
	}{
		{"as it should be", []string{initialize, `{"method":"initialized","params":{}}`, shutdown, exit}, "1 ok, 9 ok", nil},
		{"exit unasked", []string{initialize, exit}, "1 ok", ErrUnasked},
		{"exit at once", []string{exit}, "", ErrUnasked},
		{"gone", []string{initialize}, "1 ok", ErrUnasked},
		{"gone when asked", []string{initialize, shutdown}, "1 ok, 9 ok", nil},
		{"before initialize", []string{`{"id":4,"method":"textDocument/hover"}`, `{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///site/content/a.md","text":""}}}`, shutdown, initialize}, "4 -32002, 9 -32002, 1 ok", ErrUnasked},
		{"initialize twice", []string{initialize, strings.Replace(initialize, `"id":1`, `"id":2`, 1)}, "1 ok, 2 -32600", ErrUnasked},
		{"after shutdown", []string{initialize, shutdown, `{"id":4,"method":"textDocument/hover"}`, initialize, `{"method":"textDocument/didOpen"}`, exit}, "1 ok, 9 ok, 4 -32600, 1 -32600", nil},
		{"no JSON", []string{"{", "", "\xff", initialize}, "null -32700, null -32700, null -32700, 1 ok", ErrUnasked},
		{"no message", []string{"[]", "17", `"text"`, "null", "{}", `{"id":null}`, `{"id":1,"method":5}`, initialize}, "null -32600, null -32600, null -32600, null -32600, null -32600, null -32600, null -32600, 1 ok", ErrUnasked},
		{"a batch", []string{"[" + initialize + "]", initialize}, "null -32600, 1 ok", ErrUnasked},
		{"a response", []string{initialize, `{"id":"watch","result":null}`, `{"id":5,"error":{"code":1,"message":""}}`}, "1 ok", ErrUnasked},
		{"unknown methods", []string{initialize, `{"id":4,"method":"no/such"}`, `{"id":"five","method":"$/also"}`, `{"method":"$/setTrace"}`, `{"method":"no/such"}`}, "1 ok, 4 -32601, \"five\" -32601", ErrUnasked},
		{"parameters of another kind", []string{`{"id":3,"method":"initialize","params":[1]}`, initialize, `{"method":"textDocument/didOpen","params":7}`, `{"method":"textDocument/didChange"}`, `{"method":"$/cancelRequest","params":{"id":{}}}`, shutdown}, "3 -32602, 1 ok, 9 ok", nil},
		{"no header", []string{"!garbage\r\n\r\n", initialize}, "null -32700, 1 ok", ErrUnasked},
		{"garbage before a header", []string{"!garbage\r\n" + strings.Repeat("x", 100_000), initialize}, "1 ok", ErrUnasked},
		{"letters that grow", []string{"!\xff\xff\u0130\u0130\u0130Content-Length:" + fmt.Sprint(len(initialize)) + "\r\n\r\n" + initialize}, "1 ok", ErrUnasked},
		{"no length", []string{"!Content-Type: text/plain\r\n\r\n", "!Content-Length: five\r\n\r\n", "!Content-Length: -5\r\n\r\n", "!Content-Length: 99999999999999999999\r\n\r\n", initialize}, "null -32700, null -32700, null -32700, null -32700, 1 ok", ErrUnasked},
		{"other headers", []string{"!content-type: x\r\ncontent-length:" + fmt.Sprint(len(initialize)) + "\r\n\r\n" + initialize, "!\r\n\r\n", shutdown}, "1 ok, 9 ok", nil},
		{"plain line feeds", []string{"!Content-Length: " + fmt.Sprint(len(initialize)) + "\n\n" + initialize}, "1 ok", ErrUnasked},
		{"too large", []string{fmt.Sprintf("!Content-Length: %d\r\n\r\n%s", maxContent+1, strings.Repeat(" ", maxContent+1)), initialize}, "null -32600, 1 ok", ErrUnasked},
		{"cut short", []string{initialize, "!Content-Length: 1000000000\r\n\r\n{"}, "1 ok", ErrUnasked},
		{"cut within a header", []string{initialize, "!Content-Le"}, "1 ok", ErrUnasked},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := io.Reader(strings.NewReader(framed(c.sent...)))
			if c.name != "too large" {
				in = iotest.OneByteReader(in)
			}
			answers, err := exchange(t, in)
			if answers != c.answers || err != c.ended {
				t.Errorf("got %s, %v; want %s, %v", answers, err, c.answers, c.ended)
			}
		})
	}
}

// FuzzWire sends anything. The server ends with the input, never before, and says only what can be read.
func FuzzWire(f *testing.F) {
	open := `{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///site/content/index.md","version":1,"text":"---\ntitle: A\ndescription: B\n---\n😀 <fact:cost> 27%\n"}}}`
	place := `"params":{"textDocument":{"uri":"file:///site/content/index.md"},"position":{"line":4,"character":9}}}`
	f.Add([]byte(framed(initialize, open, `{"id":2,"method":"textDocument/hover",`+place, `{"id":3,"method":"textDocument/completion",`+place, shutdown, exit)))
	f.Add([]byte(framed(initialize, open, `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///site/content/index.md","version":2},"contentChanges":[{"range":{"start":{"line":4,"character":1},"end":{"line":2,"character":-9}},"text":"x"},{"text":"y"}]}}`, `{"id":2,"method":"textDocument/rename",`+strings.Replace(place, `"params":{`, `"params":{"newName":"x",`, 1))))
	f.Add([]byte(framed(initialize, open, `{"id":2,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///site/content/index.md"},"range":{"start":{"line":0,"character":0},"end":{"line":99,"character":0}}}}`, `{"method":"$/cancelRequest","params":{"id":2}}`, `{"id":4,"method":"textDocument/references",`+place, `{"id":5,"method":"textDocument/definition",`+place)))
	f.Add([]byte("Content-Length: 2\r\n\r\n{}Content-Length: 99\r\n\r\n"))
	f.Add([]byte("garbage\r\n\r\n\xff\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Whatever came before, a client that speaks plainly at the end is heard: unless it said exit.
		if bytes.Contains(data, []byte("exit")) || bytes.Contains(bytes.ToLower(data), []byte("content-length")) {
			_, _ = exchange(t, bytes.NewReader(data))
			return
		}
		answers, _ := exchange(t, io.MultiReader(bytes.NewReader(data), strings.NewReader("\r\n\r\n"+framed(initialize))))
		if !strings.HasSuffix(answers, "1 ok") {
			t.Errorf("after %q the server answers %s", data, answers)
		}
	})
}
