package site

import (
	"html"
	"slices"
	"strings"
	"sync"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/ledger"
	"explainer/internal/markdown"
	"explainer/internal/value"
	"explainer/internal/view"
)

// Source is a file of the site with its bytes.
type Source struct {
	File string // slash-separated, from the site's root
	Data []byte
}

// Options is what does not stand in the site's files.
type Options struct {
	BaseURL string // in the form that BaseURL gives, or ""
	Draft   bool
	Version string
	Ledger  *ledger.Ledger // nil where nothing was recorded
	// Asset gives the published path of a file in static/.
	Asset func(name string) (path string, ok bool)
	// AssetNames lists the files in static/, for hints.
	AssetNames []string
	// Meta reads the front matter of a page, nil of one that is to be left out; a nil Meta is ReadMeta.
	Meta func(file string, src []byte, l *diag.List) *Meta
	// Unread are the pages, by file, that are there and cannot be read: nobody may say that they are missing.
	Unread map[string]bool
}

// Index is what every page may lean on. It is made once and read by all pages at the same time.
type Index struct {
	Config Config
	Sheet  *fact.Sheet
	Pages  []*Meta // in the order of the navigation, data pages among them
	Site   view.Site
	Record view.Record

	o       Options
	byName  map[string]*Meta
	steps   []step                              // the pages of the navigation, in its order
	homes   map[string]string                   // event or term to the page that is home to its row
	behind  map[string]func() (evidence, error) // of each fact, by id
	checked map[string]value.Date               // when each fact was last checked, by id
	pieces  []Piece                             // of the facts file and the settings
	items   func() *ledger.State                // what the site says beside its loose digits
	plain   sync.Map                            // string to string: the words of prose fields
}

// NewIndex reads what stands around the bodies of the pages: the settings, and the front matter of every page.
// Partial draws the lists of claims that cards share.
func NewIndex(config Source, sheet *fact.Sheet, pages []Source, o Options, partial view.Partial, l *diag.List) *Index {
	ix := &Index{
		Config: ReadConfig(config.Data, l),
		Sheet:  sheet,
		o:      o,
		byName: map[string]*Meta{},
		homes:  map[string]string{},
		behind: map[string]func() (evidence, error){},
	}
	read := o.Meta
	if read == nil {
		read = ReadMeta
	}
	for _, p := range pages {
		m := read(p.File, p.Data, l)
		if m == nil {
			continue // a file that cannot be read: whoever reads says so
		}
		if other := ix.byName[m.Name]; other != nil {
			l.Add("output-collision", diag.Span{File: m.File}, m.File+" and "+other.File+" would both be published as "+m.Out(), "rename one of them")
			continue
		}
		if m.Draft.True() && !o.Draft {
			continue
		}
		ix.add(m)
	}
	for _, name := range DataPages() {
		if ix.byName[name] == nil {
			ix.add(dataPage(name))
		}
	}
	slices.SortFunc(ix.Pages, byOrder)
	ix.findHomes()
	if o.BaseURL == "" {
		base, fault := BaseURL(ix.Config.BaseURL.S)
		if fault != "" {
			l.Add("setting-invalid", ix.Config.BaseURL.Span(), quoted("base_url", ix.Config.BaseURL.S)+": "+fault, "write the public address, such as https://example.org/deal/")
		}
		ix.o.BaseURL = base
	}
	ix.readSteps()
	ix.readChecked()
	ix.Site = ix.siteView()
	ix.Record = ix.recordView()
	for _, f := range ix.Sheet.Facts {
		ix.behind[f.ID] = sync.OnceValues(func() (evidence, error) { return ix.evidenceOf(f, partial) })
	}
	ix.checkSeverities(pages, l)
	ix.checkProse(l)
	ix.checkTitles(l)
	ix.checkFigures(l)
	ix.items = sync.OnceValue(ix.stated)
	return ix
}

// step is a page of the navigation.
type step struct {
	page        *Meta
	name, title string // plain words
}

func (ix *Index) readSteps() {
	for _, m := range ix.Pages {
		if m.Nav.S != "" {
			ix.steps = append(ix.steps, step{m, ix.Plain(m.Nav), ix.Plain(m.Title)})
		}
	}
}

func (ix *Index) add(m *Meta) {
	ix.byName[m.Name] = m
	ix.Pages = append(ix.Pages, m)
}

// Has says whether the site has a page of that name.
func (ix *Index) Has(name string) bool { return ix.byName[name] != nil }

// PageOf is the page of a file; nil for none.
func (ix *Index) PageOf(file string) *Meta {
	if m := ix.byName[PageName(file)]; m != nil && m.File == file {
		return m
	}
	return nil
}

// dataPage is a page from data without an introduction of its own.
func dataPage(name string) *Meta {
	m := &Meta{Name: name, Layout: name, Order: 1000, Data: true}
	switch name {
	case "facts":
		m.Title.S, m.Description.S = "Register of facts", "Every fact on this site: value, date, status, claims and sources."
	case "sources":
		m.Title.S, m.Description.S = "Sources", "Every document that this site cites, and what rests on it."
	case "changes":
		m.Title.S, m.Description.S = "Changes", "What this site said before, what it says now, when that changed, and why."
	case "differ":
		m.Title.S, m.Description.S = "Where reports differ", "Every fact and date of which sources say different things, with both sides."
		m.Lede.S = "Where sources say different things of one fact or date, both sides stand here, with what this site says and why."
	case "404":
		m.Title.S, m.Description.S = "Page not found", "There is no page at this address."
	}
	return m
}

// findHomes works out which page shows the row of each event and term.
func (ix *Index) findHomes() {
	claim := func(id string, m *Meta) {
		if ix.homes[id] == "" {
			ix.homes[id] = m.Out()
		}
	}
	for _, m := range ix.Pages {
		for _, id := range m.figs {
			f := ix.Sheet.Figure(id)
			switch {
			case f == nil:
			case f.Kind.S == "timeline" && m.homeOf("events"):
				for _, e := range ix.eventsOf(f, nil) {
					claim(e.ID, m)
				}
			case f.Kind.S == "terms" && m.homeOf("terms"):
				for _, t := range ix.termsOf(f) {
					claim(t.ID, m)
				}
			}
		}
	}
}

// eventHref is where the row of an event stands: on the page that is home to events, else in the register.
func (ix *Index) eventHref(e *fact.Event) string {
	if page := ix.homes[e.ID]; page != "" {
		return page + "#" + e.ID
	}
	return factHref(e.ID)
}

// termHref is the row of a provision on the page that is home to terms; "" where there is none.
func (ix *Index) termHref(t *fact.Term) string {
	if page := ix.homes[t.ID]; page != "" {
		return page + "#" + t.ID
	}
	return ""
}

// FeedFile is where the changes stand for feed readers, where the site has an address.
const FeedFile = "feed.xml"

func factHref(id string) string { return "facts.html#" + id }

func (ix *Index) siteView() view.Site {
	c := ix.Config
	v := view.Site{
		Title: ix.Plain(c.Title), Description: ix.Plain(c.Description), Publisher: c.Publisher.S,
		Language: "en-GB", BaseURL: ix.o.BaseURL, Draft: ix.o.Draft, Version: ix.o.Version,
		Ledger: ix.o.Ledger != nil,
	}
	if v.Ledger && v.BaseURL != "" && !v.Draft {
		v.Feed = FeedFile
	}
	if c.Language.S != "" {
		v.Language = c.Language.S
	}
	for _, p := range ix.Sheet.Parties {
		if p.Hue != "" {
			v.Hues = append(v.Hues, party(p))
		}
	}
	return v
}

func (ix *Index) recordView() view.Record {
	var newest value.Date
	r := view.Record{Facts: len(ix.Sheet.Facts), Changes: ix.o.Ledger.Changes()}
	for _, f := range ix.Sheet.Facts {
		switch f.Status {
		case "confirmed":
			r.Confirmed++
		case fact.Computed:
			r.Computed++
		}
		if f.AsOf.Compare(newest) > 0 {
			newest = f.AsOf
		}
	}
	r.AsOf, r.Checked = date(newest), date(ix.lastChecked(ix.Sheet.FactIDs()))
	return r
}

// checkProse finds what is wrong with the prose fields of the facts file, once for the site; the pages
// that show them do not report it again.
func (ix *Index) checkProse(l *diag.List) {
	b := ix.quiet()
	b.l = l
	ix.prose(func(t decode.Text, _ string) {
		if t.S != "" {
			b.see(t.Span().File, b.parse(t), true)
		}
	})
	ix.pieces = b.pieces
}

// prose goes over the prose fields of the facts file and of the settings; in says what each is called, such as
// "event deal".
func (ix *Index) prose(field func(t decode.Text, in string)) {
	claims := func(cs []fact.Claim, of string) {
		for _, c := range cs {
			field(c.Note, "note on a claim of "+of)
		}
	}
	s := ix.Sheet
	for _, f := range s.Facts {
		field(f.Label, "label of "+f.ID)
		field(f.Text, "text of "+f.ID)
		field(f.Note, "note of "+f.ID)
		claims(f.Claims, f.ID)
	}
	for _, t := range s.Terms {
		of := "term " + t.ID
		field(t.Title, of)
		field(t.Group, of)
		for _, c := range t.Cells {
			if c.Stated {
				field(c.Text, of+", "+c.Stage.ID)
				claims(c.Claims, of)
			}
		}
	}
	for _, e := range s.Events {
		field(e.Text, "event "+e.ID)
		claims(e.Claims, "event "+e.ID)
	}
	for _, w := range s.Words {
		field(w.Term, "glossary entry "+w.ID)
		field(w.Text, "glossary entry "+w.ID)
	}
	for _, f := range s.Figures {
		field(f.Title, "title of figure "+f.ID)
		field(f.Note, "note of figure "+f.ID)
		for _, x := range f.Arrows {
			field(x.Text, "arrow of figure "+f.ID)
		}
	}
	field(ix.Config.Title, "title of the site")
	field(ix.Config.Description, "description of the site")
}

// Plain is the words of a prose field.
func (ix *Index) Plain(t decode.Text) string {
	if !strings.ContainsAny(t.S, "<>[]*_`&\\!'\"-.~:") {
		return t.S
	}
	if known, ok := ix.plain.Load(t.S); ok {
		return known.(string)
	}
	doc := markdown.ParseInline(t.Span().File, t.S, t.At)
	ix.quiet().bind(doc)
	words := doc.Plain()
	ix.plain.Store(t.S, words)
	return words
}

// Printed is the value of a fact as the site prints it.
func (ix *Index) Printed(f *fact.Fact) string {
	if f.Kind == fact.Prose {
		return ix.Plain(f.Text)
	}
	return f.Value.String()
}

func date(d value.Date) view.Date {
	if d == (value.Date{}) {
		return view.Date{}
	}
	return view.Date{ISO: d.ISO(), Text: d.String()}
}

func party(p *fact.Party) view.Party {
	if p == nil {
		return view.Party{}
	}
	return view.Party{Name: p.Name, Hue: p.Hue}
}

// escaped is text as markup.
func escaped(s string) view.Markup { return view.Markup(html.EscapeString(s)) }
