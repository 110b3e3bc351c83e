//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/publish"
)

// twoEditions is the small site as it was published into out, and the same site edited: to says what a publish of it makes.
func twoEditions(t *testing.T) (root, out string, from, to map[string]string) {
	t.Helper()
	top := t.TempDir()
	root, out = filepath.Join(top, "site"), filepath.Join(top, "public")
	if err := overlay(root, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	if err := recorded(root); err != nil {
		t.Fatal(err)
	}
	build := func(dir string) map[string]string {
		t.Helper()
		if said, err := exec.Command("explainer", "build", "--root", root, "--output", dir, "--no-sync").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		return filesOf(dir)
	}
	from = build(out)
	page := filepath.Join(root, "content", "second.md")
	text := bytes.Replace(read(t, page), []byte("Back to"), []byte("Once more to"), 1)
	if err := os.WriteFile(page, text, 0o644); err != nil {
		t.Fatal(err)
	}
	to = build(filepath.Join(top, "clean"))
	if maps.Equal(from, to) {
		t.Fatal("the edition after is the edition before")
	}
	return root, out, from, to
}

// TestScarce: a build that may have few open files, write short files or take little memory changes the site whole, or
// fails and leaves each file whole; what was left, the next build mends.
func TestScarce(t *testing.T) {
	root, out, from, to := twoEditions(t)
	before := filepath.Join(t.TempDir(), "before")
	if err := os.Rename(out, before); err != nil {
		t.Fatal(err)
	}
	var limits []string
	for n := 3; n <= 24; n++ {
		limits = append(limits, fmt.Sprintf("-n %d", n))
	}
	for n := 0; n <= 64; n += 4 { // blocks of 512 or 1024 bytes
		limits = append(limits, fmt.Sprintf("-f %d", n))
	}
	for n := 1 << 18; n <= 1<<22; n *= 2 { // KB of addresses, of which Go reserves many
		limits = append(limits, fmt.Sprintf("-v %d", n))
	}
	failed, published := 0, 0
	for _, limit := range limits {
		if err := errors.Join(os.RemoveAll(out), os.CopyFS(out, os.DirFS(before))); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("sh", "-c", "ulimit "+limit+" && exec explainer build --quiet --root '"+root+"' --output '"+out+"'")
		said, err := cmd.CombinedOutput()
		now := filesOf(out)
		if err == nil {
			published++
			if !maps.Equal(now, to) {
				t.Errorf("ulimit %s: it ends well, and the site is not whole", limit)
			}
			continue
		}
		failed++
		// Where Go itself lacks something at its start, it dies in its own words.
		if strings.HasPrefix(limit, "-f") && (cmd.ProcessState.ExitCode() != misuse || !strings.HasPrefix(string(said), "explainer: ") || !strings.HasSuffix(string(said), ": file too large\n")) {
			t.Errorf("ulimit %s: exit code %d: %s", limit, cmd.ProcessState.ExitCode(), said)
		}
		for path := range from {
			if now[path] != from[path] && now[path] != to[path] && path != publish.ManifestName {
				t.Errorf("ulimit %s: %s is of no edition: %d bytes", limit, path, len(now[path]))
			}
		}
		if said, err := exec.Command("explainer", "build", "--quiet", "--root", root, "--output", out, "--no-sync").CombinedOutput(); err != nil {
			t.Errorf("ulimit %s: the next build: %v\n%s", limit, err, said)
		}
		if !maps.Equal(filesOf(out), to) {
			t.Errorf("ulimit %s: the next build does not mend the site", limit)
		}
	}
	t.Logf("%d failed, %d published", failed, published)
	if failed < 10 || published < 10 {
		t.Error("the limits are no limits, or too narrow ones")
	}
}

// TestNobodyReads: a build whose findings nobody reads to their end, as before head -1, has published by then.
func TestNobodyReads(t *testing.T) {
	root, out, _, _ := twoEditions(t)
	page := filepath.Join(root, "content", "second.md")
	if err := os.WriteFile(page, append(read(t, page), "\nIt holds 27%.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	reads, writes, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	reads.Close()
	defer writes.Close()
	cmd := exec.Command("explainer", "build", "--draft", "--root", root, "--output", out)
	cmd.Stdout = writes
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() == clean {
		t.Error("a finding was printed to nobody, and nothing happened")
	}
	if !strings.Contains(string(read(t, filepath.Join(out, "second.html"))), "It holds 27%.") {
		t.Error("the site is not published")
	}
	if r, err := publish.Verify(out, nil); err != nil || len(r.Faults) > 0 {
		t.Errorf("%+v, %v", r.Faults, err)
	}
}
