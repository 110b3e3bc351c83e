package diag

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
)

// shape is the part of the published schema that our logs touch, by hand: the keys that an object may
// have, those that it must have, and what a text may be. "*" of an array is each element.
type shape struct {
	required, optional string
	keys               map[string]shape
	array              *shape
	text               func(string) error
	from               float64 // of a number; a shape with number true
	number             bool
}

func oneOf(words ...string) func(string) error {
	return func(s string) error {
		if !slices.Contains(words, s) {
			return fmt.Errorf("%q is none of %q", s, words)
		}
		return nil
	}
}

func full(s string) error {
	if s == "" {
		return fmt.Errorf("empty")
	}
	return nil
}

func relative(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return err
	case u.IsAbs() || u.Host != "" || strings.ContainsAny(s, "\\ :\"<>") || strings.IndexFunc(s, func(r rune) bool { return r > 126 || r < 33 }) >= 0:
		return fmt.Errorf("%q is no relative reference", s)
	}
	return nil
}

func logShape() shape {
	level := shape{text: oneOf("none", "note", "warning", "error")}
	message := shape{required: "text", keys: map[string]shape{"text": {text: full}}}
	index := shape{number: true, from: -1}
	one := shape{number: true, from: 1}
	rule := shape{required: "id shortDescription fullDescription help defaultConfiguration", keys: map[string]shape{
		"id": {text: full}, "shortDescription": message, "fullDescription": message, "help": message,
		"defaultConfiguration": {required: "level", keys: map[string]shape{"level": level}},
	}}
	artifact := shape{required: "uri uriBaseId", keys: map[string]shape{"uri": {text: relative}, "uriBaseId": {text: oneOf("%SRCROOT%")}}}
	region := shape{required: "startLine startColumn endLine endColumn", keys: map[string]shape{
		"startLine": one, "startColumn": one, "endLine": one, "endColumn": one,
	}}
	location := shape{required: "physicalLocation", keys: map[string]shape{"physicalLocation": {required: "artifactLocation region", keys: map[string]shape{
		"artifactLocation": artifact, "region": region,
	}}}}
	replacement := shape{required: "deletedRegion insertedContent", keys: map[string]shape{
		"deletedRegion": region, "insertedContent": {required: "text", keys: map[string]shape{"text": {}}},
	}}
	change := shape{required: "artifactLocation replacements", keys: map[string]shape{
		"artifactLocation": artifact, "replacements": {array: &replacement},
	}}
	fix := shape{required: "description artifactChanges", keys: map[string]shape{
		"description": message, "artifactChanges": {array: &change},
	}}
	result := shape{required: "ruleId level message", optional: "ruleIndex locations fixes", keys: map[string]shape{
		"ruleId": {}, "ruleIndex": index, "level": level, "message": message, "locations": {array: &location}, "fixes": {array: &fix},
	}}
	driver := shape{required: "name version rules", optional: "informationUri", keys: map[string]shape{
		"name": {text: full}, "version": {text: full}, "informationUri": {text: full}, "rules": {array: &rule},
	}}
	run := shape{required: "tool columnKind results", keys: map[string]shape{
		"tool":       {required: "driver", keys: map[string]shape{"driver": driver}},
		"columnKind": {text: oneOf("unicodeCodePoints")}, "results": {array: &result},
	}}
	return shape{required: "$schema version runs", keys: map[string]shape{
		"$schema": {text: oneOf(sarifSchema)}, "version": {text: oneOf("2.1.0")}, "runs": {array: &run},
	}}
}

// faults are where a value is not what its shape says.
func (s shape) faults(v any, at string) (out []string) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range strings.Fields(s.required) {
			if _, ok := v[key]; !ok {
				out = append(out, at+" has no "+key)
			}
		}
		for key, val := range v {
			if sub, ok := s.keys[key]; ok {
				out = append(out, sub.faults(val, at+"."+key)...)
			} else {
				out = append(out, at+" has "+key)
			}
		}
	case []any:
		if s.array == nil {
			return []string{at + " is a list"}
		}
		for i, val := range v {
			out = append(out, s.array.faults(val, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case string:
		if s.number || s.array != nil || s.keys != nil {
			return []string{at + " is a text"}
		}
		if s.text != nil {
			if err := s.text(v); err != nil {
				out = append(out, at+": "+err.Error())
			}
		}
	case float64:
		if !s.number || v < s.from || v != float64(int(v)) {
			out = append(out, fmt.Sprintf("%s is %v", at, v))
		}
	default:
		out = append(out, fmt.Sprintf("%s is %v", at, v))
	}
	return out
}

// TestSARIFShape writes logs of hostile findings and of none. With SARIF_OUT set they are kept there, for
// a validator that has the published schema.
func TestSARIFShape(t *testing.T) {
	many := exporter()
	many.Home, many.Prefix = "https://example.org/explainer", "my site/"
	for name, c := range map[string]struct {
		e     Exporter
		found []Finding
	}{
		"none":    {exporter(), nil},
		"hostile": {exporter(), everywhere()},
		"prefix":  {many, hostile()},
		"no file": {Exporter{Name: "explainer", Version: "v"}, everywhere()},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := c.e.SARIF(&b, c.found); err != nil {
				t.Fatal(err)
			}
			var doc any
			if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
				t.Fatal(err)
			}
			for _, fault := range logShape().faults(doc, "log") {
				t.Error(fault)
			}
			if dir := os.Getenv("SARIF_OUT"); dir != "" {
				if err := os.WriteFile(dir+"/"+strings.ReplaceAll(name, " ", "-")+".sarif", []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if strings.Count(b.String(), `"ruleId"`) != len(c.found) {
				t.Error("not every finding is a result")
			}
		})
	}
}

// TestSARIFShapeCatches plants faults, so that the shape above is known to see them.
func TestSARIFShapeCatches(t *testing.T) {
	for old, with := range map[string]string{
		`"level": "warning",`:                      "",
		`"startLine": 2`:                           `"startLine": 0`,
		`"uri": "content/`:                         `"uri": "C:\\content/`,
		`"columnKind": "unicodeCodePoints"`:        `"columnKind": "utf16CodeUnits"`,
		`"uriBaseId": "%SRCROOT%"`:                 `"uriBaseId": "%SRCROOT%", "note": ""`,
		`"version": "2.1.0"`:                       `"version": "2.1"`,
		`"ruleId": "review-due",`:                  `"ruleId": 3,`,
		`"text": "Only ` + "`> [!NOTE]`":           `"text": 7, "x": "`,
		`"informationUri": "https://example.org/"`: `"informationUri": ""`,
		`"deletedRegion": {`:                       `"region": {`,
		`"insertedContent": {`:                     `"insertedContent": {"binary": "", `,
		`"text": "Write a b"`:                      `"text": ""`,
		`"replacements": [`:                        `"replacements": {"0": 1}, "more": [`,
	} {
		e := exporter()
		e.Home = "https://example.org/"
		var b strings.Builder
		if err := e.SARIF(&b, append(hostile(), Finding{Code: "html-raw", Span: Span{"content/a.md", 0, 4}, Fix: Fix{Span{"content/a.md", 0, 4}, "a b"}})); err != nil {
			t.Fatal(err)
		}
		var doc any
		planted := strings.Replace(b.String(), old, with, 1)
		if planted == b.String() {
			t.Fatalf("%s does not occur", old)
		}
		if err := json.Unmarshal([]byte(planted), &doc); err != nil {
			t.Fatalf("%s: %v", old, err)
		}
		if len(logShape().faults(doc, "log")) == 0 {
			t.Errorf("%s was not missed as %s", old, with)
		}
	}
}

func TestSARIFMessages(t *testing.T) {
	for text, want := range map[string]string{
		"plain [words] and \\":              `plain [words] and \`,
		"see [here](http://example.org) \\": `see \[here\](http://example.org) \\`,
		"{0} and {{.X}}":                    "{{0}} and {{{{.X}}}}",
		"a\x1b[0m\u202eb":                   `a\u001b[0m\u202eb`,
	} {
		if got := message(Finding{Message: text}.said(&places{})).Text; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := (Finding{Message: "a", Hint: "b"}).said(&places{}); got != "a.\nHint: b" {
		t.Errorf("got %q", got)
	}
}

func TestReference(t *testing.T) {
	for path, want := range map[string]string{
		"content/new-terms.md": "content/new-terms.md",
		"a b/ü:%#?.md":         "a%20b/%C3%BC%3A%25%23%3F.md",
		"back\\slash\xff\n":    "back%5Cslash%FF%0A",
		"c:/x":                 "c%3A/x",
	} {
		if got := reference(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}
