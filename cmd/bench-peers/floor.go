package main

import (
	"bytes"
	"flag"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// floor is the least that a generator does: it reads pages, lets goldmark and chroma draw them, fills one template and
// writes. It checks nothing and looks nothing up: a mention stays a link to fact:ID.
type floor struct {
	markdown goldmark.Markdown
	layout   *template.Template
	size     int // bytes of a page: shorter ones end with as much of a constant block as they lack
}

// runFloor is the floor as a program: it builds the site of the folder it stands in.
func runFloor(args []string) error {
	flags := flag.NewFlagSet("floor", flag.ExitOnError)
	size := flags.Int("size", 0, "bytes that a page has at least")
	if err := flags.Parse(args); err != nil {
		return err
	}
	files, err := filepath.Glob("content/*.md")
	if err != nil {
		return err
	}
	if err := os.MkdirAll("public", 0o777); err != nil {
		return err
	}
	return newFloor(*size).build(files)
}

func newFloor(size int) *floor {
	return &floor{
		markdown: goldmark.New(
			goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()),
			goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(coloured{}, 100))),
		),
		layout: template.Must(template.ParseFS(peers, "peers/floor.html")),
		size:   size,
	}
}

// build makes the pages, as many at a time as there are processors, and returns the first error.
func (f *floor) build(files []string) error {
	next := make(chan string)
	faults := make(chan error, len(files))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var out bytes.Buffer
			for file := range next {
				faults <- f.file(file, &out)
			}
		})
	}
	for _, file := range files {
		next <- file
	}
	close(next)
	workers.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *floor) file(file string, out *bytes.Buffer) error {
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	out.Reset()
	if err := f.page(out, source); err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(file), ".md") + ".html"
	return os.WriteFile(filepath.Join("public", name), out.Bytes(), 0o666)
}

// page draws one page. Its front matter is lines of KEY: TEXT.
func (f *floor) page(out *bytes.Buffer, source []byte) error {
	head, body, _ := bytes.Cut(bytes.TrimPrefix(source, []byte("---\n")), []byte("---\n"))
	var html bytes.Buffer
	if err := f.markdown.Convert(body, &html); err != nil {
		return err
	}
	view := map[string]any{"body": template.HTML(html.String())}
	for line := range strings.Lines(string(head)) {
		key, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		view[key] = text
	}
	if err := f.layout.Execute(out, view); err != nil {
		return err
	}
	for out.Len() < f.size {
		out.WriteString(filler[:min(len(filler), f.size-out.Len())])
	}
	return nil
}

// filler stands for what explainer writes and the floor does not: cards, mostly.
var filler = strings.Repeat("<li class=\"card\"><p>Budget of the harbour</p><p>As of a day that somebody wrote down.</p></li>\n", 40)

// coloured draws fenced code by chroma, with classes.
type coloured struct{}

var _ renderer.NodeRenderer = coloured{}

func (coloured) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, drawCode)
}

var (
	byClass  = chromahtml.New(chromahtml.WithClasses(true))
	noColour = chroma.MustNewStyle("none", chroma.StyleEntries{chroma.Background: "bg:#ffffff"})
)

func drawCode(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := node.(*ast.FencedCodeBlock)
	lexer := lexers.Get(string(block.Language(source)))
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := lexer.Tokenise(nil, string(block.Lines().Value(source)))
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkSkipChildren, byClass.Format(io.Writer(w), noColour, tokens)
}
