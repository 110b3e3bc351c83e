package build

import (
	"io/fs"

	"explainer/internal/fact"
	"explainer/internal/site"
)

// Inspect reads the site in a tree and makes nothing of it: what may be asked of its facts, and what was
// found while reading. The answers are never nil; of a site with findings they are what could be read.
func Inspect(in fs.FS, o Options) (*site.Answers, Report) {
	r := &run{o: o}
	r.in = follow(in, &r.l, "content", "static")
	src := readContent(r.in, false, &r.l)
	r.assets = readAssets(sub(r.in, "static"), &r.l)
	r.index = site.NewIndex(src.config, fact.Read(src.facts, &r.l), src.pages, r.siteOptions(src), nil, &r.l) // nothing is drawn
	answers := r.index.Answers(src.whole)
	r.finish(src)
	return answers, r.report
}

// whole is the bytes of any file that was read.
func (c *content) whole(file string) []byte {
	if file == c.config.File {
		return c.config.Data
	}
	for _, f := range c.facts {
		if f.Name == file {
			return f.Data
		}
	}
	return c.byFile[file]
}
