package check

import (
	"bytes"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
)

// Replaced finds the mentions of facts that a newer one replaces, where nothing beside them says of when
// they are: a reader would take the old figure for the present one. Beside is the same block (a paragraph,
// a heading, an item), and of a table the same row, which is one line of src. What says of when is a link of
// ours that prints a date: an event, a fact that is a date, and the date of any fact, ?as=as_of. A sentence
// would be too narrow a place, since "By then it held …" leans on the one before.
//
// Label, status and date of the old fact state no old value, so they need no date.
func Replaced(sheet *fact.Sheet, pieces []site.Piece, src []byte, l *diag.List) {
	for from := 0; from < len(pieces); {
		to := from + 1
		for to < len(pieces) && beside(pieces[from], pieces[to], src) {
			to++
		}
		replaced(sheet, pieces[from:to], l)
		from = to
	}
}

func beside(a, b site.Piece, src []byte) bool {
	if a.Doc != b.Doc {
		return false
	}
	if a.Where == site.InCell && b.Where == site.InCell {
		return a.Span.Start <= b.Span.Start && b.Span.Start <= len(src) && bytes.IndexByte(src[a.Span.Start:b.Span.Start], '\n') < 0
	}
	return a.Block == b.Block
}

func replaced(sheet *fact.Sheet, block []site.Piece, l *diag.List) {
	var old []*site.Bound
	for _, p := range block {
		switch k := p.Link; {
		case k == nil:
		case dated(sheet, k):
			return
		case k.Kind == site.ToFact && k.As != "label" && k.As != "status":
			if f := sheet.Fact(k.ID); f != nil && f.ReplacedBy != nil && (len(old) == 0 || old[len(old)-1] != k) {
				old = append(old, k)
			}
		}
	}
	for _, k := range old {
		f := sheet.Fact(k.ID)
		l.Add("fact-replaced", k.Span, "\""+f.ID+"\" was replaced by "+f.ReplacedBy.ID+", and nothing beside it says of when it is",
			"write <fact:"+f.ID+"?as=as_of> beside it, which prints "+f.AsOf.String()+", or lean on "+newest(f).ID+" instead")
	}
}

// dated says whether a link of ours prints a date.
func dated(sheet *fact.Sheet, k *site.Bound) bool {
	switch k.Kind {
	case site.ToEvent:
		return sheet.Event(k.ID) != nil
	case site.ToFact:
		f := sheet.Fact(k.ID)
		return f != nil && (k.As == "as_of" || f.Kind == fact.Date && k.As != "label" && k.As != "status")
	}
	return false
}

// newest is the last of those that replace each other; the facts file has no circle of them.
func newest(f *fact.Fact) *fact.Fact {
	for f.ReplacedBy != nil {
		f = f.ReplacedBy
	}
	return f
}
