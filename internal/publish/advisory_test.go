package publish

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAdvisories has the ways by which os.Root let others out of a folder, by the number of each report: a publish and
// a verification go none of them.
func TestAdvisories(t *testing.T) {
	outside := t.TempDir()
	secret := filepath.Join(outside, "page.html")
	if err := os.WriteFile(secret, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ id, path string }{
		{"CVE-2025-22873: ../", "../page.html"},
		{"CVE-2025-22873: a folder and back twice", "a/../../page.html"},
		{"CVE-2026-39822: a link with a slash behind it", "a/"},
		{"CVE-2026-39822: through a link with a slash", "a//page.html"},
		{"an absolute path", secret},
	} {
		dir := published(t)
		s, err := Open(dir, Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Put(c.path, []byte("x")); err == nil {
			t.Errorf("%s: %q was put", c.id, c.path)
		}
		s.Discard()
	}
	// A folder of ours that became a link: neither written through, nor read, nor listed (CVE-2026-27139).
	dir := published(t)
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{"index.html": "three", "a/page.html": "mine"} {
		if err := s.Put(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Commit(); err == nil {
		t.Error("published through a link")
	}
	if got, err := os.ReadFile(secret); err != nil || string(got) != "secret" {
		t.Errorf("what stands outside is %q, %v", got, err)
	}
	r, err := Verify(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		if f.Path == "a/page.html" {
			t.Errorf("a file outside is told of: %+v", f)
		}
	}
	if r.Count(Changed) != 1 || r.Count(Foreign) != 1 {
		t.Errorf("%+v", r.Faults)
	}
}
