package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

// hostile is a finding whose every text tries to leave its place.
func hostile() []Finding {
	evil := "a\"b\\c\n::error::x%0A%\r\u202e\u2028</script>, file=y"
	return []Finding{
		{"fact-unknown", Error, Span{"content/a b:c,%.md", 6, 11}, evil, evil, Fix{}, Choice{}, nil},
		{"review-due", Warning, Span{}, evil, "", Fix{}, Choice{}, nil},
	}
}

func exporter() Exporter {
	return Exporter{Name: "explainer", Version: "1", Read: func(string) ([]byte, error) { return []byte("eins\nü zwei drei\n"), nil }}
}

func TestJSONHolds(t *testing.T) {
	for _, found := range [][]Finding{hostile(), nil} {
		var b strings.Builder
		if err := exporter().JSON(&b, found); err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Version  int
			Summary  struct{ Errors, Warnings int }
			Findings []struct {
				Code, Level, Message, Hint, File string
				Line, Column                     int
				Start, End                       int
			}
		}
		if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
			t.Fatalf("%v in %s", err, b.String())
		}
		if doc.Version != 1 || doc.Findings == nil || len(doc.Findings) != len(found) {
			t.Errorf("%+v", doc)
		}
		if found == nil {
			continue
		}
		f := doc.Findings[0]
		if f.Message != found[0].Message || f.Line != 2 || f.Column != 2 || f.Start != 6 || doc.Summary.Errors != 1 || doc.Summary.Warnings != 1 {
			t.Errorf("%+v", doc)
		}
	}
}

func TestSARIFHolds(t *testing.T) {
	var b strings.Builder
	if err := exporter().SARIF(&b, hostile()); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	if doc.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || len(run.Results) != 2 {
		t.Fatalf("%+v", doc)
	}
	for i, level := range []string{"error", "warning"} {
		r := run.Results[i]
		if r.Level != level || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" {
			t.Errorf("%+v", r)
		}
	}
	at := run.Results[0].Locations[0].PhysicalLocation
	if at.ArtifactLocation.URI != "content/a%20b%3Ac%2C%25.md" && at.ArtifactLocation.URI != "content/a%20b:c,%25.md" {
		t.Errorf("URI %q", at.ArtifactLocation.URI)
	}
	if at.Region.StartLine != 2 || at.Region.StartColumn != 2 || at.Region.EndColumn <= at.Region.StartColumn {
		t.Errorf("%+v", at.Region)
	}
	if len(run.Results[1].Locations) != 0 {
		t.Error("a finding of no file has a place")
	}
}

// A workflow command ends with its line, and its properties at a comma or colon.
func TestGitHubHolds(t *testing.T) {
	var b strings.Builder
	if err := exporter().GitHub(&b, hostile()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "::error file=content/a b%3Ac%2C%25.md,line=2,col=2") || !strings.HasPrefix(lines[1], "::warning ") {
		t.Fatalf("%q", lines)
	}
	for _, l := range lines {
		head, message, ok := strings.Cut(l[2:], "::")
		if !ok || strings.ContainsAny(message, "\r\u2028") || strings.Contains(head, "\"") {
			t.Errorf("%q", l)
		}
		if strings.Contains(message, "%") && !strings.Contains(message, "%25") {
			t.Errorf("a percent sign of the author's stands raw in %q", message)
		}
	}
}
