package pack

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func none(string) []byte { return nil }

func twins(t *testing.T, name, data string, published func(string) []byte) map[string][]byte {
	t.Helper()
	all, err := Twins(name, []byte(data), published)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, twin := range all {
		found[twin.Path] = twin.Data
	}
	return found
}

func TestTwins(t *testing.T) {
	page := strings.Repeat("<p>The same again, and again.</p>\n", 50)
	found := twins(t, "a/b.html", page, none)
	if len(found) != 2 {
		t.Fatalf("%d twins", len(found))
	}
	zipped, err := gzip.NewReader(bytes.NewReader(found["a/b.html.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if !zipped.ModTime.IsZero() || zipped.Name != "" {
		t.Error("the gzip twin holds a time or a name")
	}
	for name, r := range map[string]io.Reader{".gz": zipped, ".br": brotli.NewReader(bytes.NewReader(found["a/b.html.br"]))} {
		if got, err := io.ReadAll(r); err != nil || string(got) != page {
			t.Errorf("%s unpacks to %d bytes: %v", name, len(got), err)
		}
	}
	for again, data := range twins(t, "a/b.html", page, none) {
		if !bytes.Equal(data, found[again]) {
			t.Errorf("%s is not the same twice", again)
		}
	}
}

func TestWithoutTwins(t *testing.T) {
	long := strings.Repeat("a", 1000)
	for name, data := range map[string]string{"short.html": "a", "empty.css": "", "picture.png": long, "font.woff2": long, "_headers": long, ".nojekyll": ""} {
		if found := twins(t, name, data, none); len(found) > 0 {
			t.Errorf("%s has twins", name)
		}
	}
}

// TestTakenOver: of the last publish a twin is taken over if it unpacks to the file, whatever packed it, and only then.
func TestTakenOver(t *testing.T) {
	page := strings.Repeat("<p>The same again, and again.</p>\n", 50)
	var fast bytes.Buffer
	w, err := gzip.NewWriterLevel(&fast, gzip.HuffmanOnly)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, page); err != nil || w.Close() != nil {
		t.Fatal("cannot pack")
	}
	clean := twins(t, "a.html", page, none)["a.html.gz"]
	for what, c := range map[string]struct {
		page string
		old  []byte
		over bool
	}{
		"the same page":       {page, fast.Bytes(), true},
		"another page":        {page[1:], fast.Bytes(), false},
		"a longer one":        {page + "x", fast.Bytes(), false},
		"cut short":           {page, fast.Bytes()[:fast.Len()-9], false},
		"no twin":             {page, []byte(page), false},
		"an empty file there": {page, []byte{}, false},
	} {
		got := twins(t, "a.html", c.page, func(path string) []byte {
			if path == "a.html.gz" {
				return c.old
			}
			return nil
		})["a.html.gz"]
		if over := bytes.Equal(got, c.old); over != c.over {
			t.Errorf("%s: taken over: %v", what, over)
		}
		if what == "cut short" && !bytes.Equal(got, clean) {
			t.Error("it was not packed anew")
		}
	}
}
