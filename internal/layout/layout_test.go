package layout

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode"
	"unsafe"

	"explainer/internal/diag"
	"explainer/internal/view"
	"explainer/templates"
)

var update = flag.Bool("update", false, "write the goldens anew")

// own is a site's templates: name, text, name, text …
func own(parts ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(parts); i += 2 {
		m[parts[i]] = &fstest.MapFile{Data: []byte(parts[i+1])}
	}
	return m
}

// shown is findings as readers see them, one a line.
func shown(sources map[string]string, findings []diag.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		line, column := diag.Position([]byte(sources[f.Span.File]), f.Span.Start)
		fmt.Fprintf(&b, "%s:%d:%d %s: %s\n", f.Span.File, line, column, f.Code, f.Message)
	}
	return b.String()
}

func loaded(t testing.TB, files fs.FS) (*Set, string) {
	t.Helper()
	var l diag.List
	s := Load(templates.FS, files, assets, &l)
	return s, shown(s.sources, l.Sorted())
}

// TestFindings: what Load says of a site's own templates. Each want is a part of the findings; "" means
// that there is none.
func TestFindings(t *testing.T) {
	main := func(body string) []string {
		return []string{"layouts/own.html", `{{define "main"}}` + body + `{{end}}`}
	}
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"nothing own", []string{}, ""},
		{"a layout of the site", main("{{.Title}}"), ""},
		{"a partial of the site", append(main(`{{template "mine" .}}`), "partials/mine.html", "<b>{{.Title}}</b>"), ""},
		{"a file that nothing uses", []string{"partial/x.html", "x"}, `templates/partial/x.html:1:1 template-missing: nothing uses "templates/partial/x.html"`},
		{"a block that nothing uses", []string{"layouts/own.html", `{{define "mian"}}x{{end}}`}, `template-missing: nothing uses the block "mian"`},
		{"words outside blocks", []string{"layouts/own.html", "\n  hello {{define \"main\"}}x{{end}}"}, "template-syntax: words outside {{define}}"},

		{"syntax", []string{"layouts/own.html", "{{define \"main\"}}\n<p>{{.Title}</p>\n{{end}}"}, `templates/layouts/own.html:2:12 template-syntax: bad character U+007D '}'`},
		{"unknown function", main("\n{{shout .Title}}"), `templates/layouts/own.html:2:3 template-syntax: function "shout" not defined`},
		{"unclosed", main("{{if .Title}}x"), "template-syntax: unexpected EOF"},

		{"missing call", main("\n {{template \"nope\" .}}"), `templates/layouts/own.html:2:13 template-missing: there is no partial or block "nope"`},
		{"calls itself", []string{"partials/loop.html", `{{template "loop" .}}`}, `templates/partials/loop.html:1:12 template-syntax: "loop" calls itself: loop > loop`},
		{"calls itself through another", []string{"partials/a.html", `{{template "b" .}}`, "partials/b.html", `{{template "a" .}}`}, `calls itself: a > b > a`},
		{"a block calls itself", main(`{{template "main" .}}`), `"main" calls itself: main > main`},
		{"counts", main("{{range 1000000000}}{{end}}"), "template-syntax: a template may not count"},

		{"no such field", main("\n<p>{{.Titel}}</p>"), "templates/layouts/own.html:2:6 template-data: templates/layouts/own.html, line 2, asks for .Titel, but view.Page has no Titel"},
		{"no such field of a list", main("{{range .Sections}}{{.Heading}}{{end}}"), "view.Section has no Heading"},
		{"markup takes no text", main("{{if .Title}}{{markup .Title}}{{end}}"), "line 1, has .Title, which is string and not view.Markup"},
		{"markup takes no computed text", main(`{{markup (print "<b>" .Title)}}`), "not view.Markup"},
		{"missing asset", main(`<img src="{{.Root}}{{asset "gone.png"}}" alt="">`), "templates/layouts/own.html:1:45 static-missing: templates/layouts/own.html asks for static/gone.png"},

		{"text", main("<p>{{.Title}}</p>"), ""},
		{"quoted attribute", main(`<p title="{{.Title}}" class='{{.Name}} x'>`), ""},
		{"title", []string{"layouts/own.html", `{{define "head"}}<title>{{.Title}}</title>{{end}}`}, ""},
		{"data block", main(`<script type="application/ld+json"> {{.Title}} </script>`), ""},
		{"data block in a branch", main(`<script type="application/ld+json">{{if .Title}}{{.Title}}{{else}}{{.Name}}{{end}}</script>`), ""},
		{"data block, two values", main(`<script type="application/ld+json">{{.Title}}{{.Name}}</script>`), "template-unsafe: nothing can be printed safely into a data block"},
		{"data block, words before", main(`<script type="application/ld+json">{"a": {{.Title}}}</script>`), "template-unsafe"},
		{"data block, words after", main(`<script type="application/ld+json">{{.Title}};</script>`), "template-unsafe"},
		{"data block, a loop", main(`<script type="application/ld+json">{{range .Nav}}{{.Text}}{{end}}</script>`), "template-unsafe"},
		{"script", main(`<script>let x = {{.Title}}</script>`), "template-unsafe: nothing can be printed safely into <script>"},
		{"script in capitals", main(`<SCRIPT Type="text/template">{{.Title}}</SCRIPT>`), "into <script>"},
		{"script whose type is printed", main(`<script type="{{.Name}}">1</script>`), "template-unsafe"},
		{"style", main(`<style>p { color: {{.Name}} }</style>`), "into <style>"},
		{"comment", main(`<!-- {{.Title}} -->`), "into a comment"},
		{"what browsers take for a comment", main(`<!x {{.Title}}>`), "into a comment"},
		{"unquoted", main(`<a class={{.Name}}>`), "an attribute without quotes"},
		{"unquoted, inside", main(`<a class=x{{.Name}}>`), "an attribute without quotes"},
		{"name of an attribute", main(`<a {{.Name}}="x">`), "into a tag"},
		{"name of a tag", main(`<h{{.Record.Facts}}>`), "into a tag"},
		{"handler", main(`<p onclick="go('{{.Name}}')">`), "the attribute onclick"},
		{"handler in capitals", main(`<p ONCLICK='{{.Name}}'>`), "the attribute onclick"},
		{"style attribute", main(`<p style="color: {{.Name}}">`), "the attribute style"},
		{"srcdoc", main(`<iframe srcdoc="{{.Title}}"></iframe>`), "the attribute srcdoc"},
		{"refresh", main(`<meta http-equiv="refresh" content="1; url={{.Canonical}}">`), "into the refresh of a page"},
		{"refresh, turned round", main(`<meta content="1; url={{.Canonical}}" http-equiv=Refresh>`), "into the refresh of a page"},
		{"refresh, printed", main(`<meta http-equiv="{{.Name}}" content="1">`), "the attribute http-equiv"},
		{"name of an attribute by branch", main(`<p {{if .Title}}onclick{{else}}title{{end}}="{{.Name}}">`), "template-unsafe"},
		{"attribute by branch", main(`<p{{if .Title}} class="{{.Name}}"{{end}}>x</p>`), ""},
		{"branches that do not meet", main(`<p title="{{if .Title}}x">{{else}}y{{end}}`), "template-unsafe: one branch ends inside"},
		{"unsafe through a partial", append(main(`<script>{{template "mine" .}}</script>`), "partials/mine.html", "{{.Name}}"), "into <script>"},
		{"ends in a tag", append(main(`{{template "mine" .}}>`), "partials/mine.html", "<p "), `template-unsafe: "mine" ends inside the tag <p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, got := loaded(t, own(c.files...))
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			out, findings := s.Page("page", view.Page{Title: "T"})
			if fatal := got != "" && !strings.Contains(got, "static-missing"); fatal && (out != nil || findings != nil) {
				t.Error("a broken set draws")
			}
		})
	}
}

func TestMissing(t *testing.T) {
	var l diag.List
	Load(own("layouts/page.html", ""), nil, assets, &l)
	got := shown(nil, l.Sorted())
	for _, want := range []string{`"templates/base.html" is missing`, `"templates/partials/mention.html" is missing`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
}

// TestData: what a page finds that Load could not.
func TestData(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"nothing there", "\n{{range .Register.Groups}}{{end}}", "templates/layouts/own.html:2:18 template-data: templates/layouts/own.html, line 2, asks for .Register.Groups, which is not there (on the page x.html)"},
		{"asset by a computed name", `<img src="{{asset .Name}}" alt="">`, "static-missing: templates/layouts/own.html, line 1, asks for static/x.png, which is missing"},
		{"a scheme that no page may lead to", `<a href="{{.Canonical}}">x</a>`, "template-unsafe: an address begins with a scheme"},
		{"no such element", "{{index .Nav 7}}", "template-data"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, got := loaded(t, own("layouts/own.html", `{{define "main"}}`+c.body+`{{end}}`))
			if got != "" {
				t.Fatal(got)
			}
			out, findings := s.Page("own", view.Page{File: "x.html", Name: "x.png", Title: "T", Canonical: "tel:1"})
			if got := shown(s.sources, findings); !strings.Contains(got, c.want) || out != nil {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	s := theme(t)
	if _, f := s.Page("pgae", view.Page{File: "x.html"}); len(f) != 1 || f[0].Code != "template-missing" || f[0].Hint != "did you mean page?" {
		t.Errorf("%+v", f)
	}
	var e *Error
	if _, err := s.Partial("metnion", view.Mention{}); !errors.As(err, &e) || e.Finding.Hint != "did you mean mention?" {
		t.Errorf("%+v", err)
	}
	if _, err := s.Partial("mention", view.Cite{}); !errors.As(err, &e) || e.Finding.Code != "template-data" || !strings.Contains(e.Finding.Message, "view.Cite has no Number") && !strings.Contains(e.Finding.Message, "view.Cite has no Status") {
		t.Errorf("%+v", err)
	}
}

func TestOverride(t *testing.T) {
	s, got := loaded(t, own("partials/cite.html", "<cite>{{markup .Words}}</cite>\n", "layouts/page.html", `{{define "frame"}}mine{{end}}`))
	if got != "" {
		t.Fatal(got)
	}
	if out, _ := s.Partial("cite", view.Cite{Words: "a<b>"}); string(out) != "<cite>a<b></cite>" {
		t.Errorf("%s", out)
	}
	if out, _ := s.Page("page", view.Page{}); !bytes.Contains(out, []byte(`class="mine"`)) {
		t.Errorf("%s", out)
	}
	if out, _ := s.Page("wide", view.Page{}); !bytes.Contains(out, []byte(`class="wide"`)) {
		t.Errorf("%s", out)
	}
}

// TestEscaped: text is text, wherever a template prints it.
func TestEscaped(t *testing.T) {
	const evil = `"'><script>alert(1)</script>`
	s := theme(t)
	p := view.Page{Title: evil, Description: evil, Canonical: "https://x.test/" + evil, Nav: []view.Link{{Text: evil, Href: evil}}, Site: view.Site{Title: evil, Language: evil, Publisher: evil, Hues: []view.Party{{Name: evil, Hue: evil}}},
		Share: &view.Share{URL: evil, Locale: evil, Image: evil, Alt: evil, Data: view.Linked{Context: evil, Headline: evil, Publisher: &view.Named{Name: evil}, Variables: []view.Property{{Value: evil}}}}}
	for _, layout := range s.Layouts() {
		out, findings := s.Page(layout, p)
		if len(findings) > 0 || bytes.Contains(out, []byte("<script>")) || bytes.Contains(out, []byte("alert(1)</script")) || bytes.Count(out, []byte("</script")) != 2 || bytes.Contains(out, []byte("ZgotmplZ")) {
			t.Errorf("%s: %v %s", layout, findings, out)
		}
	}
	// A text about html/template's own mark is no address.
	if _, findings := s.Page("page", view.Page{Title: `="#ZgotmplZ`}); len(findings) > 0 {
		t.Error(findings)
	}
}

func TestKept(t *testing.T) {
	s := theme(t)
	m := view.Mention{Number: 1, ID: "a", Href: "facts.html#a", Status: "confirmed", Words: "about 27%"}
	one, _ := s.Partial("mention", m)
	two, _ := s.Partial("mention", m)
	if unsafe.StringData(string(one)) != unsafe.StringData(string(two)) {
		t.Error("drawn twice")
	}
	m.Number = 2
	if three, _ := s.Partial("mention", m); one == three {
		t.Error("another view looks the same")
	}
	for _, c := range []struct {
		v    any
		want bool
	}{{view.Mention{}, true}, {view.Card{}, true}, {view.When{}, true}, {view.Cite{}, true}, {view.Note{}, true}, {view.Claims{}, false}, {view.Bars{}, false}, {&view.Card{}, false}, {struct{ X any }{}, false}, {nil, false}} {
		if got := s.keeps(c.v); got != c.want {
			t.Errorf("%T: kept %v", c.v, got)
		}
	}
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	s := theme(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 50 {
				m := view.Mention{Number: i % 10, Status: "reported", Words: "x"}
				if out, err := s.Partial("mention", m); err != nil || !strings.Contains(string(out), fmt.Sprintf("n%d", i%10)) {
					t.Errorf("%s %v", out, err)
				}
				if _, f := s.Page(s.Layouts()[i%len(s.Layouts())], view.Page{Title: "T"}); len(f) > 0 {
					t.Error(f)
				}
			}
		})
	}
	wg.Wait()
}

// TestThemeTried tries the theme as Load tries a site's own templates.
func TestThemeTried(t *testing.T) {
	if _, got := loaded(t, own()); got != "" {
		t.Error(got)
	}
}

func TestNoDigits(t *testing.T) {
	texts := theme(t).Texts()
	if len(texts) < 50 {
		t.Errorf("only %d texts", len(texts))
	}
	for _, x := range texts {
		if strings.ContainsFunc(x.Text, unicode.IsDigit) {
			t.Errorf("%s: %q", x.Span.File, x.Text)
		}
		if src, _ := fs.ReadFile(templates.FS, strings.TrimPrefix(x.Span.File, folder)); string(src[x.Span.Start:x.Span.End]) != x.Text {
			t.Errorf("%+v is not there", x)
		}
	}
}

// TestGoldens draws every partial with the sample views.
func TestGoldens(t *testing.T) {
	s := theme(t)
	for name := range s.partials {
		sample, ok := goldens[name]
		if !ok {
			t.Errorf("no sample for the partial %q", name)
			continue
		}
		var got bytes.Buffer
		for _, v := range sample {
			out, err := s.Partial(name, v)
			if err != nil {
				t.Fatal(err)
			}
			got.WriteString(string(out))
			got.WriteString("\n\n")
		}
		compare(t, name+".html", got.Bytes())
	}
	for _, p := range pages(t, s) {
		out, findings := s.Page(p.layout, p.page)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		if p.layout != "page" || p.page.Name == "background" {
			compare(t, "layout-"+p.layout+".html", out)
		}
	}
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it with -update:\n%s", file, got)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var l diag.List
		Load(templates.FS, nil, assets, &l)
	}
}

func BenchmarkMention(b *testing.B) {
	s := theme(b)
	m := view.Mention{Number: 1, ID: "stake.share", Href: "facts.html#stake.share", Status: "confirmed", Words: "about 27%"}
	b.Run("executed", func(b *testing.B) {
		for b.Loop() {
			if err := s.partials["mention"].draw(m, func([]byte) {}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Partial("mention", m); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("kept in parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := s.Partial("mention", m); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

func BenchmarkPage(b *testing.B) {
	s := theme(b)
	p := pages(b, s)[0]
	b.ReportAllocs()
	for b.Loop() {
		if _, f := s.Page(p.layout, p.page); len(f) > 0 {
			b.Fatal(f)
		}
	}
}
