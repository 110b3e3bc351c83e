package value

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The examples of docs/wording.md hold: rows of three cells whose first is a fact, then words that pass, then words that
// fail, each in back quotes.
func TestWordingPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/wording.md")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("`([^`]+)`")
	passed, failed := 0, 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 5 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue
		}
		v := fact(t, code.FindStringSubmatch(cells[1])[1])
		for _, m := range code.FindAllStringSubmatch(cells[2], -1) {
			passed++
			if x := v.Fits(m[1], Short, nil); x != nil {
				t.Errorf("%q is said to pass for %s: %+v", m[1], v, *x)
			}
		}
		for _, m := range code.FindAllStringSubmatch(cells[3], -1) {
			failed++
			if v.Fits(m[1], Short, nil) == nil {
				t.Errorf("%q is said to fail for %s", m[1], v)
			}
		}
	}
	if passed < 60 || failed < 60 {
		t.Errorf("the page has %d examples that pass and %d that fail", passed, failed)
	}
}
