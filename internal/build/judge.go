package build

import (
	"io/fs"
	"maps"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// Judge judges a site over and over while it is being written, as a whole build would, and makes nothing. What it
// found of a page it keeps for as long as nothing changes but the prose of others. The zero Judge is ready to use,
// by one goroutine at a time.
type Judge struct {
	o      Options
	memory Memory
	run    *run // of the last whole look; nil: none yet
	src    *content
	found  diag.List   // by that look, outside of pages
	prose  []*result   // in the order of their pages in the index
	data   []site.Kept // of the pages made from data
	ofData diag.List   // found on these
}

// Judgement is what a look at a site brought.
type Judgement struct {
	Report
	Index   *site.Index         // what could be read; never nil, and never changed
	Anchors map[string][]string // by the name of a page
	Files   []string            // of content/ that were read, but for the ledger
}

// Run judges the site in a tree. Changed are the files, by their paths from the site's root, that may differ from
// those of the last call; nil stands for all.
func (j *Judge) Run(in fs.FS, o Options, changed []string) Judgement {
	src, pages, ok := j.rewritten(in, o, changed)
	if !ok {
		return j.whole(in, o)
	}
	r := j.run.again(in)
	src.l, j.src = &r.l, src
	r.l.Join(&j.found)
	metas := r.prose()
	for _, i := range pages {
		j.prose[i] = r.make(metas[i], src)
	}
	if !r.idle { // templates may fail by what other pages say
		j.fromData(r)
	}
	return j.settle(r)
}

// again is a run that begins where the pages do.
func (r *run) again(in fs.FS) *run {
	return &run{
		in: in, o: r.o, put: r.put, assets: r.assets, layouts: r.layouts, ledger: r.ledger, index: r.index,
		figures: r.figures, partial: r.partial, idle: r.idle, made: map[string]string{},
	}
}

// rewritten reads the files that changed. It is ok if they are pages with other prose under the same front matter,
// so that only they, by their places in the index, have to be judged anew.
func (j *Judge) rewritten(in fs.FS, o Options, changed []string) (src *content, pages []int, ok bool) {
	if j.run == nil || changed == nil || o != j.o {
		return nil, nil, false
	}
	var l diag.List
	now := *j.src
	now.byFile, now.l = maps.Clone(j.src.byFile), &l
	prose := j.run.prose()
	for _, file := range slices.Compact(slices.Sorted(slices.Values(changed))) {
		i := slices.IndexFunc(prose, func(m *site.Meta) bool { return m.File == file })
		if i < 0 {
			return nil, nil, false
		}
		if info, err := fs.Lstat(in, file); err != nil || !info.Mode().IsRegular() {
			return nil, nil, false // a link is followed in a whole look
		}
		data := now.read(in, file, maxPage)
		if data == nil || !prose[i].Same(now.byFile[file], data) {
			return nil, nil, false
		}
		now.byFile[file] = data
		pages = append(pages, i)
	}
	return &now, pages, true
}

// whole looks at everything.
func (j *Judge) whole(in fs.FS, o Options) Judgement {
	r := &run{o: o, put: func(string, []byte) error { return nil }, idle: true}
	r.o.Memory = &j.memory
	j.o, j.run, j.src = o, r, r.read(in)
	j.prose = r.results(r.prose(), j.src)
	r.factCards()
	r.files()
	j.found = diag.List{}
	j.found.Join(&r.l)
	j.fromData(r)
	j.found.Join(&r.twice) // files of one name keep their names
	return j.settle(r)
}

// fromData judges the pages made from data. They say the same for as long as the index does, unless they are drawn.
func (j *Judge) fromData(r *run) {
	others := r.l
	r.l = diag.List{}
	j.data = r.dataPages(j.src, j.kept())
	j.ofData, r.l = r.l, others
}

// kept is what is known of the pages of prose.
func (j *Judge) kept() []site.Kept {
	var all []site.Kept
	for _, p := range j.prose {
		all = append(all, p.Kept)
	}
	return all
}

// settle joins what was found of the pages.
func (j *Judge) settle(r *run) Judgement {
	for _, p := range j.prose {
		r.l.Join(&p.findings)
	}
	r.l.Join(&j.ofData)
	kept := append(j.kept(), j.data...)
	r.elsewhere(j.src)
	r.settle(kept)
	r.finish(j.src)
	out := Judgement{Report: r.report, Index: r.index, Anchors: map[string][]string{}}
	for _, k := range kept {
		out.Anchors[k.Meta.Name] = k.Anchors
	}
	out.Files = append(out.Files, site.ConfigFile)
	for _, f := range j.src.facts {
		out.Files = append(out.Files, f.Name)
	}
	out.Files = append(out.Files, slices.Sorted(maps.Keys(j.src.byFile))...)
	return out
}
