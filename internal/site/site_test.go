package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/view"
)

const sheet = `sources:
  post:
    title: A post
    publisher: OpenAI
    published: 2025-10-28
    kind: announcement
    url: https://example.org/post
  paper:
    title: A paper
    publisher: The Paper
    kind: report
parties:
  microsoft: {name: Microsoft, hue: a}
stages:
  - {id: early, label: Until October, from: 2019}
  - {id: late, label: Since October, from: 2025-10-28}
facts:
  share:
    label: The stake
    value: about 27%
    as_of: 2025-10-28
    status: confirmed
    party: microsoft
    replaced_by: later
    claims:
      - source: post
      - {source: paper, at: page 1, says: 27%, note: "Printed without its qualifier; see <fact:worth>."}
  later:
    label: The stake after <event:deal>
    value: about 25%
    as_of: 2026-06-30
    status: reported
    claims: [{source: paper}]
  worth:
    label: The whole
    value: USD 852 bn
    as_of: 2025-10-28
    status: reported
    claims: [{source: paper}]
  value:
    label: Value of the stake
    value: = share * worth
  end:
    label: The end
    date: 2032
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
  wording:
    label: The wording
    text: cannot *and* chooses not to
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
terms:
  licence:
    title: Licence
    group: Rights
    stages:
      early: {text: Exclusive., claims: [{source: post}]}
      late: {text: "Through <fact:end>.", claims: [{source: post}]}
events:
  deal: {date: 2025-10-28, text: "A deal over <fact:share>.", claims: [{source: post}]}
  talk: {date: 2024-05, text: A talk., claims: [{source: paper}]}
glossary:
  post-money: {term: post-money, text: With the new money.}
figures:
  line: {kind: timeline, title: What happened, events: [deal]}
  rights: {kind: terms, title: Less than before}
`

// plainly is a partial that prints what matters of a view.
func plainly(name string, v any) (view.Markup, error) {
	switch v := v.(type) {
	case view.Mention:
		return view.Markup(fmt.Sprintf("{%d %s %s}", v.Number, v.Words, v.Status)), nil
	case view.When:
		return view.Markup(fmt.Sprintf("{%s %s|%s}", v.Href, v.Words, v.ISO)), nil
	case view.Cite:
		return view.Markup(fmt.Sprintf("{%s %s}", v.Href, v.Words)), nil
	case view.Claims:
		var b strings.Builder
		for _, c := range v.Items {
			fmt.Fprintf(&b, "[%s|%s|%s|%s]", c.Source, c.At, c.Says, c.Note)
		}
		return view.Markup(b.String()), nil
	case view.Card:
		return view.Markup(fmt.Sprintf("%d %s: %s", v.Number, v.Label, v.Evidence)), nil
	case view.Evidence:
		return view.Markup(fmt.Sprintf("%s %s %s %s (%s) %s", v.Value, v.Interval, v.Worked, v.Newer.Text, v.Newer.Href, v.Claims)), nil
	case view.Timeline:
		return view.Markup(fmt.Sprintf("%s=%s", v.Rows[0].ID, v.Rows[0].Text)), nil
	case view.Terms:
		row := v.Groups[0].Rows[0]
		return view.Markup(fmt.Sprintf("%s: %s: %s/%s", row.ID, row.Word, row.Cells[0].Text, row.Cells[1].Text)), nil
	}
	return "", fmt.Errorf("no view %T", v)
}

// build indexes a site of the sheet above and some pages, and draws the page index.
func build(t *testing.T, pages map[string]string) (*Page, string) {
	t.Helper()
	var l diag.List
	var sources []Source
	for name, text := range pages {
		sources = append(sources, Source{"content/" + name + ".md", []byte(text)})
	}
	ix := NewIndex(Source{ConfigFile, []byte("title: A site\ndescription: All.\n")},
		fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(sheet)}}, &l), sources,
		Options{Asset: func(string) (string, bool) { return "", false }}, plainly, &l)
	p := ix.Page(ix.byName["index"], []byte(pages["index"]), "", plainly)
	if p.Err != nil {
		t.Fatal(p.Err)
	}
	l.Join(&p.Findings)
	var b strings.Builder
	for _, f := range l.Sorted() {
		fmt.Fprintf(&b, "%s: %s\n", f.Code, f.Message)
	}
	return p, b.String()
}

func front(title, lede string) string {
	return "---\ntitle: " + title + "\ndescription: All of it.\nlede: " + lede + "\n---\n"
}

func TestPageBinds(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"value", "<fact:share>", "<p>{1 about 27% confirmed}</p>"},
		{"own words", "[some *27%*](fact:share)", "<p>{1 some <em>27%</em> confirmed}</p>"},
		{"one number a fact", "<fact:end> <fact:share> <fact:end>", "<p>{1 2032 confirmed} {2 about 27% confirmed} {1 2032 confirmed}</p>"},
		{"label facet", "<fact:share?as=label>", "<p>{1 The stake confirmed}</p>"},
		{"status facet", "<fact:later?as=status>", "<p>{1 reported reported}</p>"},
		{"text fact", "<fact:wording>", "<p>{1 cannot and chooses not to confirmed}</p>"},
		{"derived", "<fact:value>", "<p>{1 about $230bn computed}</p>"},
		{"glossary", "[after the money](word:post-money)", "<p>{1 after the money }</p>"},
		{"event in the register", "[28 October 2025](event:deal)", "<p>{facts.html#deal 28 October 2025|2025-10-28}</p>"},
		{"event by month", "<event:deal?as=month>", "<p>{facts.html#deal October 2025|2025-10}</p>"},
		{"event in words", "[the deal](event:deal)", "<p>{facts.html#deal the deal|}</p>"},
		{"source with an address", "<source:post>", "<p>{https://example.org/post OpenAI, 28\u00a0October 2025}</p>"},
		{"source without one", "[it says](source:paper)", "<p>{sources.html#paper it says}</p>"},
		{"page", "[here](index.md)", `<p><a href="index.html">here</a></p>`},
		{"data page", "[all facts](facts.md#share)", `<p><a href="facts.html#share">all facts</a></p>`},
		{"timeline", "![What happened](figure:line)", "deal=A deal over {1 about 27% confirmed}."},
		{"terms", "![The rights](figure:rights)", "licence: Changed: Exclusive./Through {1 2032 confirmed}."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, findings := build(t, map[string]string{"index": front("A page", "Words.") + c.body + "\n"})
			got := strings.ReplaceAll(strings.TrimSpace(string(p.View.Opening)), "&nbsp;", "\u00a0")
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if findings != "" {
				t.Error(findings)
			}
		})
	}
}

// A reader meets the title first, then the lede, then the text with its figures.
func TestNumbersFollowTheReader(t *testing.T) {
	p, findings := build(t, map[string]string{
		"index": front("After <fact:later>", "By <fact:end>.") + "## Words <fact:worth>\n\n![What happened](figure:line)\n\n<fact:later>\n",
	})
	if findings != "" {
		t.Error(findings)
	}
	if d := cmp.Diff([]string{"later", "end", "worth", "share"}, p.Uses); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := p.View.Title; got != "After about 25%" {
		t.Errorf("title %q", got)
	}
	if got := p.View.Contents; len(got) != 1 || got[0].Text != "Words $852bn" || got[0].Href != "#words" {
		t.Errorf("contents %+v", got)
	}
	if len(p.View.Cards) != 4 {
		t.Errorf("%d cards", len(p.View.Cards))
	}
}

// A card holds no mention: values in it are plain links.
func TestCards(t *testing.T) {
	p, _ := build(t, map[string]string{"index": front("A page", "Words.") + "<fact:share> <fact:value> <fact:later> [x](word:post-money)\n"})
	want := []view.Markup{
		`1 The stake: about 27%   about 25%, as of 30 June 2026 (facts.html#later) ` +
			`[OpenAI, 28 October 2025||about 27%|][The Paper|page 1|27%|Printed without its qualifier; see <a href="facts.html#worth">$852bn</a>.]`,
		"2 Value of the stake: about $230bn $226bn to $234bn about 27% × $852bn  () ",
		`3 The stake after <a href="facts.html#deal">28 October 2025</a>: about 25%    () [The Paper||about 25%|]`,
		"4 post-money: With the new money.    () ",
	}
	got := make([]view.Markup, len(p.View.Cards))
	for i, c := range p.View.Cards {
		got[i] = view.Markup(strings.ReplaceAll(string(c), "\u00a0", " "))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A link to an event lands on the page that is home to events, where that page shows the event.
func TestHome(t *testing.T) {
	p, findings := build(t, map[string]string{
		"index":   front("A page", "Words.") + "[then](event:deal) [before](event:talk)\n",
		"history": strings.Replace(front("History", "Words."), "lede:", "home: events\nlede:", 1) + "![What happened](figure:line)\n",
	})
	if want := "<p>{history.html#deal then|} {facts.html#talk before|}</p>"; strings.TrimSpace(string(p.View.Opening)) != want {
		t.Errorf("got %s\nwant %s", p.View.Opening, want)
	}
	if findings != "" {
		t.Error(findings)
	}
}

func TestBaseURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"https://example.org", "https://example.org/"}, {"http://example.org/a", "http://example.org/a/"},
		{"javascript:alert(1)", ""}, {"https://user:pass@example.org/", ""}, {"https://example.org/?q", ""},
		{"https://example.org/#a", ""}, {"//example.org/", ""}, {"https:///a", ""}, {"ftp://example.org/", ""},
		{"https://exämple.org/", ""}, {"https://xn--exmple-cua.org", "https://xn--exmple-cua.org/"}, {"https://example.org/ä", "https://example.org/%C3%A4/"},
	} {
		got, fault := BaseURL(c.in)
		if got != c.want || (fault == "") != (c.want != "" || c.in == "") {
			t.Errorf("BaseURL(%q) = %q, %q", c.in, got, fault)
		}
	}
}
