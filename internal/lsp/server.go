// Package lsp answers an editor while the author types.
//
// It is a server of the Language Server Protocol: what an editor shows is the judgement of a site by package build, of
// the files as they stand in the editor. Messages are read one after the other, and those that change a document are
// carried out at once; the site is judged beside that, always as it is by then, and requests are answered beside both.
package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime/debug"
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

// document is a file that is open in the editor.
type document struct {
	*text
	uri     string // as the editor writes it
	version int
}

// look is a judgement, with the files that were judged.
type look struct {
	build.Judgement
	tree
	edits int // that it knows of
}

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

// watch asks to be told of files that change on disk.
func (s *server) watch() {
	if !s.can.watch {
		return
	}
	s.can.watch = false // once is enough
	globs := []watcher{{"**/content/**"}, {"**/static/**"}, {"**/templates/**"}}
	s.wire.ask("watch", "client/registerCapability", registrations{[]registration{{"watch", "workspace/didChangeWatchedFiles", watchers{globs}}}})
}

// note says that files changed; without a name, that any may have.
func (s *server) note(files ...string) {
	s.mu.Lock()
	s.edits++
	s.changed = append(s.changed, files...)
	s.all = s.all || len(files) == 0
	s.mu.Unlock()
	select {
	case s.dirty <- struct{}{}:
	default: // one is due already
	}
}

func (s *server) opened(p documentParams) {
	file, ok := s.file(p.Document.URI)
	if !ok || p.Document.Text == nil {
		return
	}
	d := &document{newText([]byte(*p.Document.Text)), p.Document.URI, p.Document.Version}
	s.mu.Lock()
	disk := s.look.disk
	s.open[file] = d
	s.mu.Unlock()
	if data, err := fs.ReadFile(disk, file); err == nil && bytes.Equal(data, d.src) {
		s.note(file)
		return
	}
	s.note()
}

func (s *server) edited(p changeParams) {
	file, ok := s.file(p.Document.URI)
	s.mu.Lock()
	d := s.open[file]
	if !ok || d == nil {
		s.mu.Unlock()
		return
	}
	t := d.text
	for _, c := range p.Changes {
		t = t.change(c, s.units)
	}
	s.open[file] = &document{t, d.uri, p.Document.Version}
	s.mu.Unlock()
	s.note(file)
}

func (s *server) closed(p documentParams) {
	file, ok := s.file(p.Document.URI)
	if !ok {
		return
	}
	s.mu.Lock()
	delete(s.open, file)
	s.mu.Unlock()
	s.note()
}

func (s *server) watched(p watchedParams) {
	for _, c := range p.Changes {
		file, ok := s.file(c.URI)
		s.mu.Lock()
		hidden := s.open[file] != nil // by what stands in the editor
		s.mu.Unlock()
		if ok && !hidden {
			s.note()
			return
		}
	}
}

func (s *server) cancel(p cancelParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stop := s.pending[string(p.ID)]; stop != nil {
		stop()
	}
}

// asked answers a request beside the reading. What an answer leans on is seen when the request comes.
func (s *server) asked(ctx context.Context, m message) {
	answer, ok := requests[m.Method]
	if !ok {
		s.wire.answer(m.ID, nil, faultf(codeNoMethod, "there is no %s here", clip(m.Method)))
		return
	}
	ctx, stop := context.WithCancel(ctx)
	s.mu.Lock()
	if s.pending[string(m.ID)] != nil {
		s.mu.Unlock()
		stop()
		s.wire.answer(m.ID, nil, faultf(codeInvalidRequest, "a request with this id is being answered"))
		return
	}
	s.pending[string(m.ID)] = stop
	q := &question{s: s, ctx: ctx, params: m.Params, open: maps.Clone(s.open), edits: s.edits, known: s.known}
	s.mu.Unlock()
	go func() {
		defer stop()
		result, err := answered(q, answer)
		if ctx.Err() != nil {
			result, err = nil, faultf(codeCancelled, "cancelled")
		}
		s.mu.Lock()
		delete(s.pending, string(m.ID))
		s.mu.Unlock()
		s.wire.answer(m.ID, result, err)
	}()
}

// answered is an answer. A fault of this program costs one of them, not the editor its server.
func answered(q *question, answer func(*question) (any, error)) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = faultf(codeInternal, "%v\n%s", r, debug.Stack())
		}
	}()
	return answer(q)
}

// requests are what an editor may ask.
var requests = map[string]func(*question) (any, error){
	"textDocument/completion":     complete,
	"textDocument/hover":          describe,
	"textDocument/definition":     define,
	"textDocument/references":     refer,
	"textDocument/documentSymbol": list,
	"textDocument/codeAction":     act,
	"textDocument/prepareRename":  prepare,
	"textDocument/rename":         rename,
}

// question is a request with what it is asked of.
type question struct {
	s      *server
	ctx    context.Context
	params json.RawMessage
	open   map[string]*document // as it was when the request came
	edits  int
	known  *site.Index // nil: nothing was looked at yet
}

// read reads the parameters, and which file of the site they name; "" of another.
func (q *question) read(params any, named *documentParams) (file string, err error) {
	if err := json.Unmarshal(q.params, params); err != nil {
		return "", faultf(codeInvalidParams, "the parameters cannot be read: %v", err)
	}
	file, _ = q.s.file(named.Document.URI)
	return file, nil
}

// look is the judgement of the site as it was when the request came, or later.
func (q *question) look() (look, error) {
	for {
		q.s.mu.Lock()
		now, next := q.s.look, q.s.looked
		q.s.mu.Unlock()
		if now.edits >= q.edits && now.Index != nil {
			return now, nil
		}
		select {
		case <-next:
		case <-q.ctx.Done():
			return look{}, q.ctx.Err()
		}
	}
}

// text gives a file as it was judged; an empty one where there is none.
func (l look) text(file string) *text {
	if d := l.open[file]; d != nil {
		return d.text
	}
	data, err := fs.ReadFile(l.disk, file)
	if err != nil {
		data = nil // it has gone
	}
	return newText(data)
}

func clip(s string) string { return s[:min(len(s), 100)] }
