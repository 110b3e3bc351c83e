package build

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/templates"
)

var editorsWords = regexp.MustCompile(`\[([^\[\]]+)\]\((fact|event):([a-z0-9.-]+)`)

// swaps exchanges the references of two links in the editor's own words, each with the nearest other one.
// Where both say the same, or neither says anything in digits, nothing becomes wrong.
func swaps(file, src string) []mutation {
	var out []mutation
	links := editorsWords.FindAllStringSubmatchIndex(src, -1)
	for i, a := range links {
		for _, b := range links[i+1:] {
			part := func(link []int, n int) string { return src[link[2*n]:link[2*n+1]] }
			if part(a, 2) != part(b, 2) || part(a, 3) == part(b, 3) || part(a, 1) == part(b, 1) || !hasFigure(part(a, 1)+part(b, 1)) {
				continue
			}
			out = append(out, mutation{
				kind: "references swapped: " + part(a, 2), file: file, words: true,
				edits: []edit{{b[6], b[7], part(a, 3)}, {a[6], a[7], part(b, 3)}},
			})
			break
		}
	}
	return out
}

// slips are changes by pattern: the group of the pattern becomes what change makes of it, "" being a
// deletion, in the files whose names have the suffix.
func slips(file, src string) []mutation {
	always := func(to string) func(string) string { return func(string) string { return to } }
	var out []mutation
	for _, s := range []struct {
		kind, suffix string
		pattern      *regexp.Regexp
		change       func(string) string
	}{
		{"date moved by a day", ".yaml", regexp.MustCompile(`[\s"](\d{4}-\d\d-\d\d)[\s",}]`), nextDay},
		{"unit: % to points", "", regexp.MustCompile(`\d(%)`), always(" points")},
		{"unit: billions to millions", "", regexp.MustCompile(`\d ?(bn|billion)\b`), always("m")},
		{"unit: months to years", "", regexp.MustCompile(`\d (months)\b`), always("years")},
		{"status lowered", ".yaml", regexp.MustCompile(`status: (confirmed)`), always("reported")},
		{"status raised", ".yaml", regexp.MustCompile(`status: (reported)`), always("confirmed")},
		{"qualifier dropped", "", regexp.MustCompile(`\b((?:about|approximately|nearly|up to|less than|at least|more than|over) )[\d$€A-Z-]`), always("")},
		{"currency changed", "", regexp.MustCompile(`\b(USD) \d`), always("EUR")},
		{"currency changed", "", regexp.MustCompile(`(\$)\d`), always("€")},
		{"number word changed in a link", "", regexp.MustCompile(`\[[^\[\]]*\b(one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|doubled|twice)\b[^\[\]]*\]\((?:fact|event):`), nextWord},
		{"sign dropped", "", regexp.MustCompile(`[\s"'\[]([-\x{2212}])\d`), always("")},
	} {
		if !strings.HasSuffix(file, s.suffix) {
			continue
		}
		for _, m := range s.pattern.FindAllStringSubmatchIndex(src, -1) {
			out = append(out, mutation{kind: s.kind, file: file, words: true, edits: []edit{{m[2], m[3], s.change(src[m[2]:m[3]])}}})
		}
	}
	return out
}

func nextDay(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "2026-02-30"
	}
	return d.AddDate(0, 0, 1).Format(time.DateOnly)
}

func nextWord(word string) string {
	words := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "one", "half", "third", "quarter", "half", "doubled", "tripled", "twice", "thrice"}
	return words[slices.Index(words, word)+1]
}

// omissions drops each claim, and each note, of a facts file.
func omissions(t testing.TB, file, src string) []mutation {
	var l diag.List
	sheet := fact.Read([]fact.File{{Name: file, Data: []byte(src)}}, &l)
	var out []mutation
	note := func(at diag.Span) {
		if at.File != "" {
			out = append(out, mutation{kind: "note deleted", file: file, words: true, edits: []edit{without(src, "note:", at)}})
		}
	}
	claims := func(list []fact.Claim) {
		for _, c := range list {
			note(c.Note.Span())
			out = append(out, mutation{kind: "claim dropped", file: file, words: true, edits: []edit{without(src, "- ", c.Place)}})
		}
	}
	for _, f := range sheet.Facts {
		note(f.Note.Span())
		claims(f.Claims)
	}
	for _, x := range sheet.Terms {
		for _, c := range x.Cells {
			claims(c.Claims)
		}
	}
	for _, e := range sheet.Events {
		claims(e.Claims)
	}
	for _, f := range sheet.Figures {
		note(f.Note.Span())
	}
	if len(out) == 0 {
		t.Errorf("%s has neither claim nor note", file)
	}
	return out
}

// without takes out a value with the key or hyphen before it: its lines where it stands on lines of its own,
// else, in a list between braces, up to the comma before it.
func without(src, before string, at diag.Span) edit {
	start := strings.LastIndex(src[:at.Start], before)
	line := strings.LastIndexByte(src[:start], '\n') + 1
	if strings.TrimSpace(src[line:start]) == "" {
		end := at.End
		if i := strings.IndexByte(src[end:], '\n'); i >= 0 {
			end += i + 1
		}
		return edit{line, end, ""}
	}
	if comma := strings.LastIndexByte(src[:start], ','); strings.TrimSpace(src[comma+1:start]) == "" {
		start = comma
	}
	return edit{start, at.End, ""}
}

var (
	templateAction = regexp.MustCompile(`(?s)\{\{.*?\}\}|<[^<>]*>`)
	templateWord   = regexp.MustCompile(`[A-Za-z]{2,}`)
	templateLabel  = regexp.MustCompile(`(?:alt|title|aria-label|placeholder)="([^"{]*)`)
)

// templateDigits plants a digit behind each word of the theme's own text, and in each of its attributes that
// readers see.
func templateDigits(t testing.TB) []mutation {
	var out []mutation
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		plant := func(kind string, at int) {
			out = append(out, mutation{kind: kind, file: "templates/" + name, edits: []edit{{at, at, "7"}}})
		}
		for _, m := range templateLabel.FindAllSubmatchIndex(data, -1) {
			if m[3] > m[2] {
				plant("digit planted in a template's attribute", m[3])
			}
		}
		text := templateAction.ReplaceAllFunc(data, func(b []byte) []byte { return []byte(strings.Repeat(" ", len(b))) })
		for _, m := range templateWord.FindAllIndex(text, -1) {
			plant("digit planted in a template", m[1])
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal("no text in the templates", err)
	}
	return out
}
