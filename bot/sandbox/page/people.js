/** people.js answers: how is a person shown, and how does one become another person? */

import { api } from "/page/api.js";
import { h, icon } from "/page/dom.js";

/** The picture of a person or the app: initials on their colour. */
export function avatar(directory, id, size = "") {
  if (directory.isApp(id))
    return h(`span.avatar.avatar-app${size}`, { "aria-hidden": "true" }, directory.app.name.slice(0, 1));
  const user = directory.users.get(id);
  const initials = user?.initials ?? directory.name(id).slice(0, 1);
  const colour = user?.color ? `#${user.color.replace("#", "")}` : "#5f6b73";
  return h(`span.avatar${size}`, { "aria-hidden": "true", style: { "background-color": colour } }, initials);
}

/** The mark of a person who belongs to another company. */
export function companyTag(directory, user) {
  const company = directory.company(user);
  return company && h("span.tag.tag-company", { title: `Works at ${company}` }, company);
}

/** How much waits for a person, as a badge. */
export function badge(count, about, kind = "mention") {
  return (
    count > 0 &&
    h(`span.badge.badge-${kind}`, { "aria-label": `${count} ${about}` }, count > 99 ? "99+" : String(count))
  );
}

/** The switch that says who you are. */
export class PersonSwitch {
  constructor(deeds) {
    this.deeds = deeds;
    this.list = h("ul.people", { id: "people", "aria-label": "People to act as", hidden: true });
    this.opener = h("button.person-switch", {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": "people",
      data: { personSwitch: "" },
      on: { click: () => this.toggle(this.list.hidden) },
    });
    this.node = h(
      "div.person-panel",
      { on: { keydown: (event) => this.key(event) } },
      this.opener,
      this.list,
    );
  }

  show(directory) {
    this.directory = directory;
    const { me } = directory;
    const about = directory.company(me) ?? me.title ?? "";
    const words = h(
      "span.person-words",
      {},
      h("span.person-you", {}, "You are"),
      h("strong", {}, directory.name(me.id)),
      h("span.person-title", {}, about),
    );
    this.opener.replaceChildren(avatar(directory, me.id), words, icon("down"));
  }

  toggle(open) {
    this.list.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.list.replaceChildren(...this.directory.people.map((user) => this.row(user)));
    this.list.querySelector("[aria-current=true]")?.focus();
  }

  row(user) {
    const { directory } = this;
    const mine = user.id === directory.myId;
    const count = h("span.person-waiting");
    const about = companyTag(directory, user) ?? h("span.person-title", {}, user.title ?? "");
    const name = h("span.person-words", {}, h("strong", {}, directory.name(user.id)), about);
    const choose = () => {
      this.toggle(false);
      this.opener.focus();
      this.deeds.become(user.id);
    };
    if (!mine) waiting(user.id).then((waits) => count.append(badge(waits, "waiting") || ""));
    const attributes = {
      type: "button",
      "aria-current": String(mine),
      data: { person: user.id },
      on: { click: choose },
    };
    return h("li", {}, h("button.person", attributes, avatar(directory, user.id), name, count));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...this.list.querySelectorAll("button")];
    if (event.key === "Escape" && !this.list.hidden) {
      this.toggle(false);
      this.opener.focus();
    } else if (step && !this.list.hidden) {
      const at = buttons.indexOf(document.activeElement);
      buttons[(at + step + buttons.length) % buttons.length].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** How many messages call a person, without becoming them; none when the sandbox does not answer. */
async function waiting(user) {
  const state = await api.state(user).catch(() => ({ channels: [] }));
  const calls = ({ kind, mention, unread }) => (kind === "im" ? Math.max(mention, unread) : mention);
  return state.channels.reduce((sum, channel) => sum + calls(channel), 0);
}
