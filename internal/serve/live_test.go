package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"explainer/internal/diag"
)

// state is an event as a page reads it.
type state struct {
	Run, Tree, Tally string
	Build, More      int
	Failed           bool
	Notes            []note
}

// follow reads the stream of a server until the test ends.
func follow(t *testing.T, address string) chan state {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+address+"/_live/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(err, answer)
	}
	states := make(chan state, 1000)
	go func() {
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			var s state
			if err := json.Unmarshal([]byte(data), &s); err != nil {
				t.Errorf("%v in %.80q", err, data)
			}
			states <- s
		}
		close(states)
	}()
	return states
}

func next(t *testing.T, states chan state) state {
	t.Helper()
	select {
	case s, ok := <-states:
		if !ok {
			t.Fatal("the stream ended")
		}
		return s
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
	}
	return state{}
}

// TestStream hears of each build: its number grows, its tree has another name only where it is another, and
// a page asked for after the event is of that build.
func TestStream(t *testing.T) {
	var sources living
	sources.say("one")
	address := start(t, Options{
		Sources: &sources, Root: t.TempDir(), Editor: editors["vscode"],
		Read: func(string) ([]byte, error) { return []byte("two lines\nhere"), nil },
		Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
			var l diag.List
			if sources.said() == "broken" {
				l.Add("page-unknown", diag.Span{File: "content/a b.md", Start: 10, End: 14}, "it is broken", "mend it")
			}
			return l.Sorted(), put("index.html", []byte(sources.said()))
		},
	})
	states := follow(t, address)
	before, names := next(t, states), map[string]string{}
	names["one"] = before.Tree
	for _, text := range []string{"two", "one", "broken", "three", "broken", "three", "two"} {
		sources.say(text)
		now := next(t, states)
		if now.Run != before.Run || now.Build != before.Build+1 || now.Failed != (text == "broken") {
			t.Fatalf("%s: %+v after %+v", text, now, before)
		}
		if now.Failed {
			if now.Tree != before.Tree || now.Tally != "1 error" || len(now.Notes) != 1 {
				t.Errorf("%+v", now)
			} else if n := now.Notes[0]; n.Place != "content/a b.md:2:1" || !strings.HasSuffix(n.Link, "/content/a%20b.md:2:1") ||
				!strings.Contains(n.Text, "here") || !strings.Contains(n.Text, "hint: mend it") {
				t.Errorf("%+v", n)
			}
		} else if known, ok := names[text]; ok && known != now.Tree || now.Tree == before.Tree && before.Failed == now.Failed {
			t.Errorf("%s is the tree %s, was %s", text, now.Tree, known)
		} else {
			names[text] = now.Tree
			_, _, page := raw(t, address, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
			if plain(t, page) != text || !strings.Contains(page, fmt.Sprintf(`data-build="%d" data-tree="%s"`, now.Build, now.Tree)) {
				t.Errorf("after the event of %s: %s", text, page)
			}
		}
		before = now
	}
	// What is saved without a change is nothing to tell.
	sources.say("two")
	sources.say("four")
	if now := next(t, states); now.Build != before.Build+1 {
		t.Errorf("%+v after %+v", now, before)
	}
}

// TestManyFindings: a page is told of a thousand, and how many more there are.
func TestManyFindings(t *testing.T) {
	address := start(t, Options{Build: func(fs.FS, func(string, []byte) error) ([]diag.Finding, error) {
		return make([]diag.Finding, maxNotes+7), nil
	}})
	if s := next(t, follow(t, address)); len(s.Notes) != maxNotes || s.More != 7 || s.Tally != "1007 errors" || !s.Failed || s.Tree != "" {
		t.Errorf("%d notes, %d more, %s", len(s.Notes), s.More, s.Tally)
	}
}

// TestDeafClient has a client that asks for the stream and never reads: it is dropped, and nobody waits for it.
func TestDeafClient(t *testing.T) {
	var sources living
	sources.say("0")
	long := strings.Repeat("long ", 200_000)
	s := New(Options{Sources: &sources, Root: t.TempDir(), Build: func(_ fs.FS, put func(string, []byte) error) ([]diag.Finding, error) {
		return []diag.Finding{{Code: "page-unknown", Level: diag.Warning, Message: sources.said() + long}}, put("index.html", []byte(sources.said()))
	}})
	ended := make(chan bool, 1)
	deaf, other := net.Pipe() // it holds nothing back: the first write waits
	defer deaf.Close()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.ServeHTTP(w, r)
		ended <- true
	})}
	l := &oneConn{conns: make(chan net.Conn, 1)}
	l.conns <- other
	go server.Serve(l)
	defer server.Close()
	go fmt.Fprint(deaf, "GET /_live/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
	s.look(nil)
	for i := range 5 {
		text := fmt.Sprint(i)
		sources.say(text)
		if got := plain(t, body(t, ask(s, "GET", "/", "localhost"))); got != text {
			t.Errorf("%q, want %q", got, text)
		}
	}
	select {
	case <-ended:
	case <-time.After(5 * unread):
		t.Error("the client was not dropped")
	}
}

// oneConn is a listener for connections that are there already.
type oneConn struct{ conns chan net.Conn }

func (l *oneConn) Accept() (net.Conn, error) {
	c, ok := <-l.conns
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (l *oneConn) Close() error   { close(l.conns); return nil }
func (l *oneConn) Addr() net.Addr { return &net.TCPAddr{} }

func TestEditors(t *testing.T) {
	for _, c := range []struct{ editor, want string }{
		{"", ""},
		{"vscode", "vscode://file/my%20site/content/a%26b.md:3:7"},
		{"idea", "idea://open?file=/my%20site/content/a%26b.md&line=3&column=7"},
		{"own://{line}/{file}", "own://3//my%20site/content/a%26b.md"},
	} {
		e, err := EditorOf(c.editor)
		if err != nil {
			t.Error(err)
		}
		if got := e.link("/my site", "content/a&b.md", 3, 7); got != c.want {
			t.Errorf("%s: %s, want %s", c.editor, got, c.want)
		}
	}
	for _, name := range []string{"vim", "javascript:alert({file})", "JavaScript:{file}", "data:{file}", "own://line", "{file}", "//host/{file}"} {
		if e, err := EditorOf(name); err == nil {
			t.Errorf("%q is taken for %q", name, e)
		}
	}
	// Whatever a file is called, its link stays within the site.
	e, _ := EditorOf("zed")
	if got := e.link("/site", "../../etc/passwd", 1, 1); got != "zed://file/site/etc/passwd:1:1" {
		t.Error(got)
	}
}

// TestLines is what the terminal gets: one line for each build.
func TestLines(t *testing.T) {
	tree := map[string][]byte{"a": nil, "b": nil}
	warning := note{Level: "warning", Place: "content/a.md:1:1", Text: ": warning: odd [x]\n    hint: y\n"}
	fault := note{Level: "error", Place: "content/b.md:2:3", Text: ": error: bad [y]\n"}
	for _, c := range []struct {
		now  shown
		what []string
		want string
	}{
		{shown{number: 1, tree: tree}, []string{"content/a.md", "content/b.md"}, "built 2 files in 3ms"},
		{shown{number: 2, tree: tree}, []string{"content/a.md"}, "built 2 files in 3ms (content/a.md)"},
		{shown{number: 2, tree: tree, notes: []note{warning}, findings: []diag.Finding{{Level: diag.Warning}}}, []string{"content/a.md", "b"},
			"built 2 files in 3ms (content/a.md and 1 more), 1 warning: content/a.md:1:1: warning: odd [x]"},
		{shown{number: 3, tree: tree, failed: true, notes: []note{warning, fault}, findings: []diag.Finding{{Level: diag.Warning}, {}}}, []string{"content/\x1b.md"},
			`still showing the last good state (content/\u001b.md), 1 error, 1 warning: content/b.md:2:3: error: bad [y]`},
		{shown{number: 1, failed: true, notes: []note{fault}, findings: []diag.Finding{{}}}, nil, "nothing can be shown yet, 1 error: content/b.md:2:3: error: bad [y]"},
		{shown{number: 1, failed: true, notes: []note{{"error", "", "", "error: no folder [z]\n    hint: make one\n"}}, findings: []diag.Finding{{}}}, nil,
			"nothing can be shown yet, 1 error: no folder [z]\n    hint: make one"},
	} {
		if got := c.now.line(3*time.Millisecond, c.what); got != c.want {
			t.Errorf("%s\nwant\n%s", got, c.want)
		}
	}
}
