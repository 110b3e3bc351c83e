package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestMain lets the test run itself as the small process that starts what is measured.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "measure" {
		if err := launch(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestMeasureIsOfTheChild measures a small command from a large process.
func TestMeasureIsOfTheChild(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("this system does not tell a process's peak memory")
	}
	const size = 200 << 20
	ballast := make([]byte, size)
	for i := range ballast {
		ballast[i] = 1
	}
	c, err := measure(t.TempDir(), []string{"go", "version"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Wall <= 0 || c.CPU <= 0 || c.Memory <= 0 || c.Memory > size/2 {
		t.Errorf("go version took %v, %v and %d bytes", c.Wall, c.CPU, c.Memory)
	}
	runtime.KeepAlive(ballast)
	if _, err := measure(t.TempDir(), []string{"go", "no-such-command"}); err == nil {
		t.Error("a command that fails is measured")
	}
}

func TestLook(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.html": "x<span class=\"m reported\">", "b/c.html": "y", "d.css": "<span class=\"m "} {
		if err := writeFile(filepath.Join(dir, name), text); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := look(dir); err != nil || got != (output{pages: 2, mentions: 1, bytes: 42}) {
		t.Errorf("got %+v, %v", got, err)
	}
}
