package build

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/static"
)

// TestActiveFiles: what is not still in a drawing is told by name, and what is still may stay. (U18)
func TestActiveFiles(t *testing.T) {
	const ns = `xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
	svg := func(inside string) string { return "<svg " + ns + ">" + inside + "</svg>" }
	for _, c := range []struct{ text, want string }{
		{svg(`<circle r="1"/>`), ""},
		{"\ufeff" + svg(""), ""},
		{`<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + svg(""), ""},
		{svg(`<linearGradient id="a"/><use xlink:href="#a"/><rect fill="url(#a)" style="stroke: url('#a')"/>`), ""},
		{svg(`<image href="data:image/png;base64,AAAA"/><a href="https://example.org/"><text>x</text></a>`), ""},
		{svg(`<style>rect { fill: red }</style><text>on and on, @ and url</text><animate attributeName="r" to="4"/>`), ""},
		{svg(`<metadata xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:type rdf:resource="http://purl.org/dc/"/></metadata>`), ""},
		{`<?xml version="1.0"?><data><row>1</row></data>`, ""},

		{svg(`<script>go()</script>`), "an element <script>"},
		{svg(`<SCRIPT/>`), "an element <script>"},
		{svg(`<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>`), "an element <script>"},
		{svg(`<foreignObject><p/></foreignObject>`), "an element <foreignobject>"},
		{svg(`<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>`), "HTML"},
		{svg(`<h:p xmlns:h="http://www.w3.org/1999/x&#104;tml"/>`), "HTML"},
		{`<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, "HTML"},
		{svg(`<iframe/>`), "an element <iframe>"},
		{`<svg onload="go()"/>`, "a handler onload"},
		{svg("<g OnClick='go()'/>"), "a handler onclick"},
		{svg(`<a href="javascript:go()"/>`), `an address "javascript:go()"`},
		{svg(`<a xlink:href=" java&#10;script:go()"/>`), "an address"},
		{svg(`<a href="java&#115;cript:go()"/>`), "an address"},
		{svg(`<a href="data:text/html,x"/>`), "an address"},
		{svg(`<use href="https://example.org/a.svg#b"/>`), "an address"},
		{svg(`<use xlink:href="other.svg#b"/>`), "an address"},
		{svg(`<image href="//example.org/a.png"/>`), "an address"},
		{svg(`<image href="data:image/svg+xml,x"/>`), "an address"},
		{svg(`<feImage href="https://example.org/a"/>`), "an address"},
		{svg(`<g xml:base="https://example.org/"/>`), "an address"},
		{svg(`<set attributeName="xlink:href" to="javascript:go()"/>`), "an animation of xlink:href"},
		{svg(`<animate attributeName="onclick" values="go()"/>`), "an animation of onclick"},
		{svg(`<style>@import "https://example.org/a.css"</style>`), "a style that fetches something"},
		{svg(`<style><![CDATA[p { background: url("https://example.org/") }]]></style>`), "a style that fetches something"},
		{svg(`<rect style="fill: URL( 'https://example.org/#a')"/>`), "a style that fetches something"},
		{svg(`<rect fill="url(#a) url(b.svg)"/>`), "a style that fetches something"},
		{`<?xml-stylesheet href="a.xsl"?>` + svg(""), "an instruction <?xml-stylesheet?>"},
		{`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + svg("&x;"), "a declaration of its own"},
		{`<!DOCTYPE svg SYSTEM "a.dtd" [ ]>` + svg(""), "a declaration of its own"},
		{svg("&x;"), "what cannot be read as XML"},
		{"\xff\xfe<\x00s\x00", "what cannot be read as XML"},
		{`<?xml version="1.0" encoding="UTF-7"?>` + svg("+ADw-script+AD4-"), "what cannot be read as XML"},
		{svg("\x00"), "what cannot be read as XML"},
		{`<svg a=b/>`, "what cannot be read as XML"},
		{`<svg onload="go()"`, "what cannot be read as XML"},
	} {
		if what, _ := active([]byte(c.text)); c.want == "" && what != "" || !strings.HasPrefix(what, c.want) {
			t.Errorf("%q holds %q, want %q", c.text, what, c.want)
		}
	}
}

// TestActiveNames: an extension is what hosts and browsers take it for, in capitals too. (U18, U23)
func TestActiveNames(t *testing.T) {
	const evil = `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`
	for name, code := range map[string]string{
		"a.svg": "static-active", "A.SVG": "static-active", "deep/a.Svg": "static-active", ".well-known/a.svg": "static-active", "a.xml": "static-active", "a.XSL": "static-active",
		"a.svgz": "static-active", "a.HTML": "static-refused", "a.Htm": "static-refused", "a.xhtml": "static-refused", "a.shtml": "static-refused", "a.mht": "static-refused",
		"a.txt": "", "a.svg.txt": "",
	} {
		tree := base()
		tree["static/"+name] = &fstest.MapFile{Data: []byte(evil)}
		files, r := output(tree, Options{})
		if code == "" {
			if r.Failed() {
				t.Errorf("%s: %v", name, r.Findings)
			}
			continue
		}
		if len(r.Findings) != 1 || r.Findings[0].Code != code || r.Findings[0].Span.File != "static/"+name {
			t.Errorf("%s: %v", name, r.Findings)
		}
		for file, data := range files {
			if strings.Contains(string(data), "<script/>") {
				t.Errorf("%s is published as %s", name, file)
			}
		}
	}
}

// TestThemeIsStill: what the program brings along is judged here, since no site's build does.
func TestThemeIsStill(t *testing.T) {
	n := 0
	err := fs.WalkDir(static.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".svg" {
			return err
		}
		n++
		data, err := static.FS.ReadFile(name)
		if what, _ := active(data); what != "" {
			t.Errorf("%s holds %s", name, what)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Error(n, err)
	}
}

func FuzzActive(f *testing.F) {
	f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg"><a href="#b"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if what, start := active(data); what != "" && (start < 0 || start > len(data)) {
			t.Errorf("%s at %d of %d", what, start, len(data))
		}
	})
}
