package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/ledger"
	"explainer/internal/site"
)

// content is the files of content/, sorted by what they are.
type content struct {
	config site.Source
	facts  []fact.File
	pages  []site.Source
	ledger []byte            // nil where there is none
	byFile map[string][]byte // the pages that are kept in memory
	unread map[string]bool   // pages that are there and cannot be read, by file
	l      *diag.List

	// A build that remembers nothing keeps no page: it reads each twice, first for what stands before its text.
	in     fs.FS
	lean   bool
	fronts map[string]*front // by file
}

// front is a page as it was read first.
type front struct {
	meta  *site.Meta        // nil where the file cannot be read
	sum   [sha256.Size]byte // of the file
	found diag.List
}

const (
	maxPage  = 1 << 20 // bytes of a Markdown page
	maxFacts = 16 << 20
	maxPages = 100_000
)

// readContent reads the folder content/. Editors' own files and hidden ones are passed over; anything
// else that has no place there is a finding, so that nothing an author wrote is left out in silence.
func readContent(in fs.FS, lean bool, l *diag.List) *content {
	c := &content{
		config: site.Source{File: site.ConfigFile}, byFile: map[string][]byte{}, unread: map[string]bool{}, l: l,
		in: in, lean: lean, fronts: map[string]*front{},
	}
	entries, err := fs.ReadDir(in, "content")
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		l.Add("content-unknown", diag.Span{File: "content"}, "the folder cannot be read"+because(err), "")
		c.config.Data = []byte("title: None\ndescription: None\n") // one finding is enough
		return c
	case err != nil:
		hint := "run explainer in the folder of a site, or name it with --root; explainer init DIR makes a new one"
		if _, err := fs.Stat(in, "facts.yaml"); err == nil {
			hint = "this is the folder content/ itself: run explainer in the folder above it, or with --root .."
		}
		l.Add("facts-missing", diag.Span{}, "there is no folder content/ here", hint)
		c.config.Data = []byte("title: None\ndescription: None\n") // one finding is enough
		return c
	}
	for _, e := range entries {
		c.entry(in, "content/"+e.Name(), e)
	}
	if len(c.facts) == 0 {
		l.Add("facts-missing", diag.Span{}, "there is no facts file", "write content/facts.yaml, beginning with the line facts:")
	}
	return c
}

func (c *content) entry(in fs.FS, file string, e fs.DirEntry) {
	base := e.Name()
	at := diag.Span{File: file}
	switch {
	case strings.HasPrefix(base, ".") || temporary(base):
	case base == "facts" && e.IsDir():
		c.factsFolder(in, file)
	case e.IsDir():
		c.l.Add("page-folder", at, "\""+base+"\" is a folder; pages are flat", "move its pages into content/")
	case !e.Type().IsRegular():
		c.l.Add("content-unknown", at, "\""+base+"\" is not an ordinary file", "take it away: a pipe or a device has no place in a site")
	case base == "site.yaml":
		c.config.Data = c.read(in, file, maxPage)
	case base == "facts.yaml":
		if data := c.read(in, file, maxFacts); data != nil {
			c.facts = append(c.facts, fact.File{Name: file, Data: data})
		}
	case file == ledger.File:
		c.ledger = c.readLedger(in)
	case path.Ext(base) == ".md":
		c.page(file)
	default:
		c.l.Add("content-unknown", at, "\""+base+"\" is neither a page nor a file of facts", "pages end in .md; images and downloads belong in static/")
	}
}

// factsFolder reads the files of a facts file that was split.
func (c *content) factsFolder(in fs.FS, dir string) {
	entries, err := fs.ReadDir(in, dir)
	if err != nil {
		c.l.Add("content-unknown", diag.Span{File: dir}, "the folder cannot be read"+because(err), "")
		return
	}
	for _, e := range entries {
		file := dir + "/" + e.Name()
		switch {
		case strings.HasPrefix(e.Name(), ".") || temporary(e.Name()):
		case path.Ext(e.Name()) == ".yaml" && e.Type().IsRegular():
			if data := c.read(in, file, maxFacts); data != nil {
				c.facts = append(c.facts, fact.File{Name: file, Data: data})
			}
		default:
			c.l.Add("content-unknown", diag.Span{File: file}, "\""+e.Name()+"\" is not a file of facts", "files of facts end in .yaml")
		}
	}
}

// read gives the bytes of a file, never nil for one that was read, and nothing for one that is too large.
func (c *content) read(in fs.FS, file string, limit int64) []byte {
	info, err := fs.Stat(in, file)
	if err == nil && info.Size() > limit {
		c.l.Add("file-too-large", diag.Span{File: file}, "the file is larger than the limit", "split it")
		return nil
	}
	data, err := fs.ReadFile(in, file)
	if err != nil {
		c.l.Add("content-unknown", diag.Span{File: file}, "the file cannot be read"+because(err), "")
		return nil
	}
	if data == nil {
		data = []byte{}
	}
	return data
}

// readLedger gives the bytes of the ledger. Of one that is too large it gives as many as make ledger.Read say so.
func (c *content) readLedger(in fs.FS) []byte {
	f, err := in.Open(ledger.File)
	if err == nil {
		defer f.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(f, ledger.MaxFile+1)); err == nil {
			return append([]byte{}, data...)
		}
	}
	c.l.Add("content-unknown", diag.Span{File: ledger.File}, "the file cannot be read"+because(err), "")
	return nil
}

// readFronts reads what stands before the text of pages that are not kept.
func (c *content) readFronts(r *run) {
	if !c.lean {
		return
	}
	fronts := make([]front, len(c.pages))
	r.each(len(fronts), func(i int) {
		f, file := &fronts[i], c.pages[i].File
		alone := *c
		alone.l = &f.found
		if src := alone.read(c.in, file, maxPage); src != nil {
			f.sum, f.meta = sha256.Sum256(src), site.ReadMeta(file, src, &f.found)
		}
	})
	for i, p := range c.pages {
		c.fronts[p.File] = &fronts[i]
		if fronts[i].meta == nil {
			c.unread[p.File] = true
		}
	}
}

// meta is the front matter of a page; nil where the file cannot be read.
func (c *content) meta(file string, src []byte, l *diag.List) *site.Meta {
	if !c.lean {
		return site.ReadMeta(file, src, l)
	}
	f := c.fronts[file]
	l.Join(&f.found)
	return f.meta
}

// bytes is a page as it was read first; nil where there is no file.
func (c *content) bytes(file string) ([]byte, error) {
	if !c.lean || file == "" {
		return c.byFile[file], nil
	}
	data, err := fs.ReadFile(c.in, file)
	if err == nil && sha256.Sum256(data) != c.fronts[file].sum {
		err = errors.New("it was written to during the build; run this again")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return data, nil
}

// page adds a page.
func (c *content) page(file string) {
	if len(c.pages) == maxPages {
		c.l.Add("file-too-large", diag.Span{File: file}, "the site has more than 100,000 pages; this one is left out", "split the site")
		return
	}
	p := site.Source{File: file}
	if !c.lean {
		if p.Data = c.read(c.in, file, maxPage); p.Data == nil {
			c.unread[file] = true
			return
		}
		c.byFile[file] = p.Data
	}
	c.pages = append(c.pages, p)
}

// where is the file and line of a place in the facts file.
func (c *content) where(at diag.Span) string {
	for _, f := range c.facts {
		if f.Name == at.File {
			line, _ := diag.Position(f.Data, at.Start)
			return at.File + ":" + strconv.Itoa(line)
		}
	}
	return at.File
}

func (c *content) isFacts(file string) bool {
	return slices.ContainsFunc(c.facts, func(f fact.File) bool { return f.Name == file })
}

// noSheet says that no facts file could be read, so that what pages name cannot be judged.
func (c *content) noSheet(s *fact.Sheet) bool { return len(s.Facts) == 0 && c.l.Errors() > 0 }
