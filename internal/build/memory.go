package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/layout"
	"explainer/internal/ledger"
	"explainer/internal/site"
)

// A Memory spares a build what the one before it did: a page comes from memory while its own bytes are the same, and
// all else that it may lean on; so does that, while nothing but the text of pages changes, and what hangs on it. A build
// with a Memory finds and makes what one without it does. The zero Memory remembers nothing; it serves one build at a
// time.
type Memory struct {
	ledger  known[*ledger.Ledger]
	sheet   known[*fact.Sheet]
	assets  *assets
	layouts *layout.Set

	around  [sha256.Size]byte
	index   *site.Index // nil: nothing is remembered
	figures *check.Figures
	found   diag.List              // by these two
	pages   map[string]*remembered // by file
	data    *fromData
	files   map[string][]byte // further ones, by published path: they hang on the index alone
	cards   *cards            // these, too
}

type remembered struct {
	src   []byte
	meta  *site.Meta
	front [sha256.Size]byte // of what others may know of the page: what stands before its text, and which figures it shows
	found diag.List         // in the front matter
	page  *result           // nil where it is to be built
}

// surroundings gives a run its index: the last one, where nothing but the text of pages has changed. Of pages it keeps
// what came of those whose text is the same, too.
func (m *Memory) surroundings(r *run, src *content) {
	if m == nil {
		r.readSurroundings(src, &r.l)
		return
	}
	m.readFronts(src.pages, &r.l)
	sum := r.around(src)
	if m.index == nil || sum != m.around {
		for _, p := range m.pages {
			p.page = nil
		}
		m.found, m.data, m.files, m.cards = diag.List{}, nil, map[string][]byte{}, nil
		r.layouts.Forget()
		r.readSurroundings(src, &m.found)
		m.around, m.index, m.figures = sum, r.index, r.figures
	}
	r.index, r.figures = m.index, m.figures
	r.l.Join(&m.found)
}

// readFronts reads what stands before the text of pages, and forgets pages that are gone.
func (m *Memory) readFronts(pages []site.Source, l *diag.List) {
	was := m.pages
	m.pages = make(map[string]*remembered, len(pages))
	for _, p := range pages {
		r := was[p.File]
		if r == nil || !bytes.Equal(r.src, p.Data) {
			r = &remembered{src: p.Data}
			r.meta = site.ReadMeta(p.File, p.Data, &r.found)
			r.front = sha256.Sum256(fmt.Appendf(nil, "%q %q %q\n", p.File, p.Data[:min(r.meta.Body, len(p.Data))], r.meta.Figures()))
		}
		m.pages[p.File] = r
		l.Join(&r.found)
	}
}

// meta is what readFronts read.
func (m *Memory) meta(file string, _ []byte, _ *diag.List) *site.Meta { return m.pages[file].meta }

// around is a hash of all that a page may lean on but its own bytes: settings, facts, ledger, templates, names of
// static files, and of each page what stands there before its text, and which figures it shows.
func (r *run) around(src *content) (sum [sha256.Size]byte) {
	h := sums{sha256.New()}
	fmt.Fprintf(h, "%q %t %q\n", r.o.BaseURL, r.o.Draft, r.o.Version)
	r.sumAround(h, src)
	for _, p := range src.pages {
		h.Write(r.o.Memory.pages[p.File].front[:])
	}
	h.Sum(sum[:0])
	return sum
}

// page is what a page came to, nil where that is not known. It must not be changed.
func (m *Memory) page(file string) *result {
	if m == nil {
		return nil
	}
	return m.pages[file].page
}

// keep remembers what a page came to. Each page is built once at a time, and no other goroutine looks at it.
func (m *Memory) keep(file string, p *result) {
	if m == nil {
		return
	}
	m.pages[file].page = p
}

// forget is for a build that did not get to its end.
func (m *Memory) forget() {
	if m != nil {
		*m = Memory{}
	}
}

// known is what some files were read as.
type known[T any] struct {
	files []fact.File // nil: nothing is known
	is    T
	found diag.List
}

// read reads files, unless these very files were read last.
func (k *known[T]) read(files []fact.File, l *diag.List, read func(*diag.List) T) T {
	same := func(a, b fact.File) bool {
		return a.Name == b.Name && (a.Data == nil) == (b.Data == nil) && bytes.Equal(a.Data, b.Data)
	}
	if k.files == nil || !slices.EqualFunc(files, k.files, same) {
		k.files, k.found = nil, diag.List{} // should it not come back from reading
		k.is = read(&k.found)
		k.files = files
	}
	l.Join(&k.found)
	return k.is
}

func (m *Memory) readLedger(src []byte, l *diag.List) *ledger.Ledger {
	if m == nil {
		return ledger.Read(src, l)
	}
	return m.ledger.read([]fact.File{{Name: ledger.File, Data: src}}, l, func(l *diag.List) *ledger.Ledger { return ledger.Read(src, l) })
}

func (m *Memory) readSheet(files []fact.File, l *diag.List) *fact.Sheet {
	if m == nil {
		return fact.Read(files, l)
	}
	return m.sheet.read(files, l, func(l *diag.List) *fact.Sheet { return fact.Read(files, l) })
}

// looks is the layouts of the last build, nil where they knew other assets.
func (m *Memory) looks(now *assets) *layout.Set {
	if m == nil || m.assets == nil || !maps.EqualFunc(m.assets.files, now.files, func(a, b asset) bool { return a.out == b.out }) {
		return nil
	}
	return m.layouts
}

func (m *Memory) keepLooks(a *assets, s *layout.Set) {
	if m != nil {
		m.assets, m.layouts = a, s
	}
}

// fromData is what pages made from data were, where all that they hang on is the same again; else they are made.
func (m *Memory) fromData(now *fromData, draw func()) *fromData {
	if m == nil {
		draw()
		return now
	}
	last := m.data
	if last == nil || !slices.EqualFunc(now.texts, last.texts, bytes.Equal) || !maps.EqualFunc(now.uses, last.uses, slices.Equal) {
		draw()
		m.data = now
	}
	return m.data
}

// factCards are the pictures of key figures: they hang on the index alone.
func (m *Memory) factCards(draw func() *cards) *cards {
	if m == nil {
		return draw()
	}
	if m.cards == nil {
		m.cards = draw()
	}
	return m.cards
}

// produced is a file that hangs on the index alone.
func (m *Memory) produced(path string, produce func() []byte) []byte {
	if m == nil {
		return produce()
	}
	if m.files[path] == nil {
		m.files[path] = produce()
	}
	return m.files[path]
}
