package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// policy is what each page says in its own head, and what a server sends where it can.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

// running is what a server is to be started with: it serves dir at 127.0.0.1:port, and shows lost, an
// address on it that begins with a slash, for what is not there. It may write into own alone.
type running struct {
	dir, own, lost string
	port           int
}

// server is a web server as its users would set it up, with the least of settings.
type server struct {
	name     string
	commands []string             // what it is called, where it is installed
	settings func(running) string // nil: it has none
	start    func(r running, settings string) []string
	policy   bool     // it can send the policy
	lost     bool     // it can show a 404 page of ours
	bare     bool     // it takes the slash from a folder's address, so that no site stands in one
	hides    bool     // it shows nobody a file whose name begins with a dot
	untyped  []string // extensions that it does not know: nothing on a page may depend on them
}

var servers = []server{
	{
		name: "nginx", commands: []string{"nginx", "/usr/sbin/nginx"}, policy: true, lost: true, untyped: []string{".csv"},
		settings: func(r running) string {
			return fmt.Sprintf(`daemon off; pid %s/pid; error_log stderr; events {}
http { include /etc/nginx/mime.types; access_log off;
	client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
	server { listen 127.0.0.1:%d; root %s; error_page 404 %s;
		add_header Content-Security-Policy "%s" always; add_header X-Content-Type-Options nosniff always; } }`,
				r.own, r.port, r.dir, r.lost, policy)
		},
		start: func(r running, settings string) []string {
			return []string{"-c", settings, "-p", r.own, "-e", "stderr"}
		},
	},
	{
		name: "Caddy", commands: []string{"caddy"}, policy: true, lost: true,
		settings: func(r running) string {
			const send = "header Content-Security-Policy `%s`\n\theader X-Content-Type-Options nosniff"
			return fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:%d {\n\tbind 127.0.0.1\n\troot * %s\n\tfile_server\n\t"+send+
				"\n\thandle_errors {\n\t"+send+"\n\trewrite * %s\n\tfile_server\n\t}\n}\n", r.port, r.dir, policy, policy, r.lost)
		},
		start: func(r running, settings string) []string {
			return []string{"run", "--config", settings, "--adapter", "caddyfile"}
		},
	},
	{
		name: "Apache", commands: []string{"apache2", "/usr/sbin/apache2"}, policy: true, lost: true,
		settings: func(r running) string {
			user := ""
			if os.Getuid() == 0 {
				user = "User nobody\nGroup nogroup" // it refuses to serve as root
			}
			modules := ""
			for _, m := range []string{"mpm_event", "authz_core", "dir", "mime", "headers"} {
				modules += fmt.Sprintf("LoadModule %s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
			}
			return modules + fmt.Sprintf(`ServerName 127.0.0.1
Listen 127.0.0.1:%d
ServerRoot %s
PidFile %[2]s/pid
Mutex file:%[2]s
ErrorLog /dev/stderr
TypesConfig /etc/mime.types
%s
DocumentRoot %s
DirectoryIndex index.html
ErrorDocument 404 %s
Header always set Content-Security-Policy "%s"
Header always set X-Content-Type-Options nosniff
`, r.port, r.own, user, r.dir, r.lost, policy)
		},
		start: func(r running, settings string) []string { return []string{"-f", settings, "-D", "FOREGROUND"} },
	},
	{
		name: "busybox", commands: []string{"busybox"}, lost: true, untyped: []string{".csv", ".json", ".xml"},
		settings: func(r running) string { return "E404:" + filepath.Join(r.dir, filepath.FromSlash(r.lost)) + "\n" },
		start: func(r running, settings string) []string {
			return []string{"httpd", "-f", "-p", fmt.Sprintf("127.0.0.1:%d", r.port), "-h", r.dir, "-c", settings}
		},
	},
	{
		name: "Python", commands: []string{"python3"},
		start: func(r running, _ string) []string {
			return []string{"-m", "http.server", "--bind", "127.0.0.1", "--directory", r.dir, fmt.Sprint(r.port)}
		},
	},
}

// moreServers are those that nobody has to have: TestHosts asks them where they are, with -hosts.
var moreServers = []server{
	{
		name: "lighttpd", commands: []string{"lighttpd", "/usr/sbin/lighttpd"}, policy: true,
		settings: func(r running) string {
			return fmt.Sprintf(`server.document-root = %q
server.port = %d
server.bind = "127.0.0.1"
server.modules = ( "mod_indexfile", "mod_staticfile", "mod_setenv" )
index-file.names = ( "index.html" )
include_shell "/usr/share/lighttpd/create-mime.conf.pl"
setenv.add-response-header = ( "Content-Security-Policy" => %q, "X-Content-Type-Options" => "nosniff" )
`, r.dir, r.port, policy)
		},
		start: func(_ running, settings string) []string { return []string{"-D", "-f", settings} },
	},
	{
		name: "webfs", commands: []string{"webfsd"}, untyped: []string{".xml"}, // an office's drawing, by /etc/mime.types
		start: func(r running, _ string) []string {
			return []string{"-F", "-4", "-i", "127.0.0.1", "-p", fmt.Sprint(r.port), "-r", r.dir, "-f", "index.html"}
		},
	},
	{
		name: "mini_httpd", commands: []string{"mini_httpd", "/usr/sbin/mini_httpd"}, untyped: []string{".csv", ".json", ".js"},
		start: func(r running, _ string) []string {
			return []string{"-D", "-h", "127.0.0.1", "-p", fmt.Sprint(r.port), "-d", r.dir}
		},
	},
	{
		name: "serve", commands: []string{"serve"}, bare: true,
		start: func(r running, _ string) []string {
			return []string{"--listen", fmt.Sprintf("tcp://127.0.0.1:%d", r.port), "--no-clipboard", "--no-port-switching", r.dir}
		},
	},
	{
		name: "http-server", commands: []string{"http-server"},
		start: func(r running, _ string) []string {
			return []string{r.dir, "-a", "127.0.0.1", "-p", fmt.Sprint(r.port), "-s"}
		},
	},
	{
		name: "sirv", commands: []string{"sirv"}, hides: true,
		start: func(r running, _ string) []string {
			return []string{r.dir, "--host", "127.0.0.1", "--port", fmt.Sprint(r.port), "--quiet"}
		},
	},
}

// written is the text of the settings.
func (s server) written(r running) string {
	if s.settings == nil {
		return ""
	}
	return s.settings(r)
}

// run starts the server until the end of the test and returns its address. A folder is served as at a root.
func (s server) run(t *testing.T, dir, lost string) string {
	t.Helper()
	drives(t)
	var command string
	for _, name := range s.commands {
		if path, err := exec.LookPath(name); err == nil {
			command = path
			break
		}
	}
	if command == "" && slices.ContainsFunc(moreServers, func(m server) bool { return m.name == s.name }) {
		t.Skip(s.name + " is not here")
	}
	if command == "" {
		lacks(t, s.name+" was not found: `make test` as root installs Debian's, or install it from your system's packages")
	}
	r := running{dir: dir, own: t.TempDir(), lost: lost, port: freePort(t)}
	settings := filepath.Join(r.own, "settings")
	if err := os.WriteFile(settings, []byte(s.written(r)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, command, s.start(r, settings)...)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = append(os.Environ(), "HOME="+r.own, "XDG_CONFIG_HOME="+r.own, "XDG_DATA_HOME="+r.own)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = time.Second // some wait for connections that a browser keeps open
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	t.Cleanup(func() {
		stop()
		<-gone
	})
	address := fmt.Sprintf("127.0.0.1:%d", r.port)
	for range 200 {
		select {
		case err := <-gone:
			gone <- err
			t.Fatalf("%s ended: %v\n%s", s.name, err, said.String())
		case <-time.After(50 * time.Millisecond):
		}
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return "http://" + address
		}
	}
	t.Fatalf("%s does not answer at %s", s.name, address)
	return ""
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
