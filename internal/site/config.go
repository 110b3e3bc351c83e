package site

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"explainer/internal/decode"
	"explainer/internal/diag"
)

// ConfigFile is where a site's settings stand, from the site's root.
const ConfigFile = "content/site.yaml"

// Exemption is a text with digits that is no figure, and why.
type Exemption struct {
	Text   decode.Text `yaml:"text,required" doc:"The words, with at least one letter or sign around the digits."`
	Reason decode.Text `yaml:"reason,required" doc:"Why these digits state no figure."`
}

// Severity changes the level of one kind of finding, everywhere or in one place, with a reason.
type Severity struct {
	Code   decode.Text `yaml:"code,required" doc:"A code of the catalogue; what guards figures cannot be lowered."`
	Level  decode.Text `yaml:"level,required" choices:"error warning" doc:"error or warning."`
	Page   decode.Text `yaml:"page" doc:"Only in the file of this page: its name, or its file."`
	Entry  decode.Text `yaml:"entry" doc:"Only at this entry of the facts file: its id."`
	Reason decode.Text `yaml:"reason,required" doc:"Why."`
	Until  decode.Text `yaml:"until" doc:"The last day on which this holds."`
}

// Config is content/site.yaml.
type Config struct {
	Title       decode.Text             `yaml:"title,required" doc:"The site's name."`
	Description decode.Text             `yaml:"description,required" doc:"One sentence that says what the site explains."`
	Language    decode.Text             `yaml:"language" choices:"en-GB en-US" doc:"en-GB (default) or en-US."`
	Publisher   decode.Text             `yaml:"publisher" doc:"Who publishes the site."`
	BaseURL     decode.Text             `yaml:"base_url" doc:"The site's public address; the flag --base-url wins."`
	Names       []decode.Text           `yaml:"names" doc:"Words with digits that are names, not figures."`
	Exempt      []Exemption             `yaml:"exempt" doc:"Texts with digits that are no figures, for the whole site."`
	StaleAfter  decode.Map[decode.Text] `yaml:"stale_after" doc:"Days after which a source of a kind is to be looked at again."`
	Severity    []Severity              `yaml:"severity" doc:"Levels of findings that this site changes."`
}

// ConfigSchema prints the JSON Schema of site.yaml.
func ConfigSchema() ([]byte, error) {
	return decode.Schema[Config]("The settings of a site of explainer")
}

// ReadConfig reads site.yaml; data is nil where there is none.
func ReadConfig(data []byte, l *diag.List) Config {
	if data == nil {
		l.Add("yaml-missing", diag.Span{File: ConfigFile}, "there is no "+ConfigFile, "write it, with the lines title: and description:")
		return Config{}
	}
	c, _ := decode.YAML[Config](ConfigFile, data, l)
	for _, e := range c.StaleAfter.Entries {
		if !slices.ContainsFunc(sourceKinds, func(k sourceKind) bool { return k.id == e.Key.S }) {
			l.Add("setting-invalid", e.Key.Span(), "no kind of source is called \""+e.Key.S+"\"", "")
		}
		if n, err := strconv.Atoi(e.Value.S); err != nil || n < 1 || n > 36500 {
			l.Add("setting-invalid", e.Value.Span(), quoted("stale_after", e.Value.S), "write a number of days, such as 365")
		}
	}
	return c
}

// BaseURL puts a public address into its one form, an absolute http or https URL that ends in a slash.
// It returns "" for "", and a sentence where the address cannot be used.
func BaseURL(text string) (base, fault string) {
	if text == "" {
		return "", ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "", "it cannot be read as an address"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "it must begin with https:// or http://"
	case u.Host == "":
		return "", "it names no host"
	case strings.IndexFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }) >= 0:
		return "", "it must name its host as browsers send it, beginning with xn--"
	case u.User != nil:
		return "", "it must not hold a user name or password"
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", "it must not hold a query or fragment"
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String(), ""
}

func quoted(key, val string) string { return key + " cannot be \"" + val + "\"" }
