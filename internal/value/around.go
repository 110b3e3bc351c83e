package value

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// around reads what stands around a figure: the qualifier before or after it, a denial, and the words that give it a
// direction. Last is where the figure before it ends. It is false where two of them contradict each other, or say what
// is not read.
func (w *wording) around(f *figure, last int) bool {
	if !w.qualified(f, last) || !w.directed(f, last) {
		return false
	}
	if f.d != nil {
		f.d.qual = f.qual
		f.d.bound()
	}
	return true
}

// lead is the words before a place, the nearest first, in lower case, and where each begins.
type lead struct {
	words  [6]string
	starts [6]int
	n      int
}

// lead reads backwards from i, not beyond last. Brackets and quotation marks at the beginning of a word are not of it.
func (w *wording) lead(i, last int) (l lead) {
	for k := i; l.n < len(l.words); l.n++ {
		for k > last && gapBefore(w.s, k) > 0 {
			k -= gapBefore(w.s, k)
		}
		end := k
		for k > last && gapBefore(w.s, k) == 0 {
			_, size := utf8.DecodeLastRuneInString(w.s[:k])
			k -= size
		}
		text := strings.TrimLeft(w.s[max(k, last):end], "([{\"'“‘«")
		if text == "" {
			break
		}
		l.words[l.n], l.starts[l.n] = strings.ToLower(text), end-len(text)
	}
	return l
}

// gapBefore is the length of the character of white space that ends at i.
func gapBefore(s string, i int) int {
	if c, size := utf8.DecodeLastRuneInString(s[:i]); unicode.IsSpace(c) {
		return size
	}
	return 0
}

// is says whether the word number n before a place is one of those.
func (l *lead) is(n int, words ...string) bool { return n < l.n && slices.Contains(words, l.words[n]) }

// qualifier is the longest qualifier that ends with word number n, and of how many words it is.
func (l *lead) qualifier(n int) (q Qualifier, size int) {
	phrase := ""
	for k := n; k < min(n+3, l.n); k++ {
		phrase = strings.TrimSuffix(l.words[k]+" "+phrase, " ")
		if own := spoken[phrase]; own != None {
			q, size = own, k-n+1
		}
	}
	return q, size
}

// spoken is every qualifier by its words, those of the facts file and the others.
var spoken = spokenQualifiers()

func spokenQualifiers() map[string]Qualifier {
	all := map[string]Qualifier{}
	for q := About; q <= MoreThan; q++ {
		all[q.String()] = q
	}
	for _, o := range otherWords {
		all[o.word] = o.ours
	}
	return all
}

// qualified reads one qualifier, or "exactly", before a figure or after it; two are one too many, and what denies the figure
// is not read.
func (w *wording) qualified(f *figure, last int) bool {
	if c, size := utf8.DecodeLastRuneInString(w.s[last:f.Start]); c >= utf8.RuneSelf || !isLetter(byte(c)) {
		if q := spoken[string(c)]; q != None { // "~27%"
			f.qual, f.Start = q, f.Start-size
		}
	}
	l, n := w.lead(f.Start, last), 0
	take := func(words int) {
		n += words
		f.Start = l.starts[n-1]
	}
	if l.is(n, "between", "from") && f.d != nil && f.d.isRange {
		take(1)
	}
	article := 0
	if l.is(n, "a", "an", "the") {
		article = 1
	}
	if q, size := l.qualifier(n + article); q != None {
		if f.qual != None {
			return false
		}
		f.qual = q
		take(article + size)
		if again, _ := l.qualifier(n); again != None {
			return false
		}
		article = 0
	}
	if l.is(n+article, "exactly", "precisely") {
		f.exactly = true
		take(article + 1)
		article = 0
	}
	return w.afterwards(f) && !(f.exactly && f.qual != None) && !l.denies(n+article)
}

// denies says that word number n before a figure says that it is not so.
func (l *lead) denies(n int) bool {
	if l.is(n, "quite", "exactly") {
		n++
	}
	return n < l.n && (denials[l.words[n]] || strings.HasSuffix(l.words[n], "n't") || strings.HasSuffix(l.words[n], "n’t"))
}

// afterwards reads a qualifier behind a figure.
func (w *wording) afterwards(f *figure) bool {
	q, end := None, f.End
	if strings.HasPrefix(w.s[end:], "+") {
		q, end = AtLeast, end+1
	}
	for _, a := range afterwards {
		if k, ok := phraseAt(w.s, joint(w.s, f.End), a.word); ok && joint(w.s, f.End) > f.End {
			q, end = a.ours, k
		}
	}
	if q == None {
		return true
	}
	if f.qual != None || !free(w.s, end) {
		return false
	}
	f.qual, f.End = q, end
	return true
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
			if l := w.lead(i, last); l.denies(0) {
				return false
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
