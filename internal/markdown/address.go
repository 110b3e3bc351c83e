package markdown

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is a destination, read. Where it is refused, code, message and hint say why.
type address struct {
	kind                Kind
	id, as, anchor      string
	href                string // where it needs no binding
	code, message, hint string
}

// readAddress reads the destination of a link, entities and escapes resolved. Only what is listed here
// is let through: a list of what is dangerous is never complete.
func readAddress(dest string) address {
	if len(dest) > maxAddress || strings.IndexFunc(dest, unsafeRune) >= 0 {
		return refuse(dest, "it holds a character that no address holds")
	}
	scheme, rest, found := splitScheme(dest)
	if !found {
		return pageAddress(dest)
	}
	switch scheme {
	case "fact":
		return ourAddress(Fact, dest, rest)
	case "event":
		return ourAddress(Event, dest, rest)
	case "word":
		return ourAddress(Word, dest, rest)
	case "source":
		return ourAddress(Source, dest, rest)
	case "figure":
		return ourAddress(Figure, dest, rest)
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return webAddress(dest, rest)
	case "mailto":
		if user, host, ok := strings.Cut(rest, "@"); ok && user != "" && host != "" {
			return address{kind: Web, id: dest, href: dest}
		}
		return refuse(dest, "a mail address is written as mailto:name@example.com")
	case "fact", "event", "word", "source", "figure":
		return refuse(dest, "write "+strings.ToLower(scheme)+": in lower case")
	}
	return refuse(dest, "")
}

// imageAddress reads the destination of an image: a figure, or a file in static/.
func imageAddress(dest string) address {
	scheme, rest, found := splitScheme(dest)
	if found && scheme == "figure" && strings.IndexFunc(dest, unsafeRune) < 0 {
		return ourAddress(Figure, dest, rest)
	}
	name, err := url.PathUnescape(dest)
	bad := found || err != nil || name == "" || name == "." || name[0] == '/' || path.Clean(name) != name ||
		strings.HasPrefix(name, "..") || strings.ContainsAny(name, ":\\?#") || strings.TrimSpace(name) != name || len(name) > maxAddress ||
		strings.IndexFunc(name, unsafeRune) >= 0
	if bad {
		return address{code: "image-place", message: quote(dest) + " is not a file in static/",
			hint: "put the file into static/ and name it by its path there, as in ![words](picture.png)"}
	}
	return address{kind: Image, id: name}
}

func refuse(dest, hint string) address {
	message := quote(dest) + " is not an address that a link may lead to"
	if dest == "" {
		message = "a link leads nowhere"
	}
	if hint == "" {
		hint = "write a page (page.md), http, https or mailto, or fact:, event:, word:, source:"
	}
	return address{code: "link-scheme", message: message, hint: hint}
}

// splitScheme splits "scheme:rest" as browsers do, which read a scheme before anything else.
func splitScheme(dest string) (scheme, rest string, found bool) {
	for i := 0; i < len(dest); i++ {
		switch c := dest[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return dest[:i], dest[i+1:], true
		default:
			return "", dest, false
		}
	}
	return "", dest, false
}

func ourAddress(kind Kind, dest, rest string) address {
	id, query, asks := strings.Cut(rest, "?")
	if id == "" {
		return refuse(dest, "it names nothing")
	}
	a := address{kind: kind, id: id}
	if asks {
		facet, ok := strings.CutPrefix(query, "as=")
		if !ok || facet == "" || strings.ContainsAny(facet, "&=?") {
			return refuse(dest, "a fact can be asked for one facet, as in <fact:id?as=label>")
		}
		if kind != Fact && kind != Event {
			return refuse(dest, "only facts and events have facets")
		}
		a.as = facet
	}
	return a
}

func webAddress(dest, rest string) address {
	after, ok := strings.CutPrefix(rest, "//")
	host := after
	if i := strings.IndexAny(after, "/?#"); i >= 0 {
		host = after[:i]
	}
	if !ok || host == "" || strings.ContainsRune(dest, '\\') {
		return refuse(dest, "a web address is written as https://example.com/path")
	}
	if strings.ContainsAny(host, "@ ") {
		return refuse(dest, "a name before the host makes an address look like another site's")
	}
	if strings.IndexFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 || strings.Contains(host, "%") {
		return refuse(dest, "letters of other alphabets can pass for those of another host: write it as browsers send it, beginning with xn--")
	}
	return address{kind: Web, id: dest, href: dest}
}

// pageAddress reads NAME.md, NAME.md#anchor and #anchor.
func pageAddress(dest string) address {
	file, fragment, has := strings.Cut(dest, "#")
	anchor, err := url.PathUnescape(fragment)
	if err != nil || has && anchor == "" {
		return refuse(dest, "it names no place on the page")
	}
	if file == "" && has {
		return address{kind: Page, anchor: anchor, href: dest}
	}
	name, ok := strings.CutSuffix(file, ".md")
	switch {
	case strings.Contains(file, "/") && !strings.HasPrefix(file, "/"):
		return refuse(dest, "pages are flat: write NAME.md")
	case !ok && strings.HasSuffix(file, ".html"):
		return refuse(dest, "write "+strings.TrimSuffix(file, ".html")+".md: a link names the file of the page")
	case !ok || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != "" || name[0] == '.':
		return refuse(dest, "")
	}
	return address{kind: Page, id: name, anchor: anchor}
}

// unsafeRune reports what a browser drops from an address or an eye does not see.
func unsafeRune(r rune) bool {
	return r < ' ' || r == utf8.RuneError || unicode.IsControl(r) || hiddenRune(r) || r == '\u200c' || r == '\u200d' ||
		r == '\u2028' || r == '\u2029' || r == '\u00a0'
}

// quote puts a text from an author's file in quotation marks, cut where it is long.
func quote(s string) string {
	if len(s) > 60 {
		cut := 60
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return `"` + s + `"`
}
