package build

// maxEdits is how many lines or words may differ before two texts count as having nothing in common.
const maxEdits = 2000

// A match is an item of one list that is an item of another.
type match struct{ a, b int }

// matches pairs the items that two lists share, in order, as many as there are: Myers' greedy search for the
// shortest way from one list to the other (An O(ND) Difference Algorithm, 1986).
func matches(a, b []string) []match {
	var out []match
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		out = append(out, match{from, from})
		from++
	}
	behind := 0
	for behind < min(len(a), len(b))-from && a[len(a)-1-behind] == b[len(b)-1-behind] {
		behind++
	}
	for _, m := range middle(a[from:len(a)-behind], b[from:len(b)-behind]) {
		out = append(out, match{m.a + from, m.b + from})
	}
	for i := behind; i > 0; i-- {
		out = append(out, match{len(a) - i, len(b) - i})
	}
	return out
}

// middle matches what lies between the equal ends. Reach of each diagonal k = x - y is kept round by round,
// so that the way can be walked back.
func middle(a, b []string) []match {
	n, m := len(a), len(b)
	if n == 0 || m == 0 {
		return nil
	}
	most := min(n+m, maxEdits)
	reach := make([]int, 2*most+3)
	at := func(k int) int { return k + most + 1 }
	var rounds [][]int
	for d := 0; d <= most; d++ {
		rounds = append(rounds, append([]int(nil), reach[at(-d-1):at(d+1)+1]...))
		for k := -d; k <= d; k += 2 {
			x := reach[at(k-1)] + 1
			if k == -d || k != d && reach[at(k-1)] < reach[at(k+1)] {
				x = reach[at(k+1)]
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			reach[at(k)] = x
			if x >= n && x-k >= m {
				return back(rounds, n, m)
			}
		}
	}
	return nil
}

// back walks from the end of both lists to their beginning.
func back(rounds [][]int, x, y int) []match {
	var out []match
	for d := len(rounds) - 1; d >= 0; d-- {
		reach := func(k int) int { return rounds[d][k+d+1] }
		k := x - y
		before := k - 1
		if k == -d || k != d && reach(k-1) < reach(k+1) {
			before = k + 1
		}
		px := reach(before)
		py := px - before
		for x > max(px, 0) && y > max(py, 0) {
			x, y = x-1, y-1
			out = append(out, match{x, y})
		}
		x, y = px, py
	}
	for i, k := 0, len(out)-1; i < k; i, k = i+1, k-1 {
		out[i], out[k] = out[k], out[i]
	}
	return out
}
