package lsp

import (
	"bytes"
	"io/fs"
)

// document is a file that is open in the editor.
type document struct {
	*text
	uri     string // as the editor writes it
	version int
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
