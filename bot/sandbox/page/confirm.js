/** confirm.js answers: does the person really mean that click? */

import { openDialog } from "/page/dialog.js";
import { h } from "/page/dom.js";
import { label, textObject } from "/page/mrkdwn.js";

/** True at once without a confirm object, else whatever the person answers in its dialog. */
export function confirmed(confirm, directory) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (value) => {
      dialog.close();
      resolve(value);
    };
    const danger = confirm.style === "danger";
    const yes = h(
      danger ? "button.button.danger" : "button.button.primary",
      { type: "button", data: { confirm: "yes" }, on: { click: () => answer(true) } },
      label(confirm.confirm) || "Yes",
    );
    const no = h(
      "button.button",
      { type: "button", data: { confirm: "no" }, on: { click: () => answer(false) } },
      label(confirm.deny) || "Cancel",
    );
    const dialog = openDialog("dialog.dialog.confirm", {
      title: label(confirm.title),
      onEscape: () => answer(false),
      content: (heading) => [
        h("header", {}, heading),
        h("div.dialog-body", {}, textObject(confirm.text, directory)),
        h("footer", {}, no, yes),
      ],
    });
    yes.focus();
  });
}
