package layout

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// A template is drawn through steps that are made once for each type that it is given. html/template looks every
// field, method and function up by its name, for every value: a third of a build. It stays the judge: steps are made of
// its own escaped tree, and what they do not cover, or find odd in a value, html/template draws from the beginning.
type (
	// A step prints what stands at one place of a template.
	step func(r *run)

	// A program is a template for one type of dot.
	program struct {
		steps []step
		slots int // how many variables it has at most
	}

	// A run is a program at work: its dot and its variables, of which the first is $.
	run struct {
		out  *bytes.Buffer
		dot  reflect.Value
		vars []reflect.Value
	}

	// A compiler makes the programs of one root.
	compiler struct {
		root     *root
		programs map[key]*program // nil while one is being made, and where none can be
	}

	key struct {
		name string
		dot  reflect.Type
	}

	// A scope is what a place in a template can name.
	scope struct {
		*compiler
		made *program
		dot  reflect.Type
		vars []variable
	}

	variable struct {
		name string
		typ  reflect.Type
	}
)

// errUnknown is for what there are no steps for.
var errUnknown = errors.New("not compiled")

// odd is the panic of a step that leaves its value to html/template.
type odd struct{}

// compile makes the program of a root, nil where there is none.
func (r *root) compile(dot reflect.Type) *program {
	if !r.escaped {
		return nil
	}
	c := &compiler{root: r, programs: map[key]*program{}}
	p, err := c.program(r.name, dot)
	if err != nil {
		return nil
	}
	return p
}

// run draws a value, or says that it did not: html/template does so then, also where a method of a view panics, and
// says what is wrong.
func (p *program) run(out *bytes.Buffer, v reflect.Value) (drawn bool) {
	defer func() {
		if recover() != nil {
			drawn = false
		}
	}()
	p.draw(out, v)
	return out.Len() <= outputLimit
}

func (p *program) draw(out *bytes.Buffer, dot reflect.Value) {
	r := &run{out: out, dot: dot, vars: make([]reflect.Value, p.slots)}
	r.vars[0] = dot
	do(p.steps, r)
}

// program is a template for a type of dot. One that calls itself has none.
func (c *compiler) program(name string, dot reflect.Type) (*program, error) {
	k := key{name, dot}
	if p, ok := c.programs[k]; ok {
		if p == nil {
			return nil, errUnknown
		}
		return p, nil
	}
	c.programs[k] = nil
	t := c.root.ready.Lookup(name)
	if t == nil || t.Tree == nil || dot == nil {
		return nil, errUnknown
	}
	p := &program{slots: 1}
	s := &scope{compiler: c, made: p, dot: dot, vars: []variable{{"$", dot}}}
	var err error
	if p.steps, err = s.list(t.Tree.Root); err != nil {
		return nil, err
	}
	c.programs[k] = p
	return p, nil
}

// list makes the steps of a list; what its variables name ends with it.
func (s *scope) list(l *parse.ListNode) ([]step, error) {
	if l == nil {
		return nil, nil
	}
	depth := len(s.vars)
	defer func() { s.vars = s.vars[:depth] }()
	var steps []step
	for _, n := range l.Nodes {
		one, err := s.node(n)
		if err != nil {
			return nil, err
		}
		if one != nil {
			steps = append(steps, one)
		}
	}
	return steps, nil
}

func (s *scope) node(n parse.Node) (step, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *run) { r.out.Write(text) }, nil
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			_, set, err := s.declare(n.Pipe)
			return set, err
		}
		return s.print(n.Pipe)
	case *parse.IfNode:
		return s.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return s.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return s.loop(n)
	case *parse.TemplateNode:
		return s.call(n)
	}
	return nil, errUnknown
}

// declare gives a new variable what a pipeline comes to, and tells it.
func (s *scope) declare(p *parse.PipeNode) (expr, step, error) {
	if p.IsAssign || len(p.Decl) > 1 {
		return expr{}, nil, errUnknown
	}
	x, err := s.commands(p.Cmds)
	if err != nil || len(p.Decl) == 0 {
		return x, nil, err
	}
	slot, eval := s.variable(p.Decl[0].Ident[0], x.typ), x.eval
	return expr{x.typ, func(r *run) reflect.Value { return r.vars[slot] }}, func(r *run) { r.vars[slot] = eval(r) }, nil
}

// variable makes room for a variable.
func (s *scope) variable(name string, typ reflect.Type) (slot int) {
	s.vars = append(s.vars, variable{name, typ})
	s.made.slots = max(s.made.slots, len(s.vars))
	return len(s.vars) - 1
}

// print is an action that prints: a pipeline whose end is what html/template escapes by.
func (s *scope) print(p *parse.PipeNode) (step, error) {
	first := slices.IndexFunc(p.Cmds, func(c *parse.CommandNode) bool { return strings.HasPrefix(c.String(), escaperPrefix) })
	if first < 0 {
		return nil, errUnknown
	}
	x, err := s.commands(p.Cmds[:first])
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range p.Cmds[first:] {
		names = append(names, c.String())
	}
	return printer(x, strings.Join(names, " "))
}

// branch is if, or with, which makes what it asks for the dot.
func (s *scope) branch(n *parse.BranchNode, with bool) (step, error) {
	depth := len(s.vars)
	defer func() { s.vars = s.vars[:depth] }()
	x, set, err := s.declare(n.Pipe)
	if err != nil {
		return nil, err
	}
	holds, eval := truth(x.typ), x.eval
	otherwise, err := s.list(n.ElseList)
	if err != nil {
		return nil, err
	}
	inner := *s
	if with {
		if inner.dot = x.typ; x.typ == nil {
			return nil, errUnknown
		}
	}
	then, err := inner.list(n.List)
	if err != nil {
		return nil, err
	}
	return func(r *run) {
		if set != nil {
			set(r)
		}
		v := eval(r)
		if !holds(v) {
			do(otherwise, r)
			return
		}
		dot := r.dot
		if with {
			r.dot = v
		}
		do(then, r)
		r.dot = dot
	}, nil
}

func do(steps []step, r *run) {
	for _, s := range steps {
		s(r)
	}
}

// loop is range over a slice.
func (s *scope) loop(n *parse.RangeNode) (step, error) {
	x, err := s.commands(n.Pipe.Cmds)
	if err != nil {
		return nil, err
	}
	if n.Pipe.IsAssign || x.typ == nil || x.typ.Kind() != reflect.Slice {
		return nil, errUnknown
	}
	otherwise, err := s.list(n.ElseList)
	if err != nil {
		return nil, err
	}
	inner := *s
	inner.dot = x.typ.Elem()
	names := n.Pipe.Decl
	index, element := -1, -1
	if len(names) == 2 {
		index = inner.variable(names[0].Ident[0], intType)
	}
	if len(names) > 0 {
		element = inner.variable(names[len(names)-1].Ident[0], inner.dot)
	}
	body, err := inner.list(n.List)
	if err != nil {
		return nil, err
	}
	eval := x.eval
	return func(r *run) {
		v, dot := eval(r), r.dot
		if v.Len() == 0 {
			do(otherwise, r)
		}
		for i := range v.Len() {
			r.dot = v.Index(i)
			if index >= 0 {
				r.vars[index] = reflect.ValueOf(i)
			}
			if element >= 0 {
				r.vars[element] = r.dot
			}
			do(body, r)
			if r.out.Len() > outputLimit {
				panic(odd{})
			}
		}
		r.dot = dot
	}, nil
}

// call draws another template, by its program or as html/template does.
func (s *scope) call(n *parse.TemplateNode) (step, error) {
	if text, ok := s.words(n.Name); ok {
		return func(r *run) { r.out.Write(text) }, nil
	}
	if n.Pipe == nil || len(n.Pipe.Decl) > 0 {
		return nil, errUnknown
	}
	x, err := s.commands(n.Pipe.Cmds)
	if err != nil {
		return nil, err
	}
	eval := x.eval
	if p, err := s.program(n.Name, x.typ); err == nil {
		return func(r *run) { p.draw(r.out, eval(r)) }, nil
	}
	t := s.root.ready.Lookup(n.Name)
	if t == nil || x.typ == nil {
		return nil, errUnknown
	}
	t.Execute(io.Discard, nil) // which escapes it, as in prepare
	return func(r *run) {
		if t.Execute(bounded{r.out}, eval(r).Interface()) != nil {
			panic(odd{})
		}
	}, nil
}

// words are those of a template that is called inside an attribute and holds nothing else. html/template keeps such
// templates, under names of its own, where nobody can ask for them; but words it leaves there as they are.
func (s *scope) words(name string) ([]byte, bool) {
	plain, _, inside := strings.Cut(name, derivedMark)
	tree := s.root.trees[plain]
	if !inside || !strings.Contains(name, "Attr") || tree == nil || len(tree.Root.Nodes) > 1 {
		return nil, false
	}
	if len(tree.Root.Nodes) == 0 {
		return nil, true
	}
	text, ok := tree.Root.Nodes[0].(*parse.TextNode)
	if !ok {
		return nil, false
	}
	return text.Text, true
}

// derivedMark begins what html/template adds to the names of templates that are called inside an attribute.
const derivedMark = "$htmltemplate_"
