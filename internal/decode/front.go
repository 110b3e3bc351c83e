package decode

import (
	"bytes"
	"reflect"

	"explainer/internal/diag"
)

// FrontMatter reads what stands between the two lines of --- that a page begins with. body is the offset
// of the page's prose in data. The whole page is held to the limits on size and characters.
func FrontMatter[T any](file string, data []byte, l *diag.List) (v T, body int, ok bool) {
	src, body, ok := front(file, data, l)
	if src == nil {
		return v, body, false
	}
	if !into(src, reflect.ValueOf(&v).Elem(), l) {
		ok = false
	}
	return v, body, ok
}

func front(file string, data []byte, l *diag.List) (src *source, body int, ok bool) {
	if len(data) > MaxPage {
		l.Add("file-too-large", diag.Span{File: file}, "the page is larger than 1 MB", "split it into several pages")
		return nil, len(data), false
	}
	page := &source{file: file, data: data}
	if bytes.HasPrefix(data, bom) {
		page.data, page.base = data[len(bom):], len(bom)
	}
	if !utf8Only(page, l) {
		return nil, len(data), false
	}
	const hint = "begin the page with ---, title: …, description: …, --- on four lines"
	first, rest := cutLine(page.data)
	if !rule(first) {
		controls(page, 0, l)
		l.Add("front-matter", page.span(0, len(bytes.TrimRight(first, "\r"))), "the page has no front matter", hint)
		return nil, page.base, false
	}
	start := len(page.data) - len(rest)
	for len(rest) > 0 {
		at := len(page.data) - len(rest)
		var line []byte
		line, rest = cutLine(rest)
		if rule(line) {
			end := len(page.data) - len(rest)
			ok = controls(page, end, l)
			// A copy, so that the texts of the front matter do not keep the page in memory.
			return &source{file: file, data: bytes.Clone(page.data[start:at]), base: page.base + start, skipped: 1}, page.base + end, ok
		}
	}
	controls(page, len(page.data), l)
	l.Add("front-matter", page.span(0, 3), "the front matter is not closed", "end it with a line of ---")
	return nil, len(data), false
}

// cutLine splits off the first line, without its line feed.
func cutLine(p []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(p, []byte{'\n'})
	return line, rest
}

// rule says whether a line is ---.
func rule(line []byte) bool { return string(bytes.TrimRight(line, " \t\r")) == "---" }
