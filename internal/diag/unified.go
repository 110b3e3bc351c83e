package diag

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// context is how many unchanged lines a difference shows on either side.
const context = 3

// WriteDiff shows what edits change in a file, as a unified difference for people: what a terminal would obey
// is escaped, so it is not for programs that patch.
func WriteDiff(w io.Writer, file string, src []byte, edits []Fix, colour bool) error {
	blocks, err := changed(src, edits)
	if err != nil || len(blocks) == 0 {
		return err
	}
	d := differ{old: splitLines(src), p: Printer{Colour: colour}}
	d.line("1", "--- "+Clean(file))
	d.line("1", "+++ "+Clean(file))
	for from := 0; from < len(blocks); {
		to := from + 1
		for to < len(blocks) && blocks[to].from-blocks[to-1].to <= 2*context {
			to++
		}
		d.hunk(blocks[from:to])
		from = to
	}
	_, err = io.WriteString(w, d.b.String())
	return err
}

// block is lines that other lines take the place of: those of the file from one (from 0) to another.
type block struct {
	from, to int
	is       []string
}

// changed is the blocks that edits change, in order.
func changed(src []byte, edits []Fix) ([]block, error) {
	if whole, err := Apply(src, edits); err != nil || bytes.Equal(whole, src) {
		return nil, err
	}
	old := splitLines(src)
	starts := make([]int, 1, len(old)+1)
	for _, l := range old {
		starts = append(starts, starts[len(starts)-1]+len(l))
	}
	line := func(offset int) int { return min(bytes.Count(src[:offset], []byte{'\n'}), max(0, len(old)-1)) }
	var blocks []block
	for rest := slices.SortedStableFunc(slices.Values(edits), byPlace); len(rest) > 0; {
		from, to, n := line(rest[0].At.Start), line(rest[0].At.End)+1, 1
		for n < len(rest) && line(rest[n].At.Start) < to {
			to = line(rest[n].At.End) + 1
			n++
		}
		to = min(to, len(old)) // of an empty file
		part := slices.Clone(rest[:n])
		for i := range part {
			part[i].At.Start -= starts[from]
			part[i].At.End -= starts[from]
		}
		is, err := Apply(src[starts[from]:starts[to]], part)
		if err != nil {
			return nil, err
		}
		if b := trimmed(old, block{from, to, splitLines(is)}); b.from < b.to || len(b.is) > 0 {
			blocks = append(blocks, b)
		}
		rest = rest[n:]
	}
	return blocks, nil
}

// trimmed is a block without the lines at its ends that stay as they are.
func trimmed(old []string, b block) block {
	for b.from < b.to && len(b.is) > 0 && old[b.from] == b.is[0] {
		b.from, b.is = b.from+1, b.is[1:]
	}
	for b.from < b.to && len(b.is) > 0 && old[b.to-1] == b.is[len(b.is)-1] {
		b.to, b.is = b.to-1, b.is[:len(b.is)-1]
	}
	return b
}

// splitLines is the lines of a text, each with its end.
func splitLines(src []byte) []string {
	var all []string
	for l := range strings.Lines(string(src)) {
		all = append(all, l)
	}
	return all
}

// differ writes hunks.
type differ struct {
	b     strings.Builder
	p     Printer
	old   []string
	moved int // how far the lines behind the last hunk have moved
}

func (d *differ) line(code, text string) { d.b.WriteString(d.p.paint(code, text) + "\n") }

func (d *differ) hunk(blocks []block) {
	from := max(0, blocks[0].from-context)
	to := min(len(d.old), blocks[len(blocks)-1].to+context)
	grown := 0
	for _, b := range blocks {
		grown += len(b.is) - (b.to - b.from)
	}
	d.line("36", fmt.Sprintf("@@ -%s +%s @@", extent(from, to-from), extent(from+d.moved, to-from+grown)))
	d.moved += grown
	at := from
	for _, b := range blocks {
		d.text("", " ", d.old[at:b.from])
		d.text("31", "-", d.old[b.from:b.to])
		d.text("32", "+", b.is)
		at = b.to
	}
	d.text("", " ", d.old[at:to])
}

// extent is where lines begin, from 1, and how many they are; no lines stand behind the one before them.
func extent(from, n int) string {
	if n > 0 {
		from++
	}
	return fmt.Sprintf("%d,%d", from, n)
}

func (d *differ) text(code, sign string, lines []string) {
	for _, l := range lines {
		text, whole := strings.CutSuffix(l, "\n")
		text = sign + Clean(strings.TrimSuffix(text, "\r"))
		if code != "" {
			text = d.p.paint(code, text)
		}
		d.b.WriteString(text + "\n")
		if !whole {
			d.b.WriteString("\\ No newline at end of file\n")
		}
	}
}
