// Works out, from computed styles alone, how each text and each mark stands out from what is behind it.
// Gives one line for each that falls short: 4.5 for text, 3 for large text and for marks.
(() => {
	const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})
	const known = new Map()
	const rgba = text => {
		if (!known.has(text)) {
			canvas.clearRect(0, 0, 1, 1)
			canvas.fillStyle = text
			canvas.fillRect(0, 0, 1, 1)
			const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
			known.set(text, [r, g, b, a / 255])
		}
		return known.get(text)
	}
	const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]
	const shine = c => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 }
	const light = ([r, g, b]) => .2126 * shine(r) + .7152 * shine(g) + .0722 * shine(b)
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((x, y) => y - x); return (x + .05) / (y + .05) }
	const ground = e => {
		const layers = []
		for (; e; e = e.parentElement) {
			const c = rgba(getComputedStyle(e).backgroundColor)
			if (c[3] > 0) layers.push(c)
			if (c[3] === 1) break
		}
		return layers.reduceRight((below, above) => over(above, below), [255, 255, 255, 1])
	}
	const below = text => {
		const t = text.getBoundingClientRect(), x = t.left + t.width / 2, y = t.top + t.height / 2
		const bars = [...text.closest("svg").querySelectorAll("rect")].filter(e => {
			const b = e.getBoundingClientRect()
			return b.left <= x && x <= b.right && b.top <= y && y <= b.bottom && getComputedStyle(e).fill !== "none" && text.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING
		})
		return bars.at(-1)
	}
	const paint = e => { const s = getComputedStyle(e), [r, g, b, a] = rgba(s.fill); return [r, g, b, a * s.opacity * s.fillOpacity] }
	const faint = e => { let o = 1; for (; e; e = e.parentElement) o *= getComputedStyle(e).opacity; return o }
	const hidden = e => !e.checkVisibility({visibilityProperty: true}) || e.closest(".vh, dt")?.matches(".vh, .terms .t + .t:not(:target) dt") && getComputedStyle(e.closest(".vh, dt")).clipPath !== "none"
	const name = e => e.tagName.toLowerCase() + [...e.classList].map(c => "." + c).join("") + " in " + (e.closest("[id]")?.id ?? "the page")
	const worst = new Map()
	let texts = 0, marks = 0
	const judge = (e, what, colour, behind, need) => {
		const [r, g, b, a] = rgba(colour)
		const got = ratio(over([r, g, b, a * faint(e)], behind), behind)
		if (got < need - .005) {
			const key = what + " of " + name(e)
			worst.set(key, `${what} ${got.toFixed(2)} of ${need}: ${colour} on rgb(${behind.slice(0, 3).map(Math.round)}) at ${name(e)} ${JSON.stringify(e.textContent.trim().slice(0, 30))}`)
		}
	}
	for (const e of document.body.querySelectorAll("*")) {
		if (hidden(e)) continue
		const s = getComputedStyle(e), svg = e instanceof SVGElement
		const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
		if (own && !["TITLE", "DESC"].includes(e.tagName.toUpperCase())) {
			const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && s.fontWeight >= 700
			// A label in a drawing stands on its halo, or, where it has none, on the bar that lies below its middle.
			const bar = svg && s.strokeWidth === "0px" ? below(e) : null
			const behind = !svg ? ground(e) : bar ? over(paint(bar), ground(e.closest("svg"))) : ground(e.closest("svg"))
			judge(e, "text", svg ? s.fill : s.color, behind, large ? 3 : 4.5)
			texts++
		}
		// Grid lines and bands are decoration: what they show stands in words beside them.
		if (svg && e.matches("rect, circle, path, line, polygon, ellipse") && !e.matches(".g, .band, .half, .off")) {
			const painted = [s.fill, s.stroke].filter((c, i) => c !== "none" && (i === 0 ? e.tagName !== "line" : parseFloat(s.strokeWidth) > 0))
			const behind = ground(e.closest("svg"))
			const best = painted.map(c => [ratio(over(rgba(c), behind), behind), c]).sort((a, b) => b[0] - a[0])[0]
			if (best) judge(e, "mark", best[1], behind, 3)
			marks++
		}
		for (const pseudo of ["::before", "::after"]) {
			const p = getComputedStyle(e, pseudo)
			if (!e.matches(".st, .m, .tl li, .hue") || p.content === "none" || p.content === "normal" || p.display === "none") continue
			if (e.matches(".tl li") && pseudo === "::before") continue // the line that joins the marks
			const side = ["Top", "Left"].find(side => parseFloat(p[`border${side}Width`]) > 0)
			if (!side) continue
			judge(e, "mark " + pseudo, p[`border${side}Color`], ground(e), 3)
			marks++
		}
		if (e.matches(".m, .when")) {
			if (s.textDecorationLine === "underline") judge(e, "underline", s.textDecorationColor, ground(e), 3)
			else worst.set("bare " + name(e), `no underline at ${name(e)}`)
			marks++
		}
		if (e.matches("button:not(.m button)")) {
			judge(e, "border", s.borderTopColor, ground(e.parentElement), 3)
			marks++
		}
	}
	return {texts, marks, faults: [...worst.values()]}
})()
