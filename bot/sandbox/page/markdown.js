/** markdown.js answers: what does a markdown block (standard Markdown, not mrkdwn) look like? */

import { fragment, h } from "/page/dom.js";
import { emoji } from "/page/emoji.js";
import { link } from "/page/mrkdwn.js";

const RULES = [
  [/^```[^\n]*\n([\s\S]*?)\n?```(?:\n|$)/, ([, code]) => h("pre", {}, code)],
  [
    /^(#{1,6}) +([^\n]+?) *#*(?:\n|$)/,
    ([, marks, text]) => h(`h${Math.min(marks.length + 2, 6)}`, {}, inline(text)),
  ],
  [/^ {0,3}(?:-{3,}|\*{3,}|_{3,}) *(?:\n|$)/, () => h("hr")],
  [/^(?:>[^\n]*(?:\n|$))+/, ([all]) => h("blockquote", {}, [...blocks(all.replace(/^> ?/gm, ""))])],
  [/^\|[^\n]+\n\|[ :|-]+(?:\n\|[^\n]+)*(?:\n|$)/, ([all]) => table(all.trim().split("\n"))],
  [/^(?:[-*+] [^\n]*(?:\n {2,}[^\n]*)*(?:\n|$))+/, ([all]) => h("ul", {}, items(all, /^[-*+] /m))],
  [/^(?:\d+[.)] [^\n]*(?:\n {2,}[^\n]*)*(?:\n|$))+/, ([all]) => h("ol", {}, items(all, /^\d+[.)] /m))],
  [/^\n+/, () => null],
  [/^[^\n]+(?:\n(?![#>|`\n]|[-*+] |\d+[.)] )[^\n]+)*(?:\n|$)/, ([all]) => h("p", {}, inline(all.trim()))],
];

/** The nodes of a Markdown text. */
export function markdown(text) {
  return fragment([...blocks(text)]);
}

function* blocks(text) {
  let rest = text;
  while (rest) {
    const [found, make] = firstMatch(rest);
    yield make(found);
    rest = rest.slice(found[0].length);
  }
}

function firstMatch(rest) {
  for (const [pattern, make] of RULES) {
    const found = rest.match(pattern);
    if (found) return [found, make];
  }
  return [[rest], () => h("p", {}, rest)];
}

function items(text, bullet) {
  const texts = text
    .trimEnd()
    .split(new RegExp(`\\n?${bullet.source}`, "m"))
    .slice(1);
  return texts.map((item) => {
    const [first, ...nested] = item.split("\n");
    const below = nested.map((line) => line.replace(/^ {2,4}/, "")).join("\n");
    return h("li", {}, task(first), [...blocks(below)]);
  });
}

function task(text) {
  const box = text.match(/^\[([ xX])\] (.*)$/);
  return box ? [box[1] === " " ? "☐ " : "☑ ", inline(box[2])] : inline(text);
}

function table(rows) {
  const cells = rows.map((row) =>
    row
      .replace(/^\||\|\s*$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head, aligns, ...body] = cells;
  const align = aligns.map((mark) =>
    mark.endsWith(":") ? (mark.startsWith(":") ? "center" : "right") : "left",
  );
  const row = (tag) => (texts) =>
    h(
      "tr",
      {},
      texts.map((text, at) => h(tag, { style: { "text-align": align[at] ?? "left" } }, inline(text))),
    );
  return h(
    "div.table-scroll",
    {},
    h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, body.map(row("td")))),
  );
}

const SPANS = [
  [/`([^`]+)`/, ([, code]) => h("code", {}, code)],
  [/\[([^\]]+)\]\(([^)\s]+)\)/, ([all, text, address]) => link(address, inline(text)) ?? all],
  [/\*\*(\S(?:[\s\S]*?\S)?)\*\*/, ([, text]) => h("strong", {}, inline(text))],
  [/~~(\S(?:[\s\S]*?\S)?)~~/, ([, text]) => h("s", {}, inline(text))],
  [/(?<![\w*])[*](\S(?:[^*]*?\S)?)[*](?![\w*])/, ([, text]) => h("em", {}, inline(text))],
  [/(?<![\w_])_(\S(?:[^_]*?\S)?)_(?![\w_])/, ([, text]) => h("em", {}, inline(text))],
  [/https?:\/\/[^\s<>)]+/, ([address]) => link(address, address) ?? address],
  [/:([a-z0-9_+-]+):/, ([all, name]) => emoji(name) ?? all],
  [/ *\n/, () => h("br")],
];

function inline(text) {
  let first = null;
  for (const [pattern, make] of SPANS) {
    const found = text.match(pattern);
    if (found && (first === null || found.index < first.found.index)) first = { found, make };
  }
  if (!first) return text ? [text] : [];
  const { found, make } = first;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...(before ? [before] : []), make(found), ...inline(after)];
}
