/** dialog.js answers: how does a dialog hold the keyboard until it is closed? */

import { h, uniqueId } from "/page/dom.js";

const REACHABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

/** Shows a node in a dialog named by its title; `onEscape` decides what Escape does. Returns {close}. */
export function openDialog(spec, { title, content, onEscape }) {
  const opener = document.activeElement;
  const name = uniqueId("title");
  const heading = h("h2", { id: name, tabindex: "-1" }, title);
  const node = h(spec, { "aria-labelledby": name, "aria-modal": "true" }, content(heading));
  node.addEventListener("cancel", (event) => {
    event.preventDefault();
    onEscape();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
    if (event.key === "Tab") wrap(event, node);
  });
  document.body.append(node);
  node.showModal();
  const close = () => {
    node.close();
    node.remove();
    if (opener?.isConnected) opener.focus();
  };
  return { node, heading, close };
}

/** Tab goes round inside the dialog instead of leaving it for the browser's own controls. */
function wrap(event, dialog) {
  const all = [...dialog.querySelectorAll(REACHABLE)].filter((node) => node.offsetParent !== null);
  if (!all.length) return;
  const edge = event.shiftKey ? all[0] : all.at(-1);
  const outside = !all.includes(document.activeElement) && event.shiftKey;
  if (document.activeElement !== edge && !outside) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
}
