package main

import (
	"fmt"
	"strings"
)

// oursPage is a page as explainer reads it.
func oursPage(p page, i int) (file, text string) {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndescription: %s\nlede: %s\n", p.title, p.description, p.lede)
	if p.nav != "" {
		fmt.Fprintf(&b, "nav: %s\norder: %d\n", p.nav, i)
	}
	fmt.Fprintf(&b, "---\n%s", p.body)
	return "content/" + p.name + ".md", b.String()
}

// oursFacts is the facts file: every fact has two claims, of twenty sources.
func oursFacts(list []fact) string {
	var b strings.Builder
	b.WriteString("sources:\n")
	for i, place := range nouns[:10] {
		fmt.Fprintf(&b, "  %s-notice:\n    title: Notice of the %s\n    publisher: Keepers of the %s\n    published: 2025-01-%02d\n    accessed: 2025-03-01\n    kind: announcement\n    url: https://example.org/%s/notice\n",
			place, place, place, i+1, place)
		fmt.Fprintf(&b, "  %s-report:\n    title: A report on the %s\n    publisher: The Example Gazette\n    author: A. Nobody\n    published: 2025-02-%02d\n    accessed: 2025-03-01\n    kind: report\n",
			place, place, i+1)
	}
	b.WriteString("parties:\n  keepers: {name: The keepers, hue: a}\n  owners: {name: The owners, hue: b}\n")
	b.WriteString("units:\n  tonne: {many: tonnes, short: t}\n")
	b.WriteString("facts:\n")
	for i, f := range list {
		place, _, _ := strings.Cut(f.ID, ".")
		key := "value"
		if f.Date {
			key = "date"
		}
		fmt.Fprintf(&b, "  %s:\n    label: %s\n    %s: %s\n    as_of: %s\n    status: %s\n    party: %s\n",
			f.ID, f.Label, key, f.Value, f.AsOf, f.Status, []string{"keepers", "owners"}[i%2])
		if i%5 == 0 {
			fmt.Fprintf(&b, "    note: The keepers of the %s counted again and wrote down the lower result.\n", place)
		}
		fmt.Fprintf(&b, "    claims:\n      - {source: %s-notice}\n      - {source: %s-report, at: section on the %s, says: %q}\n",
			place, place, place, f.Printed)
	}
	return b.String()
}

const oursSite = `title: The places of the coast
description: What is known of the places along the coast, with the source of every figure.
language: en-GB
publisher: The corpus
`
