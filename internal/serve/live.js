// Keeps pages as their sources are. As a shared worker this script holds the one stream of events for all
// tabs, since a browser opens six connections to a host, and no more. In a page it compares and reloads.
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

function show(me) {
  const page = me.dataset
  let next, busy = false

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

  // compare asks for this page as it is now, and reloads if its words are others.
  const compare = async () => {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(patience) })
    const newer = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const script = newer.querySelector('script[src="/_live/live.js"]')
    if (!script || script.dataset.page !== page.page || !sheets(newer)) {
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
        if (state.tree !== page.tree && !await compare()) return
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
