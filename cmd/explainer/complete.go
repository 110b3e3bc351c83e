package main

import (
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"explainer/internal/build"
	"explainer/internal/diag"
	"explainer/internal/ledger"
	"explainer/internal/serve"
	"explainer/internal/site"
)

// offer is a word that may be typed next, and what it means.
type offer struct{ word, means string }

// line is a command line that is being typed, as far as it was read.
type line struct {
	node  *kong.Node
	args  int        // arguments of the command that were typed
	flag  *kong.Flag // the flag whose value comes next, nil for none
	plain bool       // after --: no flags any more
	root  string
}

// complete is what the last of some words may become. The other words are read as the parser would; what it would
// refuse is passed over.
func complete(app *kong.Node, words []string) []offer {
	l := &line{node: app, root: "."}
	last := len(words) - 1
	for _, w := range words[:last] {
		l.read(w)
	}
	begun := words[last]
	if begun == "=" && l.flag != nil { // bash parts --flag=value into three words
		begun = ""
	}
	var offers []offer
	switch name, value, whole := strings.Cut(begun, "="); {
	case l.flag != nil:
		offers = l.values(l.flag.Value)
	case whole && l.isFlag(begun):
		if f := l.find(name); f != nil && !f.IsBool() {
			offers, begun = l.values(f.Value), value
			for i := range offers {
				offers[i].word = name + "=" + offers[i].word
			}
			begun = name + "=" + value
		}
	case l.isFlag(begun):
		offers = l.flags()
	case len(l.node.Children) > 0:
		for _, c := range l.node.Children {
			offers = append(offers, offer{c.Name, c.Help})
		}
	case l.args < len(l.node.Positional):
		offers = l.values(l.node.Positional[l.args])
	}
	return slices.DeleteFunc(offers, func(o offer) bool { return !strings.HasPrefix(o.word, begun) })
}

// read takes one finished word.
func (l *line) read(word string) {
	name, value, whole := strings.Cut(word, "=")
	switch {
	case l.flag != nil && word == "=":
	case l.flag != nil:
		l.set(l.flag, word)
		l.flag = nil
	case word == "--" && !l.plain:
		l.plain = true
	case l.isFlag(word):
		if f := l.find(name); f != nil && !f.IsBool() && whole {
			l.set(f, value)
		} else if f != nil && !f.IsBool() {
			l.flag = f
		}
	default:
		for _, c := range l.node.Children {
			if c.Name == word {
				l.node, l.args = c, 0
				return
			}
		}
		l.args++
	}
}

func (l *line) isFlag(word string) bool { return !l.plain && strings.HasPrefix(word, "-") }

// set keeps the one flag that says where the names come from.
func (l *line) set(f *kong.Flag, value string) {
	if f.Name == "root" {
		l.root = value
	}
}

func (l *line) find(name string) *kong.Flag {
	for _, group := range l.node.AllFlags(true) {
		for _, f := range group {
			if "--"+f.Name == name {
				return f
			}
		}
	}
	return nil
}

// flags are those of the command, then those of the commands above it.
func (l *line) flags() []offer {
	var offers []offer
	for _, group := range slices.Backward(l.node.AllFlags(true)) {
		for _, f := range group {
			offers = append(offers, offer{"--" + f.Name, f.Help})
		}
	}
	return offers
}

// values are what an argument, or the value of a flag, may be: the words of its enum, or what its tag offers, which
// is a kind of name or a list of words.
func (l *line) values(v *kong.Value) []offer {
	words := v.EnumSlice()
	if v.Enum == "" {
		names := v.Tag.Get("offer")
		if ask, ok := offered[names]; ok {
			return ask(os.DirFS(l.root))
		}
		words = strings.FieldsFunc(names, func(r rune) bool { return r == ',' })
	}
	var offers []offer
	for _, word := range words {
		offers = append(offers, offer{word: word})
	}
	return offers
}

// offered are the kinds of name. What is wrong with the site is no matter here: what can be read of it is offered.
var offered = map[string]func(fs.FS) []offer{
	"facts": func(tree fs.FS) []offer {
		var offers []offer
		facts, _ := inspected(tree).List(site.Filter{}) // a filter that is empty is never wrong
		for _, f := range facts {
			offers = append(offers, offer{f.ID, f.Value})
		}
		return offers
	},
	"sources": func(tree fs.FS) []offer { return named(inspected(tree).Sources()) },
	"pages":   func(tree fs.FS) []offer { return named(inspected(tree).Pages()) },
	// What is no correction is refused by record.
	"corrections": func(tree fs.FS) []offer {
		rec := build.Recordable(tree, build.Options{})
		draft, err := ledger.NewDraft(rec.Ledger, rec.State, nil)
		if err != nil {
			return nil
		}
		var offers []offer
		for _, e := range draft.Entries {
			if e.Kind == ledger.Updated {
				offers = append(offers, offer{e.ID, e.Was + " → " + e.Is})
			}
		}
		return offers
	},
	"codes": func(fs.FS) []offer {
		var offers []offer
		for _, e := range diag.Catalogue() {
			offers = append(offers, offer{e.Code, e.Says})
		}
		return offers
	},
	"editors": func(fs.FS) []offer {
		var offers []offer
		for _, name := range serve.EditorNames() {
			offers = append(offers, offer{word: name})
		}
		return offers
	},
}

func inspected(tree fs.FS) *site.Answers {
	answers, _ := build.Inspect(tree, build.Options{Draft: true})
	return answers
}

func named(names []site.Name) []offer {
	var offers []offer
	for _, n := range names {
		offers = append(offers, offer{n.ID, n.Means})
	}
	return offers
}
