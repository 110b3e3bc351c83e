package lsp

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"explainer/internal/build"
)

// TestTree: what stands in an editor counts as a file that was saved, and a link stays one, until it is opened.
func TestTree(t *testing.T) {
	disk := fstest.MapFS{
		"content/a.md": {Data: []byte("on disk")}, "content/b.md": {Data: []byte("below")},
		"content/link.md": {Data: []byte("b.md"), Mode: fs.ModeSymlink}, "content/open.md": {Data: []byte("b.md"), Mode: fs.ModeSymlink},
	}
	open := map[string]*document{}
	for _, name := range []string{"content/a.md", "content/new.md", "content/open.md"} {
		open[name] = &document{text: newText([]byte("typed"))}
	}
	over := tree{disk, open}
	entries, err := over.ReadDir("content")
	var listed []string
	for _, e := range entries {
		listed = append(listed, e.Type().String()+e.Name())
	}
	if want := []string{"----------a.md", "----------b.md", "L---------link.md", "----------new.md", "----------open.md"}; err != nil || !slices.Equal(listed, want) {
		t.Errorf("listed are %q, %v", listed, err)
	}
	for name, want := range map[string]string{"content/a.md": "typed", "content/b.md": "below", "content/new.md": "typed", "content/open.md": "typed"} {
		if got, err := over.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if info, err := over.Lstat("content/link.md"); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is %v, %v", info, err)
	}
	if to, err := over.ReadLink("content/link.md"); err != nil || to != "b.md" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}

// TestLinksAreJudged: of links the server finds what a build finds.
func TestLinksAreJudged(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, bridge(t)); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"outside.md": "../../outside.md", "inside.md": "new.md"} {
		if err := os.Symlink(to, filepath.Join(root, "content", name)); err != nil {
			t.Skip(err) // a system without links
		}
	}
	codes := func(r build.Report) (all []string) {
		for _, f := range r.Findings {
			all = append(all, f.Span.File+" "+f.Code)
		}
		return all
	}
	want := codes(build.Run(os.DirFS(root), build.Options{}, func(string, []byte) error { return nil }))
	got := codes(new(build.Judge).Run(tree{disk: os.DirFS(root)}, build.Options{}, nil).Report)
	if !slices.Equal(got, want) || !slices.Contains(want, "content/outside.md file-link") {
		t.Errorf("got %q, want %q", got, want)
	}
}
