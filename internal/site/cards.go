package site

import (
	"explainer/internal/fact"
	"explainer/internal/value"
	"explainer/internal/view"
)

// cardBody is what every card and register row of a fact has in common.
type cardBody struct {
	card view.Card
}

// factBody draws what the site knows of a fact, once. Its links are relative, so that 404.html, the one
// rooted page, draws its own.
func (ix *Index) factBody(f *fact.Fact, partial view.Partial) (cardBody, error) {
	b := ix.quiet()
	b.partial = partial
	return b.factBody(f)
}

func (b *binder) factBody(f *fact.Fact) (cardBody, error) {
	c := view.Card{
		ID: f.ID, Href: b.root + factHref(f.ID), Label: b.inline(f.Label), Status: view.Status(f.Status),
		AsOf: date(f.AsOf), Note: b.inline(f.Note), Value: escaped(b.ix.Printed(f)),
	}
	if f.Kind == fact.Prose {
		c.Value = b.inline(f.Text)
	}
	if f.Expr != nil {
		c.Worked = escaped(f.Expr.Show(func(id string) string {
			if x := b.ix.Sheet.Fact(id); x != nil {
				return b.ix.Printed(x)
			}
			return id
		}))
		if f.Value.Rounded() {
			c.Interval, _ = f.Value.Format(value.IntervalForm)
		}
	}
	if n := f.ReplacedBy; n != nil {
		c.Newer = view.Link{Text: b.ix.Printed(n) + ", as of " + n.AsOf.String(), Href: b.root + factHref(n.ID)}
	}
	claims, err := b.partial("claims", b.claims(f))
	b.fail(err)
	c.Claims = view.Markup(claims)
	return cardBody{c}, b.err
}

// claims is who says what of a fact. A claim that gives no words of its own says the fact's value.
func (b *binder) claims(f *fact.Fact) view.Claims {
	var v view.Claims
	for _, c := range f.Claims {
		if c.Source == nil {
			continue
		}
		item := view.Claim{Source: c.Source.Cite(), Href: sourceHref(b.root, c.Source), At: c.At.S, Says: c.Says.S, Note: b.inline(c.Note)}
		if !c.Says.Set() && f.Kind != fact.Prose {
			item.Says = b.ix.Printed(f)
		}
		v.Items = append(v.Items, item)
	}
	return v
}

// cards is the evidence behind each mention of a page, in the order of their numbers.
func (b *binder) cards() []view.Markup {
	var out []view.Markup
	for i, id := range b.order {
		v, err := b.card(id)
		b.fail(err)
		v.Number = i + 1
		drawn, err := b.partial("card", v)
		b.fail(err)
		out = append(out, view.Markup(drawn))
	}
	return out
}

func (b *binder) card(id string) (view.Card, error) {
	if w := b.ix.Sheet.Word(id); w != nil {
		q := binder{ix: b.ix, root: b.root, partial: b.partial, mute: true, l: b.l}
		return view.Card{ID: w.ID, Href: b.root + factHref(w.ID), Label: q.inline(w.Term), Value: q.inline(w.Text)}, q.err
	}
	if b.root == "" {
		body, err := b.ix.bodies[id]()
		return body.card, err
	}
	q := binder{ix: b.ix, root: b.root, partial: b.partial, mute: true, l: b.l}
	body, err := q.factBody(b.ix.Sheet.Fact(id))
	return body.card, err
}
