package main

import (
	"encoding/json"
	"fmt"
	goversion "go/version"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"explainer/internal/bill"
)

// goTool runs the go command at the top of the module.
func goTool(t *testing.T, args ...string) []byte {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir = "../.."
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// billed is the program as make builds it, and the bill that it prints.
func billed(t *testing.T) (program string, text []byte) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "explainer")
	goTool(t, "build", "-trimpath", "-o", program, "./cmd/explainer")
	text, err := exec.Command(program, "version", "--format", "json").Output()
	if err != nil {
		t.Fatal(err)
	}
	return program, text
}

// property is the value of a component's property, "" for none.
func property(properties []bill.Property, name string) string {
	for _, p := range properties {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// TestBill: the program says of itself what the go command reads in it, no more and no less.
func TestBill(t *testing.T) {
	program, text := billed(t)
	var got bill.Document
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var want debug.BuildInfo
	if err := json.Unmarshal(goTool(t, "version", "-m", "-json", program), &want); err != nil {
		t.Fatal(err)
	}
	said := debug.BuildInfo{Path: got.Metadata.Component.Ref, Main: want.Main}
	for _, p := range got.Metadata.Properties {
		said.Settings = append(said.Settings, debug.BuildSetting{Key: strings.TrimPrefix(p.Name, "explainer:build:"), Value: p.Value})
	}
	for _, c := range got.Components {
		if c.Name == "std" {
			said.GoVersion = c.Version
			continue
		}
		said.Deps = append(said.Deps, &debug.Module{Path: c.Name, Version: c.Version, Sum: property(c.Properties, "explainer:sum")})
		if len(c.Licences) != 1 || c.Description == "" {
			t.Errorf("%s: licences %v, for %q", c.Name, c.Licences, c.Description)
		}
	}
	if d := cmp.Diff(want, said); d != "" || len(said.Deps) < 10 {
		t.Errorf("go version -m (-) and the bill (+):\n%s", d)
	}
}

// TestBillHolds judges the bill by the schema of its format.
func TestBillHolds(t *testing.T) {
	_, text := billed(t)
	dir := filepath.Join(moduleFolder(t, "github.com/CycloneDX/cyclonedx-go@v0.9.3"), "schema")
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{"http": nearby{dir, map[string]string{"bom-1.6": "bom-1.6.schema.json", "spdx": "spdx.schema.json", "jsf-0.82": "jsf-0.82.schemax.json"}}})
	schema, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc := map[string]any{}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	doc["components"].([]any)[0].(map[string]any)["type"] = "module"
	if schema.Validate(doc) == nil {
		t.Error("the schema lets a kind of component pass that there is not")
	}
}

// nearby finds the schemas of one folder by the addresses that they have in public.
type nearby struct {
	dir   string
	files map[string]string
}

func (s nearby) Load(url string) (any, error) {
	name := strings.TrimSuffix(url[strings.LastIndexByte(url, '/')+1:], ".schema.json")
	f, err := os.Open(filepath.Join(s.dir, s.files[name]))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

// moduleFolder is where a module lies that only tests read, and the program never contains. It is had from where Go gets
// all modules; where there is no way to them the test is skipped, or fails where CI is set.
func moduleFolder(t *testing.T, module string) string {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	var m struct{ Dir string }
	if err == nil {
		err = json.Unmarshal(out, &m)
	}
	if err != nil {
		lacks(t, fmt.Sprintf("%s cannot be had: %v", module, err))
	}
	return m.Dir
}

// texts are what tells a licence by its words.
var texts = map[string]*regexp.Regexp{
	"Apache-2.0":   regexp.MustCompile(`Apache License\s+Version 2\.0`),
	"BSD-3-Clause": regexp.MustCompile(`(?s)Redistribution and use in source and binary forms.*Neither the name`),
	"MIT":          regexp.MustCompile(`Permission is hereby granted, free of charge, to any person obtaining a copy\s+of\s+this\s+software|opensource\.org/license/mit`),
	"OFL-1.1":      regexp.MustCompile(`SIL OPEN FONT LICENSE Version 1\.1`),
}

// TestLicences: each module is under the licences whose texts lie in its folder.
func TestLicences(t *testing.T) {
	_, text := billed(t)
	var doc bill.Document
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for _, c := range doc.Components {
		dir := strings.TrimSpace(string(goTool(t, "env", "GOROOT")))
		if c.Name != "std" {
			dir = strings.TrimSpace(string(goTool(t, "list", "-m", "-f", "{{.Dir}}", c.Name)))
		}
		var found []string
		for _, pattern := range []string{"LICENSE*", "COPYING*", "NOTICE*", "ATTRIB*"} {
			files, _ := filepath.Glob(filepath.Join(dir, pattern))
			for _, file := range files {
				for id, words := range texts {
					if words.Match(read(t, file)) {
						found = append(found, id)
					}
				}
			}
		}
		slices.Sort(found)
		if got := strings.Join(slices.Compact(found), " AND "); len(c.Licences) != 1 || got != c.Licences[0].Expression {
			t.Errorf("%s is under %s, the bill says %v", c.Name, got, c.Licences)
		}
	}
}

// TestLicenceTexts: what make licences gathers has, for Go and each module of the program, the text of each licence that
// the program says it is under.
func TestLicenceTexts(t *testing.T) {
	program, text := billed(t)
	var doc bill.Document
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "new", "LICENCES.txt")
	if out, err := exec.Command("../../.ci/licences", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	gathered := map[string]string{}
	for _, part := range strings.Split("\n"+string(read(t, file)), "\n==== ")[1:] {
		name, words, _ := strings.Cut(part, ": ")
		gathered[name] += words
	}
	said, err := exec.Command(program, "version", "--licences").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.Join(strings.FieldsFunc(string(said), func(r rune) bool { return r == ' ' }), " "), "\n")
	for _, c := range append(doc.Components, doc.Metadata.Component) {
		name := c.Name + " " + c.Version
		if line := name + " " + c.Licences[0].Expression; !slices.Contains(lines, line) {
			t.Errorf("version --licences does not say %q", line)
		}
		switch c.Name {
		case "std":
			name = "Go " + c.Version
		case "explainer":
			name = c.Name
		}
		for id := range strings.SplitSeq(c.Licences[0].Expression, " AND ") {
			if !texts[id].MatchString(gathered[name]) {
				t.Errorf("the text of %s, for %s, is not gathered", id, name)
			}
			if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, " "+id+" ") }) {
				t.Errorf("version --licences does not say what %s asks", id)
			}
		}
		delete(gathered, name)
	}
	if len(gathered) > 0 {
		t.Errorf("there are texts of what is not in the program: %v", slices.Collect(maps.Keys(gathered)))
	}
}

// TestModules: each module that go.mod asks for has its reason in ARCHITECTURE.md, those of the program one door, and
// the bill tells the same. There are twelve at most.
func TestModules(t *testing.T) {
	packages, err := readSource("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range outside {
		delete(packages, name)
	}
	for name, p := range packages { // what the program does not contain
		if name != "explainer" && !strings.Contains(string(read(t, "../../ARCHITECTURE.md")), "| `"+name+"` |") {
			delete(packages, name)
		}
		slices.Sort(p.imports)
	}
	_, text := billed(t)
	var doc bill.Document
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	components := map[string]bill.Component{}
	for _, c := range doc.Components {
		components[c.Name] = c
	}
	reasons := reasonsOf(string(read(t, "../../ARCHITECTURE.md")))
	n := 0
	for _, m := range directModules(string(read(t, "../../go.mod"))) {
		why, ok := reasons[m]
		if !ok || why == "" {
			t.Errorf("ARCHITECTURE.md does not say what %s is there for", m)
		}
		var doors []string
		for name, p := range packages {
			if slices.ContainsFunc(p.imports, func(path string) bool { return path == m || strings.HasPrefix(path, m+"/") }) {
				doors = append(doors, name)
			}
		}
		c, inside := components[m]
		if !inside {
			if len(doors) > 0 {
				t.Errorf("%s is imported by %v and is not in the program", m, doors)
			}
			continue
		}
		n++
		if door := property(c.Properties, "explainer:door"); !reflect.DeepEqual(doors, []string{door}) {
			t.Errorf("%s is imported by %v, the bill says %q", m, doors, door)
		}
		if c.Description == "" || !strings.HasPrefix(why, c.Description) {
			t.Errorf("%s is there for %q, the bill says %q", m, why, c.Description)
		}
	}
	if n < 8 || n > 12 {
		t.Errorf("%d modules are asked for, twelve at most", n)
	}
}

// TestGo: the module asks for a Go in which what was reported of Go's own packages is mended: CVE-2026-56853 of net/http,
// -56858 of html/template, -56859 of encoding/xml and -56860 of net/url.
func TestGo(t *testing.T) {
	const mended = "go1.26.6"
	m := regexp.MustCompile(`(?m)^go (\S+)$`).FindSubmatch(read(t, "../../go.mod"))
	if m == nil || goversion.Compare("go"+string(m[1]), mended) < 0 || goversion.Compare(runtime.Version(), mended) < 0 {
		t.Errorf("go.mod asks for go %s, and this is %s: at least %s", m, runtime.Version(), mended)
	}
}

// directModules are the modules that a go.mod asks for by itself.
func directModules(text string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

// reasonsOf are the reasons of the table "Why each dependency is there", by module.
func reasonsOf(text string) map[string]string {
	_, section, _ := strings.Cut(text, "\n## Why each dependency is there\n")
	section, _, _ = strings.Cut(section, "\n## ")
	reasons := map[string]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
			why := strings.TrimSpace(strings.ReplaceAll(cells[2], "`", ""))
			reasons[m[1]], reasons["github.com/"+m[1]] = why, why
		}
	}
	return reasons
}
