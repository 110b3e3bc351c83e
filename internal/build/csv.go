package build

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"
)

// mark is the byte order mark at the beginning of facts.csv. Hosts send no charset with it, and a spreadsheet
// that is left to guess reads the site's dashes and quotation marks as garbage; programs have facts.json.
const mark = "\ufeff"

// factsCSV is the facts as a table: RFC 4180, in UTF-8.
func (r *run) factsCSV() []byte {
	b := bytes.NewBufferString(mark)
	w := csv.NewWriter(b)
	w.UseCRLF = true
	rows := [][]string{{"id", "label", "value", "number", "low", "high", "unit", "status", "as_of", "sources"}}
	for _, f := range r.index.Sheet.Facts {
		d := r.factDoc(f)
		var sources []string
		for _, c := range d.Claims {
			sources = append(sources, c.Source)
		}
		rows = append(rows, []string{
			d.ID, cell(d.Label), cell(d.Value), d.Number, d.Low, d.High, cell(d.Unit), d.Status, d.AsOf, strings.Join(sources, " "),
		})
	}
	if err := w.WriteAll(rows); err != nil {
		r.fail(err)
	}
	return b.Bytes()
}

// cell makes text safe to open in a spreadsheet, which would run what looks like a formula. Some pass over
// spaces before its first character, and some take its full-width form.
func cell(s string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0"))
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + s
	}
	return s
}
