package fact

import (
	"fmt"
	"strconv"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/value"
)

// mark says how far a fact has been worked out.
type mark uint8

const (
	fresh mark = iota
	open       // its inputs are being worked out: to meet it again is a circle
	done
)

// derivation works out derived facts, inputs first.
type derivation struct {
	*reader
	drafts map[string]*draft
	path   []*draft // from the fact asked for to the one being worked out
}

func (r *reader) derive() {
	d := &derivation{reader: r, drafts: map[string]*draft{}}
	for _, f := range r.facted {
		if r.sheet.Fact(f.ID) == f.Fact { // not a second fact of the same id
			d.drafts[f.ID] = f
		}
	}
	for _, f := range r.facted {
		d.visit(f)
	}
}

// visit works out a fact and what it needs.
func (d *derivation) visit(f *draft) {
	if f.visited != fresh {
		return
	}
	f.visited = open
	defer func() { f.visited = done }()
	if f.Expr == nil || f.Broken {
		return
	}
	d.path = append(d.path, f)
	defer func() { d.path = d.path[:len(d.path)-1] }()
	inputs, ok := d.inputs(f)
	if !ok {
		f.Broken = true
		return
	}
	d.evaluate(f, inputs)
	d.dates(f, inputs)
}

// inputs are the facts that an expression names, each once, in the order of their first place. ok is
// false if it cannot be evaluated; why is a finding, here or at the input.
func (d *derivation) inputs(f *draft) (inputs []*draft, ok bool) {
	ok = true
	known := map[string]bool{}
	for _, ref := range f.Expr.Refs() {
		at := f.Raw.At(f.offset+ref.Start, f.offset+ref.End)
		d.sheet.Refs = append(d.sheet.Refs, Ref{ref.ID, at})
		if known[ref.ID] {
			continue
		}
		known[ref.ID] = true
		in := d.drafts[ref.ID]
		switch {
		case in == nil:
			d.unknown("fact-unknown", "fact", at, ref.ID, d.sheet.FactIDs)
			ok = false
			continue
		case in.Kind == Prose:
			d.l.Add("expression-invalid", at, fmt.Sprintf("%s is a text, and cannot be calculated with", in.ID), "use a fact with a value or a date")
			ok = false
			continue
		case in.visited == open:
			d.cycle(in, at)
			ok = false
			continue
		}
		d.visit(in)
		ok = ok && !in.Broken
		inputs = append(inputs, in)
	}
	return inputs, ok
}

// cycle reports a circle once, with its whole chain; all in it are broken, since none has a value.
func (d *derivation) cycle(in *draft, at diag.Span) {
	start := 0
	for i, f := range d.path {
		if f == in {
			start = i
		}
	}
	var chain []string
	for _, f := range d.path[start:] {
		f.Broken = true
		chain = append(chain, f.ID)
	}
	d.l.Add("fact-cycle", at, "the value depends on itself: "+arrows(append(chain, in.ID)), "give one of them a value of its own")
}

func (d *derivation) evaluate(f *draft, inputs []*draft) {
	v, err := f.Expr.Eval(func(id string) (value.Value, bool) {
		in := d.drafts[id]
		if in == nil || in.Broken {
			return value.Value{}, false
		}
		return in.Value, true
	}, d.sheet.Units)
	if err == nil && (f.entry.As.S != "" || f.entry.Places.S != "") {
		v, err = d.as(f, v)
	}
	if err != nil {
		f.Broken = true
		hint := chain(inputs)
		if err.Hint != "" && hint != "" {
			hint = err.Hint + "; " + hint
		} else if hint == "" {
			hint = err.Hint
		}
		d.l.Add(err.Code, f.Raw.At(f.offset+err.Start, f.offset+err.End), err.Message, hint)
		return
	}
	f.Value = v
	if v.IsDate() {
		f.Kind = Date
	}
}

// as applies the keys as and places. Its error has no place in the expression: it is placed at its end.
func (d *derivation) as(f *draft, v value.Value) (value.Value, *value.Error) {
	places := -1
	if n, err := strconv.Atoi(f.entry.Places.S); err == nil {
		places = n
	}
	v, err := v.As(f.entry.As.S, places)
	if err != nil {
		at := *err
		at.Start, at.End = 0, len(f.Raw.S)-f.offset
		err = &at
	}
	return v, err
}

// chain says what the inputs of a value are, and theirs, as far as that fits a line.
func chain(inputs []*draft) string {
	const most = 8
	var parts []string
	said := map[*draft]bool{}
	for i := 0; i < len(inputs) && len(parts) < most; i++ {
		in := inputs[i]
		if said[in] {
			continue
		}
		said[in] = true
		part := in.ID + " is " + in.Value.String()
		if in.Expr != nil {
			part += " = " + in.Expr.Show(func(id string) string { return id })
			inputs = append(inputs[:len(inputs):len(inputs)], in.needs...)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// dates gives a derived fact the date of its newest input, and asks for a note where they differ.
func (d *derivation) dates(f *draft, inputs []*draft) {
	f.needs = inputs
	said := f.AsOf
	var newest, other *draft
	for _, in := range inputs { // one without a date has a finding already
		if in.AsOf != (value.Date{}) && (newest == nil || in.AsOf.Compare(newest.AsOf) > 0) {
			newest = in
		}
	}
	if newest == nil {
		return
	}
	for _, in := range inputs {
		if in.AsOf != (value.Date{}) && in.AsOf != newest.AsOf {
			other = in
			break
		}
	}
	f.AsOf = newest.AsOf
	if other != nil && strings.TrimSpace(f.Note.S) == "" {
		d.l.Add("input-date", f.Raw.Span(), fmt.Sprintf("the inputs are of different dates: %s of %s, %s of %s", other.ID, other.AsOf.ISO(), newest.ID, newest.AsOf.ISO()),
			"add a note that says why they may be joined")
	}
	if said != (value.Date{}) && said != newest.AsOf {
		d.l.Add("date-invalid", f.entry.AsOf.Span(), fmt.Sprintf("the newest input, %s, is of %s", newest.ID, newest.AsOf.ISO()), "delete the key: a derived fact takes the date of its newest input")
	}
}
