package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// manual is docs/commands.md by its headings.
func manual(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	for _, part := range strings.Split(string(data), "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		sections[title] = body
	}
	return sections
}

func commandLine(t *testing.T) *kong.Kong {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("explainer"), kong.Writers(io.Discard, io.Discard), kong.Vars{"address": "127.0.0.1:8080", "editors": "vscode"})
	if err != nil {
		t.Fatal(err)
	}
	return parser
}

var flagWord = regexp.MustCompile("--[a-z][a-z-]*")

// TestCommandsAreDescribed holds docs/commands.md against the program: every command has its section, every
// flag its row, and nothing is described that is not there.
func TestCommandsAreDescribed(t *testing.T) {
	sections, parser := manual(t), commandLine(t)
	everywhere := []string{"--help"}
	for _, f := range parser.Model.Flags {
		if f.Name != "help" {
			everywhere = append(everywhere, "--"+f.Name)
			if !strings.Contains(sections["Everywhere"], "`--"+f.Name) {
				t.Errorf("Everywhere does not describe --%s", f.Name)
			}
		}
	}
	described := []string{}
	for _, leaf := range parser.Model.Leaves(false) {
		title := "explainer " + leaf.Path()
		for _, p := range leaf.Positional {
			title += " " + strings.ToUpper(p.Name)
		}
		described = append(described, title)
		body, ok := sections[title]
		if !ok {
			t.Errorf("there is no section %q", title)
			continue
		}
		flags := slices.Clone(everywhere)
		for _, f := range leaf.Flags {
			flags = append(flags, "--"+f.Name)
			if !strings.Contains(body, "`--"+f.Name) {
				t.Errorf("%s: --%s is not described", title, f.Name)
			}
		}
		for _, f := range flagWord.FindAllString(body, -1) {
			if !slices.Contains(flags, f) {
				t.Errorf("%s: it has no %s", title, f)
			}
		}
		if !strings.Contains(body, "```sh\nexplainer ") {
			t.Errorf("%s has no example", title)
		}
	}
	for title := range sections {
		if strings.HasPrefix(title, "explainer ") && !slices.Contains(described, title) {
			t.Errorf("there is no command %q", title)
		}
	}
}

// TestExamplesOfCommands reads every example of docs/commands.md as the program would.
func TestExamplesOfCommands(t *testing.T) {
	n := 0
	for title, body := range manual(t) {
		for _, block := range strings.Split(body, "```sh\n")[1:] {
			code, _, _ := strings.Cut(block, "```")
			for line := range strings.Lines(code) {
				args := strings.Fields(line)
				if args[0] != "explainer" {
					t.Errorf("%s: %q is no example of ours", title, line)
					continue
				}
				if _, err := commandLine(t).Parse(args[1:]); err != nil {
					t.Errorf("%s: %q: %v", title, line, err)
				}
				for i, word := range strings.Fields(title) {
					if word == strings.ToLower(word) && (i >= len(args) || args[i] != word) {
						t.Errorf("%q stands under %s", line, title)
					}
				}
				n++
			}
		}
	}
	if n < 15 {
		t.Errorf("%d examples", n)
	}
}

// TestExamplesOfHelp: the help of every command shows it as it is typed, and the program reads that.
func TestExamplesOfHelp(t *testing.T) {
	for _, leaf := range commandLine(t).Model.Leaves(false) {
		examples := regexp.MustCompile(`(?m)^  .*\b(explainer [^()\n]+)`).FindAllStringSubmatch(leaf.Detail, -1)
		if len(examples) == 0 {
			t.Errorf("the help of %s shows no example: %q", leaf.Path(), leaf.Detail)
		}
		for _, m := range examples {
			quoted := false
			args := strings.FieldsFunc(m[1], func(r rune) bool {
				if r == '"' {
					quoted = !quoted
				}
				return r == ' ' && !quoted
			})
			k, err := commandLine(t).Parse(args[1:])
			if err != nil || k.Selected().Path() != leaf.Path() {
				t.Errorf("%s: %q: %v", leaf.Path(), m[1], err)
			}
		}
	}
}

// TestSettingsOfCommands reads the settings that docs/commands.md shows.
func TestSettingsOfCommands(t *testing.T) {
	n := 0
	for title, body := range manual(t) {
		for _, block := range strings.Split(body, "```yaml\n")[1:] {
			code, _, _ := strings.Cut(block, "```")
			var l diag.List
			c := site.ReadConfig([]byte("title: A\ndescription: B\n"+code), &l)
			if l.Len() > 0 || len(c.Severity)+len(c.StaleAfter.Entries) == 0 {
				t.Errorf("%s: %+v", title, l.Sorted())
			}
			for _, s := range c.Severity {
				if _, ok := diag.Explain(s.Code.S); !ok {
					t.Errorf("%s: there is no code %s", title, s.Code.S)
				}
			}
			n++
		}
	}
	if n < 2 {
		t.Errorf("%d settings", n)
	}
}

// TestTemplateExamples lays every example of docs/templates.md over the small site, by the file that the line
// before it names. One that is followed by findings gives those, and the others give none.
func TestTemplateExamples(t *testing.T) {
	data, err := os.ReadFile("../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(templates/[a-z]+/[a-z]+\\.html)`:?$")
	file, n := "", 0
	parts := strings.Split(string(data), "```html\n")
	for i, part := range parts[1:] {
		source, after, _ := strings.Cut(part, "```")
		if m := named.FindStringSubmatch(strings.TrimSpace(parts[i])); m != nil {
			file = m[1]
		}
		want := ""
		if before, findings, ok := strings.Cut(after, "```text\n"); ok && strings.TrimSpace(before) == "gives" {
			want, _, _ = strings.Cut(findings, "```")
		}
		root := t.TempDir()
		if err := overlay(root, os.DirFS("testdata/site")); err != nil {
			t.Fatal(err)
		}
		put := func(name, text string) {
			path := filepath.Join(root, filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		put(file, source)
		put("content/third.md", "---\ntitle: A letter\ndescription: A page.\nlayout: "+strings.TrimSuffix(filepath.Base(file), ".html")+"\n---\nWords.\n\n> [!NOTE]\n> A note.\n")
		if strings.Contains(file, "partials") {
			put("content/third.md", "---\ntitle: A letter\ndescription: A page.\n---\nWords.\n\n> [!NOTE]\n> A note.\n")
		}
		if err := recorded(root); err != nil {
			t.Fatal(err)
		}
		var out, errs strings.Builder
		code := run([]string{"check", "--root", root, "--today", "2026-05-01"}, &out, &errs)
		if out.String() != want || (code == clean) != (want == "") {
			t.Errorf("example %d, %s: exit code %d\n%s\nwant:\n%s", i+1, file, code, out.String(), want)
		}
		n++
	}
	if n < 4 {
		t.Errorf("%d examples", n)
	}
}

// TestFindingsForProgramsAreDescribed: every key of a finding, of its fix and of its choice is named.
func TestFindingsForProgramsAreDescribed(t *testing.T) {
	root := t.TempDir()
	if err := overlay(root, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"index.md":  "---\ntitle: A\ndescription: B\n---\n<fact:stak> <br>\n",
		"site.yaml": "title: A\ndescription: B\nseverity:\n  - {code: html-raw, level: warning, reason: moving}\n",
	} {
		if err := os.WriteFile(filepath.Join(root, "content", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs strings.Builder
	run([]string{"check", "--root", root, "--today", "2026-05-01", "--format", "json"}, &out, &errs)
	if strings.Count(out.String(), `"fix": {`) != 1 || strings.Count(out.String(), `"choice": {`) != 1 {
		t.Fatal(out.String())
	}
	section := manual(t)["Findings for programs"]
	for _, m := range regexp.MustCompile(`(?m)^ *"([a-z_]+)":`).FindAllStringSubmatch(out.String(), -1) {
		if key := m[1]; key != "name" && !strings.Contains(section, "`"+key+"`") { // tool has a name and a version
			t.Errorf("the key %s is not described", key)
		}
	}
}

// TestHostingIsTested holds docs/hosting.md against the servers that TestHosts starts: what it tells readers to write
// is what is tested, line by line.
func TestHostingIsTested(t *testing.T) {
	text := strings.ReplaceAll(string(read(t, "../../docs/hosting.md")), "POLICY", policy)
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	r := running{dir: "/srv/site", own: "/tmp", lost: "/404.html", port: 8080}
	for _, s := range servers {
		_, section, found := strings.Cut(text, "\n## "+s.name+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		_, block, fenced := strings.Cut(section, "```")
		block, _, closed := strings.Cut(block, "\n```")
		if !found || !fenced || !closed {
			t.Errorf("docs/hosting.md does not tell how to serve with %s", s.name)
			continue
		}
		tested := words(s.written(r) + " " + s.commands[0] + " " + strings.Join(s.start(r, "FILE"), " "))
		for _, line := range strings.Split(block, "\n")[1:] {
			if !strings.Contains(tested, words(line)) {
				t.Errorf("%s: %q is not in what is tested: %s", s.name, line, tested)
			}
		}
		for command := range strings.SplitSeq(section, "`") {
			if strings.HasPrefix(command, s.commands[0]+" ") && !strings.Contains(tested, words(command)) {
				t.Errorf("%s: %q is not what is tested: %s", s.name, command, tested)
			}
		}
	}
}

// TestRowsAreHeld: each test, and each goal of cmd/torture, that the tables of reliability name is there, each row names
// one, and no row is left out.
func TestRowsAreHeld(t *testing.T) {
	for page, letters := range map[string]map[string]int{ // how many rows there are, by their letter
		"reliability-input.md":      {"U": 38},
		"reliability-publishing.md": {"P": 37, "S": 14},
		"reliability-serving.md":    {"D": 54, "H": 13},
	} {
		text := string(read(t, "../../docs/"+page))
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| row") || strings.HasPrefix(line, "| reports") {
				continue
			}
			cells := strings.Split(line, " | ")
			holders := cells[len(cells)-1]
			tests := regexp.MustCompile("`([a-z]+)\\.((?:Test|Fuzz)[A-Za-z0-9]+)`").FindAllStringSubmatch(holders, -1)
			goals := regexp.MustCompile(`\bG\d+\b`).FindAllString(holders, -1)
			if len(tests)+len(goals) == 0 {
				t.Errorf("%s: nothing holds %s", page, line)
			}
			for _, m := range tests {
				isThere(t, m[1], m[2])
			}
			for _, goal := range goals {
				if !strings.Contains(string(read(t, "../torture/goal.go")), "\t\t{\""+goal+"\", ") {
					t.Errorf("%s: there is no goal %s", page, goal)
				}
			}
		}
		for letter, want := range letters {
			for n := range want {
				row := fmt.Sprintf(`(?m)^\| (~~)?%s%d(~~)? \|`, letter, n+1)
				if found := len(regexp.MustCompile(row).FindAllString(text, -1)); found != 1 {
					t.Errorf("%s: %d rows %s%d", page, found, letter, n+1)
				}
			}
		}
	}
}

// isThere says that a test of a room, or of this command, exists.
func isThere(t *testing.T, room, name string) {
	t.Helper()
	dir := "../../internal/" + room
	if room == "explainer" {
		dir = "."
	}
	files, err := filepath.Glob(dir + "/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(files, func(file string) bool { return strings.Contains(string(read(t, file)), "\nfunc "+name+"(") }) {
		t.Errorf("there is no %s in %s", name, dir)
	}
}
