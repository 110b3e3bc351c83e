package build

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// An SVG or another file in XML is a document: opened by itself it may run scripts with the rights of the site, and
// the policy in the head of our pages does not hold there. So it may have none, nor anything that fetches.

// pageKinds are the extensions that browsers show as pages, or that hosts run.
var pageKinds = []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"}

// documentKinds are the extensions of XML that browsers show as a document.
var documentKinds = []string{".svg", ".xml", ".xsl", ".xslt", ".rdf", ".rss", ".atom", ".mathml", ".mml"}

// kindOf is the extension of a name in lower case, as hosts and browsers take it.
func kindOf(name string) string { return strings.ToLower(path.Ext(name)) }

// activeElements run something, show another document, or change an attribute that may lead somewhere.
var activeElements = []string{"script", "foreignobject", "iframe", "frame", "object", "embed", "applet", "handler", "listener", "link", "meta", "base", "form"}

// active says what in a document is not still, and where it begins; "" is nothing.
func active(data []byte) (what string, start int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		start := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return "", 0
		}
		if err != nil {
			return "what cannot be read as XML in UTF-8", start
		}
		switch t := token.(type) {
		case xml.Directive:
			if bytes.ContainsAny(t, "[&%") || !bytes.HasPrefix(bytes.ToLower(t), []byte("doctype")) {
				return "a declaration of its own", start
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return "an instruction <?" + t.Target + "?>", start
			}
		case xml.StartElement:
			if what := activeElement(t); what != "" {
				return what, start
			}
		case xml.CharData: // of a style, too
			if fetches(string(t)) {
				return "a style that fetches something", start
			}
		}
	}
}

func activeElement(e xml.StartElement) string {
	name := strings.ToLower(e.Name.Local)
	if slices.Contains(activeElements, name) {
		return "an element <" + name + ">"
	}
	moves := name == "set" || strings.HasPrefix(name, "animate")
	for _, a := range e.Attr {
		key, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(key, "on") && a.Name.Space == "":
			return "a handler " + key
		case (a.Name.Space == "xmlns" || key == "xmlns") && strings.Contains(value, "xhtml"):
			return "HTML"
		case key == "href" || key == "src" || key == "base" || key == "data" || key == "action":
			if !still(value) && !(name == "a" && webLink(value)) {
				return fmt.Sprintf("an address %.40q", value)
			}
		case moves && key == "attributename" && (strings.Contains(strings.ToLower(value), "href") || strings.HasPrefix(strings.ToLower(value), "on")):
			return "an animation of " + value
		case fetches(value):
			return "a style that fetches something"
		}
	}
	return ""
}

// still says whether an address leads to the document itself, or to a picture in pixels that is part of it.
func still(address string) bool {
	if address == "" || strings.HasPrefix(address, "#") {
		return true
	}
	kind, ok := strings.CutPrefix(strings.ToLower(address), "data:image/")
	return ok && slices.ContainsFunc([]string{"png", "jpeg", "gif", "webp", "avif"}, func(k string) bool {
		return strings.HasPrefix(kind, k+";") || strings.HasPrefix(kind, k+",")
	})
}

func webLink(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// fetches says whether a style asks for what is not in the document. One that is written with escapes is not read.
func fetches(style string) bool {
	style = strings.ToLower(style)
	if strings.Contains(style, "@import") {
		return true
	}
	for {
		_, rest, ok := strings.Cut(style, "url(")
		if !ok {
			return false
		}
		if !still(strings.TrimLeft(rest, " \t\r\n\"'")) {
			return true
		}
		style = rest
	}
}
