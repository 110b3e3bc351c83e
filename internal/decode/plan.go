package decode

import (
	"reflect"
	"strings"
)

// plan is what a struct's tags say.
type plan struct {
	fields      []field
	byName      map[string]int // into fields
	names       []string
	place, keys int // the struct's fields of type Place and Keys, -1 for none
}

type field struct {
	name     string
	index    int // of the struct's field
	required bool
	choices  []string
	doc      string
}

func (d *decoder) plan(t reflect.Type) *plan {
	p := d.plans[t]
	if p == nil {
		p = planOf(t)
		d.plans[t] = p
	}
	return p
}

// planOf reads the tags of a struct: yaml:"key" or yaml:"key,required", choices:"one two" for the only
// words that may stand there, doc:"…" for the schema and for hints.
func planOf(t reflect.Type) *plan {
	p := &plan{byName: map[string]int{}, place: -1, keys: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		switch f.Type {
		case reflect.TypeFor[Place]():
			p.place = i
			continue
		case reflect.TypeFor[Keys]():
			p.keys = i
			continue
		}
		tag, ok := f.Tag.Lookup("yaml")
		if !ok {
			continue
		}
		name, rest, _ := strings.Cut(tag, ",")
		p.byName[name] = len(p.fields)
		p.names = append(p.names, name)
		p.fields = append(p.fields, field{
			name: name, index: i, required: rest == "required",
			choices: strings.Fields(f.Tag.Get("choices")), doc: f.Tag.Get("doc"),
		})
	}
	return p
}
