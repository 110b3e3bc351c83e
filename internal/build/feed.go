package build

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
)

// maxFeed is how many records the feed holds, the newest: readers keep the older ones.
const maxFeed = 50

// The shape of the feed: Atom, RFC 4287.
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language  string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
	Updated   string      `xml:"updated"`
	Author    atomAuthor  `xml:"author"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Categories []atomCategory `xml:"category"`
	Link       atomLink       `xml:"link"`
	Content    atomText       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// feed is the changes as Atom. It needs a base URL, and a ledger with a change in it.
func (r *run) feed(l *ledger.Ledger) []byte {
	v := r.index.Site
	page := v.BaseURL + "changes.html"
	f := atomFeed{
		Language: v.Language, ID: tag(v.BaseURL, l.Oldest(), "changes"),
		Title: v.Title + ": changes", Subtitle: v.Description, Updated: midnight(l.Newest()),
		Author: atomAuthor{cmp.Or(v.Publisher, v.Title)}, Generator: "explainer",
		Links: []atomLink{{"self", "application/atom+xml", v.BaseURL + site.FeedFile}, {"alternate", "text/html", page}},
	}
	records := l.Records()
	slices.Reverse(records)
	for _, rec := range records[:min(len(records), maxFeed)] {
		first := rec.Entries[0]
		e := atomEntry{
			ID: tag(v.BaseURL, l.Oldest(), "changes/"+first.Name), Title: r.feedTitle(rec), Updated: midnight(rec.Date),
			Link: atomLink{"alternate", "text/html", page + "#" + first.Name}, Content: atomText{"text", r.feedText(rec)},
		}
		for _, x := range rec.Entries {
			if c := (atomCategory{x.Kind}); !slices.Contains(e.Categories, c) {
				e.Categories = append(e.Categories, c)
			}
		}
		f.Entries = append(f.Entries, e)
	}
	data, err := xml.MarshalIndent(f, "", "  ")
	if err != nil {
		r.fail(err) // strings cannot fail; this guards a change of the shape
	}
	return append([]byte(xml.Header), append(data, '\n')...)
}

// feedTitle is what changed, or why, where it was more than one thing.
func (r *run) feedTitle(rec ledger.Record) string {
	first := rec.Entries[0]
	switch {
	case first.ID == "":
		return "First published"
	case len(rec.Entries) > 1:
		return rec.Note
	}
	return first.Word() + ": " + r.index.ChangeLabel(first)
}

// feedText is the note and the changes, a paragraph each.
func (r *run) feedText(rec ledger.Record) string {
	paragraphs := []string{rec.Note}
	for _, e := range rec.Entries {
		text := ""
		if e.ID != "" {
			text = e.Word() + ": " + r.index.ChangeLabel(e) + ". "
		}
		if e.Was != "" {
			text += "Said before: " + e.Was + ". "
		}
		if e.Is != "" {
			text += "Says now: " + e.Is + "."
		}
		if e.ID == "" {
			text = e.Is
		}
		paragraphs = append(paragraphs, strings.TrimSpace(text))
	}
	return strings.Join(paragraphs, "\n\n")
}

func midnight(d value.Date) string { return d.First().ISO() + "T00:00:00Z" }

// taggable are the hosts that can stand in a tag: URI (RFC 4151).
var taggable = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// tag names something of the site for ever: by the host, the day of the first publication and the path,
// so that it stays when https comes, or another port. A host that no tag: can hold has the address itself.
func tag(base string, since value.Date, name string) string {
	u, err := url.Parse(base)
	if err != nil || !taggable.MatchString(u.Hostname()) {
		return base + name
	}
	return "tag:" + u.Hostname() + "," + since.ISO() + ":" + u.EscapedPath() + name
}
