package diag

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// The part of SARIF 2.1.0 (OASIS, errata 01) that findings need; docs.oasis-open.org has the rest.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	InformationURI string      `json:"informationUri,omitempty"`
	Version        string      `json:"version,omitempty"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID            string       `json:"id"`
	Short         sarifMessage `json:"shortDescription"`
	Full          sarifMessage `json:"fullDescription"`
	Help          sarifMessage `json:"help"`
	Configuration sarifLevel   `json:"defaultConfiguration"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifLevel struct {
	Level string `json:"level"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex *int            `json:"ruleIndex,omitempty"` // nil for a code that the catalogue does not have
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion  `json:"deletedRegion"`
	Inserted sarifContent `json:"insertedContent"`
}

// sarifContent is text as it is: unlike a message, nothing in it is escaped.
type sarifContent struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sourceRoot  = "%SRCROOT%" // the name by which code hosts know a repository's root
)

// SARIF writes one log with one run. Its rules are the whole catalogue, so that a run without results
// says what was looked for.
func (e Exporter) SARIF(w io.Writer, findings []Finding) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: e.Name, InformationURI: e.Home, Version: e.Version}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for i, c := range catalogue {
		index[c.Code] = i
		short, _, _ := strings.Cut(c.Says, ". ")
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: c.Code, Short: message(strings.TrimSuffix(short, ".") + "."), Full: message(c.Says), Help: message(c.Says),
			Configuration: sarifLevel{c.Level.String()},
		})
	}
	p := places{read: e.Read}
	for _, f := range findings {
		result := sarifResult{RuleID: f.Code, Level: f.Level.String(), Message: message(f.said(&p))}
		if i, ok := index[f.Code]; ok {
			result.RuleIndex = &i
		}
		if f.Span.File != "" {
			r := p.of(f.Span)
			result.Locations = []sarifLocation{{sarifPhysical{
				sarifArtifact{reference(e.Prefix + f.Span.File), sourceRoot},
				sarifRegion{r.line, r.column, r.endLine, r.endColumn},
			}}}
		}
		if x := f.Fix; x.Set() {
			r := p.of(x.At)
			result.Fixes = []sarifFix{{message(x.said()), []sarifChange{{
				sarifArtifact{reference(e.Prefix + x.At.File), sourceRoot},
				[]sarifReplacement{{sarifRegion{r.line, r.column, r.endLine, r.endColumn}, sarifContent{x.Text}}},
			}}}}
		}
		run.Results = append(run.Results, result)
	}
	return WriteJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// said is a finding in one text, which SARIF wants not to be empty.
func (f Finding) said(p *places) string {
	text := cmp.Or(Clean(f.Message), f.Code)
	if f.Hint != "" {
		text += ".\nHint: " + Clean(f.Hint)
	}
	if c := f.Choice; c.Set() {
		text += ".\nLevel: " + c.said(f.Level, p.of(c.At).line)
	}
	return text
}

// said is what a fix does, in words.
func (x Fix) said() string {
	if x.Text == "" {
		return "Delete this"
	}
	return "Write " + Clean(x.Text)
}

// message is a text as SARIF writes one: braces, which would hold a place for an argument, are doubled
// (3.11.5 there), and what would read as a link, [words](address), is escaped (3.11.6).
func message(text string) sarifMessage {
	text = braces.Replace(text)
	if strings.Contains(text, "](") {
		text = brackets.Replace(text)
	}
	return sarifMessage{text}
}

var (
	braces   = strings.NewReplacer("{", "{{", "}", "}}")
	brackets = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)
)

// reference is a path as a relative reference of RFC 3986: every byte but letters, digits, - . _ ~ and
// the slash is escaped, so that neither a colon nor a space nor a byte that is no text means anything.
func reference(path string) string {
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
