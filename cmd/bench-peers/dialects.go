package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// The corpus is written in our dialect. The peers have shortcodes for what is a link here.
var (
	printed = regexp.MustCompile(`<fact:([a-z.-]+)>`)
	worded  = regexp.MustCompile(`\[([^\]\n]*)\]\(fact:([a-z.-]+)\)`)
	linked  = regexp.MustCompile(`\]\(([a-z-]+)\.md\)`)
)

// oursPage is a page as explainer reads it.
func oursPage(p page, i int) (file, text string) {
	extra := ""
	if p.nav != "" {
		extra = fmt.Sprintf("nav: %s\norder: %d\n", p.nav, i)
	}
	return "content/" + p.name + ".md", frontMatter(p, extra) + p.body
}

// hugoPage is a page as Hugo reads it. Links between pages are looked up, and checked, by relref.
func hugoPage(p page, _ int) (file, text string) {
	body := printed.ReplaceAllString(p.body, `{{< fact "$1" >}}`)
	body = worded.ReplaceAllString(body, `{{< fact "$2" "$1" >}}`)
	body = linked.ReplaceAllStringFunc(body, func(link string) string {
		to := linked.FindStringSubmatch(link)[1]
		if to == "index" {
			to = "_index"
		}
		return fmt.Sprintf(`]({{< relref "%s.md" >}})`, to)
	})
	file = p.name
	if file == "index" {
		file = "_index"
	}
	return "content/" + file + ".md", frontMatter(p, "") + body
}

// eleventyPage is a page as Eleventy reads it. Its links lead to finished pages, and nothing checks them.
func eleventyPage(p page, _ int) (file, text string) {
	body := printed.ReplaceAllString(p.body, `{% fact "$1" %}`)
	body = worded.ReplaceAllString(body, `{% fact "$2", "$1" %}`)
	body = linked.ReplaceAllString(body, `]($1.html)`)
	return "content/" + p.name + ".md", frontMatter(p, "") + body
}

func frontMatter(p page, extra string) string {
	return fmt.Sprintf("---\ntitle: %s\ndescription: %s\nlede: %s\n%s---\n", p.title, p.description, p.lede, extra)
}

// peersData is what the peers have in their data folder, by file.
func peersData(c corpus, list []fact) map[string]string {
	byID := map[string]fact{}
	for _, f := range list {
		byID[f.ID] = f
	}
	return map[string]string{"data/facts.json": encode(byID), "data/nav.json": encode(c.nav())}
}

func encode(v any) string {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // strings alone
	}
	return string(data) + "\n"
}

// oursData is the site's settings and its facts, by file. A fact has two claims, of twenty sources.
func oursData(_ corpus, list []fact) map[string]string {
	var b strings.Builder
	b.WriteString("sources:\n")
	for i, place := range places() {
		fmt.Fprintf(&b, sourcePair, place, i+1)
	}
	b.WriteString("parties:\n  keepers: {name: The keepers, hue: a}\n  owners: {name: The owners, hue: b}\n")
	b.WriteString("units:\n  tonne: {many: tonnes, short: t}\n")
	b.WriteString("facts:\n")
	for i, f := range list {
		place, _, _ := strings.Cut(f.ID, ".")
		key, note := "value", ""
		if f.date {
			key = "date"
		}
		if i%5 == 0 {
			note = fmt.Sprintf("    note: The keepers of the %s counted again and wrote down the lower result.\n", place)
		}
		fmt.Fprintf(&b, "  %s:\n    label: %s\n    %s: %s\n    as_of: %s\n    status: %s\n    party: %s\n%s",
			f.ID, f.Label, key, f.value, f.AsOf, f.Status, []string{"keepers", "owners"}[i%2], note)
		fmt.Fprintf(&b, "    claims:\n      - {source: %s-notice}\n      - {source: %[1]s-report, at: section on the %[1]s, says: %q}\n",
			place, f.Printed)
	}
	return map[string]string{"content/site.yaml": oursSettings, "content/facts.yaml": b.String()}
}

// sourcePair is what is written about a place: its name, and a day of the month.
const sourcePair = `  %[1]s-notice:
    title: Notice of the %[1]s
    publisher: Keepers of the %[1]s
    published: 2025-01-%02[2]d
    accessed: 2025-03-01
    kind: announcement
    url: https://example.org/%[1]s/notice
  %[1]s-report:
    title: A report on the %[1]s
    publisher: The Example Gazette
    author: A. Nobody
    published: 2025-02-%02[2]d
    accessed: 2025-03-01
    kind: report
`

const oursSettings = `title: The places of the coast
description: What is known of the places along the coast, with the source of every figure.
language: en-GB
publisher: The corpus
`
