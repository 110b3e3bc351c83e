import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

const facts = JSON.parse(readFileSync("data/facts.json", "utf8"));

// hashed is the name of a stylesheet with a part of its hash.
function hashed(name) {
  const hash = createHash("sha256").update(readFileSync(`assets/${name}.css`)).digest("hex");
  return `assets/${name}.${hash.slice(0, 10)}.css`;
}

// anchors gives each heading an id made of its words.
function anchors(md) {
  md.core.ruler.push("anchors", (state) => {
    const seen = new Map();
    state.tokens.forEach((token, i) => {
      if (token.type !== "heading_open") return;
      const id = state.tokens[i + 1].content.toLowerCase().replace(/[^a-z0-9]+/g, "-");
      const times = seen.get(id) ?? 0;
      seen.set(id, times + 1);
      token.attrSet("id", times ? `${id}-${times}` : id);
    });
  });
}

export default function (config) {
  config.addPlugin(highlight);
  let markdown;
  config.amendLibrary("md", (md) => {
    markdown = md.set({ typographer: true, linkify: true }).use(anchors);
  });
  config.addFilter("inline", (text) => markdown.renderInline(text));

  const styles = ["style", "code"].map((name) => ({ name, out: hashed(name) }));
  styles.forEach(({ name, out }) => config.addPassthroughCopy({ [`assets/${name}.css`]: out }));
  config.addGlobalData("styles", styles.map(({ out }) => out));

  // A mention has the number of its fact on the page.
  const notes = new Map();
  config.on("eleventy.before", () => notes.clear());
  config.addShortcode("fact", function (id, words) {
    const fact = facts[id];
    if (!fact) throw new Error(`${this.page.inputPath}: no fact has the id ${id}`);
    const url = this.page.url;
    if (!notes.has(url)) notes.set(url, new Map());
    const numbers = notes.get(url);
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    const n = numbers.get(id);
    return `<span class="m ${fact.status}">${words ?? fact.printed}<button popovertarget="n${n}" aria-label="Note ${n}: ${fact.status}"></button><sup><a href="facts.html#${id}">${n}</a></sup></span>`;
  });

  config.addFilter("toc", (content) => [...content.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)].map((m) => ({ id: m[1], text: m[2] })));

  return { dir: { input: "content", output: "public", includes: "../layouts", data: "../data" } };
}
