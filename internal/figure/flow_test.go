package figure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"explainer/internal/view"
)

var (
	one     = Side{ID: "one", Name: "One & Co", Hue: "a"}
	other   = Side{ID: "other", Name: "Another", Hue: "b"}
	third   = Side{ID: "third", Name: "The International Consortium"}
	outside = Side{}
)

// passing is a flow between one and other; each arrow holds where its text of stages has an x: "-x".
func passing(stages int, arrows ...Arrow) Input {
	in := Input{
		Frame: view.Frame{ID: "drawing", Title: "A finding", Plain: "A finding", Alt: "In words."},
		Sides: []Side{one, other}, Arrows: arrows, Latest: true,
	}
	for i := range stages {
		in.Panels = append(in.Panels, fmt.Sprintf("Stage %c", 'A'+i))
	}
	return in
}

func arrow(from, to Side, text, holds string) Arrow {
	a := Arrow{From: from, To: to, Text: text, Markup: view.Markup("<b>" + text + "</b>")}
	for _, c := range holds {
		a.Holds = append(a.Holds, c == 'x')
	}
	return a
}

func on(a Arrow) Arrow { a.Continues = true; return a }

var flowCases = []struct {
	name   string
	stages int
	arrows []Arrow
}{
	{"summary", 2, []Arrow{
		arrow(other, one, "Licence, exclusive", "x-"), on(arrow(other, one, "Licence, not exclusive", "-x")),
		arrow(one, other, "Share of revenue", "x-"),
		arrow(other, one, "Share of revenue until AGI", "x-"), on(arrow(other, one, "Share of revenue through 2030, capped", "-x")),
		arrow(other, outside, "Other clouds: all products", "xx"),
	}},
	{"one", 1, []Arrow{arrow(one, other, "Money", "x")}},
	{"outside", 2, []Arrow{arrow(one, outside, "Out", "xx"), arrow(outside, one, "In", "x-"), arrow(other, outside, "Out", "-x"), arrow(outside, other, "In", "xx")}},
	{"long", 3, []Arrow{
		arrow(one, other, "A licence to everything that there is and ever will be until AGI is confirmed by a panel", "x--"),
		on(arrow(one, other, "Short", "-x-")), arrow(other, one, "Late", "--x"), arrow(other, one, "Again", "x-x"),
	}},
}

func TestFlow(t *testing.T) {
	for _, c := range flowCases {
		t.Run(c.name, func(t *testing.T) {
			v := draw(t, "flow", passing(c.stages, c.arrows...)).(view.Flow)
			golden(t, "flow-"+c.name, v)
			checkFlow(t, v)
		})
	}
}

// shownAt is a panel in one line: texts, with the way of each line.
func shownAt(p view.FlowPanel) string {
	var rows []string
	for _, a := range p.Arrows {
		way := "→"
		if a.Left {
			way = "←"
		}
		if a.RingX != "" {
			way += "o"
		}
		if a.CrossX != "" {
			way += "✕"
		}
		rows = append(rows, strings.TrimSpace(a.Text+" "+a.Text2)+" "+way)
	}
	return strings.Join(rows, "; ")
}

func TestFlowStages(t *testing.T) {
	v := draw(t, "flow", passing(3,
		arrow(one, other, "Paid", "x--"), arrow(other, one, "Lent", "x--"), on(arrow(other, one, "Sold", "-x-")), arrow(other, outside, "Out", "--x"), arrow(outside, one, "In", "x-x"),
	)).(view.Flow)
	for i, want := range []string{
		"Paid →; Lent ←; In ←o",
		"Paid: ended →✕; Sold ←; In: ended ←o✕",
		"Paid: ended →✕; Sold: ended ←✕; Out →o; In ←o",
	} {
		if got := shownAt(v.Panels[i]); got != want {
			t.Errorf("panel %d: %s, want %s", i, got, want)
		}
		if v.Panels[i].Now != (i == 2) {
			t.Errorf("panel %d in force: %v", i, v.Panels[i].Now)
		}
	}
	if got, want := v.Panels[1].Words, "From One & Co to Another, ended: Paid. From Another to One & Co: Sold. From outside to One & Co, ended: In."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if c := v.Rows[1].Cells; len(v.Rows) != 4 || c[0].Text != "<b>Lent</b>" || c[1].Text != "<b>Sold</b>" || !c[2].Ended || c[2].Text != "" {
		t.Errorf("%+v", v.Rows)
	}
	// Rows stand at the same height in every panel.
	if a, b := v.Panels[0].Arrows[2], v.Panels[2].Arrows[3]; a.Y != b.Y || v.Panels[0].Height != v.Panels[2].Height {
		t.Errorf("%d and %d", a.Y, b.Y)
	}
	in := passing(2, arrow(one, other, "Paid", "xx"))
	in.Latest = false
	if v := draw(t, "flow", in).(view.Flow); v.Panels[1].Now {
		t.Error("an old stage is said to be in force")
	}
}

func TestFlowProblems(t *testing.T) {
	in := passing(2,
		arrow(one, one, "Itself", "xx"), arrow(outside, outside, "Nobody", "xx"), arrow(one, third, "Third", "xx"), arrow(third, one, "Third", "xx"),
		arrow(one, other, "Never", "--"), arrow(one, other, "Early", "x-"), on(arrow(other, one, "Back", "-x")), on(arrow(other, one, "Twice", "xx")),
	)
	in.Sides = append(in.Sides, third)
	v, problems := flow.Draw(in)
	want := []string{
		`the arrow leads from "one" to itself`, "the arrow names neither of the parties",
		`"third" would be a third party, and a flow has two`, `"third" would be a third party, and a flow has two`,
		"the arrow stands at no stage that the figure shows", "",
		"the arrow carries on one between other parties", "the arrow and the one that it carries on stand at the same stage",
	}
	if v != nil {
		t.Error("drawn all the same")
	}
	for _, p := range problems {
		if p.Code != "figure-flow" || p.Hint == "" || p.Arrow < 1 || want[p.Arrow-1] != p.Message {
			t.Errorf("%+v", p)
		}
		want[p.Arrow-1] = ""
	}
	if left := strings.Join(want, ""); left != "" {
		t.Errorf("not found: %s", left)
	}
	if _, problems := flow.Draw(passing(1, on(arrow(one, other, "First", "x")))); len(problems) != 1 || problems[0].Message != "no arrow stands before this one for it to carry on" {
		t.Errorf("%+v", problems)
	}
	alone := passing(1, arrow(one, outside, "Out", "x"))
	alone.Sides = alone.Sides[:1]
	if _, problems := flow.Draw(alone); len(problems) != 1 || problems[0].Message != "the arrows name one party, and a flow has two" {
		t.Errorf("%+v", problems)
	}
}

// TestFlowProperties draws random flows.
func TestFlowProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pairs := [][2]Side{{one, other}, {other, one}, {one, outside}, {outside, other}}
	for range 500 {
		stages := 1 + r.IntN(4)
		arrows := []Arrow{arrow(one, other, "Sure", strings.Repeat("x", stages))}
		for range r.IntN(8) {
			holds := []byte(strings.Repeat("-", stages))
			for i := range holds {
				holds[i] = "x-"[r.IntN(2)]
			}
			holds[r.IntN(stages)] = 'x'
			p := pairs[r.IntN(len(pairs))]
			arrows = append(arrows, arrow(p[0], p[1], strings.Repeat("word ", r.IntN(20))+"end", string(holds)))
		}
		checkFlow(t, draw(t, "flow", passing(stages, arrows...)).(view.Flow))
		if t.Failed() {
			t.Fatalf("%+v", arrows)
		}
	}
}

// checkFlow sees that everything lies in its panel and nothing upon another, and that each arrow has one end that
// says what it does.
func checkFlow(t *testing.T, v view.Flow) {
	t.Helper()
	for _, p := range v.Panels {
		floor := 13 // where the names stand
		for _, a := range p.Arrows {
			if a.TextY-lineHeight < floor-12 || a.TextY >= a.Y || a.Text2 != "" && (a.Text2Y != a.TextY+lineHeight || a.Text2Y >= a.Y) || a.Y > p.Height {
				t.Errorf("below %d: %+v", floor, a)
			}
			floor = a.Y
			if place(t, a.X1) >= place(t, a.X2) {
				t.Errorf("from %s to %s", a.X1, a.X2)
			}
			ends := 0
			for _, end := range []string{a.HeadX, a.CrossX} {
				if end != "" {
					place(t, end)
					ends++
				}
			}
			if ends > 1 || ends == 0 && a.RingX == "" {
				t.Errorf("ends: %+v", a)
			}
			if len([]rune(a.Text)) > flowLength || len([]rune(a.Text2)) > flowLength {
				t.Errorf("too long: %q, %q", a.Text, a.Text2)
			}
		}
	}
	for _, r := range v.Rows {
		if len(r.Cells) != len(v.Panels) || len(v.Stages) != len(v.Panels) {
			t.Errorf("%d cells for %d stages", len(r.Cells), len(v.Panels))
		}
	}
}
