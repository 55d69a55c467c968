/** switcher.js answers: how does one get anywhere by typing a few letters? */

import { openDialog } from "/page/dialog.js";
import { h } from "/page/dom.js";

/** A dialog with a field and the places and people that match; each row is {label, hint, go}. */
export class Switcher {
  constructor(rows) {
    Object.assign(this, { rows, active: 0 });
    this.list = h("ul.options", { role: "listbox", id: "switcher-list", "aria-label": "Places and people" });
    this.field = h("input", {
      type: "text",
      role: "combobox",
      placeholder: "Channel or person",
      "aria-label": "Go to a channel, or become another person",
      "aria-expanded": "true",
      "aria-controls": "switcher-list",
      autocomplete: "off",
      on: { input: () => this.draw(0), keydown: (event) => this.key(event) },
    });
    this.dialog = openDialog("dialog.dialog.switcher", {
      title: "Go to",
      content: (heading) => [h("header", {}, heading), h("div.dialog-body", {}, this.field, this.list)],
      onEscape: () => this.close(),
    });
    this.field.focus();
    this.draw(0);
  }

  get matches() {
    const typed = this.field.value.trim().toLowerCase().replace(/^[#@]/, "");
    const named = ({ label }) => label.toLowerCase().includes(typed);
    const about = ({ hint }) => hint.toLowerCase().includes(typed);
    return [...this.rows.filter(named), ...this.rows.filter((row) => !named(row) && about(row))];
  }

  draw(active) {
    const { matches } = this;
    this.active = Math.max(0, Math.min(active, matches.length - 1));
    this.list.replaceChildren(...matches.map((row, at) => this.option(row, at)));
    if (!matches.length) this.list.append(h("li.nothing", {}, "Nothing matches."));
    const current = this.list.children[this.active];
    if (current?.id) this.field.setAttribute("aria-activedescendant", current.id);
    current?.scrollIntoView({ block: "nearest" });
  }

  option(row, at) {
    const here = at === this.active;
    const attributes = {
      role: "option",
      id: `switcher-${at}`,
      "aria-selected": String(here),
      data: { active: here ? "yes" : null },
      on: { click: () => this.go(row) },
    };
    return h("li", attributes, h("span.option-label", {}, row.label), h("span.option-hint", {}, row.hint));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.draw(this.active + step);
    else if (event.key === "Enter") this.matches[this.active] && this.go(this.matches[this.active]);
    else return;
    event.preventDefault();
  }

  go(row) {
    this.close();
    row.go();
  }

  close() {
    this.dialog.close();
    this.onClose?.();
  }
}

/** Every place, global shortcut and person of the workspace as rows; `deeds`: open(channel), home(), become(user), shortcut(id). */
export function destinations(directory, deeds) {
  const channels = [...directory.channels.values()].map((channel) => ({
    label: `${channel.kind === "im" ? "" : "#"}${directory.channelName(channel.id)}`,
    hint: channel.kind === "im" ? "Messages" : "Channel",
    go: () => deeds.open(channel.id),
  }));
  const home = { label: `${directory.app.name} home`, hint: "App", go: () => deeds.home() };
  const people = directory.people.map((user) => ({
    label: directory.name(user.id),
    hint:
      user.id === directory.myId ? "You" : `Become · ${directory.company(user) ?? user.title ?? "person"}`,
    go: () => deeds.become(user.id),
  }));
  const shortcuts = directory.shortcuts
    .filter((one) => !one.for_messages)
    .map(({ callback_id: id, name }) => ({ label: name, hint: "Shortcut", go: () => deeds.shortcut(id) }));
  return [...channels, home, ...shortcuts, ...people];
}
