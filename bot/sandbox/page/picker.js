/** picker.js answers: how are several options chosen by typing part of their names? */

import { announce, h, uniqueId } from "/page/dom.js";

/**
 * A field of chips with a searchable list below it; options are {value, label, hint?}.
 * Returns {node, focus, chosen, field}; `onChange` hears every choice.
 */
export function picker({ options, chosen, placeholder, limit = Infinity, onChange = () => {} }) {
  return new Picker(options, new Set(chosen), placeholder, limit, onChange);
}

class Picker {
  constructor(options, chosen, placeholder, limit, onChange) {
    Object.assign(this, { options, selected: chosen, limit, onChange, active: -1 });
    this.list = h("ul.options", {
      role: "listbox",
      id: uniqueId("list"),
      "aria-multiselectable": "true",
      hidden: true,
    });
    this.chips = h("span.chips");
    this.field = h("input", {
      type: "text",
      role: "combobox",
      placeholder: placeholder ?? "",
      autocomplete: "off",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      on: {
        input: () => this.open(),
        focus: () => this.open(),
        click: () => this.open(),
        keydown: (event) => this.key(event),
      },
    });
    const box = h("div.picker-box", { on: { click: () => this.field.focus() } }, this.chips, this.field);
    this.node = h("div.picker", { on: { focusout: (event) => this.leave(event) } }, box, this.list);
    this.node.addEventListener("mousedown", (event) => {
      if (event.target !== this.field) event.preventDefault(); // the list must not take the focus from the field
    });
    this.drawChips();
  }

  /** The chosen values, in the order of the options. */
  get chosen() {
    return this.options.filter((option) => this.selected.has(option.value)).map((option) => option.value);
  }

  focus() {
    this.field.focus();
  }

  get matches() {
    const typed = this.field.value.trim().toLowerCase();
    return this.options.filter(({ label, hint }) => `${label} ${hint ?? ""}`.toLowerCase().includes(typed));
  }

  leave(event) {
    if (!this.node.contains(event.relatedTarget)) this.shut();
  }

  shut() {
    this.list.hidden = true;
    this.field.value = "";
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  open() {
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    if (this.field.value) this.active = Math.max(this.active, 0);
    this.draw();
    this.list.scrollIntoView({ block: "nearest" });
  }

  draw() {
    const matches = this.matches;
    this.active = Math.min(this.active, matches.length - 1);
    this.list.replaceChildren(...matches.map((option, at) => this.row(option, at)));
    if (!matches.length) this.list.append(h("li.nothing", {}, "Nothing matches."));
    const current = this.list.children[this.active];
    if (this.active >= 0 && current?.id) this.field.setAttribute("aria-activedescendant", current.id);
    else this.field.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  row(option, at) {
    const on = this.selected.has(option.value);
    const full = !on && this.selected.size >= this.limit;
    return h(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${at}`,
        "aria-selected": String(on),
        "aria-disabled": full ? "true" : null,
        data: { active: at === this.active ? "yes" : null, value: option.value },
        on: { click: () => this.toggle(option) },
      },
      h("span.option-label", {}, option.label),
      option.hint && h("span.option-hint", {}, option.hint),
    );
  }

  toggle(option) {
    if (this.selected.delete(option.value)) announce(`${option.label} removed`);
    else if (this.selected.size >= this.limit) return announce(`No more than ${this.limit} can be chosen`);
    else {
      this.selected.add(option.value);
      announce(`${option.label} added`);
    }
    this.field.value = "";
    this.drawChips();
    if (!this.list.hidden) this.draw();
    this.onChange();
    return undefined;
  }

  drawChips() {
    const chosen = this.options.filter((option) => this.selected.has(option.value));
    this.chips.replaceChildren(...chosen.map((option) => this.chip(option)));
    this.node.classList.toggle("has-chips", chosen.length > 0);
  }

  chip(option) {
    const remove = (event) => {
      event.stopPropagation();
      this.toggle(option);
    };
    const button = h(
      "button",
      { type: "button", "aria-label": `Remove ${option.label}`, on: { click: remove } },
      "×",
    );
    return h("span.chip", { data: { value: option.value } }, option.label, button);
  }

  key(event) {
    if (event.key === "Backspace" && !this.field.value && this.selected.size) {
      const last = this.options.filter((option) => this.selected.has(option.value)).at(-1);
      return this.toggle(last);
    }
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation(); // the first Escape closes the list, the next one the dialog
      return this.shut();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.open();
      this.active = Math.max(0, this.active + (event.key === "ArrowDown" ? 1 : -1));
      return this.draw();
    }
    if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const option = this.matches[this.active];
      if (option) this.toggle(option);
    }
    return undefined;
  }
}
