package serve

import (
	"html"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// ServeHTTP answers one request: who asks for whom, how, and for what, in that order.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	switch {
	case !s.goesBy(r.Host):
		h.Set("Content-Length", "0")
		w.WriteHeader(http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		h.Set("Content-Length", "0")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	name, ok := nameOf(r)
	if own, found := strings.CutPrefix(name, liveFolder); ok && found && s.live(w, r, own) {
		return
	}
	now := s.shown.Load()
	if (now.tree == nil || !ok || isPage(name)) && !s.told(r, now) {
		now = s.look(nil)
	}
	if now.tree == nil {
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'")
		s.answer(w, r, now, http.StatusInternalServerError, "error.html", errorPage(now))
		return
	}
	if data, found := now.tree[name]; ok && found {
		s.answer(w, r, now, http.StatusOK, name, data)
		return
	}
	if data, found := now.tree["404.html"]; found {
		s.answer(w, r, now, http.StatusNotFound, "404.html", data)
		return
	}
	s.answer(w, r, now, http.StatusNotFound, "404.html", []byte("<!doctype html>\n<title>Not found</title>\n<p>not found\n"))
}

// nameOf is the file that a request asks for. A path that is not spelled the plain way names none, as on
// the strictest hosts, so that a wrong link shows while it is written.
func nameOf(r *http.Request) (string, bool) {
	name, ok := strings.CutPrefix(r.URL.Path, "/")
	if !ok || r.URL.RawPath != "" || r.URL.Opaque != "" {
		return "", false
	}
	if name == "" {
		return "index.html", true
	}
	return name, true
}

// isPage reports whether the sources are looked at before a file is answered: assets belong to the page
// that asked for them, and everything else is looked up in the newest tree.
func isPage(name string) bool { return !strings.HasPrefix(name, "assets/") }

// told reports whether a page of ours asks that was told of this very state just now.
func (s *Server) told(r *http.Request, now *shown) bool {
	return r.Header.Get("Explainer-Build") == s.run+" "+strconv.Itoa(now.number)
}

// goesBy reports whether a request's Host is one of ours, at any port.
func (s *Server) goesBy(host string) bool {
	name := host
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		n, port, err := net.SplitHostPort(host)
		if err != nil || !digits(port) {
			return false
		}
		name = n
		if strings.Contains(n, ":") != strings.HasPrefix(host, "[") {
			return false
		}
	} else if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		name = host[1 : len(host)-1]
		if !strings.Contains(name, ":") {
			return false
		}
	}
	name = strings.ToLower(name)
	for _, known := range *s.names.Load() {
		if name == known {
			return name != ""
		}
	}
	label, ok := strings.CutSuffix(name, ".localhost")
	return ok && label != "" && strings.IndexFunc(label, oddInHost) < 0
}

func oddInHost(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '.'
}

func digits(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && strconv.FormatUint(n, 10) == s
}

// types are the media types of all that a site may hold: the same on every machine, whatever its own
// tables say.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/plain; charset=utf-8",
	".vtt":         "text/vtt; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",

	".avif":  "image/avif",
	".gif":   "image/gif",
	".ico":   "image/x-icon",
	".jpeg":  "image/jpeg",
	".jpg":   "image/jpeg",
	".png":   "image/png",
	".webp":  "image/webp",
	".pdf":   "application/pdf",
	".woff":  "font/woff",
	".woff2": "font/woff2",
	".mp3":   "audio/mpeg",
	".mp4":   "video/mp4",
	".webm":  "video/webm",
	".zip":   "application/zip",
}

// typeOf is the media type of a file; the feed has its own.
func typeOf(name string) string {
	switch name {
	case "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case "_headers", "_redirects", "CNAME":
		return types[".txt"]
	}
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// answer sends a file. A page is sent with our script; what is in the tree stays as it was built.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, now *shown, status int, name string, data []byte) {
	if path.Ext(name) == ".html" {
		data = s.withScript(now, data)
	}
	w.Header().Set("Content-Type", typeOf(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	if _, err := w.Write(data); err != nil {
		return // the reader has gone
	}
}

// errorPage is shown when no build has worked yet: the findings as the terminal has them, as text. Where
// scripts run, the panel says so in its place.
func errorPage(now *shown) []byte {
	var b strings.Builder
	for _, n := range now.notes {
		b.WriteString(n.Place + n.Text)
	}
	return []byte("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The site cannot be built</title>\n" +
		"<h1>The site cannot be built</h1>\n<noscript><pre>" + html.EscapeString(b.String()) + "</pre></noscript>\n</html>\n")
}
