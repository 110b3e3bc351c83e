package site

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/value"
)

const askedFacts = `sources:
  post: {title: A post, publisher: OpenAI, published: 2025-10-28, accessed: 2026-01-01, kind: announcement, url: "https://example.org/post"}
  paper: {title: A paper, publisher: The Paper, published: 2025, kind: report}
  undated: {title: A note, publisher: The Paper, kind: report}
stages:
  - {id: early, label: Until October, from: 2019}
  - {id: late, label: Since October, from: 2025-10-28}
facts:
  share:
    label: The stake
    value: about 27%
    as_of: 2025-10-28
    status: confirmed
    replaced_by: later
    review_by: 2026-02-01
    note: Others say <fact:later>.
    claims:
      - source: post
      - {source: paper, at: page 1, says: about 33%, note: "Against <fact:share>, a slip."}
  later: {label: The stake after, value: about 25%, as_of: 2026-06-30, status: reported, valid_until: 2026-02, claims: [{source: paper}]}
  worth: {label: The whole, value: USD 852 bn, as_of: 2025-10-28, status: reported, claims: [{source: paper}]}
  value: {label: Value of the stake, value: = share * worth}
  twice: {label: Twice that, value: = value + value}
  both: {label: Both, text: "<fact:share> of <fact:worth>", as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  alone: {label: Said of <fact:worth>, value: 3, as_of: 2025, status: rumoured, claims: [{source: paper}]}
terms:
  licence:
    title: Licence
    stages:
      early: {text: "Until <fact:worth>.", claims: [{source: post}]}
      late: {text: "At <fact:share>.", claims: [{source: post}]}
events:
  deal: {date: 2025-10-28, text: "A deal over <fact:share>.", claims: [{source: post}]}
  talk: {date: 2019, text: "Talk of <fact:worth>.", claims: [{source: post}]}
glossary:
  stake: {term: stake, text: "Such as <fact:share>."}
figures:
  days: {kind: timeline, title: Days, from: 2025}
  now: {kind: terms, title: Now, stages: [late]}
  chart: {kind: key-figures, title: "In <fact:worth>", facts: [share, share, alone]}
`

var askedPages = map[string]string{
	"content/index.md": "---\ndescription: A page.\nlede: \"It is <fact:share>.\"\ntitle: \"Home at <fact:share>\"\nnav: Home\norder: 1\n---\n" +
		"Words, [roughly 27 per cent](fact:share) of <fact:gone>.\n\n## Of <fact:value>\n\n| a |\n|---|\n| <fact:twice> |\n\n![Some](figure:chart)\n",
	"content/second.md": "---\ntitle: Second\ndescription: A page.\norder: 2\n---\nüü <fact:both>[^n]\n\n![Days at <fact:later>](figure:days)\n\n![Now](figure:now)\n\n[^n]: Or <fact:later>.\n",
	"content/draft.md":  "---\ntitle: Draft\ndescription: A page.\ndraft: true\n---\n<fact:share>\n",
}

func asked(t *testing.T, facts, settings string) *Answers {
	t.Helper()
	var l diag.List
	config := Source{File: ConfigFile, Data: []byte("title: A site\ndescription: About <fact:worth>.\n" + settings)}
	files := map[string][]byte{ConfigFile: config.Data, "content/facts.yaml": []byte(facts)}
	var pages []Source
	for _, name := range []string{"content/index.md", "content/second.md", "content/draft.md"} {
		files[name] = []byte(askedPages[name])
		pages = append(pages, Source{File: name, Data: files[name]})
	}
	o := Options{Asset: func(string) (string, bool) { return "", false }}
	ix := NewIndex(config, fact.Read([]fact.File{{Name: "content/facts.yaml", Data: files["content/facts.yaml"]}}, &l), pages, o, nil, &l)
	return ix.Answers(func(file string) []byte { return files[file] })
}

func ids(list []Brief) string {
	var all []string
	for _, b := range list {
		all = append(all, b.ID)
	}
	return strings.Join(all, " ")
}

func TestList(t *testing.T) {
	a := asked(t, askedFacts, "")
	for _, c := range []struct {
		name   string
		filter Filter
		want   string
		err    string
	}{
		{"all", Filter{}, "share later worth value twice both alone", ""},
		{"status", Filter{Status: "computed"}, "value twice", ""},
		{"status and source", Filter{Status: "reported", Source: "paper"}, "later worth", ""},
		{"source", Filter{Source: "post"}, "share both", ""},
		{"source of nothing", Filter{Source: "undated"}, "", ""},
		{"page, by its figures and their words too", Filter{Page: "index"}, "share worth value twice alone", ""},
		{"page as a file", Filter{Page: "content/second.md"}, "share later both", ""},
		{"page as an address", Filter{Page: "second.html", Status: "confirmed"}, "share both", ""},
		{"page from data", Filter{Page: "sources"}, "", ""},
		{"no such status", Filter{Status: "confirmd"}, "", `there is no status "confirmd": did you mean confirmed?; a fact is confirmed, reported, rumoured, disputed, computed`},
		{"no such source", Filter{Source: "pots"}, "", `there is no source "pots": did you mean post?`},
		{"no such page", Filter{Page: "secnd"}, "", `there is no page "secnd": did you mean second?`},
		{"hostile", Filter{Source: "\x1b[2J\n"}, "", `there is no source "\x1b[2J\n"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := a.List(c.filter)
			if got := ids(list); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
				t.Errorf("got %v, want %q", err, c.err)
			}
			if err == nil && list == nil {
				t.Error("the list is nil, and would be null in JSON")
			}
		})
	}
}

func TestShow(t *testing.T) {
	a := asked(t, askedFacts, "")
	d, err := a.Show("share")
	if err != nil {
		t.Fatal(err)
	}
	d.Used = nil
	want := Detail{
		Brief:    Brief{"share", "The stake", "about 27%", "2025-10-28", "confirmed"},
		Interval: "26.5% to 27.5%", Note: "Others say about 25%.", ReviewBy: "2026-02-01", Checked: "2026-01-01",
		File: "content/facts.yaml", Line: 9,
		ReplacedBy: &Brief{"later", "The stake after", "about 25%", "2026-06-30", "reported"},
		Claims: []Claim{
			{"post", "OpenAI, 28\u00a0October 2025", "https://example.org/post", "", "about 27%", "agrees", ""},
			{"paper", "The Paper, 2025", "", "page 1", "about 33%", "differs", "Against about 27%, a slip."},
		},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("share (-want +got):\n%s", diff)
	}
	d, err = a.Show("twice")
	if err != nil {
		t.Fatal(err)
	}
	sum := &Sum{"value + value", "about $230bn + about $230bn", []Brief{{"value", "Value of the stake", "about $230bn", "2025-10-28", "computed"}}}
	if diff := cmp.Diff(sum, d.Sum); diff != "" {
		t.Errorf("twice (-want +got):\n%s", diff)
	}
	if d, _ = a.Show("alone"); d.Interval != "" || d.ReviewBy != "" || d.Sum != nil || d.Label != "Said of $852bn" {
		t.Errorf("alone: %+v", d)
	}
	for id, want := range map[string]string{
		"shaer": `there is no fact "shaer": did you mean share?`,
		"deal":  `"deal" is an event, not a fact`,
		"chart": `"chart" is a figure, not a fact`,
		"post":  `"post" is a source, not a fact`,
		"":      `there is no fact ""`,
	} {
		if _, err := a.Show(id); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %q", id, err, want)
		}
	}
}

// told is a use in a line.
func told(uses []Use) []string {
	var lines []string
	for _, u := range uses {
		words := u.Words
		if u.OwnWords {
			words = "'" + words + "'"
		}
		place := strings.TrimPrefix(u.File, "content/") + ":" + strconv.Itoa(u.Line) + ":" + strconv.Itoa(u.Column)
		lines = append(lines, strings.TrimSpace(strings.Join([]string{place, u.Fact, u.In, words}, " | ")))
	}
	return lines
}

func TestWhere(t *testing.T) {
	a := asked(t, askedFacts, "")
	im, err := a.Where("share")
	if err != nil {
		t.Fatal(err)
	}
	knocks := []Knock{
		{Brief{"value", "Value of the stake", "about $230bn", "2025-10-28", "computed"}, "about 27% × $852bn", "share"},
		{Brief{"both", "Both", "about 27% of $852bn", "2025-10-28", "confirmed"}, "", "share"},
		{Brief{"twice", "Twice that", "about $460bn", "2025-10-28", "computed"}, "about $230bn + about $230bn", "value"},
	}
	if diff := cmp.Diff(knocks, im.Derived); diff != "" {
		t.Errorf("derived (-want +got):\n%s", diff)
	}
	want := []string{
		"index.md:3:14 | share | lede | about 27%",
		"index.md:4:17 | share | title | about 27%",
		"index.md:8:8 | share | text | 'roughly 27 per cent'",
		"index.md:10:7 | value | heading | about $230bn",
		"index.md:14:3 | twice | table | about $460bn",
		"index.md:16:1 | share | figure chart |",
		"second.md:6:4 | both | text | about 27% of $852bn",
		"second.md:8:1 | share | figure days, event deal |",
		"second.md:10:1 | share | figure now, term licence, late |",
	}
	got := told(im.Used)
	for i, line := range got {
		if strings.HasPrefix(line, "facts.yaml") {
			got[i] = line[strings.Index(line, " | ")+3:]
		}
	}
	want = append(want, "share | note on a claim of share | about 27%", "share | text of both | about 27%",
		"share | term licence, late | about 27%", "share | event deal | about 27%", "share | glossary entry stake | about 27%")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("used (-want +got):\n%s", diff)
	}
	if len(im.Replaces) != 0 {
		t.Errorf("share replaces %v", im.Replaces)
	}

	if im, _ = a.Where("later"); ids(im.Replaces) != "share" {
		t.Errorf("later replaces %v", im.Replaces)
	}
	if got := told(im.Used); !strings.Contains(strings.Join(got, "\n"), "alternative text") || !strings.Contains(strings.Join(got, "\n"), "second.md:12:10 | later | text | about 25%") {
		t.Errorf("used: %q", got)
	}
	// The figure "now" shows the late stage alone.
	im, _ = a.Where("worth")
	for _, u := range im.Used {
		if u.Fact == "worth" && strings.Contains(u.In, "figure now") || u.Fact == "worth" && strings.Contains(u.In, "figure days") {
			t.Errorf("%+v", u)
		}
	}
	if got := told(im.Used); !strings.HasPrefix(got[len(got)-1], "site.yaml:2:") {
		t.Errorf("the settings are not among %q", got)
	}
}

// A circle has an end.
func TestWhereInACircle(t *testing.T) {
	a := asked(t, "facts:\n  one: {label: One, value: = two + 1}\n  two: {label: Two, value: = one + 1}\n  say: {label: Say, text: \"Of <fact:one>\"}\n", "")
	im, err := a.Where("one")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range im.Derived {
		got = append(got, k.ID)
	}
	if strings.Join(got, " ") != "two say" || im.Fact.Value != "" {
		t.Errorf("%+v", im)
	}
}

func TestDue(t *testing.T) {
	a := asked(t, askedFacts, "stale_after: {announcement: 365, report: 30}\n")
	for _, c := range []struct {
		today          value.Date
		facts, sources string
	}{
		{value.Date{Year: 2025, Month: 12, Day: 1}, "", "paper -304, undated 0"},
		{value.Date{Year: 2026, Month: 1, Day: 17}, "", "paper -351, undated 0"},
		{value.Date{Year: 2026, Month: 1, Day: 18}, "share review_by 14", "paper -352, undated 0"},
		{value.Date{Year: 2026, Month: 2, Day: 1}, "share review_by 0", "paper -366, undated 0"},
		{value.Date{Year: 2026, Month: 3, Day: 1}, "share review_by -28, later valid_until -1", "paper -394, undated 0"},
		{value.Date{Year: 2027, Month: 1, Day: 2}, "share review_by -335, later valid_until -308", "paper -701, post -1, undated 0"},
	} {
		d := a.Due(c.today)
		var facts, sources []string
		for _, f := range d.Facts {
			facts = append(facts, f.ID+" "+f.Key+" "+strconv.Itoa(f.Days))
			if f.File != "content/facts.yaml" || f.Line < 8 {
				t.Errorf("%+v", f)
			}
		}
		for _, s := range d.Sources {
			sources = append(sources, s.ID+" "+strconv.Itoa(s.Days))
		}
		if got := strings.Join(facts, ", "); got != c.facts {
			t.Errorf("%s: facts %q, want %q", c.today.ISO(), got, c.facts)
		}
		if got := strings.Join(sources, ", "); got != c.sources {
			t.Errorf("%s: sources %q, want %q", c.today.ISO(), got, c.sources)
		}
	}
	if d := asked(t, askedFacts, "").Due(value.Date{Year: 2040, Month: 1, Day: 1}); len(d.Sources) != 0 {
		t.Errorf("without stale_after no source is stale: %+v", d.Sources)
	}
}
