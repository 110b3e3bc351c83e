package build

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io/fs"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/ledger"
)

// From is a hash of what a site was made from: every byte of its sources that was read, the address, and the program's
// version. Builds of one From make the same files, whatever the day.
type From [sha256.Size]byte

// Update is Run for a site that may be published already. It asks standing whether what it would make stands where it
// was published; then it makes nothing. It remembers nothing of the build before, and nothing for the next.
func Update(in fs.FS, o Options, standing func(From) bool, put func(path string, data []byte) error) Report {
	o.Memory = nil
	r, _ := whole(in, o, put, standing)
	return r.report
}

// published says whether what would be made is published already, and nothing is to be told. All that the day may bring
// about is judged anew; of all else, what came of these very sources is known, since a build that found anything in them
// leaves no hash of them.
func (r *run) published(src *content, standing func(From) bool) bool {
	if standing == nil || r.l.Len() > 0 {
		return false
	}
	r.report.From = r.sources(src)
	var due diag.List
	check.Dates(r.index, r.o.Today, &due)
	due.Append(check.Levels(nil, r.index, r.o.Today, r.o.Due)...)
	r.report.Published = due.Len() == 0 && standing(r.report.From)
	return r.report.Published
}

func (r *run) sources(src *content) (from From) {
	h := sums{sha256.New()}
	fmt.Fprintf(h, "%q %t %q\n", r.index.Site.BaseURL, r.o.Draft, r.o.Version)
	r.sumAround(h, src)
	for _, name := range r.assets.names {
		h.put(name, r.assets.files[name].data)
	}
	fmt.Fprintln(h, len(src.pages))
	for _, p := range src.pages {
		sum := src.fronts[p.File].sum
		h.put(p.File, sum[:])
	}
	h.Sum(from[:0])
	return from
}

// sums is a hash of named texts.
type sums struct{ hash.Hash }

func (h sums) put(name string, data []byte) {
	fmt.Fprintf(h, "%q %d\n", name, len(data))
	h.Write(data)
}

// sumAround sums what all pages may lean on, of other files: settings, facts, ledger, templates, names of static files.
func (r *run) sumAround(h sums, src *content) {
	fmt.Fprintln(h, len(src.facts), len(r.assets.names), r.ledger != nil)
	h.put(src.config.File, src.config.Data)
	for _, f := range src.facts {
		h.put(f.Name, f.Data)
	}
	h.put(ledger.File, src.ledger)
	for _, name := range r.assets.names {
		h.put(name, []byte(r.assets.files[name].out))
	}
	for path, text := range r.layouts.Sources() {
		h.put(path, []byte(text))
	}
}
