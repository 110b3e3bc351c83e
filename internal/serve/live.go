package serve

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// liveFolder is where our own files are asked for. Nothing that is built has such a path.
const liveFolder = "_live/"

//go:embed live.js live.css
var liveFiles embed.FS

const (
	beat   = 5 * time.Second // between two signs of life of a stream: live.js takes thrice as long for its end
	unread = 2 * time.Second // after which a client that does not read is dropped
)

// live answers for our own files: the script and the stylesheet that pages get, and the stream of events.
// It says whether there is such a file.
func (s *Server) live(w http.ResponseWriter, r *http.Request, name string) bool {
	if name == "events" {
		s.stream(w, r)
		return true
	}
	data, err := liveFiles.ReadFile(name)
	if err != nil {
		return false
	}
	s.answer(w, r, nil, http.StatusOK, name, data)
	return true
}

var stylesheet = regexp.MustCompile(`<link rel="stylesheet"[^>]*>`)

// withScript is a page with our script in its head, before any other. The script is told which build the page is of, and what
// the page is but for its stylesheets, which can be changed in place.
func (s *Server) withScript(now *shown, page []byte) []byte {
	sum := sha256.Sum256(stylesheet.ReplaceAll(page, nil))
	script := fmt.Appendf(nil, `<script src="/%slive.js" data-run="%s" data-build="%d" data-tree="%s" data-page="%s" defer></script>`,
		liveFolder, s.run, now.number, now.id, hex.EncodeToString(sum[:8]))
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		at = len(page)
	}
	if other := bytes.Index(page[:at], []byte("<script")); other >= 0 {
		at = other
	}
	return bytes.Join([][]byte{page[:at], script, page[at:]}, nil)
}

// event is what open pages are told of a state.
func (s *Server) event(now *shown) []byte {
	data, err := json.Marshal(struct {
		Run    string `json:"run"`
		Build  int    `json:"build"`
		Tree   string `json:"tree"`
		Failed bool   `json:"failed"`
		Tally  string `json:"tally"`
		More   int    `json:"more"` // findings that have no note
		Notes  []note `json:"notes"`
	}{s.run, now.number, now.id, now.failed, now.tally(), max(0, len(now.findings)-maxNotes), now.notes})
	if err != nil {
		panic(err) // strings and numbers can always be written
	}
	return fmt.Appendf(nil, "data: %s\n\n", data)
}

// stream tells a client of each state, the present one first, for as long as it reads. Who is slow misses
// states that are no longer shown, and makes nobody wait.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		w.Header().Set("Content-Length", "0")
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	c := http.NewResponseController(w)
	if c.SetReadDeadline(time.Time{}) != nil { // the one for requests would end the stream
		return
	}
	life := time.NewTicker(beat)
	defer life.Stop()
	message := []byte(": hello\n\n")
	for now := s.shown.Load(); ; {
		if now.number > 0 {
			message = now.event
		}
		for waiting := true; waiting; {
			if c.SetWriteDeadline(time.Now().Add(unread)) != nil {
				return
			}
			if _, err := w.Write(message); err != nil || c.Flush() != nil {
				return
			}
			select {
			case <-r.Context().Done():
				return
			case <-life.C:
				message = []byte("event: beat\ndata:\n\n")
			case <-now.replaced:
				now, waiting = s.shown.Load(), false
			}
		}
	}
}

// sameOrigin says that a page of ours asks, or no page at all.
func sameOrigin(r *http.Request) bool {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	return (origin == "" || origin == "http://"+r.Host) && (site == "" || site == "same-origin" || site == "none")
}
