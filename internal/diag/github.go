package diag

import (
	"io"
	"strconv"
	"strings"
)

// GitHub writes a workflow command a finding, which the pages of a pull request show beside the line.
// Nothing that an author wrote can end a command or begin another: what hides is escaped as on a terminal,
// and the signs that commands are made of as GitHub's own toolkit does.
func (e Exporter) GitHub(w io.Writer, findings []Finding) error {
	p := places{read: e.Read}
	for _, f := range findings {
		text := Clean(f.Message)
		if f.Hint != "" {
			text += "\nhint: " + Clean(f.Hint)
		}
		if c := f.Choice; c.Set() {
			text += "\nlevel: " + c.said(f.Level, p.of(c.At).line)
		}
		command := "::" + f.Level.String() + " " + strings.Join(e.properties(f, p.of(f.Span)), ",") + "::" + commandText.Replace(text) + "\n"
		if _, err := io.WriteString(w, command); err != nil {
			return err
		}
	}
	return nil
}

// properties are what stands between the name of a command and its text. GitHub takes columns only of a
// place within one line.
func (e Exporter) properties(f Finding, r region) []string {
	var all []string
	add := func(key, val string) { all = append(all, key+"="+commandProperty.Replace(val)) }
	if f.Span.File != "" {
		add("file", Clean(e.Prefix+f.Span.File))
		add("line", strconv.Itoa(r.line))
		switch {
		case r.endLine > r.line:
			add("endLine", strconv.Itoa(r.endLine))
		case r.endColumn > r.column:
			add("col", strconv.Itoa(r.column))
			add("endColumn", strconv.Itoa(r.endColumn))
		default:
			add("col", strconv.Itoa(r.column))
		}
	}
	add("title", Clean(f.Code))
	return all
}

// The escapes of workflow commands; a Replacer goes over a text once, so that the order does not matter.
var (
	commandText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
