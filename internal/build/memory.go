package build

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"explainer/internal/diag"
	"explainer/internal/layout"
	"explainer/internal/site"
)

// A Memory spares a build what the one before it did: a page comes from memory while its own bytes are the
// same, and all else that it may lean on. A build with a Memory finds and makes what one without it does. The
// zero Memory remembers nothing; it serves one build at a time.
type Memory struct {
	mu     sync.Mutex
	around [sha256.Size]byte
	pages  map[string]*remembered // by file

	folders [sha256.Size]byte // static/ and templates/, and what came of them
	assets  *assets
	layouts *layout.Set // nil: nothing is remembered of them
	look    diag.List
}

type remembered struct {
	src   []byte
	meta  *site.Meta
	found diag.List // in the front matter
	page  *result   // nil where it is to be built
}

// looks gives a run its assets and layouts: those of the last one, where the files are the same. The templates are then
// as good as drawn, which is much of the work of a small site.
func (m *Memory) looks(r *run, in fs.FS) {
	if m == nil {
		r.readLooks(in)
		return
	}
	sum, known := hashFolders(in, "static", "templates")
	if m.layouts == nil || !known || sum != m.folders {
		r.readLooks(in)
		m.folders, m.assets, m.layouts, m.look = sum, r.assets, r.layouts, r.look
		return
	}
	r.assets, r.layouts, r.look = m.assets, m.layouts, m.look
}

// hashFolders is a hash of all that stands in folders; false where that may not be all, since a link leads elsewhere or
// something cannot be read.
func hashFolders(in fs.FS, folders ...string) (sum [sha256.Size]byte, known bool) {
	h, known := sha256.New(), true
	for _, folder := range folders {
		if info, err := fs.Lstat(in, folder); err == nil && !info.IsDir() {
			return sum, false
		}
		// What cannot be walked through stands in the hash as that.
		_ = fs.WalkDir(in, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				known = known && errors.Is(err, fs.ErrNotExist)
				return nil
			}
			fmt.Fprintf(h, "%q %v\n", name, d.Type())
			switch {
			case d.IsDir():
			case !d.Type().IsRegular():
				known = false
			default:
				var data []byte
				if info, e := d.Info(); e == nil && info.Size() <= maxStatic {
					data, err = fs.ReadFile(in, name)
				} else {
					fmt.Fprintln(h, "too large")
				}
				known = known && err == nil
				fmt.Fprintln(h, len(data))
				h.Write(data)
			}
			return nil
		})
	}
	h.Sum(sum[:0])
	return sum, known
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
		m.pages, m.layouts = nil, nil
	}
}
