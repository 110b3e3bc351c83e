package decode

import (
	"encoding/json"
	"reflect"
	"strconv"
)

// Schema prints the JSON Schema (draft 2020-12) of what YAML and FrontMatter read into a T, for editors
// that complete and check while typing. It accepts what they accept, as far as a schema can say it: an
// editor holds it against values, where we read words, so that it never sees how a text was written.
func Schema[T any](title string) ([]byte, error) {
	s := schemaOf(reflect.TypeFor[T]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = title
	out, err := json.MarshalIndent(s, "", "  ")
	return append(out, '\n'), err
}

// object is a part of a schema; encoding/json sorts its keys, so that the bytes are always the same.
type object = map[string]any

// schemaOf is the schema of what stands under a key, or in a list, where nothing at all may stand too.
func schemaOf(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[Text]():
		// Any scalar: we read its words where an editor sees a number or a truth.
		return object{"type": []string{"string", "number", "boolean", "null"}}
	case reflect.TypeFor[Bool]():
		// In quotes it is the same word.
		return object{"type": []string{"boolean", "string", "null"}, "pattern": "^(true|false)?$"}
	}
	if m, ok := reflect.New(t).Interface().(anyMap); ok {
		return object{"type": []string{"object", "null"}, "additionalProperties": schemaOf(m.elem())}
	}
	if t.Kind() == reflect.Slice {
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem())}
	}
	return schemaOfStruct(t)
}

func schemaOfStruct(t reflect.Type) object {
	properties := object{}
	var required []string
	for _, f := range planOf(t).fields {
		s := schemaOf(t.Field(f.index).Type)
		if len(f.choices) > 0 {
			s = schemaOfChoice(f.choices)
		}
		if f.required {
			s = filled(s)
			required = append(required, f.name)
		}
		if f.doc != "" {
			s["description"] = f.doc
		}
		properties[f.name] = s
	}
	s := object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
	if required != nil {
		s["type"], s["required"] = "object", required
	}
	return s
}

// schemaOfChoice is one of a few words, or nothing. A digit is a number to an editor, unless it stands in quotes.
func schemaOfChoice(choices []string) object {
	var words []any
	for _, c := range choices {
		words = append(words, c)
		if n, err := strconv.Atoi(c); err == nil {
			words = append(words, n)
		}
	}
	return object{"anyOf": []object{{"enum": words}, {"type": []string{"string", "null"}, "maxLength": 0}}}
}

// filled is a schema without the nothing that it allows: what a required key holds.
func filled(s object) object {
	if either, ok := s["anyOf"].([]object); ok {
		return either[0]
	}
	types := s["type"].([]string)
	s["type"] = types[:len(types)-1]
	switch types[0] {
	case "array":
		s["minItems"] = 1
	case "object":
		s["minProperties"] = 1
	case "boolean":
		s["pattern"] = "^(true|false)$"
	default:
		s["pattern"] = `\S`
	}
	return s
}
