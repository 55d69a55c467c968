/** mrkdwn.js answers: what does a text in Slack's mark-up look like, with everything else as typed? */

import { readerOf, slackDate } from "/page/dates.js";
import { fragment, h } from "/page/dom.js";
import { emoji } from "/page/emoji.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const MARKS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const EMOJI = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;
const ADDRESS = /^https?:\/\/[^\s<>|]+/i;
const LINKABLE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Slack's three entities, and only those, turned back into characters. */
export function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** A plain_text: entities and emoji names, nothing else. */
export function plain(text) {
  return unescaped(text).replace(
    /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g,
    (all, name) => emoji(name) ?? all,
  );
}

/** A text object of either type. */
export function textObject(object, directory) {
  if (!object) return fragment();
  if (object.type !== "mrkdwn") return fragment(lines(plain(object.text)));
  return mrkdwn(object.text, directory, { verbatim: object.verbatim });
}

/** A text object without any mark-up, for names and labels. */
export function label(object) {
  return object ? plain(object.text) : "";
}

function lines(text) {
  return text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));
}

/** The nodes of a mrkdwn text; `verbatim` leaves bare addresses as they are. */
export function mrkdwn(text, directory, { verbatim = false } = {}) {
  const context = { directory, verbatim };
  const pieces = text.split(/```\n?([\s\S]+?)\n?```\n?/);
  return fragment(
    pieces.map((piece, at) =>
      at % 2 ? h("pre", {}, literal(piece, directory)) : paragraphs(piece, context),
    ),
  );
}

const QUOTE = /^(?:>|&gt;) ?/;
const LONG_QUOTE = /^(?:>>>|&gt;&gt;&gt;)\s?/;

function paragraphs(text, context) {
  if (!text) return [];
  const made = [];
  const open = text.split("\n");
  while (open.length) {
    const rest = open.join("\n");
    if (LONG_QUOTE.test(rest)) {
      made.push(quote(rest.replace(LONG_QUOTE, "").split("\n"), context));
      break;
    }
    const quoted = takeWhile(open, (line) => QUOTE.test(line) && !LONG_QUOTE.test(line));
    if (quoted.length)
      made.push(
        quote(
          quoted.map((line) => line.replace(QUOTE, "")),
          context,
        ),
      );
    else
      made.push(
        spoken(
          takeWhile(open, (line) => !QUOTE.test(line)),
          context,
        ),
      );
  }
  return made;
}

function takeWhile(items, accepts) {
  const taken = [];
  while (items.length && accepts(items[0])) taken.push(items.shift());
  return taken;
}

function quote(texts, context) {
  return h("blockquote", {}, spoken(texts, context));
}

function spoken(texts, context) {
  return texts.flatMap((text, at) => (at ? [h("br"), inline(text, context)] : [inline(text, context)]));
}

function inline(text, context) {
  const made = [];
  let at = 0;
  while (at < text.length) {
    const [node, length] = piece(text, at, context) ?? [text[at], 1];
    made.push(node);
    at += length;
  }
  return joined(made);
}

/** Single characters put together again, so that a text is one text node. */
function joined(nodes) {
  const made = [];
  for (const node of nodes.flat(Infinity)) {
    if (typeof node === "string" && typeof made.at(-1) === "string") made[made.length - 1] += node;
    else made.push(node);
  }
  return made;
}

function piece(text, at, context) {
  const rest = text.slice(at);
  const first = text[at];
  if (first === "`") return code(rest, context);
  if (first === "<") return reference(rest, context);
  if (first === "&") return entity(rest);
  if (first === ":") return picture(rest);
  if (Object.hasOwn(MARKS, first)) return marked(text, at, context);
  if ((first === "h" || first === "H") && !context.verbatim) return bareAddress(text, at);
  return null;
}

function code(rest, { directory }) {
  const found = rest.match(/^`([^`]+)`/);
  return found && [h("code", {}, literal(found[1], directory)), found[0].length];
}

function entity(rest) {
  const found = rest.match(/^&(?:amp|lt|gt);/);
  return found && [ENTITIES[found[0]], found[0].length];
}

function picture(rest) {
  const found = rest.match(EMOJI);
  const shown = found && emoji(found[1]);
  return shown ? [h("span.emoji", { role: "img", "aria-label": found[1] }, shown), found[0].length] : null;
}

function bareAddress(text, at) {
  const found = text.slice(at).match(ADDRESS);
  if (!found || (at && WORD.test(text[at - 1]))) return null;
  const address = found[0].replace(/(?:[.,;:!?)'"*_~]|&gt;|&lt;)+$/, "");
  return [link(unescaped(address), unescaped(address)) ?? address, address.length];
}

function marked(text, at, context) {
  const mark = text[at];
  const before = text[at - 1] ?? " ";
  const after = text[at + 1] ?? " ";
  if (WORD.test(before) || before === mark || after === mark || /\s/.test(after)) return null;
  const end = closing(text, at, mark);
  if (end < 0) return null;
  return [h(MARKS[mark], {}, inline(text.slice(at + 1, end), context)), end + 1 - at];
}

function closing(text, from, mark) {
  for (let at = from + 1; at < text.length; at += 1) {
    const whole = text.slice(at).match(/^(?:`[^`]+`|<[^<>]+>)/);
    if (whole) {
      at += whole[0].length - 1; // a mark inside code or a link closes nothing
    } else if (text[at] === mark && !/\s/.test(text[at - 1])) {
      const after = text[at + 1] ?? " ";
      if (!WORD.test(after) && after !== mark) return at;
    }
  }
  return -1;
}

/** A link that opens beside the page, or null when the address is of a kind that must not be followed. */
export function link(address, shown, attributes = {}) {
  const kind = URL.canParse(address) ? new URL(address).protocol : "";
  if (!LINKABLE.has(kind)) return null;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes }, shown);
}

function reference(rest, { directory }) {
  const found = rest.match(/^<([^<>\n]+)>/);
  if (!found) return null;
  const node = referenceNode(found[1], directory);
  return node && [node, found[0].length];
}

function referenceNode(content, directory) {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const shown = bar < 0 ? null : plain(content.slice(bar + 1));
  if (/^@[UWB]\w+$/.test(target)) return userMention(target.slice(1), directory, shown);
  if (/^#[CGD]\w+$/.test(target)) return channelMention(target.slice(1), directory, shown);
  if (target.startsWith("!")) return special(target.slice(1), shown, directory);
  return link(unescaped(target), shown ?? unescaped(target).replace(/^(?:mailto|tel):/, ""));
}

/** "@Name", marked when it is the reader. */
export function userMention(id, directory, shown = null) {
  const known = directory.users.has(id) || directory.isApp(id);
  const mine = id === directory.myId;
  const name = known ? directory.name(id) : (shown ?? id).replace(/^@/, "");
  return h(mine ? "span.mention.mention-me" : "span.mention", { data: { user: id } }, `@${name}`);
}

/** "#name", which leads to the channel when the reader is in it. */
export function channelMention(id, directory, shown = null) {
  if (!directory.channels.has(id))
    return h("span.mention", {}, `#${(shown ?? "private-channel").replace(/^#/, "")}`);
  return h("button.mention", { type: "button", data: { goto: id } }, `#${directory.channelName(id)}`);
}

/** "@handle" of a user group, marked when the reader is in it. */
export function groupMention(id, directory, shown = null) {
  const group = directory.groups.get(id);
  const name = group ? group.handle : (shown ?? id).replace(/^@/, "");
  const mine = group?.users?.includes(directory.myId);
  return h(mine ? "span.mention.mention-me" : "span.mention", {}, `@${name}`);
}

/** "@here" and its kin, which call everybody. */
export function broadcast(range) {
  return h("span.mention.mention-me", {}, `@${range}`);
}

function special(target, shown, directory) {
  const [kind, ...rest] = target.split("^");
  if (["here", "channel", "everyone"].includes(kind)) return broadcast(kind);
  if (kind === "subteam" && rest.length) return groupMention(rest[0], directory, shown);
  if (kind === "date" && rest.length >= 2) return dateNode(rest[0], rest[1], rest[2], shown ?? "", directory);
  return h("span", {}, shown ?? `<${kind}>`);
}

/** A date in the reader's own zone, with the address it leads to if it has one. */
export function dateNode(seconds, format, address, fallback, directory) {
  const shown = slackDate(seconds, unescaped(format), fallback, readerOf(directory));
  const time = h("time", { title: fallback || null }, shown);
  return (address && link(unescaped(address), time)) || time;
}

/** Code: no mark-up but references, which are shown by their names. */
function literal(text, directory) {
  const pieces = text.split(/<([^<>\n]+)>/);
  return pieces.map((part, at) => {
    if (at % 2 === 0) return unescaped(part);
    return referenceNode(part, directory)?.textContent ?? `<${unescaped(part)}>`;
  });
}
