package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Nearest returns up to three of the candidates that a mistyped name may have meant, best first.
func Nearest(name string, candidates []string) []string {
	type scored struct {
		name  string
		score int
	}
	if name == "" {
		return nil
	}
	limit := max(2, len(name)/3)
	var found []scored
	for _, c := range candidates {
		d := distance(name, c)
		part := min(len(name), len(c)) >= 4 && (strings.Contains(c, name) || strings.Contains(name, c))
		if d > limit && !part {
			continue
		}
		found = append(found, scored{c, d})
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, s := range found[:min(3, len(found))] {
		names = append(names, s.name)
	}
	return names
}

// DidYouMean is the hint for a mistyped name, or "" where nothing is near.
func DidYouMean(name string, candidates []string) string {
	near := Nearest(name, candidates)
	switch len(near) {
	case 0:
		return ""
	case 1:
		return "did you mean " + near[0] + "?"
	default:
		return "did you mean " + strings.Join(near[:len(near)-1], ", ") + " or " + near[len(near)-1] + "?"
	}
}

// only is the one candidate that a mistyped name can have meant: a single edit away, as no other is. Names
// that differ in digits alone are no slip that a program may mend: each digit may be meant.
func only(name string, candidates []string) (string, bool) {
	found := ""
	for _, c := range candidates {
		if c == found || len(c) > len(name)+4 || len(name) > len(c)+4 || distance(name, c) != 1 {
			continue
		}
		if found != "" {
			return "", false
		}
		found = c
	}
	return found, found != "" && lettersOf(found) != lettersOf(name)
}

func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, name)
}

// distance is the number of single-character edits (insert, delete, replace, swap of neighbours)
// between two short names.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
