package check

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/view"
)

const figureSheet = `sources:
  post: {title: A post, publisher: OpenAI, published: 2025-10-28, kind: announcement, url: "https://example.org/post"}
  filing: {title: 10-Q to 30 June 2026, publisher: Microsoft, published: 2026-07-01, kind: filing}
units:
  gigawatt: {many: gigawatts, short: GW}
facts:
  share: {label: The stake in the company, value: about 27%, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  worth: {label: The valuation, value: USD 852 bn, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  move: {label: How the shares moved, value: -4%, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  term: {label: How long it runs, value: 6 years, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  power: {label: Computing, value: 2 gigawatts, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  end: {label: The end, date: 2032, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
  wording: {label: The wording, text: open at all hours, as_of: 2025-10-28, status: confirmed, claims: [{source: post}]}
events:
  deal: {date: 2025-10-28, text: The deal was signed., claims: [{source: post}]}
glossary:
  capped: {term: capped profit, text: Profit up to a limit.}
figures:
  line: {kind: timeline, title: What happened}
`

// figureSite is a site of that sheet with one page, indexed and judged. Front is more lines of front matter,
// settings more lines of site.yaml, facts more of the facts file.
type figureSite struct {
	settings, front, body, facts string
	swap                         [2]string // a text of the facts file, and what takes its place
}

// judged is what Figures made of a site.
type judged struct {
	page     *site.Page
	fields   []site.Figures
	findings []diag.Finding
	files    map[string]string
}

// whereIn is the file and line of a place in files.
func whereIn(files map[string]string) func(diag.Span) string {
	return func(at diag.Span) string {
		line, _ := diag.Position([]byte(files[at.File]), at.Start)
		return fmt.Sprintf("%s:%d", at.File, line)
	}
}

func drawNothing(string, any) (view.Markup, error) { return "", nil }

var _ view.Partial = drawNothing

func (s figureSite) index(t testing.TB) (*site.Index, *diag.List, map[string]string) {
	t.Helper()
	files := map[string]string{
		site.ConfigFile:      "title: A site\ndescription: What it explains.\n" + s.settings,
		"content/index.md":   "---\ntitle: A page\ndescription: A page.\n" + s.front + "---\n" + s.body + "\n",
		"content/facts.yaml": strings.Replace(figureSheet, s.swap[0], s.swap[1], 1) + s.facts,
	}
	l := &diag.List{}
	ix := site.NewIndex(site.Source{File: site.ConfigFile, Data: []byte(files[site.ConfigFile])},
		fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(files["content/facts.yaml"])}}, l),
		[]site.Source{{File: "content/index.md", Data: []byte(files["content/index.md"])}},
		site.Options{Asset: func(string) (string, bool) { return "assets/x.svg", true }}, drawNothing, l)
	return ix, l, files
}

func (s figureSite) judge(t testing.TB) judged {
	t.Helper()
	ix, l, files := s.index(t)
	j := judged{files: files}
	f := NewFigures(ix, whereIn(files), l)
	for _, m := range ix.Pages {
		if m.Name == "index" {
			src := []byte(files[m.File])
			j.page = ix.Page(m, src, "", drawNothing)
			f.Page(j.page, src[m.Body:])
			l.Join(&j.page.Findings)
		}
	}
	for _, file := range []string{"content/facts.yaml", site.ConfigFile} {
		var own []site.Piece
		for _, p := range ix.Pieces() {
			if p.Span.File == file {
				own = append(own, p)
			}
		}
		j.fields = append(j.fields, f.Texts(strings.TrimPrefix(file, "content/"), own, l))
	}
	f.Unused(append(j.fields, j.page.Figures), l)
	j.findings = l.Sorted()
	return j
}

var firstQuoted = regexp.MustCompile(`"(.*?)"( is bound| touches| is digits| would| is what| is not needed|$)`)

// said is the findings in short: what is loose as it is, the others with their code before it.
func (j judged) said() string {
	var out []string
	for _, f := range j.findings {
		words := f.Code
		if m := firstQuoted.FindStringSubmatch(f.Message); m != nil {
			words += " " + m[1]
		}
		out = append(out, strings.TrimPrefix(words, "figure-loose "))
	}
	return strings.Join(out, "; ")
}

// TestSmuggling tries to bring a figure onto a page without a fact: in every place where readers see text,
// in every disguise.
func TestSmuggling(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		// Places.
		{"It holds 27%.", "27%"},
		{"## The year 2025", "2025"},
		{"### *2025*", "2025"},
		{"A title 9\n---\n", "9"},
		{"- one\n- 2 of them", "2"},
		{"1. first\n2. the 2nd", "2nd"},
		{"> a quotation of 5", "5"},
		{"> [!NOTE]\n> a note of 5", "5"},
		{"> [!IMPORTANT]\n> a callout of 5", "5"},
		{"| a 1 | b |\n|---|---|\n| c | d |", "1"},
		{"| a | b |\n|---|---|\n| c | $3bn |", "$3bn"},
		{"Words.[^a]\n\n[^a]: A footnote of 7.", "7"},
		{"Term 8\n: Definition", "8"},
		{"Term\n: Definition 8", "8"},
		{"![a chart of 2025](x.svg)", "2025"},
		{"![a chart](x.svg \"of 2025\")", "2025"},
		{"![a drawing to 2032](figure:line)", "2032"},
		{"[words](https://example.org \"in 2025\")", "2025"},
		{"[words](index.md \"in 2025\")", "2025"},
		{"[words][r]\n\n[r]: https://example.org \"in 2025\"", "2025"},
		{"[in 2025](https://example.org/)", "2025"},
		{"[in 2025](index.md)", "2025"},
		{"[page 2](#words)\n\n## Words", "2"},
		{"see https://example.org/2025", "https://example.org/2025"},
		{"see <https://example.org/2025>", "https://example.org/2025"},
		{"see www.example.org/2025", "www.example.org/2025"},
		{"write <mailto:a1@example.org>", "mailto:a1@example.org"},
		{"write a1@example.org", "a1@example.org"},
		{"the code `27%`", "27%"},
		{"**`2027`**", "2027"},
		{"<b>27</b>", "<b>27</b>; html-raw <b>; html-raw </b>"},
		{"<!-- 27 -->", "html-raw <!-- 27 -->; 27"},
		{"~~27~~ words", "27"},
		{"- [ ] task 27", "27"},
		{"Words.\n\n***\n\n27", "27"},
		{"a footnote[^9] of no one", "footnote[^9; footnote-unknown 9"},
		// Disguises of Markdown.
		{"2**7**%", "27%"},
		{"*2*7%", "27%"},
		{"2`7`%", "27%"},
		{"2[](index.md)7%", "27%"},
		{"2[7](index.md)%", "27%"},
		{"&#50;8%", "28%"},
		{"2&#55;%", "27%"},
		{"&#x32;&#x37;&percnt;", "27%"},
		{"&frac12; of it", "½"},
		{"&frac14;", "¼"},
		{"m&sup2;", "m²"},
		{"\\27", "27"},
		{"\\$27", "$27"},
		{"2\\\n7%", "2; 7%"},
		{"2  \n7%", "2; 7%"},
		{"2\n7%", "2; 7%"},
		{"\"27\"", "27"},
		{"'27", "27"},
		{"(27)", "27"},
		{"27...", "27"},
		{"27--28", "27–28"},
		{"27---28", "27—28"},
		{"<<27>>", "27"},
		{"&lt;27", "<27"},
		{"a<27", "a<27"},
		// Disguises of Unicode.
		{"２７％", "２７％"},
		{"٢٧", "٢٧"},
		{"²", "²"},
		{"H₂O", "H₂O"},
		{"½", "½"},
		{"①", "①"},
		{"Ⅻ", "Ⅻ"},
		{"𝟚𝟟", "𝟚𝟟"},
		{"🄂", "🄂"},
		{"㏠", "㏠"},
		{"㎡", "㎡"},
		{"🔟", "🔟"},
		{"💯", "💯"},
		{"1️⃣", "1⃣; text-control"},
		{"2\u00ad7%", "27%; text-control"},
		{"2\u200b7%", "27%; text-control"},
		{"2\u200d7%", "27%; text-control"},
		{"2\u20607%", "27%; text-control"},
		{"2\ufeff7%", "27%; text-control"},
		{"\u202e72\u202c%", "text-control; 72%; text-control"},
		{"2&shy;7%", "27%; text-control"},
		{"2&#8203;7%", "27%; text-control"},
		{"2&zwj;7", "27; text-control"},
		{"−5%", "−5%"},
		{"27\u00a0%", "27 %"},
		{"1\u202f000", "1; 000"},
		{"27\u2009per cent", "27 per cent"},
		{"€5", "€5"},
		{"US$5", "US$5"},
		{"5°", "5°"},
		{"#5", "#5"},
		{"±5", "±5"},
		// How far a figure goes.
		{"of $13.8 billion, say", "$13.8 billion"},
		{"on 28 October 2025.", "28 October 2025"},
		{"in October 2025", "October 2025"},
		{"about 27% of it", "about 27%"},
		{"$852bn or $852 billion", "$852bn; $852 billion"},
		{"for 6 years", "6 years"},
		{"with 2 GW", "2 GW"},
		{"from 5 to 8", "5; 8"},
		{"10-K", "10-K"},
		{"24/7", "24/7"},
		{"f(x1), (f(2))", "f(x1); f(2)"},
		{"GPT-4o's", "GPT-4o's"},
		{"3,000,000", "3,000,000"},
		{"a 2025a b", "2025a"},
		{"1 2 3", "1; 2; 3"},
		{"27% " + strings.Repeat("x", 80) + "1", "27%; " + strings.Repeat("x", 57) + "…"},
		// In words.
		{"a third of it", "a third"},
		{"It doubled.", "doubled"},
		{"It ran for two years.", "two years"},
		{"for *two* years", "two years"},
		{"for two\nyears", "two years"},
		{"twenty-eight per cent", "twenty-eight per cent"},
		{"`two years`", "two years"},
		{"[it doubled](source:post)", "doubled"},
		{"[it doubled](word:capped)", "doubled"},
		{"[it doubled](index.md)", "doubled"},
		{"two years, then 3", "two years; 3"},
		{"3, then two years", "3; two years"},
		{"two [years](source:post)", "two years"},
		{"[two](word:capped) [years](source:post)", "two years"},
		{"tw\u200bo years", "two years; text-control"},
		{"[![27%](x.svg)](index.md)", "27%"},
		{"[![27%](x.svg)](fact:share)", "27%"},
		// Beside our own links.
		{"<fact:share> of 5", "5"},
		{"[words](fact:share) 5", "5"},
		{"[words](source:post), 5", "5"},
		{"[words](word:capped) 5", "5"},
		{"5 <event:deal>", "5"},
		{"![<fact:share> and 5](x.svg)", "5"},
	} {
		j := figureSite{body: c.body}.judge(t)
		if got := j.said(); got != c.want {
			t.Errorf("%q: found %q, want %q", c.body, got, c.want)
		}
	}
}

// TestFree is what states no figure, or is bound to one.
func TestFree(t *testing.T) {
	for _, body := range []string{
		"Words alone.",
		"1. first\n2. second\n3. third",
		"1) first\n2) second",
		"Words.[^1]\n\n[^1]: A footnote with a number for a name.",
		"Words.[^b2]\n\n[^b2]: Another.",
		"## Words {#part-2}",
		"## Words {.a2}",
		"## The share of <fact:share>",
		"[words](index.md#part-2)\n\n## Words {#part-2}",
		"[words](https://example.org/2025/10?q=28#7)",
		"[words][1]\n\n[1]: https://example.org/2025",
		"![words](chart-2025.svg)",
		"![words](figure:line)",
		"![to <fact:end>](figure:line)",
		"```\n27% of it\n```",
		"```go\nx := 27\n```",
		"~~~\n1986\n~~~",
		"    indented = 27",
		"<fact:share>",
		"**<fact:share>**",
		"(<fact:share>)",
		"<fact:share>, <fact:worth>; <fact:move>.",
		"“<fact:share>”",
		"'<fact:share>'",
		"<fact:share>'s",
		"<fact:share>—<fact:worth>",
		"<fact:share>–<fact:worth>",
		"<fact:share>-<fact:worth>",
		"<fact:share>/<fact:worth>",
		"<fact:share> × <fact:worth> = <fact:worth>",
		"<fact:worth> − <fact:worth>",
		"mid-<event:deal?as=month>",
		"late <event:deal?as=year>",
		"[about 27%](fact:share)",
		"[27 per *cent*](fact:share)",
		"[`27%`](fact:share)",
		"[28 October 2025](event:deal)",
		"[it doubled](fact:worth)",
		"[two years](fact:term)",
		"[the 10-Q to 30 June 2026](source:filing)",
		"<source:filing>",
		"[capped in 2025](word:capped)",
		"<fact:share?as=as_of>, <fact:share?as=label>",
		"| <fact:share> | <fact:worth> |\n|---|---|\n| <fact:end> | [words](fact:move) |",
		"In [2032](fact:end) times were hard.",
		"By <fact:end> points were made.",
		"<fact:wording> days",
		"<fact:share> of the shares",
		"[words](fact:share)%",
		"one of the companies, and the first of them",
		"the two companies, on one day",
		"&amp; &lt; &copy; &hellip;",
		"\\* \\_ \\#",
		"<https://example.org/>",
		"A- B+ #c",
		"<fact:worth> minus <fact:worth>, over <fact:term>",
		"nearly <fact:share?as=label>",
		"emoji 🙂 and ™ © ° § ¶",
	} {
		if got := (figureSite{body: body}).judge(t).said(); got != "" {
			t.Errorf("%q: found %q", body, got)
		}
	}
}

// TestExtended is what touches a bound figure from outside.
func TestExtended(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"−<fact:share>", "−"},
		{"-<fact:share>", "-"},
		{"(-<fact:share>)", "-"},
		{"a --<fact:share>", "–"},
		{"&minus;<fact:share>", "−"},
		{"**−**<fact:share>", "−"},
		{"−\u200b<fact:share>", "−; text-control"},
		{"−[](index.md)<fact:share>", "−"},
		{"Change: − <fact:share>", "−"},
		{"− <fact:share>", "−"},
		{"+<fact:share>", "+"},
		{"±<fact:share>", "±"},
		{"~<fact:share>", "~"},
		{"≈<fact:share>", "≈"},
		{"\\><fact:share>", ">"},
		{"$<fact:share>", "$"},
		{"US$<fact:share>", "US$"},
		{"$ <fact:share>", "$"},
		{"€<fact:share>", "€"},
		{"USD <fact:share>", "USD"},
		{"USD<fact:share>", "USD"},
		{"CNY <fact:share>", "CNY"},
		{"1<fact:share>", "1"},
		{"10,1<fact:share>", "10,1"},
		{"1[27%](fact:share)", "1"},
		{"Q<event:deal?as=year>", "Q"},
		{"<fact:share>%", "%"},
		{"<fact:share> %", "%"},
		{"<fact:share>\u00a0%", "%"},
		{"<fact:share>&percnt;", "%"},
		{"<fact:share>‰", "‰"},
		{"<fact:share>0", "0"},
		{"<fact:share>²", "²"},
		{"<fact:share>bn", "bn"},
		{"<fact:share> bn", "bn"},
		{"<fact:worth> billion", "billion"},
		{"<fact:worth>\nbillion.", "billion"},
		{"<fact:worth> *billion* of it", "billion"},
		{"<fact:worth>-billion", "-billion"},
		{"<fact:worth> US dollars", "US dollars"},
		{"<fact:worth> euros", "euros"},
		{"<fact:worth>€", "€"},
		{"<fact:worth> €", "€"},
		{"<fact:share>x", "x"},
		{"<fact:share> times", "times"},
		{"<fact:share>-fold", "-fold"},
		{"<fact:share> points", "points"},
		{"<fact:share> percentage points", "percentage points"},
		{"<fact:term> months", "months"},
		{"<fact:worth>/month", "/month"},
		{"<fact:worth> per month", "per month"},
		{"<fact:power> GW", "GW"},
		{"<fact:worth>+", "+"},
		{"<event:deal>s", "s"},
		{"<fact:share><fact:worth>", "$852bn"},
		{"[27](fact:share)[%](word:capped)", "%"},
		{"![−<fact:share>](x.svg)", "−"},
		{"## −<fact:share>", "−"},
		{"| −<fact:share> |\n|---|\n| x |", "−"},
		{"[two](fact:term) years", "years"},
		{"It is nearly <fact:share>.", "nearly"},
		{"Almost <fact:share>.", "Almost"},
		{"roughly <fact:worth>", "roughly"},
		{"It is *approximately* <fact:worth>.", "approximately"},
		{"circa [27%](fact:share)", "circa"},
		{"Minus <fact:share>.", "Minus"},
		{"Change: minus <fact:share>.", "minus"},
	} {
		got := figureSite{body: c.body}.judge(t).said()
		if want := "figure-extended " + c.want; got != want {
			t.Errorf("%q: found %q, want %q", c.body, got, want)
		}
	}
}

// TestFields judges front matter, the settings and the facts file.
func TestFields(t *testing.T) {
	for _, c := range []struct {
		name string
		site figureSite
		want string
	}{
		{"lede", figureSite{front: "lede: In 2025.\n"}, "2025"},
		{"nav", figureSite{front: "nav: Part 2\n"}, "2"},
		{"lede by entity", figureSite{front: "lede: In &#50;025.\n"}, "2025"},
		{"lede, bound", figureSite{front: "lede: In <event:deal>.\n"}, ""},
		{"lede, quoted", figureSite{front: "lede: \"In \\u0032\\x305.\"\n"}, "205"},
		{"label", figureSite{facts: "stages:\n  - {id: a, label: A, from: 2019}\nterms:\n  t: {title: Since 2025, group: Group 3, stages: {a: {text: T., claims: [{source: post}]}}}\n"}, "2025; 3"},
		{"names are free", figureSite{facts: "stages:\n  - {id: a, label: 2019 to 2025, from: 2019}\n"}, ""},
		{"term of a stage", figureSite{facts: "stages:\n  - {id: a, label: A, from: 2019}\nterms:\n  t: {title: T, group: G, stages: {a: {text: 'For 5 years.', claims: [{source: post, at: \"¶10\", says: 5 years, note: Or 6.}]}}}\n"}, "5 years; 6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.site.judge(t).said(); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
	for _, field := range []string{
		"label: The stake in the company", "text: open at all hours", "text: The deal was signed.", "term: capped profit", "text: Profit up to a limit.", "title: What happened",
	} {
		t.Run(field, func(t *testing.T) {
			changed := strings.TrimSuffix(field, ".") + " of 1999"
			if !strings.Contains(figureSheet, field) {
				t.Fatal("no such field")
			}
			got := figureSite{swap: [2]string{field, changed}}.judge(t).said()
			if got != "1999" {
				t.Errorf("found %q", got)
			}
		})
	}
	got := figureSite{swap: [2]string{"", ""}, settings: "base_url: https://1996.example/\n"}.judge(t).said()
	if got != "" {
		t.Errorf("a machine's field is judged: %q", got)
	}
}

// TestEveryDigit puts every character that is a digit, or shows one, into every place.
func TestEveryDigit(t *testing.T) {
	places := []string{
		"Words %s.", "x%sy", "## Heading %s {#h%d}", "| %s | b |\n|---|---|\n| a | x%s |", "![alt %s](x.svg)", "[w](index.md \"title %s\")", "[%s](https://example.org)",
		"`code %s`", "- item *%s*", "> quotation %s", "**%s**%%", "x\u200d%s", "a&nbsp;%s", "Words.[^f%d]\n\n[^f%d]: note %s", "%s\\\nbreak",
	}
	count, found := 0, 0
	for r := rune(0x21); r <= unicode.MaxRune; r++ {
		if !digit(r) {
			continue
		}
		count++
		var body strings.Builder
		for i, p := range places {
			p = strings.ReplaceAll(p, "%d", fmt.Sprint(i))
			body.WriteString(strings.ReplaceAll(strings.ReplaceAll(p, "%s", string(r)), "%%", "%") + "\n\n")
		}
		fmt.Fprintf(&body, "By entity: &#%d; and &#x%X;.\n", r, r)
		j := figureSite{body: body.String(), front: "lede: " + string(r) + " words\n"}.judge(t)
		n := 0
		for _, f := range j.findings {
			if f.Code == "figure-loose" {
				n++
			}
		}
		if want := len(places) + 1 + 2 + 1; n != want { // the table has two
			t.Errorf("U+%04X: %d of %d found: %s", r, n, want, j.said())
		}
		found += n
	}
	numbers := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.Nd, unicode.Nl, unicode.No) {
			numbers++
		}
	}
	if want := numbers + 80 + 4; count != want { // 80 whose NFKC form holds a digit, and four emoji
		t.Errorf("%d characters are digits, want %d", count, want)
	}
	t.Logf("%d characters, %d places", count, found)
}
