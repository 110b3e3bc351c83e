package main

import (
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"explainer/internal/build"
	"explainer/internal/diag"
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
// is "facts", "codes", or a list of words.
func (l *line) values(v *kong.Value) []offer {
	var offers []offer
	switch names := v.Tag.Get("offer"); {
	case v.Enum != "":
		for _, word := range v.EnumSlice() {
			offers = append(offers, offer{word: word})
		}
	case names == "facts":
		// What is wrong with the site is no matter here: what can be read of it is offered.
		answers, _ := build.Inspect(os.DirFS(l.root), build.Options{Draft: true})
		facts, err := answers.List(site.Filter{})
		if err != nil {
			return nil
		}
		for _, f := range facts {
			offers = append(offers, offer{f.ID, f.Value})
		}
	case names == "codes":
		for _, e := range diag.Catalogue() {
			offers = append(offers, offer{e.Code, e.Says})
		}
	case names != "":
		for _, word := range strings.Split(names, ",") {
			offers = append(offers, offer{word: word})
		}
	}
	return offers
}
