package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPacked has twins of pages sent by the servers that docs/hosting.md names for it, with the setting that it gives.
func TestPacked(t *testing.T) {
	drives(t)
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // as in TestHosts
		t.Fatal(err)
	}
	public, site := filepath.Join(dir, "public"), filepath.Join(dir, "site")
	if err := overlay(site, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	if err := recorded(site); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if run([]string{"build", "--root", site, "--output", public, "--no-sync", "--precompress", "--today", "2026-05-01"}, &out, &out) != clean {
		t.Fatal(out.String())
	}
	settings := map[string][2]string{
		"nginx": {"access_log off;", "access_log off; gzip_static on;"},
		"Caddy": {"file_server\n\theader", "file_server {\n\t\tprecompressed br gzip\n\t}\n\theader"},
	}
	told := string(read(t, "../../docs/hosting.md"))
	for _, s := range servers {
		change, ok := settings[s.name]
		if !ok {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			plain := s.settings
			s.settings = func(r running) string { return strings.Replace(plain(r), change[0], change[1], 1) }
			address := s.run(t, public, "/404.html")
			for want, extension := range map[string]string{"gzip": ".gz", "br": ".br"} {
				if want == "br" && s.name == "nginx" {
					continue // a module that few have
				}
				if !strings.Contains(told, map[string]string{"nginx": "`gzip_static on;`", "Caddy": "`precompressed br gzip`"}[s.name]) {
					t.Error("docs/hosting.md tells another setting")
				}
				ask, err := http.NewRequest("GET", address+"/index.html", nil)
				if err != nil {
					t.Fatal(err)
				}
				ask.Header.Set("Accept-Encoding", want)
				r, err := http.DefaultClient.Do(ask)
				if err != nil {
					t.Fatal(err)
				}
				defer r.Body.Close()
				if got := r.Header.Get("Content-Encoding"); got != want || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
					t.Fatalf("asked for %s: sent as %q, %q", want, got, r.Header.Get("Content-Type"))
				}
				got, err := io.ReadAll(r.Body)
				if twin := read(t, filepath.Join(public, "index.html"+extension)); err != nil || string(got) != string(twin) {
					t.Errorf("%s: %d bytes, the twin has %d: %v", want, len(got), len(twin), err)
				}
			}
		})
	}
}
