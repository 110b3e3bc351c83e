package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxText   = 300 // bytes of a written value
	maxDigits = 30  // digits of a written number
)

// Parse reads a value: [QUALIFIER] LITERAL [to LITERAL], LITERAL a number with a currency before it or a
// unit after it, or both as a quotient ("EUR 12.5 / m2", "EUR 12.5 per m2"). A unit, currency or scale that
// stands at one end of a range serves both ("-5 to -2%", "USD 880 to 906 bn"; a scale only at the second
// end, and never where that would turn the ends around). Dates are not read here.
//
// Errors have the code value-invalid, unit-unknown (with the nearest names as hint) or unit-mismatch (the
// ends of a range differ), and the place in text.
func Parse(text string, u *Units) (Value, *Error) {
	r := reader{s: text, u: u}
	if len(text) > maxText {
		return Value{}, fail(codeValue, 0, len(text), "a value this long is not read", hintValue)
	}
	if r.space(); r.i == len(text) {
		return Value{}, fail(codeValue, 0, len(text), "a value is missing", hintValue)
	}
	start := r.i
	q := r.qualifier()
	afterQualifier := r.i
	if q != None && r.space() == len(text) {
		return Value{}, fail(codeValue, start, r.i, "a number is missing after "+quote(q.String()), hintValue)
	}
	a, e := r.literal(true)
	if e != nil {
		return Value{}, e
	}
	d := &data{qual: q}
	if r.i == len(text) {
		if e := a.into(d, 0); e != nil {
			return Value{}, e
		}
		d.ends[1], d.shape[1] = d.ends[0], d.shape[0]
		d.bound()
		return Value{d}, nil
	}
	if q > About {
		return Value{}, fail(codeValue, start, afterQualifier, quote(q.String())+" cannot stand before a range",
			`write only the range, or "about" before it`)
	}
	b, e := r.literal(false)
	if e != nil {
		return Value{}, e
	}
	if e := r.join(d, &a, &b); e != nil {
		return Value{}, e
	}
	d.bound()
	return Value{d}, nil
}

// reader goes through a text once, from left to right.
type reader struct {
	s string
	i int
	u *Units
}

// literal is one number with what belongs to it.
type literal struct {
	start, end       int // the whole of it
	digits, digitEnd int // the number alone
	number           Decimal
	places           int
	scale            int
	scaleStart       int
	currency         *base
	unit, den        *base
}

// literal reads one number and its units. The first of two ends before "to", where r.i is then left behind
// it; the last runs to the end of the text.
func (r *reader) literal(first bool) (literal, *Error) {
	r.space()
	l := literal{start: r.i}
	negative := r.sign()
	r.space()
	if e := r.currency(&l); e != nil {
		return l, e
	}
	if !negative {
		negative = r.sign()
		r.space()
	}
	if e := r.number(&l); e != nil {
		return l, e
	}
	if negative {
		l.number = l.number.Neg()
	}
	end, next := len(r.s), len(r.s)
	if first {
		end, next = r.to()
	}
	if e := r.tail(&l, end); e != nil {
		return l, e
	}
	r.i = next
	if first && next == len(r.s) && end < next {
		return l, fail(codeValue, end, next, `a number is missing after "to"`, `a range is written "5% to 8%"`)
	}
	return l, nil
}

// sign reads a minus.
func (r *reader) sign() bool {
	for _, m := range [2]string{"-", minus} {
		if strings.HasPrefix(r.s[r.i:], m) {
			r.i += len(m)
			return true
		}
	}
	return false
}

// to finds the word that parts a range: where the text before it ends, and where the text after it begins.
func (r *reader) to() (end, next int) {
	for i := r.i; i < len(r.s); i++ {
		n := spaceAt(r.s, i)
		if n == 0 {
			continue
		}
		if j, ok := word(r.s, i+n, "to"); ok && (j == len(r.s) || spaceAt(r.s, j) > 0) {
			return i, j
		}
	}
	return len(r.s), len(r.s)
}

// currency reads a sign or three capitals before the number.
func (r *reader) currency(l *literal) *Error {
	rest := r.s[r.i:]
	for _, s := range signs {
		if strings.HasPrefix(rest, s.sign) {
			l.currency = s.unit
			r.i += len(s.sign)
			r.space()
			return nil
		}
	}
	if !threeCapitals(rest) {
		return nil
	}
	code := rest[:3]
	if r.u.find(code) != nil {
		return fail(codeValue, r.i, r.i+3, quote(code)+" is a unit of this site", "write it after the number, as in 5 "+code)
	}
	l.currency = currencyOf(code)
	r.i += 3
	r.space()
	return nil
}

// threeCapitals says that s begins with a currency code.
func threeCapitals(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range 3 {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	next, _ := utf8.DecodeRuneInString(s[3:])
	return len(s) == 3 || !unicode.IsLetter(next) && next != '$'
}

// number reads the digits, strictly: groups of three after commas, no lonely point, no leading zero.
func (r *reader) number(l *literal) *Error {
	s, i := r.s, r.i
	for i < len(s) && (isDigit(s[i]) || s[i] == ',' && i > r.i && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	whole := s[r.i:i]
	if whole == "" {
		return r.noNumber(l)
	}
	point := i
	if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
		for i++; i < len(s) && isDigit(s[i]); i++ {
		}
	}
	l.digits, l.digitEnd = r.i, i
	if !grouped(whole) {
		return fail(codeValue, r.i, i, "the commas in "+quote(s[r.i:i])+" do not group thousands", hintGroups)
	}
	if len(whole) > 1 && whole[0] == '0' {
		return fail(codeValue, r.i, i, quote(s[r.i:i])+" begins with a zero too many", "")
	}
	if i > point {
		l.places = i - point - 1
	}
	if point-r.i-strings.Count(whole, ",")+l.places > maxDigits {
		return fail(codeValue, r.i, i, "a number of more than 30 digits is not read", "round it, or use k, m, bn or tn")
	}
	l.number = digitsOf(s[r.i:i], l.places)
	r.i = i
	return r.afterNumber(l)
}

// grouped checks that commas, where there are any, part groups of three.
func grouped(whole string) bool {
	comma := strings.IndexByte(whole, ',')
	if comma < 0 {
		return true
	}
	if comma > 3 {
		return false
	}
	for i := comma; i < len(whole); i += 4 {
		if whole[i] != ',' || len(whole) < i+4 || strings.IndexByte(whole[i+1:i+4], ',') >= 0 {
			return false
		}
	}
	return true
}

// digitsOf is the number that the digits of s make, with that many of them after the point.
func digitsOf(s string, places int) Decimal {
	var small int64
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			if n++; n > 18 {
				break
			}
			small = small*10 + int64(s[i]-'0')
		}
	}
	if n <= 18 {
		return decimal(small, -places)
	}
	var x Decimal
	x.d.Coeff.SetString(strings.NewReplacer(",", "", ".", "").Replace(s), 10)
	x.d.Exponent = int32(-places)
	return x
}
