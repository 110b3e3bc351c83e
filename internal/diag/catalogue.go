package diag

import "slices"

// Entry is one kind of finding.
type Entry struct {
	Code  string
	Level Level
	Says  string // what `explainer explain CODE` prints: what it means, why it matters, what to do
}

// Catalogue is every kind of finding, by name. A test fails for an entry without an example in
// internal/build/testdata/codes.
func Catalogue() []Entry { return slices.Clone(catalogue) }

// Explain finds the entry of a code.
func Explain(code string) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(catalogue, code, func(e Entry, c string) int {
		switch {
		case e.Code < c:
			return -1
		case e.Code > c:
			return 1
		}
		return 0
	})
	if !ok {
		return Entry{}, false
	}
	return catalogue[i], true
}

func entry(code string) Entry {
	e, ok := Explain(code)
	if !ok {
		panic("diag: no such code: " + code)
	}
	return e
}

// catalogue is sorted by code.
var catalogue = []Entry{
	{"alert-extra", Error, "A section has room for one margin note, and a page for one callout. Join them, or make one of them ordinary prose."},
	{"alert-unknown", Error, "Only `> [!NOTE]` (a margin note) and `> [!IMPORTANT]` (a callout) are known."},
	{"anchor-missing", Error, "A link points to a place on a page that the page does not have. Anchors are the ids of headings, figures, and their rows."},
	{"card-glyph", Warning, "The picture that stands for a page or a key figure where it is shared cannot show a character: its fonts lack it, or it runs from right to left."},
	{"choice-unknown", Error, "A key takes one of a few words, and this is none of them."},
	{"claim-differs", Error, "What a source says cannot be true together with the fact, and no note says why they differ. Readers see both."},
	{"claim-missing", Error, "A fact that is not worked out from others needs at least one claim: a source that says it."},
	{"code-language", Error, "The language of a code fence is not one that this program colours. Use one of the listed languages, or `text`."},
	{"code-slow", Error, "A block of code took too long to colour. Shorten it, or mark it as `text`."},
	{"code-too-large", Error, "A block of code is larger than the limit. Link to the file instead, or split the block."},
	{"content-unknown", Error, "A file in content/ is neither a page nor a file of facts, or cannot be read; it would be left out in silence."},
	{"date-invalid", Error, "A date is written as 2026-04-27, 2026-04 or 2026: a day, a month or a year that exists."},
	{"divide-by-zero", Error, "A derived value divides by a value that is, or may be, zero."},
	{"event-unknown", Error, "A link names an event that the facts file does not have."},
	{"exempt-invalid", Error, "An exemption needs at least one letter or sign around its digits, and a reason."},
	{"exempt-unused", Error, "An exemption, or a name of site.yaml, excuses nothing that stands on the site. Left there, it would excuse what somebody writes tomorrow."},
	{"expression-invalid", Error, "A derived value could not be read: it is made of fact ids, constants, + - * / ( ), sum() and round(x, places)."},
	{"facet-unknown", Error, "A fact can be asked for its value, long, abs, low, high, interval, label, as_of, status, and for month or year of a date."},
	{"fact-cycle", Error, "A derived value depends on itself, directly or through others."},
	{"fact-expired", Warning, "The last day for which a fact holds is over, or comes within two weeks. Write the fact that holds after it, and name that in replaced_by. `check` makes an error of it once the day is over; a date never stops `build`."},
	{"fact-kind", Error, "A fact holds exactly one of value, date and text."},
	{"fact-replaced", Warning, "A text leans on a fact that a newer one replaces, and does not say of when it is, so that a reader takes the old figure for the present one. Say a date in the same paragraph, heading or row of a table: an event, a fact that is a date, or <fact:id?as=as_of>. Or lean on the newer fact instead."},
	{"fact-unknown", Error, "A link, a figure or a derived value names a fact that the facts file does not have."},
	{"facts-missing", Error, "A site needs a facts file: content/facts.yaml, or files in content/facts/."},
	{"figure-empty", Error, "A figure shows nothing: name the facts, terms or events that it draws."},
	{"figure-extended", Error, "A digit, a sign, a currency or a unit touches a figure that a link binds, and changes what it says. Write it in the link's words, where it is checked."},
	{"figure-flow", Error, "The arrows of a flow run between two parties, or between one of them and outside, at stages that the figure shows."},
	{"figure-key", Error, "A figure has a key that its kind does not use."},
	{"figure-kind", Error, "The kind of a figure is not known."},
	{"figure-loose", Error, "A figure that readers see is bound to no fact. Write <fact:ID>, or [your words](fact:ID); exempt what states no figure, with a reason."},
	{"figure-pair", Error, "A figure of kind before-after sets two or three facts side by side; one derived from the first and the last may follow as the change."},
	{"figure-place", Error, "A figure stands alone in its paragraph, written as an image: ![words](figure:ID)."},
	{"figure-scale", Error, "The values of a figure cannot share one scale: they differ in unit, are not numbers, or are more than the whole that they are parts of."},
	{"figure-sum", Error, "An equation sets out a derived fact: one whose value begins with =."},
	{"figure-unknown", Error, "A link names a figure that the facts file does not have."},
	{"figure-unread", Error, "The text of a page holds more digits than were examined for loose figures. That is a fault of this program: please report it with the page."},
	{"file-link", Error, "A symbolic link leads out of the site's folder, nowhere, in a circle, or to something that is no file. A site holds all that it is made of, so that it is the same on every machine; a link to another file in it, by a relative path, is followed."},
	{"file-too-large", Error, "A file is larger than the limit for its kind."},
	{"footnote-unknown", Error, "A footnote is used but nowhere written, or written but nowhere used."},
	{"front-matter", Error, "A page begins with front matter between two lines of ---, with at least a title and a description."},
	{"heading-attribute", Error, "A heading may carry an id and classes in braces, {#like-this .and-this}, and nothing else."},
	{"heading-id", Error, "Two places on a page have the same id. Give one heading an id of its own: ## Words {#id}."},
	{"heading-level", Error, "The title of a page is its only heading of the first level: the sections of its text begin at ##."},
	{"html-raw", Error, "Raw HTML is not part of the dialect. It is shown as text."},
	{"id-duplicate", Error, "Two entries of the facts file have the same id. Ids are unique over all sections."},
	{"id-invalid", Error, "An id is made of lower-case letters and digits, joined by single dots or hyphens."},
	{"id-near", Warning, "Two ids differ in digits alone, so that one mistyped digit would name another fact."},
	{"image-alt", Error, "An image needs words that say what it shows: ![words](file.png)."},
	{"image-place", Error, "An image is a file in static/, named by its path there."},
	{"input-date", Error, "A derived value has inputs of different dates. Add a note that says why they may be joined."},
	{"layout-unknown", Error, "A page names a layout that is not in templates/layouts."},
	{"ledger-chain", Error, "The changes of the ledger do not follow each other, or the state that it holds is not what they left. Where two branches were merged, explainer record joins them; a file that was edited by hand needs an older copy."},
	{"ledger-invalid", Error, "The ledger holds something that explainer record does not write. Nobody edits it: bring back an older copy, and record again."},
	{"ledger-missing", Error, "Nothing of the site was recorded, so that nobody would notice a change. Run explainer record once; it writes content/ledger.yaml."},
	{"ledger-unrecorded", Error, "Something that readers see is not what was last recorded. Say why it changed with explainer record, or undo the change."},
	{"link-nested", Error, "A link, or the mark of a footnote, cannot stand in the words of another link."},
	{"link-scheme", Error, "A link leads to a page (page.md), to http, https or mailto, or to something of ours (fact:, event:, word:, source:, figure:). Nothing else."},
	{"link-title", Error, "A link to something of ours is drawn by its partial, which shows no title: [words](fact:id \"title\"). Write it in the words."},
	{"list-start", Error, "An ordered list begins at 1; other numbers would be figures without a fact."},
	{"mention-differs", Error, "The words of a link to a fact or an event do not say what it says. A number in them is the fact's, rounded to its last digit, with its unit and qualifier; a date is the fact's, or coarser. docs/wording.md has the rules."},
	{"nesting-too-deep", Error, "Lists or quotations are nested deeper than a reader can follow and a browser will draw."},
	{"output-collision", Error, "Two files of the site would be published under one name, or under names that some systems cannot tell apart."},
	{"page-folder", Error, "Pages are flat: Markdown files directly in content/."},
	{"page-name", Error, "A page's file name becomes its address: lower-case letters, digits and hyphens, ending in .md."},
	{"page-too-large", Error, "A page is larger than the limit."},
	{"page-unknown", Error, "A link leads to a page that the site does not have."},
	{"party-hue", Error, "There are two hues, a and b, and each belongs to one party."},
	{"party-unknown", Error, "An entry names a party that the facts file does not have."},
	{"review-due", Warning, "A fact was to be looked at again by now, or within two weeks: check its sources, then move review_by. `check` makes an error of it on the day; a date never stops `build`."},
	{"setting-invalid", Error, "A setting in site.yaml or front matter has a value that is not allowed."},
	{"severity-ended", Warning, "The last day of a level that site.yaml changes is over. `check` judges as if the entry were not there; `build` keeps to it, since a date never stops a publish."},
	{"severity-locked", Error, "The level of this code cannot be lowered: it guards the promise that no wrong figure ships, or without what it finds a part of the site would be missing."},
	{"severity-unused", Warning, "site.yaml changes the level of a finding that is not found. Delete the entry, so that it hides nothing later."},
	{"source-stale", Warning, "A source was read longer ago than stale_after in site.yaml allows for its kind, or will be within two weeks. Read it again, hold its claims against it, then move accessed. `check` makes an error of it; a date never stops `build`."},
	{"source-unknown", Error, "A claim or a link names a source that the facts file does not have."},
	{"stage-unknown", Error, "A term or a figure names a stage that the facts file does not have."},
	{"static-active", Error, "An SVG or another XML file in static/ would run or fetch something when a reader opens it by itself: a script, a handler, HTML, an entity, an address elsewhere. It would have the rights of the whole site there."},
	{"static-missing", Error, "A page or a template asks for a file that static/ does not have."},
	{"static-refused", Error, "A file in static/ cannot be published: a hidden file, a pipe or a device, or a name that some systems cannot store."},
	{"status-unfounded", Error, "A confirmed fact needs a claim from an announcement or a filing of a company."},
	{"table-too-wide", Error, "A table has more columns or cells than a page can show."},
	{"template-data", Error, "A template asks for something that its page does not have. The fields that a layout may use are listed in docs/templates.md."},
	{"template-missing", Error, "A template that the program needs, or that another template calls, is not there."},
	{"template-syntax", Error, "A template could not be read: an action is not closed, or it names something that is not there."},
	{"template-unsafe", Error, "A template may not print into a script, a style, a comment, an attribute without quotes, or a refresh: those places cannot be made safe."},
	{"term-unknown", Error, "A figure or a link names a term or a group that the facts file does not have."},
	{"text-control", Error, "A file holds a control character, or one that changes the direction of text unseen."},
	{"text-not-utf8", Error, "A file is not UTF-8 text. Save it as UTF-8; a byte order mark at its beginning does no harm."},
	{"text-paragraphs", Error, "A prose field of the facts file or of front matter is one paragraph: no blank line stands in it."},
	{"title-long", Error, "A title, a name or a label is longer than a heading, a tab, a search result or a share card can show. Say the rest in the text."},
	{"unit-invalid", Error, "A unit of the facts file needs a name of its own: one that no other unit has and that cannot be read as something else."},
	{"unit-mismatch", Error, "A derived value joins units that do not fit: like joins like in + and -, and only quotients cancel."},
	{"unit-unknown", Error, "A value has a unit that is neither built in nor listed under units."},
	{"value-invalid", Error, "A value could not be read: [about, nearly, up to, less than, at least, more than] number with a currency before it or a unit after it [to another]."},
	{"word-unknown", Error, "A link names a glossary entry that the facts file does not have."},
	{"words-digits", Error, "A digit in the words of a link to a source or a glossary entry stands neither in its title, publisher or dates, nor in the place that a claim names, nor in the term. Only fact: and event: bind figures."},
	{"yaml-alias", Error, "Anchors, aliases, merge keys and tags are not part of the facts file: write the text where it is needed."},
	{"yaml-cut", Error, "An unquoted comma, # or colon cut a text short. Put the text in quotes."},
	{"yaml-duplicate", Error, "A key stands twice in one place; only one of them could count."},
	{"yaml-key", Error, "A key is not known in this place."},
	{"yaml-kind", Error, "Something else was expected here: a text, a list, or a mapping of keys."},
	{"yaml-missing", Error, "A required key is missing or empty."},
	{"yaml-syntax", Error, "The YAML could not be read: a quote is not closed, a line is indented with a tab, or a colon has no space behind it."},
}
