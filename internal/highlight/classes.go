package highlight

import "github.com/alecthomas/chroma/v2"

// classOf is the class of a token, or "" where it prints without a span: plain names, punctuation and
// operators have the colour of the text, and are half of all tokens.
func classOf(t chroma.TokenType) string {
	switch t {
	case chroma.Text, chroma.TextWhitespace, chroma.Punctuation, chroma.Name, chroma.NameOther, chroma.Operator, chroma.Other, chroma.Error:
		return ""
	}
	for ; t > 0; t = t.Parent() {
		if c, ok := chroma.StandardTypes[t]; ok {
			return c
		}
	}
	return ""
}

// Classes are the names that may stand in a class attribute of Code's result, for a stylesheet to
// colour: chroma's, in groups of one meaning.
func Classes() map[string][]string {
	groups := map[string][]string{}
	for t, c := range chroma.StandardTypes {
		if c == "" || t < chroma.Keyword || classOf(t) != c {
			continue
		}
		groups[t.Category().String()] = append(groups[t.Category().String()], c)
	}
	return groups
}
