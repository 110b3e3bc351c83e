package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"

	"explainer/internal/fact"
	"explainer/internal/value"
)

// Policy is the content security policy of every page, in its <meta> and in _headers.
const Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

// files makes what machines read: data, headers, and with a public address the sitemap.
func (r *run) files() {
	for _, name := range r.assets.names {
		f := r.assets.files[name]
		r.emit(f.out, f.data, "static/"+name)
	}
	r.produce("facts.json", r.factsJSON)
	r.produce("facts.csv", r.factsCSV)
	r.emit(".nojekyll", nil, "")
	r.emit("_headers", []byte("/*\n  Content-Security-Policy: "+Policy+
		"\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"), "")
	if base := r.index.Site.BaseURL; base != "" && !r.o.Draft {
		r.produce("sitemap.xml", func() []byte { return r.sitemap(base) })
		if r.index.Site.Feed != "" {
			r.produce(r.index.Site.Feed, func() []byte { return r.feed(r.ledger) })
		}
		if _, own := r.assets.files["robots.txt"]; !own {
			r.emit("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+base+"sitemap.xml\n"), "")
		}
	}
}

// produce hands over a file of the program's own, which is made unless nothing is.
func (r *run) produce(path string, data func() []byte) {
	if r.idle {
		r.emit(path, nil, "")
		return
	}
	r.emit(path, r.o.Memory.produced(path, data), "")
}

// The shape of facts.json, version 1; docs/facts-json.md describes it and docs/facts.schema.json judges it. Numbers are decimal strings, so
// that no reader loses a digit.
type factsDoc struct {
	Version     int         `json:"version"`
	Title       string      `json:"title"`
	Publisher   string      `json:"publisher,omitempty"`
	URL         string      `json:"url,omitempty"`
	RecordedTo  string      `json:"newest_as_of"`
	Facts       []factDoc   `json:"facts"`
	SourceIndex []sourceDoc `json:"sources"`
}

type factDoc struct {
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Value      string     `json:"value"`
	Number     string     `json:"number,omitempty"`
	Unit       string     `json:"unit,omitempty"`
	Low        string     `json:"low,omitempty"`
	High       string     `json:"high,omitempty"`
	Date       string     `json:"date,omitempty"`
	Status     string     `json:"status"`
	AsOf       string     `json:"as_of,omitempty"`
	Party      string     `json:"party,omitempty"`
	Worked     string     `json:"worked_out_as,omitempty"`
	ReplacedBy string     `json:"replaced_by,omitempty"`
	Note       string     `json:"note,omitempty"`
	Page       string     `json:"page"`
	Card       string     `json:"card,omitempty"`
	Claims     []claimDoc `json:"claims"`
}

type claimDoc struct {
	Source  string `json:"source"`
	At      string `json:"at,omitempty"`
	Says    string `json:"says,omitempty"`
	Verdict string `json:"verdict,omitempty"`
	Note    string `json:"note,omitempty"`
}

type sourceDoc struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Author    string `json:"author,omitempty"`
	Kind      string `json:"kind"`
	Published string `json:"published,omitempty"`
	Accessed  string `json:"accessed,omitempty"`
	URL       string `json:"url,omitempty"`
	Archive   string `json:"archive_url,omitempty"`
}

func (r *run) factsJSON() []byte {
	doc := factsDoc{
		Version: 1, Title: r.index.Site.Title, Publisher: r.index.Site.Publisher, URL: r.index.Site.BaseURL,
		RecordedTo: r.index.Record.AsOf.ISO, Facts: []factDoc{}, SourceIndex: []sourceDoc{},
	}
	for _, f := range r.index.Sheet.Facts {
		doc.Facts = append(doc.Facts, r.factDoc(f))
	}
	for _, s := range r.index.Sheet.Sources {
		doc.SourceIndex = append(doc.SourceIndex, sourceDoc{
			ID: s.ID, Title: s.Title.S, Publisher: s.Publisher.S, Author: s.Author.S, Kind: s.Kind,
			Published: s.Published.ISO(), Accessed: s.Accessed.ISO(), URL: s.URL, Archive: s.ArchiveURL,
		})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		r.fail(err) // strings and slices of them cannot fail; this guards a change of the shape
	}
	return b.Bytes()
}

func (r *run) factDoc(f *fact.Fact) factDoc {
	d := factDoc{
		ID: f.ID, Label: r.index.Plain(f.Label), Value: r.index.Printed(f), Status: f.Status,
		AsOf: f.AsOf.ISO(), Note: r.index.Plain(f.Note), Page: "facts.html#" + f.ID, Card: r.cards[f.ID], Claims: []claimDoc{},
	}
	switch f.Kind {
	case fact.Number:
		d.Number, d.Unit = f.Value.Number().String(), f.Value.Unit().Code()
		d.Low, d.High = ends(f.Value)
	case fact.Date:
		d.Date = f.Value.Date().ISO()
	}
	if f.Party != nil {
		d.Party = f.Party.ID
	}
	if f.Expr != nil {
		d.Worked = f.Expr.Show(func(id string) string { return id })
	}
	if f.ReplacedBy != nil {
		d.ReplacedBy = f.ReplacedBy.ID
	}
	for _, c := range f.Claims {
		if c.Source != nil {
			claim := claimDoc{Source: c.Source.ID, At: c.At.S, Says: c.Says.S, Note: r.index.Plain(c.Note)}
			if verdict, ok := r.index.Verdict(f, c); ok {
				claim.Verdict = verdict.Class()
			}
			d.Claims = append(d.Claims, claim)
		}
	}
	return d
}

// ends is what a value allows, "" where it has no bound.
func ends(v value.Value) (low, high string) {
	lo, hi := v.Interval()
	if !lo.Infinite {
		low = lo.D.String()
	}
	if !hi.Infinite {
		high = hi.D.String()
	}
	return low, high
}

func (r *run) sitemap(base string) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, m := range r.index.Pages {
		if m.Name == "404" {
			continue
		}
		b.WriteString("<url><loc>")
		// A bytes.Buffer takes every write.
		_ = xml.EscapeText(&b, []byte(base+strings.TrimSuffix(m.Out(), "index.html")))
		b.WriteString("</loc></url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}
