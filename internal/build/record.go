package build

import (
	"io/fs"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/ledger"
)

// Recording is a site beside its ledger: what the command record works with.
type Recording struct {
	Report Report         // of a whole build, but for what it says of the ledger
	Faults []diag.Finding // what is wrong with the ledger itself
	File   []byte         // the ledger as it stands, nil where there is none
	Ledger *ledger.Ledger // nil where there is none
	State  *ledger.State  // what the site says now
}

// Recordable judges a site and gathers what its ledger is to hold. It makes nothing.
func Recordable(in fs.FS, o Options) Recording {
	r, src := whole(in, o, func(string, []byte) error { return nil }, nil)
	rec := Recording{Report: r.report, File: src.ledger, Ledger: r.ledger, State: r.state}
	rec.Report.Findings = nil
	for _, f := range r.report.Findings {
		switch {
		case f.Code == "ledger-unrecorded", f.Code == "ledger-missing":
		case f.Span.File == ledger.File && !unread(f):
			rec.Faults = append(rec.Faults, f)
		default:
			rec.Report.Findings = append(rec.Report.Findings, f)
		}
	}
	return rec
}

// remember holds the site against its ledger.
func (r *run) remember() {
	r.state = r.index.State(r.loose)
	ledger.Compare(r.ledger, r.state, &r.l)
}

// settled leaves out what the ledger has against a site whose files could not be read whole: what they
// lack looks as if it had been taken out. It does so only where that stops the build by itself, whatever
// levels the site has chosen.
func settled(found []diag.Finding) []diag.Finding {
	if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Level == diag.Error && unread(f) }) {
		return found
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Code == "ledger-unrecorded" || f.Code == "ledger-missing" })
}

// unread says that a finding is about a file of which something is missing.
func unread(f diag.Finding) bool {
	prefixes := []string{"yaml-", "text-", "file-too-large", "id-duplicate", "id-invalid", "front-matter", "facts-missing", "content-unknown", "file-link"}
	return f.Span.File != ledger.File && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(f.Code, p) }) ||
		f.Span.File == ledger.File && (f.Code == "content-unknown" || f.Code == "file-link")
}
