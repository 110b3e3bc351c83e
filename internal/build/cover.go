package build

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/check"
	"explainer/internal/layout"
	"explainer/internal/site"
)

// Coverage is what became of the figures that readers see.
type Coverage struct {
	site.Coverage
	Unread []string // files of the site's own in static/ that may show figures, which nobody reads here
}

// Figures is how many there are.
func (c Coverage) Figures() int { return c.Bound + c.Exempt + c.Code + c.Loose }

// cover gathers what was found of the figures of all pages, and beside them.
func (r *run) cover(kept []site.Kept) {
	var all []site.Figures
	kept = slices.Clone(kept)
	slices.SortStableFunc(kept, func(a, b site.Kept) int { return cmp.Compare(a.Meta.Name, b.Meta.Name) })
	for _, k := range kept {
		all = append(all, k.Figures)
	}
	all = append(all, r.beside...)
	for _, f := range all {
		c := &r.report.Coverage
		c.Bound, c.Exempt, c.Code, c.Loose = c.Bound+f.Bound, c.Exempt+f.Exempt, c.Code+f.Code, c.Loose+f.Loose
		r.loose = append(r.loose, f.Found...)
	}
	r.report.Coverage.Unread = r.assets.unread()
	r.figures.Unused(all, &r.l)
}

// elsewhere judges texts of files that are no pages: prose of the facts files and of site.yaml, and words of templates.
func (r *run) elsewhere(src *content) {
	fields := r.index.Pieces()
	check.Wording(r.index, fields, src.where, &r.apart)
	r.beside = slices.Concat(r.byFile(fields), r.byFile(templatePieces(r.layouts.Texts())))
}

// byFile judges texts file by file.
func (r *run) byFile(pieces []site.Piece) []site.Figures {
	var all []site.Figures
	for len(pieces) > 0 {
		file, n := pieces[0].Span.File, 1
		for n < len(pieces) && pieces[n].Span.File == file {
			n++
		}
		all = append(all, r.figures.Texts(strings.TrimPrefix(file, "content/"), pieces[:n], &r.apart))
		pieces = pieces[n:]
	}
	return all
}

// templatePieces is the words of templates, each a text of its own.
func templatePieces(texts []layout.Text) []site.Piece {
	var pieces []site.Piece
	for _, t := range texts {
		pieces = append(pieces, site.Piece{Text: t.Text, Span: t.Span, Block: t.Block, Where: site.InTemplate})
	}
	return pieces
}
