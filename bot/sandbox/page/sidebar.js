/** sidebar.js answers: where can the person go, and what waits for them there? */

import { h, icon, iconButton } from "/page/dom.js";
import { channelSign } from "/page/messages.js";
import { avatar, badge, PersonSwitch } from "/page/people.js";

/** The left pane; `deeds`: open(channel), home(), find(), become(user). */
export class Sidebar {
  constructor(node, deeds) {
    this.deeds = deeds;
    this.people = new PersonSwitch(deeds);
    this.title = h("h1");
    this.places = h("div.places");
    const find = iconButton("search", "Go to a channel or person (Ctrl+K)", () => deeds.find());
    node.append(h("header.sidebar-head", {}, this.title, find), this.people.node, this.places);
  }

  show(directory, current) {
    this.title.textContent = directory.team.name;
    this.people.show(directory);
    const focused = this.places.contains(document.activeElement) && document.activeElement.dataset.channel;
    const channels = [...directory.channels.values()];
    const rooms = channels.filter((channel) => channel.kind !== "im" && channel.member !== false);
    const talks = channels.filter((channel) => channel.kind === "im");
    this.places.replaceChildren(
      group(
        "Channels",
        rooms.map((channel) => this.room(channel, current)),
      ),
      group("Apps", [
        ...talks.map((channel) => this.talk(channel, directory, current)),
        this.homeRow(directory, current),
      ]),
    );
    if (focused) this.places.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  }

  room(channel, current) {
    const shared =
      channel.shared &&
      h(
        "span.shared",
        { title: "Shared with another company", role: "img", "aria-label": "shared with another company" },
        "◇",
      );
    return this.row(channel.id, current, channel, [
      channelSign(channel),
      h("span.place-name", {}, channel.name),
      shared,
    ]);
  }

  talk(channel, directory, current) {
    const id = channel.with ?? directory.app.bot_user_id;
    return this.row(channel.id, current, channel, [
      avatar(directory, id, ".small"),
      h("span.place-name", {}, directory.channelName(channel.id)),
    ]);
  }

  homeRow(directory, current) {
    const go = () => this.deeds.home();
    const attributes = {
      type: "button",
      "aria-current": current === "home" ? "page" : null,
      data: { channel: "home" },
      on: { click: go },
    };
    return h(
      "li",
      {},
      h("button.place", attributes, icon("home"), h("span.place-name", {}, `${directory.app.name} home`)),
    );
  }

  row(id, current, { unread, mention, kind }, words) {
    const calls = kind === "im" ? Math.max(mention ?? 0, unread ?? 0) : (mention ?? 0);
    const rest = Math.max(0, (unread ?? 0) - calls);
    const go = () => this.deeds.open(id);
    const attributes = {
      type: "button",
      "aria-current": current === id ? "page" : null,
      data: { channel: id, unread: unread ? "yes" : null },
      on: { click: go },
    };
    return h(
      "li",
      {},
      h("button.place", attributes, words, badge(rest, "unread", "unread"), badge(calls, "for you")),
    );
  }
}

function group(name, rows) {
  return h("section", {}, h("h2", {}, name), h("ul", {}, rows));
}
