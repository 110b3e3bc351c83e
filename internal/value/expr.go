package value

import (
	"strings"
	"unicode/utf8"
)

const (
	maxExpr  = 2000 // bytes of an expression
	maxDepth = 40   // brackets inside one another
)

// Expr is a sum over facts, as it was written. It never changes.
type Expr struct {
	text string
	top  *node
	refs []Ref
}

// Ref is a fact that an expression leans on, with its place in the text.
type Ref struct {
	ID         string
	Start, End int
}

// node is one operation, or one operand. Its operator is + - * /, n for a change of sign, s for sum(), r for
// round(), c for a constant, f for a fact.
type node struct {
	op         byte
	args       []*node
	id         string // of a fact
	constant   Value
	places     int // of round
	start, end int
}

// ParseExpr reads an expression: fact ids, constants (plain decimals without a unit), + - * / (also U+2212, ×
// and ÷), brackets, sum(a, b, …) and round(x, places), the places counted in the scale that x prints in. The text
// comes without the leading "=". Since ids may hold hyphens, a minus needs a space before it. Whether the facts
// exist is for Eval to find. Errors have the code expression-invalid.
func ParseExpr(text string) (*Expr, *Error) {
	p := exprParser{s: text}
	if len(text) > maxExpr {
		return nil, fail(codeExpr, 0, len(text), "a sum of more than 2,000 characters is not read", "split it into several facts")
	}
	p.space()
	if p.i == len(text) {
		return nil, fail(codeExpr, 0, len(text), "a sum is missing", "as in stake.share * valuation")
	}
	top, e := p.sum()
	if e != nil {
		return nil, e
	}
	if p.i < len(text) {
		return nil, p.unexpected()
	}
	return &Expr{text: text, top: top, refs: p.refs}, nil
}

// Refs are the facts that the expression names, in order of the text, each as often as it stands there.
func (x *Expr) Refs() []Ref { return append([]Ref(nil), x.refs...) }

// String is the text that was read.
func (x *Expr) String() string { return x.text }

type exprParser struct {
	s     string
	i     int
	depth int
	refs  []Ref
}

func (p *exprParser) space() {
	for n := spaceAt(p.s, p.i); n > 0; n = spaceAt(p.s, p.i) {
		p.i += n
	}
}

// operator reads one of the wanted operators, in ASCII or as it prints, and the space after it; 0 for none.
func (p *exprParser) operator(wanted string) byte {
	c, n := utf8.DecodeRuneInString(p.s[p.i:])
	switch c {
	case '−':
		c = '-'
	case '×':
		c = '*'
	case '÷':
		c = '/'
	}
	if n == 0 || c >= utf8.RuneSelf || strings.IndexByte(wanted, byte(c)) < 0 {
		return 0
	}
	p.i += n
	p.space()
	return byte(c)
}

func (p *exprParser) sum() (*node, *Error) { return p.chain("+-", (*exprParser).product) }

func (p *exprParser) product() (*node, *Error) { return p.chain("*/", (*exprParser).signed) }

// chain reads operands joined by operators of one rank, from left to right.
func (p *exprParser) chain(operators string, operand func(*exprParser) (*node, *Error)) (*node, *Error) {
	left, e := operand(p)
	if e != nil {
		return nil, e
	}
	for {
		op := p.operator(operators)
		if op == 0 {
			return left, nil
		}
		right, e := operand(p)
		if e != nil {
			return nil, e
		}
		left = &node{op: op, args: []*node{left, right}, start: left.start, end: right.end}
	}
}

func (p *exprParser) signed() (*node, *Error) {
	start := p.i
	if p.operator("-") == 0 {
		return p.operand()
	}
	x, e := p.operand()
	if e != nil {
		return nil, e
	}
	return &node{op: 'n', args: []*node{x}, start: start, end: x.end}, nil
}

// operand reads a bracket, a function, a constant or the id of a fact.
func (p *exprParser) operand() (*node, *Error) {
	start := p.i
	if p.operator("(") != 0 {
		args, e := p.list(start)
		if e != nil {
			return nil, e
		}
		if len(args) != 1 {
			return nil, fail(codeExpr, start, p.i, "a comma stands in brackets", "sum(a, b) adds, round(x, places) rounds")
		}
		args[0].start, args[0].end = start, p.lastEnd()
		return args[0], nil
	}
	name := idAt(p.s[start:])
	if name == "" {
		return nil, p.unexpected()
	}
	p.i += len(name)
	end := p.i
	p.space()
	if (name == "sum" || name == "round") && p.operator("(") != 0 {
		return p.call(name, start, end)
	}
	if isDigit(name[0]) && strings.Trim(name, "0123456789.-") == "" {
		return p.constant(name, start)
	}
	p.refs = append(p.refs, Ref{ID: name, Start: start, End: end})
	return &node{op: 'f', id: name, start: start, end: end}, nil
}

// lastEnd is where the text before p.i ends, without the spaces that were stepped over.
func (p *exprParser) lastEnd() int {
	i := p.i
	for n := isSpaceBefore(p.s, i); n > 0; n = isSpaceBefore(p.s, i) {
		i -= n
	}
	return i
}

// list reads what stands between brackets, the opening one already read, and the closing one.
func (p *exprParser) list(open int) ([]*node, *Error) {
	if p.depth++; p.depth > maxDepth {
		return nil, fail(codeExpr, open, open+1, "brackets stand more than 40 deep in one another", "split the sum into several facts")
	}
	defer func() { p.depth-- }()
	var args []*node
	for {
		x, e := p.sum()
		if e != nil {
			return nil, e
		}
		args = append(args, x)
		switch {
		case p.operator(",") != 0:
		case p.operator(")") != 0:
			return args, nil
		case p.i == len(p.s):
			return nil, fail(codeExpr, open, len(p.s), "a bracket is not closed", "add )")
		default:
			return nil, p.unexpected()
		}
	}
}

// call reads the arguments of sum or round.
func (p *exprParser) call(name string, start, end int) (*node, *Error) {
	args, e := p.list(end)
	if e != nil {
		return nil, e
	}
	n := &node{op: name[0], args: args, start: start, end: p.lastEnd()}
	if name == "sum" {
		return n, nil
	}
	if len(args) != 2 {
		return nil, fail(codeExpr, n.start, n.end, "round() takes a value and a number of places", "as in round(stake.value, 1)")
	}
	places := args[1]
	digits := places.constant.Number()
	if places.op != 'c' || digits.d.Exponent != 0 || digits.leading() > 0 {
		return nil, fail(codeExpr, places.start, places.end, "the places of round() are a number from 0 to 9", "as in round(stake.value, 1)")
	}
	n.args, n.places = args[:1], int(digits.d.Coeff.Int64())
	return n, nil
}

// constant makes a number of digits; anything that only looks like one is an error.
func (p *exprParser) constant(digits string, start int) (*node, *Error) {
	end := start + len(digits)
	if strings.Contains(digits, "-") {
		return nil, fail(codeExpr, start, end, quote(digits)+" could be an id", `put a space before and after "-"`)
	}
	v, e := Parse(digits, nil)
	if e != nil {
		return nil, fail(codeExpr, start, end, e.Message, e.Hint)
	}
	return &node{op: 'c', constant: v, start: start, end: end}, nil
}

// idAt is the id that s begins with: [a-z0-9]+([.-][a-z0-9]+)*, "" for none.
func idAt(s string) string {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || isDigit(c):
		case (c == '.' || c == '-') && i > 0 && i+1 < len(s) && ('a' <= s[i+1] && s[i+1] <= 'z' || isDigit(s[i+1])):
		default:
			return s[:i]
		}
		i++
	}
	return s[:i]
}

// unexpected is the error for what cannot stand at p.i.
func (p *exprParser) unexpected() *Error {
	if p.i == len(p.s) {
		return fail(codeExpr, p.lastEnd(), len(p.s), "the sum ends too early", "a fact, a constant or a bracket is missing")
	}
	rest := p.s[p.i:]
	c, n := utf8.DecodeRuneInString(rest)
	hint := "a sum is made of fact ids, constants, + - * / ( ), sum() and round(x, places)"
	switch {
	case c == '%' || asCurrency(string(c)) != nil || threeCapitals(rest):
		hint = "constants have no unit; make a fact of it, and name that"
	case c == '–' || c == '—':
		hint = `a dash is not a minus sign: write "-"`
	case c == '^':
		hint = "multiply instead"
	case c == '=':
		hint = "one sum makes one value"
	case c == '_', 'A' <= c && c <= 'Z':
		hint = "ids are lower-case letters and digits, joined by single dots or hyphens"
	case c == ')':
		hint = "no bracket is open here, or it is empty"
	case isDigit(rest[0]) || isLetter(rest[0]):
		hint = "an operator is missing: + - * /"
	}
	return fail(codeExpr, p.i, p.i+n, quote(rest[:n])+" cannot stand here", hint)
}
