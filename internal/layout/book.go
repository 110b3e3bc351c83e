package layout

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"explainer/internal/diag"
)

// A book is the parsed templates. Every layout has its own copy of base.html and of its blocks, under
// names such as main@page; partials are there once, for all.
type book struct {
	trees    map[string]*parse.Tree
	layouts  []string
	partials []string
	blocks   map[string][]string // what each layout defines, under its own names
}

// parse reads the files into a book.
func (s *Set) parse(files []file, l *diag.List) book {
	findMissing(files, l)
	b := book{trees: map[string]*parse.Tree{}, blocks: map[string][]string{}}
	base := map[string]*parse.Tree{}
	own := map[string]map[string]*parse.Tree{}
	for _, f := range files {
		s.sources[f.path] = f.src
		src := f.src
		if f.kind == "partial" {
			src = strings.TrimRight(src, " \t\r\n") // it may be called in the middle of a line
		}
		trees, err := parse.Parse(f.path, src, "", "", known)
		if err != nil {
			l.Append(s.syntax(f, err))
			continue
		}
		root := trees[f.path]
		delete(trees, f.path)
		if root == nil {
			root = &parse.Tree{Name: f.path, ParseName: f.path, Root: &parse.ListNode{NodeType: parse.NodeList}}
		}
		switch f.kind {
		case "base":
			base = trees
			base["base"] = root
		case "layout":
			if !parse.IsEmptyTree(root.Root) {
				l.Add("template-syntax", wordsOf(f, root), "words outside {{define}} are never printed", "a layout defines blocks of base.html, such as {{define \"main\"}}")
			}
			b.layouts = append(b.layouts, f.name)
			own[f.name] = trees
		case "partial":
			trees[f.name] = root
			for _, name := range slices.Sorted(maps.Keys(trees)) {
				if other, ok := b.trees[name]; ok {
					l.Add("template-syntax", diag.Span{File: f.path}, fmt.Sprintf("%q is defined here and in %s", name, other.ParseName), "")
				}
				b.trees[name] = trees[name]
				b.partials = append(b.partials, name)
			}
		}
	}
	for _, layout := range b.layouts {
		b.bind(layout, base, own[layout])
	}
	return b
}

// bind joins base.html with the blocks of a layout.
func (b *book) bind(layout string, base, own map[string]*parse.Tree) {
	local := map[string]*parse.Tree{}
	for name, tree := range base {
		local[name] = tree.Copy()
	}
	for name, tree := range own {
		local[name] = tree
		b.blocks[layout] = append(b.blocks[layout], name+"@"+layout)
	}
	slices.Sort(b.blocks[layout])
	for name, tree := range local {
		walk(tree.Root, func(n parse.Node) {
			if t, ok := n.(*parse.TemplateNode); ok && local[t.Name] != nil {
				t.Name += "@" + layout
			}
		})
		b.trees[name+"@"+layout] = tree
	}
}
