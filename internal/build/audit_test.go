package build

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// TestAudit reads every finished page as a reader does. Each digit must stand in an element that is known,
// and whose text an oracle works out again from the files of the site; any other digit is a fault.
func TestAudit(t *testing.T) {
	for name, tree := range map[string]fstest.MapFS{"own site": withLedger(t, ownSite(t)), "small site": withHistory(t)} {
		for _, base := range []string{"", "https://example.org/deal/"} {
			t.Run(name+" "+base, func(t *testing.T) {
				o := Options{BaseURL: base}
				files, report := output(tree, o)
				if report.Failed() {
					t.Fatalf("%v\n%s", report.Err, shown(tree, report))
				}
				faults, digits := audit(t, newOracle(t, tree, o), files)
				for _, f := range faults {
					t.Error(f)
				}
				t.Logf("%d stretches with digits on %d pages", digits, report.Pages)
				if digits < 100 {
					t.Errorf("only %d stretches with digits were seen", digits)
				}
			})
		}
	}
}

// An auditor reads one page.
type auditor struct {
	*oracle
	t     testing.TB
	page  string // its name, without ending
	root  *html.Node
	roots map[string]*html.Node     // of all pages
	cards map[string]map[string]int // of all pages, the facts and words that have a card, by their place in its list
}

// audit gives what no oracle explains, and how many stretches with digits it judged.
func audit(t testing.TB, k *oracle, files map[string][]byte) (faults []string, digits int) {
	roots, cards := map[string]*html.Node{}, map[string]map[string]int{}
	for name, data := range files {
		if stem, ok := strings.CutSuffix(name, ".html"); ok {
			roots[stem], cards[stem] = parsePage(t, data), map[string]int{}
			for n := range roots[stem].Descendants() {
				if is(n, "li.card") {
					cards[stem][cardID(n)] = len(cards[stem]) + 1
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(roots)) {
		a := &auditor{oracle: k, t: t, page: name, root: roots[name], roots: roots, cards: cards}
		for _, g := range glimpses(a.root) {
			if !hasFigure(g.text) {
				continue
			}
			digits++
			if fault := a.judge(g); fault != "" {
				faults = append(faults, fmt.Sprintf("%s.html: %s: %q: %s", name, where(g), strings.Join(strings.Fields(g.text), " "), fault))
			}
		}
	}
	return faults, digits
}

// judge takes the first rule for the place of a stretch.
func (a *auditor) judge(g glimpse) string {
	for _, r := range rules {
		selector, attr, _ := strings.Cut(r.at, "@")
		if page, own, ok := strings.Cut(selector, ": "); ok {
			if selector = own; page != a.page {
				continue
			}
		}
		if attr != g.attr {
			continue
		}
		if n := enclosing(g.node, selector); n != nil {
			if left := r.rest(a, n, g.text); hasFigure(left) {
				return fmt.Sprintf("as %s it leaves %q unexplained", r.at, left)
			}
			return ""
		}
	}
	return "nothing of ours prints digits there"
}

// where is the path to an element.
func where(g glimpse) string {
	var steps []string
	for n := g.node; n != nil && n.Type != html.DocumentNode; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		step := n.Data
		if c := attribute(n, "class"); c != "" {
			step += "." + strings.ReplaceAll(c, " ", ".")
		}
		if id := attribute(n, "id"); id != "" {
			step += "#" + id
		}
		steps = append(steps, step)
	}
	slices.Reverse(steps)
	if g.attr != "" {
		steps = append(steps, "@"+g.attr)
	}
	return strings.Join(steps[max(0, len(steps)-5):], " > ")
}

// enclosing finds the nearest element around a node that a selector names: names of elements with classes, each
// inside the one before it.
func enclosing(n *html.Node, selector string) *html.Node {
	steps := strings.Fields(selector)
	var found *html.Node
	for ; n != nil && len(steps) > 0; n = n.Parent {
		if is(n, steps[len(steps)-1]) {
			if found == nil {
				found = n
			}
			steps = steps[:len(steps)-1]
		}
	}
	if len(steps) > 0 {
		return nil
	}
	return found
}

// is says whether an element has a name, or any where it is *, and classes.
func is(n *html.Node, step string) bool {
	parts := strings.Split(step, ".")
	if n.Type != html.ElementNode || parts[0] != "*" && n.Data != parts[0] {
		return false
	}
	classes := strings.Fields(attribute(n, "class"))
	for _, c := range parts[1:] {
		if !slices.Contains(classes, c) {
			return false
		}
	}
	return true
}

// find is the first element within n that has a step's name and classes, or nil.
func find(n *html.Node, step string) *html.Node {
	for d := range n.Descendants() {
		if is(d, step) {
			return d
		}
	}
	return nil
}

func byID(root *html.Node, id string) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && attribute(n, "id") == id {
			return n
		}
	}
	return nil
}

// words is the text of an element without the numbers that mentions have, and the marks of corrections in it:
// they have rules of their own.
func words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(n *html.Node, mention bool)
	walk = func(n *html.Node, mention bool) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		mention = mention || is(n, "span.m")
		for c := range n.ChildNodes() {
			if !(mention && is(c, "sup") || is(c, "span.corrected")) {
				walk(c, mention)
			}
		}
	}
	walk(n, false)
	return b.String()
}

// mentioned is the id of the fact or word that a mention leans on.
func mentioned(m *html.Node) string {
	if sup := find(m, "sup"); sup != nil && find(sup, "a") != nil {
		return anchorOf(find(sup, "a"))
	}
	return ""
}

// anchorOf is the id that a link within the site leads to, "" for any other.
func anchorOf(a *html.Node) string {
	to := attribute(a, "href")
	if strings.Contains(to, "://") {
		return ""
	}
	_, id, _ := strings.Cut(to, "#")
	return id
}

// pageOf is the name of the page that a link leads to.
func pageOf(a *html.Node) string {
	file, _, _ := strings.Cut(attribute(a, "href"), "#")
	return strings.TrimSuffix(path.Base(file), ".html")
}
