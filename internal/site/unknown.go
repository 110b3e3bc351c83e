package site

import (
	"explainer/internal/diag"
	"explainer/internal/markdown"
)

// unknown notes a link of ours to something that the facts file does not have.
func (b *binder) unknown(code string, k *markdown.Link, what string, ids []string) {
	b.l.AddUnknown(code, k.Target, "no "+what+" is called \""+k.ID+"\"", k.ID, ids, written(k, k.ID))
}

// written is where a name stands in the destination of a link, as it is; the zero Span where an escape or an
// entity hides it.
func written(k *markdown.Link, name string) diag.Span {
	before, behind := len(schemes[k.Kind]), 0
	if k.As != "" {
		behind = len("?as=") + len(k.As)
	}
	if k.Anchor != "" {
		behind = len("#") + len(k.Anchor)
	}
	if k.Target.End-k.Target.Start != before+len(name)+behind {
		return diag.Span{}
	}
	return diag.Span{File: k.Target.File, Start: k.Target.Start + before, End: k.Target.End - behind}
}

var schemes = map[markdown.Kind]string{
	markdown.Fact: "fact:", markdown.Event: "event:", markdown.Word: "word:", markdown.Source: "source:", markdown.Figure: "figure:",
}
