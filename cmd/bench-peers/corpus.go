package main

import (
	"fmt"
	"strings"
)

// corpus is a site that is the same for every tool. A page follows from its number alone, so that none is kept.
type corpus struct {
	pages int
	size  int // bytes of a page's file, about
	facts []fact
}

// newCorpus is a site of so many pages of about so many bytes.
func newCorpus(pages, size int) corpus { return corpus{pages, size, facts(0)} }

const (
	pageSize  = 8 << 10
	spacing   = pageSize / 25 // bytes of a page for a mention
	surplus   = 700           // bytes of the front matter, and of what the last block has too much
	navigated = 8             // pages in the navigation
	rare      = 20            // one page in so many mentions the first fact
	coded     = 4             // one page in so many has code
)

// page is one page of the corpus, in our dialect.
type page struct {
	name               string // of its file, without an extension
	title, description string
	nav                string // its name in the navigation, or ""
	lede               string
	body               string
}

// titles is how many pages a title can tell apart.
func titles() int { return len(adjectives) * len(nouns) * len(things) }

// title is the page's heading; no two pages have the same.
func title(i int) string {
	a, n := len(adjectives), len(nouns)
	return fmt.Sprintf("The %s %s and its %s", adjectives[i%a], nouns[i/a%n], things[i/a/n%len(things)])
}

// name is the page's file: the first one is the site's front page.
func name(i int) string {
	if i == 0 {
		return "index"
	}
	return strings.ReplaceAll(strings.TrimPrefix(title(i), "The "), " ", "-")
}

// page writes page i. Each revision above zero ends with another paragraph.
func (c corpus) page(i, revision int) page {
	w := &writer{prose: newProse(i, 0), corpus: c, number: i}
	p := page{name: name(i), title: title(i), description: "What the keepers know of " + strings.ToLower(title(i)) + ".", lede: w.sentence() + " " + w.sentence()}
	if i < navigated {
		p.nav = upper(nouns[i])
	}
	for w.hasRoom() {
		w.section()
	}
	for w.mentions < c.mentions() {
		w.paragraph()
	}
	if revision > 0 {
		fmt.Fprintf(w, "\n%s\n", newProse(i, revision).sentence())
	}
	p.body = w.String()
	return p
}

// mentions is how often a page mentions a fact.
func (c corpus) mentions() int { return c.size / spacing }

// nav is the navigation: the first pages.
func (c corpus) nav() []entry {
	var list []entry
	for i := range min(c.pages, navigated) {
		list = append(list, entry{name(i), upper(nouns[i])})
	}
	return list
}

// entry is a page in the navigation, as the peers read it.
type entry struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// writer writes the body of one page.
type writer struct {
	prose
	strings.Builder
	corpus   corpus
	number   int // of the page
	sections int
	mentions int
}

// section is a heading with text below it and, in turn, a table, a list, a quotation, code.
func (w *writer) section() {
	fmt.Fprintf(w, "\n## %s %s\n", upper(w.of(adjectives)), w.of(things))
	w.paragraph()
	blocks := []func(){w.table, w.list, w.quote, w.steps}
	if w.number%coded == 0 {
		blocks = []func(){w.table, w.code, w.list, w.code, w.quote, w.steps}
	}
	w.block(blocks[w.sections%len(blocks)])
	if w.sections%2 == 1 && w.hasRoom() {
		fmt.Fprintf(w, "\n### The %s\n", w.of(nouns))
	}
	w.block(w.paragraph)
	w.sections++
}

func (w *writer) hasRoom() bool { return w.Len() < w.corpus.size-surplus }

// block writes a block if the page has room.
func (w *writer) block(write func()) {
	if w.hasRoom() {
		write()
	}
}

// statement is a sentence, with a mention where the text so far has fewer than it should, else sometimes with a link.
func (w *writer) statement() string {
	if m := w.mention(); m != "" {
		switch w.IntN(3) {
		case 0:
			return fmt.Sprintf("%s found %s in the %s, %s %s.", upper(w.subject()), m, w.of(things), w.of(joints), w.clause())
		case 1:
			return fmt.Sprintf("%s, %s wrote %s into the %s.", w.of(openings), w.subject(), m, w.of(things))
		}
		return fmt.Sprintf("The %s says %s, %s %s.", w.of(things), m, w.of(joints), w.clause())
	}
	if w.IntN(8) == 0 {
		to := w.IntN(w.corpus.pages)
		return fmt.Sprintf("%s, as [%s](%s.md) has it.", upper(w.clause()), strings.ToLower(title(to)), name(to))
	}
	return w.sentence()
}

// mention is a link to a fact if one is due, else "". Most print the value; one in three has words of its own.
func (w *writer) mention() string {
	if w.mentions >= w.corpus.mentions() || w.Len() < w.mentions*(w.corpus.size-surplus)/w.corpus.mentions() {
		return ""
	}
	f := w.corpus.facts[1+w.IntN(len(w.corpus.facts)-1)]
	if w.mentions == 0 && w.number%rare == 0 {
		f = w.corpus.facts[0]
	}
	w.mentions++
	if f.words != "" && w.IntN(3) == 0 {
		return fmt.Sprintf("[%s](fact:%s)", f.words, f.ID)
	}
	return fmt.Sprintf("<fact:%s>", f.ID)
}

func (w *writer) paragraph() {
	w.WriteByte('\n')
	for i := range 3 + w.IntN(3) {
		if i > 0 {
			w.WriteByte('\n')
		}
		w.WriteString(w.statement())
	}
	w.WriteByte('\n')
}

func (w *writer) table() {
	fmt.Fprintf(w, "\n| %s | %s | %s |\n|:--|--:|---|\n", upper(w.of(things)), upper(w.of(things)), upper(w.of(people)))
	for range 4 + w.IntN(3) {
		value := w.mention()
		if value == "" {
			value = w.of(adjectives)
		}
		fmt.Fprintf(w, "| %s %s | %s | %s |\n", upper(w.of(adjectives)), w.of(nouns), value, w.of(people))
	}
}

func (w *writer) list() {
	w.WriteByte('\n')
	for range 3 + w.IntN(3) {
		fmt.Fprintf(w, "- %s\n", w.statement())
	}
}

func (w *writer) steps() {
	w.WriteByte('\n')
	for i := range 3 + w.IntN(2) {
		fmt.Fprintf(w, "%d. %s\n", i+1, w.statement())
	}
}

func (w *writer) quote() {
	fmt.Fprintf(w, "\n> %s\n> %s\n", w.statement(), w.sentence())
}

func (w *writer) code() {
	fmt.Fprintf(w, "\n%s", w.sample())
}
