package main

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// guide is docs/guide.md under test: somebody types along.
type guide struct {
	t    *testing.T
	dir  string // where they stand
	env  []string
	said string // what the commands of the last box printed
	code int    // of the last command
}

var (
	box    = regexp.MustCompile("(?m)^```([a-z]+)\n((?s:.*?))^```$")
	hashed = regexp.MustCompile("[0-9a-f]{64}") // of a manifest: another one after each change of the theme
	inFile = regexp.MustCompile("(Write over|Add to|In)\\s`(content/[a-z.]+)`(?::|, change)$")
)

// TestGuide runs every command of docs/guide.md as it is written, in a shell, and makes every change that it tells
// to make. A box of text is what the commands before it print, with HASH for a hash; -update writes it.
func TestGuide(t *testing.T) {
	const file = "../../docs/guide.md"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g := &guide{t: t, dir: t.TempDir(), env: append(os.Environ(), "SOURCE_DATE_EPOCH=1774000000", "NO_COLOR=1")} // 20 March 2026
	var made strings.Builder
	last, commands, texts := 0, 0, 0
	for _, m := range box.FindAllSubmatchIndex(page, -1) {
		before, kind, body := string(page[last:m[0]]), string(page[m[2]:m[3]]), string(page[m[4]:m[5]])
		made.WriteString(before)
		switch kind {
		case "sh":
			g.said = ""
			for line := range strings.Lines(body) {
				g.run(strings.TrimSuffix(line, "\n"))
				commands++
			}
		case "text":
			body, g.said = g.said, ""
			texts++
		default:
			g.write(before, kind, body)
		}
		made.WriteString("```" + kind + "\n" + body + "```")
		last = m[1]
	}
	made.Write(page[last:])
	if *update {
		if err := os.WriteFile(file, []byte(made.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if d := cmp.Diff(string(page), made.String()); d != "" {
		t.Errorf("the page is not what is seen; go test ./cmd/explainer -run TestGuide -update writes it (-page +seen):\n%s", d)
	}
	if g.code != clean || commands < 15 || texts < 9 {
		t.Errorf("it ends with exit code %d after %d commands, %d of them shown", g.code, commands, texts)
	}
	published, err := os.ReadFile(filepath.Join(g.dir, "public", "index.html"))
	if err != nil || !strings.Contains(string(published), "<b>Corrected</b> on") || !strings.Contains(string(published), "https://example.org/footbridge/") {
		t.Errorf("what was published is not what the page says: %v", err)
	}
}

// run types one command.
func (g *guide) run(line string) {
	g.t.Helper()
	if dir, ok := strings.CutPrefix(line, "cd "); ok {
		g.dir = filepath.Join(g.dir, dir)
		return
	}
	if line == "explainer serve" {
		g.serve()
		return
	}
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = g.dir, g.env
	out, err := cmd.CombinedOutput()
	g.said += hashed.ReplaceAllString(string(out), "HASH")
	g.code = clean
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		g.code = exit.ExitCode()
	} else if err != nil {
		g.t.Fatalf("%s: %v", line, err)
	}
	if g.code == misuse || (g.code == findings) != strings.Contains(string(out), "error: ") {
		g.t.Fatalf("%s: exit code %d\n%s", line, g.code, out)
	}
}

// serve asks the server for a page, then ends it as Ctrl-C does. Its port is the machine's: where that is taken, the
// program must say so.
func (g *guide) serve() {
	g.t.Helper()
	cmd := exec.Command("explainer", "serve")
	cmd.Dir, cmd.Env = g.dir, g.env
	said, err := cmd.StderrPipe()
	if err != nil {
		g.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		g.t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Signal(os.Interrupt)
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		switch line := lines.Text(); {
		case strings.Contains(line, "the port is taken"):
			g.t.Log(line)
			return
		case strings.HasPrefix(line, "The site is at http://127.0.0.1:8080/ "):
			answer, err := http.Get("http://127.0.0.1:8080/index.html")
			if err != nil {
				g.t.Fatal(err)
			}
			defer answer.Body.Close()
			if page, err := io.ReadAll(answer.Body); err != nil || !strings.Contains(string(page), "The footbridge") {
				g.t.Errorf("the server shows another site: %v", err)
			}
			return
		}
	}
	g.t.Fatal("the server ended without a word")
}

// write makes a change that the page tells to make: the words before a box say in which file.
func (g *guide) write(before, kind, body string) {
	g.t.Helper()
	m := inFile.FindStringSubmatch(strings.TrimSpace(before))
	if m == nil || (kind == "diff") != (m[1] == "In") {
		g.t.Fatalf("no file is named before the box\n%s", body)
	}
	path := filepath.Join(g.dir, filepath.FromSlash(m[2]))
	is, err := os.ReadFile(path)
	if err != nil {
		g.t.Fatal(err)
	}
	text := string(is)
	switch m[1] {
	case "Write over":
		text = body
	case "Add to":
		text += body
	default:
		was, now, _ := strings.Cut(strings.TrimPrefix(body, "-"), "\n+")
		if strings.Count(text, was) != 1 {
			g.t.Fatalf("%q does not stand once in %s", was, m[2])
		}
		text = strings.Replace(text, was, strings.TrimSuffix(now, "\n"), 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		g.t.Fatal(err)
	}
}
