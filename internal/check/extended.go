package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

// extended finds what changes the figure of a link from outside: a digit, a sign, a currency or a unit that
// touches it. The link's words are checked; what they say together with such a neighbour is not.
func (w *walk) extended(i int) {
	g := w.segments[i]
	x := w.beforeMention(i)
	if x.start == x.end {
		x = w.afterMention(i)
	}
	if n := len(w.taken); x.start == x.end || n > 0 && x.start < w.taken[n-1].end {
		return
	}
	w.taken = append(w.taken, x)
	if w.found++; w.found > maxFound {
		return
	}
	kind := "fact:"
	if g.link.Kind == site.ToEvent {
		kind = "event:"
	}
	w.l.Add("figure-extended", w.span(x.start, x.end), "\""+clip(strings.TrimSpace(w.s[x.start:x.end]))+"\" touches the figure of "+g.link.ID+" and changes what it says",
		"write it in the link's words, where it is checked: [words]("+kind+g.link.ID+")")
}

// beforeMention is what stands too near in front; empty where nothing does.
func (w *walk) beforeMention(i int) stretch {
	g := w.segments[i]
	none := stretch{g.start, g.start}
	before := w.s[:g.start]
	r, n := utf8.DecodeLastRuneInString(before)
	if n == 0 {
		return none
	}
	next, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	switch {
	case wordRune(r), sign(r):
		from := 0
		if i > 0 {
			from = w.segments[i-1].start
		}
		return stretch{from + strings.LastIndexByte(before[from:], ' ') + 1, g.start}
	case dash(r) && (len(before) == n || next == ' ' || unicode.In(next, unicode.Ps, unicode.Pi)):
		return stretch{g.start - n, g.start}
	case r == ' ':
		before = before[:len(before)-1]
		if at := strings.LastIndexByte(before, ' ') + 1; w.signWord(before[at:], at == 0 || strings.ContainsRune(":;,(", rune(before[max(0, at-2)]))) {
			return stretch{at, g.start}
		}
	}
	return none
}

// signWord says whether the word before a figure is a currency, or a minus that begins a phrase: between two
// figures it makes a sum.
func (w *walk) signWord(word string, first bool) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case unicode.Is(unicode.Sc, last):
		return true
	case word == "−" || word == "±":
		return first
	case len(word) != len("USD"):
		return false
	}
	v, err := value.Parse(word+" 2", w.ix.Sheet.Units)
	return err == nil && v.UnitName() != word // any three capitals are taken for a currency; few have a name
}

// afterMention is what stands too near behind.
func (w *walk) afterMention(i int) stretch {
	g := w.segments[i]
	after := w.s[g.end:]
	r, n := utf8.DecodeRuneInString(after)
	if n == 0 {
		return stretch{}
	}
	next, _ := utf8.DecodeRuneInString(after[n:])
	switch {
	case wordRune(r), sign(r):
		return stretch{g.end, w.wordEnd(i, g.end)}
	case r == ' ' && (unicode.Is(unicode.Sc, next) || next != '#' && sign(next) && !unicode.Is(unicode.Sm, next)):
		return stretch{g.end + 1, w.wordEnd(i, g.end+1)}
	case (r == ' ' || dash(r) || r == '/') && w.counts(g.link) && i+1 < len(w.segments) && w.segments[i+1].link == nil:
		own := w.s[g.end:w.segments[i+1].end]
		k := w.ix.Sheet.Units.Leading(own[n:])
		if r == '/' {
			n, k = 0, w.ix.Sheet.Units.Leading(own)
		}
		if sum := strings.TrimSpace(own); k > 0 && (sum != "×" && sum != "x" || i+2 == len(w.segments)) {
			return stretch{g.end, g.end + n + k}
		}
	}
	return stretch{}
}

// wordEnd is where the word ends that begins at a place behind segment i, at the latest with the next segment.
func (w *walk) wordEnd(i, from int) int {
	own := w.s[:w.segments[i+1].end]
	if n := strings.IndexByte(own[from:], ' '); n >= 0 {
		return from + n
	}
	return len(own)
}

// counts says whether a link shows a number, to which a unit could belong.
func (w *walk) counts(k *site.Bound) bool {
	switch k.As {
	case "label", "status", "as_of", "month", "year":
		return false
	}
	f := w.ix.Sheet.Fact(k.ID)
	return k.Kind == site.ToFact && f != nil && f.Kind == fact.Number
}
