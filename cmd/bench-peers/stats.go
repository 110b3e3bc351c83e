package main

import (
	"slices"
	"time"
)

// median is the value in the middle, or halfway between the two there; 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// part is one of the three figures of a cost.
type part func(cost) float64

func wall(c cost) float64   { return float64(c.Wall) }
func cpu(c cost) float64    { return float64(c.CPU) }
func memory(c cost) float64 { return float64(c.Memory) }

// medianOf is the median of a part over the rounds.
func medianOf(costs []cost, p part) float64 {
	var values []float64
	for _, c := range costs {
		values = append(values, p(c))
	}
	return median(values)
}

// ratio is the median of what one tool took of what another took in the same round: what slows the machine for a
// while slows both.
func ratio(ours, theirs []cost, p part) float64 {
	var values []float64
	for i := range min(len(ours), len(theirs)) {
		if b := p(theirs[i]); b > 0 {
			values = append(values, p(ours[i])/b)
		}
	}
	return median(values)
}

func medianTime(costs []cost, p part) time.Duration { return time.Duration(medianOf(costs, p)) }
