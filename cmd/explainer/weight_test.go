package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A page with its stylesheet is to cost one round trip of a new connection; registers, timelines and charts,
// of which a page holds many, two. Sizes are of gzip -9, the least that hosts do, in bytes.
const light14, heavy24 = 14 << 10, 24 << 10

// heavy tells the pages that may weigh more by what they hold.
var heavy = regexp.MustCompile(`<figure class="(?:chart|provisions)|<ol class="tl"|<article class="fact`)

func zipped(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// brotli gives the sizes of files by brotli at its best, as many hosts send them, if there is Node to ask.
func brotli(t *testing.T, files []string) map[string]int {
	t.Helper()
	const script = `const z = require("zlib"), fs = require("fs"), o = {params: {[z.constants.BROTLI_PARAM_QUALITY]: 11}}
		console.log(JSON.stringify(Object.fromEntries(process.argv.slice(1).map(f => [f, z.brotliCompressSync(fs.readFileSync(f), o).length]))))`
	sizes := map[string]int{}
	if out, err := exec.Command("node", append([]string{"-e", script}, files...)...).Output(); err == nil {
		if err := json.Unmarshal(out, &sizes); err != nil {
			t.Error(err)
		}
	}
	return sizes
}

// TestWeight weighs each page with its stylesheets.
func TestWeight(t *testing.T) {
	faults, table := weigh(t, ownSite(t).plain)
	t.Log("\n" + table)
	for _, fault := range faults {
		t.Error(fault)
	}
}

// weigh tells which pages of a folder weigh too much, and what all weigh.
func weigh(t *testing.T, dir string) (faults []string, table string) {
	t.Helper()
	styles, err := filepath.Glob(filepath.Join(dir, "assets", "*.css"))
	if err != nil || len(styles) == 0 {
		t.Fatalf("no stylesheet: %v", err)
	}
	files := slices.Clone(styles)
	for _, page := range pages(t, dir) {
		files = append(files, filepath.Join(dir, page))
	}
	small := brotli(t, files)
	table = fmt.Sprintf("%-20s %7s %7s %7s %7s\n", "with its style", "raw", "gzip", "limit", "brotli")
	for _, file := range files[len(styles):] {
		name, data := filepath.Base(file), read(t, file)
		size, limit, brotli := zipped(t, data), light14, small[file]
		for _, style := range styles {
			if bytes.Contains(data, []byte("assets/"+filepath.Base(style))) {
				size += zipped(t, read(t, style))
				brotli += small[style]
			}
		}
		if heavy.Match(data) {
			limit = heavy24
		}
		if size > limit {
			faults = append(faults, fmt.Sprintf("%s weighs %d bytes with its stylesheet, %d are allowed", name, size, limit))
		}
		table += fmt.Sprintf("%-20s %7d %7d %7d %7d\n", name, len(data), size, limit, brotli)
	}
	return faults, table
}

// TestWeightComplains has a page that is too heavy for one of prose, the same as a page of charts, and one that is
// too heavy for either.
func TestWeightComplains(t *testing.T) {
	dir := t.TempDir()
	noise := func(n int, before string) []byte { // which nothing can pack
		data := make([]byte, n)
		if _, err := rand.NewChaCha8([32]byte{1}).Read(data); err != nil {
			t.Fatal(err)
		}
		return append([]byte(before), data...)
	}
	const link, chart = `<link href="assets/style.css">`, `<figure class="chart">`
	if err := os.Mkdir(filepath.Join(dir, "assets"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"assets/style.css": noise(7<<10, ""), "light.html": noise(6<<10, link), "prose.html": noise(8<<10, link), "bare.html": noise(8<<10, ""),
		"chart.html": noise(8<<10, link+chart), "charts.html": noise(18<<10, link+chart),
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	faults, _ := weigh(t, dir)
	if len(faults) != 2 || !strings.HasPrefix(faults[0], "charts.html weighs ") || !strings.HasPrefix(faults[1], "prose.html weighs ") {
		t.Errorf("%q", faults)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSqueezed has the browser read each stylesheet as it is written and as it is published: the rules are
// the same, one by one, but for spaces after commas and colons that a browser keeps where there is a var().
func TestSqueezed(t *testing.T) {
	p := ownSite(t)
	b := newBrowser(t)
	rules := func(file string) (rules []string) {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".css") {
				http.ServeFile(w, r, file)
				return
			}
			fmt.Fprint(w, "<!doctype html><title>x</title><link rel=icon href=data:,><link rel=stylesheet href=x.css>")
		}))
		defer s.Close()
		for _, said := range b.open(s.URL, chromedp.Evaluate(`[...document.styleSheets[0].cssRules].map(r => r.cssText.replace(/([,:]) /g, "$1"))`, &rules)) {
			t.Error(said)
		}
		return rules
	}
	for name, least := range map[string]int{"style": 100, "figure": 80, "register": 30, "code": 8} {
		published, err := filepath.Glob(filepath.Join(p.plain, "assets", name+".*.css"))
		if err != nil || len(published) != 1 {
			t.Fatalf("%v, %v", published, err)
		}
		want, got := rules("../../static/"+name+".css"), rules(published[0])
		for i := range min(len(want), len(got)) {
			if want[i] != got[i] {
				t.Errorf("%s.css: %q became %q", name, want[i], got[i])
			}
		}
		if len(want) < least || len(want) != len(got) {
			t.Errorf("%s.css: %d rules became %d", name, len(want), len(got))
		}
	}
}
