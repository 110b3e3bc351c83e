package site

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

// FrontMatter is what stands between the two lines of --- at the top of a page.
type FrontMatter struct {
	Title       decode.Text `yaml:"title,required" doc:"The page's heading; inline Markdown."`
	Description decode.Text `yaml:"description,required" doc:"One sentence for search engines and share cards."`
	Lede        decode.Text `yaml:"lede" doc:"The opening under the heading; inline Markdown."`
	Nav         decode.Text `yaml:"nav" doc:"A short name for the navigation; without it the page is not in it."`
	Order       decode.Text `yaml:"order" doc:"Place in the navigation, a whole number; lower comes first."`
	Layout      decode.Text `yaml:"layout" doc:"The layout; default page."`
	Home        decode.Text `yaml:"home" doc:"events, terms, or both: links to them land on this page."`
	Exempt      []Exemption `yaml:"exempt" doc:"Texts with digits that are no figures, on this page."`
	Draft       decode.Bool `yaml:"draft" doc:"true: only built with --draft."`
}

// FrontMatterSchema prints the JSON Schema of what a page begins with.
func FrontMatterSchema() ([]byte, error) {
	return decode.Schema[FrontMatter]("The front matter of a page of explainer")
}

// Meta is what the whole site knows of a page before any page is built.
type Meta struct {
	FrontMatter
	File   string // "content/new-terms.md"; "" for a data page without an introduction
	Name   string // "new-terms"
	Layout string
	Body   int // where the Markdown begins in the file
	Order  int
	Data   bool     // made from data: facts, sources, differ, changes, 404
	figs   []string // figures that it shows
}

// Out is the file that the page is published as.
func (m *Meta) Out() string { return m.Name + ".html" }

// PageName is the name of a page that somebody calls by its file, its address or its name.
func PageName(called string) string {
	name := strings.TrimPrefix(called, "content/")
	return strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".html")
}

// DataPages are the pages that are made from data. A Markdown file of the same name is their
// introduction.
func DataPages() []string { return []string{"facts", "sources", "differ", "changes", "404"} }

var pageName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.md$`)

var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|(com|lpt)[0-9])(\.|$)`)

// Device says whether Windows takes a name for that of a device, with any extension, so that it stores no such file.
func Device(name string) bool { return device.MatchString(name) }

// maxName is the length of the longest name of a page, in bytes: its card has a folder, a hash and an ending besides,
// and names of files have 100 bytes at most.
const maxName = 64

// figureLink finds the figures of a page without parsing it: enough to know which events its timelines
// show, and a mistake is found later, when anchors are checked.
var figureLink = regexp.MustCompile(`\(figure:([a-z0-9.-]+)`)

// ReadMeta reads the front matter of one page.
func ReadMeta(file string, src []byte, l *diag.List) *Meta {
	name := file[strings.LastIndexByte(file, '/')+1:]
	m := &Meta{File: file, Name: strings.TrimSuffix(name, ".md"), Layout: "page", Order: 1000}
	slug := slug(m.Name)
	slug = strings.TrimRight(slug[:min(len(slug), maxName)], "-")
	switch {
	case Device(slug):
		m.Name = "the-" + slug
		l.Add("page-name", diag.Span{File: file}, "\""+name+"\" is a name that some systems cannot store", "use another name, such as "+m.Name+".md")
	case !pageName.MatchString(name):
		m.Name = slug
		l.Add("page-name", diag.Span{File: file}, "\""+name+"\" cannot be an address", "use lower-case letters, digits and hyphens, such as "+m.Name+".md")
	case len(m.Name) > maxName:
		m.Name = slug
		l.Add("page-name", diag.Span{File: file}, "\""+name+"\" is too long an address", fmt.Sprintf("use %d letters, digits and hyphens at most", maxName))
	}
	fm, body, ok := decode.FrontMatter[FrontMatter](file, src, l)
	m.FrontMatter, m.Body = fm, body
	m.Data = slices.Contains(DataPages(), m.Name)
	if !ok {
		return m
	}
	if m.Data {
		m.Layout = m.Name
	}
	if fm.Layout.Set() {
		m.Layout = fm.Layout.S
	}
	if fm.Order.Set() {
		n, err := strconv.Atoi(fm.Order.S)
		if err != nil || n < 0 || n > 999 {
			l.Add("setting-invalid", fm.Order.Span(), quoted("order", fm.Order.S), "write a whole number from 0 to 999")
		} else {
			m.Order = n
		}
	}
	for _, h := range strings.Fields(fm.Home.S) {
		if h != "events" && h != "terms" {
			l.Add("setting-invalid", fm.Home.Span(), quoted("home", h), "use events, terms, or both")
		}
	}
	for _, f := range figureLink.FindAllSubmatch(src[body:], -1) {
		m.figs = append(m.figs, string(f[1]))
	}
	return m
}

// Figures is the figures that the page shows, as they are named in its text.
func (m *Meta) Figures() []string { return m.figs }

// Same says whether the index knows the same of a page when its file, which held was, holds now: that differs in
// prose alone, and has nothing wrong with its front matter.
func (m *Meta) Same(was, now []byte) bool {
	var l diag.List
	other := ReadMeta(m.File, now, &l)
	return l.Len() == 0 && m.Body == other.Body && bytes.Equal(was[:m.Body], now[:m.Body]) && slices.Equal(m.figs, other.figs)
}

func (m *Meta) homeOf(what string) bool {
	return slices.Contains(strings.Fields(m.Home.S), what)
}

// slug makes a name that could be an address.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return cmp.Or(strings.Trim(b.String(), "-"), "page")
}

// byOrder sorts pages as the navigation shows them.
func byOrder(a, b *Meta) int {
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
}
