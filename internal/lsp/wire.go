package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

const (
	maxContent = 64 << 20 // bytes of one message: the largest facts file, every byte of it escaped
	maxHeader  = 4 << 10  // bytes of one line of a header
)

// message is a request, a notification or a response, as it comes. A request has an ID and a Method, a notification
// no ID, a response no Method.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// The codes of errors, of JSON-RPC and of the protocol.
const (
	codeParse          = -32700
	codeInvalidRequest = -32600
	codeNoMethod       = -32601
	codeInvalidParams  = -32602
	codeInternal       = -32603
	codeNotInitialized = -32002
	codeCancelled      = -32800
	codeRequestFailed  = -32803
)

// fault is an error as the client is told it.
type fault struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (f *fault) Error() string { return f.Message }

func faultf(code int, format string, args ...any) *fault {
	return &fault{code, fmt.Sprintf(format, args...)}
}

// wire carries messages, each behind a header that says how long it is. It is our own, small as it is, since it
// bounds what a message may take, and goes on behind bytes that are out of place.
type wire struct {
	in *bufio.Reader

	mu     sync.Mutex
	out    io.Writer
	closed bool
}

// read returns the content of the next message. A fault is one of the client: the wire goes on behind it. Any other
// error is the end.
func (w *wire) read() ([]byte, error) {
	n, err := w.header()
	if err != nil {
		return nil, err
	}
	if n > maxContent {
		if _, err := io.CopyN(io.Discard, w.in, n); err != nil {
			return nil, err
		}
		return nil, faultf(codeInvalidRequest, "a message of %d bytes is too large: %d at most", n, maxContent)
	}
	content, err := io.ReadAll(io.LimitReader(w.in, n)) // its buffer grows as bytes come, not as they are promised
	if err == nil && int64(len(content)) < n {
		err = io.ErrUnexpectedEOF
	}
	return content, err
}

// header reads to the empty line before a message, and returns the length of that. Whatever else stands there is
// passed over, so that a client that lost its way is heard again at its next message.
func (w *wire) header() (length int64, err error) {
	length = -1
	for seen := false; ; {
		line, err := w.line()
		if err != nil {
			return 0, err
		}
		if line == "" && seen {
			break
		}
		seen = seen || line != ""
		if m := lengthField.FindStringSubmatch(line); m != nil {
			n, err := strconv.ParseInt(strings.TrimSpace(m[1]), 10, 64)
			if length = n; err != nil {
				length = -1
			}
		}
	}
	if length < 0 {
		return 0, faultf(codeParse, "a message came without a Content-Length")
	}
	return length, nil
}

// lengthField may stand behind what is left of a message that was longer than it said.
var lengthField = regexp.MustCompile(`(?i).*content-length:(.*)`)

// line reads one line of a header; of one that is too long, its end.
func (w *wire) line() (string, error) {
	var line []byte
	for {
		part, err := w.in.ReadSlice('\n')
		line = append(line, part...)
		line = line[max(0, len(line)-maxHeader):]
		switch {
		case err == nil:
			return strings.TrimRight(string(line), "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}

// write sends one message. What cannot be sent has nobody to go to: the end of the client is seen where it is read.
func (w *wire) write(v any) {
	var content bytes.Buffer
	enc := json.NewEncoder(&content)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("lsp: " + err.Error()) // the shapes of the protocol can be written
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		_, _ = fmt.Fprintf(w.out, "Content-Length: %d\r\n\r\n%s", content.Len(), content.Bytes())
	}
}

// close makes write send nothing more.
func (w *wire) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
}

// answer responds to a request; an err that is no fault is one of this program.
func (w *wire) answer(id json.RawMessage, result any, err error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	if err != nil {
		f, ok := errors.AsType[*fault](err)
		if !ok {
			f = &fault{codeInternal, err.Error()}
		}
		w.write(struct {
			Version string          `json:"jsonrpc"`
			ID      json.RawMessage `json:"id"`
			Error   *fault          `json:"error"`
		}{"2.0", id, f})
		return
	}
	w.write(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  any             `json:"result"`
	}{"2.0", id, result})
}

// notify tells the client something.
func (w *wire) notify(method string, params any) {
	w.write(struct {
		Version string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", method, params})
}

// ask sends a request whose response nobody waits for.
func (w *wire) ask(id, method string, params any) {
	w.write(struct {
		Version string `json:"jsonrpc"`
		ID      string `json:"id"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", id, method, params})
}
