package build

import (
	"bytes"
	"io/fs"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"explainer/internal/diag"
)

// TestTooLarge: of a file that is too large no more is read than tells so, and there is one finding at it. (U1)
func TestTooLarge(t *testing.T) {
	for name, size := range map[string]int{
		"content/index.md": 1<<20 + 1, "content/site.yaml": 1<<20 + 1, "content/facts.yaml": 16<<20 + 1, "content/facts/more.yaml": 16<<20 + 1,
		"content/ledger.yaml": 16<<20 + 1, "static/a.txt": 16<<20 + 1, "static/a.svg": 16<<20 + 1, "templates/layouts/own.html": 1<<20 + 1,
	} {
		tree := base()
		tree[name] = &fstest.MapFile{Data: bytes.Repeat([]byte("#"), size)}
		_, r := outputAsIs(tree, Options{})
		found := 0
		for _, f := range r.Findings {
			if (f.Code == "file-too-large" || f.Code == "ledger-invalid") && f.Span.File == name {
				found++
			}
		}
		if found != 1 || !r.Failed() {
			t.Errorf("%s of %d bytes: %v", name, size, r.Findings)
		}
	}
}

// TestEncodings: what is not text in UTF-8 is a finding at its file, whatever reads that. (U2, U3)
func TestEncodings(t *testing.T) {
	utf16 := func(s string) string {
		b := "\xff\xfe"
		for _, r := range s {
			b += string([]byte{byte(r), 0})
		}
		return b
	}
	for name, text := range map[string]string{
		"content/index.md": string(base()["content/index.md"].Data), "content/facts.yaml": string(base()["content/facts.yaml"].Data),
		"content/site.yaml": string(base()["content/site.yaml"].Data), "content/ledger.yaml": string(recorded(base())["content/ledger.yaml"].Data),
		"templates/partials/note.html": "<p>Words</p>\n", "static/a.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	} {
		for what, bad := range map[string]string{
			"UTF-16": utf16(text), "a byte that is no text": text + "\xff\n", "half a character": text + "\xc3", "a NUL": text + "\x00\n", "a surrogate": text + "\xed\xa0\x80\n",
			"an escape character": text + "\x1b[31m\n", "U+FFFE": text + "\ufffe\n", "a byte order mark within": text + "\ufeff\n",
		} {
			if name == "static/a.svg" && strings.HasPrefix(what, "a byte order mark") {
				continue // it is a character of a drawing like another
			}
			tree := base()
			tree[name] = &fstest.MapFile{Data: []byte(bad)}
			_, r := outputAsIs(tree, Options{})
			found := false
			for _, f := range r.Findings {
				found = found || f.Span.File == name && f.Level == diag.Error && !strings.HasPrefix(f.Code, "ledger-missing")
			}
			if !found {
				t.Errorf("%s in %s: %v", what, name, r.Findings)
			}
		}
		tree := recorded(base())
		tree[name] = &fstest.MapFile{Data: []byte("\ufeff" + text)}
		if _, r := outputAsIs(tree, Options{}); r.Failed() {
			t.Errorf("a byte order mark at the beginning of %s: %v", name, r.Findings)
		}
	}
}

// TestSiteLineEnds: a site that is written with CRLF is published as with LF, byte for byte, and so is one whose last
// lines are not ended. (U4, U5)
func TestSiteLineEnds(t *testing.T) {
	want := made(t, rich(), Options{BaseURL: address})
	for name, change := range map[string]func([]byte) []byte{
		"CRLF":       func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
		"no last LF": func(b []byte) []byte { return bytes.TrimRight(b, "\n") },
		"many LFs":   func(b []byte) []byte { return append(bytes.Clone(b), "\n\n\n"...) },
	} {
		tree := rich()
		for _, f := range tree {
			f.Data = change(f.Data)
		}
		got := made(t, tree, Options{BaseURL: address})
		for file := range want {
			if !bytes.Equal(got[file], want[file]) {
				t.Errorf("%s: %s differs", name, file)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d files of %d", name, len(got), len(want))
		}
	}
}

// restless is a tree in which a page has other words each time that it is opened.
type restless struct {
	fs.FS
	opened atomic.Int32
}

func (r *restless) Open(name string) (fs.File, error) {
	if name == "content/index.md" {
		words := "---\ntitle: A page\ndescription: A page.\n---\nWords " + strings.Repeat("again ", int(r.opened.Add(1))) + ".\n"
		return fstest.MapFS{name: {Data: []byte(words)}}.Open(name)
	}
	return r.FS.Open(name)
}

// TestRestless: a page that is written to while the site is read is published as it was at one moment, or not at all. (U36)
func TestRestless(t *testing.T) {
	for name, memory := range map[string]*Memory{"lean": nil, "with a memory": new(Memory)} {
		tree := &restless{FS: recorded(base())}
		files := map[string][]byte{}
		r := Run(tree, Options{Memory: memory}, func(path string, data []byte) error {
			if path == "index.html" {
				files[path] = data
			}
			return nil
		})
		switch {
		case r.Err != nil:
			if !strings.Contains(r.Err.Error(), "content/index.md: it was written to during the build; run this again") {
				t.Errorf("%s: %v", name, r.Err)
			}
		case bytes.Count(files["index.html"], []byte("again")) == 0:
			t.Errorf("%s: %s", name, files["index.html"])
		}
		if name == "lean" && (r.Err == nil || len(files) > 0) {
			t.Errorf("%s: %v and %d files", name, r.Err, len(files))
		}
	}
}

// TestTooMany: of more pages than a site may have, each further one is a finding. (U35)
func TestTooMany(t *testing.T) {
	tree := base()
	for i := range maxPages {
		tree["content/p"+strconv.Itoa(i)+".md"] = &fstest.MapFile{}
	}
	var l diag.List
	c := readContent(tree, true, &l)
	if got := l.Sorted(); len(c.pages) != maxPages || len(got) != 1 || got[0].Code != "file-too-large" {
		t.Errorf("%d pages, %v", len(c.pages), got)
	}
}
