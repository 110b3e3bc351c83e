package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// published is a folder with a small site in it, published twice so that an asset is kept.
func published(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	for _, site := range []map[string]string{
		{"index.html": "one", "assets/style.0123abcd.css": "old"},
		{"index.html": "two", "a/b.html": "deep", ".nojekyll": "", "assets/style.4567abcd.css": "new"},
	} {
		s, err := Open(dir, Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		for path, text := range site {
			if err := s.Put(path, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestVerify(t *testing.T) {
	elsewhere := t.TempDir()
	write := func(path, text string) func(string) error {
		return func(dir string) error {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)
		}
	}
	remove := func(path string) func(string) error {
		return func(dir string) error { return os.RemoveAll(filepath.Join(dir, path)) }
	}
	link := func(to, path string) func(string) error {
		return func(dir string) error {
			os.RemoveAll(filepath.Join(dir, path))
			return os.Symlink(to, filepath.Join(dir, path))
		}
	}
	const notPlain = "it is no longer a plain file in a plain folder"
	for _, c := range []struct {
		name string
		harm func(dir string) error
		want []Fault
	}{
		{"nothing", func(string) error { return nil }, nil},
		{"a host's files", write(".git/objects/x", "x"), nil},
		{"a host's name", write("CNAME", "example.org"), nil},
		{"an empty folder", func(dir string) error { return os.Mkdir(filepath.Join(dir, "new"), 0o755) }, nil},
		{"a page gone", remove("index.html"), []Fault{{"index.html", Missing, ""}}},
		{"a folder gone", remove("a"), []Fault{{"a/b.html", Missing, ""}}},
		{"a kept asset gone", remove("assets/style.0123abcd.css"), []Fault{{"assets/style.0123abcd.css", Missing, ""}}},
		{"a byte changed", write("index.html", "twO"), []Fault{{"index.html", Changed, ""}}},
		{"a page emptied", write("index.html", ""), []Fault{{"index.html", Changed, ""}}},
		{"a file foreign", write("a/c.html", ""), []Fault{{"a/c.html", Foreign, ""}}},
		{"a hidden file foreign", write(".env", ""), []Fault{{".env", Foreign, ""}}},
		{"a host's file in a folder", write("a/.git/x", ""), []Fault{{"a/.git/x", Foreign, ""}}},
		{"a stage", write(".explainer-stage/1", ""), []Fault{{".explainer-stage", Foreign, "a publish is under way or was cut short"}}},
		{"a link foreign", link(elsewhere, "new"), []Fault{{"new", Foreign, ""}}},
		{"a page that is a link", link("a/b.html", "index.html"), []Fault{{"index.html", Changed, notPlain}}},
		{"a folder that is a link", link(elsewhere, "a"), []Fault{{"a", Foreign, ""}, {"a/b.html", Changed, notPlain}}},
		{"a folder for a page", func(dir string) error {
			return write("index.html/x", "")(dir)
		}, []Fault{{"index.html", Changed, notPlain}, {"index.html/x", Foreign, ""}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := published(t)
			whole, err := ReadManifest(dir)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.name, "for a page") {
				os.Remove(filepath.Join(dir, "index.html"))
			}
			if err := c.harm(dir); err != nil {
				t.Fatal(err)
			}
			for _, against := range []Contents{nil, whole} {
				got, err := Verify(dir, against)
				if want := (Report{Files: 5, Faults: c.want}); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("got %+v, %v; want %+v", got, err, want)
				}
			}
		})
	}
}

// TestVerifyMeanwhile: while others publish, a folder is whole or cannot be judged; its files are never called changed.
func TestVerifyMeanwhile(t *testing.T) {
	dir := published(t)
	o, err := openOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.root.Close()
	was, err := o.contents()
	if err != nil || o.still(was) != nil {
		t.Fatal(err, o.still(was))
	}
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			s, err := Open(dir, Options{NoSync: true})
			for path := range 20 {
				if err == nil {
					err = s.Put(fmt.Sprintf("page-%d.html", path), fmt.Append(nil, i))
				}
			}
			if err == nil {
				_, err = s.Commit()
			}
			if err != nil {
				ended <- err
				return
			}
		}
	}()
	judged, not := 0, 0
	for until := time.Now().Add(30 * time.Second); (judged == 0 || not == 0) && len(ended) == 0 && time.Now().Before(until); {
		r, err := Verify(dir, nil)
		if err != nil {
			not++
			continue
		}
		judged++
		for _, f := range r.Faults {
			if f.Path != stageName {
				t.Errorf("%+v", f)
			}
		}
	}
	close(stop)
	if err := <-ended; err != nil || judged == 0 || not == 0 {
		t.Errorf("%d judged, %d not; %v", judged, not, err)
	}
	if o.still(was) == nil {
		t.Error("what was published meanwhile was not noticed")
	}
}

// TestVerifyCannot: what is no manifest judges nothing, and the sentence says which folder and why.
func TestVerifyCannot(t *testing.T) {
	dir := published(t)
	file := filepath.Join(dir, ManifestName)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	half := strings.Replace(string(data), endLine, comingLine+"\n"+string(data[slices.Index(data, '\n')+1:][:64])+"  new.html\n"+endLine, 1)
	for _, c := range []struct{ name, text, want string }{
		{"cut short", string(data[:len(data)/2]), "cut short"},
		{"edited", strings.Replace(string(data), "index", "indey", 1) + "x", "something follows its end"},
		{"of a newer program", strings.Replace(string(data), "manifest 1", "manifest 3", 1), "newer explainer"},
		{"under way", half, "under way or was cut short"},
	} {
		if err := os.WriteFile(file, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(dir, nil); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := ParseManifest([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		dir:                                   "--against",
		filepath.Join(dir, "index.html"):      "it is a file",
		filepath.Join(dir, "nowhere"):         "no such file",
		filepath.Join(dir, "index.html", "x"): "not a directory",
	} {
		if _, err := Verify(dir, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}
