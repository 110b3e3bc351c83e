package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"explainer/internal/view"
)

type specExample struct {
	Markdown, Section string
	Example           int
}

// specification reads the examples of CommonMark from goldmark's own module.
func specification(t testing.TB) []specExample {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err == nil {
		var data []byte
		data, err = os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
		if err == nil {
			var examples []specExample
			if err := json.Unmarshal(data, &examples); err != nil {
				t.Fatal(err)
			}
			return examples
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("goldmark's module has no specification: ", err)
	}
	t.Skip("goldmark's module has no specification: ", err)
	return nil
}

// TestSpecification holds our HTML to goldmark's, but for the list in differences.go.
func TestSpecification(t *testing.T) {
	examples := specification(t)
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	stock := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(listed{}, 1))),
	)
	raw := 0
	for _, e := range examples {
		var want bytes.Buffer
		if err := stock.Convert([]byte(e.Markdown), &want); err != nil {
			t.Fatal(err)
		}
		d := parse(e.Markdown)
		got := flat(t, d)
		if got = withoutIDs(got, d); got != typographic(want.String()) {
			t.Errorf("example %d (%s)\n%s\n got: %s\nwant: %s", e.Example, e.Section, e.Markdown, got, typographic(want.String()))
		}
		if hasRaw(stock, e.Markdown) {
			raw++
			if !has(d, "html-raw") {
				t.Errorf("example %d: raw HTML without a finding\n%s", e.Example, e.Markdown)
			}
		} else if has(d, "html-raw") {
			t.Errorf("example %d: a finding without raw HTML\n%s", e.Example, e.Markdown)
		}
	}
	if raw < 60 {
		t.Errorf("only %d examples have raw HTML", raw)
	}
}

// listed draws what differences.go lists; the rest is goldmark's.
type listed struct{}

func (listed) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHTMLBlock, renderHTMLBlock)
	reg.Register(ast.KindRawHTML, renderHTMLInline)
	reg.Register(ast.KindCodeBlock, renderCode)
	reg.Register(ast.KindFencedCodeBlock, renderCode)
	reg.Register(extast.KindTableCell, renderCell)
	reg.Register(ast.KindLink, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		l := n.(*ast.Link)
		a := readAddress(resolve(l.Destination))
		if a.code != "" || inside(n) {
			return ast.WalkContinue, nil
		}
		if !entering {
			_, _ = w.WriteString("</a>")
			return ast.WalkContinue, nil
		}
		_, _ = w.WriteString(`<a href="`)
		_, _ = w.Write(util.EscapeHTML(util.URLEscape(l.Destination, true)))
		_ = w.WriteByte('"')
		writeTitle(w, l.Title)
		_ = w.WriteByte('>')
		return ast.WalkContinue, nil
	})
	reg.Register(ast.KindAutoLink, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		l := n.(*ast.AutoLink)
		dest := string(l.URL(src))
		if l.AutoLinkType == ast.AutoLinkEmail {
			dest = "mailto:" + dest
		}
		if readAddress(dest).code != "" || inside(n) {
			escape(w, l.Label(src))
			return ast.WalkContinue, nil
		}
		_, _ = w.WriteString(`<a href="`)
		_, _ = w.Write(util.EscapeHTML(util.URLEscape([]byte(dest), false)))
		_, _ = w.WriteString(`">`)
		escape(w, l.Label(src))
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	})
	stock := html.NewRenderer()
	reg.Register(ast.KindImage, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		img := n.(*ast.Image)
		var alt bytes.Buffer
		if err := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(stock, 1), util.Prioritized(words{}, 0))).Render(&alt, src, children(n)); err != nil {
			return ast.WalkStop, err
		}
		text := strings.ReplaceAll(alt.String(), "\n", " ")
		if imageAddress(resolve(img.Destination)).code != "" {
			_, _ = w.WriteString(text)
			return ast.WalkSkipChildren, nil
		}
		_, _ = w.WriteString(`<img src="`)
		_, _ = w.Write(util.EscapeHTML(util.URLEscape(img.Destination, true)))
		_, _ = w.WriteString(`" alt="` + text + `"`)
		writeTitle(w, img.Title)
		_ = w.WriteByte('>')
		return ast.WalkSkipChildren, nil
	})
}

// words draws the words of an image: no markup in it.
type words struct{}

func (words) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	through := func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) { return ast.WalkContinue, nil }
	for _, k := range []ast.NodeKind{ast.KindLink, ast.KindImage, ast.KindEmphasis, extast.KindStrikethrough} {
		reg.Register(k, through)
	}
}

func children(n ast.Node) ast.Node {
	d := ast.NewDocument()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		d.AppendChild(d, c)
	}
	return d
}

// inside reports whether a link stands in the words of one that prints.
func inside(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if l, ok := p.(*ast.Link); ok && readAddress(resolve(l.Destination)).code == "" {
			return true
		}
	}
	return false
}

func hasRaw(md goldmark.Markdown, src string) bool {
	var b bytes.Buffer
	omitted := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer))
	_ = omitted.Convert([]byte(src), &b)
	return strings.Contains(b.String(), "raw HTML omitted")
}

func typographic(s string) string {
	return strings.NewReplacer("&lsquo;", "‘", "&rsquo;", "’", "&ldquo;", "“", "&rdquo;", "”", "&ndash;", "–", "&mdash;", "—",
		"&hellip;", "…", "&laquo;", "«", "&raquo;", "»").Replace(s)
}

func withoutIDs(html string, d *Doc) string {
	for _, h := range d.Headings[:min(len(d.Headings), 100)] {
		html = strings.Replace(html, ` id="`+h.ID+`"`, "", 1)
	}
	return html
}

func parse(src string) *Doc { return Parse("page.md", []byte(src), func(i int) int { return i }) }

// flat draws a page with every link as an ordinary one.
func flat(t testing.TB, d *Doc) string {
	t.Helper()
	for _, l := range d.Links {
		if l.Href != "" {
			continue
		}
		switch l.Kind {
		case Page:
			l.Href = l.ID + ".md"
			if l.Anchor != "" {
				l.Href += "#" + l.Anchor
			}
		default:
			l.Href = l.ID
		}
	}
	b, err := d.Render(func(name string, v any) (view.Markup, error) { return "", nil })
	if err != nil {
		t.Fatal(err)
	}
	return joined(b)
}

func joined(b Body) string {
	var s strings.Builder
	s.WriteString(string(b.Opening))
	for _, sec := range b.Sections {
		s.WriteString(string(sec.Body))
	}
	s.WriteString(string(b.Footnotes))
	return s.String()
}

func has(d *Doc, code string) bool {
	for _, f := range d.Findings.Sorted() {
		if f.Code == code {
			return true
		}
	}
	return false
}

var _ view.Partial = func(string, any) (view.Markup, error) { return "", nil }
