// Package check judges a site by our editorial rules.
package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/site"
)

// Links finds links between pages whose anchor is not there. Anchors gives those of each page, by name.
func Links(pages []site.Kept, anchors map[string][]string, l *diag.List) {
	for _, p := range pages {
		for _, k := range p.Links {
			if k.Anchor == "" {
				continue
			}
			page := k.Page
			if page == "" {
				page = p.Meta.Name
			}
			if !slices.Contains(anchors[page], k.Anchor) {
				l.AddUnknown("anchor-missing", k.Span, "page \""+page+"\" has no place called \""+k.Anchor+"\"", k.Anchor, anchors[page], k.Place)
			}
		}
	}
}
