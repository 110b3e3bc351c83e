package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCreate(t *testing.T) {
	top := t.TempDir()
	folder := filepath.Join(top, "new", "site", "content")
	files := map[string][]byte{"a.md": []byte("one"), ".schema/b.json": []byte("two"), "deep/er/c": nil}
	if err := Create(folder, files); err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		got, err := os.ReadFile(path)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	if left := names(t, filepath.Dir(folder)); left != "content" {
		t.Errorf("beside it there is %s", left)
	}
}

// TestCreateRefuses: whatever is there stays, and nothing is left behind.
func TestCreateRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		plant func(top string) error
		file  string
		says  string
	}{
		{"a full folder", func(top string) error { return os.MkdirAll(filepath.Join(top, "site/content/x"), 0o755) }, "a", "its name is taken"},
		{"an empty folder", func(top string) error { return os.MkdirAll(filepath.Join(top, "site/content"), 0o755) }, "a", "its name is taken"},
		{"a file", func(top string) error {
			return os.WriteFile(filepath.Join(top, "site", "content"), []byte("mine"), 0o644)
		}, "a", "its name is taken"},
		{"a link that leads nowhere", func(top string) error { return os.Symlink("nowhere", filepath.Join(top, "site", "content")) }, "a", "its name is taken"},
		{"a path that leads out", func(string) error { return nil }, "../a", "no path below it"},
		{"two names for one file", func(string) error { return nil }, "b/../x", "file exists"},
	} {
		t.Run(c.name, func(t *testing.T) {
			top := t.TempDir()
			if err := os.Mkdir(filepath.Join(top, "site"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := c.plant(top); err != nil {
				t.Fatal(err)
			}
			before := names(t, filepath.Join(top, "site"))
			err := Create(filepath.Join(top, "site", "content"), map[string][]byte{c.file: nil, "x": nil})
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), filepath.Join("site", "content")) {
				t.Errorf("got %v", err)
			}
			if after := names(t, filepath.Join(top, "site")); after != before {
				t.Errorf("there was %q, there is %q", before, after)
			}
		})
	}
	top := t.TempDir()
	if err := os.WriteFile(filepath.Join(top, "site"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Create(filepath.Join(top, "site", "content"), nil); err == nil || names(t, top) != "site" {
		t.Errorf("a folder inside a file: %v", err)
	}
	if err := Create(filepath.Join(top, "new", "site", "content"), map[string][]byte{"../a": nil}); err == nil || names(t, top) != "site" {
		t.Errorf("the folders that were made for it stay: %v, %s", err, names(t, top))
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}
