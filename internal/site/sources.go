package site

import (
	"explainer/internal/fact"
	"explainer/internal/view"
)

type sourceKind struct{ id, title, one string }

// sourceKinds is the kinds of source in the order in which the page of sources shows them.
var sourceKinds = []sourceKind{
	{"announcement", "Announcements by companies", "Announcement"}, {"filing", "Filings", "Filing"}, {"law", "Law", "Law"},
	{"court", "Courts", "Court document"}, {"statistics", "Statistics", "Statistics"}, {"interview", "Interviews", "Interview"},
	{"memo", "Memos", "Memo"}, {"report", "Press reports", "Press report"}, {"analysis", "Analysis", "Analysis"},
	{"market", "Market data", "Market data"},
}

// burden is what rests on a source.
type burden struct {
	facts, terms, events []view.Link
	claims               int
}

// burdens is what rests on each source.
func (ix *Index) burdens() map[*fact.Source]*burden {
	all := map[*fact.Source]*burden{}
	for _, s := range ix.Sheet.Sources {
		all[s] = &burden{}
	}
	// rest counts the claims of an entry and gives each of their sources once.
	rest := func(claims []fact.Claim, add func(*burden)) {
		for _, s := range appendSources(nil, claims) {
			add(all[s])
		}
		for _, c := range claims {
			if c.Source != nil {
				all[c.Source].claims++
			}
		}
	}
	for _, f := range ix.Sheet.Facts {
		link := view.Link{Text: ix.Plain(f.Label), Href: factHref(f.ID)}
		rest(f.Claims, func(b *burden) { b.facts = append(b.facts, link) })
	}
	for _, t := range ix.Sheet.Terms {
		var claims []fact.Claim
		for _, c := range t.Cells {
			claims = append(claims, c.Claims...)
		}
		link := view.Link{Text: ix.Plain(t.Title), Href: ix.termHref(t)}
		rest(claims, func(b *burden) { b.terms = append(b.terms, link) })
	}
	for _, e := range ix.Sheet.Events {
		link := view.Link{Text: e.Date.String(), Href: ix.eventHref(e)}
		rest(e.Claims, func(b *burden) { b.events = append(b.events, link) })
	}
	return all
}

// Sources is the data of sources.html, and the anchors of its rows.
func (ix *Index) Sources() (*view.Sources, []string) {
	rests := ix.burdens()
	v := &view.Sources{}
	var anchors []string
	for _, kind := range sourceKinds {
		g := view.SourceGroup{ID: "kind-" + kind.id, Title: kind.title}
		for _, s := range ix.Sheet.Sources {
			if s.Kind != kind.id {
				continue
			}
			on := rests[s]
			g.Entries = append(g.Entries, view.SourceEntry{
				ID: s.ID, Title: s.Title.S, Publisher: s.Publisher.S, Author: s.Author.S, Kind: kind.one,
				Published: date(s.Published), Accessed: date(s.Accessed), URL: s.URL, Archive: s.ArchiveURL,
				Claims: on.claims, Facts: on.facts, Terms: on.terms, Events: on.events,
			})
			anchors = append(anchors, s.ID)
		}
		if len(g.Entries) > 0 {
			v.Groups = append(v.Groups, g)
			anchors = append(anchors, g.ID)
		}
	}
	return v, anchors
}
