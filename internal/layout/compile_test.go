package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/template/parse"

	"explainer/internal/diag"
	"explainer/internal/view"
	"explainer/templates"
)

// odds are texts that an escaper may stumble over.
var odds = []string{"", "x", "some words", "it’s", "a+b", "<b>", "&amp;", `"`, "'", "\x00", "é", "\xff", "a\nb", "https://example.org/a?b=c&d=e#f", "https:", "HTTPS://x/", "http://x:80/",
	"javascript:alert(1)", "mailto:a@b", "//x", "#a b", "a%20b", "%", "[x]", "{x}", "\u2028", "confirmed", "differs", "a", "b"}

// random fills a view with odd texts, small numbers and short lists.
func random(v reflect.Value, r *rand.Rand, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(odds[r.IntN(len(odds))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(14) - 1))
	case reflect.Float64:
		v.SetFloat(float64(r.IntN(9)) / 4)
	case reflect.Pointer:
		if r.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			random(v.Elem(), r, depth)
		}
	case reflect.Slice:
		if depth < 6 {
			v.Set(reflect.MakeSlice(v.Type(), r.IntN(4), 4))
			for i := range v.Len() {
				random(v.Index(i), r, depth+1)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				random(v.Field(i), r, depth)
			}
		}
	}
}

// both draws a value by a root's program and by html/template. A program may leave a value to html/template.
func both(t *testing.T, r *root, v any) (drawn bool) {
	t.Helper()
	r.once.Do(r.prepare)
	if r.err != nil {
		t.Fatal(r.name, r.err)
	}
	var want, got bytes.Buffer
	err := r.ready.Execute(&want, v)
	p := r.program(reflect.TypeOf(v))
	if p == nil || !p.run(&got, reflect.ValueOf(v)) {
		return false
	}
	if err != nil || got.String() != want.String() {
		t.Errorf("%s of %+v:\n%s\nhtml/template: %v\n%s", r.name, v, got.String(), err, want.String())
	}
	return true
}

// roots are what the theme draws, each with a view that has nothing in it.
func roots(s *Set) map[*root]any {
	all := map[*root]any{}
	for _, r := range s.layouts {
		all[r] = &view.Page{}
	}
	for name, v := range samples {
		all[s.partials[name]] = v
	}
	return all
}

// TestPrograms draws the theme from views with nothing, with something and with anything in them, as html/template does.
func TestPrograms(t *testing.T) {
	s := theme(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for r, v := range roots(s) {
		typ := reflect.TypeOf(v)
		pointer := typ.Kind() == reflect.Pointer
		if pointer {
			typ = typ.Elem()
		}
		drawn := 0
		for i := range 200 {
			c := reflect.New(typ)
			switch {
			case i == 1:
				fill(c.Elem())
			case i > 1:
				random(c.Elem(), rnd, 0)
			}
			if !pointer {
				c = c.Elem()
			}
			if both(t, r, c.Interface()) {
				drawn++
			}
		}
		if drawn < 60 {
			t.Errorf("%s: steps drew %d of 200 views", r.name, drawn)
		}
		// The share card's JSON is the one thing in the theme that html/template draws.
		c := &compiler{root: r, programs: map[key]*program{}}
		c.program(r.name, reflect.TypeOf(v))
		for k, p := range c.programs {
			if p == nil && k.name != "share" && !strings.Contains(k.name, derivedMark) {
				t.Errorf("%s has no steps for %s of %v", r.name, k.name, k.dot)
			}
		}
	}
}

// TestTogether draws a page that holds what html/template draws, from several goroutines at once and for the first time.
func TestTogether(t *testing.T) {
	s := theme(t)
	v := filled(view.Page{}).(view.Page)
	var drawn [8][]byte
	var wg sync.WaitGroup
	for i := range drawn {
		wg.Go(func() { drawn[i], _ = s.Page("page", v) })
	}
	wg.Wait()
	for _, out := range drawn {
		if len(out) == 0 || !bytes.Equal(out, drawn[0]) {
			t.Errorf("%s\n%s", out, drawn[0])
		}
	}
}

// FuzzPrograms is TestPrograms with other views.
func FuzzPrograms(f *testing.F) {
	var l diag.List
	s := Load(templates.FS, nil, assets, &l)
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range samples {
			yield(name)
		}
	})
	f.Add(uint64(1), 0)
	f.Fuzz(func(t *testing.T, seed uint64, which int) {
		name := names[((which%len(names))+len(names))%len(names)]
		c := reflect.New(reflect.TypeOf(samples[name])).Elem()
		random(c, rand.New(rand.NewPCG(seed, 0)), 0)
		both(t, s.partials[name], c.Interface())
	})
}

// TestLanguage draws what the theme does not write: programs cover it, or leave it to html/template.
func TestLanguage(t *testing.T) {
	type item struct {
		Name  string
		Count int
		Tags  []string
		Next  *view.Share
	}
	type data struct {
		Items  []item
		Title  view.Markup
		Status view.Status
		Map    map[string]string
		Any    any
		When   fmt.Stringer
		Float  float64
		URL    template.URL
	}
	full := &data{
		Items:  []item{{"a<b", 3, []string{"x", "y&z"}, nil}, {"", 0, nil, &view.Share{URL: "https://x/"}}, {"c", 1, []string{"javascript:x"}, nil}},
		Title:  "<b>t</b>",
		Status: "confirmed",
		Map:    map[string]string{"k": "v<"},
		Any:    "any<",
		When:   bytes.NewBufferString("said<"),
		Float:  1e21,
		URL:    "javascript:trusted",
	}
	for _, test := range []struct {
		text string
		made bool // that there is a program
	}{
		{`{{range .Items}}{{.Name}}={{.Count}} {{else}}none{{end}}`, true},
		{`{{range $i, $x := .Items}}{{$i}}{{if $i}},{{end}}{{$x.Name}}{{range $j, $y := $x.Tags}}{{$i}}{{$j}}{{$y}}{{end}}{{end}}{{with .Title}}{{markup .}}{{end}}`, true},
		{`{{range $x := .Items}}{{$.Status}}{{$x.Count}}{{end}}`, true},
		{`{{$a := .Status}}{{if $a}}{{$a := "inner"}}{{$a}}{{end}}{{$a}}`, true},
		{`{{$a := 1}}{{$b := 2}}{{if eq $a 1}}{{$c := 3}}{{$c}}{{end}}{{$d := 4}}{{$d}}{{$b}}`, true},
		{`{{with $x := index .Items 0}}{{$x.Name}}{{.Count}}{{end}}`, true},
		{`{{range .Items}}{{$n := .Name}}{{with .Tags}}{{$n}}{{range .}}<a href="{{.}}" title="{{$n}}">{{.}}</a>{{end}}{{else}}-{{end}}{{end}}`, true},
		{`{{if and .Title (not .Items)}}1{{else if or .Map .Items}}2{{end}}{{or .Status "x"}}{{and .Status "y"}}`, true},
		{`{{if gt (len .Items) 2}}many{{end}}{{len (slice .Items 1)}}{{if le 1 2}}{{ne "a" .Status}}{{end}}`, false},
		{`{{index .Items 7}}`, false},
		{`{{(index .Items 0).Name}}`, false},
		{`{{range .Items}}{{if .Next}}{{.Next.URL}}{{end}}{{end}}`, true},
		{`{{range .Items}}{{.Next.URL}}{{end}}`, true},
		{`{{.Status.Word}}{{.Status}}`, true},
		{`{{.Map.k}}`, false},
		{`{{.Any}}`, false},
		{`{{.When}}`, false},
		{`{{.Float}}`, false},
		{`<a href="{{.URL}}">`, false},
		{`{{printf "%s" .Status}}`, false},
		{`{{range .Items}}{{if .Count}}{{continue}}{{end}}{{break}}{{end}}`, false},
		{`{{$a := 1}}{{$a = 2}}{{$a}}`, false},
		{`{{.Title}}{{"a<b"}}{{3}}{{"x" | html}}`, false},
		{`<p class="{{template "quoted" .}}">{{template "quoted" .}}</p>{{define "quoted"}}a b c{{end}}`, true},
		{`<p title="{{template "quoted" .}}">{{define "quoted"}}a "b" c{{end}}`, false},
		{`<a href="x`, false},
		{`<p class="{{template "value" .}}">{{define "value"}}{{.Status}}{{end}}`, false},
		{`{{define "again"}}{{if .Items}}{{template "again" .}}{{end}}{{end}}x`, true},
		{`<a href="{{.Status}}?q={{.Title}}#{{range .Items}}{{.Name}}{{end}}">`, true},
	} {
		trees, err := parse.Parse("t", test.text, "", "", known, map[string]any{"html": true})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []any{full, &data{}, data{Status: "x+"}} {
			r := &root{name: "t", trees: trees, funcs: (&Set{asset: assets}).funcs()}
			both(t, r, v)
			if p := r.program(reflect.TypeOf(v)); (p != nil) != test.made {
				t.Errorf("%s: has a program: %v", test.text, p != nil)
			}
		}
	}
}

// TestContexts holds that what is printed without asking html/template is what it would print.
func TestContexts(t *testing.T) {
	for names, c := range contexts {
		example := c.example()
		draw := func(s string) string {
			var b bytes.Buffer
			if err := example.Execute(&b, s); err != nil {
				t.Fatal(err)
			}
			return strings.TrimSuffix(strings.TrimPrefix(b.String(), c.before), c.after)
		}
		draw("")
		var found []string
		walk(example.Tree.Root, func(n parse.Node) {
			if n, ok := n.(*parse.CommandNode); ok && strings.HasPrefix(n.String(), escaperPrefix) {
				found = append(found, n.String())
			}
		})
		if got := strings.Join(found, " "); got != names {
			t.Errorf("%s…%s: html/template escapes by %s, not %s", c.before, c.after, got, names)
		}
		left := 0
		texts := slices.Clone(odds)
		for i := range 256 {
			for _, around := range []string{"%s", "a%sz", "%s%[1]s", "https:%s", "//x/%s", "é%s"} {
				texts = append(texts, fmt.Sprintf(around, string([]byte{byte(i)})))
			}
		}
		for _, s := range texts {
			var b bytes.Buffer
			if c.print(&b, s); b.String() != draw(s) {
				t.Errorf("%s%q%s: printed %q, and html/template prints %q", c.before, s, c.after, b.String(), draw(s))
			}
			if c.leaves(s) {
				left++
			}
		}
		if left < 200 {
			t.Errorf("%s: %d texts are left as they are", names, left)
		}
	}
}
