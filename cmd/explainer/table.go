package main

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
)

// section is a table under a title; nothing where it has no rows.
func section(w io.Writer, title string, rows [][]string) error {
	if len(rows) == 0 {
		return nil
	}
	return errors.Join(table(w, "", [][]string{{}, {title}}), table(w, "  ", rows))
}

// filled leaves out rows that say nothing.
func filled(rows [][]string) [][]string {
	var out [][]string
	for _, r := range rows {
		if r[1] != "" {
			out = append(out, r)
		}
	}
	return out
}

// short is a text for a table.
func short(text string) string {
	const most = 56
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "…"
}

// table prints rows in columns, with nothing in them that a terminal would obey. The last cell of a row
// moves no column.
func table(w io.Writer, indent string, rows [][]string) error {
	var widths []int
	for i, row := range rows {
		rows[i] = make([]string, len(row))
		for c, cell := range row {
			rows[i][c] = diag.Clean(cell)
			if c == len(widths) {
				widths = append(widths, 0)
			}
			if c < len(row)-1 {
				widths[c] = max(widths[c], utf8.RuneCountInString(rows[i][c]))
			}
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := indent
		for c, cell := range row {
			line += cell
			if c < len(row)-1 {
				line += strings.Repeat(" ", widths[c]-utf8.RuneCountInString(cell)+2)
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
