// Package build is the whole pipeline: files in, files out.
//
// Run is a pure function of the tree, the options and nothing else: no clock, no environment, no
// network. It hands every finished file to put and keeps none.
package build

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/layout"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
	"explainer/static"
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
}

// Report is what a build found and made.
type Report struct {
	Findings []diag.Finding // sorted, at their final levels
	Err      error          // of the machine, or of put: the build did not finish

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
	index   *site.Index
	figures *check.Figures
	loose   []ledger.Loose // what readers see of digits that no fact prints; complete when join comes to the ledger
	l       diag.List
	state   *ledger.State // what the site says, for its ledger

	mu     sync.Mutex
	cards  map[string]string // of key figures: id of the fact to published path, "" where it has none
	made   map[string]string // published path, lower case, to where it came from
	report Report
}

// Run builds the site in a tree: content/, and where they exist templates/ and static/. It calls put for
// every file, from several goroutines; what put was given is to be thrown away if the report failed.
func Run(in fs.FS, o Options, put func(path string, data []byte) error) Report {
	r, _ := whole(in, o, put)
	return r.report
}

// whole is a build from its first step to its last.
func whole(in fs.FS, o Options, put func(path string, data []byte) error) (*run, *content) {
	r := &run{in: in, o: o, put: put, made: map[string]string{}}
	src := readContent(in, &r.l)
	r.ledger = ledger.Read(src.ledger, &r.l)
	r.assets = readAssets(static.FS, sub(in, "static"), &r.l)
	r.layouts = layout.Load(templates.FS, sub(in, "templates"), r.assets.path, &r.l)
	r.index = site.NewIndex(src.config, src.facts, src.pages, r.siteOptions(), r.layouts.Partial, &r.l)
	r.figures = check.NewFigures(r.index, src.where, &r.l)
	kept := r.pages(src)
	r.factCards()
	r.join(src, kept)
	r.files()
	r.finish(src)
	return r, src
}

func sub(in fs.FS, dir string) fs.FS {
	if info, err := fs.Stat(in, dir); err != nil || !info.IsDir() {
		return nil
	}
	tree, err := fs.Sub(in, dir)
	if err != nil {
		return nil
	}
	return tree
}

func (r *run) siteOptions() site.Options {
	return site.Options{
		BaseURL: r.o.BaseURL, Draft: r.o.Draft, Version: r.o.Version, Ledger: r.ledger,
		Asset: r.assets.path, AssetNames: r.assets.names,
	}
}

// pages builds the pages of prose, several at a time; results stand at their page's place.
func (r *run) pages(src *content) []site.Kept {
	var metas []*site.Meta
	for _, m := range r.index.Pages {
		if !m.Data {
			metas = append(metas, m)
		}
	}
	kept := make([]site.Kept, len(metas))
	lists := make([]diag.List, len(metas))
	r.each(len(metas), func(i int) {
		p := r.page(metas[i], src)
		kept[i] = p.Kept
		lists[i].Join(&p.Findings)
		r.layOut(p, &lists[i])
	})
	for i := range lists {
		r.l.Join(&lists[i])
	}
	return kept
}

// each does a piece of work for 0 to n-1, several at a time.
func (r *run) each(n int, work func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	workers := r.o.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (r *run) page(m *site.Meta, src *content) *site.Page {
	root := ""
	if m.Name == "404" {
		root = r.rooted()
	}
	data := src.bytes(m.File)
	p := r.index.Page(m, data, root, r.layouts.Partial)
	r.figures.Page(p, data[min(m.Body, len(data)):])
	check.Wording(r.index, p.Pieces, src.where, &p.Findings)
	r.templateFault(p.Err, m, &p.Findings)
	check.Replaced(r.index.Sheet, p.Pieces, src.bytes(m.File), &p.Findings)
	return p
}

// rooted is the path of the base URL: 404.html is shown at any depth, so its links begin there.
func (r *run) rooted() string {
	u, err := url.Parse(r.index.Site.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// templateFault turns what a partial said into a finding.
func (r *run) templateFault(err error, m *site.Meta, l *diag.List) {
	if err == nil {
		return
	}
	if fault, ok := errors.AsType[*layout.Error](err); ok {
		f := fault.Finding
		f.Message += ", on page " + m.Out()
		l.Append(f)
		return
	}
	r.fail(fmt.Errorf("page %s: %w", m.Out(), err))
}

func (r *run) layOut(p *site.Page, l *diag.List) {
	if names := r.layouts.Layouts(); len(names) > 0 && !slices.Contains(names, p.Meta.Layout) {
		l.Add("layout-unknown", p.Meta.FrontMatter.Layout.Span(), "there is no layout \""+p.Meta.Layout+"\"", diag.DidYouMean(p.Meta.Layout, names))
		return
	}
	if p.View.Share != nil {
		r.pageCard(p, l)
	}
	data, findings := r.layouts.Page(p.Meta.Layout, p.View)
	l.Append(findings...)
	if data != nil {
		r.emit(p.Meta.Out(), data, p.Meta.File)
	}
}

// join checks what pages say of each other, and builds the pages that are made from data.
func (r *run) join(src *content, kept []site.Kept) {
	anchors := map[string][]string{}
	var data []*site.Page
	for _, m := range r.index.Pages {
		if m.Data {
			p := r.page(m, src)
			data = append(data, p)
			kept = append(kept, p.Kept)
		}
	}
	for _, k := range kept {
		anchors[k.Meta.Name] = append(anchors[k.Meta.Name], k.Anchors...)
		r.report.Mentions += k.Mentions
	}
	uses := site.Collect(kept)
	for _, p := range data {
		anchors[p.Meta.Name] = append(anchors[p.Meta.Name], r.fill(p, uses)...)
		r.l.Join(&p.Findings)
		r.layOut(p, &r.l)
	}
	r.cover(kept, src)
	check.Links(kept, anchors, &r.l)
	check.Wording(r.index, r.index.Pieces(), src.where, &r.l)
	check.Claims(r.index, &r.l)
	if r.o.Today != (value.Date{}) {
		check.Dates(r.index, r.o.Today, &r.l)
	}
	r.remember()
	r.report.Pages = len(kept)
}

// fill gives a data page its data, and returns the anchors that come with it.
func (r *run) fill(p *site.Page, uses site.Uses) (anchors []string) {
	v := &p.View
	section := func(title, id string) { v.Contents = append(v.Contents, view.Link{Text: title, Href: "#" + id}) }
	var err error
	switch p.Meta.Name {
	case "facts":
		v.Register, anchors, err = r.index.Register(uses, r.layouts.Partial)
		for _, g := range v.Register.Groups {
			section(g.Title, g.ID)
			for i := range g.Entries {
				g.Entries[i].Card = r.cards[g.Entries[i].ID]
			}
		}
	case "sources":
		v.Sources, anchors = r.index.Sources()
		for _, g := range v.Sources.Groups {
			section(g.Title, g.ID)
		}
	case "differ":
		v.Differ, anchors, err = r.index.Differ(r.layouts.Partial)
	case "changes":
		v.Changes, anchors = r.index.Changes()
	}
	r.templateFault(err, p.Meta, &p.Findings)
	for _, a := range anchors {
		if slices.Contains(p.Anchors, a) {
			p.Findings.Add("heading-id", diag.Span{File: p.Meta.File}, "the id \""+a+"\" of a heading is that of an entry on this page", "give the heading another id: ## Words {#id}")
		}
	}
	return anchors
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

func (r *run) collide(path, from, other string) {
	if from == "" {
		from, other = other, from
	}
	message := from + " would be published as " + path + ", a file that the build makes itself"
	if other != "" {
		message = from + " and " + other + " would both be published as " + path
	}
	r.l.Add("output-collision", diag.Span{File: from}, message, "rename one of them")
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.report.Err == nil {
		r.report.Err = err
	}
}

// finish settles levels and counts.
func (r *run) finish(src *content) {
	f := r.l.Sorted()
	if src.noSheet(r.index.Sheet) {
		f = slices.DeleteFunc(f, func(f diag.Finding) bool {
			return slices.Contains(sheetCodes, f.Code) && !src.isFacts(f.Span.File)
		})
	}
	r.report.Findings = settled(r.levels(f, r.put != nil && !src.noSheet(r.index.Sheet)))
	s := r.index.Sheet
	r.report.Facts, r.report.Sources, r.report.Events = len(s.Facts), len(s.Sources), len(s.Events)
	r.report.Terms, r.report.Entries = len(s.Terms), len(s.Words)
	for _, x := range s.Facts {
		r.report.Claims += len(x.Claims)
	}
	for _, t := range s.Terms {
		for _, c := range t.Cells {
			r.report.Claims += len(c.Claims)
		}
	}
	for _, e := range s.Events {
		r.report.Claims += len(e.Claims)
	}
}

// unfinished are the codes, or beginnings of codes, that only warn while the site is a draft.
var unfinished = []string{"figure-loose", "ledger-"}

// levels settles the levels of findings: of a draft, what the site has chosen, then --strict, and for a publish the rule
// that no date stops it. Which choices are idle is known only of a site that was judged whole.
func (r *run) levels(f []diag.Finding, whole bool) []diag.Finding {
	for i := range f {
		if r.o.Draft && slices.ContainsFunc(unfinished, func(code string) bool { return strings.HasPrefix(f[i].Code, code) }) {
			f[i].Level = diag.Warning
		}
	}
	own := check.Levels(f, r.index, r.o.Today, r.o.Due)
	if whole {
		var all diag.List
		all.Append(append(f, own...)...)
		f = all.Sorted()
	}
	for i := range f {
		if r.o.Strict {
			f[i].Level, f[i].Choice = diag.Error, diag.Choice{}
		}
	}
	if !r.o.Due {
		check.WarnOfDates(f)
	}
	return f
}

// sheetCodes are the findings that mean nothing where no facts file could be read.
var sheetCodes = []string{"fact-unknown", "event-unknown", "word-unknown", "source-unknown", "figure-unknown", "anchor-missing", "exempt-unused"}
