package ledger

import (
	"bytes"

	"explainer/internal/diag"
)

// sides joins what a merge left in conflict: the lines of both sides, less the older version that some
// tools show between them. Of two lines of one item the later recorded stays. What is left out becomes
// spaces, so that every place stays true. Marker is the first sign of a conflict, the zero Span where there
// is none: then data is returned as it is.
func sides(data []byte) (joined []byte, marker diag.Span) {
	if !bytes.HasPrefix(data, []byte("<<<<<<< ")) && !bytes.Contains(data, []byte("\n<<<<<<< ")) {
		return data, diag.Span{}
	}
	joined = bytes.Clone(data)
	section, older := "", false
	seen := map[string][]byte{}
	for at := 0; at < len(joined); {
		end := len(joined)
		if i := bytes.IndexByte(joined[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := joined[at:end]
		drop := older
		switch {
		case bytes.HasPrefix(line, []byte("<<<<<<< ")):
			if drop = true; marker.File == "" {
				marker = diag.Span{File: File, Start: at, End: end}
			}
		case bytes.HasPrefix(line, []byte("||||||| ")):
			drop, older = true, true
		case bytes.Equal(bytes.TrimRight(line, "\r"), []byte("=======")), bytes.HasPrefix(line, []byte(">>>>>>> ")):
			drop, older = true, false
		case older:
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
	return joined, marker
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
