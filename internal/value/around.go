package value

import (
	"strings"
	"unicode"
)

// around reads what stands around a figure: the qualifier before or after it, a denial, and the words that give it a
// direction. Last is where the figure before it ends. It is false where two of them contradict each other, or say what
// is not read.
func (w *wording) around(f *figure, last int) bool {
	w.exactly(f, last)
	if !w.qualified(f, last) || w.denied(f.Start, last) {
		return false
	}
	if !w.directed(f, last) {
		return false
	}
	if f.d != nil {
		f.d.qual = f.qual
		f.d.bound()
	}
	return true
}

// words are where the last three words before i begin, the nearest first; a sign counts as one.
func (w *wording) words(i, last int) (starts [3]int, n int) {
	for n < len(starts) {
		j := last + len(strings.TrimRightFunc(w.s[last:i], unicode.IsSpace))
		if j == last {
			break
		}
		k := last + strings.LastIndexFunc(w.s[last:j], unicode.IsSpace) + 1
		if k > last {
			k = j
			for k > last && gapBefore(w.s, k) == 0 {
				k--
			}
		}
		starts[n], i = k, k
		n++
	}
	return starts, n
}

// gapBefore is the length of the white space that ends at i.
func gapBefore(s string, i int) int { return i - len(strings.TrimRightFunc(s[:i], unicode.IsSpace)) }

// ending is where a phrase begins that ends, but for a gap, at i; -1 where it does not stand there.
func (w *wording) ending(phrase string, i, last int) int {
	starts, n := w.words(i, last)
	for _, k := range starts[:n] {
		for k < i && strings.ContainsRune("(\"'“‘[", rune(w.s[k])) {
			k++
		}
		if end, ok := phraseAt(w.s, k, phrase); ok && end+gapAt(w.s, end) == i {
			return k
		}
	}
	return -1
}

// exactly takes "exactly" and "precisely" before a figure.
func (w *wording) exactly(f *figure, last int) {
	for _, word := range [...]string{"exactly", "precisely"} {
		if k := w.ending(word, f.Start, last); k >= 0 {
			f.exactly, f.Start = true, k
		}
	}
}

// qualified reads one qualifier; two are one too many.
func (w *wording) qualified(f *figure, last int) bool {
	for _, word := range [...]string{"between", "from"} {
		if k := w.ending(word, f.Start, last); k >= 0 && f.d != nil && f.d.isRange {
			f.Start = k
		}
	}
	start := f.Start
	for _, word := range [...]string{"a", "an", "the"} {
		if k := w.ending(word, start, last); k >= 0 {
			start = k
			break
		}
	}
	q, k := w.qualifier(f.Start, last)
	if q == None {
		q, k = w.qualifier(start, last)
	}
	if q != None {
		f.qual, f.Start = q, k
		if again, _ := w.qualifier(k, last); again != None || f.exactly {
			return false
		}
	}
	i := f.End
	if strings.HasPrefix(w.s[i:], "+") {
		f.End++
		return w.also(f, AtLeast)
	}
	for _, a := range afterwards {
		if end, ok := phraseAt(w.s, joint(w.s, i), a.word); ok && joint(w.s, i) > i {
			f.End = end
			return w.also(f, a.ours)
		}
	}
	return true
}

// also gives a figure the qualifier after it.
func (w *wording) also(f *figure, q Qualifier) bool {
	if f.qual != None || f.exactly || !free(w.s, f.End) {
		return false
	}
	f.qual = q
	return true
}

// qualifier is the qualifier that ends at i, the longest that stands there, and where it begins.
func (w *wording) qualifier(i, last int) (q Qualifier, start int) {
	start = i
	look := func(word string, ours Qualifier) {
		if k := w.ending(word, i, last); k >= 0 && k < start {
			q, start = ours, k
		}
		if n := len(word); i-n >= last && !isLetter(word[0]) && w.s[i-n:i] == word && i-n < start { // "~27%"
			q, start = ours, i-n
		}
	}
	for x := About; x <= MoreThan; x++ {
		look(x.String(), x)
	}
	for _, o := range otherWords {
		look(o.word, o.ours)
	}
	return q, start
}

// denied says that the word before a figure at i says that it is not so.
func (w *wording) denied(i, last int) bool {
	for _, word := range [...]string{"a", "an", "the", "quite", "exactly"} {
		if k := w.ending(word, i, last); k >= 0 {
			i = k
		}
	}
	word := lastWord(w.s, i)
	return denials[word] || word == "t" && i > last && strings.ContainsAny(w.s[last:i], "'’")
}

// directed finds the words that say that a figure fell or rose: anywhere between the figure before it and this one,
// the nearest counts, or directly behind it. "Fell to" and "down from" say a level and no move.
func (w *wording) directed(f *figure, last int) bool {
	for i := last; i < f.Start; {
		word, j := lowerWord(w.s, i)
		if word == "" {
			i++
			continue
		}
		if falls[word] || rises[word] {
			f.move = 1
			if falls[word] {
				f.move = -1
			}
			if next, _ := nextWord(w.s, j); next == "to" || next == "from" {
				f.move = 0
			}
		}
		i = j
	}
	word, _ := nextWord(w.s, f.End)
	behind := 0
	switch {
	case behindFalls[word]:
		behind = -1
	case behindRises[word]:
		behind = 1
	}
	if behind != 0 && f.move != 0 && behind != f.move {
		return false
	}
	if behind != 0 {
		f.move = behind
	}
	negative := f.d != nil && f.d.ends[0].Sign() < 0
	if strings.HasPrefix(w.s[f.Start:], "+") {
		f.move = max(f.move, 1)
	}
	return !negative || f.move == 0
}
