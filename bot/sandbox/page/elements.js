/** elements.js answers: which control does an element outside a form get, and what does using it send? */

import { confirmed } from "/page/confirm.js";
import { h, icon, uniqueId } from "/page/dom.js";
import { control } from "/page/inputs.js";
import { label, link, plain } from "/page/mrkdwn.js";

/**
 * The node of an interactive element. `context.act(payload)` sends the click and may throw a refusal,
 * `context.register(blockId, actionId, control)` collects form state where there is a form.
 */
export function interactive(element, blockId, context) {
  if (element.type === "button") return button(element, blockId, context);
  if (element.type === "workflow_button") return button({ ...element, type: "button" }, blockId, context);
  if (element.type === "overflow") return overflow(element, blockId, context);
  if (element.type === "image") return picture(element, context.directory);
  return dispatching(element, blockId, context);
}

/** A small picture beside or within text. */
export function picture(element, directory) {
  return h("img.thumb", { src: directory.imageUrl(element), alt: element.alt_text ?? "" });
}

function button(element, blockId, context) {
  const style = ["primary", "danger"].includes(element.style) ? `.${element.style}` : "";
  const attributes = {
    type: "button",
    "aria-label": element.accessibility_label ?? null,
    data: { actionId: element.action_id, blockId },
  };
  const shown = label(element.text);
  const sent = { value: element.value, text: element.text };
  const click = (event) => send(event.currentTarget, element, blockId, sent, context);
  const address =
    element.url &&
    link(element.url, [shown], {
      class: `button${style.replace(".", " ")}`,
      "data-action-id": element.action_id,
    });
  if (!address) return wrapped(h(`button.button${style}`, { ...attributes, on: { click } }, shown));
  address.addEventListener("click", click); // Slack opens the address and tells the app as well
  return wrapped(address);
}

function wrapped(node) {
  return h("span.element", {}, node);
}

function dispatching(element, blockId, context) {
  const made = control(element, {
    directory: context.directory,
    kept: context.kept?.(blockId, element.action_id),
    onChange: (how) => {
      if (how === "change") send(made.target, element, blockId, made.read(), context);
    },
  });
  if (!made) return h("span.unsupported", {}, `(${element.type} is not shown here)`);
  made.target.dataset.actionId = element.action_id;
  if (!made.target.getAttribute("aria-label")) made.target.setAttribute("aria-label", nameOf(element));
  context.register?.(blockId, element.action_id, made);
  return wrapped(made.node);
}

function nameOf(element) {
  return element.placeholder ? plain(element.placeholder.text) : element.type.replaceAll("_", " ");
}

function overflow(element, blockId, context) {
  const id = uniqueId("menu");
  const menu = h("div.menu", { role: "menu", id, hidden: true });
  const opener = h(
    "button.icon-button",
    {
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      data: { actionId: element.action_id, blockId },
    },
    icon("more"),
  );
  const toggle = (shown) => {
    menu.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
    (shown ? menu.firstElementChild : opener).focus();
  };
  menu.append(
    ...element.options.map((option) => {
      const choose = () => {
        toggle(false);
        send(opener, element, blockId, { selected_option: option }, context);
      };
      return h(
        "button",
        { type: "button", role: "menuitem", data: { value: option.value }, on: { click: choose } },
        label(option.text),
      );
    }),
  );
  opener.addEventListener("click", () => toggle(menu.hidden));
  menu.addEventListener("keydown", (event) => menuKey(event, menu, () => toggle(false)));
  return h(
    "span.element.overflow",
    { on: { focusout: (event) => leave(event, menu, opener) } },
    opener,
    menu,
  );
}

function leave(event, menu, opener) {
  if (event.currentTarget.contains(event.relatedTarget)) return;
  menu.hidden = true;
  opener.setAttribute("aria-expanded", "false");
}

function menuKey(event, menu, close) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

async function send(node, element, blockId, values, context) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (!(await confirmed(element.confirm, context.directory))) return;
  const holder = node.closest(".element") ?? node;
  holder.querySelector(".click-failed")?.remove();
  node.setAttribute("aria-busy", "true");
  try {
    await context.act({ block_id: blockId, action_id: element.action_id, type: element.type, ...values });
  } catch (error) {
    holder.append(failure(error.message));
  } finally {
    node.removeAttribute("aria-busy");
  }
}

/** The warning triangle and the sentence beside a control whose click failed. */
function failure(message) {
  return h("span.click-failed", { role: "alert" }, icon("warning"), message);
}
