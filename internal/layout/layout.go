package layout

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"explainer/internal/diag"
	"explainer/internal/view"
)

// keepLimit is how many bytes of drawn partials a Set keeps.
const keepLimit = 64 << 20

// Set is a site's templates, read, checked and ready to draw. It is safe for concurrent use.
//
// A Set whose Load found errors draws nothing, without a word: nothing of it could be published, and
// Load has already said why.
type Set struct {
	sources  map[string]string // by path
	layouts  map[string]*root
	partials map[string]*root
	texts    []Text
	files    []file
	faulty   bool         // Load has found something
	broken   bool         // so that nothing can be drawn
	changed  bool         // a file of the site's differs from the theme's
	kept     atomic.Int64 // bytes
	plain    sync.Map     // reflect.Type to bool: drawings of this type may be kept
	asset    func(string) (string, bool)
	lost     map[string]bool // assets that Load has reported
}

// Load reads the templates of a theme and those of a site, which replace the theme's file by file and
// may add layouts and partials; own may be nil. Both hold base.html, layouts/NAME.html and
// partials/NAME.html. assets gives the published path of a file in static/.
func Load(theme, own fs.FS, assets func(name string) (path string, ok bool), l *diag.List) *Set {
	return (*Set)(nil).Again(theme, own, assets, l)
}

// Again is Load for assets at the same published paths. It gives the Set itself where all templates are as they were,
// and nothing is wrong with them.
func (last *Set) Again(theme, own fs.FS, assets func(name string) (path string, ok bool), l *diag.List) *Set {
	var found diag.List
	files, changed := gather(theme, own, &found)
	if last != nil && !last.faulty && found.Len() == 0 && slices.Equal(files, last.files) {
		return last
	}
	s := &Set{
		files:    files,
		sources:  map[string]string{},
		layouts:  map[string]*root{},
		partials: map[string]*root{},
		asset:    assets,
		lost:     map[string]bool{},
	}
	b := s.parse(files, &found)
	if found.Len() == 0 {
		s.judge(b, &found)
	}
	if found.Len() == 0 {
		for _, name := range b.layouts {
			s.layouts[name] = &root{name: "base@" + name, trees: b.trees, funcs: s.funcs()}
		}
		for _, name := range b.partials {
			s.partials[name] = &root{name: name, trees: b.trees, funcs: s.funcs()}
		}
		if changed { // tests try the theme
			s.try(&found)
		}
	}
	s.broken, s.changed = found.Len() > 0, changed
	s.findLostAssets(b, &found)
	s.faulty = found.Len() > 0
	l.Append(found.Sorted()...)
	return s
}

// Sources is the templates as they are written, by path, in the order of their paths.
func (s *Set) Sources() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, path := range slices.Sorted(maps.Keys(s.sources)) {
			if !yield(path, s.sources[path]) {
				return
			}
		}
	}
}

// Layouts is the names of the layouts, sorted.
func (s *Set) Layouts() []string { return slices.Sorted(maps.Keys(s.layouts)) }

// Changed says whether the site's own templates differ from the theme's. What the theme draws is without a fault.
func (s *Set) Changed() bool { return s.changed }

// Page lays a page out. It returns findings instead of bytes where the layout asks for something that
// the page does not have.
func (s *Set) Page(layout string, v view.Page) ([]byte, []diag.Finding) {
	if s.broken {
		return nil, nil
	}
	r, ok := s.layouts[layout]
	if !ok {
		f := finding("template-missing", diag.Span{File: folder + "layouts/" + layout + ".html"},
			fmt.Sprintf("%s asks for the layout %q, which is missing", v.File, layout), diag.DidYouMean(layout, s.Layouts()))
		return nil, []diag.Finding{f}
	}
	var out []byte
	err := r.draw(&v, func(drawn []byte) { out = bytes.Clone(drawn) })
	if err != nil {
		f := s.finding(err, v)
		f.Message += " (on the page " + v.File + ")"
		return nil, []diag.Finding{f}
	}
	return out, nil
}

// Error is a partial that could not be drawn.
type Error struct{ Finding diag.Finding }

func (e *Error) Error() string { return e.Finding.Span.File + ": " + e.Finding.Message }

// Partial draws a view with the partial of a name, without blank lines around it. A comparable
// view is drawn once. An error is always an *Error.
func (s *Set) Partial(name string, v any) (view.Markup, error) {
	if s.broken {
		return "", nil
	}
	r, ok := s.partials[name]
	if !ok {
		return "", &Error{finding("template-missing", diag.Span{File: folder + "partials/" + name + ".html"},
			fmt.Sprintf("the partial %q is missing", name), diag.DidYouMean(name, slices.Sorted(maps.Keys(s.partials))))}
	}
	keep := s.keeps(v)
	if keep {
		if out, ok := r.kept.Load(v); ok {
			return out.(view.Markup), nil
		}
	}
	var out view.Markup
	err := r.draw(v, func(drawn []byte) { out = view.Markup(bytes.TrimSpace(drawn)) })
	if err != nil {
		return "", &Error{s.finding(err, v)}
	}
	if keep && s.kept.Add(int64(len(out))) <= keepLimit {
		r.kept.Store(v, out)
	}
	return out, nil
}

// Forget gives up the drawings that are kept, so that a Set in long use does not keep those of views that are gone.
func (s *Set) Forget() {
	for _, r := range s.partials {
		r.kept.Clear()
	}
	s.kept.Store(0)
}

// keeps says whether drawings of a view may be kept: it is a struct of texts, numbers and such structs,
// so that equal views look alike for ever. Asked once for each type.
func (s *Set) keeps(v any) bool {
	t := reflect.TypeOf(v)
	if t == nil {
		return false
	}
	if known, ok := s.plain.Load(t); ok {
		return known.(bool)
	}
	ok := plain(t)
	s.plain.Store(t, ok)
	return ok
}

func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int:
		return true
	case reflect.Struct:
		for i := range t.NumField() {
			if !plain(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return false
}
