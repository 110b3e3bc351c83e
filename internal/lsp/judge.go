package lsp

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/site"
)

const (
	calm           = 5 * time.Millisecond // after a change, for what an editor sends with it
	maxDiagnostics = 1000                 // of one file
)

// judge looks at the site whenever something changed, as it is by then: while one look lasts, changes add up to one
// more, however fast the author types.
func (s *server) judge(ctx context.Context) {
	p := publisher{s: s, told: map[string][]byte{}}
	var judge build.Judge
	for {
		select {
		case <-s.dirty:
		case <-ctx.Done():
			return
		}
		time.Sleep(calm)
		s.mu.Lock()
		now := look{tree: tree{s.look.disk, maps.Clone(s.open)}, edits: s.edits}
		changed := append([]string{}, s.changed...)
		if s.all {
			changed = nil
		}
		s.changed, s.all = nil, false
		s.mu.Unlock()
		if err := s.see(&judge, &now, changed); err != nil {
			s.log("the site cannot be judged: %v", err)
			judge = build.Judge{}
		}
		if ctx.Err() != nil {
			return
		}
		p.publish(now) // first, so that who asks after it sees what the editor shows
		s.mu.Lock()
		if now.Index == nil {
			now.Judgement = s.look.Judgement // what was known is better than nothing
		}
		s.look = now
		if now.Index != nil && (s.known == nil || now.Index.Sheet.Size() > 0) {
			s.known = now.Index
		}
		close(s.looked)
		s.looked = make(chan struct{})
		s.mu.Unlock()
	}
}

// see judges the site. A fault of this program costs a look, not the editor its server.
func (s *server) see(judge *build.Judge, now *look, changed []string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	o, err := s.o.Judge()
	if err != nil {
		return err
	}
	now.Judgement = judge.Run(now.tree, o, changed)
	return now.Err
}

// publisher tells the editor what was found, file by file, where that is something else than before.
type publisher struct {
	s    *server
	told map[string][]byte // by URI, as it was sent
}

func (p *publisher) publish(l look) {
	v := l.viewed(p.s)
	byFile := map[string][]diagnostic{}
	for _, f := range l.Findings {
		file := cmp.Or(f.Span.File, site.ConfigFile) // of the site as a whole
		if len(byFile[file]) < maxDiagnostics {
			byFile[file] = append(byFile[file], v.diagnostic(f))
		}
	}
	uris := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		params := publishParams{URI: p.s.uri(l, file), Diagnostics: byFile[file]}
		if d := l.open[file]; d != nil {
			params.Version = &d.version
		}
		uris[params.URI] = true
		p.tell(params)
	}
	for _, uri := range slices.Sorted(maps.Keys(p.told)) {
		if !uris[uri] {
			delete(p.told, uri)
			p.s.wire.notify("textDocument/publishDiagnostics", publishParams{URI: uri, Diagnostics: []diagnostic{}})
		}
	}
}

func (p *publisher) tell(params publishParams) {
	said, err := json.Marshal(params) // with the version: an editor may have passed over what was of an older one
	if err != nil || bytes.Equal(p.told[params.URI], said) {
		return
	}
	p.told[params.URI] = said
	p.s.wire.notify("textDocument/publishDiagnostics", params)
}

// view turns places of a look into those of the protocol, and reads each file once.
type view struct {
	look
	s     *server
	texts map[string]*text
}

func (l look) viewed(s *server) *view { return &view{l, s, map[string]*text{}} }

func (v *view) text(file string) *text {
	t := v.texts[file]
	if t == nil {
		t = v.look.text(file)
		v.texts[file] = t
	}
	return t
}

func (v *view) span(at diag.Span) span { return v.text(at.File).span(at.Start, at.End, v.s.units) }

func (v *view) location(at diag.Span) location { return location{v.s.uri(v.look, at.File), v.span(at)} }

// diagnostic is a finding as an editor shows it.
func (v *view) diagnostic(f diag.Finding) diagnostic {
	at := f.Span
	if at.File == "" {
		at = diag.Span{File: site.ConfigFile}
	}
	d := diagnostic{Range: v.span(at), Severity: 1, Code: f.Code, Source: "explainer", Message: diag.Clean(f.Message)}
	if f.Level == diag.Warning {
		d.Severity = 2
	}
	if f.Hint != "" {
		d.Message += "\nhint: " + diag.Clean(f.Hint)
	}
	if v.s.o.Docs != "" {
		d.About = &codeAbout{v.s.o.Docs + "#" + f.Code}
	}
	if c := f.Choice; c.Set() {
		d.Message += fmt.Sprintf("\nlevel: %s by default: %s", c.Was, diag.Clean(c.Reason))
	}
	if v.s.can.related {
		d.Related = v.related(f)
	}
	return d
}

// related is what a finding was held against.
func (v *view) related(f diag.Finding) []relatedTo {
	var all []relatedTo
	if f.Beside != nil {
		for _, at := range f.Beside.See {
			before, behind := v.text(at.File).line(at.Start)
			all = append(all, relatedTo{v.location(at), diag.Clean(strings.TrimSpace(before + behind))})
		}
	}
	if c := f.Choice; c.Set() {
		all = append(all, relatedTo{v.location(c.At), "this changes its level"})
	}
	return all
}
