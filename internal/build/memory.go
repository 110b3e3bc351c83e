package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sync"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// A Memory spares a build what the one before it did: a page comes from memory while its own bytes are the
// same, and all else that it may lean on. A build with a Memory finds and makes what one without it does. The
// zero Memory remembers nothing; it serves one build at a time.
type Memory struct {
	mu     sync.Mutex
	around [sha256.Size]byte
	pages  map[string]*remembered // by file
}

type remembered struct {
	src   []byte
	meta  *site.Meta
	found diag.List // in the front matter
	page  *result   // nil where it is to be built
}

// meta is site.ReadMeta with a memory.
func (m *Memory) meta(file string, src []byte, l *diag.List) *site.Meta {
	r := m.pages[file]
	if r == nil || !bytes.Equal(r.src, src) {
		r = &remembered{src: src}
		r.meta = site.ReadMeta(file, src, &r.found)
		if m.pages == nil {
			m.pages = map[string]*remembered{}
		}
		m.pages[file] = r
	}
	l.Join(&r.found)
	return r.meta
}

// around is a hash of all that a page may lean on but its own bytes: settings, facts, ledger, templates, names of
// static files, and of each page what stands there before its text, and which figures it shows.
func (r *run) around(src *content) (sum [sha256.Size]byte) {
	h := sha256.New()
	put := func(name string, data []byte) {
		fmt.Fprintf(h, "%q %d\n", name, len(data))
		h.Write(data)
	}
	fmt.Fprintf(h, "%q %t %q %t\n", r.o.BaseURL, r.o.Draft, r.o.Version, r.ledger != nil)
	put(src.config.File, src.config.Data)
	for _, f := range src.facts {
		put(f.Name, f.Data)
	}
	put("", src.ledger)
	for _, name := range r.assets.names {
		put(name, []byte(r.assets.files[name].out))
	}
	for path, text := range r.layouts.Sources() {
		put(path, []byte(text))
	}
	for _, m := range r.index.Pages {
		data := src.byFile[m.File]
		put(m.File, data[:min(m.Body, len(data))])
		fmt.Fprintf(h, "%q\n", m.Figures())
	}
	h.Sum(sum[:0])
	return sum
}

// settle drops all pages if what they lean on has changed, and those whose files are gone.
func (m *Memory) settle(around [sha256.Size]byte, files map[string][]byte) {
	for file, r := range m.pages {
		if _, there := files[file]; !there {
			delete(m.pages, file)
		} else if around != m.around {
			r.page = nil
		}
	}
	m.around = around
}

// page is what a page came to, nil where that is not known. It must not be changed.
func (m *Memory) page(file string) *result {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.pages[file].page
}

func (m *Memory) keep(file string, p *result) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages[file].page = p
}

// forget is for a build that did not get to its end.
func (m *Memory) forget() {
	if m != nil {
		m.pages = nil
	}
}
