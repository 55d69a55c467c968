/** composer.js answers: what does the person write, and to whom does it go? */

import { Refused } from "/page/api.js";
import { h, iconButton, uniqueId } from "/page/dom.js";
import { filePicker } from "/page/files.js";
import { commandProblem, hintsFor } from "/page/hints.js";

/** A message box; `deeds`: say(text), command(text), upload(files). */
export class Composer {
  constructor(directoryOf, deeds, { inThread = false, id = null } = {}) {
    Object.assign(this, { directoryOf, deeds, inThread, rows: [], active: -1 });
    this.hints = h("ul.hints", {
      role: "listbox",
      id: uniqueId("hints"),
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.trouble = h("p.composer-trouble", { role: "alert", hidden: true });
    this.field = this.makeField(id);
    this.button = iconButton("send", "Send", () => this.send());
    const tools = h(
      "div.composer-tools",
      {},
      filePicker((files) => this.attempt(() => deeds.upload(files))),
      this.button,
    );
    const box = h("div.composer-box", {}, this.field, tools);
    this.node = h(
      "div.composer",
      { on: { focusout: (event) => this.leave(event) } },
      this.hints,
      this.trouble,
      box,
    );
  }

  makeField(id) {
    return h("textarea", {
      id,
      rows: "1",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.hints.id,
      on: {
        input: () => this.typed(),
        click: () => this.suggest(),
        keydown: (event) => this.key(event),
      },
    });
  }

  /** Says where a text goes. */
  address(place) {
    this.field.placeholder = place;
    this.field.setAttribute("aria-label", place);
    this.complain(null);
  }

  focus() {
    this.field.focus();
  }

  /** Puts a text into the box as if it had been typed. */
  type(text) {
    this.field.value = text;
    this.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.typed();
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.complain(null);
    this.suggest();
  }

  suggest() {
    const rows = hintsFor(this.field.value, this.field.selectionStart, this.directoryOf());
    Object.assign(this, { rows, active: rows.length ? 0 : -1 });
    this.drawHints();
  }

  drawHints() {
    const open = this.rows.length > 0;
    this.hints.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    this.hints.replaceChildren(...this.rows.map((row, at) => this.hint(row, at)));
    const current = this.hints.children[this.active];
    if (current) this.field.setAttribute("aria-activedescendant", current.id);
    else this.field.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  hint(row, at) {
    const choose = (event) => {
      event.preventDefault(); // the box keeps the focus
      this.complete(row);
    };
    const attributes = {
      role: "option",
      id: `${this.hints.id}-${at}`,
      "aria-selected": String(at === this.active),
      on: { mousedown: choose },
    };
    return h("li", attributes, h("strong", {}, row.shown), h("span.muted", {}, row.about));
  }

  leave(event) {
    if (this.node.contains(event.relatedTarget)) return;
    this.rows = [];
    this.drawHints();
  }

  complete(row) {
    const after = this.field.value.slice(this.field.selectionStart).trimStart();
    this.type(`${row.insert} ${after}`);
  }

  key(event) {
    if (event.isComposing) return; // Enter ends the word of an input method, not the message
    const row = this.rows[this.active];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (row && step) {
      this.active = (this.active + step + this.rows.length) % this.rows.length;
      this.drawHints();
    } else if (row && event.key === "Escape") {
      this.rows = [];
      this.drawHints();
      event.stopPropagation();
    } else if (row && event.key === "Tab" && !event.shiftKey && !this.isWhole(row)) this.complete(row);
    else if (event.key === "Enter" && !event.shiftKey)
      row && !this.isWhole(row) ? this.complete(row) : this.send();
    else return;
    event.preventDefault();
  }

  /** Whether the row says no more than what stands in the box already. */
  isWhole(row) {
    return this.field.value.trim() === row.insert;
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const isCommand = text.startsWith("/");
    const problem = isCommand && commandProblem(text, this.directoryOf(), this.inThread);
    if (problem) {
      this.complain(problem);
      return;
    }
    this.type("");
    // Not held up by the one before it: who types fast loses nothing.
    const sent = await this.attempt(() => (isCommand ? this.deeds.command(text) : this.deeds.say(text)));
    if (!sent && !this.field.value) this.restore(text);
  }

  /** Gives a text back that could not be sent, under the sentence that says why. */
  restore(text) {
    this.field.value = text;
    this.rows = [];
    this.drawHints();
  }

  async attempt(deed) {
    this.node.setAttribute("aria-busy", "true");
    try {
      await deed();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
      return false;
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }

  complain(sentence) {
    this.trouble.hidden = !sentence;
    this.trouble.textContent = sentence ?? "";
  }
}
