package layout

import (
	"cmp"
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"text/template/parse"

	"explainer/internal/view"
)

// An expr is what a pipeline comes to. Its type is nil where that differs from value to value: then it may be asked
// whether it holds, and no more.
type expr struct {
	typ  reflect.Type
	eval func(r *run) reflect.Value
}

var (
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	htmlType   = reflect.TypeFor[template.HTML]()
	markupType = reflect.TypeFor[view.Markup]()
)

func constant(v any) expr {
	value := reflect.ValueOf(v)
	return expr{value.Type(), func(*run) reflect.Value { return value }}
}

// commands is a pipeline: each command but the first gets as its last argument what the one before comes to.
func (s *scope) commands(cmds []*parse.CommandNode) (expr, error) {
	var x expr
	for i, c := range cmds {
		name, call := c.Args[0].(*parse.IdentifierNode)
		if !call {
			if i > 0 || len(c.Args) > 1 {
				return expr{}, errUnknown
			}
			var err error
			if x, err = s.operand(c.Args[0]); err != nil {
				return expr{}, err
			}
			continue
		}
		var args []expr
		for _, a := range c.Args[1:] {
			arg, err := s.operand(a)
			if err != nil {
				return expr{}, err
			}
			args = append(args, arg)
		}
		if i > 0 {
			args = append(args, x)
		}
		var err error
		if x, err = s.apply(name.Ident, args); err != nil {
			return expr{}, err
		}
	}
	return x, nil
}

func (s *scope) operand(n parse.Node) (expr, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{s.dot, func(r *run) reflect.Value { return r.dot }}, nil
	case *parse.FieldNode:
		return fields(expr{s.dot, func(r *run) reflect.Value { return r.dot }}, n.Ident)
	case *parse.VariableNode:
		for slot, v := range slices.Backward(s.vars) {
			if v.name == n.Ident[0] {
				return fields(expr{v.typ, func(r *run) reflect.Value { return r.vars[slot] }}, n.Ident[1:])
			}
		}
	case *parse.StringNode:
		return constant(n.Text), nil
	case *parse.BoolNode:
		return constant(n.True), nil
	case *parse.NumberNode:
		if i, err := strconv.Atoi(n.Text); err == nil {
			return constant(i), nil
		}
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return s.commands(n.Cmds)
		}
	}
	return expr{}, errUnknown
}

// fields goes down a chain of fields and of methods without arguments.
func fields(x expr, names []string) (expr, error) {
	for _, name := range names {
		var err error
		if x, err = field(x, name); err != nil {
			return expr{}, err
		}
	}
	return x, nil
}

func field(x expr, name string) (expr, error) {
	if x.typ == nil {
		return expr{}, errUnknown
	}
	t, eval := x.typ, x.eval
	if m, ok := t.MethodByName(name); ok && t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface {
		if m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
			return expr{}, errUnknown
		}
		i := m.Index
		return expr{m.Type.Out(0), func(r *run) reflect.Value { return eval(r).Method(i).Call(nil)[0] }}, nil
	}
	pointer := t.Kind() == reflect.Pointer
	if pointer {
		t = t.Elem()
	}
	if _, ok := reflect.PointerTo(t).MethodByName(name); ok || t.Kind() != reflect.Struct {
		return expr{}, errUnknown
	}
	sf, ok := t.FieldByName(name)
	if !ok || !sf.IsExported() {
		return expr{}, errUnknown
	}
	index := sf.Index
	if !pointer {
		return expr{sf.Type, func(r *run) reflect.Value { return eval(r).FieldByIndex(index) }}, nil
	}
	return expr{sf.Type, func(r *run) reflect.Value {
		v := eval(r)
		if v.IsNil() {
			panic(odd{}) // html/template says where
		}
		return v.Elem().FieldByIndex(index)
	}}, nil
}

// apply calls one of the functions that templates may call.
func (s *scope) apply(name string, args []expr) (expr, error) {
	switch {
	case (name == "and" || name == "or") && len(args) > 0:
		return choose(args, name == "or"), nil
	case name == "not" && len(args) == 1:
		holds, eval := truth(args[0].typ), args[0].eval
		return expr{boolType, func(r *run) reflect.Value { return reflect.ValueOf(!holds(eval(r))) }}, nil
	case comparisons[name] != nil && len(args) == 2:
		return comparison(comparisons[name], args[0], args[1])
	case name == "len" && len(args) == 1 && args[0].typ != nil:
		if k := args[0].typ.Kind(); k != reflect.Slice && k != reflect.String {
			return expr{}, errUnknown
		}
		eval := args[0].eval
		return expr{intType, func(r *run) reflect.Value { return reflect.ValueOf(eval(r).Len()) }}, nil
	case name == "markup" && len(args) == 1 && args[0].typ == markupType:
		return expr{htmlType, args[0].eval}, nil
	case name == "asset" && len(args) == 1 && args[0].typ == stringType:
		asset, eval := s.root.funcs["asset"].(func(string) (string, error)), args[0].eval
		return expr{stringType, func(r *run) reflect.Value {
			path, err := asset(eval(r).String())
			if err != nil {
				panic(odd{})
			}
			return reflect.ValueOf(path)
		}}, nil
	case (name == "index" || name == "slice") && len(args) == 2 && args[0].typ != nil && args[0].typ.Kind() == reflect.Slice && args[1].typ == intType:
		return part(name == "index", args[0], args[1]), nil
	}
	return expr{}, errUnknown
}

// choose is or, and, which stop at the first argument that settles it.
func choose(args []expr, or bool) expr {
	typ := args[0].typ
	var holds []func(reflect.Value) bool
	for _, a := range args {
		holds = append(holds, truth(a.typ))
		switch {
		case a.typ == typ:
		case isWords(a.typ) && isWords(typ):
			typ = stringType
		default:
			typ = nil
		}
	}
	return expr{typ, func(r *run) reflect.Value {
		var v reflect.Value
		for i, a := range args {
			if v = a.eval(r); holds[i](v) == or {
				break
			}
		}
		return v
	}}
}

// part is an element of a slice, or the slice from there on.
func part(element bool, x, at expr) expr {
	typ := x.typ
	if element {
		typ = typ.Elem()
	}
	return expr{typ, func(r *run) reflect.Value {
		v, i := x.eval(r), int(at.eval(r).Int())
		switch {
		case i < 0 || i > v.Len() || element && i == v.Len():
			panic(odd{})
		case element:
			return v.Index(i)
		}
		return v.Slice(i, v.Len())
	}}
}

// comparisons say which orders of two values hold.
var comparisons = map[string]func(order int) bool{
	"eq": func(o int) bool { return o == 0 },
	"ne": func(o int) bool { return o != 0 },
	"lt": func(o int) bool { return o < 0 },
	"le": func(o int) bool { return o <= 0 },
	"gt": func(o int) bool { return o > 0 },
	"ge": func(o int) bool { return o >= 0 },
}

// comparison compares two texts or two numbers.
func comparison(holds func(order int) bool, a, b expr) (expr, error) {
	var order func(r *run) int
	switch {
	case isWords(a.typ) && isWords(b.typ):
		order = func(r *run) int { return cmp.Compare(a.eval(r).String(), b.eval(r).String()) }
	case isInt(a.typ) && isInt(b.typ):
		order = func(r *run) int { return cmp.Compare(a.eval(r).Int(), b.eval(r).Int()) }
	default:
		return expr{}, errUnknown
	}
	return expr{boolType, func(r *run) reflect.Value { return reflect.ValueOf(holds(order(r))) }}, nil
}

// truth is what if, with, and, or and not take for true.
func truth(t reflect.Type) func(reflect.Value) bool {
	if t != nil {
		switch t.Kind() {
		case reflect.String, reflect.Slice:
			return func(v reflect.Value) bool { return v.Len() > 0 }
		case reflect.Bool:
			return reflect.Value.Bool
		case reflect.Int:
			return func(v reflect.Value) bool { return v.Int() != 0 }
		}
	}
	return func(v reflect.Value) bool {
		holds, ok := template.IsTrue(v.Interface())
		if !ok {
			panic(odd{})
		}
		return holds
	}
}
