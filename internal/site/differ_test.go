package site

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/view"
)

const apart = `sources:
  post: {title: A post, publisher: A firm, published: 2026-04-27, kind: announcement, url: https://example.org/post}
  paper: {title: A paper, publisher: The Paper, published: 2026-04, kind: report}
  note: {title: A note, publisher: A bank, kind: analysis, archive_url: https://archive.example.org/note}
stages:
  - {id: early, label: Before, from: 2019}
  - {id: late, label: Now, from: 2026}
facts:
  same: {label: The same, value: about 27%, as_of: 2026-04-27, status: confirmed, claims: [{source: post}, {source: paper, says: 27%}]}
  other:
    label: Another
    value: USD 13 bn
    as_of: 2026-04-27
    status: confirmed
    note: A commitment.
    claims: [{source: post}, {source: paper, says: USD 13.8 bn, note: Some print this.}]
  whole: {label: The whole, value: USD 852 bn, as_of: 2026-04-27, status: reported, claims: [{source: paper}]}
  worth: {label: Its worth, value: = same * whole, claims: [{source: paper, says: USD 228.3 bn}]}
  words:
    label: The wording
    text: cannot *and* will not
    as_of: 2026-04-27
    status: disputed
    claims: [{source: post}, {source: paper, says: cannot or will not}, {source: note, note: A paraphrase.}]
  sure: {label: Sure words, text: Yes., as_of: 2026-04-27, status: confirmed, claims: [{source: post}, {source: paper, says: Indeed.}]}
terms:
  licence:
    title: Licence
    group: Rights
    stages:
      early: {text: Exclusive., claims: [{source: post}]}
      late: {text: Not exclusive., claims: [{source: post}, {source: note}]}
events:
  deal: {date: 2026-04-27, text: The deal., claims: [{source: post}, {source: paper, says: 28 April 2026, note: A day late.}]}
  talk: {date: 2025-05, text: A talk., claims: [{source: paper, says: May 2025}]}
figures:
  keys: {kind: key-figures, title: Two, facts: [worth, other, worth]}
  bars: {kind: bars, title: One, facts: [same]}
`

func indexOf(t *testing.T, sheet, base string, draft bool) *Index {
	t.Helper()
	var l diag.List
	ix := NewIndex(Source{ConfigFile, []byte("title: A site\ndescription: All.\npublisher: The editors\nlanguage: en-US\n")},
		fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(sheet)}}, &l), []Source{{"content/index.md", []byte("---\ntitle: A page\ndescription: All of it.\n---\n")}},
		Options{BaseURL: base, Draft: draft, Asset: func(string) (string, bool) { return "", false }}, plainly, &l)
	for _, f := range l.Sorted() {
		t.Fatalf("%+v", f)
	}
	return ix
}

// Both sides stand side by side: what agrees with the site, and what does not.
func TestDiffer(t *testing.T) {
	v, anchors, err := indexOf(t, apart, "", false).Differ(plainly)
	if err != nil {
		t.Fatal(err)
	}
	row := func(d view.Difference) string {
		with := ""
		for _, c := range d.With {
			with += " +" + string(c.Words)
		}
		return strings.ReplaceAll(strings.Join([]string{d.ID, d.Href, string(d.Value), string(d.Status), d.AsOf.ISO, string(d.Note), with, string(d.Others)}, "; "), "\u00a0", " ")
	}
	var got []string
	for _, d := range v.Facts {
		got = append(got, row(d))
	}
	for _, d := range v.Events {
		got = append(got, row(d))
	}
	want := []string{
		"other; facts.html#other; $13bn; confirmed; 2026-04-27; A commitment.;  +A firm, 27 April 2026; [The Paper, April 2026||$13.8bn|Some print this.]",
		"worth; facts.html#worth; about $230bn; computed; 2026-04-27; ; ; [The Paper, April 2026||$228.3bn|]",
		"words; facts.html#words; cannot <em>and</em> will not; disputed; 2026-04-27; ;  +A firm, 27 April 2026; [The Paper, April 2026||cannot or will not|][A bank|||A paraphrase.]",
		"deal; facts.html#deal; 27 April 2026; ; ; ;  +A firm, 27 April 2026; [The Paper, April 2026||28 April 2026|A day late.]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"other", "worth", "words", "deal"}, anchors); d != "" {
		t.Errorf("anchors (-want +got):\n%s", d)
	}
	agreed := strings.NewReplacer("says: USD 13.8 bn, ", "", ", says: USD 228.3 bn", "", "status: disputed", "status: reported", "says: 28 April 2026, ", "").Replace(apart)
	if v, anchors, _ := indexOf(t, agreed, "", false).Differ(plainly); len(v.Facts)+len(v.Events)+len(anchors) != 0 {
		t.Errorf("all agree: %+v", v)
	}
}

// A source is listed with what rests on it: each fact, term and event once, and every claim counted.
func TestSources(t *testing.T) {
	v, anchors := indexOf(t, apart, "", false).Sources()
	got := map[string]string{}
	for _, g := range v.Groups {
		for _, e := range g.Entries {
			var names []string
			for _, links := range [][]view.Link{e.Facts, e.Terms, e.Events} {
				names = append(names, "|")
				for _, l := range links {
					names = append(names, l.Text+" "+l.Href)
				}
			}
			got[e.ID] = strings.ReplaceAll(strings.Join(append(names, e.Kind, e.Archive), " "), "\u00a0", " ") + " " + strings.Repeat("#", e.Claims)
		}
	}
	want := map[string]string{
		"post":  "| The same facts.html#same Another facts.html#other The wording facts.html#words Sure words facts.html#sure | Licence  | 27 April 2026 facts.html#deal Announcement  #######",
		"paper": "| The same facts.html#same Another facts.html#other The whole facts.html#whole Its worth facts.html#worth The wording facts.html#words Sure words facts.html#sure | | 27 April 2026 facts.html#deal May 2025 facts.html#talk Press report  ########",
		"note":  "| The wording facts.html#words | Licence  | Analysis https://archive.example.org/note ##",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"post", "kind-announcement", "paper", "kind-report", "note", "kind-analysis"}, anchors); d != "" {
		t.Errorf("anchors (-want +got):\n%s", d)
	}
}

func TestKeyFacts(t *testing.T) {
	var ids []string
	for _, f := range indexOf(t, apart, "", false).KeyFacts() {
		ids = append(ids, f.ID)
	}
	if d := cmp.Diff([]string{"other", "worth"}, ids); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A page says of itself what it is, since when, and where; only with an address, and not as a draft.
func TestShare(t *testing.T) {
	ix := indexOf(t, apart, "https://example.org/", false)
	at := func(ix *Index, name string) *view.Share { return ix.Page(ix.byName[name], nil, "", plainly).View.Share }
	s := at(ix, "index")
	if s == nil || s.URL != "https://example.org/" || s.Locale != "en_US" || s.Data.Type != "Article" || s.Data.Modified != "2026-04-27" || s.Data.Publisher.Name != "The editors" || s.Data.IsPartOf.URL != "https://example.org/" {
		t.Errorf("%+v", s)
	}
	if d := at(ix, "facts").Data; d.Type != "Dataset" || len(d.Variables) != 6 || d.Variables[1].Value != "$13bn" || strings.ReplaceAll(d.Variables[1].Description, "\u00a0", " ") != "Confirmed, as of 27 April 2026" || d.IsPartOf != nil {
		t.Errorf("%+v", d)
	}
	d := at(ix, "differ").Data
	if len(d.Parts) != 5 || d.Parts[0].Text != "$13.8bn" || d.Parts[0].Author.Name != "The Paper" || d.Parts[0].Citation.Published != "2026-04" || d.Parts[4].Text != "28 April 2026" {
		t.Errorf("%+v", d.Parts)
	}
	if at(ix, "404") != nil || at(indexOf(t, apart, "", false), "index") != nil || at(indexOf(t, apart, "https://example.org/", true), "index") != nil {
		t.Error("a page without an address, or a draft, has something to share")
	}
}
