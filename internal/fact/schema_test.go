package fact_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	yaml "go.yaml.in/yaml/v4"

	"explainer/internal/decode"
	"explainer/internal/diag"
	"explainer/internal/fact"
	"explainer/internal/site"
)

// every has a field of every kind that a file may have.
type every struct {
	Title  decode.Text             `yaml:"title,required" doc:"a text"`
	Note   decode.Text             `yaml:"note"`
	Kind   decode.Text             `yaml:"kind,required" choices:"report law"`
	Places decode.Text             `yaml:"places" choices:"0 1 2"`
	Sure   decode.Bool             `yaml:"sure,required"`
	Open   decode.Bool             `yaml:"open"`
	Names  []decode.Text           `yaml:"names,required"`
	Days   decode.Map[decode.Text] `yaml:"days,required"`
	Parts  []part                  `yaml:"parts"`
	Rest   decode.Map[part]        `yaml:"rest"`
	Set    decode.Keys
}

type part struct {
	Label decode.Text   `yaml:"label,required"`
	List  []decode.Text `yaml:"list"`
	Bare  []struct {
		A decode.Text `yaml:"a"`
	} `yaml:"bare"`
	Place decode.Place
}

// judged is one kind of file: what its schema and its decoder say of a document.
type judged struct {
	name   string
	shape  reflect.Type
	schema *jsonschema.Schema
	reads  func(data []byte) bool
}

func kinds(t *testing.T) []judged {
	t.Helper()
	return []judged{
		kind[every](t, "every", func() ([]byte, error) { return decode.Schema[every]("every") }),
		kind[fact.Shape](t, "facts", fact.Schema),
		kind[site.Config](t, "site", site.ConfigSchema),
		kind[site.FrontMatter](t, "front-matter", site.FrontMatterSchema),
	}
}

func kind[T any](t *testing.T, name string, print func() ([]byte, error)) judged {
	t.Helper()
	data, err := print()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return judged{name, reflect.TypeFor[T](), s, func(data []byte) bool {
		var l diag.List
		_, ok := decode.YAML[T]("f.yaml", data, &l)
		return ok
	}}
}

// accepts says whether an editor that holds a document against the schema finds nothing.
func (j judged) accepts(data []byte) bool {
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return false
	}
	return j.schema.Validate(plain(v)) == nil
}

// plain is a value of YAML as JSON has it.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = plain(x)
		}
	case map[any]any:
		m := map[string]any{}
		for k, x := range v {
			m[fmt.Sprint(k)] = plain(x)
		}
		return m
	case []any:
		for i, x := range v {
			v[i] = plain(x)
		}
	case time.Time:
		return v.Format(time.DateOnly)
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return 0.5 // a number, which JSON cannot write
		}
	}
	return v
}

// node is a part of a document: a text as it is written, a list, or a mapping.
type node struct {
	text    string
	list    []*node
	keys    []string
	values  []*node
	choices []string // of a text that is one of a few words
}

// full is a document with every key that a type has.
func full(t reflect.Type) *node {
	switch {
	case t == reflect.TypeFor[decode.Text]():
		return &node{text: "words"}
	case t == reflect.TypeFor[decode.Bool]():
		return &node{text: "true"}
	case t.Kind() == reflect.Slice:
		return &node{list: []*node{full(t.Elem())}}
	}
	if entries, ok := t.FieldByName("Entries"); ok {
		value, _ := entries.Type.Elem().FieldByName("Value")
		return &node{keys: []string{"one"}, values: []*node{full(value.Type)}}
	}
	n := &node{keys: []string{}}
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("yaml")
		if !ok {
			continue
		}
		key, _, _ := strings.Cut(tag, ",")
		value := full(t.Field(i).Type)
		if choices := strings.Fields(t.Field(i).Tag.Get("choices")); len(choices) > 0 {
			value.text, value.choices = choices[0], choices
		}
		n.keys, n.values = append(n.keys, key), append(n.values, value)
	}
	return n
}

func (n *node) String() string {
	var parts []string
	switch {
	case n.list != nil:
		for _, x := range n.list {
			parts = append(parts, x.String())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case n.keys != nil:
		for i, k := range n.keys {
			parts = append(parts, k+": "+n.values[i].String())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return n.text
}

// all are a node and everything below it.
func (n *node) all() []*node {
	nodes := []*node{n}
	for _, x := range slices.Concat(n.list, n.values) {
		nodes = append(nodes, x.all()...)
	}
	return nodes
}

// written are values that may be right or wrong where they stand.
var written = []string{
	"words", "12", "1.10", "true", "false", `"true"`, "'false'", "yes", "~", "", `""`, `"  "`, `" words "`, `"~"`, "2026-04-27", ".inf",
	"[]", "[a]", "[[a]]", "[~]", "[{a: b}]", "[{label: b}]", "{}", "{a: b}", "{label: b}", "{one: }", "{one: {label: b}}", `"12"`, "¶10", "[a, {b: c}]",
}

// changes are all documents that differ from n in one place below it. Each is shown while it is so.
func changes(root *node, show func()) {
	for _, n := range root.all() {
		was := *n
		texts := written
		for _, c := range n.choices {
			texts = append(slices.Clone(texts), c, `"`+c+`"`, c+"s", " "+c)
		}
		for _, text := range texts {
			*n = node{text: text}
			show()
		}
		*n = was
		for i := range was.keys {
			n.keys, n.values = slices.Delete(slices.Clone(was.keys), i, i+1), slices.Delete(slices.Clone(was.values), i, i+1)
			show()
			n.keys, n.values = slices.Clone(was.keys), was.values
			n.keys[i] += "s"
			show()
		}
		*n = was
		if n.keys != nil {
			for _, value := range []string{"words", "~", "{label: b}"} {
				n.keys, n.values = append(slices.Clone(was.keys), "zzz"), append(slices.Clone(was.values), &node{text: value})
				show()
			}
		}
		*n = was
	}
}

// TestSchemaAgrees: a schema and the decoder whose types it is made from accept and refuse the same documents.
func TestSchemaAgrees(t *testing.T) {
	for _, j := range kinds(t) {
		t.Run(j.name, func(t *testing.T) {
			root, good, bad := full(j.shape), 0, 0
			show := func() {
				data := []byte(root.String() + "\n")
				if len(data) == 1 {
					return // TestSchemaCannotSay
				}
				accepts, reads := j.accepts(data), j.reads(data)
				if reads {
					good++
				} else {
					bad++
				}
				if accepts != reads {
					t.Errorf("the schema accepts it: %v, the decoder reads it: %v\n%s", accepts, reads, data)
				}
			}
			show()
			if good != 1 {
				t.Fatalf("the whole document is refused: %s", root)
			}
			changes(root, show)
			// Several faults at once, or parts left out that had none: every document of a seed is the same.
			random := rand.New(rand.NewPCG(1, 2))
			for range 300 {
				root = full(j.shape)
				for range 1 + random.IntN(4) {
					nodes := root.all()
					n := nodes[random.IntN(len(nodes))]
					if i := random.IntN(len(n.keys) + 1); i < len(n.keys) {
						n.keys, n.values = slices.Delete(n.keys, i, i+1), slices.Delete(n.values, i, i+1)
					} else if n != root {
						*n = node{text: written[random.IntN(len(written))]}
					}
				}
				show()
			}
			t.Logf("%d documents read, %d refused", good, bad)
			if good < 100 || bad < 100 {
				t.Errorf("%d documents read, %d refused: that proves little", good, bad)
			}
		})
	}
}

// TestSchemaCannotSay lists what the two judge otherwise, each by its name. An editor holds values against a schema:
// how they were written is gone by then.
func TestSchemaCannotSay(t *testing.T) {
	const whole = "title: x\nkind: law\nsure: true\nnames: [a]\ndays: {a: b}\n"
	j := kinds(t)[0]
	if !j.accepts([]byte(whole)) || !j.reads([]byte(whole)) {
		t.Fatal("the document is refused as it is")
	}
	for _, c := range []struct{ name, from, to string }{
		{"an anchor and an alias", "title: x", "title: &x x\nnote: *x"},
		{"a tag", "title: x", "title: !!str x"},
		{"a key after a question mark", "title: x", "? title\n: x"},
		{"a text that a # cuts short", "title: x", "title: x #1"},
		{"a text in a list that a comma cuts in two", "[a]", "[1,000]"},
		{"a text among an author's keys that a comma cuts in two", "{a: b}", "{a: 1,000}"},
		{"a truth that is not written true", "sure: true", "sure: True"},
		{"a number that is not written as its choice", "title: x", "title: x\nplaces: 2.0"},
		{"the word null for a list or a mapping", "title: x", "title: x\nparts: null"},
		{"a text of spaces that only Unicode calls spaces", "title: x", "title: \"\u2003\""},
		{"a character that cannot be seen", "title: x", "title: a\u200bb"},
	} {
		doc := []byte(strings.Replace(whole, c.from, c.to, 1))
		if !j.accepts(doc) || j.reads(doc) {
			t.Errorf("%s: the schema accepts it: %v, the decoder reads it: %v", c.name, j.accepts(doc), j.reads(doc))
		}
	}
	// The other way round there is one: YAML takes the word for nothing.
	doc := []byte(strings.Replace(whole, "title: x", "title: null", 1))
	if j.accepts(doc) || !j.reads(doc) {
		t.Errorf("the word null as a text: the schema accepts it: %v, the decoder reads it: %v", j.accepts(doc), j.reads(doc))
	}
	if doc := []byte("# nothing\n"); !kinds(t)[1].accepts(doc) || kinds(t)[1].reads(doc) {
		t.Error("a facts file of nothing but comments is no longer accepted by the schema alone")
	}
}

// TestSchemaOfOurs: the files of this site are accepted, and every key has words that an editor can show.
func TestSchemaOfOurs(t *testing.T) {
	for i, file := range []string{"facts.yaml", "site.yaml"} {
		data, err := os.ReadFile("../../content/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if !kinds(t)[i+1].accepts(data) {
			t.Errorf("%s is refused", file)
		}
	}
	for _, j := range kinds(t)[1:] {
		described(t, j.name, j.schema)
	}
}

func described(t *testing.T, path string, s *jsonschema.Schema) {
	t.Helper()
	for key, p := range s.Properties {
		if p.Description == "" {
			t.Errorf("%s.%s has no description", path, key)
		}
		described(t, path+"."+key, p)
	}
	if s.Items2020 != nil {
		described(t, path+"[]", s.Items2020)
	}
	if more, ok := s.AdditionalProperties.(*jsonschema.Schema); ok {
		described(t, path+".*", more)
	}
}
