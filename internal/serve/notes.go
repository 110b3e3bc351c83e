package serve

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"explainer/internal/diag"
)

// maxNotes is how many findings a page is told of; their number is always told.
const maxNotes = 1000

// note is a finding as the panel of a page shows it, and as the terminal does.
type note struct {
	Level string `json:"level"`
	Place string `json:"place"` // content/a.md:2:1, or "" for the site as a whole
	Link  string `json:"link"`  // opens the place in the editor; may be ""
	Text  string `json:"text"`  // the rest of the finding, its excerpt and its hint
}

// notes puts what is wrong into words, each file being read once.
func (s *Server) notes(now *shown) []note {
	var notes []note
	if now.err != nil {
		notes = append(notes, note{Level: diag.Error.String(), Text: "cannot build the site: " + diag.Clean(now.err.Error()) + "\n"})
	}
	read := map[string][]byte{}
	p := diag.Printer{Read: func(file string) ([]byte, error) {
		if _, ok := read[file]; !ok && s.o.Read != nil {
			read[file], _ = s.o.Read(file) // a file that cannot be read has no excerpt
		}
		return read[file], nil
	}}
	for _, f := range now.findings[:min(len(now.findings), maxNotes)] {
		var b strings.Builder
		if err := p.Print(&b, []diag.Finding{f}); err != nil {
			continue // a builder takes everything
		}
		n := note{Level: f.Level.String(), Text: b.String()}
		if f.Span.File != "" {
			line, column := diag.Position(read[f.Span.File], f.Span.Start)
			n.Place = fmt.Sprintf("%s:%d:%d", diag.Clean(f.Span.File), line, column)
			n.Text = strings.TrimPrefix(n.Text, n.Place)
			n.Link = s.o.Editor.link(s.o.Root, f.Span.File, line, column)
		}
		notes = append(notes, n)
	}
	return notes
}

// tally is "2 errors, 1 warning", or "" where nothing is wrong.
func (now *shown) tally() string {
	errors, warnings := count(now.findings, diag.Error), count(now.findings, diag.Warning)
	if now.err != nil {
		errors++
	}
	var parts []string
	for _, p := range []struct {
		n    int
		noun string
	}{{errors, "error"}, {warnings, "warning"}} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, p.noun))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// line is what the terminal says of a build: what changed, how long it took, and the worst that is wrong.
func (now *shown) line(took time.Duration, what []string) string {
	var b strings.Builder
	switch {
	case !now.failed:
		fmt.Fprintf(&b, "built %s in %s", plural(len(now.tree), "file"), took.Round(time.Millisecond))
	case now.tree != nil:
		b.WriteString("still showing the last good state")
	default:
		b.WriteString("nothing can be shown yet")
	}
	switch {
	case now.number == 1 || len(what) == 0:
	case len(what) == 1:
		fmt.Fprintf(&b, " (%s)", diag.Clean(what[0]))
	default:
		fmt.Fprintf(&b, " (%s and %d more)", diag.Clean(what[0]), len(what)-1)
	}
	if len(now.notes) == 0 {
		return b.String()
	}
	worst := now.notes[0]
	for _, n := range now.notes {
		if n.Level == diag.Error.String() {
			worst = n
			break
		}
	}
	if worst.Place == "" {
		worst.Text = strings.TrimPrefix(worst.Text, worst.Level+": ")
	}
	first, rest, _ := strings.Cut(worst.Place+worst.Text, "\n")
	b.WriteString(", " + now.tally() + ": " + first)
	if _, hint, ok := strings.Cut(rest, "hint: "); ok && now.tree == nil { // no page says it
		b.WriteString("\n    hint: " + strings.TrimSuffix(hint, "\n"))
	}
	return b.String()
}
