package layout

import "explainer/internal/view"

var (
	mention   = view.Mention{Number: 2, ID: "stake.share", Href: "facts.html#stake.share", Status: "confirmed", Words: "about 27%"}
	frame     = view.Frame{ID: "stake", Title: "The stake <em>fell</em>", Plain: "The stake fell", Alt: "Two bars", Unit: "Per cent", Note: "A note.", Sources: []view.Cite{post, report}}
	event     = view.TimelineRow{ID: "first", Date: day("2019-07-22", "22 July 2019"), Precision: "day", Parties: []view.Party{{Name: "One & Co", Hue: "a"}, {Name: "Two", Hue: "b"}, {Name: "Three"}}, Text: "They meet.", Sources: []view.Cite{post}}
	corrected = view.Link{Text: "1 May 2026", Href: "changes.html#c-2026-05-01-stake"}
	term      = view.Term{ID: "licence", Title: "The licence", Change: "ended", Word: "Ended", Sources: []view.Cite{post}, Cells: []view.TermCell{{Stage: "First", Text: "Exclusive.", Stated: true}, {Stage: "Last", Now: true}}}
)

// goldens is the views that each partial is drawn with.
var goldens = map[string][]any{
	"badge":   {view.Term{Change: "ended", Word: "Ended"}, view.Term{Change: "added", Word: "Added"}, view.ChangeCount{Change: "changed", Word: "Changed"}},
	"bars":    {view.Bars{Frame: frame, Height: 70, Floor: 50, Zero: "0", Ticks: []view.Tick{{X: "0", Text: "0%"}, {X: "40", Text: "20%", Anchor: "mid"}}, Rows: []view.Bar{{Label: "27 April 2026", Value: "about 27%", Hue: "a", Status: "confirmed", LabelY: 16, Y: 23, H: 16, ValueY: 36, X: "0", Width: "54", ValueX: "54", DX: 8}, {Label: "Other", Value: "−5%", Status: "disputed", LabelY: 62, Y: 69, H: 16, ValueY: 82, X: "0", Width: "90", ValueX: "90", DX: -8, Inside: true, Left: true}}, Data: []view.DataRow{{Label: "The stake", AsOf: day("2026-04", "April 2026"), Value: mention}}}},
	"callout": {view.Callout{Body: "<p>Read this first.</p>"}},
	"caption": {frame, view.Frame{Unit: "Per cent"}, view.Frame{}},
	"card": {
		view.Card{Number: 2, ID: "stake.share", Href: "facts.html#stake.share", Label: "The stake", Evidence: "<p>Evidence.</p>"},
	},
	"evidence": {
		view.Evidence{Value: "about 27%", Status: "confirmed", AsOf: day("2025-10-28", "28 October 2025"), Claims: `<ul class="claims"></ul>`},
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
	"cite":      {post, view.Cite{Words: "A memo"}},
	"cites":     {[]view.Cite{post, {Words: "A memo"}}},
	"claims": {view.Claims{Items: []view.Claim{
		{Source: "OpenAI, 28 October 2025", Href: post.Href, At: "line 3", Says: "about 27%", Verdict: "agrees", Word: "Agrees"},
		{Source: "A memo", Says: "doubled", Verdict: "differs", Word: "Differs", Note: "A slip."},
		{Source: "A post", At: "the end"},
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
