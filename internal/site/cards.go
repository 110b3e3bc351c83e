package site

import (
	"slices"

	"explainer/internal/fact"
	"explainer/internal/value"
	"explainer/internal/view"
)

// evidence is what every card and register row of a fact has in common.
type evidence struct {
	label view.Markup
	view  view.Evidence
	drawn view.Markup
}

// evidenceOf gathers and draws what the site knows of a fact, once. Its links are relative, so that
// 404.html, the one rooted page, draws its own.
func (ix *Index) evidenceOf(f *fact.Fact, partial view.Partial) (evidence, error) {
	b := ix.quiet()
	b.partial = partial
	return b.evidence(f)
}

func (b *binder) evidence(f *fact.Fact) (evidence, error) {
	if b.partial == nil {
		return evidence{}, nil
	}
	e := evidence{label: b.inline(f.Label), view: view.Evidence{
		Status: view.Status(f.Status), AsOf: date(f.AsOf), Checked: date(b.ix.checked[f.ID]), Note: b.inline(f.Note), Value: escaped(b.ix.Printed(f)),
		Corrected: b.corrected(f.ID),
	}}
	v := &e.view
	if f.Kind == fact.Prose {
		v.Value = b.inline(f.Text)
	}
	if f.Derived() {
		v.Worked = escaped(f.Expr.Show(b.ix.printedByID))
		if f.Value.Rounded() {
			v.Interval, _ = f.Value.Format(value.IntervalForm)
		}
	}
	if n := f.ReplacedBy; n != nil {
		v.Newer = view.Link{Text: b.ix.Printed(n) + ", as of " + n.AsOf.String(), Href: b.root + factHref(n.ID)}
	}
	v.Claims = b.draw("claims", b.claims(f, f.Claims))
	e.drawn = b.draw("evidence", e.view)
	return e, b.err
}

func (ix *Index) printedByID(id string) string {
	if f := ix.Sheet.Fact(id); f != nil {
		return ix.Printed(f)
	}
	return id
}

func (b *binder) draw(name string, v any) view.Markup {
	if b.partial == nil {
		return ""
	}
	drawn, err := b.partial(name, v)
	b.fail(err)
	return drawn
}

// claims is who says what of a fact: some of its claims. One that gives no words of its own says the fact's
// value. Sources that print the same, and of which there is no more to say, stand together, at the first of them.
func (b *binder) claims(f *fact.Fact, claims []fact.Claim) view.Claims {
	var v view.Claims
	for _, c := range claims {
		if c.Source == nil {
			continue
		}
		v.Items = joinClaim(v.Items, b.factClaim(f, c))
	}
	return v
}

func joinClaim(items []view.Claim, c view.Claim) []view.Claim {
	same := func(x view.Claim) bool {
		return x.Says == c.Says && x.Verdict == c.Verdict && x.Note == "" && c.Note == ""
	}
	if i := slices.IndexFunc(items, same); i >= 0 {
		items[i].Also = append(items[i].Also, c.Claimant)
		return items
	}
	return append(items, c)
}

// factClaim is a claim with its verdict.
func (b *binder) factClaim(f *fact.Fact, c fact.Claim) view.Claim {
	v := b.claim(c)
	if !c.Says.Set() && f.Kind != fact.Prose {
		v.Says = b.ix.Printed(f)
	}
	if verdict, ok := b.ix.Verdict(f, c); ok {
		v.Verdict, v.Word = verdict.Class(), verdict.String()
	}
	return v
}

func (b *binder) claim(c fact.Claim) view.Claim {
	href := sourceHref(b.root, c.Source)
	if b.rows {
		href = sourceRow(b.root, c.Source)
	}
	return view.Claim{Claimant: view.Claimant{Source: c.Source.Cite(), Href: href, At: c.At.S}, Says: b.ix.says(c), Note: b.inline(c.Note)}
}

// cards is the evidence behind each mention of a page, in the order of their numbers.
func (b *binder) cards() []view.Markup {
	if b.partial == nil {
		return nil
	}
	var out []view.Markup
	for i, id := range b.order {
		c := view.Card{Number: i + 1, ID: id, Href: b.root + factHref(id)}
		c.Label, c.Evidence = b.behind(id)
		out = append(out, b.draw("card", c))
	}
	return out
}

func (b *binder) behind(id string) (label, drawn view.Markup) {
	q := binder{ix: b.ix, root: b.root, partial: b.partial, mute: true, l: b.l}
	if w := b.ix.Sheet.Word(id); w != nil {
		label, drawn = q.inline(w.Term), q.draw("evidence", view.Evidence{Value: q.inline(w.Text), Corrected: q.corrected(id)})
		b.fail(q.err)
		return label, drawn
	}
	var e evidence
	var err error
	if b.root == "" {
		e, err = b.ix.behind[id]()
	} else {
		e, err = q.evidence(b.ix.Sheet.Fact(id))
	}
	b.fail(err)
	return e.label, e.drawn
}
