package markdown

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// run adds a piece of visible text that stands from start to end in the source.
func (g *gatherer) run(text string, start, end int, kind RunKind) {
	end = min(end, len(g.text))
	at := g.place(start, end)
	g.doc.Runs = append(g.doc.Runs, Run{Text: text, Start: at.Start, End: at.End, From: start, To: end, Block: g.number, Link: g.in, Kind: kind})
	g.doc.crude += 6 * len(text)
	g.copied = false
}

// copy adds a piece as it stands in the source. goldmark cuts text wherever something might begin;
// pieces that follow each other become one run again.
func (g *gatherer) copy(start, end int, kind RunKind) {
	if n := len(g.doc.Runs); g.copied && g.copyEnd == start && n > 0 {
		r := &g.doc.Runs[n-1]
		if r.Block == g.number && r.Link == g.in && r.Kind == kind && n > g.barrier {
			r.Text = g.text[g.copyStart:end]
			r.End, r.To = g.place(g.copyStart, end).End, end
			g.copyEnd = end
			g.doc.crude += 6 * (end - start)
			return
		}
	}
	g.run(g.text[start:end], start, end, kind)
	g.copied, g.copyStart, g.copyEnd = true, start, end
}

// apart keeps what follows out of the run before it.
func (g *gatherer) apart() int {
	g.barrier = len(g.doc.Runs)
	return g.barrier
}

// verbatim adds a piece as it stands; line breaks in it are spaces, as they are in code spans.
func (g *gatherer) verbatim(start, stop int) {
	for from := start; from < stop; {
		i := from
		for i < stop && g.text[i] != '\n' {
			i++
		}
		if i > from {
			g.copy(from, i, g.kind)
		}
		if i < stop && g.kind == RunFence {
			g.run("\n", i, i+1, g.kind)
		} else if i < stop {
			g.run(" ", i, i+1, g.kind)
		}
		from = i + 1
	}
}

// resolved adds a piece with entities and escapes resolved, each as a run of its own, so that the
// offsets of all others stay exact. It resolves as goldmark's writer does.
func (g *gatherer) resolved(start, stop int, kind RunKind) {
	from := start
	flush := func(to int) {
		if to > from {
			g.copy(from, to, kind)
		}
	}
	for i := start; i < stop; {
		switch c := g.text[i]; {
		case c == '\\' && i+1 < stop && util.IsPunct(g.text[i+1]):
			flush(i)
			g.run(g.text[i+1:i+2], i, i+2, kind)
			i += 2
			from = i
		case c == '&':
			text, end := entity(g.text[i:stop])
			if end == 0 {
				i++
				continue
			}
			flush(i)
			g.hidden(text, i, i+end)
			g.run(text, i, i+end, kind)
			i += end
			from = i
		case c == '\n': // in a title
			flush(i)
			g.run(" ", i, i+1, kind)
			i++
			from = i
		default:
			i++
		}
	}
	flush(stop)
}

// hidden finds unseen characters that an entity stands for; those written as themselves are found in
// the source.
func (g *gatherer) hidden(text string, start, end int) {
	for _, r := range text {
		if name := hiddenName(r, []byte(g.text[:start]), []byte(g.text[end:])); name != "" {
			g.add("text-control", start, end, fmt.Sprintf("%s (U+%04X) is not allowed in text", name, r), "delete it")
		}
	}
}

// entity reads the character reference at the start of s: what it stands for, and its length, 0 where
// it is none.
func entity(s string) (text string, length int) {
	i := 1
	if i < len(s) && s[i] == '#' {
		return numericEntity(s)
	}
	for i < len(s) && util.IsAlphaNumeric(s[i]) {
		i++
	}
	if i == 1 || i >= len(s) || s[i] != ';' {
		return "", 0
	}
	e, ok := util.LookUpHTML5EntityByName(s[1:i])
	if !ok {
		return "", 0
	}
	return string(e.Characters), i + 1
}

func numericEntity(s string) (text string, length int) {
	i, base, most := 2, 10, 7
	digit := util.IsNumeric
	if i < len(s) && (s[i] == 'x' || s[i] == 'X') {
		i, base, most, digit = 3, 16, 6, util.IsHexDecimal
	}
	from := i
	for i < len(s) && digit(s[i]) {
		i++
	}
	if i == from || i-from > most || i >= len(s) || s[i] != ';' {
		return "", 0
	}
	n, err := strconv.ParseUint(s[from:i], base, 32)
	r := rune(n)
	if err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), i + 1
}
