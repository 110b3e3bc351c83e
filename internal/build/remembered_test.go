package build

import (
	"strconv"
	"strings"
	"testing"

	"explainer/internal/ledger"
)

// looseOf is what a ledger lists by page.
func looseOf(t testing.TB, data []byte) map[string][]string {
	t.Helper()
	loose := map[string][]string{}
	section, page := "", ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		switch text := strings.TrimLeft(line, " "); len(line) - len(text) {
		case 0:
			section = text
		case 2:
			page = strings.Trim(text, "\":")
		case 4:
			said, err := strconv.Unquote(strings.TrimPrefix(text, "- "))
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if i := strings.LastIndex(said, " ("); section == "pages:" && i >= 0 {
				loose[page] = append(loose[page], said[:i])
			}
		}
	}
	return loose
}

// entry is the change of the ledger that an anchor names.
func (k *oracle) entry(name string) (ledger.Entry, bool) {
	for _, e := range k.ledger.Entries() {
		if e.Name == name {
			return e, true
		}
	}
	return ledger.Entry{}, false
}

// change are the parts of a change.
func (k *oracle) change(e ledger.Entry) []string {
	if e.ID == "" {
		return []string{e.Is}
	}
	return []string{k.ChangeLabel(e), e.Was, e.Is, e.Note}
}

// notes are why things changed.
func (k *oracle) notes() []string {
	var notes []string
	for _, e := range k.ledger.Entries() {
		notes = append(notes, e.Note)
	}
	return notes
}
