package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// writeRace prints what was measured in a race: every step, then what the first of them made.
func writeRace(w io.Writer, r *race) {
	fmt.Fprintf(w, "\n### %s\n\n", r.title)
	fmt.Fprintf(w, "Medians; rounds: %d. The last three columns say what explainer took of what the tool took, pair by pair.\n\n", len(r.ours().costs[0]))
	fmt.Fprintln(w, "| build | tool | wall | user + sys | peak memory | of its wall | of its user + sys | of its memory |")
	fmt.Fprintln(w, "|---|---|--:|--:|--:|--:|--:|--:|")
	for i, s := range r.steps {
		for _, e := range r.entrants {
			costs := e.costs[i]
			fmt.Fprintf(w, "| %s | %s | %s | %s | %s |", s.name, e.tool.name,
				seconds(medianTime(costs, wall)), seconds(medianTime(costs, cpu)), megabytes(medianOf(costs, memory)))
			for _, p := range []part{wall, cpu, memory} {
				fmt.Fprintf(w, " %s |", against(r.ours(), e, i, p))
			}
			fmt.Fprintln(w)
		}
	}
	fmt.Fprintln(w, "\n| tool | pages | bytes | mentions |\n|---|--:|--:|--:|")
	for _, e := range r.entrants {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", e.tool.name, thousands(e.made.pages), megabytes(float64(e.made.bytes)), thousands(e.made.mentions))
	}
}

// against is the ratio of ours to another entrant, or a dash where both are one.
func against(ours, other *entrant, step int, p part) string {
	if ours == other {
		return "–"
	}
	return fmt.Sprintf("%.2f", ratio(ours.costs[step], other.costs[step], p))
}

// summaries prints a line a size: wall time and peak memory of every tool's full build, and in brackets what explainer
// took of them.
func summaries(races []*race) string {
	var b strings.Builder
	names := toolNames()
	names = slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(races, func(r *race) bool { return r.find(name) != nil })
	})
	fmt.Fprintf(&b, "| pages | %s | explainer, a page |\n|--:|%s\n", strings.Join(names, " | "), strings.Repeat("--:|", len(names)+1))
	for _, r := range races {
		fmt.Fprintf(&b, "| %s |", strings.TrimSuffix(r.title, " pages"))
		for _, name := range names {
			fmt.Fprintf(&b, " %s |", summary(r, r.find(name)))
		}
		fmt.Fprintf(&b, " %s |\n", seconds(medianTime(r.ours().costs[0], wall)/time.Duration(r.pages)))
	}
	return b.String()
}

func summary(r *race, e *entrant) string {
	if e == nil {
		return "–"
	}
	costs := e.costs[0]
	text := fmt.Sprintf("%s, %s", seconds(medianTime(costs, wall)), megabytes(medianOf(costs, memory)))
	if e != r.ours() {
		text += fmt.Sprintf(" (%s, %s)", against(r.ours(), e, 0, wall), against(r.ours(), e, 0, memory))
	}
	return text
}

// seconds prints a time with three digits: 0.81 ms, 24.3 ms, 1.24 s, 61.2 s.
func seconds(d time.Duration) string {
	value, unit := float64(d)/1e6, "ms"
	if d >= time.Second {
		value, unit = d.Seconds(), "s"
	}
	switch {
	case value < 10:
		return fmt.Sprintf("%.2f %s", value, unit)
	case value < 100:
		return fmt.Sprintf("%.1f %s", value, unit)
	}
	return fmt.Sprintf("%.0f %s", value, unit)
}

// megabytes prints bytes in millions.
func megabytes(bytes float64) string {
	if bytes < 10e6 {
		return fmt.Sprintf("%.1f MB", bytes/1e6)
	}
	return fmt.Sprintf("%.0f MB", bytes/1e6)
}

// thousands prints 10000 as 10,000.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
