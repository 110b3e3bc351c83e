package site

import (
	"testing"

	"explainer/internal/diag"
	"explainer/internal/fact"
)

// The fix of a name that nothing has changes the name alone, wherever a link has it.
func TestUnknownNamesAreMended(t *testing.T) {
	const facts = "sources:\n  paper: {title: A, publisher: P, kind: report}\nfacts:\n  share: {label: A, value: 1, as_of: 2025, status: reported, claims: [{source: paper}]}\n" +
		"events:\n  opening: {date: 2025, text: A., claims: [{source: paper}]}\nglossary:\n  word: {term: w, text: W}\n"
	for body, want := range map[string]string{
		"<fact:shre>":                   "<fact:share>",
		"<fact:shre?as=label>":          "<fact:share?as=label>",
		"[a *b*](fact:shre)":            "[a *b*](fact:share)",
		"[a](<fact:shre>)":              "[a](<fact:share>)",
		"[a][r]\n\n[r]: fact:shre":      "[a][r]\n\n[r]: fact:share",
		"[a](event:openin)":             "[a](event:opening)",
		"<source:papr>":                 "<source:paper>",
		"[a](word:wrd)":                 "[a](word:word)",
		"[a](indx.md)":                  "[a](index.md)",
		"[a](indx.md#there)":            "[a](index.md#there)",
		"| a |\n|---|\n| <fact:shre> |": "| a |\n|---|\n| <fact:share> |",
		"## A {#b}\n\n<fact:shre>":      "## A {#b}\n\n<fact:share>",
		"[a](fact:sh&#114;e)":           "", // written with an entity
		"[a](fact:shr\\_e)":             "", // written with an escape
		"<fact:paper>":                  "", // nothing is near
	} {
		var l diag.List
		src := []byte("---\ntitle: A\ndescription: B\n---\n" + body + "\n")
		ix := NewIndex(Source{ConfigFile, []byte("title: A\ndescription: B\n")}, fact.Read([]fact.File{{Name: "content/facts.yaml", Data: []byte(facts)}}, &l),
			[]Source{{"content/index.md", src}}, Options{}, plainly, &l)
		if l.Len() != 0 {
			t.Fatal(l.Sorted())
		}
		p := ix.Page(ix.byName["index"], src, "", plainly)
		found := p.Findings.Sorted()
		if len(found) != 1 {
			t.Errorf("%q: %+v", body, found)
			continue
		}
		if !found[0].Fix.Set() {
			if want != "" {
				t.Errorf("%q has no fix", body)
			}
			continue
		}
		got, err := diag.Apply(src, []diag.Fix{found[0].Fix})
		if err != nil || string(got[len(src)-len(body)-1:len(got)-1]) != want {
			t.Errorf("%q becomes %q (%v), want %q", body, got, err, want)
		}
	}
}
