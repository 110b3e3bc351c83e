package layout

import (
	"fmt"
	"html/template"
	"text/template/parse"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// funcs is what templates may call beside the functions that html/template has: pure formatting, ten at
// most.
func (s *Set) funcs() template.FuncMap {
	return template.FuncMap{
		// markup prints HTML of this program as it is. It takes nothing but view.Markup, so no text of an
		// author can pass through it.
		"markup": func(m view.Markup) template.HTML { return template.HTML(m) },
		// asset is the published path of a file in static/, from the root of the site.
		"asset": func(name string) (string, error) {
			p, ok := s.asset(name)
			if !ok && !s.lost[name] { // Load has reported those that are written out
				return "", lostAsset(name)
			}
			return p, nil
		},
	}
}

// known is the names that the parser lets pass: ours, and those of text/template.
var known = func() map[string]any {
	m := map[string]any{"markup": true, "asset": true}
	for _, n := range []string{"and", "or", "not", "len", "index", "slice", "print", "printf", "println",
		"eq", "ne", "lt", "le", "gt", "ge", "call", "html", "js", "urlquery"} {
		m[n] = true
	}
	return m
}()

type lostAsset string

func (n lostAsset) Error() string { return fmt.Sprintf("static/%s is missing", string(n)) }

// findLostAssets reports the files that templates name and static/ does not have, once and not once for
// each page.
func (s *Set) findLostAssets(b book, l *diag.List) {
	for _, tree := range b.trees {
		walk(tree.Root, func(n parse.Node) {
			c, ok := n.(*parse.CommandNode)
			if !ok || len(c.Args) != 2 || c.Args[0].String() != "asset" {
				return
			}
			arg, ok := c.Args[1].(*parse.StringNode)
			if !ok {
				return
			}
			if _, ok := s.asset(arg.Text); ok {
				return
			}
			s.lost[arg.Text] = true
			at := int(arg.Pos)
			l.Add("static-missing", diag.Span{File: tree.ParseName, Start: at, End: at + len(arg.Quoted)},
				fmt.Sprintf("%s asks for static/%s, which is missing", tree.ParseName, arg.Text), "")
		})
	}
}

// walk visits a node and all below it.
func walk(n parse.Node, visit func(parse.Node)) {
	visit(n)
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			walk(c, visit)
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, c := range n.Cmds {
			walk(c, visit)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			walk(a, visit)
		}
	case *parse.IfNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.TemplateNode:
		walk(n.Pipe, visit)
	}
}

func walkBranch(b *parse.BranchNode, visit func(parse.Node)) {
	walk(b.Pipe, visit)
	walk(b.List, visit)
	if b.ElseList != nil {
		walk(b.ElseList, visit)
	}
}
