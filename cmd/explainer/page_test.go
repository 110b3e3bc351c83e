package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// await evaluates a promise.
func await(expression string, into any) chromedp.Action {
	return chromedp.Evaluate(expression, into, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithUserGesture(true)
	})
}

// register is what a reader sees of the register: which entries, what is said of them, and the address.
type register struct {
	Shown, All, Sections int
	Said, Hash           string
	Bare                 int // headings without an entry below them
	Form                 string
}

const look = `(() => {
	const seen = e => e.checkVisibility(), all = s => [...document.querySelectorAll(s)]
	const entries = all(".fact, .words > div, .tl > li")
	return {
		Shown: entries.filter(seen).length, All: entries.length, Sections: all("section:has(.fact)").filter(seen).length,
		Said: document.querySelector("output").textContent, Hash: location.hash,
		Bare: all("section:has(.fact)").filter(s => seen(s) && ![...s.querySelectorAll(".fact")].some(seen)).length,
		Form: getComputedStyle(document.querySelector(".filter")).display,
	}
})()`

// choose sets the two fields of the filter, as typing does, and waits until it has been said.
func choose(words, status string) string {
	return `new Promise(done => {
		const { q, status } = document.querySelector(".filter").elements
		q.value = "` + words + `"; status.value = "` + status + `"
		q.dispatchEvent(new Event("input", { bubbles: true }))
		setTimeout(() => done(` + look + `), 400)
	})`
}

// TestFilter uses the filter of the register: over http and from disk.
func TestFilter(t *testing.T) {
	p := ownSite(t)
	b := newBrowser(t)
	for name, at := range map[string]string{
		"http": host(t, p.plain, "/", p.plain) + "facts.html",
		"disk": onDisk(t, p.plain) + "facts.html",
	} {
		t.Run(name, func(t *testing.T) {
			see := func(at string, actions ...chromedp.Action) {
				t.Helper()
				for _, complaint := range b.open(at, actions...) {
					t.Error(complaint)
				}
			}
			var whole, words, both, none, back register
			see(at, chromedp.Evaluate(look, &whole), await(choose("Microsoft stake", ""), &words),
				await(choose("stake", "computed"), &both), await(choose("no such words", ""), &none), await(choose("", ""), &back))
			if whole.Shown != whole.All || whole.All < 100 || whole.Said != "" || whole.Form != "grid" || whole.Bare != 0 {
				t.Errorf("at first: %+v", whole)
			}
			if words.Shown == 0 || words.Shown >= whole.All/2 || words.Bare != 0 || words.Hash != "#?q=Microsoft+stake" || !strings.Contains(words.Said, " of ") {
				t.Errorf("by words: %+v", words)
			}
			if both.Shown == 0 || both.Shown >= words.All || both.Hash != "#?q=stake&status=computed" || both.Bare != 0 {
				t.Errorf("by both: %+v", both)
			}
			if none.Shown != 0 || none.Sections != 0 || !strings.HasPrefix(none.Said, "0 of ") {
				t.Errorf("nothing fits: %+v", none)
			}
			if back.Shown != back.All || back.Said != "" || back.Hash != "" {
				t.Errorf("emptied again: %+v", back)
			}

			var shared register
			see("about:blank")
			see(at+"#?q=stake&status=computed", chromedp.Evaluate(look, &shared))
			if shared.Shown != both.Shown || shared.Said != both.Said {
				t.Errorf("opened by its address: %+v, want %+v", shared, both)
			}
			// A link to an entry that is filtered out shows it.
			var target bool
			see("about:blank")
			see(at+"#?q=stake&status=computed", await(`new Promise(done => {
				const hidden = document.querySelector(".fact[hidden]")
				location.hash = hidden.id
				setTimeout(() => done(hidden.checkVisibility() && document.querySelector(":target") === hidden), 200)
			})`, &target))
			if !target {
				t.Error("a link to an entry that is filtered out leads nowhere")
			}
			// As typed: other hyphens, apostrophes and case.
			var minus, quote register
			see("about:blank")
			see(at, await(choose("-4%", ""), &minus), await(choose("MICROSOFT'S STAKE", ""), &quote))
			if minus.Shown == 0 || quote.Shown == 0 {
				t.Errorf("as typed: %d and %d entries", minus.Shown, quote.Shown)
			}
		})
	}
}

// TestFilterShift: nothing moves when the script arrives, and without scripts there is no filter.
func TestFilterShift(t *testing.T) {
	p := ownSite(t)
	b := newBrowser(t)
	at := host(t, p.plain, "/", p.plain) + "facts.html"
	for _, width := range []int64{320, 1280} {
		if err := b.show(screen{page: "facts.html", width: width}); err != nil {
			t.Fatal(err)
		}
		said, moved := b.moves(at, 300*time.Millisecond) // a script may be late
		for _, fault := range append(said, moved...) {
			t.Errorf("%d px: %s", width, fault)
		}
	}
	var r register
	for _, complaint := range b.open("about:blank", emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(at), chromedp.Evaluate(look, &r)) {
		t.Error(complaint)
	}
	if r.Form != "none" || r.Shown != r.All || r.All == 0 {
		t.Errorf("without scripts: %+v", r)
	}
	if err := chromedp.Run(b.ctx, emulation.SetScriptExecutionDisabled(false)); err != nil {
		t.Fatal(err)
	}
}

// copied opens the card of a mention by its status, copies it, and gives what the clipboard got, what the
// button then says, and whether it kept the focus.
func copied(status string) string {
	return `(async () => {
		window.got = ""
		if (window.plain) {
			Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })
			document.execCommand = () => { window.got = document.activeElement.value; return true }
		} else {
			navigator.clipboard.writeText = text => { window.got = text; return Promise.resolve() }
		}
		const pause = () => new Promise(done => setTimeout(done, 100))
		document.querySelector(".text .m.` + status + ` button").click()
		await pause()
		const card = document.querySelector(".card:popover-open"), button = card.querySelector(".copy")
		if (!button) return ["", "no button", ""]
		button.click()
		await pause()
		const out = [window.got, button.textContent, document.activeElement === button ? "focus" : "lost"]
		card.hidePopover()
		return out
	})()`
}

// TestCopy copies a figure with its source from its card.
func TestCopy(t *testing.T) {
	p := ownSite(t)
	b := newBrowser(t)
	at := host(t, p.plain, "/", p.plain) + "figures.html"
	for _, way := range []string{"clipboard", "plain"} {
		for _, c := range []struct{ status, want, wantToo string }{
			{"confirmed", "As of ", "facts.html#"},
			{"computed", "Worked out as ", "facts.html#"},
		} {
			var out []string
			for _, complaint := range b.open(at, chromedp.Evaluate("window.plain = "+map[string]string{"plain": "true", "clipboard": "false"}[way], nil), await(copied(c.status), &out)) {
				t.Errorf("%s: %s", way, complaint)
			}
			if len(out) != 3 || !strings.Contains(out[0], c.want) || !strings.Contains(out[0], c.wantToo) || strings.Contains(out[0], "  ") || out[1] != "Copied" || out[2] != "focus" {
				t.Errorf("%s, %s: %q", way, c.status, out)
			}
		}
		var none []string
		if b.open(at, await(copied("word"), &none)); len(none) == 3 && none[1] != "no button" {
			t.Errorf("a glossary entry has nothing to copy: %q", none)
		}
	}
}
