package ledger

import (
	"bytes"

	"explainer/internal/diag"
)

// mark is the first mark of a conflict, the zero Span where there is none.
func mark(data []byte) diag.Span {
	at := 0
	if !bytes.HasPrefix(data, ours) {
		if at = bytes.Index(data, append([]byte("\n"), ours...)) + 1; at == 0 {
			return diag.Span{}
		}
	}
	line, _, _ := bytes.Cut(data[at:], []byte("\n"))
	return diag.Span{File: File, Start: at, End: at + len(line)}
}

// The marks that version control writes around the two sides, and around the older version between them.
var (
	ours   = []byte("<<<<<<< ")
	older  = []byte("||||||| ")
	middle = []byte("=======")
	theirs = []byte(">>>>>>> ")
)

// sides joins what a merge left: the lines of both sides, less the older version that some tools show between
// them. Of two lines of one item the later recorded stays. What is left out becomes spaces, so that every
// place stays true.
func sides(data []byte) []byte {
	joined := bytes.Clone(data)
	section, between := "", false
	seen := map[string][]byte{}
	for at := 0; at < len(joined); {
		end := len(joined)
		if i := bytes.IndexByte(joined[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := joined[at:end]
		drop := between
		switch {
		case bytes.HasPrefix(line, ours):
			drop = true
		case bytes.HasPrefix(line, older):
			drop, between = true, true
		case bytes.Equal(bytes.TrimRight(line, "\r"), middle), bytes.HasPrefix(line, theirs):
			drop, between = true, false
		case between:
		default:
			key := keyOf(line)
			if key != "" && key[0] != ' ' {
				section = key
			}
			switch first := seen[section+key]; {
			case key == "":
			case first == nil:
				seen[section+key] = line
			case since(line) > since(first):
				blank(first)
				seen[section+key] = line
			default:
				drop = true
			}
		}
		if drop {
			blank(line)
		}
		at = end + 1
	}
	return joined
}

// keyOf is what stands before the colon of a line, its indent included, and the whole of a change, since two
// sides may hold the same; "" where a line may stand twice.
func keyOf(line []byte) string {
	if bytes.HasPrefix(line, []byte("  - {")) {
		return string(line)
	}
	if bytes.HasPrefix(line, []byte("    -")) {
		return ""
	}
	key, _, _ := bytes.Cut(line, []byte(":"))
	return string(bytes.TrimRight(key, "\r"))
}

// since is the day that a line of an item holds, "" for any other line.
func since(line []byte) string {
	_, item, _ := bytes.Cut(line, []byte(`: "`))
	if fields := bytes.Fields(item); len(fields) > 1 && isHash(string(fields[0])) {
		return string(bytes.TrimRight(fields[1], `"`))
	}
	return ""
}

func blank(line []byte) { copy(line, bytes.Repeat([]byte(" "), len(line))) }
