package layout

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// escaperPrefix begins the names of the functions with which html/template ends each pipeline that prints.
const escaperPrefix = "_html_template_"

// A context is where a value is printed, as html/template sees it. A text of characters that it leaves alone there is
// printed as it is; every other one goes through an example of such a place, so that nothing is escaped but by
// html/template.
type context struct {
	before, after string
	begin         string    // may stand before these characters
	ascii         [128]bool // characters that it leaves alone
	rest          bool      // all beyond ASCII, too
	example       func() *template.Template
}

const (
	lettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	textCharacters   = " !#$%()*,-./:;=?@[\\]^_`{|}~\t\n\r" + lettersAndDigits
	pathCharacters   = "!#$*,-./;=?@_~" + lettersAndDigits
	partCharacters   = "-._~" + lettersAndDigits
)

// contexts are known by the functions that a value passes through there.
var contexts = map[string]*context{
	"_html_template_htmlescaper":   at("<p>", "</p>", "", textCharacters, true),
	"_html_template_rcdataescaper": at("<title>", "</title>", "", textCharacters, true),
	"_html_template_attrescaper":   at(`<p title="`, `">`, "", textCharacters, true),
	"_html_template_urlfilter _html_template_urlnormalizer _html_template_attrescaper": at(`<a href="`, `">`, "https:", pathCharacters, false),
	"_html_template_urlnormalizer _html_template_attrescaper":                          at(`<a href="/`, `">`, "", pathCharacters, false),
	"_html_template_urlescaper _html_template_attrescaper":                             at(`<a href="#`, `">`, "", partCharacters, false),
}

func at(before, after, begin, characters string, rest bool) *context {
	c := &context{before: before, after: after, begin: begin, rest: rest}
	for _, b := range []byte(characters) {
		c.ascii[b] = true
	}
	c.example = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("").Parse(before + "{{.}}" + after))
	})
	return c
}

// printer prints what an expression comes to, in the context that goes by these functions.
func printer(x expr, escapers string) (step, error) {
	c, known := contexts[escapers]
	if !known || x.typ == nil {
		return nil, errUnknown
	}
	eval := x.eval
	switch {
	case x.typ == htmlType && escapers == "_html_template_htmlescaper":
		return func(r *run) { r.out.WriteString(eval(r).String()) }, nil
	case isWords(x.typ):
		return func(r *run) { c.print(r.out, eval(r).String()) }, nil
	case isInt(x.typ):
		return func(r *run) { r.out.Write(strconv.AppendInt(r.out.AvailableBuffer(), eval(r).Int(), 10)) }, nil
	}
	return nil, errUnknown
}

func (c *context) print(out *bytes.Buffer, s string) {
	if c.leaves(s) {
		out.WriteString(s)
		return
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if c.example().Execute(b, s) != nil {
		panic(odd{})
	}
	out.Write(b.Bytes()[len(c.before) : b.Len()-len(c.after)])
}

// leaves says whether html/template would print a text as it is.
func (c *context) leaves(s string) bool {
	s = strings.TrimPrefix(s, c.begin)
	for i := range len(s) {
		if b := s[i]; b < 0x80 && !c.ascii[b] || b >= 0x80 && !c.rest {
			return false
		}
	}
	return true
}

// isWords says whether values of a type print as the text that they are, and isInt as decimal digits. The types of
// html/template say that they need no escaping.
func isWords(t reflect.Type) bool {
	return t != nil && t.Kind() == reflect.String && t.PkgPath() != htmlType.PkgPath() && !speaks(t)
}

func isInt(t reflect.Type) bool { return t != nil && t.Kind() == reflect.Int && !speaks(t) }

// speaks says whether fmt would ask a value how it prints.
func speaks(t reflect.Type) bool {
	for _, name := range []string{"String", "Error", "Format", "GoString"} {
		if _, ok := t.MethodByName(name); ok {
			return true
		}
	}
	return false
}
