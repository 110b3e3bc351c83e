// Package lsp answers an editor while the author types.
//
// It is a server of the Language Server Protocol: what an editor shows is the judgement of a site by package build, of
// the files as they stand in the editor. Messages are read one after the other, and those that change a document are
// carried out at once; the site is judged beside that, always as it is by then, and requests are answered beside both.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"explainer/internal/build"
	"explainer/internal/site"
)

// Options say what to judge, and how. All functions are needed.
type Options struct {
	// Root is the folder of the site, absolute; "" is the first folder that the editor names.
	Root string
	// Home is the folder where the editor names none.
	Home string
	// Open gives the files of a site.
	Open func(root string) fs.FS
	// Judge says how to judge. It is asked before each look, since a day may end.
	Judge func() (build.Options, error)
	// Docs is the address of a page with a heading for each code of a finding, or "".
	Docs string
	// Version is that of the program.
	Version string
}

// ErrUnasked is returned by Serve where the editor went without a request to shut down.
var ErrUnasked = errors.New("the editor went without a word")

// Serve answers one editor until it says exit, or goes.
func Serve(in io.Reader, out io.Writer, o Options) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s := &server{
		o: o, wire: &wire{in: bufio.NewReader(in), out: out}, units: utf16Units,
		open: map[string]*document{}, pending: map[string]context.CancelFunc{}, dirty: make(chan struct{}, 1), looked: make(chan struct{}),
	}
	defer s.wire.close()
	for {
		content, err := s.wire.read()
		var f *fault
		switch {
		case errors.As(err, &f):
			s.wire.answer(nil, nil, f)
		case err != nil && s.state == finished:
			return nil
		case err != nil:
			return ErrUnasked
		case s.hear(ctx, content):
			if s.state != finished {
				return ErrUnasked
			}
			return nil
		}
	}
}

// server is the state of one editor.
type server struct {
	o    Options
	wire *wire

	// What follows belongs to the goroutine that reads.
	state state
	units encoding // how the editor counts characters; fixed once it has said so
	can   struct{ related, markdown, watch bool }
	root  string // of the site, as a URI that ends in a slash

	mu      sync.Mutex // guards what follows
	open    map[string]*document
	pending map[string]context.CancelFunc // requests that are being answered, by their id
	changed []string                      // files that changed since the last look began
	all     bool                          // any file may have
	edits   int                           // changes so far
	look    look                          // the last one
	known   *site.Index                   // the last that knew of any entry
	looked  chan struct{}                 // closed by the next look

	dirty chan struct{} // holds one where a look is due
}

// state is how far the life of a server has come.
type state uint8

const (
	fresh state = iota
	running
	finished // asked to shut down
)

// hear takes one message, and says whether it was the last.
func (s *server) hear(ctx context.Context, content []byte) (exit bool) {
	var m message
	if err := json.Unmarshal(content, &m); err != nil {
		code := codeParse
		if json.Valid(content) {
			code = codeInvalidRequest
		}
		s.wire.answer(nil, nil, faultf(code, "the message cannot be read: %v", err))
		return false
	}
	if string(m.ID) == "null" {
		m.ID = nil
	}
	switch {
	case m.Method == "" && m.ID == nil:
		s.wire.answer(nil, nil, faultf(codeInvalidRequest, "the message has no method"))
	case m.Method == "": // a response: nothing that we ask needs one
	case m.ID == nil:
		return s.told(m)
	case s.state == fresh && m.Method != "initialize":
		s.wire.answer(m.ID, nil, faultf(codeNotInitialized, "%s comes before initialize", m.Method))
	case s.state == finished:
		s.wire.answer(m.ID, nil, faultf(codeInvalidRequest, "%s comes after shutdown", m.Method))
	case m.Method == "initialize":
		result, err := s.initialize(m.Params)
		s.wire.answer(m.ID, result, err)
		if err == nil {
			go s.judge(ctx)
			s.note()
		}
	case m.Method == "shutdown":
		s.state = finished
		s.wire.answer(m.ID, nil, nil)
	default:
		s.asked(ctx, m)
	}
	return false
}

// told takes a notification, and says whether it was the last. One that cannot be read changes nothing.
func (s *server) told(m message) (exit bool) {
	if m.Method == "exit" {
		return true
	}
	if s.state != running {
		return false
	}
	var err error
	switch m.Method {
	case "initialized":
		s.watch()
	case "textDocument/didOpen":
		err = take(m.Params, s.opened)
	case "textDocument/didChange":
		err = take(m.Params, s.edited)
	case "textDocument/didClose":
		err = take(m.Params, s.closed)
	case "textDocument/didSave":
		s.note() // others may have been saved with it
	case "workspace/didChangeWatchedFiles":
		err = take(m.Params, s.watched)
	case "$/cancelRequest":
		err = take(m.Params, s.cancel)
	}
	if err != nil {
		s.log("%s: %v", m.Method, err)
	}
	return false
}

// take reads the parameters of a message and does something with them.
func take[P any](params json.RawMessage, do func(P)) error {
	var p P
	if err := json.Unmarshal(params, &p); err != nil {
		return faultf(codeInvalidParams, "the parameters cannot be read: %v", err)
	}
	do(p)
	return nil
}

func (s *server) log(format string, args ...any) {
	s.wire.notify("window/logMessage", logParams{1, "explainer: " + fmt.Sprintf(format, args...)})
}

// initialize agrees with the editor on what both can do.
func (s *server) initialize(params json.RawMessage) (any, error) {
	if s.state != fresh {
		return nil, faultf(codeInvalidRequest, "initialize came before")
	}
	var p initializeParams
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, faultf(codeInvalidParams, "the parameters cannot be read: %v", err)
	}
	s.state = running
	for _, e := range p.Capabilities.General.Encodings { // the editor's favourite first
		if e := encoding(e); e == utf8Units || e == utf16Units {
			s.units = e
			break
		}
	}
	s.can.related = p.Capabilities.TextDocument.Diagnostics.Related
	s.can.watch = p.Capabilities.Workspace.Watched.Dynamic
	for _, f := range p.Capabilities.TextDocument.Hover.Formats {
		s.can.markdown = s.can.markdown || f == "markdown"
	}
	s.place(p)
	return initializeResult{
		Capabilities: capabilities{
			Encoding:   string(s.units),
			Sync:       syncOptions{OpenClose: true, Change: 2, Save: true},
			Completion: completionOptions{Triggers: []string{":", "?", "=", "(", "<", "#", ".", "-", " "}},
			Hover:      true, Definition: true, References: true, Symbols: true,
			CodeActions: actionOptions{[]string{"quickfix", "source.fixAll"}},
			Rename:      renameOptions{Prepare: true},
		},
		Info: serverInfo{"explainer", s.o.Version},
	}, nil
}

// place finds the site.
func (s *server) place(p initializeParams) {
	root := s.o.Root
	for _, f := range append(p.Folders, folder{p.RootURI}) {
		if folder, ok := pathOf(f.URI); ok && root == "" {
			root = folder
		}
	}
	if root == "" {
		root = s.o.Home
	}
	s.root = strings.TrimSuffix(uriOf(root), "/") + "/"
	s.look.tree = tree{disk: s.o.Open(root)}
}
