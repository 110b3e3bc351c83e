package value

// Eval computes the expression. lookup gives the value of a fact, false where there is none. Numbers and
// intervals are exact decimals; a quotient keeps 50 digits. The result's unit follows from its operands', and u
// is not asked so far. Errors have the place in the expression's text and one of the codes unit-mismatch,
// divide-by-zero and expression-invalid.
func (x *Expr) Eval(lookup func(id string) (Value, bool), _ *Units) (Value, *Error) {
	t, e := x.top.eval(lookup)
	if e != nil {
		return Value{}, e
	}
	v, s := t.value()
	if s != nil {
		return Value{}, x.top.fail(s)
	}
	return v, nil
}

func (n *node) fail(s *slip) *Error { return fail(s.code, n.start, n.end, s.message, s.hint) }

func (n *node) eval(lookup func(id string) (Value, bool)) (term, *Error) {
	if n.op == 'c' || n.op == 'f' {
		return n.operand(lookup)
	}
	t, e := n.args[0].eval(lookup)
	if e != nil {
		return t, e
	}
	var s *slip
	switch n.op {
	case 'n':
		t, s = t.negate()
	case 'r':
		t, s = t.round(n.places)
	}
	for _, a := range n.args[1:] {
		w, e := a.eval(lookup)
		if e != nil {
			return w, e
		}
		switch n.op {
		case '+', 's':
			t, s = t.add(w)
		case '-':
			t, s = t.subtract(w)
		case '*':
			t, s = t.times(w)
		case '/':
			t, s = t.over(w)
		}
		if s == nil {
			s = t.tooBig()
		}
		if s != nil {
			if s.code == codeZero {
				n = a // the divisor is what is wrong
			}
			break
		}
	}
	if s != nil {
		return t, n.fail(s)
	}
	return t, nil
}

func (n *node) operand(lookup func(id string) (Value, bool)) (term, *Error) {
	v := n.constant
	if n.op == 'f' {
		var ok bool
		if v, ok = lookup(n.id); !ok || v.IsZero() {
			return term{}, fail(codeExpr, n.start, n.end, "the fact "+quote(n.id)+" has no value", "")
		}
	}
	t, s := termOf(v, n.op == 'c')
	if s != nil {
		return t, n.fail(s)
	}
	return t, nil
}

// round is t with that many decimals, in the scale that it prints in.
func (t term) round(places int) (term, *slip) {
	if t.date.Year != 0 {
		return t, clash("a date cannot be rounded", "")
	}
	v, s := t.value()
	if s != nil {
		return t, s
	}
	v.d.present(places)
	at := v.d.shape[0].scale - places
	if t.sort == percent || t.sort == points {
		at -= 2
	}
	for i := range 2 {
		t.ends[i], t.iv[i] = t.ends[i].Round(at), t.iv[i].Round(at)
	}
	if t.last != exact {
		t.last = max(t.last, at)
	}
	t.written, t.cut = max(t.written, at), false
	return t, nil
}
