package decode

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
)

// sheet has every kind of field.
type sheet struct {
	Title Text       `yaml:"title,required" doc:"the name of it all"`
	Open  Bool       `yaml:"open"`
	Names []Text     `yaml:"names"`
	Kind  Text       `yaml:"kind" choices:"report law"`
	Facts Map[entry] `yaml:"facts"`
	Items []entry    `yaml:"items"`
	Rows  []struct {
		A Text `yaml:"a"`
	} `yaml:"rows"`
	Words Map[Text] `yaml:"words"`
	Place Place
	Set   Keys
}

type entry struct {
	Label Text   `yaml:"label,required"`
	Value Text   `yaml:"value"`
	Says  Text   `yaml:"says"`
	At    Text   `yaml:"at"`
	List  []Text `yaml:"list"`
	Place Place
}

// show prints findings as the tests write them: line:column+width code message (hint).
func show(src string, l *diag.List) string {
	var b strings.Builder
	for _, f := range l.Sorted() {
		line, column := diag.Position([]byte(src), f.Span.Start)
		fmt.Fprintf(&b, "%d:%d+%d %s %s", line, column, f.Span.End-f.Span.Start, f.Code, f.Message)
		if f.Hint != "" {
			fmt.Fprintf(&b, " (%s)", f.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const quoteIt = "a text with a colon, comma or # in it, or that begins with a sign, must stand in quotes"

func TestFindings(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing wrong", "title: x\n", ""},
		{"no line end", "title: x", ""},
		{"document marker", "---\ntitle: x\n...\n", ""},
		{"byte order mark", "\ufefftitle: x\n", ""},
		{"CRLF", "title: x\r\nnames:\r\n- a\r\n- b\r\n", ""},
		{"comments", "# one\ntitle: x # two\nkind: law   # three\n", ""},
		{"empty containers", "title: x\nnames:\nfacts: ~\nrows: []\nwords: {}\n", ""},

		{"empty file", "", "1:1+0 yaml-missing nothing is written here\n"},
		{"only a comment", "# hello\n", "1:1+0 yaml-missing nothing is written here\n"},
		{"only a marker", "---\n", "1:1+0 yaml-missing the required key title is missing (the name of it all)\n"},
		{"missing", "open: true\n", "1:1+0 yaml-missing the required key title is missing (the name of it all)\n"},
		{"empty", "title:\n", "1:1+5 yaml-missing the required key title is empty (the name of it all)\n"},
		{"tilde", "title: ~\n", "1:1+5 yaml-missing the required key title is empty (the name of it all)\n"},
		{"blank", "title: '  '\n", "1:1+5 yaml-missing the required key title is empty (the name of it all)\n"},
		{"missing in an entry", "title: x\nfacts:\n  a.b:\n    value: 1\n", "3:3+3 yaml-missing the required key label is missing\n"},
		{"missing in a list", "title: x\nitems:\n  - {value: 1}\n", "3:5+0 yaml-missing the required key label is missing\n"},

		{"key", "title: x\ntitel: y\n", "2:1+5 yaml-key the key \"titel\" is not known here (did you mean title?)\n"},
		{"key unlike any", "title: x\nzzzzzz: y\n", "2:1+6 yaml-key the key \"zzzzzz\" is not known here (known here: title, open, names, kind, facts, items, rows, words)\n"},
		{"key of an entry", "title: x\nfacts:\n  a: {label: y, vaule: 3}\n", "3:17+5 yaml-key the key \"vaule\" is not known here (did you mean value?)\n"},
		{"key after letters beyond ASCII", "title: x\nfacts:\n  a: {label: é, vaule: 3}\n", "3:17+5 yaml-key the key \"vaule\" is not known here (did you mean value?)\n"},
		{"duplicate", "title: x\nopen: true\ntitle: y\n", "3:1+5 yaml-duplicate the key \"title\" stands twice in one place (the first is on line 1; only one of them could count)\n"},
		{"duplicate in a map", "title: x\nwords:\n  a: x\n  \"a\": y\n", "4:3+3 yaml-duplicate the key \"a\" stands twice in one place (the first is on line 3; only one of them could count)\n"},
		{"choice", "title: x\nkind: reprot\n", "2:7+6 choice-unknown \"reprot\" is not one of the words that may stand here (did you mean report?)\n"},
		{"choice unlike any", "title: x\nkind: zzz\n", "2:7+3 choice-unknown \"zzz\" is not one of the words that may stand here (use one of: report, law)\n"},

		{"list for a text", "title: [a]\n", "1:8+1 yaml-kind a text was expected here, not a list (a text that begins with [ or { must stand in quotes)\n"},
		{"mapping for a text", "title:\n  a: b\n", "2:3+1 yaml-kind a text was expected here, not a mapping (an unquoted colon makes a mapping of a text: put the text in quotes)\n"},
		{"colon in an item", "title: x\nnames:\n  - one: two\n", "3:5+1 yaml-kind a text was expected here, not a mapping (an unquoted colon makes a mapping of a text: put the text in quotes)\n"},
		{"text for a list", "title: x\nnames: a\n", "2:8+1 yaml-kind a list was expected here, not a text (write a list as [one, two], or each on a line of its own after a hyphen)\n"},
		{"text for a mapping", "title: x\nfacts: a\n", "2:8+1 yaml-kind a mapping of keys was expected here, not a text (write key: value, each key on a line of its own)\n"},
		{"list for a mapping", "title: x\nfacts:\n- a\n", "3:1+1 yaml-kind a mapping of keys was expected here, not a list (write key: value, each key on a line of its own)\n"},
		{"text for a file", "hello\n", "1:1+5 yaml-kind a mapping of keys was expected here, not a text (write key: value, each key on a line of its own)\n"},
		{"yes for true", "title: x\nopen: yes\n", "2:7+3 yaml-kind true or false was expected here, not \"yes\"\n"},

		{"anchor", "title: &a x\n", "1:8+2 yaml-alias an anchor (&a) is not part of this format (a text that begins with & must stand in quotes)\n"},
		{"alias", "title: &a x\nkind: *a\n", "1:8+2 yaml-alias an anchor (&a) is not part of this format (a text that begins with & must stand in quotes)\n2:7+2 yaml-alias an alias (*a) is not part of this format (a text that begins with * must stand in quotes)\n"},
		{"alias of nothing", "title: *a\n", "1:8+1 yaml-alias an alias (*) is not part of this format (a text that begins with * must stand in quotes)\n"},
		{"tag", "title: !!str 1\n", "1:8+5 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},
		{"binary", "title: !!binary zzz\n", "1:8+8 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},
		{"local tag", "title: !foo 1\n", "1:8+4 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},
		{"lone tag", "title: ! x\n", "1:8+1 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},
		{"tag on a key", "title: x\n!!str kind: law\n", "2:1+5 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},
		{"merge key", "title: x\nfacts:\n  a:\n    label: x\n    <<: {}\n", "5:5+2 yaml-alias a merge key (<<) is not part of this format (write the keys where they are needed)\n"},
		{"explicit key", "? title\n: x\nkind: law\n", "1:1+0 yaml-missing the required key title is missing (the name of it all)\n1:3+5 yaml-alias a key is written without ? before it\n"},
		{"explicit key on a later line", "title: x\n? kind\n: law\n", "2:3+4 yaml-alias a key is written without ? before it\n"},
		{"list as a key", "title: x\n? [a]\n: b\n", "2:3+1 yaml-alias a key must be a text, not a list or a mapping (a text that begins with [ or { must stand in quotes)\n"},
		{"two documents", "title: x\n---\ntitle: y\n", "2:1+3 yaml-alias a second document begins here; a file holds one (delete the line ---, or move what follows to a file of its own)\n"},
		{"directive", "# a\n%YAML 1.1\n---\ntitle: x\n", "2:1+9 yaml-alias a directive (%) is not part of this format (delete the line)\n"},
		{"in what is not read", "title: x\nzzz: {zzz: *a, b: !!int 1}\n", "2:12+1 yaml-alias an alias (*) is not part of this format (a text that begins with * must stand in quotes)\n"},
		{"tag in what is not read", "title: x\ntitel: [!!int 1]\n", "2:1+5 yaml-key the key \"titel\" is not known here (did you mean title?)\n2:9+5 yaml-alias a tag is not part of this format (a text that begins with ! must stand in quotes)\n"},

		{"comma", "title: x\nfacts:\n  a: {label: y, says: 1,000 people}\n", "3:25+10 yaml-cut a comma cut the text before this: \"000 people\" became a key of its own (put the text in quotes: says: \"1…000 people\")\n"},
		{"comma and a space", "title: x\nfacts:\n  a: {label: big, says, at: x}\n", "3:19+4 yaml-cut a comma cut the text before this: \"says\" became a key of its own (put the text in quotes: label: \"big…says\")\n"},
		{"comma in a map", "title: x\nwords: {a: 1,000}\n", "2:14+3 yaml-cut a comma cut the text before this: \"000\" became a key of its own (put the text in quotes: a: \"1…000\")\n"},
		{"no value", "title: x\nfacts:\n  a: {label}\n", "3:3+1 yaml-missing the required key label is missing\n3:7+5 yaml-cut the key \"label\" has no value (write key: value, and put a text that holds a comma in quotes)\n"},
		{"comma in a list", "title: x\nnames: [1,000, b]\n", "2:10+1 yaml-cut an unquoted comma cuts 1,000 in two (put the text in quotes, or a space after the comma)\n"},
		{"list of digits", "title: x\nnames: [1, 000, 2,3]\n", ""},
		{"hash", "title: section #3\n", "1:16+2 yaml-cut an unquoted # cuts this text short (put the text in quotes; a comment has a space after its #)\n"},
		{"hash first", "title: x\nkind: #3\n", "2:7+2 yaml-cut an unquoted # cuts this text short (put the text in quotes; a comment has a space after its #)\n"},
		{"hash in a list", "title: x\nnames:\n  - #3\n", "3:5+2 yaml-cut an unquoted # cuts this text short (put the text in quotes; a comment has a space after its #)\n"},
		{"hash quoted", "title: 'section #3'\n", ""},
		{"hash inside a word", "title: C#\nkind: law\n", ""},
		{"hash below a text", "title:\n  a long\n  text #3\n", "3:8+2 yaml-cut an unquoted # cuts this text short (put the text in quotes; a comment has a space after its #)\n"},
		{"colon", "title: OpenAI: the deal\n", "1:14+1 yaml-cut an unquoted colon cuts this text in two (put the text in quotes)\n"},
		{"colon in a flow mapping", "title: x\nfacts: {a: {label: y: z}}\n", "2:21+1 yaml-cut an unquoted colon cuts this text in two (put the text in quotes)\n"},

		{"tab", "facts:\n\ta: b\n", "2:1+1 yaml-syntax a tab indents this line (indent with spaces: YAML allows no tabs there)\n"},
		{"tab after spaces", "facts:\n  a:\n    label: x\n  \tb: y\n", "4:3+1 yaml-syntax a tab indents this line (indent with spaces: YAML allows no tabs there)\n"},
		{"tab in a block", "title: |\n  a\n  \tb\n", ""},
		{"indentation", "title: x\n  kind: law\n", "2:7+1 yaml-syntax a key cannot stand here (line up the keys of one mapping; a text that holds a colon must stand in quotes)\n"},
		{"indentation back", "facts:\n    a:\n      label: x\n  b:\n", "4:3+1 yaml-syntax a key was expected here (line up the keys of one mapping; " + quoteIt + ")\n"},
		{"open quote", "title: \"x\n", "1:8+1 yaml-syntax the quote that begins here is never closed\n"},
		{"open list", "title: x\nnames: [a\nkind: law\n", "2:8+1 yaml-syntax the list that begins here is not closed, or lacks a comma (" + quoteIt + ")\n"},
		{"open mapping", "title: x\nfacts: {a: {label: x}\n", "2:8+1 yaml-syntax the mapping that begins here is not closed, or lacks a comma (" + quoteIt + ")\n"},
		{"reserved sign", "title: @x\n", "1:8+1 yaml-syntax a text cannot begin with this character (put the text in quotes)\n"},
		{"words after a quote", "title: \"x\" y\n", "1:12+1 yaml-syntax a key was expected here (line up the keys of one mapping; " + quoteIt + ")\n"},
		{"escape", `title: "\q"`, `1:9+1 yaml-syntax there is no such escape (write \\ for a backslash, or use single quotes)` + "\n"},
		{"surrogate", `title: "\ud800"`, `1:11+1 yaml-syntax there is no such escape (write \\ for a backslash, or use single quotes)` + "\n"},
		{"no colon", "title: x\nkind\nopen: true\n", "3:1+1 yaml-syntax a key without a colon stands before this (write key: value; a text over several lines is indented below its key)\n"},
		{"deep", "title: " + strings.Repeat("[", 17), "1:24+1 yaml-syntax this is nested deeper than 16 levels\n"},
		{"deep in a block", strings.Repeat("- ", 17) + "a", "1:33+1 yaml-syntax this is nested deeper than 16 levels\n"},

		{"NUL", "title: a\x00b\n", "1:9+1 text-control this is a NUL (U+0000), which cannot be seen (delete it)\n"},
		{"escape character", "title: a\x1b[31mb\n", "1:9+1 text-control this is an escape character (U+001B), which cannot be seen (delete it)\n"},
		{"bidi", "title: a\u202eb\nkind: zzz\n", "1:9+3 text-control this is a character that changes the direction of text (U+202E), which cannot be seen (delete it)\n2:7+3 choice-unknown \"zzz\" is not one of the words that may stand here (use one of: report, law)\n"},
		{"byte order mark inside", "title: a\ufeffb\n", "1:9+3 text-control this is a byte order mark (U+FEFF), which cannot be seen (delete it)\n"},
		{"zero-width joiner", "title: 👩\u200d💻\n", ""},
		{"carriage return", "title: a\rkind: law\n", "1:9+1 text-control this is a carriage return without a line feed (U+000D), which cannot be seen (delete it)\n"},
		{"line separator", "title: a\u2028b\n", "1:9+3 text-control this is a line separator (U+2028), which cannot be seen (delete it)\n"},
		{"next line", "title: a\u0085b\n", "1:9+2 text-control this is a next-line character (U+0085), which cannot be seen (delete it)\n"},
		{"noncharacter", "title: a\ufffeb\n", "1:9+3 text-control this is a hidden character (U+FFFE), which cannot be seen (delete it)\n"},
		{"escaped control", "title: \"é\\0\\u202e\"\n", "1:10+2 text-control this is a NUL (U+0000), which cannot be seen (delete it)\n1:12+6 text-control this is a character that changes the direction of text (U+202E), which cannot be seen (delete it)\n"},
		{"Latin-1", "title: caf\xe9\n", "1:11+1 text-not-utf8 the byte 0xE9 is not UTF-8 text (save the file as UTF-8)\n"},
		{"UTF-16", "\xff\xfet\x00", "1:1+1 text-not-utf8 the byte 0xFF is not UTF-8 text (it looks like UTF-16: save the file as UTF-8)\n"},
		{"too large", strings.Repeat("#", MaxFile+1), "1:1+0 file-too-large the file is larger than 4 MB (split it)\n"},

		{"all at once", "titel: x\nkind: zzz\nfacts:\n  a: {lable: y}\n  b: {label: y, value: [1]}\n",
			"1:1+5 yaml-key the key \"titel\" is not known here (did you mean title?)\n" +
				"1:1+0 yaml-missing the required key title is missing (the name of it all)\n" +
				"2:7+3 choice-unknown \"zzz\" is not one of the words that may stand here (use one of: report, law)\n" +
				"4:3+1 yaml-missing the required key label is missing\n" +
				"4:7+5 yaml-key the key \"lable\" is not known here (did you mean label?)\n" +
				"5:24+1 yaml-kind a text was expected here, not a list (a text that begins with [ or { must stand in quotes)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			_, ok := YAML[sheet]("f.yaml", []byte(c.in), &l)
			got := show(c.in, &l)
			if len(c.in) > MaxFile {
				got = show("", &l)
			}
			if got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if ok != (l.Len() == 0) {
				t.Errorf("ok is %v with %d findings", ok, l.Len())
			}
		})
	}
}

// TestRawText holds scalars to their own words, whatever YAML takes them for.
func TestRawText(t *testing.T) {
	for _, s := range []string{
		"1.10", "no", "yes", "On", "off", "true", "null", "Null", "2026-04-27", "2026-04-27T10:00:00Z", "0x10", "0o17", "017",
		".inf", "-.INF", ".nan", "190:20:30", "9223372036854775808", "1e400", "+1", "1_000", "0b11", "=", "a#b", "a:b", "https://x.org/?a=b",
		"about 27%", "$852bn", "= a * b", "¶10", "-5% to -2%", "17.6x", "a - b", "#", "x",
	} {
		if s == "#" {
			continue // a comment
		}
		var l diag.List
		v, ok := YAML[sheet]("f.yaml", []byte("title: "+s+"\nnames: ["+s+", "+s+"]\nwords: {a: "+s+"}\n"), &l)
		if !ok || v.Title.S != s || len(v.Names) != 2 || v.Names[1].S != s || v.Words.Entries[0].Value.S != s {
			t.Errorf("%s: got %q, %v, %v", s, v.Title.S, v.Names, show("", &l))
		}
	}
}

func TestShape(t *testing.T) {
	src := "title: x\nopen: true\nfacts:\n  b: {label: l, list: [p, q]}\n  a:\n    label: m\n    says: n\nrows:\n- a: 1\n- a: 2\n"
	var l diag.List
	v, ok := YAML[sheet]("f.yaml", []byte(src), &l)
	if !ok {
		t.Fatal(show(src, &l))
	}
	at := func(s diag.Span) string { return src[s.Start:s.End] }
	for _, c := range []struct{ got, want string }{
		{v.Title.S, "x"}, {fmt.Sprint(v.Open.True(), v.Open.Set(), v.Kind.Set()), "true true false"},
		{v.Facts.Entries[0].Key.S + v.Facts.Entries[1].Key.S, "ba"}, {v.Facts.Entries[0].Value.List[1].S, "q"},
		{v.Rows[1].A.S, "2"}, {at(v.Facts.Entries[0].Value.Place.Span()), "{label: l, list: [p, q]}"},
		{at(v.Facts.Entries[1].Value.Place.Span()), "label: m\n    says: n"}, {at(v.Facts.Entries[1].Key.Span()), "a"},
		{fmt.Sprint(len(v.Set), v.Set[1].S), "4open"}, {fmt.Sprint(Text{}.Span(), Text{}.At(0, 3)), "{ 0 0} { 0 0}"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	v, _ = YAML[sheet]("f.yaml", []byte("\ufeff"+src), &l)
	if s := v.Title.Span(); s.Start != 10 || s.File != "f.yaml" {
		t.Errorf("after a byte order mark: %v", s)
	}
}
