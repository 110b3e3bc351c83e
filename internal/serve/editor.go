package serve

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Editor is an address that opens a file in an editor, with {file}, {line} and {column} in it. The zero
// Editor opens none.
type Editor string

// editors are the addresses that editors take by themselves, once they are installed.
var editors = map[string]Editor{
	"bbedit":   "x-bbedit://open?url=file://{file}&line={line}",
	"cursor":   "cursor://file{file}:{line}:{column}",
	"goland":   "goland://open?file={file}&line={line}&column={column}",
	"idea":     "idea://open?file={file}&line={line}&column={column}",
	"macvim":   "mvim://open?url=file://{file}&line={line}&column={column}",
	"pycharm":  "pycharm://open?file={file}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
	"vscode":   "vscode://file{file}:{line}:{column}",
	"vscodium": "vscodium://file{file}:{line}:{column}",
	"webstorm": "webstorm://open?file={file}&line={line}&column={column}",
	"zed":      "zed://file{file}:{line}:{column}",
}

// EditorNames are the editors that EditorOf knows, sorted.
func EditorNames() []string { return slices.Sorted(maps.Keys(editors)) }

// EditorOf finds an editor by its name, or takes an address of the user's own. Addresses that run as a
// script in the page are none.
func EditorOf(name string) (Editor, error) {
	if e, ok := editors[name]; ok || name == "" {
		return e, nil
	}
	scheme, _, ok := strings.Cut(name, ":")
	if u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(name)); ok && err == nil && strings.Contains(name, "{file}") &&
		u.Scheme != "" && !slices.Contains([]string{"javascript", "data", "blob", "vbscript"}, strings.ToLower(scheme)) {
		return Editor(name), nil
	}
	return "", fmt.Errorf("--editor %q is none of %s, nor an address such as name://open?file={file}&line={line}",
		name, strings.Join(EditorNames(), ", "))
}

// link opens a place of a file of the site; "" without an editor.
func (e Editor) link(root, file string, line, column int) string {
	if e == "" {
		return ""
	}
	whole := filepath.ToSlash(filepath.Join(root, filepath.FromSlash(path.Clean("/"+file))))
	if !strings.HasPrefix(whole, "/") {
		whole = "/" + whole // C:/site, on Windows
	}
	escaped := strings.NewReplacer("&", "%26", "+", "%2B", "=", "%3D").Replace((&url.URL{Path: whole}).EscapedPath())
	return strings.NewReplacer("{file}", escaped, "{line}", strconv.Itoa(line), "{column}", strconv.Itoa(column)).Replace(string(e))
}
