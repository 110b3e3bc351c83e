package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// objectStore is an S3 server for tests, as its makers publish it.
const objectStore = "github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0"

// bucket is an object store behind an ear for what is asked of it.
type bucket struct {
	url string
	mu  sync.Mutex
	log []string // "PUT assets/x.css", in order

	lifetimes map[string]string // sent with each path: this server does not keep them
}

func newBucket(t *testing.T) *bucket {
	t.Helper()
	drives(t)
	bin := t.TempDir()
	install := exec.Command("go", "install", objectStore)
	install.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=")
	if out, err := install.CombinedOutput(); err != nil {
		lacks(t, fmt.Sprintf("no object store: go install %s: %v\n%s", objectStore, err, out))
	}
	port := freePort(t)
	store := exec.Command(filepath.Join(bin, "gofakes3"), "-host", fmt.Sprintf("127.0.0.1:%d", port), "-backend", "memory", "-initialbucket", "site")
	if err := store.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = store.Wait() // it was killed
	})
	b := &bucket{lifetimes: map[string]string{}}
	to := &url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", port)}
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host // which is signed
	}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut || r.Method == http.MethodDelete {
			b.mu.Lock()
			name := strings.TrimPrefix(r.URL.Path, "/site/")
			b.log = append(b.log, r.Method+" "+name)
			b.lifetimes[name] = r.Header.Get("Cache-Control")
			b.mu.Unlock()
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	b.url = front.URL
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		r, err := http.Get(to.String())
		if err == nil {
			r.Body.Close()
			return b
		}
		if time.Now().After(end) {
			t.Fatal("the object store does not answer: ", err)
		}
	}
}

// upload runs the commands of docs/hosting.md, and says what they did.
func (b *bucket) upload(t *testing.T, dir string) []string {
	t.Helper()
	rclone, err := exec.LookPath("rclone")
	if err != nil {
		lacks(t, "rclone was not found: `make test` as root installs Debian's, or install it from your system's packages")
	}
	_, commands, found := strings.Cut(string(read(t, "../../docs/hosting.md")), "```sh\nrclone ")
	commands, _, closed := strings.Cut("rclone "+commands, "```")
	if !found || !closed {
		t.Fatal("docs/hosting.md does not tell how to upload")
	}
	b.mu.Lock()
	b.log = nil
	b.mu.Unlock()
	run := exec.Command("sh", "-euc", strings.ReplaceAll(strings.ReplaceAll(commands, "remote:bucket", "remote:site"), "rclone ", rclone+" --config '' --retries 1 "))
	run.Dir = dir
	mine := func(setting string) bool { return strings.HasPrefix(setting, "AWS_") } // of whoever runs the test
	run.Env = append(slices.DeleteFunc(os.Environ(), mine), "RCLONE_CONFIG_REMOTE_TYPE=s3", "RCLONE_CONFIG_REMOTE_PROVIDER=Other", "RCLONE_CONFIG_REMOTE_ENDPOINT="+b.url,
		"RCLONE_CONFIG_REMOTE_ACCESS_KEY_ID=anyone", "RCLONE_CONFIG_REMOTE_SECRET_ACCESS_KEY=anything", "RCLONE_CONFIG_REMOTE_REGION=us-east-1")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.log)
}

// TestObjectStore uploads a site, changes it and uploads it again: the bucket holds what was published, with types and
// lifetimes, only what changed is moved, and nothing that a page asks for comes later or goes earlier than the page.
func TestObjectStore(t *testing.T) {
	b := newBucket(t)
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	if err := overlay(site, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const extra = "---\ntitle: Extra\ndescription: A page.\n---\n"
	write("content/extra.md", extra+"Words.\n")
	write("content/other.md", strings.ReplaceAll(extra, "Extra", "Other")+"Words.\n")
	if err := recorded(site); err != nil {
		t.Fatal(err)
	}
	update := func() []string {
		t.Helper()
		var out strings.Builder
		if run([]string{"build", "--root", site, "--output", filepath.Join(dir, "public"), "--today", "2026-05-01"}, &out, &out) != clean {
			t.Fatal(out.String())
		}
		log := b.upload(t, dir)
		b.holds(t, dir)
		return log
	}

	log := update()
	pages := slices.IndexFunc(log, func(did string) bool { return !strings.HasPrefix(did, "PUT assets/") })
	if pages < 2 || strings.Contains(strings.Join(log[pages:], "\n"), "assets/") || strings.Contains(strings.Join(log, "\n"), "DELETE") {
		t.Errorf("a first upload: %q", log)
	}
	if log := b.upload(t, dir); len(log) > 0 {
		t.Errorf("nothing changed, and this was done: %q", log)
	}

	write("static/style.css", string(read(t, "../../static/style.css"))+"\np { margin: 0 }\n")
	if err := os.Remove(filepath.Join(site, "content", "extra.md")); err != nil {
		t.Fatal(err)
	}
	log = update()
	if len(log) < 3 || !strings.HasPrefix(log[0], "PUT assets/style.") || log[len(log)-1] != "DELETE extra.html" || strings.Count(strings.Join(log, "\n"), "DELETE") != 1 {
		t.Errorf("another style, a page less: %q", log)
	}

	write("content/other.md", strings.ReplaceAll(extra, "Extra", "Other")+"Other words.\n")
	log = update() // by now the old style has been there one publish longer than it was needed
	for _, did := range log[:len(log)-1] {
		if did != "PUT other.html" && did != "PUT .explainer-manifest" {
			t.Errorf("other words on a page: %s", did)
		}
	}
	if last := log[len(log)-1]; !strings.HasPrefix(last, "DELETE assets/style.") {
		t.Errorf("the old style: %q", log)
	}
}

// holds says that the bucket has what was published, as browsers are to keep it.
func (b *bucket) holds(t *testing.T, dir string) {
	t.Helper()
	published := os.DirFS(filepath.Join(dir, "public"))
	err := fs.WalkDir(published, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want, err := fs.ReadFile(published, name)
		if err != nil {
			return err
		}
		r, err := http.Get(b.url + "/site/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK || string(got) != string(want) {
			t.Errorf("%s: %s, %d bytes instead of %d: %v", name, r.Status, len(got), len(want), err)
		}
		lifetime := "no-cache"
		if strings.HasPrefix(name, "assets/") {
			lifetime = "public, max-age=31536000, immutable"
		}
		if got := b.lifetimes[name]; got != lifetime {
			t.Errorf("%s: Cache-Control %q, want %q", name, got, lifetime)
		}
		if kind := r.Header.Get("Content-Type"); path.Ext(name) == ".html" && !strings.HasPrefix(kind, "text/html") || path.Ext(name) == ".css" && !strings.HasPrefix(kind, "text/css") {
			t.Errorf("%s: Content-Type %q", name, kind)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
