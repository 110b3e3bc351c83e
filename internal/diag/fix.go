package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Edits are the fixes that findings carry, by file, in the order of their places. Of two that touch the same
// text the first stands alone: whether the other still fits is seen once that one is made.
func Edits(findings []Finding) map[string][]Fix {
	byFile := map[string][]Fix{}
	for _, f := range findings {
		if f.Fix.Set() {
			byFile[f.Fix.At.File] = append(byFile[f.Fix.At.File], f.Fix)
		}
	}
	for file, edits := range byFile {
		slices.SortStableFunc(edits, byPlace)
		kept := edits[:1]
		for _, x := range edits[1:] {
			if !overlap(kept[len(kept)-1], x) {
				kept = append(kept, x)
			}
		}
		byFile[file] = kept
	}
	return byFile
}

func byPlace(a, b Fix) int {
	return cmp.Or(cmp.Compare(a.At.Start, b.At.Start), cmp.Compare(a.At.End, b.At.End))
}

// overlap says whether two edits, a not behind b, touch the same text. Two that insert in one place do: their
// order would be a guess.
func overlap(a, b Fix) bool { return b.At.Start < a.At.End || b.At.Start == a.At.Start }

// Apply makes the edits of one file; every byte outside them stays. It is an error where two of them overlap
// or one is not within the file, and then nothing is made.
func Apply(src []byte, edits []Fix) ([]byte, error) {
	edits = slices.SortedStableFunc(slices.Values(edits), byPlace)
	var out []byte
	at := 0
	for i, x := range edits {
		switch {
		case x.At.Start < 0 || x.At.End < x.At.Start || x.At.End > len(src):
			return nil, fmt.Errorf("an edit from byte %d to %d is not within the %d bytes of %s", x.At.Start, x.At.End, len(src), x.At.File)
		case i > 0 && overlap(edits[i-1], x):
			return nil, fmt.Errorf("two edits of %s overlap at byte %d", x.At.File, x.At.Start)
		}
		out = append(append(out, src[at:x.At.Start]...), x.Text...)
		at = x.At.End
	}
	return append(out, src[at:]...), nil
}
