package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{4, 1}, 2.5}, {[]float64{9, 1, 2}, 2}, {[]float64{8, 1, 4, 2}, 3}} {
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.values, got, c.want)
		}
	}
}

// costs are runs that took so many seconds, and as many bytes.
func costs(seconds ...int) []cost {
	var list []cost
	for _, s := range seconds {
		list = append(list, cost{Wall: time.Duration(s) * time.Second, CPU: time.Second, Memory: int64(s)})
	}
	return list
}

// TestRatioIsPairByPair has a slow round, in which both tools took ten times as long: the ratio of the medians, 0.2,
// would be wrong.
func TestRatioIsPairByPair(t *testing.T) {
	if got := ratio(costs(1, 20, 2), costs(2, 40, 10), wall); got != 0.5 {
		t.Errorf("got %v, want 0.5", got)
	}
	if got := ratio(costs(1), costs(0), memory); got != 0 {
		t.Errorf("of what was not measured: got %v, want 0", got)
	}
}

func TestNumbersAsPrinted(t *testing.T) {
	for got, want := range map[string]string{
		seconds(810 * time.Microsecond): "0.81 ms", seconds(24300 * time.Microsecond): "24.3 ms", seconds(1240 * time.Millisecond): "1.24 s",
		seconds(251 * time.Second): "251 s", megabytes(1.25e6): "1.2 MB", megabytes(2.0e9): "2000 MB", thousands(999): "999", thousands(50_007): "50,007",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// sampleRaces are two races of two tools.
func sampleRaces() []*race {
	var races []*race
	for i, pages := range []int{10, 1000} {
		r := &race{title: thousands(pages) + " pages", pages: pages, steps: []step{empty}}
		for j, t := range tools[:2] {
			r.entrants = append(r.entrants, &entrant{tool: t, costs: [][]cost{costs(1+i+j, 2+i+j)}, made: output{pages, 25 * pages, 1e6}})
		}
		races = append(races, r)
	}
	return races
}

func TestTables(t *testing.T) {
	var out strings.Builder
	writeRace(&out, sampleRaces()[1])
	out.WriteString(summaries(sampleRaces()))
	for _, want := range []string{
		"| output folder empty | explainer | 2.50 s | 1.00 s | 0.0 MB | – | – | – |",
		"| output folder empty | Hugo | 3.50 s | 1.00 s | 0.0 MB | 0.71 | 1.00 | 0.71 |",
		"| Hugo | 1,000 | 1.0 MB | 25,000 |",
		"| 10 | 1.50 s, 0.0 MB | 2.50 s, 0.0 MB (0.58, 0.58) | 150 ms |",
	} {
		if !strings.Contains(out.String(), want+"\n") {
			t.Errorf("no line is %q in\n%s", want, out.String())
		}
	}
}

// TestChart reads the chart as XML: a line a tool in either panel, higher where more was measured.
func TestChart(t *testing.T) {
	var out bytes.Buffer
	if err := drawGrowth(&out, sampleRaces()); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for d := xml.NewDecoder(&out); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "polyline" {
			lines++
		}
	}
	if lines != 4 {
		t.Errorf("%d lines, want 4", lines)
	}
	p := newPanel(0, "", sampleRaces(), wall, func(float64) string { return "" })
	if points := p.Lines[1].Points; points[0].X != 0 || points[1].X != panelWidth || points[0].Y <= points[1].Y {
		t.Errorf("the points of explainer are %v", points)
	}
}

func TestBetween(t *testing.T) {
	got, err := between([]byte("a\n"+resultsBegin+"old\n"+resultsEnd+"z\n"), "new")
	if want := "a\n" + resultsBegin + "\nnew\n" + resultsEnd + "z\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := between([]byte("a\n"), "new"); err == nil {
		t.Error("a page without the lines is written over")
	}
}

func TestChoose(t *testing.T) {
	chosen, err := choose([]string{"floor", "hugo"})
	if err != nil || len(chosen) != 3 || chosen[0].name != "explainer" || chosen[1].name != "Hugo" || chosen[2].name != "floor" {
		t.Errorf("got %v, %v", chosen, err)
	}
	if _, err := choose([]string{"jekyll"}); err == nil {
		t.Error("a tool that nobody knows is raced")
	}
}
