package site

import (
	"slices"

	"explainer/internal/fact"
	"explainer/internal/value"
	"explainer/internal/view"
)

// Differ is the data of differ.html, and the anchors of its rows: each fact and event of which a source says
// something else, and each disputed fact.
func (ix *Index) Differ(partial view.Partial) (*view.Differ, []string, error) {
	b := ix.quiet()
	b.partial = partial
	v := &view.Differ{}
	var anchors []string
	for _, f := range ix.Sheet.Facts {
		apart := ix.apart(f)
		if len(apart) == 0 {
			continue
		}
		e, err := ix.behind[f.ID]()
		b.fail(err)
		v.Facts = append(v.Facts, view.Difference{
			ID: f.ID, Href: factHref(f.ID), Label: e.label, Value: e.view.Value, Status: e.view.Status, AsOf: e.view.AsOf, Note: e.view.Note,
			With: b.others(f.Claims, apart), Others: b.draw("claims", b.claims(f, apart)),
		})
		anchors = append(anchors, f.ID)
	}
	for _, e := range ix.Sheet.Events {
		apart := ix.eventApart(e)
		if len(apart) == 0 {
			continue
		}
		v.Events = append(v.Events, view.Difference{
			ID: e.ID, Href: ix.eventHref(e), Label: b.inline(e.Text), Value: escaped(e.Date.String()),
			With: b.others(e.Claims, apart), Others: b.draw("claims", b.eventClaims(e, apart)),
		})
		anchors = append(anchors, e.ID)
	}
	return v, anchors, b.err
}

// apart is the claims that do not say what the fact says. Where nothing can be compared, as with a text,
// a disputed fact sets all its claims apart that have words or a remark of their own.
func (ix *Index) apart(f *fact.Fact) []fact.Claim {
	var apart []fact.Claim
	for _, c := range f.Claims {
		verdict, ok := ix.Verdict(f, c)
		if c.Source != nil && (ok && verdict >= value.Precise || !ok && f.Status == "disputed" && (c.Says.Set() || c.Note.Set())) {
			apart = append(apart, c)
		}
	}
	return apart
}

// eventApart is the claims that say another date.
func (ix *Index) eventApart(e *fact.Event) []fact.Claim {
	return slices.DeleteFunc(slices.Clone(e.Claims), func(c fact.Claim) bool {
		verdict, ok := ix.EventVerdict(e, c)
		return c.Source == nil || !ok || verdict != value.Differs
	})
}

// others is the sources of the claims that are not apart.
func (b *binder) others(all, apart []fact.Claim) []view.Cite {
	var with []view.Cite
	rest := slices.DeleteFunc(slices.Clone(all), func(c fact.Claim) bool {
		return slices.ContainsFunc(apart, func(a fact.Claim) bool { return a.Place == c.Place })
	})
	for _, s := range appendSources(nil, rest) {
		with = append(with, cite(b.root, s))
	}
	return with
}

// eventClaims is who says another date.
func (b *binder) eventClaims(e *fact.Event, claims []fact.Claim) view.Claims {
	var v view.Claims
	for _, c := range claims {
		item := b.claim(c)
		if verdict, ok := b.ix.EventVerdict(e, c); ok {
			item.Verdict, item.Word = verdict.Class(), verdict.String()
		}
		v.Items = append(v.Items, item)
	}
	return v
}
