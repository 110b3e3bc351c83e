package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stops marks what the Tab key should reach, in the order of the document, and counts it; focus is which of
// them has the focus now, with what is wrong there.
const (
	stops = `(() => {
	const all = [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex]")].filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0)
	all.forEach((e, i) => e.setAttribute("data-stop", i))
	document.activeElement?.blur()
	return all.length
})()`
	mentions = `[...document.querySelectorAll(".m button")].filter(b => b.checkVisibility())`
	focus    = `(() => {
	const e = document.activeElement, faults = []
	if (!e || e === document.body) return {stop: -1, name: "nothing", faults}
	const ring = getComputedStyle(e.closest(".m") && e.tagName === "BUTTON" ? e.closest(".m") : e), box = e.getBoundingClientRect()
	if (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2) faults.push("shows no outline")
	if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push("has the focus out of sight")
	return {stop: +(e.getAttribute("data-stop") ?? -2), name: e.outerHTML.slice(0, 120), faults}
})()`
)

type focused struct {
	Stop   int
	Name   string
	Faults []string
}

// TestKeys goes through each page by keyboard alone, with scripts off.
func TestKeys(t *testing.T) {
	p, b := ownSite(t), newBrowser(t)
	at := host(t, p.plain, "/", p.plain)
	var jobs []screen
	for _, page := range pages(t, p.plain) {
		jobs = append(jobs, screen{page: page, width: 1280, prefers: light})
	}
	spread(t, b, jobs, func(b *browser, l screen) {
		b.mute = true
		if err := chromedp.Run(b.ctx, emulation.SetScriptExecutionDisabled(true)); err != nil {
			t.Error(err)
		}
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		for _, complaint := range b.open(at + l.page) {
			t.Errorf("%s: %s", l.page, complaint)
		}
		faults, err := walkStops(b)
		if err == nil {
			var more []string
			more, err = useCards(b)
			faults = append(faults, more...)
		}
		if err != nil {
			t.Errorf("%s: %v", l.page, err)
		}
		for _, fault := range faults {
			t.Errorf("%s: %s", l.page, fault)
		}
	})
}

// walkStops presses Tab until each stop had its turn, goes one back, and presses once more, which has to lead out.
func walkStops(b *browser) (faults []string, err error) {
	var n int
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(stops, &n)); err != nil {
		return nil, err
	}
	if n < 5 {
		return []string{fmt.Sprintf("only %d links and buttons", n)}, nil
	}
	for i := range n {
		var f focused
		if err := chromedp.Run(b.ctx, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(focus, &f)); err != nil {
			return faults, err
		}
		if f.Stop != i {
			return append(faults, fmt.Sprintf("Tab number %d of %d leads to stop %d: %s", i+1, n, f.Stop, f.Name)), nil
		}
		for _, fault := range f.Faults {
			faults = append(faults, f.Name+" "+fault)
		}
	}
	var back, last, out focused
	err = chromedp.Run(b.ctx, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(input.ModifierShift)), chromedp.Evaluate(focus, &back),
		chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(focus, &last), chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(focus, &out))
	if back.Stop != n-2 || last.Stop != n-1 {
		faults = append(faults, fmt.Sprintf("from the last of %d stops Shift and Tab lead to %d: %s, and Tab to %d", n, back.Stop, back.Name, last.Stop))
	}
	if out.Stop > 0 {
		faults = append(faults, fmt.Sprintf("Tab after the last of %d leads to stop %d: %s", n, out.Stop, out.Name))
	}
	return faults, err
}

// card is where the focus is, seen from the mention at hand.
type card struct{ Open, Own, Inside, Back bool }

// useCards opens the cards of the first, the middle and the last mention, and leaves them by Esc and by Close.
func useCards(b *browser) (faults []string, err error) {
	var n int
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(mentions+`.length`, &n)); err != nil || n == 0 {
		return nil, err
	}
	for i, which := range []int{0, n / 2, n - 1} {
		pick := fmt.Sprintf(mentions+`[%d]`, which)
		state := fmt.Sprintf(`(() => { const b = %s, c = b.popoverTargetElement, all = document.querySelectorAll(":popover-open")
			return {open: all.length > 0, own: all.length === 1 && all[0] === c, inside: !!c && c.contains(document.activeElement), back: document.activeElement === b} })()`, pick)
		open, name := kb.Enter, "Enter"
		if i == 1 {
			open, name = " ", "Space"
		}
		var before, opened, inside, left card
		err := chromedp.Run(b.ctx, chromedp.Evaluate(pick+`.focus()`, nil), chromedp.Evaluate(state, &before),
			chromedp.KeyEvent(open), chromedp.Evaluate(state, &opened), chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(state, &inside))
		if err != nil {
			return faults, err
		}
		leave := "Esc"
		if i < 2 {
			err = chromedp.Run(b.ctx, chromedp.KeyEvent(kb.Escape), chromedp.Evaluate(state, &left))
		} else {
			leave = "Close"
			err = chromedp.Run(b.ctx, chromedp.Evaluate(`document.querySelector(":popover-open .end button")?.focus()`, nil), chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(state, &left))
		}
		if err != nil {
			return faults, err
		}
		for _, step := range []struct {
			name string
			ok   bool
		}{
			{"the mention takes the focus", before.Back && !before.Open},
			{name + " opens its card and no other", opened.Own},
			{"Tab leads into the card", inside.Inside && inside.Own},
			{leave + " closes the card and gives the focus back", left.Back && !left.Open},
		} {
			if !step.ok {
				faults = append(faults, fmt.Sprintf("mention %d: not so: %s", which+1, step.name))
				break
			}
		}
	}
	return faults, nil
}

// TestKeysComplains plants what a keyboard cannot use: each is found.
func TestKeysComplains(t *testing.T) {
	b := newBrowser(t)
	const links = "<a href=%23a>a</a> <a href=%23b>b</a> <a href=%23c>c</a> <a href=%23d>d</a> "
	const rings = "<style>:focus-visible,.m:has(:focus-visible){outline:3px solid}.m button{outline:0}</style>"
	for html, want := range map[string]string{
		rings + links + "<a href=%23e>e</a>":                                       "",
		rings + "<a href=%23e>e</a>":                                               "only 1 links and buttons",
		rings + links + "<a href=%23e tabindex=1>e</a>":                            "Tab number 1 of 5 leads to stop 4",
		rings + links + "<span inert><a href=%23e>e</a></span><a href=%23f>f</a>":  "Tab number 5 of 6 leads to stop 5",
		rings + links + "<input onkeydown='event.preventDefault()'><a href=%23f>f": "Tab number 6 of 6 leads to stop 4",
		links + "<a href=%23e style='outline:0'>e</a>":                             "shows no outline",
		rings + links + "<a href=%23e style='position:fixed;left:-99px'>e</a>":     "has the focus out of sight",
	} {
		b.open("data:text/html,<!doctype html><title>x</title>" + html)
		faults, err := walkStops(b)
		if said := strings.Join(faults, "; "); err != nil || want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %q, %v, want %q", html, said, err, want)
		}
	}
	const card = "<div id=n popover%s><a href=%%23>x</a><p class=end><button popovertarget=n popovertargetaction=hide>Close</button></div>"
	for html, want := range map[string]string{
		"<span class=m><button popovertarget=n>x</button></span>" + fmt.Sprintf(card, ""):                        "",
		"<span class=m><button>x</button></span>" + fmt.Sprintf(card, ""):                                        "Enter opens its card",
		"<span class=m><button disabled popovertarget=n>x</button></span>" + fmt.Sprintf(card, ""):               "the mention takes the focus",
		"<span class=m><button popovertarget=n>x</button></span>" + fmt.Sprintf(card, "=manual"):                 "Esc closes the card",
		"<span class=m><button popovertarget=n>x</button></span><div id=n popover>x</div>":                       "Tab leads into the card",
		"<span class=m><button popovertarget=n onkeyup='blur()'>x</button></span>" + fmt.Sprintf(card, " inert"): "Tab leads into the card",
	} {
		b.open("data:text/html,<!doctype html><title>x</title>" + html)
		faults, err := useCards(b)
		if said := strings.Join(faults, "; "); err != nil || want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %q, %v, want %q", html, said, err, want)
		}
	}
}
