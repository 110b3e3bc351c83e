package layout

import (
	"fmt"
	"slices"
	"strings"
	"text/template/parse"

	"explainer/internal/diag"
)

// judge finds what is wrong with templates before any is executed.
func (s *Set) judge(b book, l *diag.List) {
	j := &judge{book: b, sources: s.sources, seen: map[diag.Finding]bool{}, l: l}
	w := walker{judge: j, known: map[start]spot{}}
	for _, name := range b.partials {
		if j.calls(name, nil, map[string]bool{}) {
			w.root(name)
		}
	}
	for _, layout := range b.layouts {
		used := map[string]bool{}
		ok := j.calls("base@"+layout, nil, used)
		for _, name := range b.blocks[layout] {
			if !used[name] {
				j.add("template-missing", diag.Span{File: b.trees[name].ParseName}, fmt.Sprintf("nothing uses the block %q", short(name)),
					diag.DidYouMean(short(name), shorts(used)))
			}
			ok = j.calls(name, nil, map[string]bool{}) && ok
		}
		if ok {
			w.root("base@" + layout)
		}
	}
	s.texts = append(w.texts, constants(b)...)
}

// A judge reads templates without executing them: which others they call, and where in HTML each of
// their actions stands. html/template would escape most such places too; we refuse them, because each
// has had its holes and none is needed.
type judge struct {
	book    book
	sources map[string]string
	seen    map[diag.Finding]bool // each once, although layouts share what they call
	l       *diag.List
}

// short is the name of a block as its author wrote it.
func short(name string) string {
	name, _, _ = strings.Cut(name, "@")
	return name
}

func shorts[T any](names map[string]T) []string {
	var out []string
	for name := range names {
		out = append(out, short(name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (j *judge) add(code string, at diag.Span, message, hint string) {
	f := finding(code, at, message, hint)
	if !j.seen[f] {
		j.seen[f] = true
		j.l.Append(f)
	}
}

// at adds a finding at an action.
func (j *judge) at(code string, tree *parse.Tree, n parse.Node, message, hint string) {
	j.add(code, j.span(tree.ParseName, int(n.Position())), message, hint)
}

// span is the action that begins at a place.
func (j *judge) span(path string, start int) diag.Span {
	return diag.Span{File: path, Start: start, End: start + actionLength(j.sources[path][start:])}
}

// calls follows the calls from a template. It is false where one is missing or comes back to itself,
// so that nobody may follow them again.
func (j *judge) calls(name string, path []string, used map[string]bool) bool {
	ok := true
	path = append(path, name)
	used[name] = true
	tree := j.book.trees[name]
	walk(tree.Root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.TemplateNode:
			switch {
			case j.book.trees[n.Name] == nil:
				j.at("template-missing", tree, n, fmt.Sprintf("there is no partial or block %q", n.Name), diag.DidYouMean(n.Name, shorts(j.book.trees)))
				ok = false
			case slices.Contains(path, n.Name):
				round := append(slices.Clone(path[slices.Index(path, n.Name):]), n.Name)
				for i := range round {
					round[i] = short(round[i])
				}
				j.at("template-syntax", tree, n, fmt.Sprintf("%q calls itself: %s", round[0], strings.Join(round, " > ")), "a template that calls itself may never end")
				ok = false
			case !used[n.Name]:
				ok = j.calls(n.Name, path, used) && ok
			}
		case *parse.RangeNode:
			if len(n.Pipe.Cmds) == 1 && len(n.Pipe.Cmds[0].Args) == 1 {
				if _, number := n.Pipe.Cmds[0].Args[0].(*parse.NumberNode); number {
					j.at("template-syntax", tree, n.Pipe, "a template may not count", "range over a list of the page")
					ok = false
				}
			}
		}
	})
	return ok
}

// A walker knows where in HTML it is.
type walker struct {
	*judge
	tree  *parse.Tree
	known map[start]spot // where a template ends that begins at a spot
	texts []Text
}

type start struct {
	name string
	at   spot
}

// root judges the places of actions in a template that is drawn by itself, and in those it calls.
func (w *walker) root(name string) {
	if end := w.template(name, spot{}); end.state != inText {
		w.add("template-unsafe", diag.Span{File: w.book.trees[name].ParseName}, fmt.Sprintf("%q ends inside %s", short(name), end), "close what it opens")
	}
}

func (w *walker) template(name string, p spot) spot {
	if end, ok := w.known[start{name, p}]; ok {
		return end
	}
	caller := w.tree
	w.tree = w.book.trees[name]
	end := w.list(w.tree.Root, p)
	w.tree = caller
	w.known[start{name, p}] = end
	return end
}

func (w *walker) list(l *parse.ListNode, p spot) spot {
	if l == nil {
		return p
	}
	for _, n := range l.Nodes {
		p = w.node(n, p)
	}
	return p
}

func (w *walker) node(n parse.Node, p spot) spot {
	switch n := n.(type) {
	case *parse.TextNode:
		return w.read(n, p)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return p
		}
		return w.print(n, p)
	case *parse.TemplateNode:
		return w.template(n.Name, p)
	case *parse.IfNode:
		return w.join(n, w.list(n.List, p), w.list(n.ElseList, p))
	case *parse.WithNode:
		return w.join(n, w.list(n.List, p), w.list(n.ElseList, p))
	case *parse.RangeNode:
		end := w.join(n, w.list(n.List, p), p)
		if end != p { // a second round begins where the first ended
			end = w.join(n, w.list(n.List, end), end)
		}
		return w.join(n, end, w.list(n.ElseList, p))
	}
	return p
}

// join is where two ways through a template meet.
func (w *walker) join(n parse.Node, a, b spot) spot {
	switch {
	case a == b:
		return a
	case a.inTag() && b.inTag() && a.element == b.element:
		// One of them may have given the tag an attribute that the other has not: nothing is known of it.
		a.state, a.attr, a.value = inTag, "", ""
		a.refresh = a.refresh || b.refresh
		if a.printed == (mark{}) {
			a.printed = b.printed
		}
		return a
	case a.state == inRaw && b.state == inRaw && a.element == b.element && a.data == b.data:
		a.words, a.values = a.words || b.words, max(a.values, b.values)
		return a
	}
	w.at("template-unsafe", w.tree, n, fmt.Sprintf("one branch ends inside %s and the other inside %s", a, b), "close what a branch opens in the same branch")
	return spot{}
}

// print judges an action that prints.
func (w *walker) print(n *parse.ActionNode, p spot) spot {
	refuse := func(where string) spot {
		w.at("template-unsafe", w.tree, n, "nothing can be printed safely into "+where, "print it as text, or into an attribute in quotes")
		return p
	}
	switch p.state {
	case inComment:
		return refuse("a comment")
	case inRaw:
		switch {
		case p.element == "title" || p.element == "textarea":
			return p
		case p.element == "script" && p.data:
			p.values++
			if p.values > 1 || p.words {
				return refuse("a data block that holds anything beside that one value")
			}
			return p
		}
		return refuse("<" + p.element + ">")
	case inTag, inName, afterName:
		return refuse("a tag")
	case beforeValue, inPlain:
		return refuse("an attribute without quotes")
	case inQuotes:
		switch {
		case p.attr == "style" || p.attr == "srcdoc" || strings.HasPrefix(p.attr, "on"):
			return refuse("the attribute " + p.attr)
		case p.attr == "":
			return refuse("an attribute whose name is not certain")
		case p.element == "meta" && p.attr == "http-equiv", p.element == "script" && p.attr == "type":
			return refuse("the attribute " + p.attr + " of <" + p.element + ">")
		case p.element == "meta" && p.attr == "content":
			p.printed = mark{w.tree.ParseName, int(n.Position())}
		}
	}
	return p
}
