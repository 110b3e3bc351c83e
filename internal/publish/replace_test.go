package publish

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ledger.yaml")
	put := func(was, data string, there bool) error {
		if !there {
			return Replace(path, nil, []byte(data))
		}
		return Replace(path, []byte(was), []byte(data))
	}
	holds := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("it holds %q (%v), want %q", got, err, want)
		}
	}
	if err := put("", "one", false); err != nil {
		t.Fatal(err)
	}
	holds("one")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := put("one", "two", true); err != nil {
		t.Fatal(err)
	}
	holds("two")
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
	for _, was := range []string{"one", ""} {
		if put(was, "three", true) == nil {
			t.Errorf("a file that does not hold %q was written over", was)
		}
	}
	if put("", "three", false) == nil {
		t.Error("a file that was not there before was written over")
	}
	holds("two")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if put("two", "three", true) == nil {
		t.Error("a read-only file was written over")
	}
	holds("two")
	link := filepath.Join(dir, "link.yaml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if Replace(link, []byte("two"), []byte("three")) == nil {
		t.Error("a link was replaced by a file")
	}
	if Replace(filepath.Join(dir, "no", "ledger.yaml"), nil, nil) == nil {
		t.Error("a folder was made")
	}
	if Replace(filepath.Join(dir, "gone.yaml"), []byte("two"), nil) == nil {
		t.Error("a file that is gone was made again")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("%d files are left (%v), want the file and the link", len(entries), err)
	}
}
