package build

import (
	"encoding/xml"
	"net/url"
	"regexp"
	"slices"

	"explainer/internal/ledger"
	"explainer/internal/value"
)

// feedFile is where the changes stand for feed readers, where the site has an address.
const feedFile = "feed.xml"

// maxFeed is how many changes the feed holds, the newest: readers keep the older ones.
const maxFeed = 100

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
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Category atomCategory `xml:"category"`
	Link     atomLink     `xml:"link"`
	Content  atomText     `xml:"content"`
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
	site := r.index.Site
	page := site.BaseURL + "changes.html"
	f := atomFeed{
		Language: site.Language, ID: tag(site.BaseURL, l.Oldest(), "changes"),
		Title: site.Title + ": changes", Subtitle: site.Description, Updated: midnight(l.Newest()),
		Author: atomAuthor{site.Publisher}, Generator: "explainer",
		Links: []atomLink{{"self", "application/atom+xml", site.BaseURL + feedFile}, {"alternate", "text/html", page}},
	}
	if f.Author.Name == "" {
		f.Author.Name = site.Title
	}
	entries := l.Entries()
	slices.Reverse(entries)
	for _, e := range entries[:min(len(entries), maxFeed)] {
		f.Entries = append(f.Entries, atomEntry{
			ID: tag(site.BaseURL, l.Oldest(), "changes/"+e.Name), Title: r.feedTitle(e), Updated: midnight(e.Date),
			Category: atomCategory{e.Kind}, Link: atomLink{"alternate", "text/html", page + "#" + e.Name},
			Content: atomText{"text", feedText(e)},
		})
	}
	data, err := xml.MarshalIndent(f, "", "  ")
	if err != nil {
		r.fail(err) // strings cannot fail; this guards a change of the shape
	}
	return append([]byte(xml.Header), append(data, '\n')...)
}

var feedWords = map[string]string{
	ledger.Added: "Added", ledger.Updated: "Updated", ledger.Corrected: "Corrected", ledger.Withdrawn: "Withdrawn",
}

func (r *run) feedTitle(e ledger.Entry) string {
	label := r.index.ChangeLabel(e)
	if e.ID == "" {
		return label
	}
	return feedWords[e.Kind] + ": " + label
}

func feedText(e ledger.Entry) string {
	text := ""
	if e.Was != "" {
		text += "Said before: " + e.Was + "\n"
	}
	if e.Is != "" {
		text += "Says now: " + e.Is + "\n"
	}
	return text + e.Note
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
