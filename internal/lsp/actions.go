package lsp

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// act offers what can be done about the findings at a place.
func act(q *question) (any, error) {
	var p actionParams
	file, err := q.read(&p, &p.documentParams)
	if err != nil || file == "" {
		return []codeAction{}, err
	}
	l, err := q.look()
	if err != nil {
		return nil, err
	}
	v := l.viewed(q.s)
	a := &actions{view: v, list: []codeAction{}}
	start, end := v.text(file).offset(p.Range.Start, q.s.units), v.text(file).offset(p.Range.End, q.s.units)
	for _, f := range v.Findings {
		if f.Span.File == file && f.Span.Start <= max(start, end) && start <= f.Span.End {
			a.finding(f)
		}
	}
	if edits := diag.Edits(v.Findings)[file]; len(edits) > 0 {
		a.add(codeAction{Title: "Mend what needs no thought in this file", Kind: "source.fixAll"}, edits...)
	}
	return slices.DeleteFunc(a.list, func(c codeAction) bool { return !wanted(c.Kind, p.Context.Only) }), nil
}

// wanted says whether an editor asks for a kind of action: for itself, or for one that it belongs to.
func wanted(kind string, only []string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return kind == o || strings.HasPrefix(kind, o+".") || strings.HasPrefix(o, kind+".")
	})
}

// actions gathers what can be done.
type actions struct {
	*view
	list []codeAction
}

// add offers edits of one file.
func (a *actions) add(c codeAction, edits ...diag.Fix) {
	c.Edit.Changes = map[string][]textEdit{}
	for _, x := range edits {
		at := a.location(x.At)
		c.Edit.Changes[at.URI] = append(c.Edit.Changes[at.URI], textEdit{at.Range, x.Text})
	}
	a.list = append(a.list, c)
}

// finding offers its fix, what it names, and for a figure that is none an exemption.
func (a *actions) finding(f diag.Finding) {
	about := codeAction{Kind: "quickfix", Diagnostics: []diagnostic{a.diagnostic(f)}}
	if f.Fix.Set() {
		fix := about
		if fix.Title = "Write " + diag.Clean(f.Fix.Text); f.Fix.Text == "" {
			fix.Title = "Delete this"
		}
		fix.Preferred = true
		a.add(fix, f.Fix)
	}
	if f.Beside != nil {
		for _, o := range f.Beside.Offers {
			if o.Fix != f.Fix {
				bind := about
				bind.Title = "Write " + o.Text + ": " + diag.Clean(o.Says)
				a.add(bind, o.Fix)
			}
		}
	}
	if f.Code == "figure-loose" {
		a.exempt(about, f.Span)
	}
}

// exempt offers to excuse a figure: on its page, or for the whole site where it stands elsewhere. The reason is left
// empty, which is a finding until somebody gives one.
func (a *actions) exempt(c codeAction, at diag.Span) {
	words := around(a.text(at.File).src, at)
	if words == "" {
		return
	}
	file, list, on := site.ConfigFile, a.Index.Config.Exempt, "on this site"
	end := len(a.text(file).src)
	if m := a.Index.PageOf(at.File); m != nil {
		file, list, on = at.File, m.Exempt, "on this page"
		body := a.text(file).src[:m.Body]
		end = bytes.LastIndex(bytes.TrimRight(body, " \t\r\n"), []byte("\n")) + 1 // the line that ends it
	}
	src := a.text(file).src
	entry := `{text: "` + quoting.Replace(words) + `", reason: ""}`
	fix := diag.Fix{At: diag.Span{File: file, Start: end, End: end}, Text: "exempt:\n  - " + entry + "\n"}
	if end > 0 && src[end-1] != '\n' {
		fix.Text = "\n" + fix.Text
	}
	if n := len(list); n == 0 && bytes.Contains(src[:end], []byte("\nexempt:")) {
		return // an empty one
	} else if n > 0 {
		place, text, ok := beside(src, list[n-1].Text.Span(), entry)
		if !ok {
			return
		}
		fix = diag.Fix{At: diag.Span{File: file, Start: place, End: place}, Text: text}
	}
	c.Title = "Exempt \"" + diag.Clean(words) + "\" " + on + ", and say why"
	a.add(c, fix)
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// beside is where one more item of a list goes: before one that holds a text, as that is written. ok is false of an
// item that does not begin with its text.
func beside(src []byte, text diag.Span, entry string) (at int, item string, ok bool) {
	at = bytes.LastIndexByte(src[:text.Start], '\n') + 1
	line := string(src[at:text.Start])
	if i := strings.LastIndexByte(line, '{'); i >= 0 && strings.Contains(line[:i], "[") {
		return at + i, entry + ", ", true
	}
	dash := strings.TrimLeft(line, " ")
	if !strings.HasPrefix(dash, "- ") {
		return 0, "", false
	}
	return at, line[:len(line)-len(dash)] + "- " + entry + "\n", true
}

// around is the words of a place, with one beside them where they are digits alone: an exemption of these would excuse
// too much. "" where nothing stands beside them.
func around(src []byte, at diag.Span) string {
	words := string(src[at.Start:at.End])
	if strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || r == '/' || r == ':' }) {
		return words
	}
	word := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '-'
	}
	rest := src[at.End:]
	if after, ok := bytes.CutPrefix(rest, []byte(" ")); ok {
		if n := bytes.IndexFunc(after, func(r rune) bool { return !word(r) }); n > 0 {
			return words + " " + string(after[:n])
		}
	}
	before := src[:at.Start]
	if cut, ok := bytes.CutSuffix(before, []byte(" ")); ok {
		n := bytes.LastIndexFunc(cut, func(r rune) bool { return !word(r) })
		if n >= 0 {
			_, size := utf8.DecodeRune(cut[n:])
			n += size
		}
		if last := string(cut[max(n, 0):]); last != "" {
			return last + " " + words
		}
	}
	return ""
}
