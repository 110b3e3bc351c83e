// Keeps pages as their sources are. As a shared worker this script holds the one stream of events for all
// tabs, since a browser opens six connections to a host, and no more. In a page it compares, and puts what is
// new into its place, or reloads.
'use strict'

const again = 500 // milliseconds, after a stream broke
const patience = 10000 // for an answer: who waits for ever hears of nothing else
const silence = 15000 // and without a sign of life after which it counts as broken: a machine that slept

// listen calls tell with each state that the server tells, for ever.
function listen(tell) {
  let stream, heard
  const open = () => {
    heard = Date.now()
    stream = new EventSource('/_live/events')
    stream.onmessage = e => { heard = Date.now(); tell(JSON.parse(e.data)) }
    stream.addEventListener('beat', () => { heard = Date.now() })
    stream.onerror = () => { stream.close(); setTimeout(open, again) }
  }
  open()
  setInterval(() => {
    if (Date.now() - heard > silence && stream.readyState !== EventSource.CLOSED) { stream.close(); open() }
  }, 1000)
}

function work() {
  const tabs = new BroadcastChannel('explainer')
  let last
  listen(state => { last = state; tabs.postMessage(state) })
  onconnect = e => { if (last) e.ports[0].postMessage(last) }
}

// harmless is the theme's own script: it holds on to nothing in a page that it leaves as it came.
const harmless = /\/assets\/page\.[0-9a-f]+\.js$/

const alike = (a, b) => a.nodeType === Node.ELEMENT_NODE && a.cloneNode().isEqualNode(b.cloneNode())

// replace gives an element the content of another, and leaves alone what is the same in both: that keeps its state, and
// the page its place.
function replace(element, by) {
  const old = [...element.childNodes], fresh = [...by.childNodes]
  let rest = null // what follows
  while (old.length && fresh.length && old[0].isEqualNode(fresh[0])) { old.shift(); fresh.shift() }
  while (old.length && fresh.length && old.at(-1).isEqualNode(fresh.at(-1))) { rest = old.pop(); fresh.pop() }
  const copy = node => document.importNode(node, true)
  if (old.length === fresh.length) {
    old.forEach((node, i) => {
      if (alike(node, fresh[i])) replace(node, fresh[i])
      else node.replaceWith(copy(fresh[i]))
    })
  } else {
    const all = document.createDocumentFragment()
    all.append(...fresh.map(copy))
    element.insertBefore(all, old[0] ?? rest)
    old.forEach(node => node.remove())
  }
}

function show(me) {
  const page = me.dataset
  let next, busy = false
  let was = document.documentElement.cloneNode(true) // the page as it came: other scripts run after this one

  // sheets puts the stylesheets of a newer page in the place of ours. An old one stays until the new one
  // is there, so that nothing is ever shown without.
  const sheets = newer => {
    const fresh = [...newer.querySelectorAll('link[rel=stylesheet]')]
    const old = [...document.querySelectorAll('link[rel=stylesheet]:not([data-old])')]
    if (fresh.length !== old.length) return false
    old.forEach((link, i) => {
      const href = fresh[i].getAttribute('href')
      if (href === link.getAttribute('href')) return
      const copy = link.cloneNode()
      copy.setAttribute('href', href)
      copy.onload = copy.onerror = () => link.remove()
      link.dataset.old = ''
      link.after(copy)
    })
    return true
  }

  // leads is what else a page asks for in its head, or leans on there.
  const leads = root => [...root.querySelectorAll('head > :is(base, link, script)')].map(e => e.outerHTML)
    .filter(tag => !/ rel="stylesheet"| src="\/_live\/| type="application\/ld/.test(tag)).join()

  // patch makes the page what a newer one is, where that is as good as a reload: neither its reader nor a script has
  // changed it, and no script may hold on to a part of it. It says whether it did.
  const patch = newer => {
    const [before, after] = [was, newer].map(root => root.querySelector('body'))
    if (![...document.scripts].every(s => s === me || s.type === 'application/ld+json' || harmless.test(s.src)) ||
      !document.body.isEqualNode(before) || !alike(was, newer) || !alike(before, after) || leads(was) !== leads(newer) || !sheets(newer)) return false
    document.title = newer.querySelector('title')?.textContent ?? ''
    replace(document.body, after)
    was = newer
    return true
  }

  // compare asks for this page as it is now, and reloads if that cannot be put in its place.
  const compare = async state => {
    const answer = await fetch(location.href, {
      cache: 'no-store', headers: { 'Explainer-Build': state.run + ' ' + state.build }, signal: AbortSignal.timeout(patience),
    })
    const newer = new DOMParser().parseFromString(await answer.text(), 'text/html').documentElement
    const script = newer.querySelector('script[src="/_live/live.js"]')
    if (!script || !(script.dataset.page === page.page ? sheets(newer) : patch(newer))) {
      location.reload()
      return false
    }
    Object.assign(page, script.dataset)
    return true
  }

  const older = state => state.run === page.run && state.build < Number(page.build)

  const take = async state => {
    if (next && next.run === state.run && next.build >= state.build) return
    next = state
    if (busy) return
    busy = true
    try {
      while (!older(next)) {
        const state = next
        if (state.tree !== page.tree && !await compare(state)) return
        panel(state)
        if (next === state) break
      }
    } catch { // the server has gone, or does not answer
      next = undefined
      setTimeout(() => { if (!next) take(state) }, again)
    }
    busy = false
  }

  const connect = () => {
    try {
      const worker = new SharedWorker('/_live/live.js', 'explainer')
      worker.port.onmessage = e => take(e.data)
      // The server went while the worker was fetched. A stream of our own instead would take one of the six
      // connections for good: six such tabs, and no page is answered.
      worker.onerror = () => setTimeout(connect, again)
    } catch { listen(take) } // a browser without shared workers
  }
  new BroadcastChannel('explainer').onmessage = e => take(e.data)
  connect()
  addEventListener('pageshow', e => { if (e.persisted) location.reload() }) // it has slept, and heard nothing
}

// panel lists what is wrong over the page, and goes away once nothing is.
let host, shown
function panel(state) {
  const text = JSON.stringify([state.failed, state.tally, state.notes])
  if (text === shown) return
  shown = text
  const open = host?.shadowRoot.querySelector('details').open
  const failed = host?.dataset.failed
  host?.remove()
  host = undefined
  if (state.tally === '') return
  const put = (to, name, set) => to.appendChild(Object.assign(document.createElement(name), set))
  host = document.createElement('explainer-panel')
  host.dataset.failed = state.failed
  const root = host.attachShadow({ mode: 'open' })
  put(root, 'link', { rel: 'stylesheet', href: '/_live/live.css' })
  const box = put(root, 'details', { open: failed === String(state.failed) ? open : state.failed })
  box.setAttribute('role', 'status')
  put(box, 'summary', { textContent: state.tally + (state.failed && state.tree ? '; this is the last good state' : '') })
  const list = put(box, 'ol')
  for (const note of state.notes) {
    const item = put(list, 'li', { className: note.level })
    if (note.link) put(item, 'a', { href: note.link, textContent: note.place })
    else put(item, 'b', { textContent: note.place })
    put(item, 'pre', { textContent: note.text.replace(/^: /, '') })
  }
  if (state.more) put(box, 'p', { textContent: 'and ' + state.more + ' more' })
  document.documentElement.append(host)
}

if (typeof document === 'undefined') work()
else show(document.currentScript)
