package fact

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/value"
)

// File is a facts file: its path in the site and its bytes.
type File struct {
	Name string
	Data []byte
}

// Read reads the facts of a site from one or several files, which share one namespace of ids, and adds
// everything wrong in them to l. The sheet is never nil: what could be read is in it.
func Read(files []File, l *diag.List) *Sheet {
	r := &reader{l: l, sheet: &Sheet{Units: &value.Units{}, ids: map[string]any{}}, at: map[string]diag.Span{}}
	for _, f := range files {
		s, _ := decode.YAML[shape](f.Name, f.Data, l)
		r.shapes = append(r.shapes, s)
		r.files = append(r.files, f)
	}
	// What others refer to comes first.
	r.units()
	r.parties()
	r.stages()
	r.sources()
	r.facts()
	r.derive()
	r.terms()
	r.events()
	r.words()
	r.figures()
	r.near()
	r.sheet.order()
	return r.sheet
}

// reader turns files into a sheet.
type reader struct {
	l      *diag.List
	files  []File
	shapes []shape
	sheet  *Sheet

	at       map[string]diag.Span // where each id is written
	sections []section            // for ids that are nearly the same
	facted   []*draft             // facts with what the file says of them, in order
	hinted   int                  // candidates looked at for hints
	placed   int                  // lines looked up for hints
}

// each calls do for every entry of a section, in the order of the files.
func each[T any](r *reader, pick func(*shape) []decode.Entry[T], do func(decode.Entry[T])) {
	for i := range r.shapes {
		for _, e := range pick(&r.shapes[i]) {
			do(e)
		}
	}
}

// date reads a date; nothing written is the zero date, and so is a faulty one, which is a finding.
func (r *reader) date(t decode.Text) (d value.Date, ok bool) {
	if t.S == "" {
		return d, false
	}
	d, err := value.ParseDate(t.S)
	if err != nil {
		r.fault(t, 0, err)
		return value.Date{}, false
	}
	return d, true
}

// fault places an error of a value inside its scalar, from is the offset at which its text begins.
func (r *reader) fault(t decode.Text, from int, err *value.Error) {
	r.l.Add(err.Code, t.At(from+err.Start, from+err.End), err.Message, err.Hint)
}

// after says whether a begins later than b as far as both are known.
func after(a, b value.Date) bool {
	switch {
	case a.Year != b.Year:
		return a.Year > b.Year
	case a.Month == 0 || b.Month == 0 || a.Month == b.Month && (a.Day == 0 || b.Day == 0):
		return false
	case a.Month != b.Month:
		return a.Month > b.Month
	}
	return a.Day > b.Day
}

// url reads a web address.
func (r *reader) url(t decode.Text) string {
	if t.S == "" {
		return ""
	}
	u, err := url.Parse(t.S)
	problem, hint := "", ""
	switch {
	case err != nil:
		problem = "is not a web address"
	case u.Scheme != "http" && u.Scheme != "https":
		problem, hint = "is not an address that begins with https:// or http://", "write the whole address of the page"
	case u.User != nil:
		problem, hint = "holds a user name or a password", "leave out what stands before the @"
	case u.Hostname() == "":
		problem = "names no host"
	case strings.IndexFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }) >= 0:
		problem, hint = "has a host with letters that can pass for those of another", "write the host as browsers send it, beginning with xn--"
	case strings.ContainsAny(t.S, " \t\n\"<>\\^`{|}"):
		problem, hint = "holds a sign that has no place in an address", "write it as %20 and the like"
	default:
		return t.S
	}
	r.l.Add("link-scheme", t.Span(), fmt.Sprintf("%q %s", t.S, problem), hint)
	return ""
}

// unknown reports an id that names nothing of the kind wanted.
func (r *reader) unknown(code, kind string, at diag.Span, id string, candidates func() []string) {
	message := fmt.Sprintf("there is no %s %q", kind, id)
	if other := describe(r.sheet.ids[id]); other != "" {
		r.l.Add(code, at, message, id+" is "+other)
		return
	}
	place := at
	switch at.End - at.Start {
	case len(id):
	case len(id) + len(`""`):
		place.Start, place.End = at.Start+1, at.End-1
	default: // written with escapes
		place = diag.Span{}
	}
	r.l.AddUnknown(code, at, message, id, r.candidates(id, candidates), place)
}

// candidates is what a mistyped id may have meant. A file may hold thousands of them, and each is held against
// all ids: past a limit that no author meets, hints are left out.
func (r *reader) candidates(id string, of func() []string) []string {
	const most = 2_000_000
	if r.hinted > most || len(id) > maxID {
		return nil
	}
	names := of()
	r.hinted += len(names)
	return names
}

// describe says what an entry is.
func describe(entry any) string {
	switch entry.(type) {
	case *Source:
		return "a source"
	case *Party:
		return "a party"
	case *Stage:
		return "a stage"
	case *Fact:
		return "a fact"
	case *Term:
		return "a term"
	case *Event:
		return "an event"
	case *Word:
		return "a glossary entry"
	case *Figure:
		return "a figure"
	case unitEntry:
		return "a unit"
	}
	return ""
}
