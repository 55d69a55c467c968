/** panes.js answers: what stands in the middle and the right pane? */

import { renderBlocks } from "/page/blocks.js";
import { Composer } from "/page/composer.js";
import { h, iconButton } from "/page/dom.js";
import { acceptDrops } from "/page/files.js";
import { channelSign, MessageList } from "/page/messages.js";

/** The middle pane while a channel is open. */
export class ChannelPane {
  constructor(node, directoryOf, deeds) {
    Object.assign(this, { node, deeds });
    this.title = h("h2", { tabindex: "-1" });
    this.topic = h("p.topic");
    this.hint = h("div.first-hint", { hidden: true });
    this.messages = new MessageList(deeds, "Messages");
    this.composer = new Composer(directoryOf, deeds, { id: "composer" });
    const back = iconButton("back", "Back to the channels", deeds.toList, { class: "icon-button back" });
    this.content = h(
      "div.pane",
      {},
      h("header.pane-head", {}, back, h("div.pane-words", {}, this.title, this.topic)),
      this.messages.node,
      this.hint,
      this.composer.node,
    );
    acceptDrops(this.content, (files) => this.composer.attempt(() => deeds.upload(files)));
    node.append(this.content);
  }

  /** Turns to a channel; its messages follow through `this.messages`. */
  open(channel, directory) {
    const name = directory.channelName(channel.id);
    const talk = channel.kind === "im";
    const shared = channel.shared && h("span.tag.tag-company", {}, "Shared channel");
    this.title.replaceChildren(
      ...(talk ? [name] : [channelSign(channel), name]),
      ...(shared ? [shared] : []),
    );
    this.topic.textContent = channel.topic ?? "";
    this.topic.title = channel.topic ?? "";
    this.messages.name(`Messages in ${talk ? name : `#${name}`}`);
    this.composer.address(`Message ${talk ? name : `#${name}`}`);
  }

  /** The strip that tells a newcomer what to do. */
  showHint(directory) {
    this.hint.hidden = localStorage.getItem("sandbox-hint") === "dismissed" || !directory.commands.length;
    const { command } = directory.commands[0] ?? {};
    const name = directory.name(directory.myId).split(" ")[0];
    const type = h(
      "button.link-button",
      { type: "button", on: { click: () => this.composer.type(command) } },
      command,
    );
    const dismiss = () => {
      this.dismissHint();
      this.composer.focus();
    };
    this.hint.replaceChildren(
      h(
        "p",
        {},
        h("strong", {}, `You are ${name}. `),
        "Type ",
        type,
        " to begin. Become somebody else at the top of the list of channels.",
      ),
      iconButton("close", "Dismiss the hint", dismiss),
    );
  }

  /** Takes the strip away for good: it was read, or done. */
  dismissHint() {
    localStorage.setItem("sandbox-hint", "dismissed");
    this.hint.hidden = true;
  }
}

/** The right pane: one thread with its own message box. */
export class ThreadPane {
  constructor(node, directoryOf, deeds) {
    Object.assign(this, { node, deeds });
    this.place = h("p.topic");
    this.title = h("h2", { tabindex: "-1" }, "Thread");
    this.messages = new MessageList(deeds, "Thread");
    this.composer = new Composer(directoryOf, deeds, { inThread: true });
    const back = iconButton("back", "Back to the channel", deeds.close, { class: "icon-button back" });
    const close = iconButton("close", "Close the thread", deeds.close, { class: "icon-button close" });
    node.append(
      h(
        "div.pane",
        {},
        h("header.pane-head", {}, back, h("div.pane-words", {}, this.title, this.place), close),
        this.messages.node,
        this.composer.node,
      ),
    );
    acceptDrops(node, (files) => this.composer.attempt(() => deeds.upload(files)));
  }

  open(channel, directory) {
    this.node.hidden = false;
    this.messages.clear();
    this.place.textContent = channel.kind === "im" ? directory.channelName(channel.id) : `#${channel.name}`;
    this.composer.address("Reply in the thread");
    this.composer.field.value = "";
  }

  close() {
    this.node.hidden = true;
  }
}

/** The middle pane while the app's home is open. */
export class HomePane {
  constructor(node, deeds) {
    Object.assign(this, { deeds, view: null });
    this.title = h("h2", { tabindex: "-1" });
    this.body = h("div.home-body", { tabindex: "0", role: "region", "aria-label": "App home" });
    const back = iconButton("back", "Back to the channels", deeds.toList, { class: "icon-button back" });
    const talk = h("button.button", { type: "button", on: { click: () => deeds.toApp() } }, "Messages");
    this.content = h(
      "div.pane",
      { hidden: true },
      h("header.pane-head", {}, back, h("div.pane-words", {}, this.title), talk),
      this.body,
    );
    node.append(this.content);
  }

  show(view, directory) {
    this.title.textContent = `${directory.app.name} home`;
    if (JSON.stringify(view) === JSON.stringify(this.view) && this.body.childElementCount) return;
    this.view = view;
    if (!view) {
      this.body.replaceChildren(h("p.empty", {}, `${directory.app.name} has put nothing here yet.`));
      return;
    }
    const act = (payload) => this.deeds.click({ view_id: view.id, ...payload });
    this.body.replaceChildren(h("div.home-blocks", {}, renderBlocks(view.blocks, { directory, act })));
  }
}
