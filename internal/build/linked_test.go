package build

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// kind is what schema.org says of a type, as far as this program uses it: the properties that our nodes of
// this type must have and may have, and what a property's value is: "text", "date", "address", "language", or
// the types of the nodes that it may hold.
type kind struct{ must, may string }

var kinds = map[string]kind{
	"Article":        {"headline description url inLanguage", "image dateModified publisher isPartOf hasPart"},
	"CollectionPage": {"name description url inLanguage", "image dateModified publisher isPartOf"},
	"Dataset":        {"name description url inLanguage distribution variableMeasured", "image dateModified publisher"},
	"DataDownload":   {"encodingFormat contentUrl", ""},
	"PropertyValue":  {"propertyID name value description", ""},
	"Claim":          {"name text citation", "author"},
	"CreativeWork":   {"name", "url datePublished"},
	"Organization":   {"name", ""},
	"WebSite":        {"name url", ""},
}

var ranges = map[string]string{
	"headline": "text", "name": "text", "text": "text", "description": "text", "value": "text", "propertyID": "text", "encodingFormat": "text",
	"url": "address", "contentUrl": "address", "image": "address", "inLanguage": "language", "dateModified": "date", "datePublished": "date",
	"publisher": "Organization", "author": "Organization", "isPartOf": "WebSite", "distribution": "DataDownload", "variableMeasured": "PropertyValue",
	"hasPart": "Claim", "citation": "CreativeWork",
}

var forms = map[string]*regexp.Regexp{
	"text": regexp.MustCompile(`\S`), "date": regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`),
	"address": regexp.MustCompile(`^https?://[^\s<>"]+$`), "language": regexp.MustCompile(`^[a-z]{2}-[A-Z]{2}$`),
}

// judgeNode says what is wrong with a node of JSON-LD.
func judgeNode(n map[string]any, where string) (faults []string) {
	typ, _ := n["@type"].(string)
	k, ok := kinds[typ]
	if !ok {
		return []string{where + ": no type " + typ}
	}
	must, may := strings.Fields(k.must), strings.Fields(k.may)
	for _, p := range must {
		if n[p] == nil {
			faults = append(faults, where+": "+typ+" without "+p)
		}
	}
	for p, v := range n {
		switch {
		case p == "@type" || p == "@context" && where == "page":
		case !slices.Contains(must, p) && !slices.Contains(may, p):
			faults = append(faults, where+": "+typ+" has "+p)
		default:
			faults = append(faults, judgeValue(v, ranges[p], where+"."+p)...)
		}
	}
	return faults
}

func judgeValue(v any, want, where string) (faults []string) {
	switch v := v.(type) {
	case string:
		if form := forms[want]; form == nil || !form.MatchString(v) {
			return []string{fmt.Sprintf("%s: %q is no %s", where, v, want)}
		}
	case map[string]any:
		if v["@type"] != want {
			return []string{fmt.Sprintf("%s: a %v, not a %s", where, v["@type"], want)}
		}
		return judgeNode(v, where)
	case []any:
		for _, one := range v {
			if _, node := one.(map[string]any); !node {
				return []string{where + ": a list of something else than nodes"}
			}
			faults = append(faults, judgeValue(one, want, where)...)
		}
	default:
		return []string{fmt.Sprintf("%s: a %T", where, v)}
	}
	return faults
}

func judgeBlock(text string) []string {
	var n map[string]any
	if err := json.Unmarshal([]byte(text), &n); err != nil {
		return []string{err.Error()}
	}
	if n["@context"] != "https://schema.org" {
		return []string{"page: another context"}
	}
	return judgeNode(n, "page")
}

// TestLinked parses each block of JSON-LD, holds it against what schema.org has, and makes sure that machines
// read no figure that readers do not.
func TestLinked(t *testing.T) {
	for name, tree := range map[string]fstest.MapFS{"own": ownTree(t), "rich": rich()} {
		files, _ := output(tree, Options{BaseURL: address})
		printed := map[string]string{}
		var facts factsDoc
		if err := json.Unmarshal(files["facts.json"], &facts); err != nil {
			t.Fatal(err)
		}
		for _, f := range facts.Facts {
			printed[f.ID] = f.Value
		}
		types := map[string]int{}
		readers := readHead(t, files["facts.html"]).words + readHead(t, files["sources.html"]).words
		for _, page := range pagesOf(files) {
			h := readHead(t, files[page])
			if page == "404.html" {
				if len(h.linked) != 0 {
					t.Errorf("%s: 404.html describes itself", name)
				}
				continue
			}
			if len(h.linked) != 1 {
				t.Errorf("%s: %s has %d blocks", name, page, len(h.linked))
				continue
			}
			for _, fault := range judgeBlock(h.linked[0]) {
				t.Errorf("%s: %s: %s", name, page, fault)
			}
			var n map[string]any
			_ = json.Unmarshal([]byte(h.linked[0]), &n) // judged above
			visit(n, func(n map[string]any) {
				types[n["@type"].(string)]++
				if n["@type"] == "PropertyValue" && n["value"] != printed[n["propertyID"].(string)] {
					t.Errorf("%s: %s is %v, the site prints %s", name, n["propertyID"], n["value"], printed[n["propertyID"].(string)])
				}
				for key, v := range n {
					if text, ok := v.(string); ok && ranges[key] == "text" && key != "propertyID" {
						for word := range strings.FieldsSeq(text) {
							word = strings.Trim(word, ".,;:()“”\"")
							if strings.ContainsAny(word, "0123456789") && !strings.Contains(readers+h.words+strings.Join(h.meta["description"], " "), word) {
								t.Errorf("%s: %s: %q of %q is for machines only", name, page, word, text)
							}
						}
					}
				}
			})
		}
		for typ := range kinds {
			if types[typ] == 0 {
				t.Errorf("%s: no %s", name, typ)
			}
		}
		if types["PropertyValue"] != len(printed) {
			t.Errorf("%s: %d PropertyValues of %d facts", name, types["PropertyValue"], len(printed))
		}
	}
}

func visit(v any, see func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		see(v)
		for _, one := range v {
			visit(one, see)
		}
	case []any:
		for _, one := range v {
			visit(one, see)
		}
	}
}

// TestLinkedJudges plants faults, each of which is found.
func TestLinkedJudges(t *testing.T) {
	good := readHead(t, made(t, rich(), Options{BaseURL: address})["facts.html"]).linked[0]
	if faults := judgeBlock(good); len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range [][3]string{
		{`"Dataset"`, `"DataSet"`, "no type"}, {`https://schema.org`, `http://schema.org`, "another context"}, {`"url":"https://example.org/deal/facts.html"`, `"url":"facts.html"`, "no address"},
		{`"value":"about 27%"`, `"value":27`, "float64"}, {`"value":"about 27%"`, `"amount":"about 27%"`, "has amount"}, {`"value":"about 27%",`, ``, "without value"},
		{`"Organization"`, `"Person"`, "not a Organization"}, {`"inLanguage":"en-GB"`, `"inLanguage":"English"`, "no language"}, {`"dateModified":"2026`, `"dateModified":"June 2026`, "no date"},
		{`"variableMeasured":[`, `"variableMeasured":["x",`, "something else"}, {`{"@context"`, `"@context"`, "invalid"},
	} {
		bad := strings.Replace(good, c[0], c[1], 1)
		if bad == good {
			t.Fatalf("%s: not planted in %s", c[0], good)
		}
		if got := strings.Join(judgeBlock(bad), "; "); !strings.Contains(got, c[2]) {
			t.Errorf("%s for %s: %q, want %q", c[1], c[0], got, c[2])
		}
	}
}
