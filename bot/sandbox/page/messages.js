/** messages.js answers: what does a conversation look like, and what changed in it? */

import { attachment, renderBlocks } from "/page/blocks.js";
import { dayHeading, dayKey, fullDate, instantOf, readerOf, timeOfDay } from "/page/dates.js";
import { h, icon, iconButton } from "/page/dom.js";
import { emoji } from "/page/emoji.js";
import { fileCard } from "/page/files.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { avatar, companyTag } from "/page/people.js";

const TOGETHER_MS = 5 * 60_000;

/**
 * A list of messages that redraws only what changed. `deeds`: click(message, payload), dismiss(message),
 * shortcut(id, message), and openThread(ts) where threads can be opened.
 */
export class MessageList {
  constructor(deeds, name) {
    this.deeds = deeds;
    this.drawn = new Map();
    this.list = h("ol.messages", { "aria-label": name });
    this.jump = h(
      "button.jump",
      { type: "button", hidden: true, on: { click: () => this.toEnd() } },
      "New messages ↓",
    );
    this.scroller = h(
      "div.scroller",
      { tabindex: "0", role: "region", "aria-label": name, on: { scroll: () => this.seen() } },
      this.list,
    );
    this.node = h("div.message-pane", {}, this.scroller, this.jump);
    // pictures arrive after the text: whoever reads the end keeps reading the end
    this.list.addEventListener("load", () => this.pinned && this.toEnd(), true);
    this.pinned = true;
  }

  name(text) {
    this.list.setAttribute("aria-label", text);
    this.scroller.setAttribute("aria-label", text);
  }

  clear() {
    this.drawn.clear();
    this.list.replaceChildren();
    this.pinned = true;
    this.jump.hidden = true;
  }

  seen() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.pinned = scrollHeight - scrollTop - clientHeight < 60;
    if (this.pinned) this.jump.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  /** Brings the list in line with the messages; returns those that were not there before. */
  show(messages, directory, { empty = "Nothing here yet.", thread = false } = {}) {
    const fresh = messages.filter((message) => !this.drawn.has(message.ts));
    const drawn = new Map();
    const rows = messages.flatMap((message, at) =>
      this.rows(message, messages[at - 1], directory, { drawn, thread, at, of: messages.length }),
    );
    const focus = this.focusMark();
    reconcile(this.list, rows.length ? rows : [h("li.empty", {}, empty)]);
    this.drawn = drawn;
    this.refocus(focus);
    if (this.pinned) this.toEnd();
    else if (fresh.length) this.jump.hidden = false;
    return fresh;
  }

  rows(message, before, directory, { drawn, thread, at, of }) {
    const reader = readerOf(directory);
    const day = dayKey(instantOf(message.ts), reader.zone);
    const newDay = !before || dayKey(instantOf(before.ts), reader.zone) !== day;
    const head =
      newDay && !thread
        ? [this.separator(`day-${day}`, dayHeading(instantOf(message.ts), reader), drawn)]
        : [];
    const together = !newDay && !(thread && at === 1) && follows(before, message);
    const signature = JSON.stringify([message, together, directory.myId]);
    const old = this.drawn.get(message.ts);
    const node = old?.signature === signature ? old.node : this.row(message, directory, { together, thread });
    drawn.set(message.ts, { signature, node });
    const count = thread && at === 0 && of > 1 ? [this.separator("replies", replies(of - 1), drawn)] : [];
    return [...head, node, ...count];
  }

  separator(key, text, drawn) {
    const old = this.drawn.get(key);
    const node = old?.signature === text ? old.node : h("li.separator", {}, h("span", {}, text));
    drawn.set(key, { signature: text, node });
    return node;
  }

  row(message, directory, { together, thread }) {
    const context = { directory, act: (payload) => this.deeds.click(message, payload) };
    const plain = together ? "li.message.together" : "li.message";
    const author = message.user ?? directory.app.bot_user_id;
    return h(
      message.ephemeral ? `${plain}.ephemeral` : plain,
      { data: { ts: message.ts, user: author, mine: author === directory.myId ? "yes" : null } },
      h("div.gutter", {}, together ? stamp(message, directory) : avatar(directory, author)),
      h(
        "div.message-body",
        {},
        message.ephemeral && this.privately(message),
        !together && byline(message, author, directory),
        content(message, context),
        !thread && this.replyBar(message, directory),
      ),
      !thread && !message.ephemeral && this.tools(message, directory),
    );
  }

  privately(message) {
    const dismiss = h(
      "button.link-button",
      { type: "button", on: { click: () => this.deeds.dismiss(message) } },
      "Dismiss",
    );
    return h("div.ephemeral-note", {}, "Only visible to you · ", dismiss);
  }

  tools(message, directory) {
    const open = () => this.deeds.openThread(message.ts);
    const menu = directory.shortcuts.filter((one) => one.for_messages);
    return h(
      "div.tools",
      {},
      iconButton("reply", "Reply in thread", open),
      menu.map(({ callback_id: id, name }) =>
        iconButton("more", name, () => this.deeds.shortcut(id, message), { data: { shortcut: id } }),
      ),
    );
  }

  replyBar(message, directory) {
    if (!message.reply_count) return null;
    const faces = (message.reply_users ?? []).slice(0, 4).map((user) => avatar(directory, user, ".small"));
    const last =
      message.latest_reply && h("span.muted", {}, `Last reply ${when(message.latest_reply, directory)}`);
    const open = () => this.deeds.openThread(message.ts);
    return h(
      "button.reply-bar",
      { type: "button", data: { thread: message.ts }, on: { click: open } },
      faces,
      h("strong", {}, replies(message.reply_count)),
      last,
    );
  }

  /** Where the keyboard is, in words that survive the redrawing of a message. */
  focusMark() {
    const focused = document.activeElement;
    const row = this.list.contains(focused) && focused.closest(".message");
    return row ? { focused, ts: row.dataset.ts, action: focused.dataset.actionId } : null;
  }

  refocus(mark) {
    if (!mark || mark.focused.isConnected) return;
    const node = this.drawn.get(mark.ts)?.node;
    const same = [...(node?.querySelectorAll("[data-action-id]") ?? [])].find(
      (one) => one.dataset.actionId === mark.action,
    );
    (same ?? this.scroller).focus({ preventScroll: true });
  }
}

/** Moves only what must move, so that focus and half-used controls stay as they are. */
function reconcile(list, rows) {
  const wanted = new Set(rows);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  rows.forEach((row, at) => {
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
}

function follows(before, message) {
  const near = instantOf(message.ts) - instantOf(before.ts) < TOGETHER_MS;
  return near && before.user === message.user && !before.ephemeral && !message.ephemeral;
}

function replies(count) {
  return count === 1 ? "1 reply" : `${count} replies`;
}

function when(ts, directory) {
  const reader = readerOf(directory);
  const day = dayHeading(instantOf(ts), reader);
  return `${day.replace(/^(?:Today|Yesterday)/, (word) => word.toLowerCase())} at ${timeOfDay(instantOf(ts), reader)}`;
}

function stamp(message, directory) {
  const reader = readerOf(directory);
  const instant = instantOf(message.ts);
  return h(
    "time.stamp",
    { datetime: new Date(instant).toISOString(), title: fullDate(instant, reader) },
    timeOfDay(instant, reader),
  );
}

function byline(message, author, directory) {
  const app = (message.bot || directory.isApp(author)) && h("span.tag", {}, "App");
  return h(
    "div.byline",
    {},
    h("strong.author", {}, directory.name(author)),
    app,
    companyTag(directory, directory.users.get(author)),
    stamp(message, directory),
  );
}

function content(message, context) {
  const { directory } = context;
  const text = !message.blocks?.length && message.text;
  return h(
    "div.content",
    {},
    text && h("div.text", {}, mrkdwn(text, directory)),
    renderBlocks(message.blocks, context),
    (message.attachments ?? []).map((item) => attachment(item, context)),
    message.edited && h("span.edited", {}, "(edited)"),
    (message.files ?? []).map((file) => fileCard(file, directory)),
    reactions(message, directory),
  );
}

function reactions({ reactions: all }, directory) {
  const pills = Object.entries(all ?? {}).map(([name, users]) =>
    h(
      "li.reaction",
      { title: `${users.map((user) => directory.name(user)).join(", ")} reacted with :${name}:` },
      emoji(name) ?? `:${name}:`,
      ` ${users.length}`,
    ),
  );
  return pills.length > 0 && h("ul.reactions", { "aria-label": "Reactions" }, pills);
}

/** The sentence by which a new message is announced to people who listen. */
export function spokenSummary(message, directory) {
  const text = mrkdwn(message.text ?? "", directory).textContent;
  return `${directory.name(message.user)}: ${text || "a message"}`.slice(0, 200);
}

/** The sign before a channel's name. */
export function channelSign(channel) {
  return channel.kind === "private" ? icon("lock") : h("span.hash", { "aria-hidden": "true" }, "#");
}
