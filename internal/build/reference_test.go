package build

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"explainer/internal/diag"
)

// TestReference holds docs/diagnostics.md to what is made of the catalogue and the examples of its codes;
// -update writes it.
func TestReference(t *testing.T) {
	const file = "../../docs/diagnostics.md"
	want := reference(t)
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("the page is not what is made of the catalogue; go test ./internal/build -run TestReference -update writes it (-want +got):\n%s", d)
	}
}

func reference(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`# Findings

Every kind of finding, by the code that stands in brackets after it, with an example. ` + "`explainer explain CODE`" + ` prints what it
means in the terminal. An error stops a build, a warning does not; [levels](commands.md#levels) says how a site changes
that. This page is made from the program.
`)
	for _, e := range diag.Catalogue() {
		level := "An error."
		if e.Level == diag.Warning {
			level = "A warning."
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s %s\n", e.Code, level, verbatim(e.Says))
		if shown := example(t, e.Code); shown != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", shown)
		}
	}
	return b.String()
}

// verbatim keeps a sentence of the catalogue as it is: outside of code, Markdown would make links of its examples.
func verbatim(says string) string {
	parts := strings.Split(says, "`")
	for i := range parts {
		if i%2 == 0 {
			parts[i] = strings.NewReplacer("<", `\<`, "[", `\[`, "*", `\*`).Replace(parts[i])
		}
	}
	return strings.Join(parts, "`")
}

var placed = regexp.MustCompile(`^([^: ]+):([0-9]+):[0-9]+: `)

// example is the finding that the smallest example of a code gives, as the program prints it, with the line that it is
// about; "" for a code whose example is made elsewhere.
func example(t *testing.T, code string) string {
	t.Helper()
	if elsewhere[code] != "" || large[code] != "" {
		return ""
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "codes", code+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	tree, want := exampleSite(archive)
	lines := strings.Split(want, "\n")
	for i, finding := range lines {
		if !strings.HasSuffix(finding, " ["+code+"]") {
			continue
		}
		shown := finding + "\n"
		if m := placed.FindStringSubmatch(finding); m != nil && tree[m[1]] != nil {
			source := strings.Split(string(tree[m[1]].Data), "\n")
			if n, _ := strconv.Atoi(m[2]); n <= len(source) && diag.Clean(source[n-1]) == source[n-1] && len(source[n-1]) < 100 {
				shown += fmt.Sprintf("%6d | %s\n", n, source[n-1])
			}
		}
		for _, hint := range lines[i+1:] {
			if !strings.HasPrefix(hint, "\thint: ") {
				break
			}
			shown += "    " + strings.TrimPrefix(hint, "\t") + "\n"
		}
		return shown
	}
	t.Fatalf("the example of %s does not show it", code)
	return ""
}
