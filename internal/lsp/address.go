package lsp

import (
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// pathOf is the path that a file: URI names.
func pathOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	name := u.Path
	if len(name) > 2 && name[0] == '/' && name[2] == ':' { // /c:/site
		name = strings.ToUpper(name[1:2]) + name[2:]
	}
	return filepath.FromSlash(path.Clean(name)), true
}

// uriOf is the file: URI of an absolute path.
func uriOf(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") { // C:/site
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// file is the path in the site of a file that the editor names, below content, static or templates. Any other is
// no matter here.
func (s *server) file(uri string) (string, bool) {
	name, ok := pathOf(uri)
	root, _ := pathOf(s.root)
	if !ok {
		return "", false
	}
	rel, err := filepath.Rel(root, name)
	rel = filepath.ToSlash(rel)
	top, _, below := strings.Cut(rel, "/")
	if err != nil || !fs.ValidPath(rel) || !below || top != "content" && top != "static" && top != "templates" {
		return "", false
	}
	return rel, true
}

// uri is how the editor writes a file of the site, or would.
func (s *server) uri(l look, file string) string {
	if d := l.open[file]; d != nil {
		return d.uri
	}
	return s.root + (&url.URL{Path: file}).EscapedPath()
}
