package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"explainer/internal/diag"
)

// history is a ledger of four records, and what the site says after the last.
func history(t testing.TB) (file []byte, now *State) {
	t.Helper()
	loose := []Loose{{Page: "index", Text: "24/7", Reason: "an idiom"}}
	file = record(t, nil, state(t, sample, loose...), "2026-05-02", "")
	text := swap(t, sample, "value: about 27%", "value: about 29%")
	file = record(t, file, state(t, text, loose...), "2026-05-03", "A newer filing")
	text = swap(t, text, "It began at 9.", "It began at 10.")
	loose = append(loose, Loose{Page: "index", Text: "10-K", Reason: "name"})
	file = record(t, file, state(t, text, loose...), "2026-05-03", "We misread the hour", "launch")
	text = swap(t, text, "  start: {label: The start, date: 2019-07-22, as_of: 2019, status: reported, claims: [{source: paper}]}\n", "")
	now = state(t, text, loose...)
	return record(t, file, now, "2026-06-01", "Nobody leans on it"), now
}

func TestHistory(t *testing.T) {
	file, now := history(t)
	clean(t, file, now)
	var got []string
	for _, e := range entries(file) {
		got = append(got, fmt.Sprintf("%s %s %s: %s → %s (%s)", e.Name, e.Kind, e.Label, e.Was, e.Is, e.Note))
	}
	want := []string{
		"c-2026-05-02 added :  → 7 facts, 1 term, 1 event, 1 word, 3 figures and 2 sources (First published)",
		"c-2026-05-03-share updated The share of [3](word:three): about 27% → about 29% (A newer filing)",
		"c-2026-05-03-worth updated The worth: about $230.0bn → about $247.1bn (A newer filing)",
		"c-2026-05-03-launch corrected Event of April 2026: April 2026: It began at 9. → April 2026: It began at 10. (We misread the hour)",
		"c-2026-05-03-page__index updated Page index:  → 10-K (We misread the hour)",
		"c-2026-06-01-start withdrawn The start: 22 July 2019 →  (Nobody leans on it)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var l diag.List
	ledger := Read(file, &l)
	if n := len(ledger.Records()); n != 4 || ledger.Changes() != 5 {
		t.Errorf("%d records, %d changes", n, ledger.Changes())
	}
	if e, ok := ledger.Corrected("launch"); !ok || e.Name != "c-2026-05-03-launch" {
		t.Errorf("launch is corrected: %v %+v", ok, e)
	}
	if _, ok := ledger.Corrected("share"); ok {
		t.Error("an update is taken for a correction")
	}
}

// TestKept says that a record leaves the lines of earlier ones as they are, so that version control shows
// what is new alone.
func TestKept(t *testing.T) {
	first := record(t, nil, state(t, sample), "2026-05-02", "")
	second := record(t, first, state(t, swap(t, sample, "about 27%", "about 29%")), "2026-05-03", "x")
	_, changes, _ := strings.Cut(string(first), "\nchanges:\n")
	if !strings.Contains(string(second), changes) {
		t.Errorf("the first change was rewritten:\n%s", second)
	}
}

// TestTampering edits a ledger as a slip or a forger would.
func TestTampering(t *testing.T) {
	file, now := history(t)
	lines := strings.SplitAfter(string(file), "\n")
	start := slices.Index(lines, "changes:\n") + 1
	changes := len(lines) - 1 - start
	if changes != 6 {
		t.Fatalf("%d changes", changes)
	}
	refused := func(what string, lines []string) {
		t.Helper()
		if got := found([]byte(strings.Join(lines, "")), now); !strings.Contains(got, "[ledger-chain]") && !strings.Contains(got, "[ledger-invalid]") && !strings.Contains(got, "[yaml-") {
			t.Errorf("%s: got %q", what, got)
		}
	}
	without := func(i int) []string { return slices.Delete(slices.Clone(lines), i, i+1) }
	for i := range lines {
		if strings.HasPrefix(lines[i], "#") || strings.TrimSpace(lines[i]) == "" {
			continue
		}
		refused("dropped: "+lines[i], without(i))
		refused("doubled: "+lines[i], slices.Insert(slices.Clone(lines), i, lines[i]))
		for at, c := range []byte(lines[i]) {
			if c >= '0' && c <= '9' {
				edited := slices.Clone(lines)
				edited[i] = lines[i][:at] + string('0'+(c-'0'+1)%10) + lines[i][at+1:]
				refused("a digit of: "+edited[i], edited)
			}
		}
	}
	for i := start; i < start+changes-1; i++ {
		moved := slices.Clone(lines)
		moved[i], moved[i+1] = moved[i+1], moved[i]
		refused(fmt.Sprintf("change %d after the next", i-start), moved)
	}
	for n := 1; n < changes; n++ {
		refused(fmt.Sprintf("the last %d changes cut off", n), lines[:len(lines)-1-n])
		refused(fmt.Sprintf("the first %d changes cut off", n), slices.Delete(slices.Clone(lines), start, start+n))
	}
	for cut := range len(file) - 1 {
		if found(file[:cut], now) == "" {
			t.Errorf("cut after %d bytes it passes", cut)
		}
	}
	for _, c := range [][2]string{
		{"We misread the hour", "We misread it"}, {"kind: corrected", "kind: updated"}, {`was: "about 27%"`, `was: "about 26%"`}, {"The worth", "The value"}, {"id: worth", "id: price"},
	} {
		refused(c[1], []string{strings.Replace(string(file), c[0], c[1], 1)})
	}
}

// TestUnusable says that nothing is recorded in a ledger of which a part is lost.
func TestUnusable(t *testing.T) {
	file, now := history(t)
	lines := strings.SplitAfter(string(file), "\n")
	for what, text := range map[string]string{
		"cut":     strings.Join(lines[:len(lines)-2], ""),
		"edited":  strings.Replace(string(file), "We misread", "They misread", 1),
		"faulty":  strings.Replace(string(file), "changes:", "chances:", 1),
		"nothing": "",
	} {
		var l diag.List
		ledger := Read([]byte(text), &l)
		if _, err := NewDraft(ledger, now, nil); err == nil || !ledger.Unusable() || l.Len() == 0 {
			t.Errorf("%s: %v, %d findings", what, err, l.Len())
		}
	}
}

// branches are two that began at one ledger, and what the site says when both are merged.
func branches(t testing.TB) (base, ours, theirs []byte, merged *State) {
	t.Helper()
	base = record(t, nil, state(t, sample), "2026-05-02", "")
	a := swap(t, sample, "value: about 27%", "value: about 29%")
	ours = record(t, base, state(t, a), "2026-05-05", "Ours")
	b := swap(t, sample, "text: In 4 parts", "text: In 5 parts")
	theirs = record(t, base, state(t, b), "2026-05-04", "Theirs")
	return base, ours, theirs, state(t, swap(t, a, "text: In 4 parts", "text: In 5 parts"))
}

// byHand is a ledger as a hand makes it that keeps the lines of both sides: items of theirs that are not
// those of the base, and the changes of both.
func byHand(base, ours, theirs []byte) []byte {
	old, mine := strings.SplitAfter(string(base), "\n"), strings.SplitAfter(string(ours), "\n")
	for _, line := range strings.SplitAfter(string(theirs), "\n") {
		key, _, _ := strings.Cut(line, ":")
		switch {
		case slices.Contains(mine, line) || slices.Contains(old, line):
		case strings.HasPrefix(line, "  - {"):
			mine = slices.Insert(mine, len(mine)-1, line)
		default:
			for i := range mine {
				if strings.HasPrefix(mine[i], key+":") {
					mine[i] = line
				}
			}
		}
	}
	return []byte(strings.Join(mine, ""))
}

func TestMerge(t *testing.T) {
	base, ours, theirs, now := branches(t)
	file := byHand(base, ours, theirs)
	if got := found(file, now); strings.Count(got, "\n") != 1 || !strings.Contains(got, "does not follow the one before it [ledger-chain]") {
		t.Fatalf("a merge is found as %q in\n%s", got, file)
	}
	var l diag.List
	d, err := NewDraft(Read(file, &l), now, nil)
	if err != nil || !d.Merged || len(d.Entries) != 0 || d.NeedsNote() || d.Nothing() {
		t.Fatalf("%+v %v", d, err)
	}
	after := record(t, file, now, "2026-05-06", "")
	clean(t, after, now)
	if got := notes(after); got != "First published, Theirs, Ours, Ours" {
		t.Errorf("got %s", got)
	}
	if !strings.Contains(string(after), "note: \"Theirs\"") || len(entries(after)) != 4 {
		t.Errorf("got\n%s", after)
	}

	// Ours goes on from where it was, and is merged once more: what both say counts once.
	c := state(t, swap(t, swap(t, sample, "value: about 27%", "value: about 29%"), "Note 8.", "Note 9."))
	further := record(t, ours, c, "2026-05-07", "Further")
	again := byHand(ours, after, further)
	all := state(t, swap(t, swap(t, swap(t, sample, "value: about 27%", "value: about 29%"), "Note 8.", "Note 9."), "In 4 parts", "In 5 parts"))
	after = record(t, again, all, "2026-05-08", "")
	clean(t, after, all)
	if got := notes(after); got != "First published, Theirs, Ours, Ours, Further" {
		t.Errorf("got %s", got)
	}
}

func notes(file []byte) string {
	var n []string
	for _, e := range entries(file) {
		n = append(n, e.Note)
	}
	return strings.Join(n, ", ")
}

// TestMergeUnsettled keeps one side's items only: what the site says otherwise is a change like any other.
func TestMergeUnsettled(t *testing.T) {
	_, ours, theirs, now := branches(t)
	file := string(ours)
	for _, line := range strings.SplitAfter(string(theirs), "\n") {
		if strings.Contains(line, "Theirs") {
			file += line
		}
	}
	var l diag.List
	d, err := NewDraft(Read([]byte(file), &l), now, nil)
	if err != nil || !d.Merged || len(d.Entries) != 1 || !d.NeedsNote() {
		t.Fatalf("%+v %v", d, err)
	}
	clean(t, record(t, []byte(file), now, "2026-05-06", "Settled"), now)
}

// TestMergeLost keeps both sides' items and one side's changes: nothing may go in silence.
func TestMergeLost(t *testing.T) {
	base, ours, theirs, now := branches(t)
	var kept []string
	for _, line := range strings.SplitAfter(string(byHand(base, ours, theirs)), "\n") {
		if !strings.Contains(line, "Theirs") {
			kept = append(kept, line)
		}
	}
	file := []byte(strings.Join(kept, ""))
	var l diag.List
	if got := found(file, now); !strings.Contains(got, "[ledger-chain]") || !Read(file, &l).Unusable() {
		t.Errorf("got %q", got)
	}
}

// TestConflict reads a file with the marks of a merge in it, with and without the older version between.
func TestConflict(t *testing.T) {
	base, ours, theirs, now := branches(t)
	marked, whole := conflict(string(base), string(ours), string(theirs), false), conflict(string(base), string(ours), string(theirs), true)
	var union []string // as a hand leaves it that takes out the marks alone
	for _, line := range strings.SplitAfter(marked, "\n") {
		if !strings.HasPrefix(line, "<<<") && !strings.HasPrefix(line, "===") && !strings.HasPrefix(line, ">>>") {
			union = append(union, line)
		}
	}
	for _, file := range []string{marked, whole, strings.ReplaceAll(whole, "\n", "\r\n"), strings.Join(union, "")} {
		if got := found([]byte(file), now); got == "" || strings.Count(got, "two versions of the ledger stand here") != strings.Count(got, "\n") {
			t.Errorf("got %q in\n%s", got, file)
		}
		after := record(t, []byte(file), now, "2026-05-06", "")
		clean(t, after, now)
		if got := notes(after); got != "First published, Theirs, Ours, Ours" {
			t.Errorf("got %s", got)
		}
	}
}

// conflict marks each line in which two versions differ from their base, as version control does.
func conflict(base, ours, theirs string, older bool) string {
	o, a, b := strings.SplitAfter(base, "\n"), strings.SplitAfter(ours, "\n"), strings.SplitAfter(theirs, "\n")
	var out strings.Builder
	n := len(o) - 1
	for i := range n {
		if a[i] == b[i] {
			out.WriteString(a[i])
			continue
		}
		block(&out, a[i], o[i], b[i], older)
	}
	block(&out, strings.Join(a[n:], ""), "", strings.Join(b[n:], ""), older)
	return out.String()
}

func block(out *strings.Builder, ours, base, theirs string, older bool) {
	out.WriteString("<<<<<<< HEAD\n" + ours)
	if older {
		out.WriteString("||||||| 1234567\n" + base)
	}
	out.WriteString("=======\n" + theirs + ">>>>>>> theirs\n")
}

// TestOnce: what one history says twice stays twice, also where two histories are joined.
func TestOnce(t *testing.T) {
	one, two := sample, swap(t, sample, "Note 8.", "Note 9.")
	file := record(t, nil, state(t, one), "2026-05-02", "")
	for _, text := range []string{two, one, two, one} {
		file = record(t, file, state(t, text), "2026-05-03", "Back and forth")
	}
	if n := len(entries(file)); n != 5 {
		t.Fatalf("%d changes", n)
	}
	ours := record(t, file, state(t, swap(t, one, "In 4", "In 5")), "2026-05-04", "Ours")
	theirs := record(t, file, state(t, swap(t, one, "of 2026", "of 2027")), "2026-05-04", "Theirs")
	now := state(t, swap(t, swap(t, one, "In 4", "In 5"), "of 2026", "of 2027"))
	after := record(t, byHand(file, ours, theirs), now, "2026-05-04", "")
	clean(t, after, now)
	if n := len(entries(after)); n != 7 {
		t.Errorf("%d changes after the merge:\n%s", n, after)
	}
}

func TestClock(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	var l diag.List
	d, err := NewDraft(Read(file, &l), state(t, swap(t, sample, "Note 8.", "Note 9.")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Record(day(t, "2026-05-01"), "x"); err == nil || !strings.Contains(err.Error(), "mend the clock") {
		t.Errorf("a clock that went back: %v", err)
	}
	if _, err := d.Record(day(t, "2026-05"), "x"); err == nil {
		t.Error("a month passes for a day")
	}
	if _, err := d.Record(day(t, "2026-05-02"), " \n"); err == nil || !strings.Contains(err.Error(), "note") {
		t.Errorf("no note: %v", err)
	}
	if _, err := d.Record(day(t, "2026-05-02"), "x"); err != nil {
		t.Errorf("the same day: %v", err)
	}
}

// TestOnceLong joins two copies of a long history that says the same few things again and again.
func TestOnceLong(t *testing.T) {
	const n = 9999
	var one []Entry
	for i := range n {
		one = append(one, Entry{Date: day(t, "2026-05-02"), Kind: Updated, ID: "share", Was: number(i % 3), Is: number((i + 1) % 3), Note: "x"})
	}
	one = chain(one, "")
	if got := once(one); len(got) != n {
		t.Errorf("%d changes are left of %d", len(got), n)
	}
	two := chain(append([]Entry{{Date: day(t, "2026-05-01"), Kind: Added, Note: "y"}}, one...), "")
	if got := once(append(slices.Clone(one), two...)); len(got) != n+1 {
		t.Errorf("%d changes are left of two histories of %d and %d", len(got), n, n+1)
	}
}
