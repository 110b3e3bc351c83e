package value

import (
	"strings"
	"testing"
)

// TestOperands sets sums out, a row to an operand; their rows read one after the other are the sum.
func TestOperands(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a", "[a]"},
		{"a * b", "[a] | ×[b]"},
		{"a / b", "[a] | ÷[b]"},
		{"a + b - c", "[a] | +[b] | −[c]"},
		{"sum(a, b, c)", "[a] | +[b] | +[c]"},
		{"sum(a, b) - c", "[a] | +[b] | −[c]"},
		{"a - (b + c)", "[a] | −([b] + [c])"},
		{"a - sum(b, c)", "[a] | −([b] + [c])"},
		{"a + b * c", "[a] | +[b] × [c]"},
		{"a * b / (c + d)", "[a] | ×[b] | ÷([c] + [d])"},
		{"(a + b) * c", "([a] + [b]) | ×[c]"},
		{"a * (b * c)", "[a] | ×([b] × [c])"},
		{"a * (b / c)", "[a] | ×([b] ÷ [c])"},
		{"2 * a", "2 | ×[a]"},
		{"-a", "−[a]"},
		{"-a + b", "−[a] | +[b]"},
		{"-(a + b)", "−([a] + [b])"},
		{"round(a * b, 1)", "[a] | ×[b]"},
		{"a - round(b, 0)", "[a] | −([b], rounded)"},
		{"sum(a)", "[a]"},
		{"sum(a - b, c)", "[a] | −[b] | +[c]"},
	} {
		x, e := ParseExpr(c.text)
		if e != nil {
			t.Fatal(c.text, e.Message)
		}
		var rows []string
		for _, o := range x.Operands() {
			row := o.Sign
			for _, p := range o.Parts {
				if row += p.Text; p.ID != "" {
					row += "[" + p.ID + "]"
				}
			}
			rows = append(rows, row)
		}
		if got := strings.Join(rows, " | "); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
