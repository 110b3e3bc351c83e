package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nu asks the Nu HTML checker about files, all in one go, since Java is slow to start. Its warnings are left
// out: it reads the policy as if no page had an address, and so takes 'self' for nothing.
func nu(t *testing.T, files ...string) []string {
	t.Helper()
	drives(t)
	jar := "../../node_modules/vnu-jar/build/dist/vnu.jar"
	if _, err := os.Stat(jar); err != nil {
		lacks(t, "no Nu HTML checker was found: `make test` installs it where there is npm")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		lacks(t, "no Java was found: `make test` as root installs Debian's, or install it from your system's packages")
	}
	arguments := append([]string{"-Xss4m", "-jar", jar, "--errors-only", "--exit-zero-always", "--stdout", "--format", "json"}, files...)
	out, err := exec.Command(java, arguments...).Output()
	if err != nil {
		t.Fatalf("the Nu HTML checker: %v", err)
	}
	var answer struct {
		Messages []struct {
			Type, URL, Message, Extract string
		}
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("the Nu HTML checker says %q: %v", out, err)
	}
	var faults []string
	for _, m := range answer.Messages {
		faults = append(faults, filepath.Base(m.URL)+": "+m.Type+": "+m.Message+" at "+strings.TrimSpace(m.Extract))
	}
	return faults
}

// TestNu asks the Nu HTML checker about every page, as it is at a root and with a base URL.
func TestNu(t *testing.T) {
	p := ownSite(t)
	var files []string
	for _, dir := range []string{p.plain, p.based} {
		if dir == "" {
			continue
		}
		for _, page := range pages(t, dir) {
			files = append(files, filepath.Join(dir, page))
		}
	}
	for _, fault := range nu(t, files...) {
		t.Error(fault)
	}
}

// TestNuComplains makes sure that the checker would say something.
func TestNuComplains(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.html")
	if err := os.WriteFile(file, []byte("<!doctype html><html lang=en><title>x</title><p id=a><p id=a><ul><p>x</ul>"), 0o644); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(nu(t, file), "\n")
	for _, want := range []string{"Duplicate ID", "not allowed as child"} {
		if !strings.Contains(said, want) {
			t.Errorf("no word of %q in %q", want, said)
		}
	}
}
