package site

import (
	"strings"

	"explainer/internal/fact"
	"explainer/internal/figure"
	"explainer/internal/view"
)

// modified is the day of the newest change, or of the newest fact where nothing was recorded.
func (ix *Index) modified() string {
	if d := ix.o.Ledger.Newest(); !d.IsZero() {
		return d.ISO()
	}
	return ix.Record.AsOf.ISO
}

// share is what other sites and machines read of a page; nil where the page has no address to give.
func (ix *Index) share(m *Meta, v *view.Page) *view.Share {
	if v.Canonical == "" || ix.o.Draft {
		return nil
	}
	s := &view.Share{URL: v.Canonical, Locale: strings.ReplaceAll(ix.Site.Language, "-", "_")}
	base := ix.Site.BaseURL
	t := view.Linked{
		Context: "https://schema.org", Type: "Article", Description: v.Description, URL: v.Canonical,
		Language: ix.Site.Language, Modified: ix.modified(), Publisher: organization(ix.Site.Publisher),
		IsPartOf: &view.Named{Type: "WebSite", Name: ix.Site.Title, URL: base},
	}
	switch m.Name {
	case "facts":
		t.Type, t.Name, t.IsPartOf = "Dataset", v.Title, nil
		t.Files = []view.Download{
			{Type: "DataDownload", Encoding: "application/json", URL: base + "facts.json"},
			{Type: "DataDownload", Encoding: "text/csv", URL: base + "facts.csv"},
		}
		t.Variables = ix.variables()
	case "sources":
		t.Type, t.Name = "CollectionPage", v.Title
	case "differ":
		t.Headline, t.Parts = v.Title, ix.said()
	default:
		t.Headline = v.Title
	}
	s.Data = t
	return s
}

func organization(name string) *view.Named {
	if name == "" {
		return nil
	}
	return &view.Named{Type: "Organization", Name: name}
}

// variables is the facts of the register.
func (ix *Index) variables() []view.Property {
	var all []view.Property
	for _, f := range ix.Sheet.Facts {
		t := view.Property{Type: "PropertyValue", ID: f.ID, Name: ix.Plain(f.Label), Value: ix.Printed(f), Description: view.Status(f.Status).Word()}
		if !f.AsOf.IsZero() {
			t.Description += ", as of " + f.AsOf.String()
		}
		all = append(all, t)
	}
	return all
}

// said is what sources say that this site does not.
func (ix *Index) said() []view.Saying {
	var all []view.Saying
	for _, f := range ix.Sheet.Facts {
		for _, c := range ix.apart(f) {
			says := ix.says(c)
			if says == "" {
				says = ix.Printed(f)
			}
			all = append(all, ix.saidBy(c.Source, ix.Plain(f.Label), says))
		}
	}
	for _, e := range ix.Sheet.Events {
		for _, c := range ix.eventApart(e) {
			all = append(all, ix.saidBy(c.Source, ix.Plain(e.Text), ix.says(c)))
		}
	}
	return all
}

func (ix *Index) saidBy(s *fact.Source, about, says string) view.Saying {
	return view.Saying{
		Type: "Claim", Name: about, Text: says, Author: organization(s.Publisher.S),
		Citation: view.Work{Type: "CreativeWork", Name: s.Title.S, URL: s.URL, Published: date(s.Published).ISO},
	}
}

// KeyFacts is the facts that key figures show, each once, in the order of the facts file.
func (ix *Index) KeyFacts() []*fact.Fact {
	key := map[string]bool{}
	for _, f := range ix.Sheet.Figures {
		if kind, ok := figure.Find(f.Kind.S); ok && kind.Name == "key-figures" {
			for _, id := range f.Facts {
				key[id.S] = true
			}
		}
	}
	var facts []*fact.Fact
	for _, f := range ix.Sheet.Facts {
		if key[f.ID] && !f.Broken {
			facts = append(facts, f)
		}
	}
	return facts
}
