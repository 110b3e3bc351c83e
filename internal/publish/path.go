package publish

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPath is the length that every archive format and file system can store.
const maxPath = 100

// reserved names are devices on Windows, with any extension.
var reserved = map[string]bool{
	"aux": true, "con": true, "nul": true, "prn": true,
	"com0": true, "com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt0": true, "lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// special names may begin with a dot or an underscore, since hosts look for them.
var special = map[string]bool{".nojekyll": true, ".well-known": true, "_headers": true, "_redirects": true}

// checkPath says whether a path can be published: letters, digits, dots, hyphens and underscores, in
// folders joined by slashes, under names that every system can store and every host serves.
func checkPath(path string) error {
	refuse := func(why string) error { return fmt.Errorf("cannot publish %q: %s", path, why) }
	if path == "" {
		return refuse("the path is empty")
	}
	if len(path) > maxPath {
		return refuse(fmt.Sprintf("the path is longer than %d bytes", maxPath))
	}
	for i, part := range strings.Split(path, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch {
		case part == "":
			return refuse("a part of the path is empty")
		case strings.IndexFunc(part, odd) >= 0:
			return refuse("a path is made of letters, digits, dots, hyphens and underscores")
		case i == 0 && special[part]:
		case part[0] == '.' || part[0] == '_' || part[0] == '-':
			return refuse(fmt.Sprintf("%q may not begin with %q", part, part[:1]))
		case strings.HasSuffix(part, "."):
			return refuse(fmt.Sprintf("%q may not end with a dot", part))
		case reserved[stem]:
			return refuse(fmt.Sprintf("some systems cannot store a file called %q", part))
		}
	}
	return nil
}

func odd(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != '_'
}

// step is when a file is moved into place: what pages ask for, pages, and what lists pages.
func step(path string) int {
	switch extension(path) {
	case "html":
		return 1
	case "xml", "txt":
		return 2
	}
	return 0
}

func extension(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// hashedAsset reports whether a path is assets/NAME.HASH.ext: its bytes never change under its name.
func hashedAsset(path string) bool {
	name, ok := strings.CutPrefix(path, "assets/")
	parts := strings.Split(name, ".")
	return ok && len(parts) >= 3 && len(parts[len(parts)-2]) >= 8 && strings.IndexFunc(parts[len(parts)-2], odd) < 0
}

// some names a few of many, sorted.
func some(names []string) string {
	slices.Sort(names)
	for i, name := range names {
		if strings.ContainsFunc(name, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) {
			names[i] = strconv.Quote(name) // others choose these names, and a terminal obeys what it is sent
		}
	}
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}
