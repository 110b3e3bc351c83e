package build

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"explainer/internal/fact"
	"explainer/internal/ledger"
	"explainer/internal/site"
	"explainer/internal/value"
)

// An oracle knows what a site may print, from its files alone: it reads no page.
type oracle struct {
	*site.Index
	raw    map[string]string   // of each page by its name, its file
	loose  map[string][]string // of each page by its name, what its ledger lists
	ledger *ledger.Ledger
}

func newOracle(t testing.TB, tree fstest.MapFS, o Options) *oracle {
	t.Helper()
	r := &run{in: tree, o: o}
	src := readContent(tree, false, &r.l)
	r.assets = readAssets(sub(tree, "static"), &r.l)
	k := &oracle{Index: site.NewIndex(src.config, fact.Read(src.facts, &r.l), src.pages, r.siteOptions(src), nil, &r.l), raw: map[string]string{}}
	for _, p := range src.pages {
		k.raw[strings.TrimSuffix(strings.TrimPrefix(p.File, "content/"), ".md")] = string(p.Data)
	}
	k.loose = looseOf(t, tree[ledger.File].Data)
	k.ledger = ledger.Read(tree[ledger.File].Data, &r.l)
	return k
}

// bare is a text without its spaces, in which what is printed is looked for.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// rest is what remains of a text when its parts are taken out of it, in their order, each once; one that is
// not there is passed over. Where everything is explained, no digit remains.
func rest(text string, parts ...string) string {
	text = bare(text)
	var left strings.Builder
	for _, p := range parts {
		p = bare(p)
		if i := strings.Index(text, p); i >= 0 && p != "" {
			left.WriteString(text[:i] + " ")
			text = text[i+len(p):]
		}
	}
	return left.String() + text
}

// restAnywhere is what remains when parts are taken out wherever they stand, the longest first.
func restAnywhere(text string, parts []string) string {
	text = bare(text)
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	for _, p := range parts {
		if p = bare(p); hasFigure(p) {
			text = strings.ReplaceAll(text, p, " ")
		}
	}
	return text
}

// forms is everything that a link to a fact can print.
func (k *oracle) forms(f *fact.Fact) []string {
	forms := []string{k.Printed(f), k.Plain(f.Label), f.AsOf.String(), f.Status}
	for _, form := range []value.Form{value.Short, value.Long, value.Abs, value.Low, value.High, value.IntervalForm, value.Month, value.Year} {
		if s, ok := f.Value.Format(form); ok {
			forms = append(forms, s)
		}
	}
	return forms
}

func (k *oracle) eventForms(e *fact.Event) []string {
	forms := []string{e.Date.String()}
	for _, form := range []value.Form{value.Month, value.Year} {
		if s, ok := value.FromDate(e.Date).Format(form); ok {
			forms = append(forms, s)
		}
	}
	return forms
}

// sourceForms is what the words of a link to a source may say in digits.
func (k *oracle) sourceForms(s *fact.Source) []string {
	forms := append(fieldsOf(s), s.Cite())
	for _, f := range k.Sheet.Facts {
		for _, c := range f.Claims {
			if c.Source == s {
				forms = append(forms, c.At.S)
			}
		}
	}
	return forms
}

func fieldsOf(s *fact.Source) []string {
	return []string{s.Title.S, s.Publisher.S, s.Author.S, s.Published.String(), s.Accessed.String()}
}

var factOrEvent = regexp.MustCompile(`\b(fact|event):([a-z0-9.-]+)`)

// formsIn is what the links in a text of an author's can print.
func (k *oracle) formsIn(raw string) []string {
	var forms []string
	for _, m := range factOrEvent.FindAllStringSubmatch(raw, -1) {
		if f := k.Sheet.Fact(m[2]); f != nil && m[1] == "fact" {
			forms = append(forms, k.forms(f)...)
		}
		if e := k.Sheet.Event(m[2]); e != nil && m[1] == "event" {
			forms = append(forms, k.eventForms(e)...)
		}
	}
	return forms
}

// says are the words of a claim: a value as values print, all else as written.
func (k *oracle) says(c fact.Claim) string {
	if v, err := value.Parse(c.Says.S, k.Sheet.Units); err == nil {
		return v.String()
	}
	return c.Says.S
}

// claims are the parts of a list of claims; those that print the same and have no note stand at the first of them.
func (k *oracle) claims(f *fact.Fact) []string {
	says := func(c fact.Claim) string {
		if !c.Says.Set() && f.Kind != fact.Prose {
			return k.Printed(f)
		}
		return k.says(c)
	}
	var parts []string
	listed := make([]bool, len(f.Claims))
	for i, c := range f.Claims {
		if listed[i] {
			continue
		}
		for j, d := range f.Claims {
			if j == i || j > i && c.Note.S == "" && d.Note.S == "" && says(d) == says(c) {
				parts, listed[j] = append(parts, d.Source.Cite(), d.At.S), true
			}
		}
		parts = append(parts, says(c), k.Plain(c.Note))
	}
	return parts
}

// evidence are the parts of what a card and a row of the register say of a fact, in their order; asOf stands
// in the register behind the interval and on a card too.
func (k *oracle) evidence(f *fact.Fact) []string {
	parts := []string{k.Plain(f.Label), k.Printed(f)}
	if f.Expr != nil {
		parts = append(parts, f.Expr.Show(func(id string) string { return k.Printed(k.Sheet.Fact(id)) }))
		if s, ok := f.Value.Format(value.IntervalForm); ok {
			parts = append(parts, s)
		}
	}
	parts = append(parts, f.AsOf.String(), k.checked(f).String())
	if n := f.ReplacedBy; n != nil {
		parts = append(parts, k.Printed(n), n.AsOf.String())
	}
	return append(append(parts, k.Plain(f.Note)), k.claims(f)...)
}

// checked is when a fact was last checked: when the source read last was read; of a derived one, when the
// input checked first was checked. The zero date: nobody wrote that down.
func (k *oracle) checked(f *fact.Fact) value.Date {
	var day value.Date
	if f.Expr == nil {
		for _, c := range f.Claims {
			if c.Source != nil && c.Source.Accessed.Compare(day) > 0 {
				day = c.Source.Accessed
			}
		}
		return day
	}
	for i, r := range f.Expr.Refs() {
		if d := k.checked(k.Sheet.Fact(r.ID)); i == 0 || d.Compare(day) < 0 {
			day = d
		}
	}
	return day
}

func cites(lists ...[]fact.Claim) []string {
	var parts []string
	for _, claims := range lists {
		for _, c := range claims {
			if cite := c.Source.Cite(); !slices.Contains(parts, cite) {
				parts = append(parts, cite)
			}
		}
	}
	return parts
}

// event are the parts of a dated row.
func (k *oracle) event(e *fact.Event) []string {
	parts := []string{e.Date.String()}
	if e.Party != nil {
		parts = append(parts, e.Party.Name)
	}
	return append(append(parts, k.Plain(e.Text)), cites(e.Claims)...)
}

// term are the parts of a provision at the given stages.
func (k *oracle) term(x *fact.Term, stages []*fact.Stage) []string {
	parts := []string{k.Plain(x.Title)}
	var claims [][]fact.Claim
	for _, c := range x.Cells {
		if slices.Contains(stages, c.Stage) {
			parts = append(parts, c.Stage.Label.S, k.Plain(c.Text))
			claims = append(claims, c.Claims)
		}
	}
	return append(parts, cites(claims...)...)
}

// source are the parts of a row on the page of sources.
func (k *oracle) source(s *fact.Source) []string {
	parts := []string{s.Title.S, s.Publisher.S, s.Author.S, s.Published.String()}
	rests, n := func(claims []fact.Claim) (yes bool) {
		for _, c := range claims {
			yes = yes || c.Source == s
		}
		return yes
	}, 0
	count := func(claims []fact.Claim) {
		for _, c := range claims {
			if c.Source == s {
				n++
			}
		}
	}
	for _, f := range k.Sheet.Facts {
		if count(f.Claims); rests(f.Claims) {
			parts = append(parts, k.Plain(f.Label))
		}
	}
	for _, x := range k.Sheet.Terms {
		var all []fact.Claim
		for _, c := range x.Cells {
			all = append(all, c.Claims...)
		}
		if count(all); rests(all) {
			parts = append(parts, k.Plain(x.Title))
		}
	}
	for _, e := range k.Sheet.Events {
		if count(e.Claims); rests(e.Claims) {
			parts = append(parts, e.Date.String())
		}
	}
	if n > 0 {
		parts = append(parts, fmt.Sprint(n))
	}
	return append(parts, s.Accessed.String(), s.ID)
}

// withStatus is how many facts have a status.
func (k *oracle) withStatus(status string) int {
	n := 0
	for _, f := range k.Sheet.Facts {
		if f.Status == status {
			n++
		}
	}
	return n
}
