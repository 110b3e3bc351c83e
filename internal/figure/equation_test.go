package figure

import (
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

// worked is a derived fact: its inputs are fact.aa, fact.ab …, and its sum names them a, b …
func worked(t testing.TB, sum string, inputs []string, says ...string) Input {
	t.Helper()
	in := facts(t, inputs...)
	byName := map[string]value.Value{}
	var names []string
	for i := range in.Facts {
		name := string(rune('a' + i))
		in.Facts[i].ID, in.Facts[i].Mention.ID = name, name
		byName[name] = in.Facts[i].Value
		names = append(names, name)
	}
	x, perr := value.ParseExpr(sum)
	if perr != nil {
		t.Fatal(perr.Message)
	}
	v, perr := x.Eval(func(id string) (value.Value, bool) { v, ok := byName[id]; return v, ok }, nil)
	if perr != nil {
		t.Fatal(perr.Message)
	}
	d := datum(20, "The total", v)
	d.From, d.Status, d.Hue = names, "computed", "a"
	in.Fact, in.Inputs, in.Facts, in.Sum = &d, in.Facts, nil, x.Operands()
	in.Claims = claims(t, v, says...)
	return in
}

var equationCases = []struct {
	name   string
	sum    string
	inputs []string
	says   []string
	strip  bool
}{
	{"stake", "a * b", []string{"about 27%", "USD 850 bn"}, []string{"nearly USD 228.3 bn"}, true},
	{"nested", "a * (b + c) / 2", []string{"about 27%", "USD 850 bn", "USD 13 bn"}, []string{"USD 300 bn", "doubled"}, true},
	{"sum", "sum(a, b, b)", []string{"USD 1 bn", "USD 2 bn"}, nil, false},
	{"negative", "a - b", []string{"USD 13 bn", "USD 850 bn"}, []string{"-USD 837 bn"}, true},
	{"exact", "a + b", []string{"8%", "9%"}, []string{"17%"}, true},
	{"words", "a / b", []string{"USD 26 bn", "USD 13 bn"}, []string{"doubled"}, false},
	{"span", "a * b", []string{"USD 1 tn", "1"}, []string{"USD 1"}, true},
}

func TestEquation(t *testing.T) {
	for _, c := range equationCases {
		t.Run(c.name, func(t *testing.T) {
			in := worked(t, c.sum, c.inputs, c.says...)
			v := draw(t, "equation", in).(view.Equation)
			golden(t, "equation-"+c.name, v)
			if (v.Strip != nil) != c.strip || (v.Said != nil) != (len(c.says) > 0) {
				t.Errorf("strip %v, table %v", v.Strip != nil, v.Said != nil)
			}
			if v.Strip != nil {
				checkStrip(t, in, *v.Strip)
			}
			if v.Unit != "" {
				t.Errorf("the sum itself is said to be in %q", v.Unit)
			}
			if (v.Interval != "") != in.Fact.Value.Rounded() {
				t.Errorf("the interval of %s is %q", in.Fact.Value, v.Interval)
			}
		})
	}
}

// TestEquationReads sees that the rows of a sum, read one after the other, are the sum.
func TestEquationReads(t *testing.T) {
	v := draw(t, "equation", worked(t, "a * (b + c) / 2", []string{"about 27%", "USD 850 bn", "USD 13 bn"})).(view.Equation)
	var rows []string
	for _, r := range v.Rows {
		s := r.Sign
		for _, p := range r.Parts {
			s += p.Text + string(p.Value.Words)
		}
		rows = append(rows, s)
	}
	if got := strings.Join(rows, " "); got != "about 27% ×($850bn + $13bn) ÷2" {
		t.Error(got)
	}
	if v.Rows[0].Label == "" || len(v.Rows[1].Labels) != 2 || v.Rows[1].Label != "" || v.Total.Parts[0].Value.ID == "" {
		t.Errorf("%+v", v)
	}
}

func TestEquationProblems(t *testing.T) {
	d := datum(0, "A fact", parse(t, "27%"))
	v, problems := equation.Draw(Input{Fact: &d})
	want := `"fact.aa" is not worked out from other facts: there is no sum to show`
	if v != nil || len(problems) != 1 || problems[0].Code != "figure-sum" || problems[0].Message != want || problems[0].Fact != "fact.aa" {
		t.Errorf("%v, %+v", v, problems)
	}
}
