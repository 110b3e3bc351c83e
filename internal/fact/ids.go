package fact

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

// maxID is the length of the longest id, in bytes: ids become anchors and, with a folder, a hash and an ending, names of
// files, which have 100 bytes at most.
const maxID = 64

// section is the ids of one kind of entry.
type section struct {
	name string
	ids  []decode.Text
}

// register gives an id to an entry, and says whether nothing else has it.
func (r *reader) register(kind string, id decode.Text, entry any) bool {
	if i := badID(id.S); i >= 0 {
		_, n := utf8.DecodeRuneInString(id.S[min(i, len(id.S)):])
		at, message := id.At(i, i+n), fmt.Sprintf("%q is not an id", clip(id.S))
		hint := "an id is made of lower-case letters and digits, joined by single dots or hyphens"
		if len(id.S) > maxID {
			at, hint = id.Span(), fmt.Sprintf("an id has %d characters at most", maxID)
		}
		if id.S == "" {
			at = id.Span()
		}
		r.l.Add("id-invalid", at, message, hint)
		// It stays known by the name it has, so that what refers to it is not reported as well.
	}
	if ours(id.S) {
		r.l.Add("id-invalid", id.Span(), fmt.Sprintf("the id %q belongs to a part of the pages", id.S), "choose another: on its page it would stand twice")
	}
	if first, taken := r.at[id.S]; taken {
		r.l.Add("id-duplicate", id.Span(), fmt.Sprintf("the id %q is taken", clip(id.S)),
			fmt.Sprintf("%s is %s; ids are unique over all sections", r.where(first), describe(r.sheet.ids[id.S])))
		r.l.See(first)
		return false
	}
	r.at[id.S] = id.Span()
	r.sheet.ids[id.S] = entry
	r.sheet.entries = append(r.sheet.entries, entryAt{id.S, id.Span()})
	if n := len(r.sections); n == 0 || r.sections[n-1].name != kind {
		r.sections = append(r.sections, section{name: kind})
	}
	s := &r.sections[len(r.sections)-1]
	s.ids = append(s.ids, id)
	return true
}

// refers notes that a text names an entry.
func (r *reader) refers(t decode.Text) {
	if t.S != "" {
		r.sheet.Refs = append(r.sheet.Refs, Ref{t.S, t.At(0, len(t.S))})
	}
}

// ValidID says whether a new entry could have an id, if it is free.
func ValidID(id string) bool { return badID(id) < 0 && !ours(id) }

// badID is the offset of what makes an id invalid, -1 for a good one: [a-z0-9]+([.-][a-z0-9]+)*.
func badID(id string) int {
	if id == "" || len(id) > maxID {
		return 0
	}
	joined := true // the start and a joint need a letter or digit after them
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			joined = false
		case (c == '.' || c == '-') && !joined:
			joined = true
		default:
			return i
		}
	}
	if joined {
		return len(id) - 1
	}
	return -1
}

// ours says whether a page of the theme gives an id to a part of its own: its text, its contents, its navigation, a card, a group.
func ours(id string) bool {
	switch id {
	case "main", "toc", "nav", "events", "glossary":
		return true
	}
	if n, ok := strings.CutPrefix(id, "n"); ok && n != "" && strings.Trim(n, "0123456789") == "" {
		return true
	}
	return strings.HasPrefix(id, "group-") || strings.HasPrefix(id, "kind-") || strings.HasPrefix(id, "footnote-")
}

// near warns of two ids of one kind that differ in digits alone.
func (r *reader) near() {
	for _, s := range r.sections {
		first := map[string]decode.Text{}
		for _, id := range s.ids {
			bare := strings.Map(func(c rune) rune {
				if c >= '0' && c <= '9' {
					return -1
				}
				return c
			}, id.S)
			if len(bare) == len(id.S) {
				// No digits: only an id with digits can be mistaken for it.
				if other, ok := first[bare]; ok {
					r.tooNear(id, other)
				}
				first[bare] = id
				continue
			}
			if other, ok := first[bare]; ok {
				r.tooNear(id, other)
				continue
			}
			first[bare] = id
		}
	}
}

func (r *reader) tooNear(id, other decode.Text) {
	r.l.Add("id-near", id.Span(), fmt.Sprintf("%s and %s differ in digits alone", id.S, other.S), "name them by words: one mistyped digit would name the other")
	r.l.See(other.Span())
}

// where is a place in words. To find a line reads the file up to it, which is done a thousand times at most.
func (r *reader) where(at diag.Span) string {
	if r.placed++; r.placed > 1000 {
		return at.File
	}
	for _, f := range r.files {
		if f.Name == at.File {
			line, _ := diag.Position(f.Data, at.Start)
			return fmt.Sprintf("%s:%d", at.File, line)
		}
	}
	return at.File
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
