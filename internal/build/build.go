// Package build is the whole pipeline: files in, files out.
//
// Run is a pure function of the tree, the options and nothing else: no clock, no environment, no
// network. It hands every finished file to put and keeps none.
package build

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/layout"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
	"explainer/templates"
)

// Options is what does not stand in the site's files. The zero value builds for no address in
// particular, on no day in particular.
type Options struct {
	BaseURL string     // public address; "" takes the site's own
	Draft   bool       // include drafts, mark every page, and let unfinished figures pass
	Strict  bool       // warnings count as errors
	Today   value.Date // only for findings; the zero date finds nothing due
	Due     bool       // dates count: one that has passed is an error, not a warning
	Workers int        // pages built at the same time; 0: as many as there are processors
	Version string
	Memory  *Memory // of the build before; nil builds all anew
}

// Report is what a build found and made.
type Report struct {
	Findings []diag.Finding // sorted, at their final levels
	Err      error          // of the machine, or of put: the build did not finish

	Published bool // Update found it so: nothing was made, and the counts are zero
	From      From // by Update; zero where something was found that no other day mends

	Pages, Files                                   int
	Bytes                                          int64
	Facts, Claims, Sources, Events, Terms, Entries int // Entries: of the glossary
	Mentions                                       int
	Coverage                                       Coverage
}

// Failed says whether the build may not be published.
func (r Report) Failed() bool {
	return r.Err != nil || slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Level == diag.Error })
}

// run is one build under way.
type run struct {
	in      fs.FS
	o       Options
	put     func(path string, data []byte) error
	assets  *assets
	layouts *layout.Set
	ledger  *ledger.Ledger
	sheet   *fact.Sheet
	index   *site.Index
	figures *check.Figures
	beside  []site.Figures // of texts that are no pages
	loose   []ledger.Loose // what readers see of digits that no fact prints; complete when join comes to the ledger
	partial view.Partial
	idle    bool      // nothing is drawn: there is nobody to take it, and nothing to be found by it
	facts   diag.List // what is wrong with the facts files
	past    diag.List // with the ledger
	apart   diag.List // with figures that stand on no page
	look    diag.List // and with assets and templates
	l       diag.List
	state   *ledger.State // what the site says, for its ledger

	mu     sync.Mutex
	cards  map[string]string // of key figures: cards.paths
	made   map[string]string // published path, lower case, to where it came from
	twice  diag.List         // files of one name
	report Report
}

// Run builds the site in a tree: content/, and where they exist templates/ and static/. It calls put for
// every file, from several goroutines; what put was given is to be thrown away if the report failed.
func Run(in fs.FS, o Options, put func(path string, data []byte) error) Report {
	r, _ := whole(in, o, put, nil)
	return r.report
}

// whole is a build from its first step to its last.
func whole(in fs.FS, o Options, put func(path string, data []byte) error, standing func(From) bool) (*run, *content) {
	r := &run{o: o, put: put}
	ended := false
	defer func() { // after a panic, too
		if !ended {
			o.Memory.forget()
		}
	}()
	src := r.read(in)
	if r.published(src, standing) {
		return r, src
	}
	kept := r.pages(src)
	r.factCards()
	all := kept
	r.together(
		func() { all = append(all, r.dataPages(src, kept)...) },
		r.files,
		func() { r.elsewhere(src) },
	)
	r.settle(all)
	r.finish(src)
	ended = r.report.Err == nil
	return r, src
}

// read is all that comes before the pages.
func (r *run) read(in fs.FS) *content {
	r.made = map[string]string{}
	r.in = follow(in, &r.l, "content")
	src := readContent(r.in, r.o.Memory == nil, &r.l)
	src.readFronts(r)
	r.together( // the longest first
		func() { r.sheet = r.o.Memory.readSheet(src.facts, &r.facts) },
		func() { r.ledger = r.o.Memory.readLedger(src.ledger, &r.past) },
		func() { r.readLooks(in) },
	)
	r.l.Join(&r.facts)
	r.l.Join(&r.past)
	r.l.Join(&r.look)
	r.partial = r.layouts.Partial
	if r.idle = r.idle && !r.layouts.Changed(); r.idle {
		r.partial = nil
	}
	r.o.Memory.surroundings(r, src)
	return src
}

// readSurroundings reads all that pages may lean on.
func (r *run) readSurroundings(src *content, l *diag.List) {
	r.index = site.NewIndex(src.config, r.sheet, src.pages, r.siteOptions(src), r.partial, l)
	r.figures = check.NewFigures(r.index, src.where, l)
}

// readLooks reads what the site looks like: its own files and those of the theme.
func (r *run) readLooks(in fs.FS) {
	tree := follow(in, &r.look, "static", "templates")
	r.assets = readAssets(sub(tree, "static"), &r.look)
	r.layouts = r.o.Memory.looks(r.assets).Again(templates.FS, sub(tree, "templates"), r.assets.path, &r.look)
	r.o.Memory.keepLooks(r.assets, r.layouts)
}

// unseen is a folder that cannot be looked at.
type unseen struct{ err error }

func (u unseen) Open(string) (fs.File, error) { return nil, u.err }

// sub is a folder of a site, nil where there is none. One that cannot be looked at is a finding of who reads it.
func sub(in fs.FS, dir string) fs.FS {
	switch info, err := fs.Stat(in, dir); {
	case errors.Is(err, fs.ErrNotExist), err == nil && !info.IsDir():
		return nil
	case err != nil:
		return unseen{err}
	}
	tree, err := fs.Sub(in, dir)
	if err != nil {
		return nil
	}
	return tree
}

func (r *run) siteOptions(src *content) site.Options {
	meta := src.meta
	if r.o.Memory != nil {
		meta = r.o.Memory.meta
	}
	return site.Options{
		BaseURL: r.o.BaseURL, Draft: r.o.Draft, Version: r.o.Version, Ledger: r.ledger,
		Asset: r.assets.path, AssetNames: r.assets.names, Meta: meta,
		Unread: src.unread,
	}
}

// emit hands a finished file over. From is the author's file that it is made of, or "". Two files of one
// name, or of names that some systems cannot tell apart, are a finding.
func (r *run) emit(path string, data []byte, from string) {
	key := strings.ToLower(path)
	r.mu.Lock()
	other, taken := r.made[key]
	if !taken {
		r.made[key] = from
		r.report.Files++
		r.report.Bytes += int64(len(data))
	} else {
		r.collide(path, from, other)
	}
	stop := taken || r.report.Err != nil
	r.mu.Unlock()
	if stop {
		return
	}
	if err := r.put(path, data); err != nil {
		r.fail(err)
	}
}

func (r *run) emitAll(files []file) {
	for _, f := range files {
		r.emit(f.path, f.data, f.from)
	}
}

func (r *run) collide(path, from, other string) {
	if from == "" {
		from, other = other, from
	}
	message := from + " would be published as " + path + ", a file that the build makes itself"
	if other != "" {
		message = from + " and " + other + " would both be published as " + path
	}
	r.twice.Add("output-collision", diag.Span{File: from}, message, "rename one of them")
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.report.Err == nil {
		r.report.Err = err
	}
}
