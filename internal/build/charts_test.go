package build

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"explainer/internal/fact"
	"explainer/internal/site"
	"explainer/internal/value"
)

func (a *auditor) meta(page string) *site.Meta {
	for _, m := range a.Pages {
		if m.Name == page {
			return m
		}
	}
	return &site.Meta{}
}

// factsOf are the facts of a figure, in their order.
func (a *auditor) factsOf(f *fact.Figure) []*fact.Fact {
	var facts []*fact.Fact
	for _, id := range f.Facts {
		facts = append(facts, a.Sheet.Fact(id.S))
	}
	return facts
}

// unitOf is the unit that stands under the title of a chart: that of its largest number.
func (a *auditor) unitOf(f *fact.Figure) string {
	unit, most := "", 0.0
	for _, x := range a.factsOf(f) {
		if n := math.Abs(x.Value.Number().Float()); n >= most {
			unit, most = x.Value.UnitName(), n
		}
	}
	return unit
}

func plainTitle(a *auditor, n *html.Node, _ string) string {
	if f := a.figureOf(n); f != nil {
		return rest(words(n), a.Plain(f.Title))
	}
	return words(n)
}

// datum is a row of the table behind a chart: label, date and value of the fact that it mentions.
func (a *auditor) datum(n *html.Node) string {
	m := find(n, "span.m")
	if m == nil {
		return words(n)
	}
	f := a.Sheet.Fact(mentioned(m))
	if f == nil {
		return words(n)
	}
	return rest(words(n), a.Plain(f.Label), f.AsOf.String(), a.Printed(f))
}

// keyFigure is a value with its label and its date.
func keyFigure(a *auditor, n *html.Node, _ string) string {
	m := find(n, "span.m")
	for d := range n.Descendants() { // that of the value; the label may have one too
		if is(d, "dd.v") {
			m = find(d, "span.m")
		}
	}
	if m == nil {
		return words(n)
	}
	f := a.Sheet.Fact(mentioned(m))
	if f == nil {
		return words(n)
	}
	return rest(words(n), a.Plain(f.Label), a.Printed(f), f.AsOf.String())
}

// barText is a label or a value of a bar chart: those of the fact in whose row it stands.
func barText(a *auditor, n *html.Node, _ string) string {
	f := a.figureOf(n)
	if f == nil {
		return words(n)
	}
	row := 0
	for d := range enclosing(n, "svg").Descendants() {
		if d == n {
			break
		}
		if is(d, "text.bold") {
			row++
		}
	}
	facts := a.factsOf(f)
	if row >= len(facts) {
		return words(n)
	}
	if !is(n, "text.bold") { // a label may stand on two lines, and be cut
		if strings.Contains(bare(a.Plain(facts[row].Label)), strings.TrimSuffix(bare(words(n)), "…")) {
			return ""
		}
		return words(n)
	}
	bareForm, _ := facts[row].Value.Format(value.Bare)
	for _, form := range append(a.forms(facts[row]), bareForm) {
		if bare(form) == bare(words(n)) {
			return ""
		}
	}
	return words(n)
}

// tick holds the numbers of an axis against what is drawn: where a bar of that number would end, the number
// stands; on a scale without bars, where the other numbers and the fact itself put it.
func tick(a *auditor, n *html.Node, text string) string {
	svg, f := enclosing(n, "svg"), a.figureOf(n)
	if f == nil {
		return text
	}
	per, zero := scaleOfBars(svg, a.factsOf(f), a.unitOf(f))
	if f.Kind.S != "bars" {
		per, zero = scaleOfTicks(svg, n)
		own, mark := a.Sheet.Fact(f.Fact.S), find(svg, "svg")
		if own == nil || mark == nil || !near(zero+per*own.Value.Number().Float()/factorOf(own.Value.UnitName()), place(mark, "x")) {
			return text + " on a scale that does not fit"
		}
	}
	if !near(zero+number(text)*per, place(n, "x")) {
		return fmt.Sprintf("%s at %s", text, attribute(n, "x"))
	}
	return ""
}

// near says whether two places are the same, give or take what rounding leaves; nothing is near to no number.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.2 }

// number is what an axis prints.
func number(text string) float64 {
	x, err := strconv.ParseFloat(strings.NewReplacer(",", "", "\u2212", "-", "%", "").Replace(bare(text)), 64)
	if err != nil {
		return math.NaN()
	}
	return x
}

// factorOf is how many of a unit its name counts at once.
func factorOf(unit string) float64 {
	for name, x := range map[string]float64{"Thousands": 1e3, "Millions": 1e6, "Billions": 1e9, "Trillions": 1e12} {
		if strings.HasPrefix(unit, name) {
			return x
		}
	}
	return 1
}

// scaleOfTicks is how much of the width 1 of the unit takes by all numbers of an axis but one, and where 0 is.
func scaleOfTicks(svg, but *html.Node) (per, zero float64) {
	var ticks []*html.Node
	for d := range svg.Descendants() {
		if is(d, "text.q") && d != but {
			ticks = append(ticks, d)
		}
	}
	if len(ticks) < 2 {
		return math.NaN(), 0
	}
	first, last := ticks[0], ticks[len(ticks)-1]
	per = (place(last, "x") - place(first, "x")) / (number(words(last)) - number(words(first)))
	return per, place(first, "x") - per*number(words(first))
}

// scaleOfBars is how much of the width a bar takes for 1 of the unit under the title, and where it begins.
func scaleOfBars(svg *html.Node, facts []*fact.Fact, unit string) (per, zero float64) {
	if axis := find(svg, "line.ax"); axis != nil {
		zero = place(axis, "x1")
	}
	var bars []*html.Node
	for d := range svg.Descendants() {
		if is(d, "rect") && !is(d, "rect.open") { // not the outline of the whole
			bars = append(bars, d)
		}
	}
	if len(bars) == 0 {
		return math.NaN(), 0
	}
	widest := slices.MaxFunc(bars, func(a, b *html.Node) int {
		return int(math.Copysign(1, place(a, "width")-place(b, "width")))
	})
	i := slices.Index(bars, widest)
	if i >= len(facts) {
		return math.NaN(), 0
	}
	return place(widest, "width") / math.Abs(facts[i].Value.Number().Float()/factorOf(unit)), zero
}

// place is a number of an attribute, in per cent.
func place(n *html.Node, name string) float64 {
	x, err := strconv.ParseFloat(strings.TrimSuffix(attribute(n, name), "%"), 64)
	if err != nil {
		return math.NaN()
	}
	return x
}
