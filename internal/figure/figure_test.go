package figure

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"explainer/internal/value"
	"explainer/internal/view"
)

var update = flag.Bool("update", false, "rewrite testdata")

func parse(t testing.TB, text string) value.Value {
	t.Helper()
	var u value.Units
	if err := u.Add("gigawatt", "gigawatts", "GW"); err != nil {
		t.Fatal(err)
	}
	if err := u.Add("tribe", "thousands of tribes", ""); err != nil {
		t.Fatal(err)
	}
	v, err := value.Parse(text, &u)
	if err != nil {
		t.Fatalf("%s: %s", text, err.Message)
	}
	return v
}

func datum(n int, label string, v value.Value) Datum {
	id := fmt.Sprintf("fact.%c%c", 'a'+n/26, 'a'+n%26)
	words := view.Markup(v.String())
	return Datum{
		ID: id, Label: label, LabelMarkup: view.Markup("<b>" + label + "</b>"), Value: v, Text: words, Status: "confirmed",
		AsOf:    view.Date{ISO: "2026-04", Text: "April 2026"},
		Mention: view.Mention{Number: n + 1, ID: id, Href: "facts.html#" + id, Status: "confirmed", Words: words},
	}
}

// facts are values as an author writes them.
func facts(t testing.TB, texts ...string) Input {
	t.Helper()
	in := Input{Frame: view.Frame{ID: "drawing", Title: "A <i>finding</i>", Plain: "A finding", Alt: "In words."}}
	for i, text := range texts {
		in.Facts = append(in.Facts, datum(i, "Label of "+text, parse(t, text)))
	}
	return in
}

func draw(t testing.TB, kind string, in Input) any {
	t.Helper()
	k, ok := Find(kind)
	if !ok {
		t.Fatalf("no kind %s", kind)
	}
	v, problems := k.Draw(in)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return v
}

// golden compares the view with testdata/NAME.json.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s: run go test -update and read the difference; got\n%s", file, got.Bytes())
	}
}

func TestKinds(t *testing.T) {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.Name)
		if k.Draw == nil {
			t.Errorf("%s draws nothing", k.Name)
		}
		for _, key := range []string{"kind", "title", "note"} {
			if !slices.Contains(k.Keys, key) {
				t.Errorf("%s refuses the key %s, which every figure has", k.Name, key)
			}
		}
	}
	if got := strings.Join(names, " "); got != "bars before-after equation flow key-figures range terms timeline" {
		t.Errorf("kinds: %s", got)
	}
	if k, ok := Find("pie"); ok {
		t.Errorf("found %s for pie", k.Name)
	}
}

func TestEmpty(t *testing.T) {
	nothing := []Input{{}, {Stages: 2, Panels: []string{"Before", "Now"}, Groups: []view.TermGroup{{Title: "A group"}}}}
	for _, k := range Kinds() {
		for _, in := range nothing {
			v, problems := k.Draw(in)
			if v != nil || len(problems) != 1 {
				t.Fatalf("%s: %v, %v", k.Name, v, problems)
			}
			if p := problems[0]; p.Code != "figure-empty" || p.Message == "" || p.Hint == "" {
				t.Errorf("%s: %+v", k.Name, p)
			}
		}
	}
}
