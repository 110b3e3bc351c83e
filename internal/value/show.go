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
			sign = " × "
		case '/':
			sign, right = " ÷ ", 3
		}
		n.args[0].show(b, name, n.rank())
		b.WriteString(sign)
		n.args[1].show(b, name, right)
	}
}
