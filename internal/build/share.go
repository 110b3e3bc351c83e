package build

import (
	"errors"
	"fmt"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/share"
	"explainer/internal/site"
	"explainer/internal/value"
	"explainer/internal/view"
)

// pageCard draws the picture that stands for a page where it is shared. Its name holds the hash of its bytes,
// so that no site shows an old figure from its cache under a new page.
func (r *run) pageCard(p *site.Page, l *diag.List) []file {
	v := &p.View
	c := share.Card{Site: v.Site.Title, Title: v.Title, Text: v.Description}
	if v.Record.AsOf.Text != "" {
		c.Lines = append(c.Lines, "Facts as of "+v.Record.AsOf.Text)
	}
	if v.Record.Facts > 1 {
		c.Lines = append(c.Lines, fmt.Sprintf("%d\u00a0facts, %d\u00a0of\u00a0them confirmed", v.Record.Facts, v.Record.Confirmed))
	}
	at := diag.Span{File: p.Meta.File}
	if p.Meta.Title.Set() {
		at = p.Meta.Title.Span()
	}
	cardGlyphs(at, c.Title+c.Text, l)
	card, ok := r.card(p.Meta.Name, c)
	if !ok {
		return nil
	}
	v.Share.Image, v.Share.Width, v.Share.Height = r.index.Site.BaseURL+card.path, share.Width, share.Height
	v.Share.Data.Image = v.Share.Image
	v.Share.Alt = strings.Join(append([]string{c.Site + ": " + c.Title}, c.Lines...), ". ") + "."
	return []file{card}
}

// cards are the pictures of key figures.
type cards struct {
	files []file
	paths map[string]string // by id of the fact; "" where it has none
	found diag.List
}

// factCards hands over a picture for each key figure, and keeps where each is published.
func (r *run) factCards() {
	if r.index.Site.BaseURL == "" || r.o.Draft {
		return
	}
	c := r.o.Memory.factCards(r.drawFactCards)
	r.emitAll(c.files)
	r.cards = c.paths
	r.l.Join(&c.found)
}

func (r *run) drawFactCards() *cards {
	facts := r.index.KeyFacts()
	drawn := make([]file, len(facts))
	lists := make([]diag.List, len(facts))
	r.each(len(facts), func(i int) {
		c := r.factCard(facts[i])
		cardGlyphs(facts[i].Label.Span(), c.Title+c.Value+strings.Join(c.Lines, ""), &lists[i])
		drawn[i], _ = r.card("fact-"+facts[i].ID, c)
	})
	all := &cards{paths: map[string]string{}}
	cardGlyphs(r.index.Config.Title.Span(), r.index.Site.Title, &all.found)
	for i, f := range facts {
		all.paths[f.ID] = drawn[i].path
		all.found.Join(&lists[i])
		if drawn[i].path != "" {
			all.files = append(all.files, drawn[i])
		}
	}
	return all
}

func (r *run) factCard(f *fact.Fact) share.Card {
	c := share.Card{Site: r.index.Site.Title, Title: r.index.Plain(f.Label), Value: r.index.Printed(f), Status: view.Status(f.Status)}
	if q := f.Value.Qualifier(); q != value.None {
		if rest, ok := strings.CutPrefix(c.Value, q.String()+" "); ok {
			c.Qualifier, c.Value = q.String(), rest
		}
	}
	if !f.AsOf.IsZero() {
		c.Lines = append(c.Lines, "As of "+f.AsOf.String())
	}
	switch {
	case f.Derived():
		c.Lines = append(c.Lines, "= "+f.Expr.Show(func(id string) string { return r.index.Printed(r.index.Sheet.Fact(id)) }))
	case len(f.Claims) > 0 && f.Claims[0].Source != nil:
		c.Lines = append(c.Lines, f.Claims[0].Source.Cite())
	}
	return c
}

// card draws a card; false where its value has no room.
func (r *run) card(name string, c share.Card) (file, bool) {
	if r.idle {
		return file{}, false
	}
	data, err := c.PNG()
	if errors.Is(err, share.ErrLong) {
		return file{}, false
	}
	if err != nil {
		r.fail(fmt.Errorf("share card %s: %w", name, err))
		return file{}, false
	}
	return file{path: published("share/"+name+".png", data), data: data}, true
}

// cardGlyphs finds characters that a card leaves out.
func cardGlyphs(at diag.Span, text string, l *diag.List) {
	if missing := share.Missing(text); len(missing) > 0 {
		l.Add("card-glyph", at, fmt.Sprintf("the share card cannot show %q", string(missing)), "the card leaves out such characters; the page shows them")
	}
}
