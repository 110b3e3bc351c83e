package layout

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"explainer/templates"
)

// rows is the first two cells of each row of the tables under a heading of docs/templates.md.
func rows(t *testing.T, heading string) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, ok := strings.Cut(string(data), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("there is no heading %q", heading)
	}
	body, _, _ = strings.Cut(body, "\n## ")
	found := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]*`) \\| ([^|]*) \\|").FindAllStringSubmatch(body, -1) {
		for _, name := range strings.Fields(strings.ReplaceAll(m[1], "`", "")) {
			found[name] = m[2]
		}
	}
	return found
}

// TestTemplatesAreDescribed holds docs/templates.md against the theme: its partials with their views, its
// layouts, its blocks and the functions.
func TestTemplatesAreDescribed(t *testing.T) {
	partials := rows(t, "Partials")
	files, err := fs.Glob(templates.FS, "partials/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".html")
		got, ok := partials[name]
		if !ok {
			t.Errorf("the partial %s is not described", name)
			continue
		}
		view := reflect.TypeOf(goldens[name][0])
		want := view.Name()
		if view.Kind() == reflect.Slice {
			want = view.Elem().Name()
		}
		if !regexp.MustCompile(`\b`+want+`\b`).MatchString(got) || (view.Kind() == reflect.Slice) != strings.HasPrefix(got, "list of ") {
			t.Errorf("the partial %s is drawn with %v, not with %s", name, view, got)
		}
		delete(partials, name)
	}
	if len(partials) > 0 {
		t.Errorf("there are no partials %v", partials)
	}

	data, err := os.ReadFile("../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range theme(t).Layouts() {
		if !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("the layout %s is not named", name)
		}
	}

	base, err := fs.ReadFile(templates.FS, "base.html")
	if err != nil {
		t.Fatal(err)
	}
	blocks := rows(t, "Files")
	for _, m := range regexp.MustCompile(`\{\{-? ?block "(\w+)"`).FindAllStringSubmatch(string(base), -1) {
		if _, ok := blocks[m[1]]; !ok {
			t.Errorf("the block %s is not described", m[1])
		}
	}

	functions := rows(t, "Language")
	for name := range known {
		if _, ok := functions[name]; !ok {
			t.Errorf("the function %s is not described", name)
		}
		delete(functions, name)
	}
	if len(functions) > 0 {
		t.Errorf("there are no functions %v", functions)
	}
}

// Every partial that this program tries is drawn with the view that the goldens have.
func TestSamplesAreGoldens(t *testing.T) {
	for name, v := range samples {
		if !slices.ContainsFunc(goldens[name], func(g any) bool { return reflect.TypeOf(g) == reflect.TypeOf(v) }) {
			t.Errorf("%s is tried with %T", name, v)
		}
	}
}
