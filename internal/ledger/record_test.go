package ledger

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"explainer/internal/diag"
)

func draft(t *testing.T, file []byte, now *State, correct ...string) (*Draft, error) {
	t.Helper()
	var l diag.List
	return NewDraft(Read(file, &l), now, correct)
}

func TestCorrect(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	text := swap(t, swap(t, sample, "value: about 27%", "value: about 28%"), "says: 27.1%", "says: 27.2%")
	text = swap(t, text, "  start: {label: The start, date: 2019-07-22, as_of: 2019, status: reported, claims: [{source: paper}]}\n", "  begin: {label: The start, date: 2019-07-22, as_of: 2019, status: reported, claims: [{source: paper}]}\n")
	now := state(t, text, Loose{Page: "index", Text: "7", Reason: "code"})
	d, err := draft(t, file, now, "share")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, e := range d.Entries {
		kinds[e.ID] = e.Kind
	}
	want := map[string]string{"share": Corrected, "share/filing": Corrected, "worth": Corrected, "begin": Added, "start": Withdrawn, "page:index": Added}
	if fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
	for _, c := range [][2]string{
		{"begin", "begin is new"}, {"start", "start is withdrawn"}, {"price", "price is as it was recorded"}, {"shore", "did you mean share"},
		{"zzzzzzzz", `nothing that changed is called "zzzzzzzz"`}, {"page:index", "page:index is new"}, {"", `is called ""`},
	} {
		if _, err := draft(t, file, now, c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("--correct %s: %v, want %s", c[0], err, c[1])
		}
	}
	if _, err := draft(t, nil, now, "share"); err == nil || !strings.Contains(err.Error(), "nothing was recorded yet") {
		t.Errorf("a correction before the first record: %v", err)
	}
	after := record(t, file, now, "2026-05-03", "We misread it", "share/filing")
	var l diag.List
	ledger := Read(after, &l)
	for id, want := range map[string]bool{"share": true, "share/filing": true, "worth": false, "price": false, "start": false} {
		if _, ok := ledger.Corrected(id); ok != want {
			t.Errorf("%s: corrected is %v", id, ok)
		}
	}
}

// TestShownFor has the ledger's own newest day for a clock.
func TestShownFor(t *testing.T) {
	texts := []string{sample, swap(t, sample, "Note 8.", "Note 9.")}
	for on, want := range map[string]bool{"2026-05-03": true, "2026-07-31": true, "2026-08-01": false, "2027-01-01": false} {
		file := record(t, nil, state(t, texts[0]), "2026-05-02", "")
		file = record(t, file, state(t, texts[1]), "2026-05-03", "We misread it", "share")
		file = record(t, file, state(t, swap(t, texts[1], "In 4 parts", "In 5 parts")), on, "More")
		var l diag.List
		if _, ok := Read(file, &l).Corrected("share"); ok != want {
			t.Errorf("with a change on %s the correction is shown: %v", on, ok)
		}
	}
	var none *Ledger
	if _, ok := none.Corrected("share"); ok || none.Changes() != 0 || !none.Newest().IsZero() || none.Records() != nil || none.Unusable() {
		t.Error("no ledger says something")
	}
}

// TestParts says that what comes and goes with its owner is no change of its own.
func TestParts(t *testing.T) {
	whole := swap(t, sample, ", term: licence", "")
	file := record(t, nil, state(t, whole), "2026-05-02", "")
	more := swap(t, whole, "facts:\n", "facts:\n  new: {label: New, value: 3%, as_of: 2026, status: reported, claims: [{source: paper, at: page 9}]}\n")
	less := whole[:strings.Index(whole, "terms:")] + whole[strings.Index(whole, "events:"):]
	for from, want := range map[string]string{more: "added new", less: "withdrawn licence"} {
		d, err := draft(t, file, state(t, from))
		if err != nil || len(d.Entries) != 1 || d.Entries[0].Kind+" "+d.Entries[0].ID != want {
			t.Errorf("%s: %+v %v", want, d.Entries, err)
		}
	}
}

func TestNothing(t *testing.T) {
	now := state(t, sample)
	d, err := draft(t, record(t, nil, now, "2026-05-02", ""), now)
	if err != nil || !d.Nothing() || d.NeedsNote() {
		t.Errorf("%+v %v", d, err)
	}
}

// TestNames gives every change an anchor of its own.
func TestNames(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "")
	for i, note := range []string{"A", "B", "C"} {
		file = record(t, file, state(t, strings.Replace(sample, "Note 8.", fmt.Sprintf("Note %d.", i), 1)), "2026-05-02", note)
	}
	var names []string
	for _, e := range entries(file) {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "c-2026-05-02 c-2026-05-02-share c-2026-05-02-share--2 c-2026-05-02-share--3" {
		t.Errorf("got %s", got)
	}
}

func TestRecords(t *testing.T) {
	file := record(t, nil, state(t, sample), "2026-05-02", "Note")
	file = record(t, file, state(t, swap(t, sample, "value: about 27%", "value: about 28%")), "2026-05-02", "Note")
	file = record(t, file, state(t, sample), "2026-05-03", "Note")
	var l diag.List
	var got []string
	for _, r := range Read(file, &l).Records() {
		got = append(got, fmt.Sprintf("%s %s %d", r.Date.ISO(), r.Note, len(r.Entries)))
	}
	if s := strings.Join(got, ", "); s != "2026-05-02 Note 1, 2026-05-02 Note 2, 2026-05-03 Note 2" {
		t.Errorf("got %s", s)
	}
}

// TestLong keeps long texts apart, though the ledger holds only how they begin.
func TestLong(t *testing.T) {
	for _, gap := range []string{"", " ", "é", "\u2003", "|"} {
		long := strings.Repeat("w", maxWords-1) + gap + strings.Repeat("x", 300)
		one := swap(t, sample, "In 4 parts", `"`+long+`1"`)
		two := swap(t, sample, "In 4 parts", `"`+long+`2"`)
		file := record(t, nil, state(t, one), "2026-05-02", "")
		clean(t, file, state(t, one))
		if got := found(file, state(t, two)); !strings.Contains(got, `"words" has changed`) {
			t.Errorf("got %q", got)
		}
		if len(clip(plain(long))) > maxWords*utf8.UTFMax+30 {
			t.Error("a long text is not cut")
		}
		clean(t, record(t, file, state(t, two), "2026-05-03", long), state(t, two))
	}
}

// TestTexts takes odd texts through a whole record: notes, values, labels, pages and stretches.
func TestTexts(t *testing.T) {
	for _, odd := range []string{
		"a | b", " | ", "|", `\`, `"`, `\"`, "'", "#", ": ", "- ", "{", "}", "[a, b]", "*a", "&a", "!a", "%a", "@a", "`a`", "~", "null", "no", "1.10", "0x1F", "=", "<<",
		"naïve", "東京 ５", "٣٫٥", "½", "👩‍👩‍👧", "e\u0301", "a\u00a0b", "a\u200bb", "\u202eabc", "\ufeff", "a\u2028b", "\u0085", "\x00", "\x7f", "\ufffe", "\U000e0041", "\xff\xfe", "\ue000", "\U0010fffd", "a\tb\nc\r\nd",
	} {
		loose := []Loose{{Page: odd + "x", Text: odd, Reason: odd}, {Page: "index", Text: odd + " 1", Reason: "code (" + odd + ")"}}
		file := record(t, nil, state(t, sample), "2026-05-02", odd)
		text := sample
		if decoded := `"` + escaper.Replace(plain(odd)) + `"`; plain(odd) != "" {
			text = swap(t, text, "In 4 parts", decoded)
			text = strings.Replace(text, "label: Some words", "label: "+decoded, 1)
		}
		now := state(t, text, loose...)
		after := record(t, file, now, "2026-05-03", odd+".")
		clean(t, after, now)
		if got := entries(after)[1].Note; got != plain(odd+".") {
			t.Errorf("%q is noted as %q", odd, got)
		}
	}
}

// TestHostile reads what no record wrote: a finding, never a panic, never silence.
func TestHostile(t *testing.T) {
	good := string(record(t, nil, state(t, sample, Loose{Page: "index", Text: "1", Reason: "code"}), "2026-05-02", ""))
	replace := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the ledger has no %q", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	for what, c := range map[string]struct{ text, code string }{
		"empty":               {"", "yaml-missing"},
		"another version":     {replace("version: 1", "version: 2"), "ledger-invalid"},
		"no version":          {replace("version: 1\n", ""), "yaml-missing"},
		"no changes":          {good[:strings.Index(good, "\nchanges:")], "yaml-missing"},
		"an empty list":       {good[:strings.Index(good, "\nchanges:")] + "\nchanges: []\n", "yaml-missing"},
		"NUL":                 {replace("Some words", "Some \x00words"), "text-control"},
		"not UTF-8":           {replace("Some words", "Some \xffwords"), "text-not-utf8"},
		"an alias":            {replace("words: \"", "words: &a \""), "yaml-alias"},
		"an unknown key":      {replace("version: 1", "version: 1\ncolour: red"), "yaml-key"},
		"a key twice":         {replace("version: 1", "version: 1\nversion: 1"), "ledger-chain"},
		"another kind":        {replace("kind: added", "kind: forgotten"), "choice-unknown"},
		"no hash":             {replace("hash: ", "hash: x"), "ledger-invalid"},
		"no day":              {replace("2026-05-02 In", "2026-05 In"), "ledger-invalid"},
		"a day that is none":  {replace("date: 2026-05-02", "date: 2026-02-30"), "ledger-invalid"},
		"no label":            {replace(" | Some words", ""), "ledger-invalid"},
		"an id of its own":    {replace("  words: \"", "  Words!: \""), "ledger-invalid"},
		"a claim among facts": {replace("  words: \"", "  words/paper: \""), "ledger-invalid"},
		"two spaces":          {replace("In 4", "In  4"), "ledger-invalid"},
		"an empty page":       {replace("  index:\n    - \"1 (code)\"", "  index: []"), "ledger-invalid"},
		"a list":              {"- a\n", "yaml-kind"},
		"deep":                {replace("Some words\"", "Some words\"\n  deep: "+strings.Repeat("[", 99)), "yaml-"},
		"formerly":            {replace("state:", "formerly: x, state:"), "ledger-invalid"},
		"large":               {good + strings.Repeat("#", MaxFile), "ledger-invalid"},
		"marks alone":         {"<<<<<<< HEAD\n=======\n>>>>>>> x\n", "yaml-missing"},
		"half a conflict":     {replace("facts:", "<<<<<<< HEAD\nfacts:"), "ledger-chain"},
	} {
		got := found([]byte(c.text), state(t, sample))
		if !strings.Contains(got, "["+c.code) {
			t.Errorf("%s: got %q, want %s", what, got, c.code)
		}
	}
	// A history in a circle, with hashes that fit, is chained anew and ends.
	a := Entry{Date: day(t, "2026-05-02"), Kind: Added, Note: "a", after: "aaaaaaaaaaaaaaaa"}
	a.hash = a.sum()
	b := Entry{Date: day(t, "2026-05-02"), Kind: Added, Note: "b", after: a.hash, formerly: "aaaaaaaaaaaaaaaa"}
	b.hash = b.sum()
	again := Entry{Date: day(t, "2026-05-03"), Kind: Added, Note: "b", after: b.hash}
	again.hash = again.sum()
	if got := once([]Entry{a, b, again}); len(got) != 3 {
		t.Errorf("%d changes are left of three", len(got))
	}
}

func TestIDs(t *testing.T) {
	for subject, want := range map[string]int{
		"a": 1, "a.b-c": 1, "2026": 1, "a/b": 2, "a.b/c-d/e": 3, "a/b/c/2": 4, "": 0, "a.": 0, ".a": 0, "a..b": 0, "a/": 0, "/a": 0, "a//b": 0, "A": 0, "a b": 0, "é": 0, "a:b": 0, "-": 0,
	} {
		if got := ids(subject); got != want {
			t.Errorf("%q is made of %d ids, want %d", subject, got, want)
		}
	}
}
