package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/diag"
)

// fixable copies the small site, with a page of these bytes.
func fixable(t *testing.T, page string) (root, file string) {
	t.Helper()
	root = t.TempDir()
	if err := overlay(root, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(root, "content", "second.md")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := recorded(root); err != nil {
		t.Fatal(err)
	}
	return root, file
}

func holds(t *testing.T, file, want string) {
	t.Helper()
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("it holds %q (%v), want %q", got, err, want)
	}
}

// A fix touches its place alone: line ends, a mark at the beginning, a missing last line end, spaces at the end
// of lines and what no editor shows stay, and so do the file's rights.
func TestFixKeepsEveryOtherByte(t *testing.T) {
	const front = "---\ntitle: The second page\ndescription: Another page.\n---\n"
	for name, page := range map[string]string{
		"plain":        front + "The ? price.  \n\n## Why\n",
		"no last end":  front + "## Why\n\nThe ? price",
		"CRLF":         strings.ReplaceAll(front+"The ? price.\n\n## Why\n", "\n", "\r\n"),
		"mixed ends":   front + "The ? price.\r\n\n## Why\r\n",
		"a mark":       "\ufeff" + front + "The ? price.\n\n## Why\n",
		"two a line":   front + "? and ?\n\n## Why\n",
		"wide letters": front + "Über 😀 ? 日本\u00a0\n\n## Why\n",
		"front matter": strings.Replace(front, "Another page.", `"Another ? page."`, 1) + "## Why\n",
	} {
		t.Run(name, func(t *testing.T) {
			root, file := fixable(t, strings.ReplaceAll(page, "?", "<fact:prise>"))
			var out, errs bytes.Buffer
			if code := run([]string{"check", "--root", root, "--fix", "--yes"}, &out, &errs); code != clean {
				t.Fatalf("exit code %d\n%s%s", code, out.String(), errs.String())
			}
			holds(t, file, strings.ReplaceAll(page, "?", "<fact:price>"))
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) != 5 {
				t.Errorf("%d files in the folder", len(entries))
			}
		})
	}
}

// A file that somebody saved after it was judged is left alone, and so are those behind it.
func TestFixOfAFileThatChanged(t *testing.T) {
	const page = "---\ntitle: The second page\ndescription: Another page.\n---\n## Why\n\n<fact:prise>\n"
	root, file := fixable(t, page)
	g := &globals{Root: root, Today: "2026-05-01", out: new(bytes.Buffer), err: new(bytes.Buffer)}
	j, err := g.judge("", false)
	if err != nil {
		t.Fatal(err)
	}
	tree := &remembered{FS: j.tree, files: map[string][]byte{}}
	report := judgement{tree, j.o}.run(func(string, []byte) error { return nil })
	edits := diag.Edits(report.Findings)
	if len(edits) != 1 {
		t.Fatalf("%+v", report.Findings)
	}
	saved := strings.Replace(page, "## Why", "## Why\n\nMore was typed.", 1)
	if err := os.WriteFile(file, []byte(saved), 0o640); err != nil {
		t.Fatal(err)
	}
	made, err := g.write(tree, edits)
	if err == nil || made != 0 || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("%d made, %v", made, err)
	}
	holds(t, file, saved)
}

// What may not be written is not replaced by way of its folder either.
func TestFixOfAReadOnlyFile(t *testing.T) {
	const page = "---\ntitle: The second page\ndescription: Another page.\n---\n## Why\n\n<fact:prise>\n"
	root, file := fixable(t, page)
	if err := os.Chmod(file, 0o444); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"check", "--root", root, "--fix", "--yes"}, &out, &errs); code != misuse || !strings.Contains(errs.String(), "second.md: it is read-only") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	holds(t, file, page)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(elsewhere, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, file); err != nil {
		t.Skip(err)
	}
	if code := run([]string{"check", "--root", root, "--fix", "--yes"}, &out, &errs); code == clean {
		t.Error("a link was followed")
	}
	holds(t, elsewhere, page)
}
