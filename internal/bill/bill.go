// Package bill lists what the program is made of.
//
// The list is a software bill of materials, CycloneDX 1.6 in JSON. Modules, versions, sums and settings are those that
// the compiler wrote into the program; licences and reasons are written here, and tests hold them against the modules
// themselves and against ARCHITECTURE.md. The same program gives the same bytes: there is no serial number and no time.
package bill

import (
	"cmp"
	"runtime/debug"
	"slices"
)

// Document is the whole bill.
type Document struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   Metadata    `json:"metadata"`
	Components []Component `json:"components"` // by name
}

// Metadata is the program itself, and how it was built.
type Metadata struct {
	Component  Component  `json:"component"`
	Properties []Property `json:"properties,omitempty"`
}

// Component is one thing that the program is made of, or the program.
type Component struct {
	Type        string      `json:"type"` // application, library, or data for a font
	Ref         string      `json:"bom-ref"`
	Name        string      `json:"name"` // a module's path
	Version     string      `json:"version,omitempty"`
	Description string      `json:"description,omitempty"` // what it is there for
	Licences    []Licence   `json:"licenses,omitempty"`
	PURL        string      `json:"purl,omitempty"`
	Components  []Component `json:"components,omitempty"`
	Properties  []Property  `json:"properties,omitempty"`
}

// Licence is an SPDX expression.
type Licence struct {
	Expression string `json:"expression"`
}

// Property is a name with a value. Ours begin with "explainer:": sum is a module's, as in go.sum; door the one package
// that imports it; build:KEY a setting of the compiler.
type Property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// New is the bill of a program of ours, called version. A module that is not known here, as in a test, has no licence.
func New(info *debug.BuildInfo, version string) Document {
	d := Document{
		Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata: Metadata{Component: Component{
			Type: "application", Ref: info.Path, Name: "explainer", Version: version, Licences: under("MIT"),
		}},
		Components: []Component{{
			Type: "library", Ref: "std", Name: "std", Version: info.GoVersion, Description: "Go's own packages and runtime",
			Licences: under("BSD-3-Clause"), PURL: "pkg:golang/std@" + info.GoVersion,
		}},
	}
	for _, s := range info.Settings {
		d.Metadata.Properties = append(d.Metadata.Properties, Property{"explainer:build:" + s.Key, s.Value})
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		d.Components = append(d.Components, component(m))
	}
	slices.SortFunc(d.Components, func(a, b Component) int { return cmp.Compare(a.Name, b.Name) })
	return d
}

func component(m *debug.Module) Component {
	purl := "pkg:golang/" + m.Path + "@" + m.Version
	c := Component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl}
	if m.Sum != "" {
		c.Properties = append(c.Properties, Property{"explainer:sum", m.Sum})
	}
	known, ok := modules[m.Path]
	if !ok {
		return c
	}
	c.Description, c.Licences = known.why, under(known.licence)
	if known.door != "" {
		c.Properties = append(c.Properties, Property{"explainer:door", known.door})
	}
	for _, font := range known.fonts {
		c.Components = append(c.Components, Component{Type: "data", Ref: purl + "#" + font, Name: font, Licences: under("OFL-1.1")})
	}
	return c
}

func under(licence string) []Licence { return []Licence{{licence}} }
