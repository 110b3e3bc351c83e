package check

import (
	"strings"
	"testing"
)

// TestExemptions holds exemptions of a page, and names, against what stands there.
func TestExemptions(t *testing.T) {
	for _, c := range []struct{ text, body, want string }{
		{"24/7", "Open 24/7.", ""},
		{"24/7", "(24/7)", ""},
		{"24/7", "\"24/7\"", ""},
		{"24/7", "24/7, then", ""},
		{"24/7", "a 24/7-", ""},
		{"24/7", "it is 24/7's day", ""},
		{"24/7", "words—24/7—words", ""},
		{"24/7", "2**4**/7", ""},
		{"24/7", "24&#47;7", ""},
		{"24/7", "24/\u200b7", "text-control"},
		{"24/7", "`24/7`", ""},
		{"24/7", "## Open 24/7", ""},
		{"24/7", "![open 24/7](x.svg \"24/7\")", ""},
		{"24/7", "[open 24/7](index.md)", ""},
		{"24/7", "24/7 and 24/7 and 5", "5"},
		// No more than its words.
		{"24/7", "Open 124/7.", "exempt-unused 24/7; 124/7"},
		{"24/7", "Open 24/75.", "exempt-unused 24/7; 24/75"},
		{"24/7", "Open 24/7.5.", "exempt-unused 24/7; 24/7.5"},
		{"24/7", "Open 1,24/7.", "exempt-unused 24/7; 1,24/7"},
		{"24/7", "Open -24/7.", "exempt-unused 24/7; -24/7"},
		{"24/7", "Open −24/7.", "exempt-unused 24/7; −24/7"},
		{"24/7", "Open $24/7.", "exempt-unused 24/7; $24/7"},
		{"24/7", "Open 24/7%.", "exempt-unused 24/7; 24/7%"},
		{"24/7", "Open 24/7x.", "exempt-unused 24/7; 24/7x"},
		{"24/7", "Open 24/7-x.", "exempt-unused 24/7; 24/7-x"},
		{"24/7", "Open 24/7/365.", "exempt-unused 24/7; 24/7/365"},
		{"24/7", "Open a24/7.", "exempt-unused 24/7; a24/7"},
		{"24/7", "Open 24 /7.", "exempt-unused 24/7; 24; 7"},
		{"24/7", "Open 24/7²", "exempt-unused 24/7; 24/7²"},
		{"24/7", "Open 24/**75**", "exempt-unused 24/7; 24/75"},
		{"24/7", "Words.", "exempt-unused 24/7"},
		{"open 24/7", "Open 24/7.", "exempt-unused open 24/7; 24/7"},
		{"part 2", "part 2 of part 2", ""},
		{"part 2", "part\n2", ""},
		{"part 2", "part\u00a02", ""},
		{"part 2", "part 20", "exempt-unused part 2; 20"},
		{"the report's \"2.0\"", "the report's \"2.0\"", ""},
		{"nearly one-third", "nearly one-third of it", ""},
		{"nearly one-third", "one-third of it", "exempt-unused nearly one-third; one-third"},
		{"one-third", "nearly one-third of it", ""},
		{"doubled", "it doubled", ""},
		{"doubled", "it redoubled", "exempt-unused doubled"},
		// Too wide.
		{"24", "24", "exempt-invalid 24; 24"},
		{"2 4", "2 4", "exempt-invalid 2 4; 2; 4"},
		{"'24.'", "It is 24.", "exempt-invalid 24.; 24"},
		{"'1,000'", "1,000", "exempt-invalid 1,000; 1,000"},
		{"２４", "２４", "exempt-invalid ２４; ２４"},
		{"½", "½", "exempt-invalid ½; ½"},
		{"'(24)'", "(24)", "exempt-invalid (24); 24"},
		{"about 27%", "about 27%", "exempt-invalid about 27%; about 27%"},
		{"$852bn", "$852bn", "exempt-invalid $852bn; $852bn"},
		{"28 October 2025", "28 October 2025", "exempt-invalid 28 October 2025; 28 October 2025"},
		{"about 27% of it", "<fact:share> of it", "exempt-invalid about 27% of it"},
		{"of 27%", "of [27%](fact:share)", "exempt-invalid of 27%"},
		{"27% of 5", "[27%](fact:share) of 5", "exempt-invalid 27% of 5; 5"},
		{"27% it says", "[27% it says](fact:share)", "exempt-unused 27% it says"},
	} {
		j := figureSite{front: "exempt:\n  - text: " + yamlText(c.text) + "\n    reason: idiom\n", body: c.body}.judge(t)
		if got := j.said(); got != c.want {
			t.Errorf("%q on %q: found %q, want %q", c.text, c.body, got, c.want)
		}
	}
}

// yamlText is a text in quotation marks, unless it has them.
func yamlText(s string) string {
	if strings.HasPrefix(s, "'") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// TestScope says where an exemption holds: that of a page on the page, front matter included; those of the site,
// and names, everywhere.
func TestScope(t *testing.T) {
	const idiom = "exempt: [{text: 24/7, reason: idiom}]\n"
	for _, c := range []struct {
		name string
		site figureSite
		want string
	}{
		{"page, in the lede", figureSite{front: idiom + "lede: Open 24/7.\n"}, ""},
		{"page, not in the facts file", figureSite{front: idiom, facts: "  more: {kind: timeline, title: Open 24/7}\n"}, "24/7; exempt-unused 24/7"},
		{"site, in the facts file", figureSite{settings: idiom, facts: "  more: {kind: timeline, title: Open 24/7}\n"}, ""},
		{"site, on a page", figureSite{settings: idiom, body: "Open 24/7."}, ""},
		{"site, in the settings", figureSite{settings: idiom + "publisher: A24/7\n"}, "exempt-unused 24/7"},
		{"site, nowhere", figureSite{settings: idiom}, "exempt-unused 24/7"},
		{"both", figureSite{settings: idiom, front: idiom, body: "Open 24/7."}, "exempt-unused 24/7"},
		{"name", figureSite{settings: "names: [10-K, GPT-4]\n", body: "A 10-K on GPT-4."}, ""},
		{"name, unused", figureSite{settings: "names: [10-K, GPT-4]\n", body: "A 10-K on GPT-40."}, "GPT-40; exempt-unused GPT-4"},
		{"name of digits", figureSite{settings: "names: ['1984']\n", body: "Words."}, "exempt-invalid 1984"},
		{"name without digits", figureSite{settings: "names: [OpenAI]\n", body: "OpenAI."}, "exempt-unused OpenAI"},
		{"printed by a text fact", figureSite{settings: idiom, body: "It is <fact:wording>.", swap: [2]string{"at all hours", "24/7"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.site.judge(t).said(); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

// TestLedger is what the ledger is told, in the order in which it stands.
func TestLedger(t *testing.T) {
	j := figureSite{
		settings: "names: [10-K]\n",
		front:    "exempt: [{text: 24/7, reason: idiom}]\nlede: Open 24/7.\n",
		body: "A 10-K, [27 per cent](fact:share) and [about 27%](fact:share), by [October 2025](event:deal), open 24/7.\n\n" +
			"```\nx = 1\n\ny = 22\n```\n\n[the filing of 2026](source:filing), [10-Q to 30 June 2026](source:filing) and ![a 10-K](x.svg).\n",
	}.judge(t)
	if said := j.said(); said != "" {
		t.Error(said)
	}
	var got []string
	for _, x := range j.page.Figures.Found {
		got = append(got, x.Page+": "+x.Text+" ("+x.Reason+")")
		if src := j.files[x.Span.File]; x.Reason == "name" && src[x.Span.Start:x.Span.End] != x.Text {
			t.Errorf("%q stands at %q", x.Text, src[x.Span.Start:x.Span.End])
		}
	}
	want := "index: 24/7 (idiom)\nindex: 10-K (name)\nindex: 27 per cent (words for share)\nindex: 24/7 (idiom)\n" +
		"index: x = 1 (code)\nindex: y = 22 (code)\nindex: the filing of 2026 (words for filing)\nindex: 10-K (name)"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	c := j.page.Figures.Coverage
	if c.Bound != 5 || c.Exempt != 4 || c.Code != 2 || c.Loose != 0 {
		t.Errorf("coverage %+v", c)
	}
}
