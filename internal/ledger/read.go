package ledger

import (
	"fmt"
	"strings"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/value"
)

// format is the version of the file. What a hash covers is a part of it: to cover more, or otherwise, is a
// new version, and a step of record that brings the old one over.
const format = "1"

// shape is the file as it stands on disk. Under the id of an item stand its hash, the day on which it was
// recorded, what it says and, of a fact, its label after a bar.
type shape struct {
	Version decode.Text               `yaml:"version,required" doc:"1"`
	Facts   decode.Map[decode.Text]   `yaml:"facts" doc:"the facts last recorded"`
	Claims  decode.Map[decode.Text]   `yaml:"claims" doc:"claims"`
	Sources decode.Map[decode.Text]   `yaml:"sources" doc:"sources"`
	Terms   decode.Map[decode.Text]   `yaml:"terms" doc:"terms"`
	Events  decode.Map[decode.Text]   `yaml:"events" doc:"events"`
	Words   decode.Map[decode.Text]   `yaml:"words" doc:"words"`
	Figures decode.Map[decode.Text]   `yaml:"figures" doc:"figures"`
	Parties decode.Map[decode.Text]   `yaml:"parties" doc:"parties"`
	Stages  decode.Map[decode.Text]   `yaml:"stages" doc:"stages"`
	Site    decode.Map[decode.Text]   `yaml:"site" doc:"the texts of site.yaml"`
	Pages   decode.Map[[]decode.Text] `yaml:"pages" doc:"by page, the digits that no fact prints"`
	Changes []change                  `yaml:"changes,required" doc:"every change, oldest first"`
}

type change struct {
	Date     decode.Text `yaml:"date,required" doc:"the day of the record"`
	Kind     decode.Text `yaml:"kind,required" choices:"added updated corrected withdrawn" doc:"what happened"`
	ID       decode.Text `yaml:"id" doc:"what it happened to; nothing for the first publication"`
	Label    decode.Text `yaml:"label" doc:"its label at that time, in plain words"`
	Was      decode.Text `yaml:"was" doc:"what it said before"`
	Is       decode.Text `yaml:"is" doc:"what it says since"`
	Note     decode.Text `yaml:"note,required" doc:"why, for readers"`
	After    decode.Text `yaml:"after" doc:"the hash of the change before"`
	State    decode.Text `yaml:"state" doc:"a hash over all items, after the last change of a record"`
	Formerly decode.Text `yaml:"formerly" doc:"the hashes that it had before a merge"`
	Hash     decode.Text `yaml:"hash,required" doc:"a hash over all of this"`
	Place    decode.Place
}

// section gives the lines of a section by its name.
func (s *shape) section(name string) []decode.Entry[decode.Text] {
	m := map[string]decode.Map[decode.Text]{
		"facts": s.Facts, "claims": s.Claims, "sources": s.Sources, "terms": s.Terms, "events": s.Events,
		"words": s.Words, "figures": s.Figures, "parties": s.Parties, "stages": s.Stages, "site": s.Site,
	}
	return m[name].Entries
}

// Ledger is what was recorded. A nil one is a site that was never recorded.
type Ledger struct {
	items   map[string]recorded // by subject
	order   []string            // subjects, in the order of the file
	pages   []recordedPage      // in the order of the file
	entries []Entry

	fault     fault
	corrected map[string]int // the newest correction of each subject, by its place among entries
}

// recorded is an item as it was last recorded.
type recorded struct {
	section, hash string
	since         value.Date
	words, label  string
	place         diag.Span
}

type recordedPage struct {
	name   string
	lines  []string
	place  diag.Span
	places []diag.Span // of the lines
}

// fault says what is wrong with a ledger as a whole.
type fault uint8

const (
	sound  fault = iota
	forked       // two histories stand in it, as after a merge: record joins them
	broken       // something was lost or edited: only an older copy of the file helps
	unread       // it could not be read whole
)

// Read reads the ledger; data is nil where there is none. What is wrong with it is added to l.
func Read(data []byte, l *diag.List) *Ledger {
	if data == nil {
		return nil
	}
	var own diag.List
	r := &reader{l: &own, ledger: &Ledger{items: map[string]recorded{}, corrected: map[string]int{}}}
	if len(data) > MaxFile {
		r.refuse(diag.Span{File: File}, fmt.Sprintf("the ledger is larger than %d MB", MaxFile>>20), asItWas)
		r.ledger.fault = unread
		l.Join(&own)
		return r.ledger
	}
	s, merge, ok := parse(data, &own)
	if s.Version.Set() && s.Version.S != format {
		r.refuse(s.Version.Span(), "the ledger has version \""+clip(s.Version.S)+"\", and this program reads "+format, "use the program that wrote it, or a newer one")
	}
	for _, name := range sections {
		for _, e := range s.section(name) {
			r.item(name, e)
		}
	}
	for _, p := range s.Pages.Entries {
		r.page(p)
	}
	for _, c := range s.Changes {
		r.change(c)
	}
	if r.ledger.name(); !ok || own.Len() > 0 {
		r.ledger.fault = unread
	} else if r.ledger.verify(&own); merge.File != "" && !r.ledger.Unusable() {
		r.ledger.fault, own = forked, diag.List{} // this says it all
		own.Add("ledger-chain", merge, "two versions of the ledger stand here, as a merge left them", "settle the other files first, then run explainer record, which joins the two")
	}
	l.Join(&own)
	return r.ledger
}

// parse reads the file, or both versions of it that a merge left. Merge is where the first sign of that
// stands: a mark of conflict, or a line that is there twice.
func parse(data []byte, l *diag.List) (s shape, merge diag.Span, ok bool) {
	merge = mark(data)
	if merge.File == "" {
		var own diag.List
		s, ok = decode.YAMLOf[shape](File, data, MaxFile, &own)
		for _, f := range own.Sorted() {
			if f.Code == "yaml-duplicate" {
				merge = f.Span
				break
			}
		}
		if merge.File == "" {
			l.Join(&own)
			return s, merge, ok
		}
	}
	s, ok = decode.YAMLOf[shape](File, sides(data), MaxFile, l)
	return s, merge, ok
}

// reader turns the file into a ledger.
type reader struct {
	l      *diag.List
	ledger *Ledger
}

const asItWas = "the file is written by explainer record: bring back an older copy from version control, and record again"

func (r *reader) refuse(at diag.Span, message, hint string) {
	r.l.Add("ledger-invalid", at, message, hint)
}

// text takes a text only as record writes it, so that no two files hold the same and differ.
func (r *reader) text(t decode.Text) string {
	if plain(t.S) != t.S {
		r.refuse(t.Span(), "this is not written as record writes it", asItWas)
	}
	return t.S
}

// ids is how many ids a subject is made of, joined by slashes, 0 where it is none: an id; OWNER/SOURCE,
// TERM/STAGE and TERM/STAGE/SOURCE, with a number where it repeats.
func ids(subject string) int {
	n, joined := 1, true // the start and a joint need a letter or digit after them
	for i := range len(subject) {
		switch c := subject[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			joined = false
		case joined:
			return 0
		case c == '/':
			n, joined = n+1, true
		case c == '.' || c == '-':
			joined = true
		default:
			return 0
		}
	}
	if joined {
		return 0
	}
	return n
}

func (r *reader) item(section string, e decode.Entry[decode.Text]) {
	subject, n := e.Key.S, ids(e.Key.S)
	known := n == 1 && section != "claims" || n == 2 && section == "terms" || n > 1 && n < 5 && section == "claims"
	if section == "site" {
		subject = "site:" + subject
	}
	if _, twice := r.ledger.items[subject]; twice || !known {
		r.refuse(e.Key.Span(), "\""+clip(subject)+"\" cannot stand here", asItWas)
		return
	}
	hash, rest, _ := strings.Cut(r.text(e.Value), " ")
	day, words, _ := strings.Cut(rest, " ")
	since, err := value.ParseDate(day)
	if !isHash(hash) || err != nil || since.Day == 0 {
		r.refuse(e.Value.Span(), "a hash and a day were expected here", asItWas)
		return
	}
	x := recorded{section: section, hash: hash, since: since, words: words, place: e.Key.Span()}
	if section == "facts" {
		i := strings.LastIndex(" "+words, " | ")
		if i < 0 {
			r.refuse(e.Value.Span(), "the label of the fact is missing", asItWas)
			return
		}
		x.words, x.label = words[:max(0, i-1)], words[i+2:]
	}
	r.ledger.items[subject] = x
	r.ledger.order = append(r.ledger.order, subject)
}

func (r *reader) page(e decode.Entry[[]decode.Text]) {
	p := recordedPage{name: r.text(e.Key), place: e.Key.Span()}
	for _, t := range e.Value {
		p.lines, p.places = append(p.lines, r.text(t)), append(p.places, t.Span())
	}
	if p.name == "" || len(p.lines) == 0 {
		r.refuse(e.Key.Span(), "a page with its digits was expected here", asItWas)
	}
	r.ledger.pages = append(r.ledger.pages, p)
}

func (r *reader) change(c change) {
	e := Entry{
		Kind: c.Kind.S, ID: r.text(c.ID), Label: r.text(c.Label), Was: r.text(c.Was), Is: r.text(c.Is), Note: r.text(c.Note),
		place: c.Place.Span(), after: c.After.S, state: c.State.S, formerly: r.text(c.Formerly), hash: c.Hash.S,
	}
	day, err := value.ParseDate(c.Date.S)
	switch {
	case err != nil || day.Day == 0:
		r.refuse(c.Date.Span(), "a day was expected here", asItWas)
	case !isHash(c.Hash.S):
		r.refuse(c.Hash.Span(), "a hash was expected here", asItWas)
	}
	for _, t := range []decode.Text{c.After, c.State} {
		if t.Set() && !isHash(t.S) {
			r.refuse(t.Span(), "a hash was expected here", asItWas)
		}
	}
	for _, h := range e.hashes() {
		if !isHash(h) {
			r.refuse(c.Formerly.Span(), "hashes were expected here", asItWas)
			break
		}
	}
	e.Date = day
	r.ledger.entries = append(r.ledger.entries, e)
}
