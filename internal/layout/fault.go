package layout

import (
	"errors"
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// located splits the errors of text/template and html/template: file, line, column (from 0), the rest.
var located = regexp.MustCompile(`^(?:html/)?template: ?(templates/.+?\.html):(\d+)(?::(\d+))?: (.*)$`)

var (
	fieldFault = regexp.MustCompile(`at <(.*?)>: can't evaluate field (\S+) in type \*?(\S+)`)
	nilFault   = regexp.MustCompile(`at <(.*?)>: nil (?:pointer|data).*`)
	typeFault  = regexp.MustCompile(`at <(.*?)>: wrong type for value; expected (\S+); got (\S+)`)
	quotedPart = regexp.MustCompile(`"((?:[^"\\]|\\.)+)"|'(.)'`)
)

func finding(code string, at diag.Span, message, hint string) diag.Finding {
	e, _ := diag.Explain(code)
	return diag.Finding{Code: code, Level: e.Level, Span: at, Message: message, Hint: hint}
}

// locate reads the place out of an error of a template, and what it says beside it.
func (s *Set) locate(err error) (at diag.Span, line int, says string) {
	m := located.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Span{File: strings.TrimSuffix(folder, "/")}, 0, err.Error()
	}
	src := s.sources[m[1]]
	line, _ = strconv.Atoi(m[2])
	start := diag.Offset([]byte(src), line, 1)
	rest, _, _ := strings.Cut(src[start:], "\n")
	at = diag.Span{File: m[1], Start: start, End: start + len(rest)}
	if column, e := strconv.Atoi(m[3]); e == nil && column <= len(rest) {
		at.Start = start + column
		at.End = at.Start + actionLength(rest[column:])
		return at, line, m[4]
	}
	// The parser gives no column; it quotes what it did not expect.
	for _, q := range quotedPart.FindAllStringSubmatch(m[4], -1) {
		word := q[1] + q[2]
		if i := strings.Index(rest, word); i >= 0 {
			return diag.Span{File: m[1], Start: start + i, End: start + i + len(word)}, line, m[4]
		}
	}
	at.Start += len(rest) - len(strings.TrimLeft(rest, " \t"))
	return at, line, m[4]
}

// actionLength is how far an action reaches in the rest of its line.
func actionLength(rest string) int {
	if i := strings.Index(rest, "}}"); i >= 0 {
		return len(strings.TrimRight(strings.TrimSuffix(rest[:i], "-"), " "))
	}
	return len(rest)
}

// syntax is the finding for a file that cannot be parsed.
func (s *Set) syntax(f file, err error) diag.Finding {
	at, _, says := s.locate(err)
	return finding("template-syntax", at, says, "")
}

// finding puts an error of a template into words. v is what it was drawn with.
func (s *Set) finding(err error, v any) diag.Finding {
	at, line, says := s.locate(err)
	where := at.File
	if line > 0 {
		where += ", line " + strconv.Itoa(line) + ","
	}
	var lost lostAsset
	var unsafe *template.Error
	switch {
	case errors.As(err, &lost):
		return finding("static-missing", at, where+" asks for static/"+string(lost)+", which is missing", "")
	case errors.As(err, &unsafe) && unsafe.ErrorCode == template.ErrNoSuchTemplate:
		return finding("template-missing", at, says, "")
	case errors.As(err, &unsafe):
		return finding("template-unsafe", at, says, "")
	case errors.Is(err, errRefused):
		return finding("template-unsafe", diag.Span{File: at.File}, errRefused.Error(), "links lead to http, https, mailto or a page of the site")
	case errors.Is(err, errTooLarge):
		return finding("template-data", diag.Span{File: at.File}, where+" prints without end", "")
	}
	if m := fieldFault.FindStringSubmatch(says); m != nil {
		return finding("template-data", at, where+" asks for "+m[1]+", but "+m[3]+" has no "+m[2], diag.DidYouMean(m[2], members(v, m[3])))
	}
	if m := typeFault.FindStringSubmatch(says); m != nil {
		return finding("template-data", at, where+" has "+m[1]+", which is "+m[3]+" and not "+m[2], "")
	}
	if m := nilFault.FindStringSubmatch(says); m != nil {
		return finding("template-data", at, where+" asks for "+m[1]+", which is not there", "test it first: {{with …}}")
	}
	if _, after, ok := strings.Cut(says, "at <"); ok {
		says = "at <" + after
	}
	return finding("template-data", at, where+" fails "+says, "")
}

// try draws each template with a sample, so that what would fail on every page is found once: a place
// that cannot be made safe, or a field that no view has. It takes as long as a small site, so only a
// site with templates of its own is tried; tests try the theme.
func (s *Set) try(l *diag.List) {
	for _, name := range s.Layouts() {
		s.tryOne(s.layouts[name], view.Page{}, l)
	}
	for _, name := range slices.Sorted(maps.Keys(s.partials)) {
		s.tryOne(s.partials[name], samples[name], l)
	}
}

func (s *Set) tryOne(r *root, v any, l *diag.List) {
	for _, sample := range []any{v, filled(v)} {
		err := r.draw(sample, func([]byte) {})
		var unsafe *template.Error
		if errors.As(err, &unsafe) || err != nil && v != nil && (fieldFault.MatchString(err.Error()) || typeFault.MatchString(err.Error())) {
			l.Append(s.finding(err, v))
			return
		}
	}
}

// samples is a view for each partial of this program, to try it with.
var samples = map[string]any{
	"bars": view.Bars{}, "callout": view.Callout{}, "card": view.Card{}, "cite": view.Cite{},
	"claims": view.Claims{}, "evidence": view.Evidence{}, "footnote-ref": view.FootnoteRef{}, "footnotes": view.Footnotes{},
	"key-figures": view.KeyFigures{}, "mention": view.Mention{}, "note": view.Note{},
	"terms": view.Terms{}, "timeline": view.Timeline{}, "when": view.When{},
}

// filled is a copy of a view with something in every field.
func filled(v any) any {
	if v == nil {
		return nil
	}
	c := reflect.New(reflect.TypeOf(v)).Elem()
	fill(c)
	return c.Interface()
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(2)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

// members is the fields and methods of the type of that name, which v is or holds.
func members(v any, name string) []string {
	if v == nil {
		return nil
	}
	var found []string
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if seen[t] {
			return
		}
		seen[t] = true
		if t.Kind() == reflect.Struct {
			for i := range t.NumField() {
				visit(t.Field(i).Type)
			}
		}
		if t.String() != name {
			return
		}
		if t.Kind() == reflect.Struct {
			for _, f := range reflect.VisibleFields(t) {
				found = append(found, f.Name)
			}
		}
		for i := range t.NumMethod() {
			found = append(found, t.Method(i).Name)
		}
	}
	visit(reflect.TypeOf(v))
	return found
}

// wordsOf is the place of the first words of a tree.
func wordsOf(f file, tree *parse.Tree) diag.Span {
	for _, n := range tree.Root.Nodes {
		if t, ok := n.(*parse.TextNode); ok && strings.TrimSpace(string(t.Text)) == "" {
			continue
		}
		return diag.Span{File: f.path, Start: int(n.Position()), End: int(n.Position()) + 1}
	}
	return diag.Span{File: f.path}
}
