package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
)

//go:embed chart.svg
var chartText string

var chart = template.Must(template.New("chart").Parse(chartText))

// panel is one of the chart's two drawings: a figure of the full build by the number of pages, both on logarithmic
// scales. Places are in the units of the SVG.
type panel struct {
	X      float64
	Title  string
	Across []tick
	Up     []tick
	Lines  []line
}

// tick is a grid line and its words.
type tick struct {
	At   float64
	Text string
}

// line is what was measured of one tool.
type line struct {
	Class, Name string
	Points      []point
	Early       bool // it ends before others do: its name stands above it
}

type point struct{ X, Y float64 }

// End is where a line's name stands.
func (l line) End() point { return l.Points[len(l.Points)-1] }

// The drawing of a panel, without its words.
const (
	panelWidth  = 250.0
	panelHeight = 240.0
)

// drawn are the tools that the chart shows, and their classes.
var drawn = []struct{ name, class string }{
	{"Eleventy", "eleventy"}, {"Hugo", "hugo"}, {"explainer", "ours"}, {"floor + bytes", "floor"},
}

// drawGrowth draws time and memory of the full build over the sizes, of which the last race has the largest.
func drawGrowth(w io.Writer, races []*race) error {
	var sized []*race
	for _, r := range races {
		if r.title != homeTitle {
			sized = append(sized, r)
		}
	}
	return chart.Execute(w, []panel{
		newPanel(70, "Time of a full build", sized, wall, func(v float64) string { return round(v/1e9) + " s" }),
		newPanel(470, "Peak memory", sized, memory, func(v float64) string { return round(v/1e6) + " MB" }),
	})
}

func round(v float64) string { return fmt.Sprintf("%g", v) }

func newPanel(x float64, title string, races []*race, p part, words func(float64) string) panel {
	across, up := scale{size: panelWidth}, scale{size: panelHeight}
	for _, r := range races {
		across.take(float64(r.pages))
		for _, d := range drawn {
			if e := r.find(d.name); e != nil {
				up.take(medianOf(e.costs[0], p))
			}
		}
	}
	drawing := panel{X: x, Title: title}
	for v := range across.decades() {
		drawing.Across = append(drawing.Across, tick{across.at(v), thousands(int(v))})
	}
	for v := range up.decades() {
		drawing.Up = append(drawing.Up, tick{panelHeight - up.at(v), words(v)})
	}
	for _, d := range drawn {
		l := line{Class: d.class, Name: d.name, Early: races[len(races)-1].find(d.name) == nil}
		for _, r := range races {
			if e := r.find(d.name); e != nil {
				l.Points = append(l.Points, point{across.at(float64(r.pages)), panelHeight - up.at(medianOf(e.costs[0], p))})
			}
		}
		if len(l.Points) > 0 {
			drawing.Lines = append(drawing.Lines, l)
		}
	}
	return drawing
}

// scale is logarithmic, from one power of ten to another.
type scale struct {
	size     float64
	low, top float64 // exponents
	any      bool
}

// take widens the scale to hold a value above zero.
func (s *scale) take(v float64) {
	low, top := math.Floor(math.Log10(v)), math.Ceil(math.Log10(v))
	if !s.any {
		s.low, s.top, s.any = low, top, true
	}
	s.low, s.top = min(s.low, low), max(s.top, top)
}

// at is a value's distance from the scale's low end.
func (s *scale) at(v float64) float64 {
	if s.top == s.low {
		return 0
	}
	return math.Round((math.Log10(v)-s.low)/(s.top-s.low)*s.size*10) / 10
}

// decades are the powers of ten on the scale.
func (s *scale) decades() func(yield func(float64) bool) {
	return func(yield func(float64) bool) {
		for e := s.low; e <= s.top && yield(math.Pow(10, e)); e++ {
		}
	}
}
