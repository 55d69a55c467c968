/** modal.js answers: which modal is open for the person, and what have they put into it so far? */

import { Refused } from "/page/api.js";
import { renderBlocks } from "/page/blocks.js";
import { openDialog } from "/page/dialog.js";
import { announce, h, iconButton } from "/page/dom.js";
import { problemOf } from "/page/inputs.js";
import { label } from "/page/mrkdwn.js";

const keyOf = (blockId, actionId) => JSON.stringify([blockId, actionId]);

/** The one dialog in which a person's stack of views is shown; `deeds` act on the sandbox for it. */
export class Modal {
  constructor(directoryOf, deeds) {
    Object.assign(this, { directoryOf, deeds, view: null, dialog: null, fields: [] });
    this.drafts = new Map(); // what was typed into each view, by view id, for when it comes back
  }

  /** Brings the dialog in line with `/ui/view`. */
  show({ view, depth }) {
    if (view === null || view === undefined) return this.hide();
    const same = this.view?.id === view.id;
    if (same && this.view.hash === view.hash) return undefined;
    this.remember();
    this.view = view;
    this.draw(depth, same);
    return undefined;
  }

  /** Takes the dialog off the screen; the sandbox keeps the view. */
  hide() {
    this.dialog?.close();
    Object.assign(this, { dialog: null, view: null, fields: [] });
  }

  remember() {
    if (!this.view) return;
    const typed = new Map(
      this.fields.map(({ blockId, actionId, made }) => [keyOf(blockId, actionId), made.read()]),
    );
    this.drafts.set(this.view.id, typed);
  }

  draw(depth, same) {
    const focused = this.dialog?.node.contains(document.activeElement)
      ? document.activeElement.dataset.actionId
      : null;
    if (!this.dialog) {
      const onEscape = () => this.close(false);
      const content = (heading) => this.frame(heading);
      this.dialog = openDialog("dialog.dialog.modal", { title: "", content, onEscape });
    }
    const scrolled = this.body.scrollTop;
    this.dialog.heading.textContent = label(this.view.title);
    this.dialog.node.dataset.callbackId = this.view.callback_id ?? "";
    this.dialog.node.dataset.viewId = this.view.id;
    this.fill();
    this.buttons(depth);
    this.setBusy(Boolean(this.busy)); // a click that would go unheard finds its button disabled
    this.body.scrollTop = same ? scrolled : 0;
    this.focus(same ? focused : null);
  }

  frame(heading) {
    this.body = h("div.dialog-body");
    this.footer = h("footer");
    this.trouble = h("p.dialog-trouble", { role: "alert", hidden: true });
    const close = iconButton("close", "Close", () => this.close(true));
    const submit = (event) => {
      event.preventDefault();
      this.submit();
    };
    const keydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
    };
    return h(
      "form",
      { novalidate: true, on: { submit, keydown } },
      h("header", {}, heading, close),
      this.trouble,
      this.body,
      this.footer,
    );
  }

  fill() {
    const { view } = this;
    const typed = this.drafts.get(view.id);
    this.fields = [];
    this.trouble.hidden = true;
    const context = {
      directory: this.directoryOf(),
      kept: (blockId, actionId) => typed?.get(keyOf(blockId, actionId)) ?? null,
      register: (blockId, actionId, made, extra = {}) =>
        this.fields.push({ blockId, actionId, made, ...extra }),
      act: (payload) => this.deeds.click({ view_id: view.id, values: this.values(), ...payload }),
      failed: (sentence) => this.complain(sentence),
      upload: (file) => this.deeds.upload(file),
    };
    this.body.replaceChildren(renderBlocks(view.blocks, context));
  }

  buttons(depth) {
    const { view } = this;
    const back = label(view.close) || (depth > 1 ? "Back" : view.submit ? "Cancel" : "Close");
    const close = h(
      "button.button",
      { type: "button", data: { modal: "close" }, on: { click: () => this.close(false) } },
      back,
    );
    const submit =
      view.submit &&
      h("button.button.primary", { type: "submit", data: { modal: "submit" } }, label(view.submit));
    this.footer.replaceChildren(close, ...(submit ? [submit] : []));
  }

  focus(actionId) {
    const fields = [...this.body.querySelectorAll("input, select, textarea")];
    const again =
      actionId &&
      [...this.body.querySelectorAll("[data-action-id]")].find((node) => node.dataset.actionId === actionId);
    if (again) again.focus({ preventScroll: true });
    else if (fields[0] && !fields[0].matches("[role=combobox]") && matchMedia("(hover: hover)").matches)
      fields[0].focus();
    else this.dialog.heading.focus();
  }

  values() {
    const values = {};
    for (const { blockId, actionId, made } of this.fields) (values[blockId] ??= {})[actionId] = made.read();
    return values;
  }

  /** Sends the form unless a field is at fault, and shows what the app answers. */
  async submit() {
    if (!this.view?.submit || this.busy) return;
    const problems = this.fields.map((field) => [
      field.blockId,
      field.error && problemOf(field.made, field.optional),
    ]);
    const errors = Object.fromEntries(problems.filter(([, sentence]) => sentence));
    this.mark(errors);
    if (Object.keys(errors).length) return;
    await this.whileBusy(async () => {
      const answer = await this.deeds.submit(this.view.id, this.values());
      if (answer.response_action === "errors") this.mark(answer.errors);
      else await this.deeds.refresh();
    });
  }

  async close(clear) {
    if (!this.view || this.busy) return;
    await this.whileBusy(async () => {
      await this.deeds.close(this.view.id, clear);
      await this.deeds.refresh();
    });
  }

  async whileBusy(work) {
    this.setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    } finally {
      this.setBusy(false);
    }
  }

  setBusy(busy) {
    this.busy = busy;
    const node = this.dialog?.node;
    if (!node) return;
    node.setAttribute("aria-busy", String(busy));
    for (const button of this.footer.querySelectorAll("button")) button.disabled = busy;
  }

  complain(sentence) {
    if (!this.dialog) return;
    this.trouble.textContent = sentence;
    this.trouble.hidden = false;
  }

  /** Puts each sentence at its field, takes the others away, and goes to the first. */
  mark(errors) {
    this.trouble.hidden = true;
    const marked = this.fields.filter((field) => markField(field, errors[field.blockId]));
    const known = new Set(this.fields.map((field) => field.blockId));
    const strays = Object.entries(errors).filter(([blockId]) => !known.has(blockId));
    if (strays.length) this.complain(strays.map(([, sentence]) => sentence).join(" "));
    marked[0]?.made.target.focus();
    marked[0]?.made.target.closest(".field")?.scrollIntoView({ block: "nearest" });
    if (marked.length)
      announce(`${marked.length} ${marked.length === 1 ? "field needs" : "fields need"} your attention`);
  }
}

function markField({ made, error }, sentence) {
  if (!error) return false;
  error.hidden = !sentence;
  error.textContent = sentence ?? "";
  made.target.closest(".field")?.classList.toggle("has-error", Boolean(sentence));
  const holder = made.group ? made.node : made.target;
  if (sentence) holder.setAttribute("aria-invalid", "true");
  else holder.removeAttribute("aria-invalid");
  return Boolean(sentence);
}
