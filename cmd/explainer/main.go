// Command explainer builds explainer microsites: Markdown and a facts file in, plain HTML out.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"explainer/internal/diag"
	"explainer/internal/lsp"
	"explainer/internal/serve"
)

// Exit codes: a clean run, findings in the author's files, misuse or a fault of the machine.
const (
	clean    = 0
	findings = 1
	misuse   = 2
)

func main() {
	collect()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// globals are the flags that every command has, and where it writes.
type globals struct {
	Root   string `default:"." type:"path" help:"The site's folder."`
	Today  string `help:"The day to judge by, such as 2026-04-27 (default: SOURCE_DATE_EPOCH, else the clock)." placeholder:"DAY"`
	Format string `default:"text" enum:"text,json,sarif,github" help:"How findings are printed: text, json, sarif (2.1.0) or github (workflow commands)."`
	Strict bool   `help:"Warnings count as errors; a date still stops no build."`
	Quiet  bool   `short:"q" help:"Print findings only."`

	out, err io.Writer
}

type commands struct {
	globals
	Init       initCmd       `cmd:"" help:"Make a new site that can be published at once: a small example, to write over."`
	Build      buildCmd      `cmd:"" help:"Judge the site and publish it."`
	Check      checkCmd      `cmd:"" help:"Judge the site, dates too; write nothing but what --fix mends."`
	Serve      serveCmd      `cmd:"" help:"Show the site in a browser while you write it."`
	Lsp        lspCmd        `cmd:"" help:"Judge the site in your editor while you type: a language server."`
	Facts      factsCmd      `cmd:"" help:"Answer questions about the facts: what there is, where it shows, what differs, what is due."`
	Verify     verifyCmd     `cmd:"" help:"Hold a published folder, or a site on a server, against what was published."`
	Record     recordCmd     `cmd:"" help:"Put what changed into the ledger, with a note that says why."`
	Schema     schemaCmd     `cmd:"" help:"Print the JSON Schema of a file that you write, for your editor."`
	Explain    explainCmd    `cmd:"" help:"Say what a finding means and how to mend it."`
	Completion completionCmd `cmd:"" help:"Print a script by which bash, zsh or fish completes commands, flags and names."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// errFindings ends a command whose findings were printed.
var errFindings = errors.New("findings")

// run is the whole program but for its exit.
func run(args []string, stdout, stderr io.Writer) int {
	var c commands
	help := stdout
	if len(args) == 0 { // whoever types nothing else asks what there is, and a script has lost its words
		help = stderr
	}
	parser, err := kong.New(&c,
		kong.Name("explainer"),
		kong.Description("Builds explainer microsites in which no wrong figure can ship. Begin with: explainer init DIR. Exit codes: 0 clean, 1 findings, 2 misuse or a fault of the machine."),
		kong.Writers(help, stderr),
		kong.Vars{"address": serve.DefaultAddress, "editors": strings.Join(serve.EditorNames(), ", ")},
		kong.Exit(func(code int) { panic(exit(code)) }),
	)
	if err != nil {
		fmt.Fprintln(stderr, "explainer:", err)
		return misuse
	}
	parser.Model.HelpFlag.Help = "Show this help, or that of a command."
	code, parsed := parse(parser, asked(args), stderr)
	if len(args) == 0 {
		return misuse
	}
	if parsed == nil {
		return code
	}
	c.out, c.err = stdout, stderr
	switch err := parsed.Run(&c.globals); {
	case err == nil:
		return clean
	case errors.Is(err, errFindings):
		return findings
	case errors.Is(err, lsp.ErrUnasked):
		return findings // the protocol's word for it is 1
	default:
		fmt.Fprintln(stderr, "explainer:", diag.Clean(err.Error())) // it may name files, or say what a server said
		return misuse
	}
}

// asked is what the parser is asked for the words that people try first.
func asked(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(args[1:len(args):len(args)], "--help")
	case args[0] == "--version":
		return append([]string{"version"}, args[1:]...)
	}
	return args
}

// examples are commands as they are typed, for the help of one.
func examples(lines ...string) string {
	title := "Example:\n\n"
	if len(lines) > 1 {
		title = "Examples:\n\n"
	}
	return title + "  " + strings.Join(lines, "\n  ")
}

// exit is how kong leaves after --help.
type exit int

func parse(parser *kong.Kong, args []string, stderr io.Writer) (code int, parsed *kong.Context) {
	defer func() {
		if e, ok := recover().(exit); ok {
			code, parsed = int(e), nil
		}
	}()
	parsed, err := parser.Parse(args)
	if err != nil {
		about := parser.Model.Node
		if fault, ok := errors.AsType[*kong.ParseError](err); ok && fault.Context.Selected() != nil {
			about = fault.Context.Selected()
		}
		fmt.Fprintf(stderr, "explainer: %v\nTry: %s --help\n", err, about.FullPath())
		return misuse, nil
	}
	return clean, parsed
}

// buildInfo is what the program knows of how it was built.
var buildInfo = debug.ReadBuildInfo

// identity tells this program from all that may make other pages of the same sources. It is empty where nobody can tell:
// for a program that was built without its commit, or from files that are in none.
func identity() string {
	info, ok := buildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" || strings.Contains(info.Main.Version, "+dirty") {
		return ""
	}
	for _, m := range info.Deps {
		if m.Replace != nil || m.Sum == "" {
			return ""
		}
	}
	return info.Main.Version + " " + info.GoVersion
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := buildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}
