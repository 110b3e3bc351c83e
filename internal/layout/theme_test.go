package layout

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/view"
	"explainer/static"
	"explainer/templates"
)

var themeDir = flag.String("theme", "", "write sample pages of the default theme into this `folder`, to look at")

// assets gives files of static/ under their own names.
func assets(name string) (string, bool) {
	_, err := fs.Stat(static.FS, name)
	return name, err == nil
}

func theme(t testing.TB) *Set {
	t.Helper()
	var l diag.List
	s := Load(templates.FS, nil, assets, &l)
	for _, f := range l.Sorted() {
		t.Fatalf("the default theme: %+v", f)
	}
	return s
}

// TestTheme lays out every layout with sample views; with -theme they can be looked at.
func TestTheme(t *testing.T) {
	s := theme(t)
	for _, p := range pages(t, s) {
		out, findings := s.Page(p.layout, p.page)
		if len(findings) > 0 {
			t.Fatalf("%s: %+v", p.page.File, findings)
		}
		if *themeDir == "" {
			continue
		}
		if err := os.MkdirAll(*themeDir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*themeDir, p.page.File), out, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(*themeDir, static.FS); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
	}
}

type sample struct {
	layout string
	page   view.Page
}

// A writer draws what site and markdown would.
type writer struct {
	t     testing.TB
	s     *Set
	cards []view.Markup
	seen  map[string]int
}

func (w *writer) draw(name string, v any) view.Markup {
	w.t.Helper()
	out, err := w.s.Partial(name, v)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

type datum struct {
	label, value string
	status       view.Status
	asOf         view.Date
}

var data = map[string]datum{
	"licence.end":     {"Microsoft’s licence to models and products runs through", "2032", "confirmed", day("2026-04-27", "27 April 2026")},
	"share.end":       {"OpenAI pays Microsoft a share of revenue through", "2030", "confirmed", day("2026-04-27", "27 April 2026")},
	"azure.exception": {"Wording of the exception to first release on Azure", "“cannot and chooses not to”", "disputed", day("2026-04-27", "27 April 2026")},
	"stake.share":     {"Microsoft’s stake in OpenAI’s for-profit company, as converted", "about 27%", "confirmed", day("2025-10-28", "28 October 2025")},
	"stake.2026":      {"The same stake at Microsoft’s year end", "about 25%", "confirmed", day("2026-06-30", "30 June 2026")},
	"share.cap":       {"Total cap on those payments", "$38bn", "reported", day("2026-05-11", "11 May 2026")},
	"paid":            {"Paid in, of $13bn committed", "$11.9bn", "confirmed", day("2026-06-30", "30 June 2026")},
	"valuation":       {"OpenAI’s valuation", "$852bn", "confirmed", day("2026-03-31", "31 March 2026")},
	"stake.value":     {"Paper value of the stake, on the report’s own inputs", "$229.5bn", "computed", day("2026-04-27", "27 April 2026")},
	"ipo":             {"Valuation hoped for at a listing", "$1tn", "rumoured", day("2026-05", "May 2026")},
	"as-converted":    {"As converted", "Every right to shares is counted as if it had been used.", "", view.Date{}},
}

func day(iso, text string) view.Date { return view.Date{ISO: iso, Text: text} }

var post = view.Cite{Href: "https://openai.com/index/next-chapter-of-microsoft-openai-partnership/", Words: "OpenAI, 28 October 2025"}
var filing = view.Cite{Href: "https://www.sec.gov/Archives/edgar/data/789019/000119312526323660/msft-20260630.htm", Words: "Microsoft 10-K to 30 June 2026"}
var report = view.Cite{Href: "sources.html#cls-report", Words: "Cailian Press, 27 April 2026"}

func (w *writer) claims() view.Markup {
	return w.draw("claims", view.Claims{Items: []view.Claim{
		{Claimant: view.Claimant{Source: "OpenAI, 28 October 2025", Href: string(post.Href)}, Says: "about 27%", Verdict: "agrees", Word: "Agrees"},
		{Claimant: view.Claimant{Source: "Microsoft 10-K to 30 June 2026", Href: filing.Href, At: "note 4"}, Says: "27.1%", Verdict: "rounding", Word: "Agrees within rounding"},
		{Claimant: view.Claimant{Source: "Cailian Press, 27 April 2026", At: "paragraph 10"}, Says: "nearly $228.3bn", Verdict: "precise", Word: "More precise than its inputs allow", Note: "The printed figure lies inside but is finer than either input."},
		{Claimant: view.Claimant{Source: "Cailian Press, 27 April 2026", At: "paragraph 10"}, Says: "doubled", Verdict: "differs", Word: "Differs", Note: "Doubling would give $26bn. The word may be a slip in translation."},
	}})
}

func (w *writer) view(id string) view.Mention {
	d, ok := data[id]
	if !ok {
		w.t.Fatal("no sample called " + id)
	}
	n := w.seen[id]
	if n == 0 {
		n = len(w.seen) + 1
		w.seen[id] = n
		c := view.Evidence{Value: view.Markup(d.value), Status: d.status, AsOf: d.asOf}
		if d.status != "" {
			c.Claims = w.claims()
		}
		if d.status == "computed" {
			c.Worked, c.Interval = `<a href="facts.html#stake.share">about 27%</a> × <a href="facts.html#valuation">$850bn</a>`, "$225bn to $234bn"
		}
		if id == "stake.share" {
			c.Newer = view.Link{Text: "about 25%, as of 30 June 2026", Href: "facts.html#stake.2026"}
			c.Corrected, c.Note = view.Link{Text: "23 November 2026", Href: "changes.html#c0-a"}, "A different basis from the stake before recent rounds."
		}
		w.cards = append(w.cards, w.draw("card", view.Card{
			Number: n, ID: id, Href: "facts.html#" + id, Label: view.Markup(d.label), Evidence: w.draw("evidence", c),
		}))
	}
	return view.Mention{Number: n, ID: id, Href: "facts.html#" + id, Status: d.status, Words: view.Markup(d.value), Long: len(d.value) > 17}
}

func (w *writer) m(id string) view.Markup { return w.draw("mention", w.view(id)) }

func (w *writer) word(id, words string) view.Markup {
	v := w.view(id)
	v.Words, v.Long = view.Markup(words), len(words) > 17
	return w.draw("mention", v)
}

func (w *writer) page(name, title string, lede view.Markup) view.Page {
	p := view.Page{
		Site: view.Site{Title: "The Microsoft–OpenAI agreement", Language: "en-GB", Publisher: "The editors", Draft: name == "background", Ledger: true,
			Hues: []view.Party{{Name: "Microsoft", Hue: "a"}, {Name: "OpenAI", Hue: "b"}}},
		Name: name, File: name + ".html", Title: title, Description: "What changed between the two companies.", Heading: view.Markup(title), Lede: lede,
		Record: view.Record{AsOf: day("2026-06-30", "30 June 2026"), Facts: 48, Confirmed: 24, Computed: 3, Changes: 3},
	}
	for _, n := range [][2]string{{"index", "Summary"}, {"new-terms", "Terms"}, {"figures", "Figures"}, {"background", "Background"}, {"facts", "Facts"}, {"sources", "Sources"}, {"changes", "Changes"}} {
		p.Nav = append(p.Nav, view.Link{Text: n[1], Href: n[0] + ".html", Current: n[0] == name})
	}
	if name == "figures" || name == "background" {
		p.Previous = view.Link{Text: "Every term in its three stages", Href: "new-terms.html"}
		p.Next = view.Link{Text: "How it came to this", Href: "background.html"}
	}
	return p
}

func add(p *view.Page, id, title string, body ...view.Markup) {
	all := view.Markup("<h2>" + title + "</h2>")
	for _, b := range body {
		all += "\n" + b
	}
	p.Sections = append(p.Sections, view.Section{ID: id, Body: all})
	p.Contents = append(p.Contents, view.Link{Text: title, Href: "#" + id})
}

func pages(t testing.TB, s *Set) []sample {
	var all []sample
	for _, p := range []struct {
		layout string
		make   func(*writer) view.Page
	}{
		{"summary", summary}, {"wide", newTerms}, {"page", figures}, {"page", background},
		{"facts", register}, {"sources", sources}, {"differ", differ}, {"changes", changes}, {"404", notFound},
	} {
		w := &writer{t: t, s: s, seen: map[string]int{}}
		page := p.make(w)
		page.Cards = w.cards
		all = append(all, sample{p.layout, page})
	}
	return all
}

func summary(w *writer) view.Page {
	p := w.page("index", "What changed between Microsoft and OpenAI", view.Markup("On "+string(w.draw("when", view.When{Href: "background.html#amendment", ISO: "2026-04-27", Words: "27 April 2026"}))+
		" the two companies rewrote their agreement. OpenAI may now sell through any cloud. Microsoft keeps a licence, no longer exclusive, and a share of OpenAI’s revenue; it stops sharing its own."))
	cells := func(was, now view.Markup) []view.TermCell {
		return []view.TermCell{{Stage: "Before", Text: was, Stated: was != ""}, {Stage: "Now", Now: true, Text: now, Stated: now != ""}}
	}
	add(&p, "changed", "The change on one screen", w.draw("terms", view.Terms{Pairs: true,
		Frame: view.Frame{ID: "screen", Alt: "Six terms before and now", Sources: []view.Cite{post, filing}, Note: "Left, the old term; right, the new one. The label says what became of it."},
		Groups: []view.TermGroup{{Rows: []view.Term{
			{Title: "Licence to OpenAI’s models", Change: "changed", Word: "Changed", Cells: cells("Exclusive until AGI is verified; runs through "+w.m("licence.end"), "<strong>Not exclusive</strong>; still through "+w.m("licence.end"))},
			{Title: "Where OpenAI may sell", Change: "changed", Word: "Changed", Cells: cells("Products reached by API on Azure only; others on any cloud", "All products on <strong>any cloud</strong>")},
			{Title: "Microsoft pays OpenAI", Change: "ended", Word: "Ended", Cells: cells("A share of some revenue", "<strong>Nothing</strong>")},
			{Title: "OpenAI pays Microsoft", Change: "changed", Word: "Changed", Cells: cells("A share of revenue until AGI is verified", "Same percentage, <strong>through "+w.m("share.end")+"</strong>, with <strong>a cap</strong>; no tie to AGI")},
			{Title: "First release on Azure", Change: "added", Word: "Added", Cells: cells("", "<strong>Azure first</strong>, unless Microsoft "+w.m("azure.exception")+" support it")},
			{Title: "Microsoft’s stake", Change: "unstated", Word: "Not stated", Cells: cells(w.m("stake.share"), "No number; "+w.m("stake.2026")+" by the end of June")},
		}}}}))
	keys := view.KeyFigures{Wide: true, Frame: view.Frame{ID: "six", Alt: "Six figures"}}
	for _, id := range []string{"licence.end", "share.end", "share.cap", "stake.2026", "paid", "valuation"} {
		d, v := data[id], w.view(id)
		if id == "stake.2026" {
			v.Small, v.Words = "about", "25%"
		}
		keys.Items = append(keys.Items, view.KeyFigure{Label: view.Markup([]byte(d.label)), Value: v, Status: d.status, AsOf: d.asOf})
	}
	add(&p, "figures", "Six figures", w.draw("key-figures", keys))
	add(&p, "unknown", "What is not known", "<ul>\n<li>The contract itself. None of the three versions has been published.</li>\n<li>The size of the cap. "+w.m("share.cap")+" comes from one report, later than the announcement.</li>\n<li>What “first” means when products come to Azure first, and for how long.</li>\n</ul>")
	add(&p, "differ", "Where reports differ", "<p>“Two words, two meanings.” The contract is not public, so this site prints the posts’ wording and does not settle what it means.</p>",
		w.draw("note", view.Note{Body: "<p>“The report” is a Cailian Press story of 27 April 2026, in English translation.</p>"}))
	return p
}

func newTerms(w *writer) view.Page {
	p := w.page("new-terms", "Every term in its three stages", "The provisions, as they stood until 2025, after October 2025, and since 27 April 2026. Each label compares the last two stages.")
	row := func(id string, title view.Markup, change, word string, texts ...view.Markup) view.Term {
		t := view.Term{ID: id, Title: title, Change: change, Word: word, Sources: []view.Cite{post, filing}}
		for i, stage := range []string{"2019 to October 2025", "28 October 2025", "27 April 2026"} {
			t.Cells = append(t.Cells, view.TermCell{Stage: stage, Now: i == 2, Text: texts[i], Stated: texts[i] != ""})
		}
		return t
	}
	p.Opening = w.draw("callout", view.Callout{Body: "<p>“Not stated” means that the companies’ announcement of that stage is silent. It does not mean that the term has ended: the contract is not public.</p>"})
	add(&p, "ip", "Intellectual property", "<p>What Microsoft may use.</p>", w.draw("terms", view.Terms{
		Frame:  view.Frame{ID: "ip-terms", Alt: "Intellectual property across the stages"},
		Counts: []view.ChangeCount{{Change: "ended", Word: "Ended", Count: 2}, {Change: "added", Word: "Added", Count: 3}, {Change: "changed", Word: "Changed", Count: 4}, {Change: "unchanged", Word: "Unchanged", Count: 2}, {Change: "unstated", Word: "Not stated", Count: 11}},
		Groups: []view.TermGroup{{Rows: []view.Term{
			row("licence.scope", "Licence to models and products", "changed", "Changed", "A licence to some technology short of AGI; by 2025, a right to use OpenAI’s models in Microsoft’s products.", "Exclusive until AGI is verified.", "Not exclusive."),
			row("licence.term", "End of the licence", "unchanged", "Unchanged", "Contract through 2030; earlier if AGI is reached.", "Through "+w.m("licence.end")+", models after AGI included.", "Through "+w.m("licence.end")+"."),
			row("licence.research", "Research methods", "unstated", "Not stated", "", "Until the panel verifies AGI or through 2030, whichever is first.", ""),
		}}}}))
	add(&p, "money", "Revenue share and cloud", w.draw("terms", view.Terms{
		Frame: view.Frame{ID: "money-terms", Title: "Two flows, one of them ended", Plain: "Two flows, one of them ended", Alt: "Payments and cloud"},
		Groups: []view.TermGroup{
			{Title: "Payments", Rows: []view.Term{
				row("pay.microsoft", "Microsoft pays OpenAI", "ended", "Ended", "A share of some revenue; about 20% by press accounts.", "Not stated separately.", "No payments."),
				row("pay.cap", "Cap on OpenAI’s payments", "added", "Added", "", "", "A total cap, size not stated; "+w.m("share.cap")+" in the press."),
			}},
			{Title: "Cloud", Rows: []view.Term{
				row("cloud.first", "First release", "added", "Added", "", "", "Azure first, unless Microsoft "+w.m("azure.exception")+" support what a product needs."),
			}},
		}}), w.draw("note", view.Note{Body: "<p>A note on a wide page stands in its place.</p>"}))
	return p
}

func figures(w *writer) view.Page {
	p := w.page("figures", "The figures, drawn and checked", "What Microsoft owns, what it has paid, and what OpenAI is said to be worth.")
	bars := view.Bars{Frame: view.Frame{ID: "stake", Title: "Microsoft’s share of OpenAI has shrunk as others bought in", Plain: "Microsoft’s share of OpenAI has shrunk as others bought in",
		Alt: "Three bars: about 27 per cent, about 27 per cent and about 25 per cent", Unit: "Per cent of the for-profit company, as converted", Sources: []view.Cite{post, filing, report}, Note: "The last bar is on another basis."},
		Height: 206, Floor: 184, Zero: "0",
		Ticks: []view.Tick{{X: "0", Text: "0%"}, {X: "24", Text: "10%", Anchor: "mid"}, {X: "48", Text: "20%", Anchor: "mid"}, {X: "72", Text: "30%", Anchor: "mid"}}}
	for i, r := range []view.Bar{
		{Label: "28 October 2025", Value: "about 27%", Hue: "a", Status: "confirmed", Width: "64.8", ValueX: "64.8", DX: 8},
		{Label: "Valuation", Value: "about 25%", Hue: "b", Status: "reported", Width: "60", ValueX: "60", DX: 8},
		{Label: "As the report prints it", Value: "nearly $228.3bn", Status: "disputed", Width: "91", ValueX: "91", DX: -8, Inside: true, Left: true},
		{Label: "No party", Value: "5.2%", Status: "computed", Width: "5.2", ValueX: "5.2", DX: 8},
	} {
		y := i * 46
		r.LabelY, r.Y, r.H, r.ValueY, r.X = y+16, y+23, 16, y+36, "0"
		bars.Rows = append(bars.Rows, r)
	}
	for _, id := range []string{"stake.share", "stake.2026", "share.cap", "stake.value", "azure.exception"} {
		d := data[id]
		bars.Data = append(bars.Data, view.DataRow{Label: view.Markup(d.label), AsOf: d.asOf, Value: w.view(id)})
	}
	add(&p, "owns", "What Microsoft owns", "<p>The number most often quoted is "+w.m("stake.share")+", counted "+w.word("as-converted", "as converted")+". By Microsoft’s own year end it was "+w.m("stake.2026")+". A listing was said to be worth "+w.m("ipo")+
		", and one sum gives "+w.m("stake.value")+w.draw("footnote-ref", view.FootnoteRef{ID: "fr-a", Target: "fn-a", Letter: "a"})+".</p>",
		w.draw("note", view.Note{Body: "<p><b>How the interval works.</b> “27%” stands for anything from 26.5% to 27.5%. A result cannot be finer than that.</p>"}),
		w.draw("bars", bars))
	add(&p, "four", "Four values", w.draw("key-figures", view.KeyFigures{Frame: view.Frame{ID: "four-values", Title: "Four values to remember", Unit: "As recorded", Sources: []view.Cite{post}}, Items: []view.KeyFigure{
		{Label: "Stake", Value: w.view("stake.share"), Status: "confirmed", AsOf: day("2025-10-28", "28 October 2025")},
		{Label: "Cap on payments", Value: w.view("share.cap"), Status: "reported", AsOf: day("2026-05-11", "11 May 2026")},
		{Label: "Paper value", Value: w.view("stake.value"), Status: "computed"},
		{Label: "Paid in", Value: w.view("paid"), Status: "confirmed"},
	}}))
	add(&p, "prose", "What prose may hold", `<p>Some <em>emphasis</em>, some <strong>weight</strong>, <code>inline.code</code>, a <a href="https://example.org/">link</a>, and H<sub>2</sub>O.</p>
<blockquote><p>The partnership limited our reach, and it was foundational.</p></blockquote>
<h3>A heading of the third level</h3>
<dl>
<dt>Public benefit corporation</dt>
<dd>A company that may weigh other aims than profit.</dd>
<dt>Right of first refusal</dt>
<dd>The right to match any other offer before it is taken.</dd>
</dl>
<table>
<thead><tr><th class="left" scope="col">Document</th><th class="center" scope="col">Kind</th><th scope="col">What it says of the licence</th><th class="right" scope="col">Sum</th></tr></thead>
<tbody>
<tr><td class="left">The announcement of the companies</td><td class="center">post</td><td>Not exclusive, and through the year named in the agreement</td><td class="right">`+w.m("share.cap")+`</td></tr>
<tr><td class="left">Yearly report</td><td class="center">filing</td><td>No word about exclusivity</td><td class="right">`+w.m("stake.value")+`</td></tr>
</tbody>
</table>
<pre class="chroma"><code class="language-go"><span class="c1">// Worth is what a stake is worth.</span>
<span class="kd">func</span> <span class="nf">Worth</span><span class="p">(</span><span class="nx">share</span><span class="p">,</span> <span class="nx">value</span> <span class="kt">float64</span><span class="p">)</span> <span class="kt">float64</span> <span class="p">{</span>
	<span class="k">if</span> <span class="nx">share</span> <span class="o">&gt;</span> <span class="m">1</span> <span class="p">{</span> <span class="nb">panic</span><span class="p">(</span><span class="s">"a share is at most the whole"</span><span class="p">)</span> <span class="p">}</span>
	<span class="k">return</span> <span class="nx">share</span> <span class="o">*</span> <span class="nx">value</span> <span class="l">0</span> <span class="t">t</span> <span class="g">g</span>
<span class="p">}</span></code></pre>
`)
	p.Footnotes = w.draw("footnotes", view.Footnotes{Items: []view.Footnote{
		{ID: "fn-a", Letter: "a", Body: "<p>The sum uses the report’s own inputs; it is not an estimate of ours.</p>", Back: []string{"fr-a"}},
		{ID: "fn-b", Letter: "b", Body: "<p>A second footnote, with two marks in the text that lead here, and long enough to need a second line.</p>", Back: []string{"fr-b", "fr-b2"}},
	}})
	return p
}

func background(w *writer) view.Page {
	p := w.page("background", "How it came to this", "A research laboratory needed computers; a software company needed a way into artificial intelligence. The bargain was rewritten three times in fifteen months.")
	add(&p, "bargain", "The bargain", "<p>Microsoft put "+w.m("paid")+" into OpenAI and became its only supplier of cloud computing. In return OpenAI licensed it some technology, but nothing that would count as artificial general intelligence.</p>",
		w.draw("note", view.Note{Body: "<p><b>AGI</b>, artificial general intelligence: a system that matches people at most work. The contracts used a definition of their own.</p>"}),
		"<p>In <a class=\"when\" href=\"background.html#refusal\"><time datetime=\"2025-01-21\">January 2025</time></a> Microsoft gave up being the only supplier of computing and took a right of first refusal instead.</p>")
	a, b := view.Party{Name: "Microsoft", Hue: "a"}, view.Party{Name: "OpenAI", Hue: "b"}
	add(&p, "timeline", "Timeline", w.draw("note", view.Note{Body: "<p><b>How to read the marks.</b> A dot is a known day. A capsule is a known month. A long broken capsule is a known year.</p>"}),
		w.draw("timeline", view.Timeline{Frame: view.Frame{ID: "events", Alt: "All events"}, Rows: []view.TimelineRow{
			{ID: "founding", Date: day("2015-12", "December 2015"), Precision: "month", Parties: []view.Party{b}, Text: "OpenAI is founded as a nonprofit laboratory.", Sources: []view.Cite{post}},
			{ID: "first", Date: day("2019-07-22", "22 July 2019"), Precision: "day", Parties: []view.Party{a, b}, Text: "Microsoft invests " + w.m("paid") + ". Azure becomes OpenAI’s only cloud.", Sources: []view.Cite{post, filing}},
			{ID: "second", Date: day("2021", "2021"), Precision: "year", Parties: []view.Party{a}, Text: "Microsoft invests again, " + w.m("share.cap") + " by later accounts.", Sources: []view.Cite{report}},
			{ID: "third", Date: day("2023-01-23", "23 January 2023"), Precision: "day", Parties: []view.Party{a, b, {Name: "Amazon"}}, Text: "A third phase is announced.", Sources: []view.Cite{filing}},
		}}))
	return p
}

func register(w *writer) view.Page {
	p := w.page("facts", "The register of facts", "Every figure on this site has an entry here: its value, its date, how sure it is, and who says so.")
	used := view.Used{Pages: []view.Link{{Text: "Terms", Href: "new-terms.html"}, {Text: "Figures", Href: "figures.html"}}}
	r := &view.Register{Counts: []view.StatusCount{{Status: "confirmed", Count: 24}, {Status: "reported", Count: 18}, {Status: "computed", Count: 3}, {Status: "disputed", Count: 3}, {Status: "rumoured", Count: 1}}}
	for _, g := range []view.RegisterGroup{{ID: "stake", Title: "Microsoft’s stake"}, {ID: "money", Title: "Money put in"}} {
		for _, id := range []string{"stake.share", "stake.2026", "stake.value", "share.cap", "azure.exception", "ipo"} {
			d := data[id]
			e := view.Entry{ID: g.ID + "." + id, Label: view.Markup(d.label), Value: view.Markup(d.value), Status: d.status, AsOf: d.asOf, Claims: w.claims(), Used: used}
			if d.status == "computed" {
				e.Worked, e.Interval, e.Used = `<a href="#stake.share">about 27%</a> × <a href="#valuation">$850bn</a>`, "$225bn to $234bn", view.Used{}
			}
			if id == "stake.share" {
				e.Newer, e.Note = view.Link{Text: "about 25%, as of 30 June 2026", Href: "#stake.2026"}, "A different basis from the stake before recent rounds."
				e.Corrected = corrected
			}
			if d.status == "reported" {
				e.Card = "assets/share/fact-" + id + ".png"
			}
			g.Entries = append(g.Entries, e)
		}
		r.Groups = append(r.Groups, g)
		p.Contents = append(p.Contents, view.Link{Text: g.Title, Href: "#" + g.ID})
	}
	r.Words = []view.WordEntry{{ID: "as-converted", Term: "as converted", Text: "Every right to shares is counted as if it had been used.", Used: view.Used{Pages: used.Pages, More: 7}}, {ID: "agi", Term: "AGI", Text: "Artificial general intelligence: a system that matches people at most work."}}
	r.Events = []view.TimelineRow{{ID: "suit", Date: day("2026-03", "March 2026"), Precision: "month", Text: "The Financial Times reports that Microsoft is weighing a suit.", Sources: []view.Cite{report}}}
	p.Register = r
	return p
}

func sources(w *writer) view.Page {
	p := w.page("sources", "Sources", "Every document that this site leans on, and what it is used for.")
	p.Sources = &view.Sources{Groups: []view.SourceGroup{
		{ID: "announcements", Title: "Announcements", Entries: []view.SourceEntry{
			{ID: "openai-next-chapter", Title: "The next chapter of the Microsoft–OpenAI partnership", Publisher: "OpenAI", Published: day("2025-10-28", "28 October 2025"), Accessed: day("2026-11-23", "23 November 2026"),
				URL: post.Href, Archive: "https://web.archive.org/web/2026/" + post.Href, Kind: "Announcement", Claims: 7, Facts: []view.Link{{Text: "Microsoft’s stake in OpenAI’s for-profit company, as converted", Href: "facts.html#stake.share"}, {Text: "Total cap", Href: "facts.html#share.cap"}},
				Terms: []view.Link{{Text: "Research methods", Href: "new-terms.html#licence.research"}}, Events: []view.Link{{Text: "28 October 2025", Href: "background.html#recapitalisation"}}},
		}},
		{ID: "reports", Title: "Reports", Entries: []view.SourceEntry{
			{ID: "cls-report", Title: "Report on the revised agreement between Microsoft and OpenAI (English translation)", Publisher: "Cailian Press", Author: "Shi Zhengzhi", Published: day("2026-04-27", "27 April 2026"), Accessed: day("2026-11-23", "23 November 2026"), Kind: "Press report", Claims: 1, Facts: []view.Link{{Text: "Total cap on those payments", Href: "facts.html#share.cap"}}},
		}},
	}}
	p.Contents = []view.Link{{Text: "Announcements", Href: "#announcements"}, {Text: "Reports", Href: "#reports"}}
	return p
}

func differ(w *writer) view.Page {
	p := w.page("differ", "Where reports differ", "Where sources say different things, both sides stand here.")
	p.Canonical, p.Share = sampleShare.Canonical, sampleShare.Share
	p.Differ = &view.Differ{
		Facts: []view.Difference{{ID: "stake.value", Href: "facts.html#stake.value", Label: "Paper value of the stake", Value: "$229.5bn", Status: "computed", AsOf: day("2026-04-27", "27 April 2026"),
			Note: "A share of October on a valuation of March.", With: []view.Cite{post, filing}, Others: w.claims()}},
		Events: []view.Difference{{ID: "first", Href: "background.html#first", Label: "They meet.", Value: "22 July 2019", Others: w.claims()}},
	}
	return p
}

func changes(w *writer) view.Page {
	p := w.page("changes", "What this site used to say", "A published value never changes in silence. Each entry gives what was said before, what is said now, when, and why.")
	p.Changes = &view.Changes{}
	for i, d := range []view.Date{day("2026-11-23", "23 November 2026"), day("2026-05-12", "12 May 2026")} {
		id := func(letter string) string { return fmt.Sprintf("c%d-%s", i, letter) }
		p.Changes.Days = append(p.Changes.Days, view.ChangeDay{Date: d, Records: []view.ChangeRecord{
			{Entries: []view.Change{{ID: id("a"), Kind: "updated", Word: "Updated", Label: "The same stake at Microsoft’s year end", Was: "about 27%, as of 31 March 2026", Is: "about 25%, as of 30 June 2026", Note: "Microsoft’s yearly report gives a lower share.", Href: "facts.html#stake.2026"}}},
			{Note: "We had read the wrong quarter.", Entries: []view.Change{
				{ID: id("b"), Kind: "corrected", Word: "Corrected", Label: "Paid in, of that commitment", Was: "$11.8bn", Is: "$11.9bn", Href: "facts.html#paid"},
				{ID: id("c"), Kind: "added", Word: "Added", Label: "Total cap on those payments", Is: "$38bn", Href: "facts.html#share.cap"},
				{ID: id("d"), Kind: "withdrawn", Word: "Withdrawn", Label: "A value that nobody could confirm", Was: "$13.8bn"},
				{ID: id("e"), Kind: "updated", Word: "Updated", Label: "The stake, according to OpenAI, 28 October 2025", Href: "facts.html#stake.share"},
			}},
		}})
	}
	p.Changes.Days = append(p.Changes.Days, view.ChangeDay{Date: day("2026-04-28", "28 April 2026"), Records: []view.ChangeRecord{{ID: "c-2026-04-28", First: "48 facts and 20 sources"}}})
	return p
}

func notFound(w *writer) view.Page {
	p := w.page("404", "No such entry", "The address may be old or mistyped. Nothing here is removed without a line in the ledger, so it may be listed there.")
	p.Root = "/sub/path/"
	for i := range p.Nav {
		p.Nav[i].Href = p.Root + p.Nav[i].Href
	}
	return p
}
