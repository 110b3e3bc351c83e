package lsp

import (
	"strings"

	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
)

// describe says what an author wants to know at a place: what a finding there means, and all about the entry that is
// named there.
func describe(q *question) (any, error) {
	var p documentParams
	v, file, offset, r, err := q.named(&p, &p)
	if err != nil || v == nil {
		return nil, err
	}
	w := &words{markdown: q.s.can.markdown}
	at := r.Around
	if r.ID != "" {
		w.entry(v.Index, r.ID)
	}
	for _, f := range v.Findings {
		if s := f.Span; s.File == file && s.Start <= offset && offset <= s.End && s.Start < s.End {
			if e, ok := diag.Explain(f.Code); ok {
				w.line(w.strong(f.Code) + ": " + w.prose(e.Says))
			}
			if at.File == "" {
				at = s
			}
		}
	}
	if w.b.Len() == 0 {
		return nil, nil
	}
	kind := "plaintext"
	if w.markdown {
		kind = "markdown"
	}
	return hover{markup{kind, plain(strings.TrimSpace(w.b.String()))}, v.span(at)}, nil
}

// plain is a text with ordinary spaces, as an author would type it.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// words is a description under way, as Markdown or as plain text.
type words struct {
	markdown bool
	list     bool // one has begun
	b        strings.Builder
}

// line adds a paragraph.
func (w *words) line(text string) {
	if text == "" {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteString("\n")
	}
	w.b.WriteString(text + "\n")
}

// item adds an item of a list.
func (w *words) item(text string) {
	if !w.list {
		w.line("- " + text)
		w.list = true
		return
	}
	w.b.WriteString("- " + text + "\n")
}

func (w *words) strong(text string) string {
	if w.markdown {
		return "**" + w.said(text) + "**"
	}
	return text
}

func (w *words) code(text string) string {
	if w.markdown {
		return "`" + text + "`"
	}
	return text
}

// prose is a text of ours: what stands in backticks is code.
func (w *words) prose(text string) string {
	parts := strings.Split(text, "`")
	for i := range parts {
		if i%2 == 0 {
			parts[i] = w.said(parts[i])
		} else {
			parts[i] = w.code(parts[i])
		}
	}
	return strings.Join(parts, "")
}

// said is a text of an author's: nothing in it is Markdown any more.
func (w *words) said(text string) string {
	text = diag.Clean(text)
	if !w.markdown {
		return text
	}
	return escapes.Replace(text)
}

var escapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "#", `\#`, "~", `\~`)

// entry describes any entry of the facts file.
func (w *words) entry(ix *site.Index, id string) {
	s := ix.Sheet
	if f := s.Fact(id); f != nil {
		w.fact(ix, f)
		return
	}
	switch {
	case s.Event(id) != nil:
		e := s.Event(id)
		w.line(w.strong(e.Date.String()) + "  " + w.said(ix.Plain(e.Text)))
		w.line(w.code(id))
		for _, c := range e.Claims {
			if c.Source != nil {
				w.claim(c.Source.Cite(), c.At.S, c.Says.S, "", ix.Plain(c.Note))
			}
		}
	case s.Source(id) != nil:
		x := s.Source(id)
		w.line(w.strong(x.Title.S))
		w.line(w.code(id) + " · " + w.said(x.Cite()) + " · " + w.said(x.Kind))
		if !x.Accessed.IsZero() {
			w.line("read on " + x.Accessed.String())
		}
		w.line(w.said(x.URL))
	case s.Word(id) != nil:
		x := s.Word(id)
		w.line(w.strong(ix.Plain(x.Term)) + "  " + w.said(ix.Plain(x.Text)))
		w.line(w.code(id))
	case s.Figure(id) != nil:
		x := s.Figure(id)
		w.line(w.strong(ix.Plain(x.Title)))
		w.line(w.code(id) + " · " + w.said(x.Kind.S))
	case s.Term(id) != nil:
		x := s.Term(id)
		w.line(w.strong(ix.Plain(x.Title)))
		w.line(w.code(id))
		for _, c := range x.Cells {
			if c.Stated {
				w.item(w.said(c.Stage.Label.S) + ": " + w.said(ix.Plain(c.Text)))
			}
		}
	case s.Party(id) != nil:
		w.line(w.strong(s.Party(id).Name))
		w.line(w.code(id) + " · a party")
	case s.Stage(id) != nil:
		w.line(w.strong(s.Stage(id).Label.S))
		w.line(w.code(id) + " · from " + s.Stage(id).From.String())
	}
}

// fact describes a fact with its evidence.
func (w *words) fact(ix *site.Index, f *fact.Fact) {
	d := ix.Detail(f)
	w.line(w.strong(d.Value) + "  " + w.said(d.Label))
	about := w.code(d.ID) + " · " + w.said(d.Status)
	if !f.AsOf.IsZero() {
		about += " · as of " + f.AsOf.String()
	}
	w.line(about)
	if d.Sum != nil {
		w.line("= " + w.said(d.Sum.Names) + " = " + w.said(d.Sum.Values))
	}
	if d.Interval != "" {
		w.line("allows " + w.said(d.Interval))
	}
	if d.ReplacedBy != nil {
		w.line("replaced by " + w.code(d.ReplacedBy.ID) + ", " + w.said(d.ReplacedBy.Value))
	}
	w.line(w.said(d.Note))
	for _, c := range d.Claims {
		w.claim(c.Cite, c.At, c.Says, verdicts[c.Verdict], c.Note)
	}
}

// verdicts are what a claim is against its fact.
var verdicts = map[string]string{
	"agrees": "agrees", "rounding": "agrees within rounding", "precise": "more precise than its inputs allow", "differs": "differs",
}

// claim adds who says what, where.
func (w *words) claim(cite, at, says, verdict, note string) {
	text := w.said(cite)
	if at != "" {
		text += ", " + w.said(at)
	}
	if says != "" {
		text += ": " + w.said(says)
	}
	if verdict != "" {
		text += " (" + verdict + ")"
	}
	if note != "" {
		text += ". " + w.said(note)
	}
	w.item(text)
}
