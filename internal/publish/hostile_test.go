package publish

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const someHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// manifests are what somebody, or a crash, may leave as a manifest; none of them may be believed.
var manifests = map[string]string{
	"empty":             "",
	"another file":      "hello\n",
	"no end":            "# explainer manifest 1\n" + someHash + "  victim.html\n",
	"cut in a line":     "# explainer manifest 1\n" + someHash[:40],
	"no last newline":   "# explainer manifest 1\n# end",
	"more after end":    "# explainer manifest 1\n# end\n" + someHash + "  victim.html\n",
	"made from nothing": "# explainer manifest 2\n# end\n",
	"from no hash":      "# explainer manifest 2\n# made from " + someHash[1:] + "\n# end\n",
	"from capitals":     "# explainer manifest 2\n# made from " + strings.ToUpper(someHash) + "\n# end\n",
	"from zeros":        "# explainer manifest 2\n# made from " + strings.Repeat("0", 64) + "\n# end\n",
	"from twice":        "# explainer manifest 2\n# made from " + someHash + "\n# made from " + someHash + "\n# end\n",
	"old, made from":    "# explainer manifest 1\n# made from " + someHash + "\n# end\n",
	"cut in its from":   "# explainer manifest 2\n# made from " + someHash[:40],
	"newer version":     "# explainer manifest 3\n# end\n",
	"version zero":      "# explainer manifest 0\n# end\n",
	"version spelled":   "# explainer manifest 01\n# end\n",
	"climbs":            "# explainer manifest 1\n" + someHash + "  ../victim.html\n# end\n",
	"climbs inside":     "# explainer manifest 1\n" + someHash + "  a/../../victim.html\n# end\n",
	"absolute":          "# explainer manifest 1\n" + someHash + "  /etc/passwd\n# end\n",
	"drive":             "# explainer manifest 1\n" + someHash + "  C:\\victim\n# end\n",
	"dot folder":        "# explainer manifest 1\n" + someHash + "  .git/config\n# end\n",
	"itself":            "# explainer manifest 1\n" + someHash + "  .explainer-manifest\n# end\n",
	"empty path":        "# explainer manifest 1\n" + someHash + "  \n# end\n",
	"short hash":        "# explainer manifest 1\n" + someHash[1:] + "  victim.html\n# end\n",
	"no hash":           "# explainer manifest 1\n" + strings.Repeat("z", 64) + "  victim.html\n# end\n",
	"capital hash":      "# explainer manifest 1\n" + strings.ToUpper(someHash) + "  victim.html\n# end\n",
	"one space":         "# explainer manifest 1\n" + someHash + " victim.html\n# end\n",
	"twice":             "# explainer manifest 1\n" + someHash + "  victim.html\n" + someHash + "  victim.html\n# end\n",
	"out of order":      "# explainer manifest 1\n" + someHash + "  b.html\n" + someHash + "  a.html\n# end\n",
	"carriage returns":  "# explainer manifest 1\r\n# end\r\n",
	"byte order mark":   "\ufeff# explainer manifest 1\n# end\n",
	"empty list headed": "# explainer manifest 1\n# kept one publish longer\n# end\n",
	"headed twice":      "# explainer manifest 1\n# coming\n" + someHash + "  a.html\n# coming\n" + someHash + "  b.html\n# end\n",
	"unknown heading":   "# explainer manifest 1\n# more\n# end\n",
}

func TestHostileManifest(t *testing.T) {
	for name, text := range manifests {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			put(t, filepath.Join(parent, "victim.html"), "")
			put(t, filepath.Join(dir, "victim.html"), "")
			put(t, filepath.Join(dir, ManifestName), text)
			refused(t, dir, first, dir, ManifestName, "build again")
			expect(t, parent, site{"victim.html": "", "public/victim.html": "", "public/" + ManifestName: text})
		})
	}
	t.Run("newer version is named", func(t *testing.T) {
		dir := t.TempDir()
		put(t, filepath.Join(dir, ManifestName), manifests["newer version"])
		refused(t, dir, first, "newer explainer")
	})
	t.Run("too large", func(t *testing.T) {
		dir := t.TempDir()
		put(t, filepath.Join(dir, ManifestName), "")
		check(t, os.Truncate(filepath.Join(dir, ManifestName), 100<<20))
		refused(t, dir, first, "too large")
	})
	t.Run("a folder, a link", func(t *testing.T) {
		dir := t.TempDir()
		check(t, os.Mkdir(filepath.Join(dir, ManifestName), 0o755))
		refused(t, dir, first, ManifestName)
		check(t, os.Remove(filepath.Join(dir, ManifestName)))
		check(t, os.Symlink("/etc/passwd", filepath.Join(dir, ManifestName)))
		refused(t, dir, first, ManifestName)
	})
}

func FuzzManifest(f *testing.F) {
	for _, text := range manifests {
		f.Add([]byte(text))
	}
	f.Add(manifest{from: hash{4}, files: map[string]hash{"a.html": {1}}}.bytes())
	f.Add(manifest{files: map[string]hash{"a.html": {1}}, kept: map[string]hash{"assets/a.12345678.css": {2}}, coming: map[string]hash{"a.html": {3}}}.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		if string(m.bytes()) != string(data) {
			t.Fatal("read, but not what we would write")
		}
		for _, path := range m.paths() {
			if !filepath.IsLocal(path) || checkPath(path) != nil {
				t.Fatalf("believes %q", path)
			}
		}
	})
}

func TestProtected(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "site")
	for _, d := range []string{"content/facts", "templates", "public", ".git"} {
		check(t, os.MkdirAll(filepath.Join(root, d), 0o755))
	}
	home := filepath.Join(top, "home")
	check(t, os.MkdirAll(filepath.Join(home, "me"), 0o755))
	t.Setenv("HOME", filepath.Join(home, "me"))
	for link, target := range map[string]string{"to-content": "content", "to-root": ".", "to-deep": "content/facts", "nowhere": "gone", "to-public": "public"} {
		check(t, os.Symlink(filepath.Join(root, target), filepath.Join(top, link)))
	}
	put(t, filepath.Join(root, "file"), "x")
	o := Options{
		Protected: []string{filepath.Join(root, "content"), filepath.Join(root, "templates"), filepath.Join(root, "static")},
		Roots:     []string{root},
	}
	for out, says := range map[string]string{
		"/": "is", filepath.Join(home, "me"): "is", home: "contains", top: "contains",
		root: "is", root + "/": "is", root + "/public/..": "is", root + "/content": "is", root + "/content/": "is", root + "/content/out": "lies in",
		root + "/content/facts": "lies in", root + "/content/a/b/c": "lies in", root + "/templates": "is", root + "/static": "is", root + "/static/x": "lies in",
		root + "/.git": "lies in", root + "/.git/public": "lies in",
		top + "/to-content": "is", top + "/to-content/x": "lies in", top + "/to-root": "is", top + "/to-deep": "lies in", top + "/to-root/static": "is",
		top + "/nowhere": "leads nowhere", root + "/file": "is a file", root + "/file/x": "not a directory", "": "no name",
	} {
		before := tree(t, top)
		s, err := Open(out, o)
		if err == nil {
			t.Errorf("%s is not refused", out)
			check(t, s.Discard())
		} else if !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), out) {
			t.Errorf("%s: %v, want %q", out, err, says)
		}
		if after := tree(t, top); !maps.Equal(before, after) {
			t.Fatalf("%s: the folder changed", out)
		}
	}
	for _, out := range []string{root + "/public", root + "/new/deep", top + "/to-public", top + "/beside", root + "/content-2"} {
		if _, err := try(out, first, o); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
}

// TestProtectedByMount hides a protected folder behind a second mount.
func TestProtectedByMount(t *testing.T) {
	top := t.TempDir()
	content, alias := filepath.Join(top, "content"), filepath.Join(top, "alias")
	check(t, os.MkdirAll(filepath.Join(content, "in"), 0o755))
	check(t, os.Mkdir(alias, 0o755))
	if err := bind(content, alias); err != nil {
		t.Skip("cannot mount here: ", err)
	}
	defer unbind(alias)
	for _, out := range []string{alias, alias + "/in", alias + "/new"} {
		if s, err := Open(out, Options{Protected: []string{content}}); err == nil {
			t.Errorf("%s is not refused", out)
			check(t, s.Discard())
		}
	}
	if s, err := Open(alias, Options{Protected: []string{content + "/in"}}); err == nil {
		t.Error("a folder that contains a protected one is not refused")
		check(t, s.Discard())
	}
}

func TestOutputIsLink(t *testing.T) {
	top := t.TempDir()
	real := filepath.Join(top, "real")
	check(t, os.Mkdir(real, 0o755))
	check(t, os.Symlink("real", filepath.Join(top, "public")))
	publish(t, filepath.Join(top, "public"), first)
	publish(t, filepath.Join(top, "public"), first.with("index.html", "2"))
	expect(t, real, first.with("index.html", "2"))
	if target, err := os.Readlink(filepath.Join(top, "public")); err != nil || target != "real" {
		t.Error("the link was replaced")
	}
}

// TestReplaced puts something else where a file of ours was; nothing is written through it or removed
// behind it.
func TestReplaced(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	outside := t.TempDir()
	put(t, outside+"/victim", "mine")
	put(t, outside+"/plan.svg", "<svg/>")
	for name, replace := range map[string]func(dir string) error{
		"link":          func(d string) error { return os.Symlink(outside+"/victim", d+"/index.html") },
		"link inside":   func(d string) error { return os.Symlink("new-terms.html", d+"/index.html") },
		"dangling link": func(d string) error { return os.Symlink("gone", d+"/index.html") },
		"folder":        func(d string) error { return os.Mkdir(d+"/index.html", 0o755) },
		"pipe":          func(d string) error { return pipe(d + "/index.html") },
	} {
		for state, next := range map[string]site{"same": first, "changed": first.with("index.html", "2"), "removed": first.with("index.html", "")} {
			t.Run(name+" "+state, func(t *testing.T) {
				dir := t.TempDir()
				publish(t, dir, first)
				check(t, os.Remove(dir+"/index.html"))
				check(t, replace(dir))
				refused(t, dir, next, "index.html")
			})
		}
	}
	for name, target := range map[string]string{"folder link": outside, "folder link inside": "assets"} {
		for state, next := range map[string]site{"same": first, "changed": first.with("images/plan.svg", "2"), "new": first.with("images/new.svg", "2"), "removed": first.with("images/plan.svg", "")} {
			t.Run(name+" "+state, func(t *testing.T) {
				dir := t.TempDir()
				publish(t, dir, first)
				check(t, os.RemoveAll(dir+"/images"))
				check(t, os.Symlink(target, dir+"/images"))
				refused(t, dir, next, "images")
			})
		}
	}
	expect(t, outside, site{"victim": "mine", "plan.svg": "<svg/>"})
}
