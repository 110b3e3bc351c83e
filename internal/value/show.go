package value

import "strings"

// Show is the expression as readers see it: operands printed by name, operators as × ÷ − +, sum() as an
// addition, brackets where they are needed, ", rounded" where it is rounded.
func (x *Expr) Show(name func(id string) string) string {
	var b strings.Builder
	x.top.show(&b, name, 0)
	return b.String()
}

// rank orders operators by how strongly they bind.
func (n *node) rank() int {
	switch n.op {
	case 'r':
		return 0
	case '+', '-':
		return 1
	case 's':
		if len(n.args) == 1 {
			return n.args[0].rank()
		}
		return 1
	case '*', '/':
		return 2
	case 'n':
		return 3
	}
	return 4
}

// show prints a node in a place that binds with at least that rank.
func (n *node) show(b *strings.Builder, name func(id string) string, least int) {
	if n.rank() < least {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n.op {
	case 'f':
		b.WriteString(name(n.id))
	case 'c':
		b.WriteString(n.constant.String())
	case 'n':
		b.WriteString(minus)
		n.args[0].show(b, name, 4)
	case 'r':
		n.args[0].show(b, name, 1)
		b.WriteString(", rounded")
	case 's':
		for i, a := range n.args {
			if i > 0 {
				b.WriteString(" + ")
			}
			a.show(b, name, 1)
		}
	default:
		sign, right := " + ", n.rank()
		switch n.op {
		case '-':
			sign, right = " "+minus+" ", 2
		case '*':
			sign, right = " × ", 3 // as its author has it: a quotient is cut, so that its place may count
		case '/':
			sign, right = " ÷ ", 3
		}
		n.args[0].show(b, name, n.rank())
		b.WriteString(sign)
		n.args[1].show(b, name, right)
	}
}

// Operand is one operand of a sum that is set out, one to a row.
type Operand struct {
	Sign  string // "+", "−", "×" or "÷"; "" before the first, unless that is negative
	Parts []Part // one fact or one constant; of a bracket, what stands in it, signs included
}

// Part is a fact, or the words between facts.
type Part struct{ ID, Text string }

// Operands are the operands of the outermost sum or product, in order: those of "a * b / (c + d)" are a, × b and
// ÷ (c + d). Round() around all of it is left out: the result shows it.
func (x *Expr) Operands() []Operand {
	top := x.top
	for top.op == 'r' {
		top = top.args[0]
	}
	return top.operands("", top.rank(), 0)
}

// operands sets out a node whose rank is that of the whole; any other is one operand, with brackets where a
// place that binds with at least that rank needs them.
func (n *node) operands(sign string, rank, least int) []Operand {
	switch {
	case n.op == 'n' && sign == "":
		return n.args[0].operands(minus, 4, 4)
	case n.rank() != rank || least > rank:
	case n.op == 's':
		var all []Operand
		for i, a := range n.args {
			if i > 0 {
				sign = "+"
			}
			all = append(all, a.operands(sign, rank, 1)...)
		}
		return all
	case n.op == '+':
		return append(n.args[0].operands(sign, rank, 1), n.args[1].operands("+", rank, 2)...)
	case n.op == '-':
		return append(n.args[0].operands(sign, rank, 1), n.args[1].operands(minus, rank, 2)...)
	case n.op == '*':
		return append(n.args[0].operands(sign, rank, 2), n.args[1].operands("×", rank, 3)...)
	case n.op == '/':
		return append(n.args[0].operands(sign, rank, 2), n.args[1].operands("÷", rank, 3)...)
	}
	return []Operand{{Sign: sign, Parts: n.parts(least)}}
}

// parts is what show prints, cut at the facts. Ids hold no control character, so that one can mark them.
func (n *node) parts(least int) []Part {
	const mark = "\x00"
	var b strings.Builder
	n.show(&b, func(id string) string { return mark + id + mark }, least)
	var parts []Part
	for i, s := range strings.Split(b.String(), mark) {
		switch {
		case s == "":
		case i%2 == 1:
			parts = append(parts, Part{ID: s})
		default:
			parts = append(parts, Part{Text: s})
		}
	}
	return parts
}
