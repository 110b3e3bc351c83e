package lsp

import (
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"runtime/debug"

	"explainer/internal/build"
	"explainer/internal/site"
)

// look is a judgement, with the files that were judged.
type look struct {
	build.Judgement
	tree
	edits int // that it knows of
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
