// Lists what does not fit on the screen: what makes the page scroll sideways, what begins left of it, where no
// one can scroll to, what a box cuts off, and values that touch.
(() => {
	const root = document.documentElement, limit = root.clientWidth, out = []
	const name = e => e.tagName.toLowerCase() + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("") + " in " + (e.parentElement?.closest("[id]")?.id ?? "the page")
	const boxed = e => e && e !== document.body && (getComputedStyle(e).overflowX !== "visible" || boxed(e.parentElement))
	if (root.scrollWidth > limit) out.push(`the page is ${root.scrollWidth} px wide, ${limit} px fit`)
	for (const e of document.body.querySelectorAll("*")) {
		if (!e.checkVisibility() || e.closest(".vh, .skip, title, desc, defs")) continue
		const s = getComputedStyle(e), box = e.getBoundingClientRect()
		if (!box.width || s.clipPath !== "none") continue
		if (box.right > limit + 1 && !boxed(e.parentElement)) out.push(`${name(e)} ends at ${Math.round(box.right)} px of ${limit}`)
		if (box.left < -1 && !boxed(e.parentElement)) out.push(`${name(e)} begins at ${Math.round(box.left)} px`)
		if (e.tagName !== "BUTTON" && s.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1 && e !== document.body) out.push(`${name(e)} cuts off ${e.scrollWidth - e.clientWidth} px`)
		const past = e.matches(".keys dd > .m") ? box.right - e.parentElement.getBoundingClientRect().right : 0
		if (past > 1) out.push(`${name(e)} runs ${Math.round(past)} px into its neighbour`)
	}
	return out.slice(0, 6)
})()
