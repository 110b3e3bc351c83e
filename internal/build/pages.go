package build

import (
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/layout"
	"explainer/internal/site"
)

// result is what a page came to.
type result struct {
	site.Kept
	findings diag.List
	files    []file // the page, and its share card
}

// file is a finished file. From is the author's file that it is made of, or "".
type file struct {
	path, from string
	data       []byte
}

// pages builds the pages of prose, several at a time; results stand at their page's place.
func (r *run) pages(src *content) []site.Kept {
	metas := r.prose()
	results := r.results(metas, src)
	kept := make([]site.Kept, len(metas))
	for i, p := range results {
		kept[i] = p.Kept
		r.l.Join(&p.findings)
	}
	return kept
}

// prose is the pages that are not made from data.
func (r *run) prose() []*site.Meta {
	return slices.DeleteFunc(slices.Clone(r.index.Pages), func(m *site.Meta) bool { return m.Data })
}

// results builds pages, or has them from memory, and hands over their files.
func (r *run) results(metas []*site.Meta, src *content) []*result {
	results := make([]*result, len(metas))
	r.each(len(metas), func(i int) {
		defer blame(metas[i].File)
		p := r.o.Memory.page(metas[i].File)
		if p == nil {
			p = r.make(metas[i], src)
			r.o.Memory.keep(metas[i].File, p)
		}
		results[i] = p
		r.emitAll(p.files)
		if r.o.Memory == nil {
			p.files = nil // at ten thousand pages they would be most of what the program holds
		}
	})
	return results
}

// make builds one page.
func (r *run) make(m *site.Meta, src *content) *result {
	p := r.page(m, src)
	out := &result{Kept: p.Kept}
	out.findings.Join(&p.Findings)
	out.files = r.layOut(p, &out.findings)
	return out
}

// each does a piece of work for 0 to n-1, several at a time, in this order. It panics where one does, once all are at rest.
func (r *run) each(n int, work func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	var first atomic.Pointer[fault]
	workers := r.o.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for range min(workers, n) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					first.CompareAndSwap(nil, faultOf("", p))
					for range next { // so that nobody waits for this one
					}
				}
			}()
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
	if f := first.Load(); f != nil {
		panic(f)
	}
}

// together does pieces of work at the same time.
func (r *run) together(work ...func()) { r.each(len(work), func(i int) { work[i]() }) }

func (r *run) page(m *site.Meta, src *content) *site.Page {
	root := ""
	if m.Name == "404" {
		root = r.rooted()
	}
	data, err := src.bytes(m.File)
	if err != nil {
		r.fail(err)
	}
	p := r.index.Page(m, data, root, r.partial)
	r.figures.Page(p, data[min(m.Body, len(data)):])
	check.Wording(r.index, p.Pieces, src.where, &p.Findings)
	r.templateFault(p.Err, m, &p.Findings)
	check.Replaced(r.index.Sheet, p.Pieces, data, &p.Findings)
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

// layOut draws a page, and its share card.
func (r *run) layOut(p *site.Page, l *diag.List) (files []file) {
	if names := r.layouts.Layouts(); len(names) > 0 && !slices.Contains(names, p.Meta.Layout) {
		l.Add("layout-unknown", p.Meta.FrontMatter.Layout.Span(), "there is no layout \""+p.Meta.Layout+"\"", diag.DidYouMean(p.Meta.Layout, names))
		return nil
	}
	if p.View.Share != nil {
		files = append(files, r.pageCard(p, l)...)
	}
	if r.idle {
		return append(files, file{p.Meta.Out(), p.Meta.File, nil})
	}
	data, findings := r.layouts.Page(p.Meta.Layout, p.View)
	l.Append(findings...)
	if data != nil {
		files = append(files, file{p.Meta.Out(), p.Meta.File, data})
	}
	return files
}
