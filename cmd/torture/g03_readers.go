package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// readers asks several servers for the pages of a site, and for what they ask for, while editions of it are published
// over each other: no answer is missing or half.
func readers(l *lab) *outcome {
	z, a, b := l.editions()
	o := &outcome{}
	out := l.path("read")
	clear(out)
	must(l.bench(0).publish(z, out))
	v := &visit{out: out, editions: []*edition{z, a, b}}
	servers := l.servers(out)
	defer func() {
		for _, s := range servers {
			s.stop()
		}
	}()
	most, publishes := int64(l.count(20_000, 1_000_000)), int64(l.count(30, 200))
	stop := make(chan bool)
	var group sync.WaitGroup
	for i := range 2 * len(servers) {
		s := servers[i%len(servers)]
		group.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for n := i; ; n++ {
				select {
				case <-stop:
					return
				default:
					v.page(client, s, n)
				}
			}
		})
	}
	for i := int64(1); (v.published.Load() < publishes || v.asked.Load() < most) && !v.enough(l); i++ {
		v.begun.Store(i)
		if r := l.publish(v.edition(i), out); r.code != 0 {
			v.wrong("publish %d: %s", i, r.stderr)
		}
		v.published.Add(1)
	}
	close(stop)
	group.Wait()
	for _, s := range servers {
		o.say("%d requests to %s", s.asked.Load(), s.name)
	}
	o.missed, o.first = v.o.missed, v.o.first
	return o.say("%d publishes", v.published.Load()).say("%d asked two publishes late", v.late.Load())
}

// server serves the output.
type server struct {
	name, url string
	asked     atomic.Int64
	stop      func()
}

// servers are one of Go's and those of the system that are there.
func (l *lab) servers(out string) []*server {
	own := httptest.NewServer(http.FileServer(http.Dir(out)))
	list := []*server{{name: "Go", url: own.URL, stop: own.Close}}
	conf := l.path("nginx.conf")
	user := ""
	if os.Getuid() == 0 {
		user = "user root;"
	}
	for _, s := range []struct {
		name string
		args func(port int) []string
	}{
		{"nginx", func(port int) []string {
			text := fmt.Sprintf("%s daemon off; pid %s; error_log stderr; events {} http { access_log off; client_body_temp_path %s; proxy_temp_path %[3]s; fastcgi_temp_path %[3]s; uwsgi_temp_path %[3]s; scgi_temp_path %[3]s; server { listen 127.0.0.1:%[4]d; root %[5]s; } }",
				user, l.path("nginx.pid"), l.path("nginx.tmp"), port, out)
			must(os.WriteFile(conf, []byte(text), 0o644))
			return []string{"-c", conf}
		}},
		{"busybox", func(port int) []string {
			return []string{"httpd", "-f", "-p", fmt.Sprintf("127.0.0.1:%d", port), "-h", out}
		}},
	} {
		path, err := find(s.name)
		if err != nil {
			continue
		}
		port := freePort()
		cmd := exec.Command(path, s.args(port)...)
		must(cmd.Start())
		url := fmt.Sprintf("http://127.0.0.1:%d", port)
		stop := func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() }
		if !answers(url) {
			stop()
			panic(trouble{fmt.Errorf("%s does not answer", s.name)})
		}
		list = append(list, &server{name: s.name, url: url, stop: stop})
	}
	return list
}

// find looks for a program, also where only root's are.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return exec.LookPath(filepath.Join("/usr/sbin", name))
}

func freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func answers(url string) bool {
	for range 100 {
		if r, err := http.Get(url + "/index.html"); err == nil {
			r.Body.Close()
			return true
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

// visit is what all readers know.
type visit struct {
	out       string
	editions  []*edition
	asked     atomic.Int64
	begun     atomic.Int64 // the number of the publish that began last
	published atomic.Int64
	late      atomic.Int64

	mu sync.Mutex
	o  outcome
}

func (v *visit) wrong(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.o.miss(format, args...)
}

func (v *visit) enough(l *lab) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return l.enough(&v.o)
}

// everywhere are pages that each edition has.
var everywhere = []string{"index.html", "about.html", "facts.html", "sources.html", "changes.html", "differ.html"}

// page reads one page, then what it asks for. What an edition asks for may go with the second publish after its own. A
// page is of the publish that was under way when it was asked for, or of the one before, or of one that came meanwhile:
// on a busy machine three may come, after which the same edition stands there again.
func (v *visit) page(client *http.Client, s *server, n int) {
	file := everywhere[n%len(everywhere)]
	number := v.begun.Load() - 1
	e := v.get(client, s, file, nil)
	if e == nil {
		return
	}
	for v.edition(number) != e {
		number++
	}
	for _, asset := range e.asks[file] {
		v.get(client, s, asset, func() bool { return v.begun.Load() >= number+2 })
	}
}

// edition is what the publish of a number publishes; number 0 was there when the readers came.
func (v *visit) edition(number int64) *edition { return v.editions[(number+3)%3] }

// get reads a file, which must be that of an edition to the byte, and returns which.
func (v *visit) get(client *http.Client, s *server, file string, late func() bool) *edition {
	url := s.url + "/" + file
	if file == "index.html" {
		url = s.url + "/"
	}
	v.asked.Add(1)
	s.asked.Add(1)
	r, err := client.Get(url)
	if err != nil {
		v.wrong("%s of %s: %v", file, s.name, err)
		return nil
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	for _, e := range v.editions {
		if r.StatusCode == http.StatusOK && err == nil && e.files[file] == string(data) {
			return e
		}
	}
	if late != nil && r.StatusCode == http.StatusNotFound && late() {
		v.late.Add(1)
		return nil
	}
	v.wrong("%s of %s: status %d, %d bytes of no edition (%v)", file, s.name, r.StatusCode, len(data), err)
	return nil
}
