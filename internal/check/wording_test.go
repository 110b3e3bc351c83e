package check

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/view"
)

const sheet = `sources:
  post:
    title: Form 10-K of 2025
    publisher: Channel 4
    published: 2025-10-28
    accessed: 2026-11-23
    kind: announcement
facts:
  share:
    label: The stake at stage two
    value: about 27%
    as_of: 2025-10-28
    status: confirmed
    claims:
      - {source: post, at: page 31}
  worth:
    label: The whole
    value: USD 852 bn
    as_of: 2026-03
    status: confirmed
    claims: [{source: post}]
  value:
    label: Value of the stake
    value: = share * worth
    note: Of two dates.
  move:
    label: The move
    value: -4%
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
  end:
    label: The end
    date: 2032-06
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
  terms:
    label: The terms
    text: A right to <fact:share>, for 20 days
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
  broken:
    label: A broken one
    value: 27.5.3%
    as_of: 2025-10-28
    status: confirmed
    claims: [{source: post}]
events:
  deal:
    date: 2025-10-28
    text: The deal
    claims: [{source: post}]
glossary:
  g7: {term: G7, text: Seven countries.}
`

// judge gives what Wording finds on a page with that body, and the page as its fixes would make it.
func judge(t *testing.T, front, body string) (found []string, mended string) {
	t.Helper()
	src := "---\ntitle: A page\ndescription: A page.\n" + front + "---\n" + body
	var l diag.List // what the site finds of itself is not looked at here
	nothing := func(string, any) (view.Markup, error) { return "", nil }
	ix := site.NewIndex(site.Source{File: "content/site.yaml", Data: []byte("title: A\ndescription: B\n")},
		fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(sheet)}}, &l), []site.Source{{File: "content/index.md", Data: []byte(src)}},
		site.Options{}, nothing, &l)
	var m *site.Meta
	for _, x := range ix.Pages {
		if x.Name == "index" {
			m = x
		}
	}
	p := ix.Page(m, []byte(src), "", nothing)
	var out diag.List
	where := func(at diag.Span) string {
		line, _ := diag.Position([]byte(sheet), at.Start)
		return fmt.Sprintf("%s:%d", at.File, line)
	}
	Wording(ix, p.Pieces, where, &out)
	mended = src
	all := out.Sorted()
	for i := len(all) - 1; i >= 0; i-- {
		f := all[i]
		if f.Fix.Set() {
			mended = mended[:f.Fix.At.Start] + f.Fix.Text + mended[f.Fix.At.End:]
		}
	}
	for _, f := range all {
		found = append(found, fmt.Sprintf("%s %q: %s (%s)", f.Code, src[f.Span.Start:f.Span.End], f.Message, f.Hint))
	}
	_, mended, _ = strings.Cut(mended[4:], "---\n")
	return found, strings.TrimSpace(mended)
}

func TestWording(t *testing.T) {
	for _, c := range []struct{ body, want, mended string }{
		// What fits, and what has nothing to fit.
		{"[roughly 27 per cent](fact:share) <fact:share> [the stake](fact:share) [28 October 2025](event:deal) [October](event:deal) [2032](fact:end)", "", ""},
		{"[about $230bn](fact:value) [$226bn](fact:value?as=low) [4%](fact:move?as=abs) [fell by 4%](fact:move) [28 October 2025](fact:share?as=as_of)", "", ""},
		{"[28%](https://example.org) [3%](index.md) [28%](fact:nobody) [28%](fact:broken)", "", ""},
		{"[for 20 days](fact:terms) [about 27%](fact:terms) [stage two](fact:share?as=label) [confirmed](fact:share?as=status)", "", ""},
		{"[the 10-K](source:post) [page 31](source:post) [Channel 4](source:post) [28 October 2025](source:post) [2026](source:post) [the G7](word:g7) <source:post> <word:g7>", "", ""},
		// The example of the design, and its edit.
		{"Held [28%](fact:share) of it.", `mention-differs "28%": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, "Held [about 27%](fact:share) of it."},
		{"Held [27%](fact:share) of it.", `mention-differs "27%": "27%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28; as written, it drops what the fact says of itself)`, "Held [about 27%](fact:share) of it."},
		{"[a stake of more than 30 per cent of it](fact:share)", `mention-differs "more than 30 per cent": "more than 30 per cent" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, "[a stake of about 27% of it](fact:share)"},
		{"[$850 billion](fact:worth)", `mention-differs "$850 billion": "$850 billion" does not agree with worth, $852bn (content/facts.yaml:18 says $852bn as of 2026-03)`, "[$852 billion](fact:worth)"},
		{"[fell by 5%](fact:move)", `mention-differs "5%": "5%" does not agree with move, −4% (content/facts.yaml:28 says −4% as of 2025-10-28)`, "[fell by 4%](fact:move)"},
		{"[$225bn](fact:value?as=high)", `mention-differs "$225bn": "$225bn" does not agree with value?as=high, $234bn (content/facts.yaml:24 says $234bn as of 2026-03)`, "[$234bn](fact:value?as=high)"},
		// Dates.
		{"[29 October 2025](event:deal)", `mention-differs "29 October 2025": "29 October 2025" does not agree with deal, 28 October 2025 (content/facts.yaml:52 says 28 October 2025)`, "[28 October 2025](event:deal)"},
		{"[November](event:deal?as=month)", `mention-differs "November": "November" does not agree with deal?as=month, October 2025 (content/facts.yaml:52 says October 2025)`, "[October 2025](event:deal?as=month)"},
		{"[1 June 2032](fact:end)", `mention-differs "1 June 2032": "1 June 2032" does not agree with end, June 2032 (content/facts.yaml:34 says June 2032 as of 2025-10-28; as written, it is more exact than the date is known)`, "[June 2032](fact:end)"},
		{"[2024](fact:share?as=as_of)", `mention-differs "2024": "2024" does not agree with share?as=as_of, 28 October 2025 (content/facts.yaml:9 says 28 October 2025)`, "[28 October 2025](fact:share?as=as_of)"},
		// Where two edits are needed, or the words are cut up, nothing is offered.
		{"[28% of 30%](fact:share)", `mention-differs "28%": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, ""},
		{"[2**8**%](fact:share)", `mention-differs "[2**8**%](fact:share)": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, ""},
		{"[2&#56;%](fact:share)", `mention-differs "[2&#56;%](fact:share)": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, ""},
		{"[２８%](fact:share)", `mention-differs "２８%": "２８%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28; as written, it cannot be read for certain)`, "[about 27%](fact:share)"},
		// Everywhere on a page.
		{"## A [28%](fact:share) heading", `mention-differs "28%": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, "## A [about 27%](fact:share) heading"},
		{"| a |\n|---|\n| [28%](fact:share) |", `mention-differs "28%": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, "| a |\n|---|\n| [about 27%](fact:share) |"},
		{"Words.[^a]\n\n[^a]: Note [28%](fact:share).", `mention-differs "28%": "28%" does not agree with share, about 27% (content/facts.yaml:11 says about 27% as of 2025-10-28)`, "Words.[^a]\n\n[^a]: Note [about 27%](fact:share)."},
		// Texts, sources and words.
		{"[for 30 days](fact:terms)", `mention-differs "30": "30" does not stand in terms, "A right to about 27%, for 20 days" (content/facts.yaml:40 holds the text; digits in the words must stand in it)`, ""},
		{"[8-K](source:post)", `words-digits "8": "8" does not stand in the source post, "Form 10-K of 2025" (bind the figure with fact: or event:, or leave it out of these words)`, ""},
		{"[the G8](word:g7)", `words-digits "8": "8" does not stand in the glossary entry g7, "G7" (bind the figure with fact: or event:, or leave it out of these words)`, ""},
		{"[stage 2](fact:share?as=label)", `mention-differs "2": "2" does not stand in share, "The stake at stage two" (content/facts.yaml:9 holds the text; digits in the words must stand in it)`, ""},
	} {
		found, mended := judge(t, "", c.body)
		if got := strings.Join(found, "\n"); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
		}
		if c.mended == "" {
			c.mended = c.body
		}
		if mended != c.mended {
			t.Errorf("%s\nis mended as %s\nwant %s", c.body, mended, c.mended)
		}
		if again, _ := judge(t, "", mended); mended != c.body && len(again) > 0 {
			t.Errorf("%s\nmended is still %s", c.body, again)
		}
	}
}

// The fields of front matter are words of the page too.
func TestWordingFields(t *testing.T) {
	found, _ := judge(t, "lede: \"Held [28%](fact:share).\"\n", "Words.")
	if len(found) != 1 || !strings.HasPrefix(found[0], `mention-differs "28%"`) {
		t.Errorf("found %q", found)
	}
}
