package decode

import (
	"encoding/json"
	"reflect"
)

// Schema prints the JSON Schema (draft 2020-12) of what YAML and FrontMatter read into a T, for editors
// that complete and check while typing.
func Schema[T any]() ([]byte, error) {
	s := schemaOf(reflect.TypeFor[T]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	out, err := json.MarshalIndent(s, "", "  ")
	return append(out, '\n'), err
}

// object is a part of a schema; encoding/json sorts its keys, so that the bytes are always the same.
type object = map[string]any

func schemaOf(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[Text]():
		// Any scalar: we read its words where an editor sees a number or a truth.
		return object{"type": []string{"string", "number", "boolean", "null"}}
	case reflect.TypeFor[Bool]():
		return object{"type": "boolean"}
	}
	if m, ok := reflect.New(t).Interface().(anyMap); ok {
		return object{"type": []string{"object", "null"}, "additionalProperties": schemaOf(m.elem())}
	}
	if t.Kind() == reflect.Slice {
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem())}
	}
	p := planOf(t)
	properties := object{}
	var required []string
	for _, f := range p.fields {
		s := schemaOf(t.Field(f.index).Type)
		if f.doc != "" {
			s["description"] = f.doc
		}
		if len(f.choices) > 0 {
			s = object{"enum": f.choices}
			if f.doc != "" {
				s["description"] = f.doc
			}
		}
		properties[f.name] = s
		if f.required {
			required = append(required, f.name)
		}
	}
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		s["required"] = required
	}
	return s
}
