package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
)

const outputLimit = 64 << 20 // bytes that one page may have

// A root is a template that is drawn by itself. It is made ready when it is first drawn, alone with the
// templates that it calls: html/template's work grows with the square of the templates in one set, and a
// small site draws few.
type root struct {
	name  string
	trees map[string]*parse.Tree
	funcs template.FuncMap
	once  sync.Once
	ready *template.Template
	err   error
	kept  sync.Map // view to view.Markup

	escaped  bool       // html/template has found that it can be made safe, and made it so
	making   sync.Mutex // of a program: html/template escapes what it calls, so that nobody draws meanwhile
	programs sync.Map   // reflect.Type to *program
}

func (r *root) prepare() {
	t := template.New("").Funcs(r.funcs)
	added := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		if added[name] || r.err != nil {
			return
		}
		added[name] = true
		tree := r.trees[name]
		if !strings.Contains(name, "@") {
			tree = tree.Copy() // others draw it too, and html/template writes into it
		}
		if _, r.err = t.AddParseTree(name, tree); r.err != nil {
			return
		}
		walk(tree.Root, func(n parse.Node) {
			if c, ok := n.(*parse.TemplateNode); ok {
				add(c.Name)
			}
		})
	}
	add(r.name)
	r.ready = t.Lookup(r.name)
	if r.err == nil {
		var unsafe *template.Error
		r.escaped = !errors.As(r.ready.Execute(io.Discard, nil), &unsafe) // that there is nothing to draw does not matter
	}
}

// program is the steps for a type of view, nil where there are none.
func (r *root) program(dot reflect.Type) *program {
	if p, ok := r.programs.Load(dot); ok {
		return p.(*program)
	}
	r.making.Lock()
	defer r.making.Unlock()
	if p, ok := r.programs.Load(dot); ok {
		return p.(*program)
	}
	p := r.compile(dot)
	r.programs.Store(dot, p)
	return p
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var errTooLarge = errors.New("it prints more than a page may have")

// A bounded writer ends a template that prints without end.
type bounded struct{ *bytes.Buffer }

func (b bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > outputLimit {
		return 0, errTooLarge
	}
	return b.Buffer.Write(p)
}

// refused stands where html/template found an address that no page may lead to. A text cannot hold it:
// its quotation mark would be escaped.
var refused = []byte(`="#ZgotmplZ`)

var errRefused = errors.New("an address begins with a scheme that no page may lead to")

// draw lends take what it has drawn.
func (r *root) draw(v any, take func(drawn []byte)) error {
	r.once.Do(r.prepare)
	if r.err != nil {
		return r.err
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if p := r.program(reflect.TypeOf(v)); p == nil || !p.run(b, reflect.ValueOf(v)) {
		b.Reset()
		if err := r.ready.Execute(bounded{b}, v); err != nil {
			return err
		}
	}
	if bytes.Contains(b.Bytes(), refused) {
		return fmt.Errorf("template: %s:1: %w", r.trees[r.name].ParseName, errRefused)
	}
	take(b.Bytes())
	return nil
}
