package site

import (
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/fact"
)

const checkedFacts = `sources:
  late: {title: A, publisher: P, kind: report, accessed: 2026-11-23}
  early: {title: A, publisher: P, kind: report, accessed: 2026-01-05}
  unread: {title: A, publisher: P, kind: report, published: 2026-12-01}
facts:
  one: {label: A, value: 1, as_of: 2025, status: reported, claims: [{source: early}, {source: late}, {source: unread}]}
  two: {label: A, value: 2, as_of: 2025, status: reported, claims: [{source: early}]}
  never: {label: A, value: 3, as_of: 2025, status: reported, claims: [{source: unread}]}
  sum: {label: A, value: = one + two, claims: [{source: late}]}
  of-never: {label: A, value: = one + never}
  of-sum: {label: A, value: = sum + one}
  constant: {label: A, value: = 1 + 1}
glossary:
  w: {term: w, text: Words.}
`

// A page says when the least recently checked of its facts was checked, and nothing where one is unknown.
func TestChecked(t *testing.T) {
	var l diag.List
	pages := map[string]string{
		"one": "<fact:one>", "two": "<fact:one> <fact:two>", "words": "[w](word:w)", "none": "Words.", "never": "<fact:one> <fact:never>",
		"mixed": "[w](word:w) <fact:one>", "facts": "<fact:one>",
	}
	var sources []Source
	for name, body := range pages {
		sources = append(sources, Source{"content/" + name + ".md", []byte("---\ntitle: A\ndescription: B\n---\n" + body + "\n")})
	}
	ix := NewIndex(Source{ConfigFile, []byte("title: A\ndescription: B\n")}, fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(checkedFacts)}}, &l), sources, Options{}, plainly, &l)
	for id, want := range map[string]string{
		"one": "2026-11-23", "two": "2026-01-05", "never": "", "sum": "2026-01-05", "of-never": "", "of-sum": "2026-01-05", "constant": "", "w": "",
	} {
		if got := iso(ix.checked[id]); got != want {
			t.Errorf("%s was checked %q, want %q", id, got, want)
		}
	}
	for name, want := range map[string]string{"one": "2026-11-23", "two": "2026-01-05", "words": "", "none": "", "never": "", "mixed": "2026-11-23", "facts": ""} {
		m := ix.byName[name]
		p := ix.Page(m, []byte("---\ntitle: A\ndescription: B\n---\n"+pages[name]+"\n"), "", plainly)
		if got := p.View.Record.Checked.ISO; got != want {
			t.Errorf("page %s was checked %q, want %q", name, got, want)
		}
	}
	e, err := ix.behind["one"]()
	if err != nil || e.view.Checked.Text != "23\u00a0November 2026" {
		t.Errorf("%+v, %v", e.view, err)
	}
}

// A circle of sums is a finding, and ends.
func TestCheckedCircle(t *testing.T) {
	var l diag.List
	src := "facts:\n  a: {label: A, value: = b + 1}\n  b: {label: B, value: = a + 1}\n"
	ix := NewIndex(Source{ConfigFile, []byte("title: A\ndescription: B\n")}, fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(src)}}, &l), nil, Options{}, plainly, &l)
	if got := l.Sorted(); len(got) == 0 || !strings.Contains(got[0].Code, "cycle") || !ix.checked["a"].IsZero() {
		t.Errorf("%+v", got)
	}
}
