package fact

import (
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

// terms reads the provisions.
func (r *reader) terms() {
	each(r, func(s *shape) []decode.Entry[termEntry] { return s.Terms.Entries }, func(e decode.Entry[termEntry]) {
		t := &Term{ID: e.Key.S, Place: e.Key.Span(), Title: e.Value.Title, Group: e.Value.Group}
		written := map[*Stage]decode.Entry[cellEntry]{}
		for _, cell := range e.Value.Stages.Entries {
			r.refers(cell.Key)
			stage := r.sheet.Stage(cell.Key.S)
			if stage == nil {
				r.unknown("stage-unknown", "stage", cell.Key.Span(), cell.Key.S, r.sheet.StageIDs)
				r.optional(cell.Value.Claims)
				continue
			}
			written[stage] = cell
		}
		for _, stage := range r.sheet.Stages {
			t.Cells = append(t.Cells, r.cell(stage, written))
		}
		if len(t.Cells) > 0 {
			if first, ok := written[t.Cells[0].Stage]; ok && first.Value.Change.S != "" {
				r.l.Add("yaml-key", first.Value.Change.Span(), "nothing changes at the first stage", "delete the key")
			}
		}
		changes(t.Cells)
		if r.register("term", e.Key, t) {
			r.sheet.Terms = append(r.sheet.Terms, t)
		}
	})
}

func (r *reader) cell(stage *Stage, written map[*Stage]decode.Entry[cellEntry]) TermCell {
	e, ok := written[stage]
	if !ok {
		return TermCell{Stage: stage}
	}
	return TermCell{
		Stage: stage, Stated: true, Text: e.Value.Text, Change: e.Value.Change.S,
		Claims: r.claims(e.Value.Claims, "the term at this stage", e.Key.Span()),
	}
}

// changes works out what is not written: a cell is held against the last stage that states the term,
// and one that states it anew after its end is added.
func changes(cells []TermCell) {
	var last *TermCell
	for i := range cells {
		c := &cells[i]
		switch {
		case i == 0:
			c.Change = ""
		case !c.Stated:
			c.Change = "unstated"
		case c.Change != "":
		case last == nil || last.Change == "ended":
			c.Change = "added"
		case words(c.Text) == words(last.Text):
			c.Change = "unchanged"
		default:
			c.Change = "changed"
		}
		if c.Stated {
			last = c
		}
	}
}

// words is a text without the difference that line breaks make.
func words(t decode.Text) string { return strings.Join(strings.Fields(t.S), " ") }

// figures reads the drawings, and checks what they name. Their kinds and which keys each uses are judged
// where they are drawn.
func (r *reader) figures() {
	s := r.sheet
	groups := map[string]bool{}
	for _, g := range s.Groups() {
		groups[g] = true
	}
	each(r, func(s *shape) []decode.Entry[figureEntry] { return s.Figures.Entries }, func(e decode.Entry[figureEntry]) {
		v := e.Value
		f := &Figure{
			ID: e.Key.S, Place: e.Key.Span(), Kind: v.Kind, Title: v.Title, Note: v.Note,
			Facts: v.Facts, Events: v.Events, Groups: v.Groups, Terms: v.Terms, Stages: v.Stages,
			Fact: v.Fact, Whole: v.Whole, From: v.From, To: v.To, Party: v.Party, Set: v.Set,
		}
		refer(r, v.Facts, "fact-unknown", "fact", s.Fact, s.FactIDs)
		refer(r, []decode.Text{v.Fact, v.Whole}, "fact-unknown", "fact", s.Fact, s.FactIDs)
		refer(r, v.Events, "event-unknown", "event", s.Event, s.EventIDs)
		refer(r, v.Terms, "term-unknown", "term", s.Term, s.TermIDs)
		refer(r, v.Stages, "stage-unknown", "stage", s.Stage, s.StageIDs)
		r.party(v.Party)
		r.between(v.From, v.To)
		for _, g := range v.Groups {
			if !groups[g.S] {
				r.l.Add("term-unknown", g.Span(), "no term has the group \""+clip(g.S)+"\"", diag.DidYouMean(g.S, r.candidates(g.S, s.Groups)))
			}
		}
		for _, a := range v.Arrows {
			refer(r, a.Stages, "stage-unknown", "stage", s.Stage, s.StageIDs)
			refer(r, []decode.Text{a.Term}, "term-unknown", "term", s.Term, s.TermIDs)
			f.Arrows = append(f.Arrows, Arrow{
				From: r.party(a.From), To: r.party(a.To), Text: a.Text, Stages: a.Stages,
				Term: s.Term(a.Term.S), Continues: a.Continues.True(), Place: a.Place.Span(),
			})
		}
		if r.register("figure", e.Key, f) {
			s.Figures = append(s.Figures, f)
		}
	})
}

// between checks the dates from and to which a timeline runs.
func (r *reader) between(from, to decode.Text) {
	a, ok := r.date(from)
	b, both := r.date(to)
	if ok && both && after(a, b) {
		r.l.Add("date-invalid", to.Span(), "this is before "+a.ISO()+", where the figure begins", "")
	}
}

// refer checks that each id names an entry of one kind.
func refer[T any](r *reader, names []decode.Text, code, kind string, find func(string) *T, all func() []string) {
	for _, t := range names {
		r.refers(t)
		if t.Set() && find(t.S) == nil {
			r.unknown(code, kind, t.Span(), t.S, all)
		}
	}
}
