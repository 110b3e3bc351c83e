package build

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
	"explainer/internal/ledger"
)

// A mutation is one slip of an editor's hand.
type mutation struct {
	kind  string
	file  string
	edits []edit // from the end of the file to its beginning
	words bool   // it may change words alone, so that all that can be seen is compared, not the figures alone
}

type edit struct {
	start, end int
	with       string
}

func (m mutation) apply(src []byte) []byte {
	for _, e := range m.edits {
		src = slices.Concat(src[:e.start], []byte(e.with), src[e.end:])
	}
	return src
}

// show is where a mutation is, and what it does.
func (m mutation) show(src []byte) string {
	var parts []string
	for _, e := range slices.Backward(m.edits) {
		line, column := diag.Position(src, e.start)
		from, to := e.start, e.end
		for from > 0 && e.start-from < 24 && src[from-1] != '\n' {
			from--
		}
		for to < len(src) && to-e.end < 24 && src[to] != '\n' {
			to++
		}
		before, after := string(src[from:to]), string(src[from:e.start])+e.with+string(src[e.end:to])
		parts = append(parts, fmt.Sprintf("%s:%d:%d: %q → %q", m.file, line, column, before, after))
	}
	return strings.Join(parts, " and ")
}

// mutations is every one that there is of a site, digits with so many alternatives each, at most nine.
func mutations(t testing.TB, tree fstest.MapFS, alternatives int) []mutation {
	var all []mutation
	var names []string
	for name := range tree {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		src := string(tree[name].Data)
		switch {
		case strings.HasSuffix(name, ".md"):
			all = append(all, digits(name, src, alternatives, pageField(src))...)
			all = append(all, swaps(name, src)...)
		case name == ledger.File: // no reader sees it, and it is full of hashes: of a long one every seventh digit will do
			each := digits(name, src, 1, func(int) string { return "ledger" })
			for i := 0; i < len(each); i += 1 + 6*min(1, len(each)/2000) {
				all = append(all, each[i])
			}
			continue
		case strings.HasSuffix(name, ".yaml"):
			all = append(all, digits(name, src, alternatives, yamlField(src))...)
		}
		all = append(all, slips(name, src)...)
		if isFacts(name) {
			all = append(all, omissions(t, name, src)...)
		}
	}
	return append(all, templateDigits(t)...)
}

func isFacts(name string) bool {
	return name == "content/facts.yaml" || strings.HasPrefix(name, "content/facts/")
}

// digits changes each digit of a file to others; field says what it is a part of. Every digit gets its
// neighbour first, the commonest slip, then those further away.
func digits(file, src string, alternatives int, field func(at int) string) []mutation {
	var out []mutation
	for i := range len(src) {
		c := src[i]
		if c < '0' || c > '9' {
			continue
		}
		for _, step := range []byte{1, 5, 9, 3, 7, 2, 8, 4, 6}[:alternatives] {
			out = append(out, mutation{
				kind: "digit in " + field(i), file: file,
				edits: []edit{{i, i + 1, string('0' + (c-'0'+step)%10)}},
			})
		}
	}
	return out
}

var (
	yamlKey     = regexp.MustCompile(`\b(title|description|lede|nav|order|layout|home|exempt|draft|language|publisher|base_url|names|text|reason|severity|code|level|until|author|published|accessed|kind|url|archive_url|name|hue|id|label|from|many|short|value|date|exact|as|places|as_of|status|party|replaced_by|review_by|valid_until|note|claims|source|at|says|group|stages|change|term|facts|fact|events|groups|terms|to|arrows):\s|^(?:  |      )([a-z0-9.-]+):\s`)
	yamlSection = regexp.MustCompile(`^([a-z_]+):`)
)

// yamlField names the key that a place of a YAML file stands under, with its section. It only names rows of
// a table: what it gets wrong is tried all the same.
func yamlField(src string) func(at int) string {
	names := make([]string, len(src)+1)
	section, key, at := "", "", 0
	for line := range strings.Lines(src) {
		if m := yamlSection.FindStringSubmatch(line); m != nil {
			section, key = m[1], m[1]
		}
		keys := yamlKey.FindAllStringSubmatchIndex(line, -1)
		for i := range len(line) {
			if len(keys) > 0 && i >= keys[0][0] {
				key = "ids" // that which is named, and what it says until the next key
				if keys[0][2] >= 0 {
					key = line[keys[0][2]:keys[0][3]]
				}
				keys = keys[1:]
			}
			switch {
			case strings.HasPrefix(strings.TrimSpace(line), "#"):
				names[at+i] = "comments"
			case section == key:
				names[at+i] = key
			default:
				names[at+i] = section + ": " + key
			}
		}
		at += len(line)
	}
	return func(at int) string { return names[at] }
}

var (
	destination = regexp.MustCompile(`\]\([^)\s]*|<[a-z]+:[^>\s]*>|\{#[^}]*\}`)
	linkWords   = regexp.MustCompile(`\[([^\[\]]+)\]\((fact|event|source|word):`)
	fence       = regexp.MustCompile("(?ms)^```.*?^```$")
)

// pageField names what a place of a page is.
func pageField(src string) func(at int) string {
	end := strings.Index(src, "\n---\n") + 1
	front := yamlField(src[:end])
	within := func(spans [][]int, at int) bool {
		return slices.ContainsFunc(spans, func(s []int) bool { return at >= s[0] && at < s[1] })
	}
	addresses, words, fences := destination.FindAllStringIndex(src, -1), linkWords.FindAllStringIndex(src, -1), fence.FindAllStringIndex(src, -1)
	return func(at int) string {
		switch {
		case within(addresses, at):
			return "pages: addresses and ids"
		case at < end:
			_, key, _ := strings.Cut(front(at), ": ")
			if key == "" {
				key = front(at)
			}
			return "front matter: " + key
		case within(fences, at):
			return "pages: code"
		case within(words, at):
			return "pages: words of links"
		}
		return "pages: prose"
	}
}
