package build

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/layout"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/static"
	"explainer/templates"
)

// Recording is a site beside its ledger: what the command record works with.
type Recording struct {
	Report Report // of a whole build; its findings about the ledger are not among them
	File   []byte // the ledger as it stands, nil where there is none
	Ledger *ledger.Ledger
	Faults []diag.Finding // what is wrong with the ledger itself
	State  *ledger.State
}

// Recordable judges a site and gathers what its ledger is to hold.
func Recordable(in fs.FS, o Options) Recording {
	rec := Recording{Report: Run(in, o, func(string, []byte) error { return nil })}
	rec.Report.Findings = slices.DeleteFunc(rec.Report.Findings, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "ledger-") })
	r := &run{in: in, o: o, made: map[string]string{}}
	var ignored, faults diag.List // Run has reported the rest
	src := readContent(in, &ignored)
	r.assets = readAssets(static.FS, sub(in, "static"), &ignored)
	r.layouts = layout.Load(templates.FS, sub(in, "templates"), r.assets.path, &ignored)
	r.index = site.NewIndex(src.config, src.facts, src.pages, r.siteOptions(), r.layouts.Partial, &ignored)
	var err error
	if rec.File, err = readLedger(in); err != nil && rec.Report.Err == nil {
		rec.Report.Err = err
	}
	rec.Ledger = ledger.Read(rec.File, &faults)
	rec.Faults = faults.Sorted()
	rec.State = r.index.State(nil)
	return rec
}

// readLedger gives the bytes of the ledger, nil where there is none. One that is too large is cut where
// ledger.Read will say so.
func readLedger(in fs.FS) ([]byte, error) {
	f, err := in.Open(ledger.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, decode.MaxFile+1))
	if err != nil {
		return nil, err
	}
	return append([]byte{}, data...), nil
}

// compare holds the site against its ledger, unless files of the site could not be read whole: what they
// lack would look as if it had been taken out.
func (r *run) compare(l *ledger.Ledger, now *ledger.State) {
	for _, f := range r.l.Sorted() {
		for _, prefix := range []string{"yaml-", "text-", "file-", "id-duplicate", "id-invalid", "front-matter", "facts-missing", "content-unknown"} {
			if strings.HasPrefix(f.Code, prefix) && f.Span.File != ledger.File {
				return
			}
		}
	}
	ledger.Compare(l, now, &r.l)
}
