package layout

import "explainer/internal/view"

var (
	mention     = view.Mention{Number: 2, ID: "stake.share", Href: "facts.html#stake.share", Status: "confirmed", Words: "about 27%"}
	frame       = view.Frame{ID: "stake", Title: "The stake <em>fell</em>", Plain: "The stake fell", Alt: "Two bars", Unit: "Per cent", Note: "A note.", Sources: []view.Cite{post, report}}
	event       = view.TimelineRow{ID: "first", Date: day("2019-07-22", "22 July 2019"), Precision: "day", Parties: []view.Party{{Name: "One & Co", Hue: "a"}, {Name: "Two", Hue: "b"}, {Name: "Three"}}, Text: "They meet.", Sources: []view.Cite{post}}
	corrected   = view.Link{Text: "1 May 2026", Href: "changes.html#c-2026-05-01-stake"}
	sampleShare = view.Page{
		Site: view.Site{Title: "A & B"}, Title: `What "changed"`, Description: "Who </script> pays.", Canonical: "https://example.org/deal/what.html",
		Share: &view.Share{
			URL: "https://example.org/deal/what.html", Locale: "en_GB", Image: "https://example.org/deal/assets/share/what.png", Alt: "A & B: What changed.", Width: 1200, Height: 630,
			Data: view.Linked{Context: "https://schema.org", Type: "Article", Headline: `What "changed" </script>`, URL: "https://example.org/deal/what.html", Publisher: &view.Named{Type: "Organization", Name: "<!-- us"}},
		},
	}
	term = view.Term{ID: "licence", Title: "The licence", Change: "ended", Word: "Ended", Sources: []view.Cite{post}, Cells: []view.TermCell{{Stage: "First", Text: "Exclusive.", Stated: true}, {Stage: "Last", Now: true}}}
)

var (
	keyFigure = view.KeyFigure{Label: "The <em>stake</em>", Value: view.Mention{Number: 1, Href: "facts.html#a", Status: "reported", Small: "about", Words: "27%"}, Status: "reported", AsOf: day("2026", "2026")}
	operand   = view.SumRow{Sign: "×", Label: "The <em>stake</em>", AsOf: day("2026-04", "April 2026"), Parts: []view.SumPart{{Value: mention}}}
	strip     = view.Strip{Frame: frame, Height: 130, Floor: 108, Left: true, Band: view.Band{X: "20", Width: "40", H: 22, Lines: []string{"20", "60"}}, Ticks: []view.Tick{{X: "2", Text: "10"}, {X: "44", Text: "20", Anchor: "mid"}}, Rows: []view.Spot{
		{Label: "This site", LabelY: 16, Mark: "computed", Hue: "a", Y: 31, BandY: 20, Places: []string{"40"}, Value: "$229.5bn", ValueX: "40", ValueY: 36, DX: 12},
		{Label: "A & B", Word: "Agrees", LabelY: 62, Mark: "reported", Hue: "a", Y: 77, BandY: 66, Places: []string{"30", "50"}, Value: "$1bn to $2bn", ValueX: "50", ValueY: 82, DX: 12},
		{Label: "A memo", Word: "Differs", LabelY: 108, WordY: 124, Mark: "confirmed", Hue: "du", Doubt: true, Y: 139, BandY: 128, Places: []string{"80"}, Value: "$300bn", ValueX: "80", ValueY: 144, DX: -12, Left: true}}}
	said = view.Said{Plain: "A figure", Own: view.DataRow{Label: "The <em>stake</em>", AsOf: day("2026-04", "April 2026"), Value: mention}, Claims: []view.Claim{
		{Claimant: view.Claimant{Source: "A & B", Href: "https://example.org/", At: "line 3"}, Says: "about 27%", Verdict: "agrees", Word: "Agrees"},
		{Claimant: view.Claimant{Source: "A memo"}, Says: "doubled", Verdict: "differs", Word: "Differs", Note: "A <em>slip</em>."}, {Claimant: view.Claimant{Source: "A post"}, Says: "a lot"}}}
)

// goldens is the views that each partial is drawn with.
var goldens = map[string][]any{
	"badge": {view.Term{Change: "ended", Word: "Ended"}, view.Term{Change: "added", Word: "Added"}, view.ChangeCount{Change: "changed", Word: "Changed"}},
	"bars": {view.Bars{Frame: frame, Height: 70, Floor: 50, Zero: "0", Ticks: []view.Tick{{X: "0", Text: "0%"}, {X: "40", Text: "20%", Anchor: "mid"}}, Rows: []view.Bar{{Label: "27 April 2026", Value: "about 27%", Hue: "a", Status: "confirmed", LabelY: 16, Y: 23, H: 16, ValueY: 36, X: "0", Width: "54", ValueX: "54", DX: 8}, {Label: "Other", Value: "−5%", Status: "disputed", LabelY: 62, Y: 69, H: 16, ValueY: 82, X: "0", Width: "90", ValueX: "90", DX: -8, Inside: true, Left: true}}, Data: []view.DataRow{{Label: "The stake", AsOf: day("2026-04", "April 2026"), Value: mention}}},
		view.Bars{Frame: frame, Height: 70, Floor: 50, Zero: "0", Whole: "86", WholeHue: "b", WholeX: "86", WholeText: "$13bn", Rows: []view.Bar{{Label: "Paid", Value: "$1bn", Y: 23, H: 16, Width: "7", ValueX: "7"}, {Label: "All", Value: "$13bn", Y: 69, H: 16, Width: "86", ValueX: "86", Inside: true}}}},
	"before-after": {
		view.BeforeAfter{Frame: frame, Columns: []view.Column{{KeyFigure: keyFigure, Age: "was"}, {KeyFigure: keyFigure, Age: "now"}}, Change: &view.Column{KeyFigure: keyFigure}},
		view.BeforeAfter{Three: true, Frame: view.Frame{ID: "three", Alt: "Three values"}, Columns: []view.Column{{KeyFigure: keyFigure}, {KeyFigure: keyFigure}, {KeyFigure: keyFigure}}},
	},
	"column":   {view.Column{KeyFigure: keyFigure}, view.Column{KeyFigure: view.KeyFigure{Label: "The wording", Value: mention}}},
	"equation": {view.Equation{Frame: frame, Rows: []view.SumRow{operand, {Sign: "÷", Parts: []view.SumPart{{Text: "2"}}}}, Total: operand, Interval: "$225bn to $234bn", Strip: &strip, Said: &said}, view.Equation{Frame: view.Frame{ID: "bare", Alt: "A sum"}, Rows: []view.SumRow{operand}, Total: operand}},
	"flow": {view.Flow{Frame: frame, Stages: []string{"Before", "Now"}, Panels: []view.FlowPanel{
		{Stage: "Before", Words: "From One to Two: Money.", Height: 160, Left: view.Party{Name: "One & Co", Hue: "a"}, Right: view.Party{Name: "Two"}, Arrows: []view.FlowArrow{
			{Text: "A licence to", TextY: 44, Text2: "everything", Text2Y: 60, Y: 71, Hue: "a", X1: "4", X2: "96", HeadX: "96"},
			{Text: "Money", TextY: 106, Y: 117, X1: "4", X2: "96", HeadX: "4", Left: true}}},
		{Stage: "Now", Now: true, Words: "Ended.", Height: 160, Left: view.Party{Name: "One & Co", Hue: "a"}, Right: view.Party{Name: "Two"}, Arrows: []view.FlowArrow{
			{Text: "Licence: ended", TextY: 60, Y: 71, Hue: "a", X1: "4", X2: "96", CrossX: "50"},
			{Text: "Money", TextY: 106, Y: 117, Hue: "b", X1: "50", X2: "96", RingX: "50"}}}},
		Rows: []view.FlowRow{
			{From: "One & Co", To: "Two", Cells: []view.FlowCell{{Text: "A <em>licence</em>", Term: view.Link{Text: "Licence", Href: "terms.html#licence"}}, {Ended: true}}},
			{To: "Two", Cells: []view.FlowCell{{}, {Text: "Money"}}}, {From: "Two", Cells: []view.FlowCell{{}, {}}}}}},
	"operand": {operand, view.SumRow{Labels: []view.Markup{"The stake", "The <em>rest</em>"}}},
	"parts":   {[]view.SumPart{{Text: "("}, {Value: mention}, {Text: " + "}, {Value: mention}, {Text: ")"}}},
	"range":   {view.Range{Strip: strip, Said: said}},
	"said":    {said, view.Said{Plain: "A figure"}},
	"spot":    {"confirmed", "reported", "rumoured", "computed", "disputed"},
	"strip":   {strip, view.Strip{Frame: frame, Height: 68, Floor: 46, Rows: []view.Spot{{Label: "This site", Mark: "rumoured", Places: []string{"40"}, Open: "100", Value: "more than $5bn", ValueX: "40", DX: -12, Left: true}}}},
	"callout": {view.Callout{Body: "<p>Read this first.</p>"}},
	"caption": {frame, view.Frame{Unit: "Per cent"}, view.Frame{}},
	"card": {
		view.Card{Number: 2, ID: "stake.share", Href: "facts.html#stake.share", Label: "The stake", Evidence: "<p>Evidence.</p>"},
	},
	"evidence": {
		view.Evidence{Value: "about 27%", Status: "confirmed", AsOf: day("2025-10-28", "28 October 2025"), Checked: day("2026-11-23", "23 November 2026"), Claims: `<ul class="claims"></ul>`},
		view.Evidence{Value: "$229.5bn", Status: "computed", Interval: "$225bn to $234bn", Worked: `<a href="facts.html#stake">about 27%</a> × $850bn`, Note: "A note.", Newer: view.Link{Text: "about 25%", Href: "facts.html#new"}, Corrected: corrected},
		view.Evidence{Value: "Every right is counted."},
	},
	"change": {
		view.Change{ID: "c-2026-05-01-stake", Kind: "corrected", Word: "Corrected", Label: "The stake", Was: "about 26%", Is: "about 27%", Note: "A slip.", Href: "facts.html#stake"},
		view.Change{ID: "c-2026-05-01-new", Kind: "added", Word: "Added", Label: "A value", Is: "$38bn"},
		view.Change{ID: "c-2026-05-01-old", Kind: "withdrawn", Word: "Withdrawn", Label: "A value", Was: "$38bn"},
		view.Change{ID: "c-2026-05-01-beside", Kind: "updated", Word: "Updated", Label: "The stake"},
	},
	"corrected": {corrected, view.Link{}},
	"citation": {
		view.Page{Title: "What changed", File: "what.html", Site: view.Site{Title: "A site", Publisher: "The editors"}, Canonical: "https://example.org/what.html", Record: view.Record{AsOf: day("2026-06-30", "30 June 2026")}},
		view.Page{Title: "A site", File: "index.html", Site: view.Site{Title: "A site"}},
	},
	"difference": {
		view.Difference{ID: "a", Href: "facts.html#a", Label: "The stake", Value: "about 27%", Status: "disputed", AsOf: day("2026-06-30", "30 June 2026"), Note: "Two bases.", With: []view.Cite{post, report}, Others: "<ul></ul>"},
		view.Difference{ID: "b", Href: "background.html#b", Label: "They meet.", Value: "22 July 2019", With: []view.Cite{post}, Others: "<ul></ul>"},
	},
	"share":    {sampleShare, view.Page{Title: "A", Share: &view.Share{URL: "https://example.org/", Locale: "en_US"}}},
	"cite":     {post, view.Cite{Words: "A memo"}},
	"cites":    {[]view.Cite{post, {Words: "A memo"}}},
	"claimant": {view.Claimant{Source: "A & B", Href: post.Href, At: "page 2"}, view.Claimant{Source: "A memo"}},
	"claims": {view.Claims{Items: []view.Claim{
		{Claimant: view.Claimant{Source: "OpenAI, 28 October 2025", Href: post.Href, At: "line 3"}, Says: "about 27%", Verdict: "agrees", Word: "Agrees"},
		{Claimant: view.Claimant{Source: "A memo"}, Says: "doubled", Verdict: "differs", Word: "Differs", Note: "A slip."},
		{Claimant: view.Claimant{Source: "A post", At: "the end"}},
		{Claimant: view.Claimant{Source: "A filing", Href: post.Href}, Also: []view.Claimant{{Source: "A & B", At: "page 2"}, {Source: "A letter", Href: post.Href}}, Says: "27.1%", Verdict: "rounding", Word: "Agrees within rounding"},
	}}, view.Claims{}},
	"data":         {view.Bars{Frame: frame, Data: []view.DataRow{{Label: "The stake", Value: mention}}}, view.Bars{}},
	"date":         {day("2026-04", "April 2026")},
	"event":        {event, view.TimelineRow{Date: day("2021", "2021"), Precision: "year", Text: "Something.", Corrected: corrected}},
	"foot":         {frame, view.Frame{Note: "A note."}, view.Frame{Sources: []view.Cite{post}}, view.Frame{}},
	"footnote-ref": {view.FootnoteRef{ID: "fr-a", Target: "fn-a", Letter: "a"}},
	"footnotes":    {view.Footnotes{Items: []view.Footnote{{ID: "fn-a", Letter: "a", Body: "<p>Words.</p>", Back: []string{"fr-a", "fr-b"}}}}},
	"key-figures": {view.KeyFigures{Frame: frame, Items: []view.KeyFigure{{Label: "The stake", Value: view.Mention{Number: 1, Href: "facts.html#a", Status: "reported", Small: "about", Words: "27%"}, Status: "reported", AsOf: day("2026", "2026"), Corrected: corrected}}},
		view.KeyFigures{Wide: true, Frame: view.Frame{Alt: "One value"}, Items: []view.KeyFigure{{Label: "The stake", Value: mention}}}},
	"link":     {view.Link{Text: "Facts", Href: "facts.html"}, view.Link{Text: "Nowhere"}},
	"mention":  {mention, view.Mention{Number: 1, Href: "facts.html#a", Words: "as converted"}, view.Mention{Number: 3, Href: "facts.html#b", Status: "disputed", Words: "cannot <em>and</em> chooses not to", Long: true}, view.Mention{Number: 4, Href: "facts.html#c", Status: "reported", Small: "about", Words: "27%"}},
	"note":     {view.Note{Body: "<p>A note.</p>"}},
	"status":   {view.Status("reported")},
	"terms":    {view.Terms{Frame: frame, Counts: []view.ChangeCount{{Change: "ended", Word: "Ended", Count: 2}}, Groups: []view.TermGroup{{Title: "Licence", Rows: []view.Term{term}}}}, view.Terms{Pairs: true, Frame: view.Frame{Alt: "One term", Sources: []view.Cite{post}}, Groups: []view.TermGroup{{Rows: []view.Term{term, {Title: "Another", Corrected: corrected}}}}}},
	"timeline": {view.Timeline{Frame: view.Frame{ID: "events", Alt: "Events"}, Rows: []view.TimelineRow{event}}},
	"when":     {view.When{Href: "background.html#first", ISO: "2019-07", Words: "July 2019"}, view.When{Href: "background.html#chatgpt", Words: "ChatGPT"}},
}
