package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"explainer/internal/publish"
)

// testsOfOthers are modules of which go.sum has the contents although nothing of ours asks for them: tests of our
// modules do, and go mod tidy keeps them.
var testsOfOthers = map[string]string{
	"github.com/alecthomas/assert/v2": "chroma, kong", "github.com/alecthomas/repr": "chroma, kong", "github.com/hexops/gotextdiff": "chroma, kong",
	"github.com/dlclark/regexp2": "jsonschema", "github.com/ledongthuc/pdf": "chromedp", "github.com/orisano/pixelmatch": "chromedp",
	"github.com/lib/pq": "apd", "github.com/xyproto/randomstring": "brotli",
}

// TestSums: each module that go.sum knows is asked for by go.mod, directly (TestModules then wants a reason) or for one
// that is, or is listed above.
func TestSums(t *testing.T) {
	asked := string(read(t, "../../go.mod"))
	known := map[string]bool{}
	for line := range strings.Lines(string(read(t, "../../go.sum"))) {
		f := strings.Fields(line)
		if known[f[0]] = true; strings.HasSuffix(f[1], "/go.mod") {
			continue // what it asks for itself: not its code
		}
		if _, ok := testsOfOthers[f[0]]; !ok && !strings.Contains(asked, "\t"+f[0]+" "+f[1]) {
			t.Errorf("nobody asks for %s %s", f[0], f[1])
		}
	}
	for m := range testsOfOthers {
		if !known[m] {
			t.Errorf("%s is no longer in go.sum", m)
		}
	}
	for line := range strings.Lines(asked) {
		module, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if direct := slices.Contains(directModules(asked), module); !strings.HasSuffix(line, "// indirect\n") || direct {
			continue
		}
		if why := goTool(t, "mod", "why", "-m", module); bytes.Contains(why, []byte("does not need")) || !bytes.Contains(why, []byte("\nexplainer/")) {
			t.Errorf("%s: %s", module, why)
		}
	}
}

// reaches are imports by which packages of other modules in the program could reach past memory: each with why that
// is harmless.
var reaches = map[string]string{
	"github.com/andybalholm/brotli net/http":        "to pack answers of a server, which we never ask it to",
	"github.com/alecthomas/kong os/user":            "whose home ~ is, in a path that was typed",
	"github.com/alecthomas/kong syscall":            "the width of a terminal",
	"github.com/alecthomas/kong unsafe":             "the same",
	"github.com/fsnotify/fsnotify unsafe":           "events of the kernel",
	"github.com/fsnotify/fsnotify/internal syscall": "how many files it may watch",
	"golang.org/x/sys/unix syscall":                 "calls of the system, for publish and fsnotify",
	"golang.org/x/sys/unix unsafe":                  "the same",
	"golang.org/x/sys/cpu unsafe":                   "what the processor can do",
	"github.com/cockroachdb/apd/v3 unsafe":          "words of large numbers",
	"github.com/dlclark/regexp2/v2/syntax unsafe":   "texts without a copy",
	"github.com/dlclark/regexp2/v2/helpers unsafe":  "the same",
	"github.com/yuin/goldmark/util unsafe":          "the same",
}

// TestReach: the program is Go alone, and no package of another module opens connections, starts programs or loads code
// but those that are listed. What packages of ours may import, TestArchitecture holds.
func TestReach(t *testing.T) {
	if !strings.Contains(string(read(t, "../../Makefile")), "\n\tCGO_ENABLED=0 go build ") {
		t.Error("make build lets C in")
	}
	c := goTool(t, "list", "-deps", "-f", `{{if and .Module (not .Module.Main)}}{{range .Imports}}{{$.ImportPath}} {{.}}
{{end}}{{end}}`, "./cmd/explainer")
	far := regexp.MustCompile(`^(C|net|net/(http|rpc|smtp|textproto)(/.*)?|os/(exec|user|signal)|plugin|syscall|unsafe)$`)
	found := map[string]bool{}
	for line := range strings.Lines(string(c)) {
		line = strings.TrimSpace(line)
		if _, path, _ := strings.Cut(line, " "); !far.MatchString(path) {
			continue
		}
		if found[line] = true; reaches[line] == "" {
			t.Errorf("nobody says why: %s", line)
		}
	}
	if len(found) < 8 {
		t.Errorf("only %d imports were seen", len(found))
	}
	for _, pattern := range []string{"*.go", "../../internal/*/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") && bytes.Contains(read(t, file), []byte("\nfunc init()")) {
				t.Errorf("%s does something before it is asked to", file)
			}
		}
	}
}

// TestEnvironment: the program asks the environment for what docs/commands.md names, and for nothing else.
func TestEnvironment(t *testing.T) {
	_, section, _ := strings.Cut(manual(t)["Everywhere"], "| variable |")
	names := map[string]bool{}
	for _, pattern := range []string{"*.go", "../../internal/*/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range regexp.MustCompile(`os\.(Getenv|LookupEnv|Environ|ExpandEnv|UserHomeDir|UserConfigDir|UserCacheDir)\(("[A-Z_]+")?`).FindAllStringSubmatch(string(read(t, file)), -1) {
				name := strings.Trim(m[2], `"`)
				if m[1] == "UserHomeDir" {
					name = "HOME"
				}
				if names[name] = true; name == "" || !strings.Contains(section, "| `"+name+"` |") {
					t.Errorf("%s: %s reads what docs/commands.md does not name", file, m[0])
				}
			}
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\|").FindAllStringSubmatch(section, -1) {
		if !names[m[1]] {
			t.Errorf("docs/commands.md names %s, which nobody reads", m[1])
		}
	}
}

// unpinned are the files that a page loads under a name that says nothing of what they hold.
func unpinned(dir, page string) (loads int, faults []string, err error) {
	data, err := os.ReadFile(filepath.Join(dir, page))
	if err != nil {
		return 0, nil, err
	}
	hashed := regexp.MustCompile(`^assets/(?:[a-z0-9/.-]+)\.([0-9a-f]{10})\.[a-z0-9]+$`)
	z := html.NewTokenizer(bytes.NewReader(data))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		a := map[string]string{}
		for _, one := range token.Attr {
			a[one.Key] = one.Val
		}
		path := ""
		switch {
		case token.Data == "link" && (a["rel"] == "stylesheet" || strings.Contains(a["rel"], "icon") || strings.Contains(a["rel"], "preload")):
			path = a["href"]
		case slices.Contains([]string{"script", "img", "iframe", "embed", "audio", "video", "source", "track"}, token.Data):
			path = a["src"]
		case token.Data == "object":
			path = a["data"]
		}
		if path == "" {
			continue
		}
		loads++
		m := hashed.FindStringSubmatch(strings.TrimPrefix(path, "/"))
		file, err := os.ReadFile(filepath.Join(dir, strings.TrimPrefix(path, "/")))
		if sum := sha256.Sum256(file); m == nil || err != nil || hex.EncodeToString(sum[:])[:10] != m[1] {
			faults = append(faults, fmt.Sprintf("%s loads %s, which is not under the hash of what it holds", page, path))
		}
	}
	return loads, faults, nil
}

// TestAssetNames: whatever a page loads is a file of the site, under the hash of what is in it, so that nothing else can
// stand in its place unseen.
func TestAssetNames(t *testing.T) {
	dir := ownSite(t).plain
	loads := 0
	for _, page := range pages(t, dir) {
		n, faults, err := unpinned(dir, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults {
			t.Error(fault)
		}
		loads += n
	}
	if loads < 20 {
		t.Errorf("%d files are loaded", loads)
	}
	worse := t.TempDir()
	for name, text := range map[string]string{
		"a.html":                      `<link rel="stylesheet" href="assets/style.0123456789.css"><script src="assets/page.js"></script><script src="https://example.org/assets/x.0123456789.js"></script>`,
		"assets/style.0123456789.css": "p{}", "assets/page.js": "",
	} {
		if err := os.MkdirAll(filepath.Join(worse, "assets"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(worse, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if n, faults, err := unpinned(worse, "a.html"); n != 3 || len(faults) != 3 || err != nil {
		t.Errorf("of three such files %d are seen: %q, %v", n, faults, err)
	}
}

// TestGolden: the small site is published to the byte as testdata/site.manifest says; -update writes that anew. A change
// there is a change in what readers of every site get: it wants a reason.
func TestGolden(t *testing.T) {
	root := t.TempDir()
	if err := errors.Join(overlay(root, os.DirFS("testdata/site")), recorded(root)); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	var said strings.Builder
	if code := run([]string{"build", "--root", root, "--output", out, "--base-url", "https://example.org/deal/", "--today", "2026-05-01"}, &said, &said); code != clean {
		t.Fatal(said.String())
	}
	const file = "testdata/site.manifest"
	got := read(t, filepath.Join(out, publish.ManifestName))
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(string(read(t, file)), string(got)); d != "" {
		t.Errorf("another site is published; if that is meant, go test ./cmd/explainer -run TestGolden -update writes it (-then +now):\n%s", d)
	}
}
