package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

var lighthouseFlag = flag.Bool("lighthouse", false, "ask Lighthouse about every page: some minutes")

// grades are what Lighthouse must give, of 100. Its sense of speed depends on how busy the machine is.
var grades = []struct {
	id    string
	least int
}{{"performance", 95}, {"accessibility", 100}, {"best-practices", 100}, {"seo", 100}}

// lighthouseReport is what the tests want to know of its answer.
type lighthouseReport struct {
	Categories map[string]struct {
		Score     *float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Score        *float64
		Title        string
		DisplayValue string
	}
	RuntimeError struct{ Message string }
}

// TestLighthouse asks Lighthouse about each page as a phone on a slow network gets it.
func TestLighthouse(t *testing.T) {
	chromium := findLighthouse(t)
	at := compressed(t, ownSite(t).plain)
	table := fmt.Sprintf("%-16s %12s %14s %15s %4s\n", "", "performance", "accessibility", "best-practices", "seo")
	for _, page := range pages(t, ownSite(t).plain) {
		var report lighthouseReport
		var got [4]int
		for range 3 { // a busy machine is slow, not the page: its speed alone is asked again
			report = askLighthouse(t, chromium, at+page)
			for i, g := range grades {
				if score := report.Categories[g.id].Score; score != nil {
					got[i] = int(*score*100 + .5)
				}
			}
			if got[0] >= grades[0].least {
				break
			}
		}
		for i, g := range grades {
			if got[i] < g.least {
				t.Errorf("%s: %s %d, want %d: %s", page, g.id, got[i], g.least, strings.Join(report.lost(g.id), "; "))
			}
		}
		table += fmt.Sprintf("%-16s %12d %14d %15d %4d\n", page, got[0], got[1], got[2], got[3])
	}
	t.Log("\n" + table)
}

// TestLighthouseComplains asks it about a page that has neither a language nor a description, and a picture without
// words.
func TestLighthouseComplains(t *testing.T) {
	chromium, dir := findLighthouse(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bad.html"), []byte("<!doctype html><title>x</title><p>x<img src=data:,>"), 0o644); err != nil {
		t.Fatal(err)
	}
	report := askLighthouse(t, chromium, compressed(t, dir)+"bad.html")
	for id, want := range map[string][]string{"accessibility": {"html-has-lang", "image-alt"}, "seo": {"meta-description"}} {
		score, lost := report.Categories[id].Score, strings.Join(report.lost(id), "; ")
		for _, audit := range want {
			if score == nil || *score >= 1 || !strings.Contains(lost, audit) {
				t.Errorf("%s: no word of %s in %q", id, audit, lost)
			}
		}
	}
}

// findLighthouse is the Chromium that Lighthouse is to ask; both are here.
func findLighthouse(t *testing.T) (chromium string) {
	t.Helper()
	if !*lighthouseFlag {
		t.Skip("it takes some minutes: make judges")
	}
	if _, err := os.Stat(lighthouse); err != nil {
		lacks(t, "no Lighthouse was found: `make judges` installs it where there is npm")
	}
	chromium = findBrowser()
	if chromium == "" {
		lacks(t, "no Chromium was found: `make judges` as root installs Debian's, or install it from your system's packages")
	}
	return chromium
}

// lighthouse is its program, for Node.
const lighthouse = "../../node_modules/lighthouse/cli/index.js"

func askLighthouse(t *testing.T, chromium, address string) (report lighthouseReport) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command("node", lighthouse, address, "--quiet", "--no-enable-error-reporting", "--output", "json", "--output-path", file,
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update")
	cmd.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", address, err, out)
	}
	if err := json.Unmarshal(read(t, file), &report); err != nil || report.RuntimeError.Message != "" {
		t.Fatalf("%s: %v %s", address, err, report.RuntimeError.Message)
	}
	return report
}

// lost names the audits that cost a page its points.
func (r lighthouseReport) lost(category string) (lost []string) {
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && (a.Score == nil || *a.Score < 1) {
			lost = append(lost, ref.ID+" "+a.DisplayValue)
		}
	}
	return lost
}

// compressed serves a folder at a root as hosts do that pack what they send.
func compressed(t *testing.T, dir string) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean(r.URL.Path))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if kind := kinds[path.Ext(r.URL.Path)]; kind != nil {
			w.Header().Set("Content-Type", kind[0]+"; charset=utf-8")
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		if _, err := z.Write(data); err != nil {
			t.Log(err)
		}
		if err := z.Close(); err != nil {
			t.Log(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}
