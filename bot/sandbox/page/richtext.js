/** richtext.js answers: what does a rich_text block look like? */

import { fragment, h } from "/page/dom.js";
import { emoji } from "/page/emoji.js";
import { broadcast, channelMention, dateNode, groupMention, link, userMention } from "/page/mrkdwn.js";

/** The nodes of a rich_text block. */
export function richText(block, directory) {
  return fragment((block.elements ?? []).map((element) => part(element, directory)));
}

function part(element, directory) {
  const inside = () => (element.elements ?? []).map((child) => leaf(child, directory));
  switch (element.type) {
    case "rich_text_section":
      return h("div.rich-section", {}, inside());
    case "rich_text_quote":
      return h("blockquote", {}, inside());
    case "rich_text_preformatted":
      return h("pre", {}, inside());
    case "rich_text_list":
      return list(element, directory);
    default:
      return null;
  }
}

function list(element, directory) {
  const ordered = element.style === "ordered";
  const indent = Math.min(Number(element.indent) || 0, 8);
  const start = ordered && element.offset ? Number(element.offset) + 1 : null;
  const items = (element.elements ?? []).map((item) => h("li", {}, part(item, directory)));
  return h(ordered ? "ol" : "ul", { start, data: { indent }, style: { "--indent": String(indent) } }, items);
}

const LEAVES = {
  text: (leafOf) => lines(leafOf.text),
  emoji: (leafOf) =>
    h("span.emoji", { role: "img", "aria-label": leafOf.name }, emoji(leafOf.name) ?? `:${leafOf.name}:`),
  link: (leafOf) => link(leafOf.url, leafOf.text || leafOf.url) ?? leafOf.text ?? leafOf.url,
  user: (leafOf, directory) => userMention(leafOf.user_id, directory),
  usergroup: (leafOf, directory) => groupMention(leafOf.usergroup_id, directory),
  channel: (leafOf, directory) => channelMention(leafOf.channel_id, directory),
  broadcast: (leafOf) => broadcast(leafOf.range),
  color: (leafOf) => h("code", {}, leafOf.value),
  date: (leafOf, directory) =>
    dateNode(leafOf.timestamp, leafOf.format, leafOf.url, leafOf.fallback ?? "", directory),
};

function lines(text = "") {
  return text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));
}

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

function leaf(element, directory) {
  let made = LEAVES[element.type]?.(element, directory) ?? null;
  for (const [style, tag] of Object.entries(STYLES)) {
    if (element.style?.[style] && made !== null) made = h(tag, {}, made);
  }
  return made;
}
