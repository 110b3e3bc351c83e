// Two comforts for pages that are whole without them: the filter of the register, and a button that copies a
// figure with its source.
"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  // As a reader would type it: no accents, plain hyphens, apostrophes and spaces.
  const fold = text => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2012-\u2014\u2212]/g, "-")
    .replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, " ").toLowerCase();

  const filter = form => {
    const { q, status } = form.elements, said = form.querySelector("output");
    const entries = all(".fact, .words > div, .tl > li").map(at => ({ at, text: fold(at.textContent) }));
    const sections = all("section").filter(s => entries.some(e => s.contains(e.at)));
    let wait;
    const show = () => {
      const words = fold(q.value).split(" ").filter(Boolean);
      let count = 0;
      for (const e of entries) {
        const fits = words.every(w => e.text.includes(w)) && (!status.value || e.at.querySelector(".val > .st." + status.value));
        e.at.hidden = !fits;
        if (fits) count++;
      }
      for (const s of sections) s.hidden = !entries.some(e => s.contains(e.at) && !e.at.hidden);
      return count;
    };
    const say = count => { said.textContent = q.value.trim() || status.value ? count + " of " + entries.length + " entries" : ""; };
    // The choice stands after "#?", which no entry's id can be: it can be sent, and works from disk too.
    const keep = () => {
      const p = new URLSearchParams();
      if (q.value.trim()) p.set("q", q.value.trim());
      if (status.value) p.set("status", status.value);
      history.replaceState(null, "", `${p}` ? "#?" + p : location.href.split("#")[0]);
    };
    const change = () => {
      const count = show();
      clearTimeout(wait); // said once a reader has stopped typing
      wait = setTimeout(() => { say(count); keep(); }, 250);
    };
    const read = () => {
      const p = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
      const to = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (location.hash.startsWith("#?") || to && to.closest("[hidden]")) {
        q.value = p.get("q") || "";
        status.value = p.get("status") || "";
        if (status.selectedIndex < 0) status.value = "";
        say(show());
        if (to) to.scrollIntoView();
      }
    };
    q.disabled = status.disabled = false;
    form.addEventListener("input", change);
    form.addEventListener("submit", e => e.preventDefault());
    addEventListener("hashchange", read);
    q.value = status.value = "";
    read();
  };
  all("form.filter").forEach(filter);

  const words = (card, selector) => (card.querySelector(selector)?.textContent || "").replace(/\s+/g, " ").trim();
  const figure = card => {
    const first = card.querySelector(".claims > li");
    const source = first ? first.firstElementChild?.matches("a") ? words(first, "a") : first.textContent.split(/: |\.( |$)/)[0] : "";
    return [words(card, ".v > span") + " (" + words(card, ".l") + ").", words(card, ".how"), source && source + ".", card.querySelector(".end a").href]
      .filter(Boolean).join(" ");
  };
  // Pages that came over plain http have no clipboard of their own.
  const put = async (text, card) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = card.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw 0;
  };
  document.addEventListener("toggle", e => {
    const card = e.target;
    if (e.newState !== "open" || !card.matches(".card") || !card.querySelector(".v") || card.querySelector(".copy")) return;
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = "Copy with source";
    button.setAttribute("aria-live", "polite");
    button.onclick = () => put(figure(card), card).then(() => "Copied", () => "Not allowed here").then(said => { button.textContent = said; button.focus(); });
    card.querySelector(".end").lastElementChild.before(button);
  }, true);
})();
