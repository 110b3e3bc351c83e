package view

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the list of views into docs/templates.md anew")

const page = "../../docs/templates.md"

// TestViewsAreDescribed holds the list of views in docs/templates.md against the structs: what a template may
// use stands there, with what the code says of it, and nothing else does.
func TestViewsAreDescribed(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const title = "## Views\n"
	before, got, ok := strings.Cut(string(data), title)
	if !ok {
		t.Fatalf("%s has no %q", page, title)
	}
	intro, _, _ := strings.Cut(got, "\n### ")
	want := strings.TrimRight(intro, "\n") + "\n\n" + described(t)
	if *update {
		if err := os.WriteFile(page, []byte(before+title+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-structs +page); -update writes it:\n%s", page, d)
	}
}

// described is a table for each struct, in the order of the files: what is everywhere first.
func described(t *testing.T) string {
	var b strings.Builder
	for _, file := range []string{"view.go", "figure.go", "prose.go", "data.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, spec := range g.Specs {
				s := spec.(*ast.TypeSpec)
				if st, ok := s.Type.(*ast.StructType); ok {
					table(t, &b, s.Name.Name, g.Doc.Text(), st)
				}
			}
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func table(t *testing.T, b *strings.Builder, name, doc string, st *ast.StructType) {
	says := strings.Join(strings.Fields(doc), " ")
	says, ok := strings.CutPrefix(says, name+" is ")
	if !ok {
		says = strings.TrimPrefix(says, name+" ")
	}
	fmt.Fprintf(b, "### %s\n\n%s%s\n\n| field | type | holds |\n|---|---|---|\n", name, strings.ToUpper(says[:1]), says[1:])
	for _, f := range st.Fields.List {
		comment := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
		comment = strings.ReplaceAll(comment, "|", `\|`)
		if len(f.Names) == 0 {
			fmt.Fprintf(b, "| | %s | all its fields |\n", typeOf(t, f.Type))
		}
		for _, n := range f.Names {
			fmt.Fprintf(b, "| `%s` | %s | %s\n", n.Name, typeOf(t, f.Type), strings.TrimLeft(comment+" |", " "))
		}
	}
	b.WriteByte('\n')
}

// typeOf is a type in the words of the page.
func typeOf(t *testing.T, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		if plain := map[string]string{"string": "text", "int": "number", "bool": "yes or no", "Markup": "Markup"}[e.Name]; plain != "" {
			return plain
		}
		if e.Name == "Status" {
			return "[Status](#status)"
		}
		return "[" + e.Name + "](#" + strings.ToLower(e.Name) + ")"
	case *ast.ArrayType:
		return "list of " + typeOf(t, e.Elt)
	case *ast.StarExpr:
		return typeOf(t, e.X) + " or nothing"
	}
	t.Fatalf("a view has a field of type %T", e)
	return ""
}
