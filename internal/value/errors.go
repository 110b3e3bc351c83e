package value

import (
	"unicode/utf8"
)

// Error says what is wrong with a text that was to become a value, a date or an expression. Start and
// End are byte offsets (End exclusive) of the offending part in the text that was read; an error of
// As has no text and leaves both 0. Message and Hint are written as diag.Finding wants them.
//
// It is deliberately not an `error`: it is about an author's file, and a nil *Error stored in an error
// would not be nil.
type Error struct {
	Code       string // value-invalid, unit-unknown, unit-mismatch, divide-by-zero, expression-invalid or date-invalid
	Start, End int
	Message    string
	Hint       string
}

const (
	codeValue  = "value-invalid"
	codeUnit   = "unit-unknown"
	codeClash  = "unit-mismatch"
	codeZero   = "divide-by-zero"
	codeExpr   = "expression-invalid"
	codeDate   = "date-invalid"
	maxQuoted  = 40 // characters of an author's text that a message repeats
	hintValue  = "write a number with a currency before it or a unit after it: about 27%, USD 13 bn, 2 points"
	hintGroups = "commas group thousands, as in 1,234,567; a decimal point is a full stop, as in 12.5"
)

func fail(code string, start, end int, message, hint string) *Error {
	return &Error{Code: code, Start: start, End: end, Message: message, Hint: hint}
}

// quote puts an author's words into a message, cut where they are long.
func quote(s string) string {
	if utf8.RuneCountInString(s) <= maxQuoted {
		return `"` + s + `"`
	}
	n := 0
	for i := range s {
		if n == maxQuoted {
			return `"` + s[:i] + `…"`
		}
		n++
	}
	return `"` + s + `"`
}
