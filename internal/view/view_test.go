package view

import "testing"

func TestTail(t *testing.T) {
	for _, c := range []struct{ words, head, tail Markup }{
		{"committed and paid in", "committed ", "and paid in"},
		{"“cannot and chooses not to”", "“cannot and chooses ", "not to”"},
		{"cannot <em>and</em> chooses not to", "cannot <em>and</em> chooses ", "not to"},
		{"words that <em>end in markup</em>", "words that <em>end in markup</em>", ""},
		{"$880bn to $906bn", "$880bn ", "to $906bn"},
		{"Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaft", ""},
		{"the Donaudampfschifffahrtsgesellschaft", "the Donaudampfschifffahrtsgesellschaft", ""},
		{"ends with a space ", "ends with ", "a space "},
		{"", "", ""},
	} {
		m := Mention{Words: c.words, Long: true}
		if m.Head() != c.head || m.Tail() != c.tail {
			t.Errorf("%q: %q and %q", c.words, m.Head(), m.Tail())
		}
	}
}
