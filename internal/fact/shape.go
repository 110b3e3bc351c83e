package fact

import "explainer/internal/decode"

// shape is a facts file as its author writes it.
type shape struct {
	Sources  decode.Map[sourceEntry] `yaml:"sources" doc:"the documents that can be cited"`
	Parties  decode.Map[partyEntry]  `yaml:"parties" doc:"whom facts and events are about"`
	Stages   []stageEntry            `yaml:"stages" doc:"the states of the agreement, oldest first; the last is in force"`
	Units    decode.Map[unitEntry]   `yaml:"units" doc:"units beyond currencies, %, points, x, years, months and days"`
	Facts    decode.Map[factEntry]   `yaml:"facts" doc:"named values"`
	Terms    decode.Map[termEntry]   `yaml:"terms" doc:"provisions across the stages"`
	Events   decode.Map[eventEntry]  `yaml:"events" doc:"dated rows"`
	Glossary decode.Map[wordEntry]   `yaml:"glossary" doc:"words explained"`
	Figures  decode.Map[figureEntry] `yaml:"figures" doc:"drawings"`
}

type sourceEntry struct {
	Title      decode.Text `yaml:"title,required" doc:"its title, in plain text"`
	Publisher  decode.Text `yaml:"publisher,required" doc:"who published it, in plain text"`
	Author     decode.Text `yaml:"author" doc:"who wrote it, in plain text"`
	Published  decode.Text `yaml:"published" doc:"a day, a month or a year: 2026-04-27, 2026-04, 2026"`
	Accessed   decode.Text `yaml:"accessed" doc:"when it was read"`
	Kind       decode.Text `yaml:"kind,required" choices:"announcement filing law court statistics report analysis memo market interview" doc:"announcement and filing are a company's own words"`
	URL        decode.Text `yaml:"url" doc:"where it can be read, http or https"`
	ArchiveURL decode.Text `yaml:"archive_url" doc:"where a copy is kept, http or https"`
}

type partyEntry struct {
	Name decode.Text `yaml:"name,required" doc:"its name, in plain text"`
	Hue  decode.Text `yaml:"hue" choices:"a b" doc:"its colour: one party has a, one has b"`
}

type stageEntry struct {
	ID    decode.Text `yaml:"id,required" doc:"its id"`
	Label decode.Text `yaml:"label,required" doc:"its name, in plain text"`
	From  decode.Text `yaml:"from,required" doc:"the date on which it began"`
}

type unitEntry struct {
	Many  decode.Text `yaml:"many,required" doc:"the unit in words, for more than one"`
	Short decode.Text `yaml:"short,required" doc:"its sign"`
}

type claimEntry struct {
	Source decode.Text `yaml:"source,required" doc:"the id of a source"`
	At     decode.Text `yaml:"at" doc:"where in the source, in plain text"`
	Says   decode.Text `yaml:"says" doc:"what it says there, where that is not the value itself"`
	Note   decode.Text `yaml:"note" doc:"why it differs, for readers"`
	Place  decode.Place
}

type factEntry struct {
	Label      decode.Text  `yaml:"label,required" doc:"what the fact is, inline Markdown"`
	Value      decode.Text  `yaml:"value" doc:"a value such as about 27% or USD 13 bn, or = and an expression over other facts"`
	Date       decode.Text  `yaml:"date" doc:"a day, a month or a year, instead of a value"`
	Text       decode.Text  `yaml:"text" doc:"inline Markdown, instead of a value"`
	Exact      decode.Bool  `yaml:"exact" doc:"whether the value is meant to its last digit"`
	As         decode.Text  `yaml:"as" choices:"percent multiple number" doc:"how a derived ratio is printed"`
	Places     decode.Text  `yaml:"places" choices:"0 1 2 3 4 5 6 7 8 9" doc:"decimal places of a derived value"`
	AsOf       decode.Text  `yaml:"as_of" doc:"the date for which it holds; a derived fact takes its newest input's"`
	Status     decode.Text  `yaml:"status" choices:"confirmed reported rumoured disputed" doc:"how sure it is; a derived fact is computed and says nothing here"`
	Party      decode.Text  `yaml:"party" doc:"the id of the party that it is about"`
	ReplacedBy decode.Text  `yaml:"replaced_by" doc:"the id of the fact that is newer"`
	ReviewBy   decode.Text  `yaml:"review_by" doc:"when to look at it again"`
	ValidUntil decode.Text  `yaml:"valid_until" doc:"the last date for which it holds"`
	Note       decode.Text  `yaml:"note" doc:"what readers should know, inline Markdown"`
	Claims     []claimEntry `yaml:"claims" doc:"who says so"`
}

type termEntry struct {
	Title  decode.Text           `yaml:"title,required" doc:"the provision, inline Markdown"`
	Group  decode.Text           `yaml:"group" doc:"the heading that it stands under"`
	Stages decode.Map[cellEntry] `yaml:"stages,required" doc:"what it is at each stage, by the stage's id; one left out is not stated"`
}

type cellEntry struct {
	Text   decode.Text  `yaml:"text,required" doc:"the provision at this stage, inline Markdown"`
	Change decode.Text  `yaml:"change" choices:"ended added changed unchanged" doc:"against the stage before, where it cannot be worked out"`
	Claims []claimEntry `yaml:"claims" doc:"who says so"`
}

type eventEntry struct {
	Date   decode.Text  `yaml:"date,required" doc:"a day, a month or a year"`
	Party  decode.Text  `yaml:"party" doc:"the id of the party that it is about"`
	Text   decode.Text  `yaml:"text,required" doc:"what happened, inline Markdown"`
	Claims []claimEntry `yaml:"claims" doc:"who says so"`
}

type wordEntry struct {
	Term decode.Text `yaml:"term,required" doc:"the word, inline Markdown"`
	Text decode.Text `yaml:"text,required" doc:"what it means, inline Markdown"`
}

type figureEntry struct {
	Kind   decode.Text   `yaml:"kind,required" doc:"bars, key-figures, before-after, range, equation, timeline, terms or flow"`
	Title  decode.Text   `yaml:"title,required" doc:"what it shows, inline Markdown"`
	Note   decode.Text   `yaml:"note" doc:"what readers should know, inline Markdown"`
	Facts  []decode.Text `yaml:"facts" doc:"ids of facts"`
	Events []decode.Text `yaml:"events" doc:"ids of events"`
	Groups []decode.Text `yaml:"groups" doc:"groups of terms"`
	Terms  []decode.Text `yaml:"terms" doc:"ids of terms"`
	Stages []decode.Text `yaml:"stages" doc:"ids of stages"`
	Fact   decode.Text   `yaml:"fact" doc:"the id of a fact"`
	Whole  decode.Text   `yaml:"whole" doc:"the id of the fact that all bars are parts of"`
	From   decode.Text   `yaml:"from" doc:"the first date of a timeline"`
	To     decode.Text   `yaml:"to" doc:"the last date of a timeline"`
	Party  decode.Text   `yaml:"party" doc:"the id of a party"`
	Arrows []arrowEntry  `yaml:"arrows" doc:"what flows from whom to whom"`
	Set    decode.Keys
}

type arrowEntry struct {
	From      decode.Text   `yaml:"from" doc:"the id of the party that gives; left out where it comes from outside"`
	To        decode.Text   `yaml:"to" doc:"the id of the party that takes; left out where it leads outside"`
	Text      decode.Text   `yaml:"text,required" doc:"what flows, inline Markdown"`
	Stages    []decode.Text `yaml:"stages" doc:"ids of the stages at which it does; left out: all"`
	Term      decode.Text   `yaml:"term" doc:"the id of the term that says so"`
	Continues decode.Bool   `yaml:"continues" doc:"true: it carries on the arrow before it, in other words"`
	Place     decode.Place
}

// Schema prints the JSON Schema of a facts file.
func Schema() ([]byte, error) { return decode.Schema[shape]("A facts file of explainer") }
